import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { type ExpertField, operatorConditions, scoreItems } from '../identifiers/kinds.ts'
import { rulesOf } from '../kernel/act.ts'
import { day } from '../kernel/days.ts'
import type { PoolEntry } from '../kernel/expert-panel.ts'
import { scene } from '../testing.ts'
import { select } from './application/choosing.ts'
import { callPanel, declareConflict, drawExperts, excuseExpert, expertOpine } from './application/experts.ts'
import { bar, correct, renewEvidence, submit, withdraw } from './application/filing.ts'
import { checkLists, noteListChecks, requestListCheck } from './application/lists.ts'
import { answerObjection, closeNotice, confirm, correctNotice, object, openNotice, reject, returnToReview } from './application/notice.ts'
import { allYearsAssessed } from './application/renewal.ts'
import { accept, opine, returnOnce } from './application/review.ts'
import { type ApplicationFacts, applications } from './application.ts'

const institute = actors.experts[0].organization
const entry = (number: number, change: Partial<PoolEntry> = {}): PoolEntry => ({
  expert: `e${number}`,
  person: actors.experts[number]?.person ?? `expert-${50 + number}`,
  employer: institute,
  relations: [],
  fields: ['data-security'],
  ...change,
})
const pool = [0, 1, 2, 3, 4, 5, 6].map((number) => entry(number))
const inOrder = (entries: readonly PoolEntry[]) => ({
  pool: entries,
  poolHash: 'a'.repeat(64),
  draw: { index: 7, root: 'cm9vdA==', seed: 'b'.repeat(64), order: entries.map(({ expert }) => expert) },
})

const facts: ApplicationFacts = {
  call: {
    stage: 'published',
    authority: actors.dataAuthority.organization,
    openFrom: day('2026-03-09'),
    openTo: day('2026-03-20'),
    scenarios: ['on-time', 'delay-insurance'],
    reviewBodies: [actors.reviewer.organization, actors.otherReviewer.organization],
    expertCount: 5,
    expertFields: [],
    noticeWorkdays: 5,
  },
  liveApplications: 0,
  creditStanding: { serious: 0, ordinary: 0 },
  bannedUntil: undefined,
  running: [],
  renewal: undefined,
  documentHashes: [],
  ...inOrder(pool),
}

const plan = {
  scope: '航班起降记录的统计与接口服务',
  from: '2026-05-01',
  until: '2028-05-01',
  returnMethod: '成本加成',
  securityMeasures: '全程在授权运营域内处理',
  assetDisposal: '期满销毁',
}
const evidence = Object.keys(operatorConditions).map((condition) => ({
  condition,
  kind: '证明',
  number: 'Z-1',
  issuer: '无锡市有关部门',
  validFrom: '2026-01-01',
  validTo: '2027-03-10',
  document: '（证明材料正文）',
}))
const form = { call: 'c1', scenarios: ['on-time'], plan, evidence, securityHead: '王安', securityDepartment: '数据安全部' }

const empty = scene(applications, { facts, on: '2026-03-10' })
const filing = (change: object, circumstances = {}) => empty.tries(submit, actors.applicant, { ...form, ...change }, circumstances)
const submitted = empty.does(submit, actors.applicant, form)
const accepted = submitted.does(accept, actors.dataAuthority)
const clear = (checkedOn: string, result = 'clear') => ({
  checks: [
    { list: 'dishonest-executee', checkedOn, source: '信用中国', result: 'clear' },
    { list: 'major-tax-case', checkedOn, source: '信用中国', result },
  ],
  reason: '例行核验',
  evidence: '查询结果截图',
})
const agree = { conclusion: 'agree', reason: '材料齐全，符合条件' }
const drawn = (at: typeof accepted) => at.does(callPanel, actors.dataAuthority).does(drawExperts, actors.platform)
const agreed = drawn(accepted.does(opine, actors.reviewer, agree).does(opine, actors.otherReviewer, agree))
const sheet = Object.keys(scoreItems).map((item) => ({ item, score: 86 }))
const scoring = { conflict: 'none', sheet, opinion: '可行' }
const scored = (count: number) => actors.experts.slice(0, count).reduce((at, expert) => at.does(expertOpine, expert, scoring), agreed)
const reviewed = scored(5).does(checkLists, actors.dataAuthority, clear('2026-03-10'))
const selected = reviewed.does(select, actors.dataAuthority, { reason: '综合评定最优' })
const text = { text: '拟确定太湖数据运营有限公司为运营单位，现予公示。' }
const inNotice = selected.does(openNotice, actors.dataAuthority, text)
const ground = { ground: '业绩材料不实', evidence: '（附件）', realName: '钱明', contact: '13800000000' }
const noticed = inNotice.does(closeNotice, actors.platform, {}, { on: '2026-03-18' }).where({ on: '2026-03-18' })

