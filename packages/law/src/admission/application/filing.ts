/** Articles 7, 9 and 11: the applicant files, corrects or withdraws its application. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { isWithin, windowOfDays, yearsAfter } from '../../kernel/days.ts'
import { conditionsMissingOn, evidenceShape, kept, newEvidenceRule } from '../../kernel/evidence.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { choiceOf, dayShape, organizationShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { legalFormShape, legalPersonRule } from '../../overlay/checklists.ts'
import { renewalRules } from './renewal.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()

/** Left empty is a refusal with its rule, not a malformed form. */
const partShape = z.string().trim().max(20_000).default('').meta({ format: 'document' })
const nameShape = z.string().trim().max(120).default('')

const filingFields = {
  scenarios: z.array(choiceOf('scenarios', 'call')).max(50).default([]),
  plan: z.object({
    scope: partShape,
    from: dayShape,
    until: dayShape,
    returnMethod: partShape,
    securityMeasures: partShape,
    assetDisposal: partShape,
  }),
  evidence: evidenceShape.default([]),
  /** Organizations that control the applicant, or that it controls: who works for one of them judges it no more than its own people. */
  affiliates: z.array(organizationShape).max(50).default([]),
  securityHead: nameShape,
  securityDepartment: nameShape,
  legalForm: legalFormShape.optional(),
  attachments: attachmentsShape,
}
const filingShape = z.object(filingFields)
type Filed = z.infer<typeof filingShape>

const filingRules: readonly Rule<Application, ApplicationFacts, Filed>[] = [
  legalPersonRule(),
  rule(
    'W11-1',
    'plan-incomplete',
    {
      zh: '运营方案应当载明授权运营范围、期限、合理收益测算方法、数据安全措施和期满资产处置，缺一不可',
      en: 'the operation plan lacks one of its five parts: scope, term, return method, security measures, asset disposal',
    },
    ({ asked: { plan } }) => [plan.scope, plan.returnMethod, plan.securityMeasures, plan.assetDisposal].every((part) => part !== ''),
    'plan',
  ),
  rule(
    'W11-1',
    'term-reversed',
    { zh: '运营期限的截止日不得早于起始日', en: 'the term ends before it begins' },
    ({ asked: { plan } }) => plan.from <= plan.until,
    'plan',
  ),
  rule(
    'W11-2',
    'term-longer-than-two-years',
    { zh: '运营期限最长不得超过两年', en: 'the term is longer than two years' },
    ({ asked: { plan }, parameters }) => plan.until <= yearsAfter(plan.from, parameters.termYears),
    'plan',
  ),
  rule(
    'W7-1',
    'evidence-missing',
    { zh: '六项条件中有条件缺少在有效期内的证明材料', en: 'one of the six conditions is not shown by evidence that is valid today' },
    ({ asked, on }) => conditionsMissingOn(asked.evidence, on).length === 0,
    'evidence',
  ),
  rule(
    'W7-3',
    'security-head-missing',
    { zh: '应当明确数据安全负责人和管理部门', en: 'name the data-security head and the department in charge' },
    ({ asked }) => asked.securityHead !== '' && asked.securityDepartment !== '',
    'securityHead',
    'securityDepartment',
  ),
]

export const submit = act(
  z.object({ call: referenceTo('calls'), renews: z.union([z.literal(''), referenceTo('authorizations')]).default(''), ...filingFields }),
  {
    name: 'application.submit',
    title: { zh: '提交授权运营申请', en: 'File the application' },
    when: [
      onlyBy('A9', 'applicant', 'operator'),
      stageIs(
        'W9-2',
        'already-filed',
        { zh: '本单位在该通告下已有在办申请', en: 'your organization has filed already under this call' },
        'none',
        'withdrawn',
        'lapsed',
      ),
      rule(
        'W9-2',
        'not-your-application',
        { zh: '只能为本单位提交申请', en: 'an application is filed by the applicant itself' },
        ({ state, by }) => state.stage === 'none' || state.applicant === by.organization,
      ),
    ],
    provided: [
      rule(
        'A9',
        'no-such-call',
        { zh: '没有找到该通告，或者该通告已截止', en: 'there is no such call, or it is closed' },
        ({ facts }) => facts.call.stage === 'published',
        'call',
      ),
      rule(
        'W9-1',
        'outside-window',
        { zh: '不在通告规定的申报时间内', en: 'now is outside the window of the call' },
        ({ facts: { call }, at }) => call.stage === 'none' || isWithin(windowOfDays(call.openFrom, call.openTo), at),
        'call',
      ),
      rule(
        'W9-2',
        'second-application',
        { zh: '同一单位在同一通告下只能有一件在办申请', en: 'one organization has one live application in a call' },
        ({ facts }) => facts.liveApplications === 0,
        'call',
      ),
      rule(
        'A9',
        'applicant-reviews-itself',
        { zh: '会同审核的相关单位和发布通告的单位不得提出申请', en: 'a body that calls or reviews under this call cannot apply to it' },
        ({ facts: { call }, by }) => ![call.authority, ...call.reviewBodies].includes(by.organization),
        'call',
      ),
      rule(
        'W27-2',
        'serious-credit-record',
        { zh: '本单位存在在期的严重不良信用记录，不得申请', en: 'a serious credit entry on the applicant stands' },
        ({ facts }) => facts.creditStanding.serious === 0,
      ),
      rule(
        'W10-5',
        'applicant-banned',
        { zh: '本单位处于三年禁入期内，期满后方可申请', en: 'the applicant is inside the three-year ban' },
        ({ facts }) => facts.bannedUntil === undefined,
      ),
      rule(
        'A2',
        'scenario-outside-call',
        { zh: '所申请的应用场景应当在通告范围内，且至少选定一个', en: 'choose at least one scenario, and only from those of the call' },
        ({ asked, facts }) =>
          facts.call.scenarios.length === 0 ||
          (asked.scenarios.length > 0 && asked.scenarios.every((scenario) => facts.call.scenarios.includes(scenario))),
        'scenarios',
      ),
      ...renewalRules,
      ...filingRules,
    ],
    records: ({ asked, facts: { call, documentHashes }, by }) => [
      {
        type: 'ApplicationSubmitted',
        applicant: by.organization,
        ...asked,
        evidence: kept(asked.evidence, documentHashes),
        authority: call.authority,
        reviewBodies: call.reviewBodies,
        expertCount: call.expertCount,
        expertFields: call.expertFields,
        noticeWorkdays: call.noticeWorkdays,
      },
    ],
  },
)

