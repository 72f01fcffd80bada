import { routes } from '@yunhe/platform/contract'
import { expect, it } from 'vitest'
import { addresses } from './addresses.ts'

it('the console asks at exactly the addresses of the contract', () => {
  const ofContract = Object.fromEntries(Object.entries(routes).map(([name, { method, path }]) => [name, [method, path]]))
  expect(addresses).toEqual(ofContract)
})