describe('an application is filed', () => {
  it.each([
    { at: '2026-03-08T23:59:59.999+08:00', refused: ['W9-1'] },
    { at: '2026-03-09T00:00:00.000+08:00', refused: [] },
    { at: '2026-03-20T23:59:59.999+08:00', refused: [] },
    { at: '2026-03-21T00:00:00.000+08:00', refused: ['W9-1'] },
  ])('W9-1 at $at: refused under $refused', ({ at, refused }) => {
    expect(filing({}, { at }).refusedUnder).toEqual(refused)
  })

  it('W9-2 one organization has one live application in a call', () => {
    expect(filing({}, { facts: { liveApplications: 1 } }).refusedUnder).toEqual(['W9-2'])
    expect(submitted.tries(submit, actors.applicant, form).codes).toEqual(['already-filed'])
    expect(submitted.does(withdraw, actors.applicant, { reason: '另行准备' }).tries(submit, actors.applicant, form).refusedUnder).toEqual(
      [],
    )
  })

  it('W10-5 a banned applicant is refused on the last day of the ban and heard on the next', () => {
    expect(filing({}, { facts: { bannedUntil: day('2026-03-10') } }).refusedUnder).toEqual(['W10-5'])
    expect(filing({}, { facts: { bannedUntil: undefined } }).refusedUnder).toEqual([])
  })

  it.each(['scope', 'returnMethod', 'securityMeasures', 'assetDisposal'])('W11-1 without its part %s the plan is refused', (part) => {
    expect(filing({ plan: { ...plan, [part]: '  ' } }).codes).toEqual(['plan-incomplete'])
  })

  it('W11-1 a term is a malformed plan without its days, and refused when it ends before it begins', () => {
    expect(submit.asks.safeParse({ ...form, plan: { ...plan, until: undefined } }).success).toBe(false)
    expect(filing({ plan: { ...plan, until: '2026-04-30' } }).codes).toEqual(['term-reversed'])
    expect(filing({ plan: { ...plan, until: '2026-05-01' } }).codes).toEqual([])
  })

  it.each([
    { from: '2026-05-01', until: '2028-05-01', refused: [] },
    { from: '2026-05-01', until: '2028-05-02', refused: ['W11-2'] },
    { from: '2028-02-29', until: '2030-02-28', refused: [] },
    { from: '2028-02-29', until: '2030-03-01', refused: ['W11-2'] },
  ])('W11-2 from $from until $until: refused under $refused', ({ refused, ...term }) => {
    expect(filing({ plan: { ...plan, ...term } }).refusedUnder).toEqual(refused)
  })

  it('W7-1 each of the six conditions needs evidence that is valid today', () => {
    for (const missing of evidence)
      expect(filing({ evidence: evidence.filter((one) => one !== missing) }).codes).toEqual(['evidence-missing'])
    const until = (validTo: string) => filing({ evidence: evidence.map((one) => ({ ...one, validTo })) }).refusedUnder
    expect(until('2026-03-09')).toEqual(['W7-1'])
    expect(until('2026-03-10')).toEqual([])
  })

  it('W7-3 a security head and a department are named', () => {
    expect(filing({ securityHead: '' }).refusedUnder).toEqual(['W7-3'])
    expect(filing({ securityDepartment: '' }).refusedUnder).toEqual(['W7-3'])
  })

  it('A2 only scenarios of the call, and at least one', () => {
    expect(filing({ scenarios: ['something-else'] }).codes).toEqual(['scenario-outside-call'])
    expect(filing({ scenarios: [] }).codes).toEqual(['scenario-outside-call'])
    expect(filing({ scenarios: ['on-time', 'delay-insurance'] }).codes).toEqual([])
  })

  it('A9 names everything that is wrong at once', () => {
    const outcome = filing({ evidence: [], securityHead: '', plan: { ...plan, scope: '', until: '2030-01-01' } }, { on: '2026-03-21' })
    expect(outcome.refusedUnder).toEqual(['W9-1', 'W11-1', 'W11-2', 'W7-1', 'W7-3'])
  })

  it('A9 under a call that exists', () => {
    expect(filing({}, { facts: { call: { ...facts.call, stage: 'none', scenarios: [] } } }).codes).toEqual(['no-such-call'])
    expect(empty.tries(submit, actors.agency, form).codes).toEqual(['not-yours-to-do'])
  })
})

