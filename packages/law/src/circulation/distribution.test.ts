import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { agree, distributions, end, isInForceOn, lastRuleEnds } from './distribution.ts'

const party = (organization: string, shareBasisPoints: number) => ({
  organization,
  contribution: 'data',
  description: '提供路网数据',
  shareBasisPoints,
})
const operator = actors.operator.organization
const agency = actors.agency.organization
const asked = {
  product: 'p1',
  method: 'profit-sharing',
  parties: [party(operator, 6_500), party(agency, 3_500)],
  remainder: 'largest-first',
  validFrom: '2026-03-02',
  agreement: '收益分配协议全文',
}
const empty = scene(distributions, { facts: { productOperator: operator, lastRuleEnds: undefined }, on: '2026-03-02' })
const agreed = empty.does(agree, actors.operator, asked)

describe('W20-1 the shares of one rule sum to 100 %', () => {
  it.each([
    { shares: [6_500, 3_500], codes: [] },
    { shares: [6_500, 3_499], codes: ['shares-not-whole'] },
    { shares: [6_500, 3_501], codes: ['shares-not-whole'] },
    { shares: [10_000, 0], codes: ['party-without-share'] },
  ])('W20-1 shares of $shares basis points: $codes', ({ shares, codes }) => {
    const parties = [party(operator, shares[0] ?? 0), party(agency, shares[1] ?? 0)]
    expect(empty.tries(agree, actors.operator, { ...asked, parties }).codes).toEqual(codes)
  })

  it('W20-1 no party at all is no rule', () => {
    expect(empty.tries(agree, actors.operator, { ...asked, parties: [] }).refusedUnder).toEqual(['W20-1'])
  })
})

describe('a distribution rule', () => {
  it('A20 names each organization once and is recorded by the operator of the product', () => {
    const twice = [party(operator, 5_000), party(operator, 5_000)]
    expect(empty.tries(agree, actors.operator, { ...asked, parties: twice }).codes).toEqual(['party-twice'])
    expect(empty.tries(agree, actors.otherOperator, asked).codes).toEqual(['not-your-product'])
    expect(empty.tries(agree, actors.agency, asked).codes).toEqual(['not-yours-to-do', 'not-your-product'])
  })

  it('W20-3 is not changed once recorded', () => {
    expect(agreed.tries(agree, actors.operator, asked).refusedUnder).toEqual(['W20-3'])
  })

  it('A20 does not reach back', () => {
    expect(empty.tries(agree, actors.operator, { ...asked, validFrom: '2026-03-01' }).codes).toEqual(['rule-looks-back'])
  })

  it.each([
    { lastRuleEnds: undefined, codes: [] },
    { lastRuleEnds: day('2026-03-01'), codes: [] },
    { lastRuleEnds: day('2026-03-02'), codes: ['another-rule-in-force'] },
    { lastRuleEnds: 'open' as const, codes: ['another-rule-in-force'] },
  ])('A20 follows a rule that ends on $lastRuleEnds: $codes', ({ lastRuleEnds, codes }) => {
    expect(empty.tries(agree, actors.operator, asked, { facts: { lastRuleEnds } }).codes).toEqual(codes)
  })

  it('A20 is ended by its operator or the data authority, not in the past', () => {
    expect(agreed.tries(end, actors.operator, { validTo: '2026-03-01', reason: '重新约定' }).codes).toEqual(['end-in-the-past'])
    expect(agreed.tries(end, actors.otherOperator, { validTo: '2026-03-02', reason: '无' }).codes).toEqual(['not-your-product'])
    const ended = agreed.does(end, actors.dataAuthority, { validTo: '2026-06-30', reason: '重新约定' })
    expect(ended.tries(end, actors.operator, { validTo: '2026-07-30', reason: '无' }).codes).toEqual(['not-in-force'])
    expect(['2026-03-01', '2026-03-02', '2026-06-30', '2026-07-01'].map((on) => isInForceOn(ended.state, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(lastRuleEnds([ended.state])).toBe('2026-06-30')
    expect(lastRuleEnds([ended.state, agreed.state])).toBe('open')
    expect(lastRuleEnds([empty.state])).toBeUndefined()
  })

  it('is seen by every party', () => {
    expect(distributions.concerns(agreed.state).organizations).toEqual([operator, operator, agency])
    expect(distributions.keysOf(agreed.state)).toContain('product:p1')
  })
})
