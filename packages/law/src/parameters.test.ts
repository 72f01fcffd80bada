import { describe, expect, it } from 'vitest'
import { articles } from './articles.ts'
import { addDays, day } from './kernel/days.ts'
import { inForceFrom, parameters, parametersOn, valueOn } from './parameters.ts'

const all = Object.entries(parameters).map(([key, parameter]) => ({
  key,
  article: parameter.article,
  unit: parameter.unit,
  words: parameter.words,
  values: [...parameter.values],
}))

describe('the numbers the measures leave open', () => {
  it('A32 are known from the day the measures came into force, and not a day earlier', () => {
    expect(parametersOn(inForceFrom).noticeWorkdays).toBe(5)
    expect(() => parametersOn(addDays(inForceFrom, -1))).toThrow('on 2024-02-29: the measures are in force from 2024-03-01')
  })

  it('W10-5 W11-2 W10-3 the three that the measures fix are marked as theirs', () => {
    const fixed = all.filter(({ values }) => values.some(({ standing }) => standing === 'measures'))
    expect(fixed.map(({ key, values }) => [key, values.map(({ value }) => value)])).toEqual([
      ['termYears', [2]],
      ['renewalWindowMonths', [3]],
      ['banYears', [3]],
    ])
  })

  it('a value confirmed from a national text counts from the day of that text', () => {
    expect(valueOn(parameters.registrationNoticeWorkdays, day('2025-02-28')).standing).toBe('recommended')
    expect(valueOn(parameters.registrationNoticeWorkdays, day('2025-03-01'))).toMatchObject({ standing: 'confirmed', value: 10 })
  })

  it('what is not confirmed has no source, what is anything else has one in both languages', () => {
    const odd = all.flatMap(({ key, values }) =>
      values.filter(({ standing, source }) => (standing === 'unconfirmed') !== (source.zh === '' && source.en === '')).map(() => key),
    )
    expect(odd).toEqual([])
  })

  it('the permitted profit is unknown, and no figure is made up for it', () => {
    expect(parametersOn(day('2026-01-01')).permittedProfitShare).toBeUndefined()
  })

  it('each has words in both languages, an article, and values in the order of their dates from the first day', () => {
    const odd = all.filter(
      ({ article, words, values }) =>
        !(article in articles) ||
        !/[\u4e00-\u9fff]/.test(words.zh) ||
        words.en === '' ||
        values[0]?.from !== inForceFrom ||
        values.some(({ from }, at) => at > 0 && from <= (values[at - 1]?.from ?? from)),
    )
    expect(odd.map(({ key }) => key)).toEqual([])
  })

  it('those whose name says a unit count in it', () => {
    const ends: Readonly<Record<string, string>> = {
      Workdays: 'workdays',
      Days: 'days',
      Months: 'months',
      Years: 'years',
      Hours: 'hours',
      Minutes: 'minutes',
      Seconds: 'seconds',
      Share: 'share',
    }
    const odd = all.filter(({ key, unit }) => {
      const end = Object.keys(ends).find((name) => key.endsWith(name) || key.endsWith(`${name}Min`) || key.endsWith(`${name}Max`))
      return end !== undefined && ends[end] !== unit
    })
    expect(odd.map(({ key, unit }) => `${key} in ${unit}`)).toEqual([])
  })

  it('shares lie between nothing and all', () => {
    const odd = all.filter(
      ({ unit, values }) => unit === 'share' && values.some(({ value }) => typeof value === 'number' && (value < 0 || value > 1)),
    )
    expect(odd).toEqual([])
  })
})
