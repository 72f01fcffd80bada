import { describe, expect, it } from 'vitest'
import { cases } from '../cases.ts'
import { bilingual, casesIn, hasMarks, joined, listed, nameOfScenario, titleIn, titleOfCase } from './title.ts'

const named = ({ procedure, id }: { readonly procedure: string; readonly id: string }) => `<${procedure} ${id}>`

describe('a title', () => {
  const title = joined(bilingual({ zh: '年度评估', en: 'Assessment' }), titleOfCase('authorization', 'a1'), '2026')

  it('is said in either language, and what it borrows is asked for by its case', () => {
    expect(titleIn('zh', title, named)).toBe('年度评估 · <authorization a1> · 2026')
    expect(titleIn('en', title, named)).toBe('Assessment · <authorization a1> · 2026')
    expect(casesIn(title)).toEqual([{ procedure: 'authorization', id: 'a1' }])
  })

  it('lists as each language lists', () => {
    const both = listed([nameOfScenario('s1'), nameOfScenario('s2')])
    expect(titleIn('zh', both, named)).toBe('<scenario s1>、<scenario s2>')
    expect(titleIn('en', both, named)).toBe('<scenario s1>, <scenario s2>')
  })

  it('leaves out what is not known yet', () => {
    expect(joined('', titleOfCase('product', ''), undefined)).toBe('')
  })

  it('that nobody marked is said as it stands', () => {
    expect(hasMarks('水位接口 product/p1')).toBe(false)
    expect(titleIn('en', '水位接口 product/p1', named)).toBe('水位接口 product/p1')
  })
})

/** What people or bodies outside call a thing themselves: it may stand in a title as it is. */
const called = [
  'agenda',
  'clockSubject',
  'code',
  'decisionNumber',
  'documentNumber',
  'en',
  'fields',
  'from',
  'issuedOn',
  'listingNumber',
  'login',
  'name',
  'openedOn',
  'period',
  'parameter',
  'place',
  'productName',
  'registrationNumber',
  'ruleOrArticle',
  'subject',
  'target',
  'title',
  'to',
  'until',
  'validFrom',
  'zh',
  'zone',
]

/** A case in which every text that is not known at its start is an id. */
const full = (value: unknown, name = ''): unknown => {
  if (value === '') return called.includes(name) ? '' : 'f00dfeed12345678'
  if (Array.isArray(value)) return value.length === 0 && !called.includes(name) ? ['f00dfeed12345678'] : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, full(one, key)]))
}

it.each(cases.map((one) => ({ name: one.name, one })))('W4 the title of a case of the kind $name holds no id', ({ one }) => {
  const { start, titleOf } = one as unknown as { readonly start: object; readonly titleOf: (state: unknown) => string }
  const title = titleOf(full(start))
  expect(titleIn('zh', title, () => '')).not.toContain('f00dfeed')
  expect(titleIn('en', title, () => '')).not.toContain('f00dfeed')
  expect(titleIn('en', title, () => '')).not.toMatch(/[一-鿿]/)
})
