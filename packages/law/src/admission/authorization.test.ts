import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { operatorConditions } from '../identifiers/kinds.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { expire, revoke, terminate } from './authorization/ending.ts'
import { activate, appointResponsible, grant, signAgreement } from './authorization/granting.ts'
import { checkLists, noteListChecks, orderOnListHit, recheck, renewEvidence } from './authorization/rechecking.ts'
import {
  dismissProposal,
  extendRectification,
  noteRectificationOverdue,
  orderRectification,
  proposeSuspension,
  rejectRectification,
  reportRectification,
  resume,
} from './authorization/rectifying.ts'
import { noteLetterOverdue, noteReportOverdue, reportResponsibleChange } from './authorization/watching.ts'
import { type AuthorizationFacts, authorizations } from './authorization.ts'

const lists = ['dishonest-executee', 'major-tax-case'] as const
const checkedOnDay = (on: string, result: 'clear' | 'hit' = 'clear') => lists.map((list) => ({ list, checkedOn: day(on), result }))
const shownUntil = (validTo: string) =>
  (Object.keys(operatorConditions) as (keyof typeof operatorConditions)[]).map((condition) => ({
    condition,
    kind: '证明',
    number: 'Z-1',
    issuer: '无锡市有关部门',
    validFrom: day('2026-01-01'),
    validTo: day(validTo),
    sha256: '',
  }))
const evidence = shownUntil('2028-12-31')

const facts: AuthorizationFacts = {
  application: {
    stage: 'confirmed',
    applicant: actors.operator.organization,
    authority: actors.dataAuthority.organization,
    scenarios: ['on-time'],
    from: day('2026-05-01'),
    until: day('2028-05-01'),
    listChecks: checkedOnDay('2026-04-30'),
    evidence,
  },
  documentHashes: [],
  renewedBy: '',
  grantedBefore: false,
  deliberation: { grant: 'passed', revoke: 'none', terminate: 'none' },
  openObjections: 0,
  bannedUntil: undefined,
  scenariosWithoutPlan: [],
  admittedPersons: 1,
  operatorPlanValid: true,
  overdueReports: [],
}
const term = { from: '2026-05-01', until: '2028-05-01' }
const empty = scene(authorizations, { facts, on: '2026-05-01' })
const granting = (asked: object = {}, known: Partial<AuthorizationFacts> = {}) =>
  empty.tries(grant, actors.dataAuthority, { application: 'c1.x', ...term, ...asked }, { facts: known })
const granted = empty.does(grant, actors.dataAuthority, { application: 'c1.x', ...term })
const signed = granted.does(signAgreement, actors.dataAuthority, { ...term, text: '授权运营协议' })
const ready = signed.does(appointResponsible, actors.operator, { first: 'p1', security: 'p2', letter: '责任书' })
const active = ready.does(activate, actors.dataAuthority)
const order = { violation: 'misuse', finding: '超范围使用', due: '2026-05-31' }
const suspended = active.does(orderRectification, actors.dataAuthority, order)

