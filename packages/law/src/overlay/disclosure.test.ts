import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { type DisclosedRecords, disclosures, expect as expectDisclosure, noteOverdue, open, publish } from './disclosure.ts'

const overlay = { parameters: { nationalOverlay: true } }
const nothing: DisclosedRecords = { authorizations: [], ceilings: [], resources: [], products: [], prices: [] }
const authorization = {
  id: 'a1',
  operator: '',
  operatorName: '某公司',
  scenarios: ['s1'],
  from: day('2026-03-02'),
  until: day('2028-03-01'),
}
const empty = scene(disclosures, { on: '2026-03-02', facts: { records: nothing } })
const awaited = (discloser: 'implementing' | 'operator') => {
  const { organization } = discloser === 'implementing' ? actors.dataAuthority : actors.operator
  return empty.does(expectDisclosure, actors.platform, { year: 2026, organization, discloser })
}
const january = { on: '2027-01-04', ...overlay }

describe('when a year is disclosed', () => {
  it('A24 the year is over first, and A1 nobody is asked while the overlay is off', () => {
    const ours = awaited('implementing')
    expect(ours.tries(open, actors.platform, {}, { on: '2026-12-31', ...overlay }).codes).toEqual(['year-not-over'])
    expect(ours.tries(open, actors.platform, {}, { on: '2027-01-01' }).codes).toEqual(['overlay-off'])
    expect(ours.does(open, actors.platform, {}, january).state.stage).toBe('open')
  })

  it.each([
    { day: '2027-03-31', codes: ['not-overdue'] },
    { day: '2027-04-01', codes: [] },
  ])('N4-3 nothing disclosed on $day: noted unless $codes', ({ day: at, codes }) => {
    const opened = awaited('operator').does(open, actors.platform, {}, january)
    expect(opened.tries(noteOverdue, actors.platform, {}, { on: at, ...overlay }).codes).toEqual(codes)
  })

  it('N4-3 a disclosure after March is published and says it is late', () => {
    const late = awaited('operator')
      .does(open, actors.platform, {}, january)
      .does(noteOverdue, actors.platform, {}, { on: '2027-04-01', ...overlay })
    const told = { about: '某公司', resources: '无', products: '无', prices: '无' }
    expect(late.does(publish, actors.operator, told, { on: '2027-04-02', ...overlay }).state).toMatchObject({
      stage: 'published',
      isLate: true,
    })
    const early = awaited('operator').does(publish, actors.operator, told, { on: '2027-03-31', ...overlay })
    expect(early.state).toMatchObject({ stage: 'published', isLate: false, publishedOn: '2027-03-31' })
  })
})

describe('what is disclosed', () => {
  const authority = awaited('implementing')
  const operator = awaited('operator')

  it('N4-1 the institution tells of itself, its authorizations and the ceiling prices', () => {
    const known = { facts: { records: { ...nothing, authorizations: [authorization] } } }
    const codes = (asked: object, more: object = {}) =>
      authority.tries(publish, actors.dataAuthority, asked, { ...january, ...known, ...more }).codes
    expect(codes({ about: '市数据局' })).toEqual(['institution-part-missing'])
    expect(codes({ about: '市数据局', ceilings: '本年度没有有偿产品' })).toEqual([])
    expect(codes({ about: '', ceilings: '本年度没有有偿产品' })).toEqual(['institution-part-missing'])
    expect(codes({ about: '' }, { parameters: { nationalOverlay: false } })).toEqual([])
  })

  it('N4-2 the operator tells of itself, what it obtained, its products and the prices it takes', () => {
    const known = { resources: [{ item: 'bus', title: '公交', provider: '交通局' }] }
    const facts = { records: { ...nothing, ...known } }
    const codes = (asked: object, more: object = {}) =>
      operator.tries(publish, actors.operator, asked, { ...january, facts, ...more }).codes
    expect(codes({ about: '某公司', products: '筹备中' })).toEqual(['operator-part-missing'])
    expect(codes({ about: '某公司', products: '筹备中', prices: '尚未定价' })).toEqual([])
    expect(codes({ about: '' }, { parameters: { nationalOverlay: false } })).toEqual([])
  })

  it('A24 is for the institution itself to publish, once', () => {
    const told = { about: '某公司', resources: '无', products: '无', prices: '无' }
    expect(operator.tries(publish, actors.otherOperator, told, january).codes).toEqual(['not-your-disclosure'])
    const published = operator.does(publish, actors.operator, told, january)
    expect(published.tries(publish, actors.operator, told, january).codes).toEqual(['published-already'])
  })
})