describe('A9 the formal check', () => {
  const returned = submitted.does(returnOnce, actors.dataAuthority, { defects: '缺少授权书' })

  it('A9 returns it once, with the day by which it is corrected', () => {
    expect(returned.state.returned?.due).toBe('2026-03-17')
    const again = returned.does(correct, actors.applicant, form)
    expect(again.tries(returnOnce, actors.dataAuthority, { defects: '还缺' }).codes).toEqual(['returned-already'])
    expect(again.tries(accept, actors.dataAuthority).codes).toEqual([])
  })

  it.each([
    { on: '2026-03-17', codes: [] },
    { on: '2026-03-18', codes: ['correction-too-late'] },
  ])('A9 corrected on $on: $codes', ({ on, codes }) => {
    expect(returned.tries(correct, actors.applicant, form, { on }).codes).toEqual(codes)
  })

  it('A9 a correction is held against the same rules, is made by the applicant, and adds no scenario', () => {
    expect(returned.tries(correct, actors.applicant, { ...form, evidence: [] }).refusedUnder).toEqual(['W7-1'])
    expect(returned.tries(correct, actors.applicant, { ...form, scenarios: ['on-time', 'delay-insurance'] }).codes).toEqual([
      'scenario-outside-application',
    ])
    expect(returned.tries(correct, actors.otherOperator, form).codes).toEqual(['not-your-application'])
  })

  it('A9 is done by the authority that called', () => {
    expect(submitted.tries(accept, actors.otherDataAuthority).codes).toEqual(['not-your-call'])
  })
})

describe('W9-3 no preliminary choice without joint review and expert opinions', () => {
  const choosing = (at: typeof reviewed) => at.tries(select, actors.dataAuthority, { reason: '最优' })

  it('W9-3 with all of both it is made', () => {
    expect(choosing(reviewed).refusedUnder).toEqual([])
  })

  it('W9-3 a joint-review body that is silent has not agreed', () => {
    const silent = accepted.does(opine, actors.reviewer, agree)
    expect(choosing(silent).codes).toEqual(['joint-opinion-missing', 'expert-opinions-missing', 'list-check-too-old'])
  })

  it('W9-3 one refusal is enough, and it carries its reason', () => {
    const once = accepted.does(opine, actors.reviewer, agree)
    expect(once.tries(opine, actors.otherReviewer, { conclusion: 'refuse' }).codes).toEqual(['opinion-without-reason'])
    expect(once.tries(opine, actors.otherReviewer, { conclusion: 'agree' }).codes).toEqual(['opinion-without-reason'])
    const refused = once.does(opine, actors.otherReviewer, { conclusion: 'refuse', reason: '安全条件不足' })
    expect(choosing(refused).codes).toContain('joint-review-refused')
  })

  it('A9 each required body answers once, others not at all', () => {
    expect(agreed.tries(opine, actors.reviewer, agree).codes).toEqual(['opinion-given'])
    const stranger = { ...actors.reviewer, organization: actors.agency.organization }
    expect(accepted.tries(opine, stranger, agree).codes).toEqual(['not-a-required-body'])
  })

  it('W9-3 four of five experts are too few', () => {
    const four = scored(4).does(checkLists, actors.dataAuthority, clear('2026-03-10'))
    expect(choosing(four).codes).toEqual(['expert-opinions-missing'])
  })

  it('W5-3 an expert with a declared conflict cannot score, then or later', () => {
    const [expert] = actors.experts
    expect(agreed.tries(expertOpine, expert, { ...scoring, conflict: 'declared' }).refusedUnder).toEqual(['W5-3'])
    const recused = agreed.does(declareConflict, expert, { conflict: '曾任申请单位顾问' })
    expect(recused.tries(expertOpine, expert, scoring).codes).toEqual(['expert-recused'])
    const insider = { ...expert, organization: actors.applicant.organization }
    expect(agreed.tries(expertOpine, insider, scoring).codes).toEqual(['expert-of-the-applicant'])
    expect(scored(1).tries(expertOpine, expert, scoring).codes).toEqual(['expert-opinion-given'])
  })

  it('W7-2 a hit on a list is refused', () => {
    const hit = scored(5).does(checkLists, actors.dataAuthority, clear('2026-03-10', 'hit'))
    expect(choosing(hit).refusedUnder).toEqual(['W7-2'])
    const one = { ...clear('2026-03-10'), checks: clear('2026-03-10').checks.slice(0, 1) }
    expect(scored(5).tries(checkLists, actors.dataAuthority, one).codes).toEqual(['list-not-checked'])
  })

  it.each([
    { on: '2026-03-24', refused: [] },
    { on: '2026-03-25', refused: ['W7-4'] },
  ])('W7-4 lists checked on 10 March and a choice on $on: refused under $refused', ({ on, refused }) => {
    expect(reviewed.tries(select, actors.dataAuthority, { reason: '最优' }, { on }).refusedUnder).toEqual(refused)
  })

  it('W7-4 a check is not dated after today', () => {
    expect(scored(5).tries(checkLists, actors.dataAuthority, clear('2026-03-11')).codes).toEqual(['check-in-the-future'])
  })
})

