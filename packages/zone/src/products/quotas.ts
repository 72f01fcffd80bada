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

export interface Quotas {
  /** Counts one call if both quotas allow it. */
  readonly take: (key: Pick<IssuedKey, 'key' | 'callsPerDay' | 'callsPerSecond'>, atMs: number) => QuotaAnswer
  /** Counts a call that was served before a restart. */
  readonly remember: (key: string, atMs: number) => void
}

/** What is recorded of callers whose key nobody issued: enough to see an attack, too little to fill the disk. */
export const strangers = { key: 'unknown', callsPerDay: 100_000, callsPerSecond: 50 }

export const quotas = (): Quotas => {
  const counts = new Map<string, Count>()
  const countOf = (key: string, atMs: number): Count => {
    const known = counts.get(key) ?? { second: 0, inSecond: 0, dayEndsMs: 0, inDay: 0 }
    if (atMs >= known.dayEndsMs) Object.assign(known, { dayEndsMs: endOfToday(atMs), inDay: 0 })
    const second = Math.floor(atMs / 1000)
    if (second !== known.second) Object.assign(known, { second, inSecond: 0 })
    counts.set(key, known)
    return known
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
  }
}

export const endOfToday = (atMs: number): number => Date.parse(endOfDay(dayOf(instant(written(atMs)))))
