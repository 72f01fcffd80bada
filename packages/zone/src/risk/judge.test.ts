import { describe, expect, it } from 'vitest'
import type { DatasetContract, Grant, MeasuredRisk } from '../orders.ts'
import { peopleContract, peopleGrant } from '../testing-zone.ts'
import { beyondOf, sentenceOf } from './judge.ts'
import { levelOf } from './level.ts'

const measured: MeasuredRisk = {
  rows: 100,
  quasiIdentifiers: ['district'],
  k: 10,
  classes: 8,
  uniqueShare: 0,
  highestRisk: 0.1,
  averageRisk: 0.08,
  classesBySize: {},
  sensitive: [{ column: 'income', order: 'numbers', values: 40, l: 3, entropyL: 2.5, t: 0.2 }],
  level: 3,
}
const judged = (limits: Partial<NonNullable<Grant['riskLimits']>>, change: Partial<MeasuredRisk> = {}, maximumRisk = 1) =>
  beyondOf([{ table: 'people', measured: { ...measured, ...change } }], {
    maximumRisk,
    quasiIdentifiers: ['district'],
    riskLimits: { levelRisk: 0.05, ...limits },
  })

describe('A16 a grant is opened only where every measure is within what its decision allows', () => {
  it.each([
    { limits: { minimumK: 10 }, within: true },
    { limits: { minimumK: 11 }, within: false, measure: 'k', measured: 10, allowed: 11 },
    { limits: { minimumL: 3 }, within: true },
    { limits: { minimumL: 4 }, within: false, measure: 'l', column: 'income', measured: 3, allowed: 4 },
    { limits: { maximumT: 0.2 }, within: true },
    { limits: { maximumT: 0.199 }, within: false, measure: 't', column: 'income', measured: 0.2, allowed: 0.199 },
    { limits: { requiredLevel: 3 }, within: true },
    { limits: { requiredLevel: 4 }, within: false, measure: 'level', measured: 3, allowed: 4 },
    { limits: {}, maximumRisk: 0.1, within: true },
    { limits: {}, maximumRisk: 0.099, within: false, measure: 'highest-risk', measured: 0.1, allowed: 0.099 },
  ])('$limits $maximumRisk: within is $within', ({ limits, maximumRisk, within, ...beyond }) => {
    expect(judged(limits, {}, maximumRisk)).toEqual(within ? [] : [{ table: 'people', ...beyond }])
  })

  it('names every measure that is beyond, and tells them in one sentence', () => {
    const all = judged({ minimumK: 20, minimumL: 9, maximumT: 0.1, requiredLevel: 4 }, {}, 0.01)
    expect(all.map(({ measure }) => measure)).toEqual(['highest-risk', 'k', 'l', 't', 'level'])
    expect(sentenceOf(all)).toContain('in people k is 10 and 20 is allowed; in people of income l is 3 and 9 is allowed')
  })

  it('classes say nothing where no quasi-identifier was written, and a level always does', () => {
    expect(judged({ minimumK: 1000, minimumL: 9, maximumT: 0, requiredLevel: 4 }, { quasiIdentifiers: [] }, 0)).toEqual([
      { table: 'people', measure: 'level', measured: 3, allowed: 4 },
    ])
  })

  it('a sum of shares that differs in its last digit is not beyond', () => {
    expect(
      judged({ maximumT: 0.3 }, { sensitive: [{ column: 'income', order: 'numbers', values: 4, l: 3, entropyL: 3, t: 0.1 + 0.2 }] }),
    ).toEqual([])
  })
})

describe('the level of de-identification', () => {
  const [table] = peopleGrant().tables
  const withPerson = (person: Partial<Grant['tables'][number]['columns'][number]>) => ({
    ...(table as Grant['tables'][number]),
    columns: [
      { name: 'person', disclosure: 'plain' as const, ...person },
      { name: 'district', disclosure: 'plain' as const },
    ],
  })
  const level = (person: Parameters<typeof withPerson>[0], risk = 0.01, contract: DatasetContract = peopleContract) =>
    levelOf(withPerson(person), contract, risk, 0.05)

  it('1 while an identifier stands in the rows as it is, whoever may see it', () => {
    expect(level({})).toBe(1)
    expect(level({ disclosure: 'after-aggregation' })).toBe(1)
  })

  it('2 while a part of an identifier is left, or the risk is above what is accepted', () => {
    expect(level({ disclosure: 'masked', mask: { kind: 'partial', keepStart: 6, keepEnd: 0 } })).toBe(2)
    expect(level({ disclosure: 'hidden' }, 0.0501)).toBe(2)
  })

  it('3 where identifiers are hidden, suppressed or pseudonyms and the risk is accepted', () => {
    expect(level({ disclosure: 'hidden' }, 0.05)).toBe(3)
    expect(level({ disclosure: 'join-key' })).toBe(3)
    expect(level({ disclosure: 'masked', mask: { kind: 'pseudonym' } })).toBe(3)
    expect(level({ disclosure: 'masked', mask: { kind: 'suppress' } })).toBe(3)
  })

  it('4 where the rows tell of nobody', () => {
    const { subject: _, ...flights } = peopleContract
    const columns = flights.columns.map((column) => ({ ...column, personal: 'none' as const }))
    expect(level({}, 1, { ...flights, columns })).toBe(4)
  })
})