const yours = ownedBy<Application, ApplicationFacts, unknown>(
  'A9',
  'not-your-application',
  { zh: '只能由申请单位本身办理', en: 'only the applicant itself may do this' },
  ({ applicant }) => applicant,
)

export const correct = act(filingShape, {
  name: 'application.correct',
  title: { zh: '补正申请材料', en: 'Correct the application' },
  when: [
    onlyBy('A9', 'applicant', 'operator'),
    yours,
    stageIs('A9', 'not-returned', { zh: '申请未被退回补正', en: 'the application has not been returned' }, 'returned'),
    rule(
      'A9',
      'correction-too-late',
      { zh: '补正期限已过', en: 'the days for correcting it are over' },
      ({ state, on }) => state.returned === undefined || on <= state.returned.due,
    ),
  ],
  provided: [
    rule(
      'A2',
      'scenario-outside-application',
      { zh: '补正时不得增加原申请以外的应用场景', en: 'a correction adds no scenario' },
      ({ asked, state }) => asked.scenarios.length > 0 && asked.scenarios.every((scenario) => state.scenarios.includes(scenario)),
      'scenarios',
    ),
    ...filingRules,
  ],
  records: ({ asked, facts }) => [{ type: 'ApplicationCorrected', ...asked, evidence: kept(asked.evidence, facts.documentHashes) }],
})

/** Done by the platform as the day after the last begins; whoever lapsed may file again while the call is open. */
export const lapse = act(z.object({}), {
  name: 'application.lapse',
  title: { zh: '逾期未补正，申请失效', en: 'Let the application lapse' },
  when: [
    onlyBy('A9', 'platform'),
    stageIs('A9', 'not-returned', { zh: '申请未被退回补正', en: 'the application has not been returned' }, 'returned'),
    rule(
      'A9',
      'correction-time-left',
      { zh: '补正期限尚未届满', en: 'there is still time to correct it' },
      ({ state, on }) => state.returned !== undefined && on > state.returned.due,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ApplicationLapsed', on }],
})

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'application.withdraw',
  title: { zh: '撤回申请', en: 'Withdraw the application' },
  when: [
    onlyBy('A9', 'applicant', 'operator'),
    yours,
    stageIs(
      'A9',
      'too-late-to-withdraw',
      { zh: '申请已经办结，不能撤回', en: 'the application is decided and cannot be withdrawn' },
      'submitted',
      'returned',
      'accepted',
      'selected',
      'in-notice',
      'noticed',
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'ApplicationWithdrawn', on, ...asked }],
})

/** Article 10: whoever is shut out while its application is under way is out of it too; nobody sets this by hand. */
export const bar = act(z.object({}), {
  name: 'application.bar',
  title: { zh: '列入禁入，终结申请', en: 'End the application of a banned organization' },
  when: [
    onlyBy('W10-5', 'platform'),
    stageIs(
      'W10-5',
      'not-live',
      { zh: '申请未提交或已办结', en: 'the application is not under way' },
      'submitted',
      'returned',
      'accepted',
      'selected',
      'in-notice',
      'noticed',
      'confirmed',
    ),
    rule(
      'W10-5',
      'not-banned',
      { zh: '申请单位不在禁入期内', en: 'the applicant is not banned' },
      ({ facts }) => facts.bannedUntil !== undefined,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ApplicationBarred', on }],
})

/** Documents run out while a review lasts: newer ones are handed in without opening the application again. */
export const renewEvidence = act(z.object({ evidence: evidenceShape }), {
  name: 'application.renew-evidence',
  title: { zh: '补充到期的证明材料', en: 'Hand in evidence that has run out anew' },
  when: [
    onlyBy('A7', 'applicant', 'operator'),
    yours,
    stageIs(
      'A7',
      'not-live',
      { zh: '申请未受理或已办结', en: 'the application is not under way' },
      'accepted',
      'selected',
      'in-notice',
      'noticed',
      'confirmed',
    ),
  ],
  provided: [newEvidenceRule()],
  records: ({ asked, facts }) => [{ type: 'EvidenceRenewed', evidence: kept(asked.evidence, facts.documentHashes) }],
})
