import { calls, day } from '@yunhe/law'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandOf } from '../commands/index.ts'
import type { AnyProcedure } from '../projections/procedures.ts'
import { publishedCall } from '../scenes/admission.ts'
import type { PayloadKeys } from '../store/payloads.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { openWhatIfDesk } from './desk.ts'
import { newWorld } from './world.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
  await publishedCall(tested)
})
afterAll(() => tested.stop())

const supposed = { parameter: 'noticeWorkdays' as const, value: 7, from: day('2024-03-01') }
const nobodysKeys = { of: async () => undefined } as unknown as PayloadKeys
const desk = () =>
  openWhatIfDesk({
    db: tested.running.db,
    payloads: nobodysKeys,
    outside: {
      keyedHash: () => '',
      servedCalls: async () => 0,
      numbersOn: () => Object.freeze({}) as never,
      rootAfter: async () => undefined,
    },
    commandOf,
  })

describe('runs of what if', () => {
  it('go one at a time, and end before the platform does', async () => {
    const runs = desk()
    const run = runs.start(supposed, 'p-authority')
    if (run === 'busy') throw new Error('could not start the first run')
    expect(runs.start(supposed, 'p-other')).toBe('busy')
    await runs.close()
    expect(run).toMatchObject({ state: 'stopped', found: undefined })
    expect(runs.start(supposed, 'p-other')).not.toBe('busy')
    await runs.close()
  })

  it('are told to nobody but the person who asked', async () => {
    const runs = desk()
    const run = runs.start(supposed, 'p-authority')
    if (run === 'busy') throw new Error('could not start the run')
    expect(runs.of(run.id, 'p-other')).toBeUndefined()
    expect(runs.stop(run.id, 'p-other')).toBe(false)
    expect(runs.of(run.id, 'p-authority')).toBe(run)
    expect(runs.stop(run.id, 'p-authority')).toBe(true)
    await runs.close()
  })
})

describe('cases as they were and as they would have been', () => {
  const kind = calls as unknown as AnyProcedure
  const standing = (authority: string, version: number) => ({
    version,
    last: `call/c1@${version}`,
    state: { ...calls.start, stage: 'published', authority },
  })

  it('are the same until one goes another way, and then both are found', async () => {
    const world = newWorld()
    world.keep(kind, 'call/c1', standing('one', 1))
    expect(world.isOtherwise('call/c1')).toBe(false)
    expect(await world.would.standing(kind, 'call/c1')).toEqual(await world.was.standing(kind, 'call/c1'))

    world.keepOtherwise(kind, 'call/c1', standing('other', 2))
    expect(world.isOtherwise('call/c1')).toBe(true)
    expect(await world.was.standing(kind, 'call/c1')).toMatchObject({ version: 1, state: { authority: 'one' } })
    expect(await world.would.standing(kind, 'call/c1')).toMatchObject({ version: 2, state: { authority: 'other' } })
    expect(await world.was.streamsUnder(kind, 'authority:other')).toEqual([])
    expect(await world.would.streamsUnder(kind, 'authority:other')).toEqual(['call/c1'])
    // A name once given is kept, as in the log.
    expect(await world.would.streamsUnder(kind, 'authority:one')).toEqual(['call/c1'])
  })
})
