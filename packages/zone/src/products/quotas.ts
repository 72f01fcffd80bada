/** How many calls a key has left, in this second and on this day of legal time. */
import { dayOf, endOfDay, instant } from '@yunhe/law/kernel/days'
import type { IssuedKey } from '../state.ts'
import { written } from '../time.ts'

export type QuotaAnswer = 'within' | 'too-many-per-day' | 'too-many-per-second'

interface Count {
  second: number
  inSecond: number
  dayEndsMs: number
  inDay: number
}

type Quota = Pick<IssuedKey, 'key' | 'callsPerDay' | 'callsPerSecond'>

/** What a key has left, for the headers that tell its holder. */
export interface Left {
  readonly inDay: number
  readonly dayEndsInSeconds: number
  readonly inSecond: number
}

export interface Quotas {
  /** Counts one call if both quotas allow it. */
  readonly take: (key: Quota, atMs: number) => QuotaAnswer
  /** Counts a call that was served before a restart. */
  readonly remember: (key: string, atMs: number) => void
  readonly left: (key: Quota, atMs: number) => Left
}

/** What is recorded of callers whose key nobody issued: enough to see an attack, too little to fill the disk. */
export const strangers = { key: 'unknown', callsPerDay: 100_000, callsPerSecond: 50 }

export const quotas = (): Quotas => {
  const counts = new Map<string, Count>()
  const countOf = (key: string, atMs: number): Count => {
    let count = counts.get(key)
    if (count === undefined) {
      count = { second: 0, inSecond: 0, dayEndsMs: 0, inDay: 0 }
      counts.set(key, count)
    }
    if (atMs >= count.dayEndsMs) {
      count.dayEndsMs = endOfToday(atMs)
      count.inDay = 0
    }
    const second = Math.floor(atMs / 1000)
    if (second !== count.second) {
      count.second = second
      count.inSecond = 0
    }
    return count
  }
  return {
    take: ({ key, callsPerDay, callsPerSecond }, atMs) => {
      const count = countOf(key, atMs)
      if (count.inDay >= callsPerDay) return 'too-many-per-day'
      if (count.inSecond >= callsPerSecond) return 'too-many-per-second'
      count.inDay += 1
      count.inSecond += 1
      return 'within'
    },
    remember: (key, atMs) => {
      countOf(key, atMs).inDay += 1
    },
    left: ({ key, callsPerDay, callsPerSecond }, atMs) => {
      const count = countOf(key, atMs)
      return {
        inDay: Math.max(0, callsPerDay - count.inDay),
        dayEndsInSeconds: Math.ceil((count.dayEndsMs - atMs) / 1000),
        inSecond: Math.max(0, callsPerSecond - count.inSecond),
      }
    },
  }
}

export const endOfToday = (atMs: number): number => Date.parse(endOfDay(dayOf(instant(written(atMs)))))
