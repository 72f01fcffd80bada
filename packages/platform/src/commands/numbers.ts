/** The numbers of a day with every change that was recorded, kept in memory from the log: asked for by every act, view and public page. */
import {
  changesIn,
  type Day,
  dayOf,
  endOfDay,
  type Instant,
  type ParameterChange,
  type Parameters,
  parameterCases,
  parametersOn,
  startOfDay,
} from '@yunhe/law'
import type { Log } from '../store/log.ts'
import { fold } from './reading.ts'

export interface Numbers {
  /** As far as they are known here: `fresh` makes sure of today. */
  readonly on: (on: Day) => Parameters
  readonly changes: () => readonly ParameterChange[]
  /**
   * Reads again what may have changed. A value begins on the day after its act at the earliest, so whoever read since the day began
   * knows the numbers of today, whichever process recorded them.
   */
  readonly fresh: () => Promise<void>
  /** After an act of ours on a parameter. */
  readonly reread: () => Promise<void>
}

/** An act that began just before midnight may be written just after: until then each look is a new one. */
const settledAfterMs = 60_000

export const openNumbers = async (log: Log, clock: () => Instant): Promise<Numbers> => {
  let known: readonly ParameterChange[] = await changesInLog(log)
  let readAt: Instant = clock()
  let reading: Promise<void> | undefined
  const reread = async () => {
    const began = clock()
    known = await changesInLog(log)
    readAt = began
  }
  return {
    on: (on) => parametersOn(on, known),
    changes: () => known,
    reread,
    fresh: async () => {
      if (isSettled(readAt, clock())) return
      reading ??= reread().finally(() => {
        reading = undefined
      })
      await reading
    },
  }
}

const isSettled = (readAt: Instant, now: Instant): boolean =>
  readAt >= startOfDay(dayOf(now)) &&
  readAt < endOfDay(dayOf(now)) &&
  Date.parse(readAt) - Date.parse(startOfDay(dayOf(now))) >= settledAfterMs

/** The numbers of any day, for whoever reads the whole log once more. */
export const numbersInLog = async (log: Log): Promise<(on: Day) => Parameters> => {
  const changes = await changesInLog(log)
  return (on) => parametersOn(on, changes)
}

/** In the order of their parameters and days, so that the same log gives the same list. */
const changesInLog = async (log: Log): Promise<readonly ParameterChange[]> => {
  const streams = await log.keyed('parameters')
  const cases = await Promise.all(streams.map(async (stream) => fold(parameterCases, await log.read(stream))))
  return cases.flatMap(changesIn)
}