describe('W9-4 the public notice runs its working days', () => {
  it('W9-4 from Tuesday 10 March five working days end on 17 March', () => {
    expect(inNotice.state.notice).toMatchObject({ from: '2026-03-10', until: '2026-03-17' })
  })

  it.each([
    { at: '2026-03-17T23:59:59.999+08:00', refused: ['W9-4'] },
    { at: '2026-03-18T00:00:00.000+08:00', refused: [] },
  ])('W9-4 closed at $at: refused under $refused', ({ at, refused }) => {
    expect(inNotice.tries(closeNotice, actors.platform, {}, { at }).refusedUnder).toEqual(refused)
  })

  it('W9-4 a notice that reaches into a year without published working days waits', () => {
    const outcome = selected.tries(openNotice, actors.dataAuthority, text, { on: '2026-12-29' })
    expect(outcome.codes).toEqual(['working-days-not-published'])
    expect(outcome.closedBy).toEqual(['working-days-not-published'])
    expect(selected.tries(openNotice, actors.dataAuthority, text, { on: '2026-12-24' }).refusedUnder).toEqual([])
  })

  it('W9-4 anyone objects while it runs, nobody after', () => {
    expect(inNotice.tries(object, actors.public, ground, { on: '2026-03-17' }).refusedUnder).toEqual([])
    expect(inNotice.tries(object, actors.public, ground, { on: '2026-03-18' }).codes).toEqual(['notice-is-over'])
    expect(selected.tries(object, actors.public, ground).codes).toEqual(['not-in-notice'])
  })
})

describe('W9-5 objections are answered before anything is confirmed', () => {
  const objected = inNotice.does(object, actors.public, ground)
  const after = (at: typeof objected) => at.does(closeNotice, actors.platform, {}, { on: '2026-03-18' }).where({ on: '2026-03-18' })

  it('W9-5 an open objection stops the confirmation', () => {
    expect(after(objected).tries(confirm, actors.dataAuthority).codes).toEqual(['objection-open'])
    expect(noticed.tries(confirm, actors.dataAuthority).codes).toEqual([])
  })

  it('W9-5 a dismissed one does not, an upheld one leads to rejection only', () => {
    const answered = (outcome: string) =>
      after(objected).does(answerObjection, actors.dataAuthority, { number: 1, outcome, reason: '经核查' })
    expect(answered('dismissed').does(confirm, actors.dataAuthority).state.stage).toBe('confirmed')
    expect(answered('upheld').tries(confirm, actors.dataAuthority).codes).toEqual(['objection-upheld'])
    expect(answered('upheld').does(reject, actors.dataAuthority, { reason: '异议成立' }).state.stage).toBe('rejected')
    expect(
      answered('upheld').tries(answerObjection, actors.dataAuthority, { number: 1, outcome: 'dismissed', reason: '再查' }).codes,
    ).toContain('objection-not-open')
  })

  it('W9-5 an anonymous word is kept as a lead and holds nothing up', () => {
    const lead = inNotice.does(object, actors.public, { ground: '听说有问题' })
    expect(lead.state.objections).toMatchObject([{ number: 1, standing: 'lead' }])
    expect(after(lead).tries(confirm, actors.dataAuthority).codes).toEqual([])
    expect(inNotice.tries(object, actors.public, { ...ground, evidence: '' }).codes).toEqual(['objection-without-evidence'])
  })

  it('A9 the objector stays out of the case, the day of the answer stands in it', () => {
    expect(JSON.stringify(objected.state)).not.toContain('钱明')
    expect(objected.state.objections[0]?.due).toBe('2026-03-31')
    expect(applications.turns(objected.state)).toEqual([
      { role: 'data-authority', organization: actors.dataAuthority.organization, due: '2026-03-31' },
    ])
  })

  it('W7-4 the lists are checked again before the confirmation when the check is too old', () => {
    expect(noticed.tries(confirm, actors.dataAuthority, {}, { on: '2026-03-25' }).refusedUnder).toEqual(['W7-4'])
    const rechecked = noticed.where({ on: '2026-03-25' }).does(checkLists, actors.dataAuthority, clear('2026-03-25'))
    expect(rechecked.tries(confirm, actors.dataAuthority).refusedUnder).toEqual([])
  })
})

