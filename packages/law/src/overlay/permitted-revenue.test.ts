import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { confirm, maximumOf, noteIncome, permittedRevenues, propose, settle } from './permitted-revenue.ts'

const on = { parameters: { nationalOverlay: true } }
const asked = {
  operator: actors.operator.organization,
  from: '2026-01-01',
  to: '2026-12-31',
  costFen: 1_000_000,
  subsidyFen: 100_000,
  profitFen: 50_000,
  taxFen: 60_000,
  deductionFen: 10_000,
  maximumFen: 1_000_000,
  basis: '成本监审报告',
  profitBasis: '按项目可研测算',
}
const facts = { operatorRegistered: true, overlapping: 0, carriedOverFen: 0, incomeFen: 0 }
const empty = scene(permittedRevenues, { on: '2026-03-02', facts })
const proposed = empty.does(propose, actors.market, asked, on)
const inForce = proposed.does(confirm, actors.dataAuthority, {}, on)

describe('the maximum permitted revenue', () => {
  it('N3-1 is cost less subsidies plus profit and tax, less earlier excess, to the fen', () => {
    expect(maximumOf(asked)).toBe(1_000_000)
    for (const [maximumFen, codes] of [
      [999_999, ['sum-differs']],
      [1_000_000, []],
      [1_000_001, ['sum-differs']],
    ] as const) {
      expect(empty.tries(propose, actors.market, { ...asked, maximumFen }, on).codes).toEqual(codes)
      expect(empty.tries(propose, actors.market, { ...asked, maximumFen }).codes).toEqual([])
    }
  })

  it('N3-3 while no rate is published the profit says what it rests on', () => {
    expect(empty.tries(propose, actors.market, { ...asked, profitBasis: '' }, on).codes).toEqual(['profit-unfounded'])
    expect(empty.tries(propose, actors.market, { ...asked, profitBasis: '' }).codes).toEqual([])
    expect(proposed.state.profitShare).toBeUndefined()
  })

  it.each([
    { permittedProfitShare: 0.06, codes: [] },
    { permittedProfitShare: 0.05, codes: ['profit-unfounded'] },
  ])('N3-3 a profit of 50,000 on a cost of 900,000 under a rate of $permittedProfitShare: $codes', ({ permittedProfitShare, codes }) => {
    const parameters = { nationalOverlay: true, permittedProfitShare }
    expect(empty.tries(propose, actors.market, asked, { parameters }).codes).toEqual(codes)
  })

  it.each([
    { carriedOverFen: 10_000, codes: [] },
    { carriedOverFen: 10_001, codes: ['excess-not-deducted'] },
  ])('N3-5 with $carriedOverFen fen earned too much before and 10,000 taken off: $codes', ({ carriedOverFen, codes }) => {
    expect(empty.tries(propose, actors.market, asked, { ...on, facts: { carriedOverFen } }).codes).toEqual(codes)
    expect(empty.tries(propose, actors.market, asked, { facts: { carriedOverFen } }).codes).toEqual([])
  })

  it('N3-2 is determined by two departments', () => {
    const both = { ...actors.market, roles: ['data-authority'] as const }
    expect(proposed.tries(confirm, both, {}, on).codes).toEqual(['one-body-alone'])
    expect(proposed.tries(confirm, both).codes).toEqual([])
    expect(proposed.tries(confirm, actors.market, {}, on).codes).toContain('not-yours-to-do')
    expect(inForce.state.stage).toBe('in-force')
  })

  it('A22 stands once for each day of an operator', () => {
    expect(empty.tries(propose, actors.market, asked, { facts: { overlapping: 1 } }).codes).toEqual(['period-taken'])
  })
})

describe('income against the maximum', () => {
  it.each([
    { incomeFen: 799_999, type: undefined },
    { incomeFen: 800_000, type: 'RevenueNearMaximum' },
    { incomeFen: 999_999, type: 'RevenueNearMaximum' },
    { incomeFen: 1_000_000, type: 'RevenueAtMaximum' },
  ])('N3-4 income of $incomeFen fen is noted as $type', ({ incomeFen, type }) => {
    const { events, codes } = inForce.tries(noteIncome, actors.platform, {}, { facts: { incomeFen } })
    expect(events.map((event) => event.type)).toEqual(type === undefined ? [] : [type])
    expect(codes).toEqual(type === undefined ? ['nothing-to-note'] : [])
  })

  it('N3-4 each line is noted once', () => {
    const warned = inForce.does(noteIncome, actors.platform, {}, { facts: { incomeFen: 800_000 } })
    expect(warned.tries(noteIncome, actors.platform, {}, { facts: { incomeFen: 900_000 } }).codes).toEqual(['nothing-to-note'])
    const reached = warned.does(noteIncome, actors.platform, {}, { facts: { incomeFen: 1_000_000 } })
    expect(reached.tries(noteIncome, actors.platform, {}, { facts: { incomeFen: 1_200_000 } }).codes).toEqual(['nothing-to-note'])
  })

  it.each([
    { incomeFen: 1_000_000, excessFen: 0 },
    { incomeFen: 1_000_001, excessFen: 1 },
    { incomeFen: 0, excessFen: 0 },
  ])('N3-5 income of $incomeFen fen leaves $excessFen to be taken off the next period', ({ incomeFen, excessFen }) => {
    expect(inForce.tries(settle, actors.market, {}, { on: '2026-12-31' }).codes).toEqual(['period-not-over'])
    const settled = inForce.does(settle, actors.market, {}, { on: '2027-01-01', facts: { incomeFen } })
    expect(settled.state.settlement).toEqual({ actualFen: incomeFen, excessFen, on: '2027-01-01' })
  })
})
