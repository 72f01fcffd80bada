import { expect, it } from 'vitest'
import { hashPassword, matches } from './passwords.ts'

const password = '运河之水-2026'
const light = { memory: 32, passes: 1, parallelism: 1 }

it('a password opens what was made of it and nothing else, in whatever form its letters were typed', async () => {
  const stored = await hashPassword(password)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await matches(password, stored)).toBe(true)
  expect(await matches(`${password} `, stored)).toBe(false)
  expect(await matches('caf\u00e9', await hashPassword('cafe\u0301', light))).toBe(true)
})

it('what was stored says its cost: one of another cost opens, and one whose cost was changed does not', async () => {
  const stored = await hashPassword(password, light)
  expect(await matches(password, stored)).toBe(true)
  expect(await matches(password, stored.replace('t=1', 't=2'))).toBe(false)
})

it('one stored before the cost stood beside it still opens', async () => {
  const [salt = '', hash = ''] = (await hashPassword(password)).split('$').slice(-2)
  const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')
  expect(await matches(password, `argon2id$${urlSafe(salt)}$${urlSafe(hash)}`)).toBe(true)
})

it('nobody opens an account without a password', async () => {
  for (const nothing of [undefined, '']) expect(await matches('', nothing)).toBe(false)
})
