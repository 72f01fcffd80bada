import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from './days.ts'
import { publishedYears } from './holidays.ts'
import { calendar, calendarOf, isWorkday, movedToWorkday, published, workdaysAfter, workdaysBetween } from './workdays.ts'

const isSaturdayOrSunday = (on: string): boolean => [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay())

describe('the published years', () => {
  it.each([
    ['2024-01-01', false, 'New Year'],
    ['2024-02-09', true, 'the eve of the Spring Festival of 2024, a day at work by the notice'],
    ['2024-02-18', true, 'a Sunday that is worked'],
    ['2025-01-28', false, 'the eve of the Spring Festival of 2025, a day off since the rule of 2024'],
    ['2025-01-27', true, 'the Monday before it'],
    ['2025-10-08', false, 'the day added for the Mid-autumn Festival'],
    ['2026-01-04', true, 'a Sunday that is worked'],
    ['2026-02-23', false, 'the last day of the Spring Festival'],
    ['2026-02-28', true, 'a Saturday that is worked'],
    ['2026-03-07', false, 'an ordinary Saturday'],
  ])('on %s work is %s: %s', (on, work) => {
    expect(isWorkday(calendar, day(on))).toBe(work)
  })

  it.each([
    [2024, 19, 8, 251],
    [2025, 18, 5, 248],
    [2026, 19, 6, 248],
  ])('%i has %i days off inside the week, %i weekend days worked, %i working days', (year, daysOff, worked, workdays) => {
    const found = publishedYears.find((one) => one.year === year)
    expect([found?.daysOff.length, found?.worked.length]).toEqual([daysOff, worked])
    expect(
      workdaysBetween(
        calendarOf([...publishedYears, { year: year - 1, notice: '', issuedOn: day('2000-01-01'), daysOff: [], worked: [] }]),
        day(`${year - 1}-12-31`),
        day(`${year}-12-31`),
      ),
    ).toBe(workdays)
  })

  it('list as days off only days of the week, as worked only weekend days, each once and in its own year', () => {
    for (const { year, daysOff, worked } of publishedYears) {
      expect(daysOff.filter(isSaturdayOrSunday)).toEqual([])
      expect(worked.filter((on) => !isSaturdayOrSunday(on))).toEqual([])
      expect(new Set([...daysOff, ...worked]).size).toBe(daysOff.length + worked.length)
      expect([...daysOff, ...worked].every((on) => on.startsWith(`${year}-`))).toBe(true)
    }
  })

  it('know each year by the number of its notice and a date in the year before', () => {
    expect(publishedYears.map(({ notice, issuedOn }) => [notice, issuedOn])).toEqual([
      ['国办发明电〔2023〕7号', '2023-10-25'],
      ['国办发明电〔2024〕12号', '2024-11-12'],
      ['国办发明电〔2025〕7号', '2025-11-04'],
    ])
  })
})

describe('a period of working days', () => {
  it.each([
    ['2026-03-02', 5, '2026-03-09', 'Monday to Monday: the day of the start does not count'],
    ['2026-03-06', 1, '2026-03-09', 'from Friday over the weekend'],
    ['2026-02-13', 1, '2026-02-14', 'the Saturday before the Spring Festival is worked'],
    ['2026-02-14', 1, '2026-02-24', 'over nine days off'],
    ['2026-09-30', 3, '2026-10-10', 'the third day after the National Day is the Saturday that is worked'],
  ])('W9-4 published on %s, %i working days end on %s: %s', (start, count, last) => {
    expect(workdaysAfter(calendar, day(start), count)).toBe(last)
  })

  it('W9-4 that runs into a year not published has no end yet', () => {
    expect(workdaysAfter(calendar, day('2026-12-29'), 2)).toBe('2026-12-31')
    expect(workdaysAfter(calendar, day('2026-12-29'), 3)).toEqual({ notPublished: 2027 })
    expect(isWorkday(calendar, day('2027-01-01'))).toEqual({ notPublished: 2027 })
    expect(isWorkday(calendar, day('2023-12-29'))).toEqual({ notPublished: 2023 })
    expect(workdaysBetween(calendar, day('2026-12-30'), day('2027-01-04'))).toEqual({ notPublished: 2027 })
  })

  it('is known once the year is published', () => {
    const more = calendarOf([
      ...publishedYears,
      { year: 2027, notice: 'an arrangement of this test', issuedOn: day('2026-11-01'), daysOff: [day('2027-01-01')], worked: [] },
    ])
    expect(workdaysAfter(more, day('2026-12-29'), 3)).toBe('2027-01-04')
  })

  it('tells an answer from a condition', () => {
    expect([published(day('2026-01-05')), published(false), published(0), published({ notPublished: 2027 })]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('of no day, or of half a day, is a fault', () => {
    expect(() => workdaysAfter(calendar, day('2026-01-05'), 0)).toThrow('could not count 0 working days')
    expect(() => workdaysAfter(calendar, day('2026-01-05'), 1.5)).toThrow('could not count 1.5 working days')
  })

  it('has as many working days as were asked, and ends on one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const start = addDays(day('2024-01-01'), offset)
        const last = workdaysAfter(calendar, start, count)
        if (!published(last)) throw new Error('the years of this test are published')
        expect(workdaysBetween(calendar, start, last)).toBe(count)
        expect(isWorkday(calendar, last)).toBe(true)
      }),
    )
  })
})

describe('civil code 203: a last day that is a day off', () => {
  it.each([
    ['2026-05-01', '2026-05-06'],
    ['2026-05-09', '2026-05-09'],
    ['2026-05-10', '2026-05-11'],
    ['2026-05-11', '2026-05-11'],
  ])('%s moves to %s', (last, moved) => {
    expect(movedToWorkday(calendar, day(last))).toBe(moved)
  })

  it('in a year not published moves nowhere yet', () => {
    expect(movedToWorkday(calendar, day('2027-01-01'))).toEqual({ notPublished: 2027 })
  })
})