describe('an operator applies again', () => {
  const renewal = {
    operator: actors.applicant.organization,
    stage: 'active',
    from: day('2024-06-15'),
    until: day('2026-06-14'),
    yearsWithoutReport: [] as string[],
    assessedYears: [1],
  }
  const renewing = (change: Partial<typeof renewal> = {}, at = '2026-03-16T12:00:00+08:00') =>
    filing({ renews: 'a1' }, { at, facts: { renewal: { ...renewal, ...change } } }).refusedUnder

  it.each([
    { until: '2026-06-16', at: '2026-03-15T23:59:59.999+08:00', refused: ['W10-3'] },
    { until: '2026-06-16', at: '2026-03-16T00:00:00.000+08:00', refused: [] },
    { until: '2026-03-16', at: '2026-03-16T23:59:59.999+08:00', refused: [] },
    { until: '2026-03-16', at: '2026-03-17T00:00:00.000+08:00', refused: ['W10-3'] },
  ])('W10-3 of a term until $until at $at: refused under $refused', ({ until, at, refused }) => {
    expect(renewing({ until: day(until) }, at)).toEqual(refused)
  })

  it('W10-3 what it runs it cannot ask for as if it were new', () => {
    const running = [{ id: 'a1', scenarios: ['on-time'] }]
    expect(filing({}, { facts: { running } }).codes).toEqual(['renewal-not-named'])
    expect(filing({}, { facts: { running: [{ id: 'a1', scenarios: ['harbour'] }] } }).codes).toEqual([])
    expect(renewing({ operator: actors.otherOperator.organization })).toEqual(['A10'])
    expect(renewing({ stage: 'terminated' })).toEqual(['A10'])
  })

  it('W18-2 not while an annual report is overdue', () => {
    expect(renewing({ yearsWithoutReport: ['2025'] })).toEqual(['W18-2'])
    expect(renewing({ yearsWithoutReport: [] })).toEqual([])
  })

  it.each([
    { from: '2025-03-17', assessedYears: [], refused: [] },
    { from: '2025-03-16', assessedYears: [], refused: ['W10-7'] },
    { from: '2025-03-16', assessedYears: [1], refused: [] },
    { from: '2024-03-16', assessedYears: [1], refused: ['W10-7'] },
    { from: '2024-03-16', assessedYears: [2], refused: [] },
  ])('W10-7 in force from $from with results of $assessedYears: refused under $refused', ({ from, assessedYears, refused }) => {
    expect(renewing({ from: day(from), assessedYears })).toEqual(refused)
  })

  it('W29-4 a missing year blocks the decisions', () => {
    const known = (assessedYears: number[]) => ({ facts: { renewal: { ...renewal, from: day('2024-03-16'), assessedYears } } })
    const state = { ...noticed.state, renews: 'a1' }
    for (const [years, holds] of [
      [[1, 2], true],
      [[2], false],
    ] as const) {
      const matter = { state, facts: { ...facts, ...known([...years]).facts }, on: day('2026-03-18') }
      expect(allYearsAssessed.holds(matter as never)).toBe(holds)
    }
    expect(rulesOf(select)).toContain('W29-4')
    expect(rulesOf(confirm)).toContain('W29-4')
  })
})

describe('W27-2 credit entries weigh on an application', () => {
  it.each([
    { creditStanding: { serious: 0, ordinary: 1 }, refused: [] },
    { creditStanding: { serious: 1, ordinary: 0 }, refused: ['W27-2'] },
  ])('W27-2 filed with $creditStanding: refused under $refused', ({ creditStanding, refused }) => {
    expect(filing({}, { facts: { creditStanding } }).refusedUnder).toEqual(refused)
  })

  it.each([
    { creditStanding: { serious: 0, ordinary: 0 }, creditWeighing: '', codes: [] },
    { creditStanding: { serious: 0, ordinary: 1 }, creditWeighing: '', codes: ['credit-not-weighed'] },
    { creditStanding: { serious: 0, ordinary: 1 }, creditWeighing: '情节轻微', codes: [] },
    { creditStanding: { serious: 1, ordinary: 0 }, creditWeighing: '情节轻微', codes: ['serious-credit-record'] },
  ])('W27-2 chosen with $creditStanding and "$creditWeighing": $codes', ({ creditStanding, creditWeighing, codes }) => {
    const ready = scored(5).does(checkLists, actors.dataAuthority, clear('2026-03-10'))
    const asked = { reason: '一致同意', creditWeighing }
    expect(ready.tries(select, actors.dataAuthority, asked, { facts: { creditStanding } }).codes).toEqual(codes)
  })
})