describe('an authorization is granted', () => {
  it.each([
    { known: {}, refused: [] },
    { known: { application: { ...facts.application, stage: 'noticed' } }, refused: ['A9'] },
    { known: { deliberation: { ...facts.deliberation, grant: 'none' as const } }, refused: ['W5-1'] },
    { known: { deliberation: { ...facts.deliberation, grant: 'rejected' as const } }, refused: ['W5-1'] },
    { known: { openObjections: 1 }, refused: ['W9-5'] },
    { known: { bannedUntil: day('2029-03-02') }, refused: ['W10-5'] },
    { known: { grantedBefore: true }, refused: ['A9'] },
    { known: { application: { ...facts.application, authority: actors.finance.organization } }, refused: ['A9'] },
    {
      known: { application: { ...facts.application, listChecks: checkedOnDay('2026-04-30', 'hit') } },
      refused: ['W7-2'],
    },
    // Ten working days back from 1 May 2026, a holiday, is 17 April; 16 April is the eleventh.
    {
      known: { application: { ...facts.application, listChecks: checkedOnDay('2026-04-17') } },
      refused: [],
    },
    {
      known: { application: { ...facts.application, listChecks: checkedOnDay('2026-04-10') } },
      refused: ['W7-4'],
    },
    { known: { application: { ...facts.application, listChecks: [] } }, refused: ['W7-4'] },
  ])('W5-1 W7-2 W7-4 W9-5 W10-5 with $known: refused under $refused', ({ known, refused }) => {
    expect(granting({}, known).refusedUnder).toEqual(refused)
  })

  it.each([
    { from: '2024-02-29', until: '2026-02-28', refused: [] },
    { from: '2024-02-29', until: '2026-03-01', refused: ['W11-2'] },
  ])('W11-2 from $from until $until: refused under $refused', ({ refused, ...asked }) => {
    const wide = { application: { ...facts.application, from: day('2024-01-01'), until: day('2030-01-01') } }
    expect(granting(asked, wide).refusedUnder).toEqual(refused)
  })

  it.each([
    { asked: { from: '2026-04-30', until: '2028-04-30' }, refused: ['W11-3'] },
    { asked: { from: '2026-05-02', until: '2028-05-02' }, refused: ['W11-3'] },
    { asked: { from: '2026-05-02', until: '2028-05-01' }, refused: [] },
  ])('W11-3 for $asked: refused under $refused', ({ asked, refused }) => {
    expect(granting(asked).refusedUnder).toEqual(refused)
    expect(granted.tries(signAgreement, actors.dataAuthority, { ...term, until: '2028-05-02', text: '协议' }).refusedUnder).toEqual([
      'W11-3',
    ])
  })

  it('A6 by the data authority, once', () => {
    expect(empty.tries(grant, actors.operator, { application: 'c1.x', ...term }).codes).toEqual(['not-yours-to-do', 'not-your-application'])
    expect(granted.tries(grant, actors.dataAuthority, { application: 'c1.x', ...term }).codes).toEqual(['already-granted'])
  })
})

describe('an authorization comes into force when its gates are open', () => {
  it.each([
    { known: {}, refused: [] },
    { known: { operatorPlanValid: false }, refused: ['W15-1'] },
    { known: { admittedPersons: 0 }, refused: ['W16-1'] },
    { known: { scenariosWithoutPlan: ['on-time'] }, refused: ['W26-1'] },
  ])('W15-1 W16-1 W26-1 with $known: refused under $refused', ({ known, refused }) => {
    expect(ready.tries(activate, actors.dataAuthority, {}, { facts: known }).refusedUnder).toEqual(refused)
  })

  it('W14-1 not without the first responsible person and the data-security head', () => {
    expect(signed.tries(activate, actors.dataAuthority).refusedUnder).toEqual(['W14-1'])
    expect(granted.tries(activate, actors.dataAuthority).refusedUnder).toEqual(['A11', 'W14-1'])
    expect(signed.tries(appointResponsible, actors.otherOperator, { first: 'p1', security: 'p2', letter: '书' }).codes).toEqual([
      'not-your-authorization',
    ])
  })

  it.each([
    { on: '2026-04-30', codes: ['outside-term'] },
    { on: '2026-05-01', codes: [] },
    { on: '2028-05-01', codes: [] },
    { on: '2028-05-02', codes: ['outside-term'] },
  ])('A11 on $on: $codes', ({ on, codes }) => {
    expect(ready.tries(activate, actors.dataAuthority, {}, { on }).codes).toEqual(codes)
  })
})

