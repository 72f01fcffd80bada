import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import {
  acceptFinding,
  answerEvidence,
  close,
  find,
  type InspectionFacts,
  inspections,
  noteOverdue,
  plan,
  reportFinding,
  requestEvidence,
  takePackage,
} from './inspection.ts'

const facts: InspectionFacts = {
  authorization: { operator: actors.operator.organization, stage: 'active', proposalOpen: false },
  entries: ['authorization/a1@3', 'data-request/r1@5'],
}
const asked = { authorization: 'a1', title: '年度检查', plannedFor: '2026-06-01' }
const empty = scene(inspections, { facts, on: '2026-06-01' })
const planned = empty.does(plan, actors.securityAuthority, asked)
const requested = planned.does(requestEvidence, actors.securityAuthority, { material: '访问日志', due: '2026-06-10' })
const found = planned.does(find, actors.securityAuthority, { finding: '口令过弱', due: '2026-06-10' })
const mended = { number: 1, feedback: '已整改' }

describe('an inspection', () => {
  it('A25 is planned by those who supervise, for a day to come, on an authorization that exists', () => {
    expect(empty.tries(plan, actors.operator, asked).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(plan, actors.dataAuthority, { ...asked, plannedFor: '2026-05-31' }).codes).toEqual(['planned-in-the-past'])
    const none = { authorization: { ...facts.authorization, operator: '' } }
    expect(empty.tries(plan, actors.dataAuthority, asked, { facts: none }).codes).toEqual(['no-such-authorization'])
  })

  it('W15-5 has its evidence package on demand, without the operator', () => {
    expect(planned.tries(takePackage, actors.securityAuthority).events).toEqual([{ type: 'EvidencePackageTaken', entries: facts.entries }])
    expect(planned.tries(takePackage, actors.operator).refusedUnder).toEqual(['W15-5'])
    expect(planned.tries(takePackage, actors.securityAuthority, {}, { facts: { entries: [] } }).refusedUnder).toEqual(['W15-5'])
  })

  it('W15-5 closes with its evidence answered, or recorded as not answered in time', () => {
    const end = { conclusion: '正常' }
    expect(requested.tries(close, actors.securityAuthority, end, { on: '2026-06-10' }).refusedUnder).toEqual(['W15-5'])
    expect(requested.tries(close, actors.securityAuthority, end, { on: '2026-06-11' }).refusedUnder).toEqual([])
    const answered = requested.does(answerEvidence, actors.operator, { number: 1, answer: '日志' })
    expect(answered.tries(close, actors.securityAuthority, end).refusedUnder).toEqual([])
    expect(answered.tries(answerEvidence, actors.operator, { number: 1, answer: '日志' }).refusedUnder).toEqual(['W15-5'])
    expect(requested.tries(answerEvidence, actors.otherOperator, { number: 1, answer: '日志' }).codes).toEqual(['not-your-inspection'])
  })

  it.each([
    { on: '2026-06-10', refused: ['W25-3'] },
    { on: '2026-06-11', refused: [] },
  ])('W25-3 a finding due on 10 June is overdue on $on: refused under $refused', ({ on, refused }) => {
    expect(found.tries(noteOverdue, actors.platform, {}, { on }).refusedUnder).toEqual(refused)
    const reported = found.does(reportFinding, actors.operator, mended)
    expect(reported.tries(noteOverdue, actors.platform, {}, { on }).refusedUnder).toEqual(['W25-3'])
  })

  it('W25-3 it waits while a proposal is open, and is noted once', () => {
    const open = { authorization: { ...facts.authorization, proposalOpen: true } }
    expect(found.tries(noteOverdue, actors.platform, {}, { on: '2026-06-11', facts: open }).codes).toEqual(['case-under-way'])
    const noted = found.does(noteOverdue, actors.platform, {}, { on: '2026-06-11' })
    expect(noted.tries(noteOverdue, actors.platform, {}, { on: '2026-06-12' }).refusedUnder).toEqual(['W25-3'])
  })

  it('W25-3 closes when every finding is accepted or handed on', () => {
    const end = { conclusion: '正常' }
    expect(found.tries(close, actors.securityAuthority, end).refusedUnder).toEqual(['W25-3'])
    expect(found.tries(acceptFinding, actors.securityAuthority, { number: 1 }).codes).toEqual(['not-reported'])
    const accepted = found.does(reportFinding, actors.operator, mended).does(acceptFinding, actors.securityAuthority, { number: 1 })
    expect(accepted.does(close, actors.securityAuthority, end).state.stage).toBe('closed')
    const overdue = found.does(noteOverdue, actors.platform, {}, { on: '2026-06-11' })
    expect(overdue.tries(close, actors.securityAuthority, end).refusedUnder).toEqual([])
  })
})
