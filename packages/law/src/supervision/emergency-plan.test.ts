import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { approve, drill, emergencyPlans, file, lapse, lapseUndrilled, planValidOn, suspendScenario } from './emergency-plan.ts'

const form = { kind: 'agency', title: '航班数据应急预案', scenario: 'on-time', text: '一、组织体系……' }
const empty = scene(emergencyPlans, { facts: { liveSince: undefined, coveredOtherwise: false }, on: '2026-03-02' })
const filed = empty.does(file, actors.agency, form)
const approved = filed.does(approve, actors.securityAuthority, { validUntil: '2027-03-02' })

describe('W26-1 an agency has an approved plan for each scenario', () => {
  it('W26-1 its plan names the scenario', () => {
    expect(empty.tries(file, actors.agency, { ...form, scenario: '' }).codes).toEqual(['scenario-missing'])
    expect(emergencyPlans.keysOf(filed.state)).toEqual(['scenario:on-time', `organization:${actors.agency.organization}`])
  })

  it.each([
    { on: '2026-03-02', valid: true },
    { on: '2027-03-02', valid: true },
    { on: '2027-03-03', valid: false },
  ])('W26-1 approved until 2 March 2027, on $on it is valid: $valid', ({ on, valid }) => {
    expect(planValidOn(approved.state, day(on))).toBe(valid)
  })

  it('W26-1 a plan that waits for approval does not count, nor does one that is filed again', () => {
    expect(planValidOn(filed.state, day('2026-03-02'))).toBe(false)
    expect(planValidOn(approved.does(file, actors.agency, form).state, day('2026-03-02'))).toBe(false)
  })
})

describe('W15-1 an operator has a plan of its own', () => {
  it('W15-1 and files that kind only', () => {
    expect(empty.tries(file, actors.operator, { ...form, kind: 'operator', scenario: '' }).refusedUnder).toEqual([])
    expect(empty.tries(file, actors.operator, form).codes).toEqual(['kind-not-yours'])
  })
})

describe('A26 the guiding bodies approve for a time', () => {
  it.each([
    { validUntil: '2026-03-01', codes: ['validity-over'] },
    { validUntil: '2026-03-02', codes: [] },
    { validUntil: '2027-03-02', codes: [] },
    { validUntil: '2027-03-03', codes: ['validity-too-long'] },
  ])('A26 until $validUntil: $codes', ({ validUntil, codes }) => {
    expect(filed.tries(approve, actors.securityAuthority, { validUntil }).codes).toEqual(codes)
  })

  it('A26 nobody approves a plan of its own', () => {
    expect(filed.tries(approve, actors.agency, { validUntil: '2027-03-02' }).codes).toEqual(['not-yours-to-do'])
    expect(filed.tries(file, actors.agency, form).codes).toEqual(['waits-for-approval'])
    expect(approved.tries(file, actors.otherAgency, form).codes).toEqual(['not-your-plan'])
  })

  it('A26 drills are recorded by the body itself or a guiding body, never in advance', () => {
    const held = { on: '2026-03-02', report: '演练顺利' }
    expect(approved.does(drill, actors.agency, held).state.drills).toEqual([held])
    expect(approved.tries(drill, actors.securityAuthority, held).codes).toEqual([])
    expect(approved.tries(drill, actors.otherAgency, held).codes).toEqual(['not-your-plan'])
    expect(approved.tries(drill, actors.agency, { ...held, on: '2026-03-03' }).codes).toEqual(['drill-in-the-future'])
  })

  it.each([
    { on: '2027-03-02', refused: ['A26'] },
    { on: '2027-03-03', refused: [] },
  ])('A26 lapsed on $on: refused under $refused', ({ on, refused }) => {
    expect(approved.tries(lapse, actors.platform, {}, { on }).refusedUnder).toEqual(refused)
  })
})

describe('W26-3 the first drill within thirty days of going live', () => {
  const live = { facts: { liveSince: day('2026-03-10') } }
  it.each([
    { on: '2026-04-09', codes: ['first-drill-not-overdue'] },
    { on: '2026-04-10', codes: [] },
  ])('W26-3 live since 10 March without a drill, on $on: $codes', ({ on, codes }) => {
    expect(approved.tries(lapseUndrilled, actors.platform, {}, { on, ...live }).codes).toEqual(codes)
  })

  it('W26-3 a drill, or a scenario that is not live, keeps the plan', () => {
    const drilled = approved.does(drill, actors.agency, { on: '2026-03-02', report: '演练' })
    expect(drilled.tries(lapseUndrilled, actors.platform, {}, { on: '2026-04-10', ...live }).refusedUnder).toEqual(['W26-3'])
    expect(approved.tries(lapseUndrilled, actors.platform, {}, { on: '2026-04-10' }).refusedUnder).toEqual(['W26-3'])
  })
})

describe('W26-2 a lapsed plan suspends its scenario', () => {
  const lapsed = approved.does(lapse, actors.platform, {}, { on: '2027-03-03' })
  it('W26-2 at once, since the grace is no days; not while the plan stands, and once', () => {
    expect(approved.tries(suspendScenario, actors.platform).codes).toEqual(['grace-still-runs'])
    expect(lapsed.tries(suspendScenario, actors.platform, {}, { on: '2027-03-02' }).codes).toEqual(['grace-still-runs'])
    expect(lapsed.tries(suspendScenario, actors.platform, {}, { on: '2027-03-03' }).codes).toEqual([])
    const suspended = lapsed.does(suspendScenario, actors.platform, {}, { on: '2027-03-03' })
    expect(suspended.tries(suspendScenario, actors.platform, {}, { on: '2027-03-04' }).codes).toEqual(['suspended-already'])
  })

  it('W26-2 filing again does not hold it up, an approval and another plan do', () => {
    const again = lapsed.does(file, actors.agency, form, { on: '2027-03-03' })
    const covered = { on: '2027-03-04', facts: { coveredOtherwise: true } }
    expect(again.tries(suspendScenario, actors.platform, {}, { on: '2027-03-04' }).codes).toEqual([])
    expect(again.tries(suspendScenario, actors.platform, {}, covered).codes).toEqual(['covered-by-another-plan'])
    const renewed = again.does(approve, actors.securityAuthority, { validUntil: '2027-06-01' }, { on: '2027-03-04' })
    expect(renewed.tries(suspendScenario, actors.platform, {}, { on: '2027-03-04' }).codes).toEqual(['grace-still-runs'])
  })
})