describe('A10 an order to rectify suspends', () => {
  it.each([
    { due: '2026-05-15', codes: ['rectification-period'] },
    { due: '2026-05-16', codes: [] },
    { due: '2026-05-31', codes: [] },
    { due: '2026-06-01', codes: ['rectification-period'] },
  ])('A10 ordered on 1 May for $due: $codes', ({ due, codes }) => {
    expect(active.tries(orderRectification, actors.dataAuthority, { ...order, due }).codes).toEqual(codes)
  })

  it('A10 at once and without deliberation', () => {
    expect(suspended.state.stage).toBe('suspended')
    expect(authorizations.turns(suspended.state)).toEqual([
      { role: 'operator', organization: actors.operator.organization, due: '2026-05-31' },
    ])
  })

  it('W10-2 it resumes only after the operator reported back and the authority accepted', () => {
    expect(suspended.tries(resume, actors.dataAuthority, { acceptance: '已整改' }).codes).toEqual(['no-feedback'])
    const reported = suspended.does(reportRectification, actors.operator, { feedback: '整改报告' })
    expect(reported.tries(resume, actors.operator, { acceptance: '已整改' }).refusedUnder).toEqual(['W10-2'])
    expect(reported.does(resume, actors.dataAuthority, { acceptance: '已整改' }).state).toMatchObject({
      stage: 'active',
      rectification: undefined,
    })
    expect(suspended.tries(reportRectification, actors.otherOperator, { feedback: '整改报告' }).codes).toEqual(['not-your-authorization'])
  })
})

describe('an authorization ends', () => {
  it('W5-2 by revocation only after the mechanism passed it', () => {
    const asked = { cause: 'violation', reason: '逾期未整改' }
    expect(suspended.tries(revoke, actors.dataAuthority, asked).refusedUnder).toEqual(['W5-2'])
    const passed = { deliberation: { ...facts.deliberation, revoke: 'passed' as const } }
    const revoked = suspended.does(revoke, actors.dataAuthority, asked, { facts: passed })
    expect(revoked.state).toMatchObject({ stage: 'revoked', ended: { on: '2026-05-01', cause: 'violation' } })
    expect(revoked.tries(revoke, actors.dataAuthority, asked, { facts: passed }).codes).toEqual(['authorization-ended'])
  })

  it.each([
    { at: '2028-05-01T23:59:59.999+08:00', refused: ['W10-4'] },
    { at: '2028-05-02T00:00:00.000+08:00', refused: [] },
  ])('W10-4 at 24:00 of its last day; at $at: refused under $refused', ({ at, refused }) => {
    expect(active.tries(expire, actors.platform, {}, { at }).refusedUnder).toEqual(refused)
  })
})

