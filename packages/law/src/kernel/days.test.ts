import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Day,
  day,
  dayOf,
  dayShape,
  daysBetween,
  endOfDay,
  instant,
  instantShape,
  isDay,
  isWithin,
  monthsAfter,
  monthsBefore,
  startOfDay,
  windowOfDays,
  yearsAfter,
} from './days.ts'

const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays(day('1992-01-01'), count))

describe('a day of legal time', () => {
  it.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-1-1', '24-01-01', '2024-01-01T00:00:00.000Z', '', ' 2024-01-01'])(
    '"%s" is no day',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(dayShape.safeParse(text).success).toBe(false)
      expect(() => day(text)).toThrow('could not read a day')
    },
  )

  it('29 February exists in leap years only, by the rule of centuries', () => {
    expect(['2024-02-29', '2000-02-29'].every(isDay)).toBe(true)
    expect(['2100-02-29', '2023-02-29'].some(isDay)).toBe(false)
  })

  it('begins in Shanghai at 16:00 UTC of the day before, and not a millisecond earlier', () => {
    expect(dayOf(instant('2024-03-01T15:59:59.999Z'))).toBe('2024-03-01')
    expect(dayOf(instant('2024-03-01T16:00:00.000Z'))).toBe('2024-03-02')
    expect(startOfDay(day('2024-03-02'))).toBe('2024-03-01T16:00:00.000Z')
    expect(endOfDay(day('2024-03-02'))).toBe('2024-03-02T16:00:00.000Z')
  })

  it('holds every instant of its window and no other', () => {
    fc.assert(
      fc.property(days, (on) => {
        const window = windowOfDays(on, on)
        expect(dayOf(window.from)).toBe(on)
        expect(dayOf(window.to)).toBe(addDays(on, 1))
        expect(isWithin(window, window.from)).toBe(true)
        expect(isWithin(window, window.to)).toBe(false)
      }),
    )
  })
})

describe('an instant', () => {
  it.each([
    ['2024-03-01T08:00:00+08:00', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T00:00:00Z', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T00:00:00.123456Z', '2024-03-01T00:00:00.123Z'],
  ])('%s has the one spelling %s', (text, spelling) => {
    expect(instant(text)).toBe(spelling)
    expect(instantShape.safeParse(spelling).success).toBe(true)
  })

  it.each(['2024-03-01T00:00:00', '2024-03-01', '2024-02-30T00:00:00Z', '2024-03-01T25:00:00Z', 'now'])('"%s" is refused', (text) => {
    expect(() => instant(text)).toThrow('could not read an instant')
  })

  it('in another spelling is malformed at the door, so that text order stays time order', () => {
    expect(['2024-03-01T00:00:00Z', '2024-03-01T08:00:00.000+08:00'].some((text) => instantShape.safeParse(text).success)).toBe(false)
  })
})

describe('a window', () => {
  it('A10 holds its first day and not the day it ends', () => {
    const window = { from: day('2026-01-01'), to: day('2026-02-01') }
    expect(['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map((on) => isWithin(window, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('periods of the civil code', () => {
  it.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-08-31', 1, '2024-09-30'],
    ['2024-11-30', 3, '2025-02-28'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-03-15', 0, '2024-03-15'],
  ])('article 202: from %s %i months end on %s', (from, months, last) => {
    expect(monthsAfter(day(from), months)).toBe(last)
  })

  it.each([
    ['2024-02-29', 2, '2026-02-28'],
    ['2024-03-01', 2, '2026-03-01'],
    ['2096-02-29', 4, '2100-02-28'],
    ['2096-02-29', 8, '2104-02-29'],
  ])('W11-2 from %s a term of %i years ends on %s at the latest', (from, years, last) => {
    expect(yearsAfter(day(from), years)).toBe(last)
  })

  it.each([
    ['2026-05-31', '2026-02-28'],
    ['2026-03-31', '2025-12-31'],
    ['2026-01-15', '2025-10-15'],
  ])('W10-3 for an authorization that expires on %s the renewal window opens on %s', (expiry, opens) => {
    expect(monthsBefore(day(expiry), 3)).toBe(opens)
  })

  it('article 201: the day of the start does not count', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29')
    expect(addDays(day('2024-03-01'), -1)).toBe('2024-02-29')
  })

  it('days added are the days between, in both directions', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count)
      }),
    )
  })

  it('months keep the day of the month or take the last, and never leave their month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -300, max: 300 }), (from, months) => {
        const to = monthsAfter(from, months)
        const monthsOf = (on: Day) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
        expect(monthsOf(to) - monthsOf(from)).toBe(months)
        const isLastOfMonth = addDays(to, 1).slice(8) === '01'
        expect(to.slice(8) === from.slice(8) || (isLastOfMonth && to.slice(8) < from.slice(8))).toBe(true)
      }),
    )
  })

  it('a longer period never ends earlier', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 300 }), (from, months) => {
        expect(monthsAfter(from, months) < monthsAfter(from, months + 1)).toBe(true)
      }),
    )
  })

  it('a part of a day, or a year of five digits, is a fault that says so', () => {
    expect(() => addDays(day('2024-01-01'), 0.5)).toThrow('could not count 0.5 days: periods are whole numbers')
    expect(() => yearsAfter(day('2024-01-01'), 8000)).toThrow('could not read a day from "10024-01-01"')
    expect(() => addDays(day('9999-12-31'), 1)).toThrow('could not write the instant +010000-01-01T00:00:00.000Z')
  })
})
