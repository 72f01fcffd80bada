import { describe, expect, it } from 'vitest'
import { nextTime, type Timetable } from './timetable.ts'

const after = (timetable: Timetable, at: string) => new Date(nextTime(timetable, Date.parse(at))).toISOString()

describe('A12 when a source is read by itself', () => {
  it.each([
    ['later the same day', { every: 'day', hour: 2 }, '2026-11-28T01:59:59+08:00', '2026-11-28T02:00:00+08:00'],
    ['not twice at the very hour', { every: 'day', hour: 2 }, '2026-11-28T02:00:00+08:00', '2026-11-29T02:00:00+08:00'],
    ['over midnight of legal time', { every: 'day', hour: 0 }, '2026-11-27T16:00:01Z', '2026-11-29T00:00:00+08:00'],
    ['on the Monday to come', { every: 'week', hour: 3 }, '2026-11-28T12:00:00+08:00', '2026-11-30T03:00:00+08:00'],
    ['a week later once Monday has passed', { every: 'week', hour: 3 }, '2026-11-30T03:00:00+08:00', '2026-12-07T03:00:00+08:00'],
    ['on the first of the month to come', { every: 'month', hour: 23 }, '2026-11-28T12:00:00+08:00', '2026-12-01T23:00:00+08:00'],
    ['over the end of a year', { every: 'month', hour: 5 }, '2026-12-01T05:00:00+08:00', '2027-01-01T05:00:00+08:00'],
  ] as const)('%s', (_, timetable, at, next) => {
    expect(after(timetable, at)).toBe(new Date(next).toISOString())
  })
})
