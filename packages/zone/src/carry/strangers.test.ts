import { expect, it } from 'vitest'
import type { ZoneAct } from '../acts.ts'
import { recordedPerMinute, strangers } from './strangers.ts'

const noon = Date.parse('2026-11-23T04:00:00.000Z')

const scene = () => {
  const clock = { ms: noon }
  const recorded: ZoneAct[] = []
  const book = strangers({ record: async (act) => recorded.push(act) - 1 }, () => clock.ms)
  const send = async (orders: number): Promise<number> => {
    const answers = []
    for (let order = 0; order < orders; order++) answers.push(await book.isRecorded())
    return answers.filter((isRecorded) => isRecorded).length
  }
  return { clock, recorded, book, send }
}

it('W24-1 the last order of the allowance has a record, the next has none, and the next minute has an allowance of its own', async () => {
  const { clock, recorded, send } = scene()
  expect(await send(recordedPerMinute + 1)).toBe(recordedPerMinute)
  clock.ms += 59_999
  expect(await send(1)).toBe(0)
  clock.ms += 1
  expect(await send(1)).toBe(1)
  expect(recorded).toEqual([{ type: 'orders-not-recorded', from: '2026-11-23T04:00:00.000Z', to: '2026-11-23T04:01:00.000Z', count: 2 }])
})

it('the count is recorded when the minute ends, once, and also when no other order comes', async () => {
  const { clock, recorded, book, send } = scene()
  await send(recordedPerMinute + 5)
  clock.ms += 59_999
  await book.look()
  expect(recorded).toEqual([])
  clock.ms += 1
  await book.look()
  await book.look()
  expect(recorded).toMatchObject([{ count: 5 }])
})

it('a zone that stops records what it has counted, and nothing where nothing went unrecorded', async () => {
  const { recorded, book, send } = scene()
  await send(recordedPerMinute)
  await book.close()
  expect(recorded).toEqual([])
  await send(recordedPerMinute + 1)
  await book.close()
  expect(recorded).toMatchObject([{ count: 1 }])
})
