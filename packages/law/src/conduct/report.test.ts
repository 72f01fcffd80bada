import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { contractYearsOver } from '../kernel/contract-years.ts'
import { day } from '../kernel/days.ts'
import { parametersOn } from '../parameters.ts'
import { scene } from '../testing.ts'
import { overdueReports, periodsOwed } from './report/periods.ts'
import { accept, isHandedIn, type ReportFacts, reports, returnReport, submit } from './report.ts'

const recorded = {
  servedCalls: 120,
  consumers: 3,
  openWorkspaces: 1,
  workspaceDays: 90,
  products: 2,
  billedFen: 3000,
  receivedFen: 2000,
  incidents: 0,
}
const running = { activeSince: day('2026-03-11'), until: day('2028-03-11') }
const facts: ReportFacts = {
  authorization: { operator: actors.operator.organization, authority: actors.dataAuthority.organization, ...running },
  recorded,
}
const sections = { storage: '存', processing: '加', analysis: '析', security: '安', market: '市' }
const annual = { authorization: 'a1', period: '2026', sections }
const empty = scene(reports, { facts, on: '2027-01-10' })
const submitting = (change: object = {}, on = '2027-01-10') => empty.tries(submit, actors.operator, { ...annual, ...change }, { on })
const submitted = empty.does(submit, actors.operator, annual)

describe('what an operator owes', () => {
  it('A15 every quarter in which it was in force, once it is over', () => {
    const owed = periodsOwed(running, 'periodic', day('2026-07-01'), parametersOn(day('2026-07-01')))
    expect(owed.map(({ id, due }) => `${id} ${due}`)).toEqual(['2026-q1 2026-04-15', '2026-q2 2026-07-15'])
    expect(periodsOwed({ ...running, activeSince: undefined }, 'periodic', day('2026-07-01'), parametersOn(day('2026-07-01')))).toEqual([])
  })

  it.each([
    { on: '2026-04-15', overdue: [] },
    { on: '2026-04-16', overdue: ['2026-q1'] },
  ])('W15-3 on $on overdue: $overdue', ({ on, overdue }) => {
    const at = (handedIn: string[]) => overdueReports(running, 'periodic', handedIn, day(on), parametersOn(day(on))).map(({ id }) => id)
    expect(at([])).toEqual(overdue)
    expect(at(['2026-q1'])).toEqual([])
  })

  it.each([
    { on: '2027-03-31', overdue: [] },
    { on: '2027-04-01', overdue: ['2026'] },
  ])('W18-2 on $on annual reports overdue: $overdue', ({ on, overdue }) => {
    expect(overdueReports(running, 'annual', [], day(on), parametersOn(day(on))).map(({ id }) => id)).toEqual(overdue)
  })

  it.each([
    { on: '2027-03-10', over: [] },
    { on: '2027-03-11', over: [1] },
    { on: '2028-03-11', over: [1, 2] },
  ])('W29-4 contract years over on $on: $over', ({ on, over }) => {
    expect(contractYearsOver(day('2026-03-11'), day('2028-03-11'), day(on))).toEqual(over)
  })
})

describe('a report is handed in', () => {
  it.each(Object.keys(sections))('W18-1 not without its section %s', (name) => {
    expect(submitting({ sections: { ...sections, [name]: '' } }).refusedUnder).toEqual(['W18-1'])
    expect(submitting().refusedUnder).toEqual([])
  })

  it.each([
    { change: {}, refused: [] },
    { change: { figures: recorded }, refused: [] },
    { change: { figures: { servedCalls: 121 } }, refused: ['W18-3'] },
    { change: { figures: { servedCalls: 121 }, explanations: { servedCalls: '含线下核验' } }, refused: [] },
    { change: { figures: { servedCalls: 121 }, explanations: { billedFen: '含线下核验' } }, refused: ['W18-3'] },
    { change: { figures: { servedCalls: 121, incidents: 1 }, explanations: { servedCalls: '含线下核验' } }, refused: ['W18-3'] },
    { change: { figures: { servedCalls: 120 }, explanations: {} }, refused: [] },
  ])('W18-3 with $change: refused under $refused', ({ change, refused }) => {
    expect(submitting(change).refusedUnder).toEqual(refused)
  })

  it('W18-3 what was left empty is what the platform recorded', () => {
    expect(submitted.state).toMatchObject({ figures: recorded, recorded, kind: 'annual', isLate: false })
  })

  it.each([
    { period: '2026', on: '2026-12-31', codes: ['period-not-owed'] },
    { period: '2026', on: '2027-01-01', codes: [] },
    { period: '2025', on: '2027-01-01', codes: ['period-not-owed'] },
    { period: '2026-q1', on: '2027-01-01', codes: [] },
  ])('A15 for $period on $on: $codes', ({ period, on, codes }) => {
    expect(submitting({ period }, on).codes).toEqual(codes)
  })

  it('A18 late when after its due day; by its operator; once unless it is returned', () => {
    const late = empty.does(submit, actors.operator, annual, { on: '2027-04-01' })
    expect(late.state.isLate).toBe(true)
    expect(empty.tries(submit, actors.otherOperator, annual).codes).toEqual(['not-your-authorization'])
    expect(submitted.tries(submit, actors.operator, annual).codes).toEqual(['handed-in'])
    const returned = submitted.does(returnReport, actors.dataAuthority, { reason: '数据不清' })
    expect([isHandedIn(submitted.state), isHandedIn(returned.state)]).toEqual([true, false])
    expect(returned.does(submit, actors.operator, annual).does(accept, actors.dataAuthority).state.stage).toBe('accepted')
  })

  it('A15 a periodic report says how security was managed', () => {
    const bare = { storage: '', processing: '', analysis: '', security: '', market: '' }
    expect(submitting({ period: '2026-q1', sections: bare }).codes).toEqual(['report-empty'])
    expect(submitting({ period: '2026-q1', sections: { ...bare, security: '安' } }).codes).toEqual([])
  })
})