describe('a panel of experts is drawn', () => {
  const called = accepted.does(callPanel, actors.dataAuthority)

  it('A5 the pool is fixed before the log has settled the draw', () => {
    expect(called.state.panelCall).toMatchObject({ round: 1, seats: 5, pool })
    expect(called.tries(callPanel, actors.dataAuthority).codes).toEqual(['draw-awaited'])
    expect(called.tries(drawExperts, actors.platform, {}, { facts: { draw: undefined } }).codes).toEqual(['seed-not-ready'])
    expect(accepted.tries(drawExperts, actors.platform).codes).toEqual(['panel-not-called'])
  })

  it('A5 those at the front of the order sit, whoever draws', () => {
    const order = ['e6', 'e2', 'e4', 'e0', 'e5', 'e1', 'e3']
    const at = { facts: { draw: { index: 7, root: 'cm9vdA==', seed: 'b'.repeat(64), order } } }
    for (const by of [actors.platform, actors.dataAuthority])
      expect(called.does(drawExperts, by, {}, at).state.draws).toMatchObject([
        { round: 1, drawn: ['e6', 'e2', 'e4', 'e0', 'e5'], index: 7 },
      ])
  })

  it.each([
    { change: { employer: actors.applicant.organization }, because: 'employer' },
    { change: { employer: actors.otherOperator.organization }, because: 'employer' },
    { change: { relations: [actors.applicant.organization] }, because: 'relation' },
    { change: { relations: [actors.otherOperator.organization] }, because: 'relation' },
  ])('W5-3 whoever is close to the applicant or its affiliate is not drawn: $because', ({ change, because }) => {
    const filed = empty.does(submit, actors.applicant, { ...form, affiliates: [actors.otherOperator.organization] })
    const held = [entry(0, change), ...pool.slice(1)]
    const { state } = filed
      .does(accept, actors.dataAuthority)
      .where({ facts: inOrder(held) })
      .does(callPanel, actors.dataAuthority)
      .does(drawExperts, actors.platform)
    expect(state.draws[0]).toMatchObject({ drawn: ['e1', 'e2', 'e3', 'e4', 'e5'], passedOver: [{ expert: 'e0', because }] })
  })

  it('A5 a pool with too few who may be drawn is refused, one with just enough is not', () => {
    const withClose = (close: number) =>
      inOrder(pool.map((one, place) => (place < close ? { ...one, relations: [actors.applicant.organization] } : one)))
    expect(accepted.tries(callPanel, actors.dataAuthority, {}, { facts: withClose(3) }).codes).toEqual(['pool-too-small'])
    expect(accepted.tries(callPanel, actors.dataAuthority, {}, { facts: withClose(2) }).codes).toEqual([])
  })

  it("A5 each field that the call asks for has its expert first, the other seats are anybody's", () => {
    const fields: ExpertField[] = ['legal-compliance', 'economics']
    const known = { facts: { call: { ...facts.call, expertFields: fields } } }
    const inCall = empty.does(submit, actors.applicant, form, known).does(accept, actors.dataAuthority)
    expect(inCall.tries(callPanel, actors.dataAuthority).codes).toEqual(['field-without-expert'])
    const versed = pool.map((one, place) => ({ ...one, fields: [place === 6 ? 'economics' : 'legal-compliance'] as ExpertField[] }))
    const { state } = inCall
      .where({ facts: inOrder(versed) })
      .does(callPanel, actors.dataAuthority)
      .does(drawExperts, actors.platform)
    expect(state.draws[0]?.drawn).toEqual(['e0', 'e6', 'e1', 'e2', 'e3'])
  })

  it('W9-3 who was not drawn gives no opinion', () => {
    const stranger = { ...actors.experts[0], person: 'expert-56' }
    expect(agreed.tries(expertOpine, stranger, scoring).codes).toEqual(['not-on-the-panel'])
    expect(accepted.tries(expertOpine, actors.experts[0], scoring).codes).toEqual(['not-on-the-panel'])
    expect(agreed.tries(expertOpine, actors.experts[0], scoring).codes).toEqual([])
  })

  it('W9-3 every item of the sheet is marked, each once; the score is their mean', () => {
    const trying = (marks: object[]) => agreed.tries(expertOpine, actors.experts[0], { ...scoring, sheet: marks })
    expect(trying(sheet.slice(1)).codes).toEqual(['score-sheet-incomplete'])
    expect(trying([...sheet.slice(1), ...sheet.slice(1, 2)]).codes).toEqual(['score-sheet-incomplete'])
    const uneven = sheet.map((mark, place) => ({ ...mark, score: place === 0 ? 50 : 90 }))
    expect(trying(uneven).events).toMatchObject([{ score: 82 }])
  })

  it('W5-3 an empty seat is drawn again, and neither who left nor who sits is drawn for it', () => {
    const [first] = actors.experts
    const left = agreed.does(declareConflict, first, { conflict: '曾任申请单位顾问' })
    expect(left.state.panel.find(({ person }) => person === first.person)).toMatchObject({ left: '曾任申请单位顾问' })
    const again = drawn(left)
    expect(again.state.draws[1]).toMatchObject({ round: 2, seats: 1, drawn: ['e5'] })
    expect(again.tries(callPanel, actors.dataAuthority).codes).toContain('panel-complete')
    expect(again.tries(expertOpine, first, scoring).codes).toEqual(['expert-recused'])
  })

  it('A5 an expert is excused before the opinion is known, not after', () => {
    const excusing = (at: typeof agreed, expert: string) => at.tries(excuseExpert, actors.dataAuthority, { expert, reason: '因病' }).codes
    expect(excusing(agreed, 'e0')).toEqual([])
    expect(excusing(scored(1), 'e0')).toEqual(['expert-not-seated'])
    expect(excusing(agreed, 'e6')).toEqual(['expert-not-seated'])
  })
})

