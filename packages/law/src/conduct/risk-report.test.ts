import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { assess, close, holdsStill, noteAlarm, raise, release, report, riskReports } from './risk-report.ts'

const facts = { request: { operator: actors.operator.organization, authorization: 'a1', stage: 'active' } }
const asked = { request: 'r1', kind: 'personal-information', finding: '融合后可识别个人' }
const empty = scene(riskReports, { facts, on: '2026-06-01' })
const raised = empty.does(raise, actors.analyst, asked)
const reported = raised.does(report, actors.operator, { report: '书面报告' })
const assessed = reported.does(assess, actors.securityAuthority, { conclusion: '可控' })
const why = { reason: '隐患已消除' }

describe('a risk report', () => {
  it.each([
    { by: actors.analyst, codes: [] },
    { by: actors.operatorSecurity, codes: [] },
    { by: actors.securityAuthority, codes: [] },
    { by: actors.dataAuthority, codes: [] },
    { by: actors.otherOperator, codes: ['not-your-workspace'] },
    { by: actors.consumer, codes: ['not-yours-to-do', 'not-your-workspace'] },
  ])('W15-2 is one press, by $by.person: $codes', ({ by, codes }) => {
    expect(empty.tries(raise, by, asked).codes).toEqual(codes)
  })

  it('W15-2 is drafted by the platform alone where the zone stopped by itself, once, and goes on as any other', () => {
    const alarm = { ...asked, alarm: 'j1' }
    for (const by of [actors.operator, actors.dataAuthority, actors.securityAuthority])
      expect(empty.tries(noteAlarm, by, alarm).refusedUnder).toEqual(['W15-2'])
    const noted = empty.does(noteAlarm, actors.platform, alarm)
    expect(noted.state).toMatchObject({ stage: 'raised', alarm: 'j1', operator: facts.request.operator })
    expect(noted.tries(noteAlarm, actors.platform, alarm).codes).toEqual(['already-raised'])
    expect(holdsStill(noted.state)).toBe(true)
    expect(noted.tries(report, actors.operator, { report: '书面报告' }).codes).toEqual([])
    const closed = { request: { ...facts.request, stage: 'destroyed' } }
    expect(empty.tries(noteAlarm, actors.platform, alarm, { facts: closed }).codes).toEqual(['no-open-workspace'])
  })

  it('W15-2 stops a workspace that stands, and holds until it is released', () => {
    const none = { request: { ...facts.request, stage: 'approved' } }
    expect(empty.tries(raise, actors.analyst, asked, { facts: none }).codes).toEqual(['no-open-workspace'])
    expect([raised, reported, assessed].map(({ state }) => holdsStill(state))).toEqual([true, true, true])
    expect(holdsStill(assessed.does(release, actors.dataAuthority, why).state)).toBe(false)
    expect(raised.tries(release, actors.dataAuthority, why).refusedUnder).toEqual(['W15-2'])
    expect(reported.tries(release, actors.dataAuthority, why).refusedUnder).toEqual(['W15-2'])
  })

  it('W15-4 whoever pressed cannot undo it, nor can the security authority: the data authority can', () => {
    expect(assessed.tries(release, actors.operator, why).refusedUnder).toEqual(['W15-4'])
    expect(assessed.tries(release, actors.securityAuthority, why).refusedUnder).toEqual(['W15-4'])
    expect(assessed.tries(release, actors.dataAuthority, why).refusedUnder).toEqual([])
  })

  it.each([
    { at: '2026-06-02T12:00:00+08:00', isLate: false },
    { at: '2026-06-02T12:00:01+08:00', isLate: true },
  ])('A15 the written report of $at is late: $isLate', ({ at, isLate }) => {
    expect(raised.does(report, actors.operator, { report: '书面报告' }, { at }).state.isLate).toBe(isLate)
    expect(raised.tries(report, actors.otherOperator, { report: '书面报告' }).codes).toEqual(['not-your-risk'])
  })

  it('W15-2 ends otherwise only with the data sealed or destroyed', () => {
    expect(raised.tries(close, actors.dataAuthority, why).refusedUnder).toEqual(['W15-2'])
    const sealed = { request: { ...facts.request, stage: 'sealed' } }
    expect(raised.does(close, actors.dataAuthority, why, { facts: sealed }).state.stage).toBe('closed')
  })
})
