/** How the zone tells the time: milliseconds inside, one spelling outside, last days that end at 24:00 in Asia/Shanghai. */
import { day, endOfDay } from '@yunhe/law/kernel/days'

/** Milliseconds since 1970. Programs give the system's clock, tests move their own. */
export type Clock = () => number

export const written = (atMs: number): string => new Date(atMs).toISOString()

/** For sentences that people read: `2026-11-23 12:00`, in legal time. */
export const inShanghai = (at: string): string =>
  new Date(Date.parse(at)).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** Whether an instant as it stands in a signed document is over. The first instant that no longer counts is the one it names. */
export const isOver = (until: string, atMs: number): boolean => {
  if (until !== lastRead.until) lastRead = { until, ms: Date.parse(until) }
  return !(atMs < lastRead.ms)
}

/** The lease is asked at every call, and is the same for many. */
let lastRead = { until: '', ms: Number.NaN }

/** Whether the last day of a grant or a key is over. */
export const isDayOver = (lastDay: string, atMs: number): boolean => {
  const known = endByDay.get(lastDay) ?? Date.parse(endOfDay(day(lastDay)))
  endByDay.set(lastDay, known)
  return atMs >= known
}

/** Days are few and the gateway asks at each call. */
const endByDay = new Map<string, number>()

/** The day in legal time, which has no summer. */
export const dayInShanghai = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10)
