/** Articles 8 and 9: the data authority calls for operators, with conditions and a window that freeze when it opens. */
import { z } from 'zod'
import { authModes, authorizedDomains, expertFields, kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { type Matter, type Rule, rule } from '../kernel/rule.ts'
import { dayShape, documentShape, idShape, organizationShape, reasonShape, titleShape } from '../kernel/shapes.ts'
import { implementationPlanShape, planRules } from '../overlay/checklists.ts'

type Stage = 'none' | 'draft' | 'published' | 'closed' | 'withdrawn' | 'evaluated' | 'archived'

const scenarioShape = z.object({
  id: idShape,
  name: titleShape,
  description: z.string().trim().max(2000).default(''),
  /** The data the scenario is expected to need, item by item. */
  data: z.array(titleShape).max(100).default([]),
})

const callShape = z.object({
  title: titleShape,
  summary: z.string().trim().min(1).max(2000),
  mode: kindShape(authModes),
  domains: z.array(kindShape(authorizedDomains)).max(13).default([]),
  scenarios: z.array(scenarioShape).max(50).default([]),
  justification: z.string().trim().max(5000).default(''),
  openFrom: dayShape,
  openTo: dayShape,
  conditions: documentShape,
  noticeWorkdays: z.int().min(1).max(60),
  reviewBodies: z.array(organizationShape).max(20),
  expertCount: z.int().min(1).max(25),
  /** What the panel must be versed in, one expert for each at least; empty for any. */
  expertFields: z.array(kindShape(expertFields)).max(6).default([]),
  /** Asked for once the national rules judge. */
  implementationPlan: implementationPlanShape.optional(),
})
export type CallContent = z.infer<typeof callShape>

/** A call that does not say how long its notice runs takes the number that stands on its day. */
const callForm = callShape.partial({ noticeWorkdays: true })
type CallForm = z.infer<typeof callForm>

type Filled = Pick<Matter<Call, CallFacts, CallForm>, 'asked' | 'parameters'>
const workdaysOf = ({ asked, parameters }: Filled): number => asked.noticeWorkdays ?? parameters.noticeWorkdays
const contentOf = (matter: Filled): CallContent => ({ ...matter.asked, noticeWorkdays: workdaysOf(matter) })

export interface Call extends CallContent {
  readonly stage: Stage
  readonly authority: string
}

export interface CallFacts {
  /** Applications under the call that are neither confirmed nor ended. */
  readonly undecided: number
}

export type CallEvent =
  | ({ readonly type: 'CallPublished'; readonly authority: string } & Readonly<CallContent>)
  | ({ readonly type: 'CallAmended' } & Readonly<CallContent>)
  | ({ readonly type: 'CallDrafted'; readonly authority: string } & Readonly<CallContent>)
  | { readonly type: 'CallWithdrawn'; readonly reason: string }
  | { readonly type: 'CallClosed' }
  | { readonly type: 'CallEvaluated'; readonly summary: string }
  | { readonly type: 'CallArchived' }

const act = actsOf<Call, CallFacts, CallEvent>()

const isPublished = stageIs<Call, CallFacts, unknown>(
  'A9',
  'not-published',
  { zh: '通告未发布或已结束', en: 'the call is not published, or is over' },
  'published',
)

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length

const contentRules: readonly Rule<Call, CallFacts, CallForm>[] = [
  rule(
    'W8-1',
    'domain-missing',
    { zh: '领域授权应当至少选定一个领域', en: 'domain authorization names at least one domain' },
    ({ asked }) => asked.mode !== 'domain' || asked.domains.length > 0,
    'domains',
  ),
  rule(
    'W8-1',
    'scenario-missing',
    {
      zh: '场景授权应当至少列明一个应用场景及其所需数据清单',
      en: 'scenario authorization names at least one scenario and the data it needs',
    },
    ({ asked }) => asked.mode !== 'scenario' || (asked.scenarios.length > 0 && asked.scenarios.every(({ data }) => data.length > 0)),
    'scenarios',
  ),
  rule(
    'W8-1',
    'justification-missing',
    {
      zh: '综合授权应当说明跨层级、跨地域、跨系统、跨部门、跨业务的理由',
      en: 'comprehensive authorization says why it crosses levels, regions, systems, departments or business',
    },
    ({ asked }) => asked.mode !== 'comprehensive' || asked.justification !== '',
    'justification',
  ),
  rule(
    'A8',
    'scenario-twice',
    { zh: '应用场景编号不得重复', en: 'two scenarios have the same id' },
    ({ asked }) => unique(asked.scenarios.map(({ id }) => id)),
    'scenarios',
  ),
  rule(
    'A9',
    'window-in-the-past',
    { zh: '申报开始日不得早于发布当日', en: 'the window cannot open before today' },
    ({ asked, on }) => asked.openFrom >= on,
    'openFrom',
  ),
  rule(
    'A9',
    'window-reversed',
    { zh: '申报截止日不得早于开始日', en: 'the window closes before it opens' },
    ({ asked }) => asked.openFrom <= asked.openTo,
    'openTo',
  ),
  rule(
    'W9-4',
    'notice-too-short',
    { zh: '公示期短于规定的最短工作日数', en: 'the public notice is shorter than the least number of working days' },
    (matter) => workdaysOf(matter) >= matter.parameters.noticeFloorWorkdays,
    'noticeWorkdays',
  ),
  rule(
    'A9',
    'no-review-body',
    { zh: '应当明确至少一家会同审核的相关单位，且不得重复', en: 'name at least one joint-review body, each once' },
    ({ asked }) => asked.reviewBodies.length > 0 && unique(asked.reviewBodies),
    'reviewBodies',
  ),
  rule(
    'A9',
    'authority-reviews-itself',
    { zh: '会同审核的相关单位不得是发布通告的单位本身', en: 'the body that calls cannot be its own joint reviewer' },
    ({ asked, by }) => !asked.reviewBodies.includes(by.organization),
    'reviewBodies',
  ),
  rule(
    'A9',
    'expert-panel-too-small',
    { zh: '专家人数应当为单数，且不少于规定人数', en: 'the expert panel is an odd number and not below the least size' },
    ({ asked, parameters }) => asked.expertCount % 2 === 1 && asked.expertCount >= parameters.expertPanelMin,
    'expertCount',
  ),
  rule(
    'A9',
    'more-fields-than-experts',
    { zh: '论证所需专业不得重复，且不得多于专家人数', en: 'the fields of the panel are named once each, and are no more than its experts' },
    ({ asked }) => unique(asked.expertFields) && asked.expertFields.length <= asked.expertCount,
    'expertFields',
  ),
  ...planRules<Call, CallFacts, CallForm>(),
]

const yours = ownedBy<Call, CallFacts, unknown>(
  'A9',
  'not-your-call',
  { zh: '只能由发布通告的单位办理', en: 'only the body whose call it is may do this' },
  ({ authority }) => authority,
)

const isDraft = stageIs<Call, CallFacts, unknown>('A9', 'not-a-draft', { zh: '通告不是草稿', en: 'the call is no draft' }, 'draft')

/** Nobody but the authority and those it names sees a draft; it may be saved again as often as needed. */
export const draft = act(callForm, {
  name: 'call.draft',
  title: { zh: '起草通告', en: 'Draft the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    stageIs('A9', 'already-published', { zh: '通告已经发布', en: 'the call has been published already' }, 'none', 'draft'),
    rule(
      'A9',
      'not-your-call',
      { zh: '只能由起草通告的单位修改', en: 'only the body that drafted it may do this' },
      ({ state, by }) => state.stage === 'none' || state.authority === by.organization,
    ),
  ],
  provided: [],
  records: (matter) => [{ type: 'CallDrafted', authority: matter.by.organization, ...contentOf(matter) }],
})

/** The draft as it stands, held against the same rules on the day it is published. */
export const release = act(z.object({}), {
  name: 'call.release',
  title: { zh: '发布起草的通告', en: 'Publish the draft' },
  when: [
    onlyBy('A9', 'data-authority'),
    isDraft,
    yours,
    ...contentRules.map((one) =>
      rule<Call, CallFacts, unknown>(
        one.id,
        one.code,
        one.words,
        (matter) => matter.state.stage !== 'draft' || one.holds({ ...matter, asked: matter.state }),
      ),
    ),
  ],
  provided: [],
  records: ({ state: { stage: _, ...content } }) => [{ type: 'CallPublished', ...content }],
})

export const publish = act(callForm, {
  name: 'call.publish',
  title: { zh: '发布授权运营通告', en: 'Publish the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    stageIs('A9', 'already-published', { zh: '通告已经发布', en: 'the call has been published already' }, 'none'),
  ],
  provided: contentRules,
  records: (matter) => [{ type: 'CallPublished', authority: matter.by.organization, ...contentOf(matter) }],
})

export const amend = act(callForm, {
  name: 'call.amend',
  title: { zh: '修改通告', en: 'Amend the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    isPublished,
    yours,
    rule(
      'W9-6',
      'call-is-open',
      { zh: '申报已经开始，申报条件不得再作修改', en: 'the window has opened; its conditions are frozen' },
      ({ state, on }) => on < state.openFrom,
    ),
  ],
  provided: contentRules,
  records: (matter) => [{ type: 'CallAmended', ...contentOf(matter) }],
})

export const close = act(z.object({}), {
  name: 'call.close',
  title: { zh: '申报截止', en: 'Close the call' },
  when: [
    onlyBy('A9', 'data-authority', 'platform'),
    isPublished,
    rule(
      'W9-1',
      'window-still-open',
      { zh: '申报截止日尚未届满，不得提前截止', en: 'the window is still open' },
      ({ state, on }) => on > state.openTo,
    ),
  ],
  provided: [],
  records: () => [{ type: 'CallClosed' }],
})

/** Before anybody could apply; afterwards a call runs its time. */
export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'call.withdraw',
  title: { zh: '撤回通告', en: 'Withdraw the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    stageIs('A9', 'not-to-withdraw', { zh: '通告已截止或已撤回', en: 'the call is over or withdrawn' }, 'draft', 'published'),
    yours,
    rule(
      'W9-6',
      'call-is-open',
      { zh: '申报已经开始，不得撤回', en: 'the window has opened: the call can no longer be withdrawn' },
      ({ state, on }) => state.stage === 'draft' || on < state.openFrom,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'CallWithdrawn', ...asked }],
})

