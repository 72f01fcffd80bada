import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openTurns } from './turns.ts'

it('under one name each waits for the one before, also where that fails; other names do not wait', async () => {
  const inTurn = openTurns()
  const told: string[] = []
  const act = (name: string, ms: number, fails = false) =>
    inTurn(name.charAt(0), async () => {
      await wait(ms)
      told.push(name)
      if (fails) throw new Error(`${name} failed`)
      return name
    })
  const all = await Promise.allSettled([act('a1', 40), act('a2', 20, true), act('a3', 0), act('b1', 10)])
  expect(told).toEqual(['b1', 'a1', 'a2', 'a3'])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
})