describe('a rectification fails, and what follows', () => {
  const passed = { deliberation: { ...facts.deliberation, terminate: 'passed' as const } }
  const overdue = suspended.does(noteRectificationOverdue, actors.platform, {}, { on: '2026-06-01' })
  const reported = suspended.does(reportRectification, actors.operator, { feedback: '整改报告' })

  it.each([
    { on: '2026-05-31', codes: ['not-overdue'] },
    { on: '2026-06-01', codes: [] },
  ])('A10 noted as overdue on $on: $codes', ({ on, codes }) => {
    expect(suspended.tries(noteRectificationOverdue, actors.platform, {}, { on }).codes).toEqual(codes)
    expect(reported.tries(noteRectificationOverdue, actors.platform, {}, { on }).codes).toEqual(['not-overdue'])
  })

  it.each([
    { due: '2026-05-31', codes: ['extension-period'] },
    { due: '2026-06-01', codes: [] },
    { due: '2026-06-30', codes: [] },
    { due: '2026-07-01', codes: ['extension-period'] },
  ])('A10 extended from 31 May to $due: $codes', ({ due, codes }) => {
    expect(suspended.tries(extendRectification, actors.dataAuthority, { due, reason: '设备采购' }).codes).toEqual(codes)
  })

  it('A10 extended once, and only while its time runs', () => {
    const asked = { due: '2026-06-10', reason: '设备采购' }
    const extended = suspended.does(extendRectification, actors.dataAuthority, asked, { on: '2026-05-31' })
    expect(extended.state.rectification).toMatchObject({ due: '2026-06-10', extensions: 1 })
    const again = { due: '2026-06-20', reason: '设备采购' }
    expect(extended.tries(extendRectification, actors.dataAuthority, again).codes).toEqual(['extended-already'])
    expect(suspended.tries(extendRectification, actors.dataAuthority, asked, { on: '2026-06-01' }).codes).toEqual([
      'rectification-period-over',
    ])
    expect(extended.tries(noteRectificationOverdue, actors.platform, {}, { on: '2026-06-10' }).codes).toEqual(['not-overdue'])
  })

  it('W5-2 it is terminated only after it failed and the mechanism passed it', () => {
    const asked = { reason: '逾期未整改' }
    expect(suspended.tries(terminate, actors.dataAuthority, asked, { facts: passed }).codes).toEqual(['rectification-not-failed'])
    expect(overdue.tries(terminate, actors.dataAuthority, asked).refusedUnder).toEqual(['W5-2'])
    const terminated = overdue.does(terminate, actors.dataAuthority, asked, { facts: passed, on: '2026-06-20' })
    expect(terminated.state).toMatchObject({ stage: 'terminated', ended: { on: '2026-06-20', cause: 'other' } })
    expect(terminated.tries(terminate, actors.dataAuthority, asked, { facts: passed }).codes).toEqual(['not-suspended'])
  })

  it('W10-2 what was turned down waits for a new report before it can resume', () => {
    expect(suspended.tries(rejectRectification, actors.dataAuthority, { reason: '未到位' }).codes).toEqual(['no-feedback'])
    const rejected = reported.does(rejectRectification, actors.dataAuthority, { reason: '未到位' })
    expect(rejected.state.rectification).toMatchObject({ failed: 'not-accepted', feedback: undefined })
    expect(authorizations.turns(rejected.state)).toEqual([{ role: 'data-authority' }])
    expect(rejected.tries(resume, actors.dataAuthority, { acceptance: '可' }).refusedUnder).toEqual(['W10-2'])
    const late = rejected.does(reportRectification, actors.operator, { feedback: '再次整改' })
    expect(late.does(resume, actors.dataAuthority, { acceptance: '可' }).state.stage).toBe('active')
  })
})