export const evaluate = act(z.object({ summary: documentShape }), {
  name: 'call.evaluate',
  title: { zh: '办结通告', en: 'Conclude the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    stageIs('A9', 'not-closed', { zh: '通告未截止或已办结', en: 'the call is not closed, or concluded already' }, 'closed'),
    yours,
    rule(
      'A9',
      'applications-undecided',
      { zh: '尚有申请未办结', en: 'an application under the call is not decided yet' },
      ({ facts }) => facts.undecided === 0,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'CallEvaluated', ...asked }],
})

export const archive = act(z.object({}), {
  name: 'call.archive',
  title: { zh: '归档通告', en: 'Archive the call' },
  when: [
    onlyBy('A9', 'data-authority'),
    stageIs('A9', 'not-evaluated', { zh: '通告尚未办结', en: 'the call is not concluded' }, 'evaluated'),
    yours,
  ],
  provided: [],
  records: () => [{ type: 'CallArchived' }],
})

const start: Call = {
  stage: 'none',
  authority: '',
  title: '',
  summary: '',
  mode: 'scenario',
  domains: [],
  scenarios: [],
  justification: '',
  openFrom: '' as Day,
  openTo: '' as Day,
  conditions: '',
  noticeWorkdays: 0,
  reviewBodies: [],
  expertCount: 0,
  expertFields: [],
}

