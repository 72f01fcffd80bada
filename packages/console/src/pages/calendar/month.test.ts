import { describe, expect, it } from 'vitest'
import { dayByKey, monthsLater, weeksOf } from './month.ts'

describe('the days of a month', () => {
  it('stand in whole weeks from Monday, with the days around them', () => {
    const weeks = weeksOf('2026-03')
    expect(weeks.length).toBe(6)
    expect(weeks[0]).toEqual(['2026-02-23', '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'])
    expect(weeks.at(-1)?.[1]).toBe('2026-03-31')
    expect(weeksOf('2027-02').flat()).toHaveLength(28)
  })

  it('a month later is the same day, or the last where the month is shorter', () => {
    expect(monthsLater('2026-01-31', 1)).toBe('2026-02-28')
    expect(monthsLater('2026-12-15', 1)).toBe('2027-01-15')
    expect(monthsLater('2026-03-31', -1)).toBe('2026-02-28')
  })
})

describe('keys move the day', () => {
  it.each([
    ['ArrowLeft', '2026-02-28'],
    ['ArrowRight', '2026-03-02'],
    ['ArrowUp', '2026-02-22'],
    ['ArrowDown', '2026-03-08'],
    ['Home', '2026-02-23'],
    ['End', '2026-03-01'],
    ['PageUp', '2026-02-01'],
    ['PageDown', '2026-04-01'],
  ])('%s leads from Sunday, 1 March 2026, to %s', (key, to) => expect(dayByKey('2026-03-01', key)).toBe(to))

  it('leaves every other key alone', () => expect(dayByKey('2026-03-01', 'Tab')).toBeUndefined())
})