describe('W7-4 the lists are asked of their sources', () => {
  const said = (result: string, on = '2026-03-10') => ({
    checks: ['dishonest-executee', 'major-tax-case'].map((list) => ({ list, checkedOn: on, source: '共享平台', result, fault: '' })),
  })
  const choosing = (at: typeof reviewed) => at.tries(select, actors.dataAuthority, { reason: '最优' })
  const asked = (at: typeof reviewed, answers: object) =>
    at.does(requestListCheck, actors.platform).does(noteListChecks, actors.platform, answers)

  it('W7-4 what could not be read is no pass, and is told', () => {
    const failed = asked(scored(5), said('not-checked'))
    expect(failed.state.listFaults).toHaveLength(2)
    expect(choosing(failed).codes).toEqual(['list-check-too-old'])
    expect(choosing(asked(failed, said('clear'))).codes).toEqual([])
  })

  it('W7-4 one list that was read does not stand for the other', () => {
    const one = { checks: said('clear').checks.slice(0, 1) }
    expect(choosing(asked(scored(5), one)).codes).toEqual(['list-check-too-old'])
  })

  it('W7-2 a hit stays until the list is read again, whatever fails between', () => {
    const hit = asked(asked(scored(5), said('hit')), said('not-checked'))
    expect(choosing(hit).refusedUnder).toEqual(['W7-2'])
  })

  it('A7 by the authority that called or the platform; the answers come from the platform alone', () => {
    expect(accepted.tries(requestListCheck, actors.dataAuthority).codes).toEqual([])
    expect(accepted.tries(requestListCheck, actors.otherDataAuthority).codes).toEqual(['not-your-call'])
    const awaiting = accepted.does(requestListCheck, actors.dataAuthority)
    expect(awaiting.tries(noteListChecks, actors.dataAuthority, said('clear')).codes).toEqual(['not-yours-to-do'])
    const answered = awaiting.does(noteListChecks, actors.platform, said('clear'))
    for (const at of [accepted, answered])
      expect(at.tries(noteListChecks, actors.platform, said('clear')).codes).toEqual(['no-check-awaited'])
    expect(checkLists.asks.safeParse({ checks: said('clear').checks }).success).toBe(false)
  })

  it('W7-4 between confirmation and grant they can be checked again', () => {
    const confirmed = noticed.does(confirm, actors.dataAuthority)
    expect(confirmed.tries(checkLists, actors.dataAuthority, clear('2026-03-18')).codes).toEqual([])
    expect(
      noticed.does(reject, actors.dataAuthority, { reason: '不予确定' }).tries(checkLists, actors.dataAuthority, clear('2026-03-18')).codes,
    ).toEqual(['not-live'])
  })
})

