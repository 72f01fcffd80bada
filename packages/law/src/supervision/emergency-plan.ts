/** Articles 15 and 26: emergency plans of agencies for a scenario and of operators for themselves, approved for a time, drilled. */

import { z } from 'zod'
import { actsOf, type Ground, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { type ClockRule, eveOf } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import { addDays, type Day, dayOf, type Instant, monthsAfter } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { choiceOf, dayShape, documentShape, titleShape } from '../kernel/shapes.ts'
import { joined, nameOfScenario } from '../kernel/title.ts'

type Stage = 'none' | 'filed' | 'approved' | 'lapsed'
export type PlanKind = 'agency' | 'operator'

export interface EmergencyPlan {
  readonly stage: Stage
  readonly kind: PlanKind
  readonly title: string
  /** The scenario an agency's plan is for; empty for an operator's own. */
  readonly scenario: string
  readonly organization: string
  readonly version: number
  readonly approvedBy: string
  readonly approvedOn: Day | undefined
  readonly validUntil: Day | undefined
  /** Since when what it covers runs without it; cleared as it is approved again. */
  readonly lapsed: { readonly on: Day; readonly cause: 'over' | 'undrilled' } | undefined
  readonly suspendedOn: Day | undefined
  readonly drills: readonly { readonly on: Day; readonly report: string }[]
}

export interface EmergencyPlanFacts {
  /** First day on which a workspace that this plan covers stood open. */
  readonly liveSince: Day | undefined
  /** Whether another plan of the same body covers the same and is valid today. */
  readonly coveredOtherwise: boolean
}

export type EmergencyPlanEvent =
  | {
      readonly type: 'EmergencyPlanFiled'
      readonly kind: PlanKind
      readonly title: string
      readonly scenario: string
      readonly organization: string
      readonly version: number
      readonly text: string
    }
  | { readonly type: 'EmergencyPlanApproved'; readonly approvedBy: string; readonly validUntil: Day; readonly opinion: string }
  | { readonly type: 'EmergencyDrillHeld'; readonly on: Day; readonly report: string }
  | { readonly type: 'EmergencyPlanLapsed'; readonly on: Day; readonly cause: 'over' | 'undrilled' }
  | { readonly type: 'ScenarioSuspended'; readonly on: Day }

const act = actsOf<EmergencyPlan, EmergencyPlanFacts, EmergencyPlanEvent>()

/** Filed first, or again as a new version when it is to be renewed: the version in force ends with that. */
export const file = act(
  z.object({
    kind: z.enum(['agency', 'operator']),
    title: titleShape,
    scenario: z.union([z.literal(''), choiceOf('scenarios')]).default(''),
    text: documentShape,
    attachments: attachmentsShape,
  }),
  {
    name: 'emergency-plan.file',
    title: { zh: '报送应急预案', en: 'File an emergency plan' },
    when: [
      onlyBy('A26', 'agency', 'operator'),
      rule(
        'A26',
        'not-your-plan',
        { zh: '只能由制定预案的单位办理', en: 'only the body whose plan it is may do this' },
        ({ state, by }) => state.stage === 'none' || state.organization === by.organization,
      ),
      rule(
        'A26',
        'waits-for-approval',
        { zh: '上一版预案尚待审定', en: 'the version filed before waits for its approval' },
        ({ state }) => state.stage !== 'filed',
      ),
    ],
    provided: [
      rule(
        'W26-1',
        'scenario-missing',
        { zh: '公共管理服务机构的预案应当对应具体应用场景', en: "an agency's plan is for one scenario" },
        ({ asked }) => asked.kind === 'operator' || asked.scenario !== '',
        'scenario',
      ),
      rule(
        'W15-1',
        'kind-not-yours',
        { zh: '预案类别与本单位角色不符', en: 'the kind of plan is not that of your organization' },
        ({ asked, by }) => by.roles.includes(asked.kind),
        'kind',
      ),
    ],
    records: ({ asked, state, by }) => [
      { type: 'EmergencyPlanFiled', ...asked, organization: by.organization, version: state.version + 1 },
    ],
  },
)

export const approve = act(
  z.object({ validUntil: dayShape, opinion: z.string().trim().max(2000).default('').meta({ format: 'reason' }) }),
  {
    name: 'emergency-plan.approve',
    title: { zh: '审定应急预案', en: 'Approve the emergency plan' },
    when: [
      onlyBy('A26', 'security-authority'),
      stageIs('A26', 'not-filed', { zh: '没有待审定的预案', en: 'no plan waits for approval' }, 'filed'),
    ],
    provided: [
      rule(
        'A26',
        'validity-too-long',
        { zh: '有效期超过规定的最长期限', en: 'it is approved for longer than a plan may last' },
        ({ asked, on, parameters }) => asked.validUntil <= monthsAfter(on, parameters.planValidMonths),
        'validUntil',
      ),
      rule(
        'A26',
        'validity-over',
        { zh: '有效期截止日不得早于今日', en: 'its last day is before today' },
        ({ asked, on }) => asked.validUntil >= on,
        'validUntil',
      ),
    ],
    records: ({ asked, by }) => [{ type: 'EmergencyPlanApproved', ...asked, approvedBy: by.organization }],
  },
)

export const drill = act(z.object({ on: dayShape, report: documentShape, attachments: attachmentsShape }), {
  name: 'emergency-plan.drill',
  title: { zh: '记录应急演练', en: 'Record a drill' },
  when: [
    onlyBy('A26', 'agency', 'operator', 'security-authority'),
    stageIs('A26', 'not-approved', { zh: '预案未审定', en: 'the plan is not approved' }, 'approved', 'lapsed', 'filed'),
    rule(
      'A26',
      'not-your-plan',
      { zh: '只能由制定预案的单位或者指导单位记录演练', en: 'only the body whose plan it is, or a guiding body, records a drill' },
      ({ state, by }) => state.organization === by.organization || by.roles.includes('security-authority'),
    ),
  ],
  provided: [
    rule(
      'A26',
      'drill-in-the-future',
      { zh: '演练日期不得晚于今日', en: 'a drill cannot be dated after today' },
      ({ asked, on }) => asked.on <= on,
      'on',
    ),
  ],
  records: ({ asked }) => [{ type: 'EmergencyDrillHeld', ...asked }],
})

export const lapse = act(z.object({}), {
  name: 'emergency-plan.lapse',
  title: { zh: '应急预案失效', en: 'Let the plan lapse' },
  when: [
    onlyBy('A26', 'platform'),
    stageIs('A26', 'not-approved', { zh: '预案未审定或已失效', en: 'the plan is not in force' }, 'approved'),
    rule(
      'A26',
      'plan-still-valid',
      { zh: '预案尚在有效期内', en: 'the plan is still valid' },
      ({ state, on }) => state.validUntil !== undefined && on > state.validUntil,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'EmergencyPlanLapsed', on, cause: 'over' }],
})

/** W26-3: once what it covers is live, the first drill is held within the set days. */
export const lapseUndrilled = act(z.object({}), {
  name: 'emergency-plan.lapse-undrilled',
  title: { zh: '首次演练逾期，预案失效', en: 'Let the plan lapse for want of a drill' },
  when: [
    onlyBy('W26-3', 'platform'),
    stageIs('A26', 'not-approved', { zh: '预案未审定或已失效', en: 'the plan is not in force' }, 'approved'),
    rule(
      'W26-3',
      'first-drill-not-overdue',
      { zh: '场景未启用、已完成演练，或者首次演练期限未满', en: 'not live, drilled, or its first drill is not overdue' },
      ({ state, facts: { liveSince }, on, parameters }) =>
        state.drills.length === 0 && liveSince !== undefined && on > addDays(liveSince, parameters.firstDrillDays),
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'EmergencyPlanLapsed', on, cause: 'undrilled' }],
})

/** W26-2: filing again does not stop this clock, only an approval does. */
export const suspendScenario = act(z.object({}), {
  name: 'emergency-plan.suspend-scenario',
  title: { zh: '预案失效，暂停场景', en: 'Suspend the scenario for a lapsed plan' },
  when: [
    onlyBy('W26-2', 'platform'),
    rule(
      'W26-2',
      'grace-still-runs',
      { zh: '预案未失效，或者宽限期未满', en: 'the plan has not lapsed, or its grace still runs' },
      ({ state: { lapsed }, on, parameters }) => lapsed !== undefined && on >= addDays(lapsed.on, parameters.planGraceDays),
    ),
    rule(
      'W26-2',
      'suspended-already',
      { zh: '场景已暂停', en: 'the scenario is suspended already' },
      ({ state }) => state.suspendedOn === undefined,
    ),
    rule(
      'W26-2',
      'covered-by-another-plan',
      { zh: '该场景另有在有效期内的预案', en: 'another plan of the same body covers it' },
      ({ facts }) => !facts.coveredOtherwise,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ScenarioSuspended', on }],
})

/** W15-1, W26-1: approved and not run out on that day, whether or not somebody has noted the lapse. */
export const planValidOn = ({ stage, validUntil }: EmergencyPlan, on: Day): boolean =>
  stage === 'approved' && validUntil !== undefined && on <= validUntil

/** The key under which the data requests stand that a plan covers: those of its scenario, or all of its operator. */
export const keyOfCovered = ({ kind, scenario, organization }: EmergencyPlan): string =>
  kind === 'agency' ? `scenario:${scenario}` : `operator:${organization}`

/** An agency's plan covers the requests that the agency provides for. */
export const isCovered = (
  { kind, organization }: EmergencyPlan,
  { required }: { readonly required: readonly { readonly body: string; readonly as: string }[] },
): boolean => kind === 'operator' || required.some(({ body, as }) => as === 'provider' && body === organization)

const start: EmergencyPlan = {
  stage: 'none',
  kind: 'agency',
  title: '',
  scenario: '',
  organization: '',
  version: 0,
  approvedBy: '',
  approvedOn: undefined,
  validUntil: undefined,
  lapsed: undefined,
  suspendedOn: undefined,
  drills: [],
}

const evolve = (state: EmergencyPlan, event: EmergencyPlanEvent, { at }: Pick<Ground, 'at'>): EmergencyPlan => {
  switch (event.type) {
    case 'EmergencyPlanFiled': {
      const { type: _, text: __, ...filed } = event
      return { ...state, stage: 'filed', approvedBy: '', approvedOn: undefined, validUntil: undefined, ...filed }
    }
    case 'EmergencyPlanApproved':
      return {
        ...state,
        stage: 'approved',
        approvedBy: event.approvedBy,
        approvedOn: dayOf(at as Instant),
        validUntil: event.validUntil,
        lapsed: undefined,
        suspendedOn: undefined,
      }
    case 'EmergencyDrillHeld':
      return { ...state, drills: [...state.drills, { on: event.on, report: event.report }] }
    case 'EmergencyPlanLapsed':
      return { ...state, stage: 'lapsed', lapsed: { on: event.on, cause: event.cause } }
    case 'ScenarioSuspended':
      return { ...state, suspendedOn: event.on }
  }
}

type PlanClock = ClockRule<EmergencyPlan, EmergencyPlanFacts>

const theBody = ({ kind, organization }: EmergencyPlan): ReturnType<PlanClock['running']>[number]['whose'] => [
  { role: kind, organization },
  { role: 'security-authority' },
]
const lastDrill = ({ drills }: EmergencyPlan): Day | undefined =>
  drills
    .map(({ on }) => on)
    .toSorted()
    .at(-1)

const clocks: readonly PlanClock[] = [
  {
    name: 'plan-validity',
    title: { zh: '应急预案有效期', en: 'validity of the emergency plan' },
    kind: 'validity',
    rule: 'W26-2',
    ends: { zh: '预案失效', en: 'the plan lapses' },
    act: 'lapse',
    remind: 'evidenceRemindDays',
    running: (state) =>
      state.stage === 'approved' && state.validUntil
        ? [{ ...(state.approvedOn && { start: state.approvedOn }), due: state.validUntil, whose: theBody(state) }]
        : [],
  },
  {
    name: 'plan-grace',
    title: { zh: '预案失效宽限期', en: 'grace after the plan lapsed' },
    kind: 'term',
    rule: 'W26-2',
    ends: { zh: '暂停场景', en: 'the scenario is suspended' },
    act: 'suspend-scenario',
    running: (state, on) =>
      state.lapsed && state.suspendedOn === undefined
        ? [{ start: state.lapsed.on, due: eveOf(addDays(state.lapsed.on, on(state.lapsed.on).planGraceDays)), whose: theBody(state) }]
        : [],
  },
  {
    name: 'first-drill',
    title: { zh: '首次应急演练', en: 'first drill' },
    kind: 'task',
    rule: 'W26-3',
    ends: { zh: '预案失效', en: 'the plan lapses' },
    act: 'lapse-undrilled',
    remind: 'taskRemindDays',
    running: (state) => (state.stage === 'approved' && state.drills.length === 0 ? [{ due: undefined, whose: theBody(state) }] : []),
    dueByFacts: (_, { liveSince }, { firstDrillDays }) => liveSince && addDays(liveSince, firstDrillDays),
  },
  {
    name: 'yearly-drill',
    title: { zh: '定期应急演练', en: 'next drill' },
    kind: 'task',
    rule: 'A26',
    ends: { zh: '提示安全主管部门', en: 'the security authority is alarmed' },
    remind: 'taskRemindDays',
    running: (state, on) => {
      const last = lastDrill(state)
      return state.stage === 'approved' && last
        ? [{ start: last, due: monthsAfter(last, on(last).drillMonths), whose: theBody(state) }]
        : []
    },
  },
]

export const emergencyPlans = procedure<EmergencyPlan, EmergencyPlanFacts, EmergencyPlanEvent>({
  name: 'emergency-plan',
  plural: 'emergency-plans',
  title: { zh: '应急预案', en: 'Emergency plan' },
  start,
  evolve,
  acts: [file, approve, drill, lapse, lapseUndrilled, suspendScenario],
  stages: {
    none: { zh: '未报送', en: 'not filed' },
    filed: { zh: '待审定', en: 'waiting for approval' },
    approved: { zh: '已审定', en: 'approved' },
    lapsed: { zh: '已失效', en: 'lapsed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title, scenario }) => joined(title, nameOfScenario(scenario)),
  concerns: ({ organization }) => ({ organizations: [organization], roles: ['data-authority', 'security-authority', 'audit-admin'] }),
  turns: ({ stage, kind, organization, validUntil }) => {
    if (stage === 'filed') return [{ role: 'security-authority' }]
    if (stage === 'lapsed') return [{ role: kind, organization, ...(validUntil && { due: validUntil }) }]
    return []
  },
  clocks,
  keysOf: ({ scenario, organization }) => [...(scenario ? [`scenario:${scenario}`] : []), `organization:${organization}`],
  personal: false,
})