const evolve = (state: Call, event: CallEvent): Call => {
  switch (event.type) {
    case 'CallPublished': {
      const { type: _, ...published } = event
      return { ...state, stage: 'published', ...published }
    }
    case 'CallAmended': {
      const { type: _, ...amended } = event
      return { ...state, ...amended }
    }
    case 'CallDrafted': {
      const { type: _, ...drafted } = event
      return { ...state, stage: 'draft', ...drafted }
    }
    case 'CallWithdrawn':
      return { ...state, stage: 'withdrawn' }
    case 'CallClosed':
      return { ...state, stage: 'closed' }
    case 'CallEvaluated':
      return { ...state, stage: 'evaluated' }
    case 'CallArchived':
      return { ...state, stage: 'archived' }
  }
}

/** Whoever may apply watches the window too. */
const clocks: readonly ClockRule<Call, CallFacts>[] = [
  {
    name: 'application-window',
    title: { zh: '授权运营申报', en: 'window to apply' },
    kind: 'window',
    rule: 'W9-1',
    ends: { zh: '申报截止，不再受理', en: 'the call closes and nothing more is taken' },
    act: 'close',
    remind: 'callRemindDays',
    running: ({ stage, authority, openFrom, openTo }) =>
      stage === 'published'
        ? [
            {
              start: openFrom,
              due: openTo,
              whose: [{ role: 'data-authority', organization: authority }, { role: 'applicant' }, { role: 'operator' }],
            },
          ]
        : [],
  },
]

export const calls = procedure<Call, CallFacts, CallEvent>({
  name: 'call',
  plural: 'calls',
  title: { zh: '授权运营通告', en: 'Call for operators' },
  start,
  evolve,
  acts: [publish, draft, release, amend, withdraw, close, evaluate, archive],
  stages: {
    none: { zh: '未发布', en: 'not published' },
    draft: { zh: '起草中', en: 'draft' },
    published: { zh: '已发布', en: 'published' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
    closed: { zh: '已截止', en: 'closed' },
    evaluated: { zh: '已办结', en: 'concluded' },
    archived: { zh: '已归档', en: 'archived' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title }) => title,
  concerns: ({ stage, authority, reviewBodies }) => ({
    organizations: stage === 'draft' ? [authority] : [authority, ...reviewBodies],
    roles:
      stage === 'draft'
        ? ['audit-admin']
        : ['public', 'applicant', 'operator', 'data-authority', 'security-authority', 'mechanism', 'expert', 'audit-admin'],
  }),
  turns: ({ stage, authority, openTo }) => {
    const theirs = { role: 'data-authority', organization: authority } as const
    if (stage === 'published') return [{ ...theirs, due: openTo }]
    return stage === 'draft' || stage === 'closed' ? [theirs] : []
  },
  clocks,
  keysOf: ({ authority, scenarios }) => [`authority:${authority}`, ...scenarios.map(({ id }) => `scenario:${id}`)],
  personal: false,
})