describe('W7-1 evidence that runs out while the review lasts', () => {
  const until = (validTo: string) => evidence.map((one) => ({ ...one, validTo }))
  const shortly = (validTo: string) => {
    const filed = empty.does(submit, actors.applicant, { ...form, evidence: until(validTo) }).does(accept, actors.dataAuthority)
    const heard = drawn(filed.does(opine, actors.reviewer, agree).does(opine, actors.otherReviewer, agree))
    return actors.experts
      .reduce((at, expert) => at.does(expertOpine, expert, scoring), heard)
      .does(checkLists, actors.dataAuthority, clear('2026-03-10'))
  }

  it.each([
    { validTo: '2026-03-12', codes: [] },
    { validTo: '2026-03-11', codes: ['evidence-expired'] },
  ])('W7-1 good until $validTo at a choice on 12 March: $codes', ({ validTo, codes }) => {
    expect(shortly(validTo).tries(select, actors.dataAuthority, { reason: '最优' }, { on: '2026-03-12' }).codes).toEqual(codes)
  })

  it('W7-1 newer evidence opens the gate, evidence that is over the day it comes does not', () => {
    const late = shortly('2026-03-11').where({ on: '2026-03-12' })
    expect(late.tries(renewEvidence, actors.applicant, { evidence: until('2026-03-11') }).codes).toEqual(['evidence-not-valid-today'])
    expect(
      late.tries(renewEvidence, actors.applicant, { evidence: until('2027-01-01').map((one) => ({ ...one, validFrom: '2026-03-13' })) })
        .codes,
    ).toEqual(['evidence-not-valid-today'])
    const renewed = late.does(renewEvidence, actors.applicant, { evidence: until('2027-01-01') })
    expect(renewed.tries(select, actors.dataAuthority, { reason: '最优' }).codes).toEqual([])
    expect(renewed.state.evidence).toHaveLength(evidence.length)
  })

  it('W7-1 evidence that is not good yet shows nothing', () => {
    expect(filing({ evidence: evidence.map((one) => ({ ...one, validFrom: '2026-03-11' })) }).codes).toEqual(['evidence-missing'])
    expect(filing({ evidence: evidence.map((one) => ({ ...one, validFrom: '2026-03-10' })) }).codes).toEqual([])
  })
})

describe('W9-5 W9-4 an upheld objection and a wrong notice', () => {
  const upheld = inNotice
    .does(object, actors.public, ground)
    .does(answerObjection, actors.dataAuthority, { number: 1, outcome: 'upheld', reason: '属实' })

  it('W9-5 sends it back: all bodies and experts speak again before a new notice', () => {
    const back = upheld.does(returnToReview, actors.dataAuthority, { reason: '补充核查业绩' })
    expect(back.state).toMatchObject({ stage: 'accepted', opinions: [], expertOpinions: [], notice: undefined })
    expect(back.state.formerNotices).toMatchObject([{ until: '2026-03-17', because: '补充核查业绩' }])
    expect(back.tries(select, actors.dataAuthority, { reason: '最优' }).codes).toEqual(['joint-opinion-missing', 'expert-opinions-missing'])
    expect(inNotice.tries(returnToReview, actors.dataAuthority, { reason: '无' }).codes).toEqual(['no-objection-upheld'])
  })

  it('W9-5 reviewed again it can be confirmed', () => {
    const back = upheld.does(returnToReview, actors.dataAuthority, { reason: '补充核查业绩' })
    const heard = back.does(opine, actors.reviewer, agree).does(opine, actors.otherReviewer, agree)
    const again = actors.experts
      .reduce((at, expert) => at.does(expertOpine, expert, scoring), heard)
      .does(select, actors.dataAuthority, { reason: '复审通过' })
    const closed = again
      .does(openNotice, actors.dataAuthority, text)
      .does(closeNotice, actors.platform, {}, { on: '2026-03-18' })
      .where({ on: '2026-03-18' })
    expect(closed.tries(confirm, actors.dataAuthority).codes).toEqual([])
  })

  it('W9-4 a mistake is corrected by a new notice that runs its whole time; the old text stays', () => {
    const corrected = inNotice.does(
      correctNotice,
      actors.dataAuthority,
      { text: '更正后的公示', reason: '单位名称有误' },
      { on: '2026-03-16' },
    )
    expect(corrected.state.notice).toEqual({ from: '2026-03-16', until: '2026-03-23', text: '更正后的公示' })
    expect(corrected.state.formerNotices).toMatchObject([{ text: text.text, endedOn: '2026-03-16', because: '单位名称有误' }])
    expect(corrected.tries(closeNotice, actors.platform, {}, { on: '2026-03-18' }).refusedUnder).toEqual(['W9-4'])
    expect(corrected.tries(closeNotice, actors.platform, {}, { on: '2026-03-24' }).refusedUnder).toEqual([])
  })
})

describe('who is outside of it', () => {
  it('W10-5 a ban ends an application under way, by the platform alone', () => {
    const known = { facts: { bannedUntil: day('2029-03-02') } }
    expect(accepted.does(bar, actors.platform, {}, known).state).toMatchObject({ stage: 'barred', ended: { on: '2026-03-10' } })
    expect(accepted.tries(bar, actors.platform).codes).toEqual(['not-banned'])
    expect(accepted.tries(bar, actors.dataAuthority, {}, known).codes).toEqual(['not-yours-to-do'])
  })

  it('A9 who calls or reviews does not apply', () => {
    const call = { ...facts.call, reviewBodies: [actors.applicant.organization] }
    expect(filing({}, { facts: { call } }).codes).toEqual(['applicant-reviews-itself'])
    expect(filing({}, { facts: { call: { ...facts.call, authority: actors.applicant.organization } } }).codes).toEqual([
      'applicant-reviews-itself',
    ])
  })
})
