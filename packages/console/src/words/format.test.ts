import { describe, expect, it } from 'vitest'
import { daysFrom, fenOf, formatBytes, formatDay, formatFen, formatInstant, formatMeasure } from './format.ts'

describe('an amount', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [123_456, '¥1,234.56'],
    [-150, '−¥1.50'],
    [9_007_199_254_740_991, '¥90,071,992,547,409.91'],
  ])('of %d fen reads %s', (fen, text) => expect(formatFen(fen)).toBe(text))

  it.each([
    ['1234.5', 123_450],
    ['¥1,234.56', 123_456],
    ['0.07', 7],
    ['19.99', 1999],
    ['1.234', undefined],
    ['about 5', undefined],
    ['', undefined],
    ['99999999999999999999', undefined],
  ])('typed as "%s" is %s fen', (typed, fen) => expect(fenOf(typed)).toBe(fen))
})

describe('a day', () => {
  it('reads in both languages', () => {
    expect(formatDay('zh-CN', '2026-03-01')).toBe('2026年3月1日')
    expect(formatDay('en', '2026-03-01')).toBe('1 Mar 2026')
  })
  it('that is none is shown as it came', () => expect(formatDay('en', 'soon')).toBe('soon'))
  it('counts to another', () => expect(daysFrom('2026-02-27', '2026-03-01')).toBe(2))
})

it('an instant is shown in legal time', () => {
  expect(formatInstant('zh-CN', '2026-02-28T16:30:00Z')).toContain('2026年3月1日')
  expect(formatInstant('en', '2026-02-28T16:30:00Z')).toContain('00:30:00')
})

it('a size names its unit', () => {
  expect(formatBytes('en', 0)).toBe('0 B')
  expect(formatBytes('en', 1536)).toBe('1.5 KB')
})

it('a figure takes its unit, one of a thing without the s', () => {
  expect(formatMeasure('en', '1', 'months')).toBe('1 month')
  expect(formatMeasure('en', '5', 'working days')).toBe('5 working days')
  expect(formatMeasure('zh-CN', '1', '个月')).toBe('1 个月')
  expect(formatMeasure('zh-CN', '停用', '')).toBe('停用')
})