describe('what is watched during the term', () => {
  const lists = (result: string) => ({
    checks: ['dishonest-executee', 'major-tax-case'].map((list) => ({ list, checkedOn: '2026-05-01', source: '共享平台', result })),
    reason: '人工核验',
    evidence: '查询结果',
  })
  const hit = active.does(checkLists, actors.dataAuthority, lists('hit'))

  it('W7-5 a hit orders the rectification by itself; a clear check does not', () => {
    const clear = active.does(checkLists, actors.dataAuthority, lists('clear'))
    expect(clear.tries(orderOnListHit, actors.platform).refusedUnder).toEqual(['W7-5'])
    expect(active.tries(orderOnListHit, actors.platform).refusedUnder).toEqual(['W7-5'])
    const ordered = hit.does(orderOnListHit, actors.platform)
    expect(ordered.state).toMatchObject({ stage: 'suspended', rectification: { violation: 'law-broken', due: '2026-05-16' } })
    expect(hit.tries(orderOnListHit, actors.dataAuthority).refusedUnder).toEqual(['W7-5'])
  })

  it('W7-5 nothing resumes or comes into force while the hit stands', () => {
    const reported = hit.does(orderOnListHit, actors.platform).does(reportRectification, actors.operator, { feedback: '已履行' })
    expect(reported.tries(resume, actors.dataAuthority, { acceptance: '可' }).refusedUnder).toEqual(['W7-5'])
    const cleared = reported.does(checkLists, actors.dataAuthority, lists('clear'))
    expect(cleared.tries(resume, actors.dataAuthority, { acceptance: '可' }).refusedUnder).toEqual([])
    expect(ready.does(checkLists, actors.dataAuthority, lists('hit')).tries(activate, actors.dataAuthority).refusedUnder).toEqual(['W7-5'])
  })

  it('W7-5 both lists are checked, not later than today', () => {
    const [one, ...others] = lists('clear').checks
    expect(active.tries(checkLists, actors.dataAuthority, { ...lists('clear'), checks: others }).codes).toEqual(['list-not-checked'])
    const tomorrow = [{ ...one, checkedOn: '2026-05-02' }, ...others]
    expect(active.tries(checkLists, actors.dataAuthority, { ...lists('clear'), checks: tomorrow }).codes).toEqual(['check-in-the-future'])
  })

  const changed = active.does(reportResponsibleChange, actors.operator, { who: 'security', reason: '离职' }, { on: '2026-05-11' })

  // Ten working days after Monday 11 May 2026 are over with Monday 25 May.
  it.each([
    { on: '2026-05-25', refused: ['W14-2'] },
    { on: '2026-05-26', refused: [] },
  ])('W14-2 without a new letter on $on: refused under $refused', ({ on, refused }) => {
    expect(changed.tries(noteLetterOverdue, actors.platform, {}, { on }).refusedUnder).toEqual(refused)
  })

  it('W14-2 a new letter ends it, and a late one is proposed once to the data authority', () => {
    expect(authorizations.turns(changed.state)).toEqual([
      { role: 'operator', organization: actors.operator.organization, due: '2026-05-25' },
    ])
    const signedAgain = changed.does(appointResponsible, actors.operator, { first: 'p1', security: 'p3', letter: '责任书' })
    expect(signedAgain.tries(noteLetterOverdue, actors.platform, {}, { on: '2026-05-26' }).refusedUnder).toEqual(['W14-2'])
    const proposed = changed.does(noteLetterOverdue, actors.platform, {}, { on: '2026-05-26' })
    expect(proposed.state).toMatchObject({ stage: 'active', proposals: [{ cause: 'letter-overdue', subject: '2026-05-11' }] })
    const dismissed = proposed.does(dismissProposal, actors.dataAuthority, { reason: '已在办理' })
    expect(dismissed.tries(noteLetterOverdue, actors.platform, {}, { on: '2026-05-27' }).codes).toEqual(['proposed-before'])
    expect(active.tries(reportResponsibleChange, actors.otherOperator, { who: 'first', reason: '离职' }).codes).toEqual([
      'not-your-authorization',
    ])
  })

  it.each([
    { on: '2026-08-14', refused: ['W15-3'] },
    { on: '2026-08-15', refused: [] },
  ])('W15-3 a report due on 15 July and missing on $on: refused under $refused', ({ on, refused }) => {
    const overdue = { overdueReports: [{ id: '2026-q2', due: day('2026-07-15') }] }
    expect(active.tries(noteReportOverdue, actors.platform, {}, { on, facts: overdue }).refusedUnder).toEqual(refused)
    expect(active.tries(noteReportOverdue, actors.platform, {}, { on }).refusedUnder).toEqual(['W15-3'])
    if (refused.length > 0) return
    const proposed = active.does(noteReportOverdue, actors.platform, {}, { on, facts: overdue })
    const dismissed = proposed.does(dismissProposal, actors.dataAuthority, { reason: '已催办' })
    expect(dismissed.tries(noteReportOverdue, actors.platform, {}, { on, facts: overdue }).refusedUnder).toEqual(['W15-3'])
  })

  it('A10 the same is proposed once, and answered by the data authority', () => {
    const asked = { cause: 'finding-overdue', subject: 'i1 1', violation: 'safeguards-missing', reason: '逾期' }
    const proposed = active.does(proposeSuspension, actors.platform, asked)
    const dismissed = proposed.does(dismissProposal, actors.dataAuthority, { reason: '已改' })
    expect(dismissed.tries(proposeSuspension, actors.platform, asked).codes).toEqual(['proposed-before'])
    expect(dismissed.tries(proposeSuspension, actors.platform, { ...asked, subject: 'i1 2' }).codes).toEqual([])
    expect(active.tries(proposeSuspension, actors.operator, asked).codes).toEqual(['not-yours-to-do'])
  })

  const finding = (subject: string, violation: string) => ({ cause: 'other-finding', subject, violation, reason: '监管发现' })

  it('A10 a second proposal waits behind the first and is not lost, also while the rights are suspended', () => {
    const two = active
      .does(proposeSuspension, actors.platform, finding('one', 'agreement-broken'))
      .does(proposeSuspension, actors.platform, finding('two', 'safeguards-missing'))
    expect(two.state.proposals.map(({ subject }) => subject)).toEqual(['one', 'two'])
    const dismissed = two.does(dismissProposal, actors.dataAuthority, { reason: '查无实据' })
    expect(dismissed.state.proposals.map(({ subject }) => subject)).toEqual(['two'])
    const waiting = suspended.does(proposeSuspension, actors.platform, finding('three', 'assessment-failed'))
    const resumed = waiting
      .does(reportRectification, actors.operator, { feedback: '整改报告' })
      .does(resume, actors.dataAuthority, { acceptance: '已整改' })
    expect(resumed.state.proposals.map(({ subject }) => subject)).toEqual(['three'])
    expect(authorizations.turns(resumed.state)).toEqual([{ role: 'data-authority' }])
  })

  it('A10 an order answers the proposals that name its violation, and no others', () => {
    const two = active
      .does(proposeSuspension, actors.platform, finding('one', 'misuse'))
      .does(proposeSuspension, actors.platform, finding('two', 'safeguards-missing'))
    expect(two.does(orderRectification, actors.dataAuthority, order).state.proposals.map(({ subject }) => subject)).toEqual(['two'])
  })

  it('W15-3 a missing report is proposed beside whatever waits already', () => {
    const overdue = { on: '2026-08-15', facts: { overdueReports: [{ id: '2026-q2', due: day('2026-07-15') }] } }
    const waiting = active.does(proposeSuspension, actors.platform, finding('one', 'agreement-broken'))
    expect(waiting.does(noteReportOverdue, actors.platform, {}, overdue).state.proposals.map(({ cause }) => cause)).toEqual([
      'other-finding',
      'report-overdue',
    ])
  })
})

describe('the conditions are looked at again in the term', () => {
  const answers = (result: string) => ({
    checks: lists.map((list) => ({ list, checkedOn: '2026-06-02', source: '共享平台', result })),
  })

  const asked = (at: typeof active, result: string, on: string) =>
    at.does(recheck, actors.dataAuthority, {}, { on }).does(noteListChecks, actors.platform, answers(result))

  it.each([
    { on: '2026-06-01', codes: ['recheck-not-due'] },
    { on: '2026-06-02', codes: [] },
  ])('W7-5 by the platform a month after the grant, on $on: $codes', ({ on, codes }) => {
    expect(active.tries(recheck, actors.platform, {}, { on }).codes).toEqual(codes)
    expect(active.tries(recheck, actors.dataAuthority, {}, { on }).codes).toEqual([])
  })

  it('W7-5 once a day, again the next day where a list could not be read, else a month later', () => {
    const done = active.does(recheck, actors.platform, {}, { on: '2026-06-02' })
    expect(done.tries(recheck, actors.dataAuthority, {}, { on: '2026-06-02' }).codes).toEqual(['rechecked-today'])
    const failed = done.does(noteListChecks, actors.platform, answers('not-checked'))
    expect(failed.tries(recheck, actors.platform, {}, { on: '2026-06-03' }).codes).toEqual([])
    const read = done.does(noteListChecks, actors.platform, answers('clear'))
    expect(read.tries(recheck, actors.platform, {}, { on: '2026-07-02' }).codes).toEqual(['recheck-not-due'])
    expect(read.tries(recheck, actors.platform, {}, { on: '2026-07-03' }).codes).toEqual([])
  })

  it('W7-5 a hit that a source told orders the rectification; what could not be read clears nobody', () => {
    const hit = asked(asked(active, 'hit', '2026-06-01'), 'not-checked', '2026-06-02')
    expect(hit.tries(orderOnListHit, actors.platform).codes).toEqual([])
    expect(asked(active, 'not-checked', '2026-06-01').tries(orderOnListHit, actors.platform).codes).toEqual(['on-no-list'])
  })

  it('W7-1 the re-check tells which evidence has run out', () => {
    const known = { facts: { application: { ...facts.application, evidence: shownUntil('2026-06-01') } } }
    const soon = empty.does(grant, actors.dataAuthority, { application: 'c1.x', ...term }, known)
    expect(soon.does(recheck, actors.dataAuthority, {}, { on: '2026-06-01' }).state.recheckedOn).toBe('2026-06-01')
    expect(soon.tries(recheck, actors.dataAuthority, {}, { on: '2026-06-01' }).events).toMatchObject([{ lapsed: [] }])
    const [event] = soon.tries(recheck, actors.dataAuthority, {}, { on: '2026-06-02' }).events
    expect(event).toMatchObject({
      type: 'ConditionsRechecked',
      lapsed: evidence.map(({ condition }) => ({ condition, validTo: '2026-06-01' })),
    })
  })

  it.each([
    { validTo: '2026-04-30', refused: ['W7-1'] },
    { validTo: '2026-05-01', refused: [] },
  ])('W7-1 evidence good until $validTo at a grant on 1 May: refused under $refused', ({ validTo, refused }) => {
    expect(granting({}, { application: { ...facts.application, evidence: shownUntil(validTo) } }).refusedUnder).toEqual(refused)
  })

  it('W7-1 nothing comes into force on evidence that has run out; renewed by the operator it does', () => {
    const known = { facts: { application: { ...facts.application, evidence: shownUntil('2026-05-01') } } }
    const late = empty
      .does(grant, actors.dataAuthority, { application: 'c1.x', ...term }, known)
      .does(signAgreement, actors.dataAuthority, { ...term, text: '授权运营协议' })
      .does(appointResponsible, actors.operator, { first: 'p1', security: 'p2', letter: '责任书' })
      .where({ on: '2026-05-02' })
    expect(late.tries(activate, actors.dataAuthority).codes).toEqual(['evidence-expired'])
    const newer = evidence.map(({ sha256: _, ...one }) => ({ ...one, document: '新的证明材料' }))
    expect(late.tries(renewEvidence, actors.otherOperator, { evidence: newer }).codes).toEqual(['not-your-authorization'])
    const renewed = late.does(
      renewEvidence,
      actors.operator,
      { evidence: newer },
      { facts: { documentHashes: newer.map(() => 'c'.repeat(64)) } },
    )
    expect(renewed.tries(activate, actors.dataAuthority).codes).toEqual([])
    expect(renewed.state.evidence).toMatchObject(newer.map(() => ({ sha256: 'c'.repeat(64) })))
    expect(JSON.stringify(renewed.state)).not.toContain('新的证明材料')
  })
})

describe('how a term ends', () => {
  it('W10-4 expired, or renewed where the operator goes on by another authorization', () => {
    const after = { on: '2028-05-02' }
    expect(active.does(expire, actors.platform, {}, after).state.stage).toBe('expired')
    expect(active.does(expire, actors.platform, {}, { ...after, facts: { renewedBy: 'a2' } }).state).toMatchObject({
      stage: 'renewed',
      ended: { on: '2028-05-01' },
    })
  })
})
