/** Article 13: an operator objects to data; its provider answers with a reason, and what was wrong comes as a new version. */

import { z } from 'zod'
import { actsOf, type Ground, procedure } from '../kernel/act.ts'
import { actsAs, onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { type Day, dayOf, type Instant } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { type Matter, rule } from '../kernel/rule.ts'
import { documentShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'
import { calendar, published, workdaysAfter } from '../kernel/workdays.ts'
import type { Parameters } from '../parameters.ts'

type Stage = 'none' | 'raised' | 'accepted' | 'answered' | 'closed'

export interface DataObjection {
  readonly stage: Stage
  readonly item: string
  readonly provider: string
  readonly operator: string
  readonly target: string
  /** Version of the data when it was objected to. */
  readonly version: number
  /** Last day of the step that is next; undefined while the working days of the year are not published. */
  readonly due: Day | undefined
  /** The day the step that is next began. */
  readonly since: Day | undefined
  readonly outcome: 'upheld' | 'dismissed' | undefined
  /** What the provider answered. */
  readonly reason: string
  /** Operators whose products rest on the data, told as it closed. */
  readonly told: readonly string[]
}

export interface DataObjectionFacts {
  readonly item: {
    /** Empty where there is no such item. */
    readonly provider: string
    /** Newest version the zone has taken in; 0 before the first. */
    readonly version: number
  }
  /** Operators to whom the item has been granted. */
  readonly users: readonly string[]
  /** Products in whose lineage the item stands. */
  readonly products: readonly { readonly id: string; readonly operator: string }[]
}

export type DataObjectionEvent =
  | {
      readonly type: 'DataObjectionRaised'
      readonly item: string
      readonly provider: string
      readonly operator: string
      readonly target: string
      readonly evidence: string
      readonly version: number
      readonly due: Day | undefined
    }
  | { readonly type: 'DataObjectionAccepted'; readonly due: Day | undefined }
  | { readonly type: 'DataObjectionAnswered'; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string }
  | {
      readonly type: 'DataObjectionClosed'
      readonly version: number
      readonly products: readonly string[]
      readonly told: readonly string[]
    }

const act = actsOf<DataObjection, DataObjectionFacts, DataObjectionEvent>()
const stage = stageIs<DataObjection, DataObjectionFacts, unknown>
const yours = ownedBy<DataObjection, DataObjectionFacts, unknown>(
  'A13',
  'not-your-data',
  { zh: '由提供该数据的公共管理服务机构办理', en: 'the agency that provides the data does this' },
  ({ provider }) => provider,
)

const dueIn = ({ on }: Pick<Matter<unknown, unknown, unknown>, 'on'>, workdays: number): Day | undefined => {
  const due = workdaysAfter(calendar, on, workdays)
  return published(due) ? due : undefined
}

export const raise = act(
  z.object({ item: referenceTo('catalog-items'), target: titleShape, evidence: documentShape, attachments: attachmentsShape }),
  {
    name: 'data-objection.raise',
    title: { zh: '提出数据异议', en: 'Object to data' },
    when: [onlyBy('A13', 'operator'), stage('A13', 'already-raised', { zh: '该异议已提出', en: 'this objection has been raised' }, 'none')],
    provided: [
      rule(
        'A13',
        'no-such-item',
        { zh: '没有该数据目录条目', en: 'there is no such catalog item' },
        ({ facts }) => facts.item.provider !== '',
        'item',
      ),
      rule(
        'A13',
        'data-not-granted',
        { zh: '只能对本单位获准使用的数据提出异议', en: 'only data granted to you can be objected to' },
        ({ facts, by }) => facts.users.includes(by.organization),
        'item',
      ),
    ],
    records: (matter) => [
      {
        type: 'DataObjectionRaised',
        ...matter.asked,
        provider: matter.facts.item.provider,
        operator: matter.by.organization,
        version: matter.facts.item.version,
        due: dueIn(matter, matter.parameters.dataObjectionAcceptWorkdays),
      },
    ],
  },
)

export const accept = act(z.object({}), {
  name: 'data-objection.accept',
  title: { zh: '受理数据异议', en: 'Take up the objection' },
  when: [onlyBy('A13', 'agency'), yours, stage('A13', 'not-raised', { zh: '没有待受理的异议', en: 'no objection waits' }, 'raised')],
  provided: [],
  records: (matter) => [{ type: 'DataObjectionAccepted', due: dueIn(matter, matter.parameters.dataObjectionAnswerWorkdays) }],
})

export const answer = act(
  z.object({
    outcome: z.enum(['upheld', 'dismissed']),
    reason: z.string().trim().max(4000).default('').meta({ format: 'reason' }),
    attachments: attachmentsShape,
  }),
  {
    name: 'data-objection.answer',
    title: { zh: '答复数据异议', en: 'Answer the objection' },
    when: [
      onlyBy('W13-1', 'agency'),
      yours,
      stage('A13', 'not-taken-up', { zh: '异议未受理或者已答复', en: 'it is not taken up, or has been answered' }, 'accepted'),
    ],
    provided: [
      rule(
        'W13-1',
        'answer-without-reason',
        { zh: '答复应当说明理由', en: 'an answer says why' },
        ({ asked }) => asked.reason !== '',
        'reason',
      ),
    ],
    records: ({ asked }) => [{ type: 'DataObjectionAnswered', ...asked }],
  },
)

export const close = act(z.object({}), {
  name: 'data-objection.close',
  title: { zh: '办结数据异议', en: 'Close the objection' },
  when: [
    onlyBy('A13', 'agency', 'data-authority'),
    rule(
      'A13',
      'not-your-data',
      { zh: '由提供该数据的公共管理服务机构或者数据主管部门办理', en: 'the agency that provides the data does this, or the authority' },
      ({ state, by }) => actsAs(by, 'data-authority') || state.provider === by.organization,
    ),
    stage('W13-1', 'not-answered', { zh: '数据提供单位尚未书面答复，不得办结', en: 'the provider has not answered yet' }, 'answered'),
    rule(
      'W13-1',
      'no-new-version',
      { zh: '异议成立的，应当更新数据后办结', en: 'it was upheld: a new version of the data has to come first' },
      ({ state, facts }) => state.outcome !== 'upheld' || facts.item.version > state.version,
    ),
  ],
  provided: [],
  records: ({ state, facts }) => {
    const concerned = state.outcome === 'upheld' ? facts.products : []
    return [
      {
        type: 'DataObjectionClosed',
        version: facts.item.version,
        products: concerned.map(({ id }) => id),
        told: [...new Set(concerned.map(({ operator }) => operator))],
      },
    ]
  },
})

const start: DataObjection = {
  stage: 'none',
  item: '',
  provider: '',
  operator: '',
  target: '',
  version: 0,
  due: undefined,
  since: undefined,
  outcome: undefined,
  reason: '',
  told: [],
}

const evolve = (state: DataObjection, event: DataObjectionEvent, { at }: Pick<Ground, 'at'>): DataObjection => {
  switch (event.type) {
    case 'DataObjectionRaised': {
      const { type: _, evidence: __, ...raised } = event
      return { ...state, stage: 'raised', ...raised, since: dayOf(at as Instant) }
    }
    case 'DataObjectionAccepted':
      return { ...state, stage: 'accepted', due: event.due, since: dayOf(at as Instant) }
    case 'DataObjectionAnswered':
      return { ...state, stage: 'answered', outcome: event.outcome, reason: event.reason, due: undefined, since: dayOf(at as Instant) }
    case 'DataObjectionClosed':
      return { ...state, stage: 'closed', told: event.told }
  }
}

type ObjectionClock = ClockRule<DataObjection, DataObjectionFacts>

/** Each step counts from the day it began; where no last day could be named then, its working days are counted again. */
const step =
  (at: Stage, days: (numbers: Parameters) => number): ObjectionClock['running'] =>
  ({ stage: now, provider, due, since }, on) =>
    now !== at || since === undefined
      ? []
      : [{ start: since, due: due ?? workdaysAfter(calendar, since, days(on(since))), whose: [{ role: 'agency', organization: provider }] }]

const clocks: readonly ObjectionClock[] = [
  {
    name: 'objection-acceptance',
    title: { zh: '受理数据异议', en: 'taking up an objection to data' },
    kind: 'task',
    rule: 'W13-1',
    ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
    remind: 'taskRemindDays',
    running: step('raised', ({ dataObjectionAcceptWorkdays }) => dataObjectionAcceptWorkdays),
  },
  {
    name: 'objection-answer',
    title: { zh: '答复数据异议', en: 'answering an objection to data' },
    kind: 'task',
    rule: 'W13-1',
    ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
    remind: 'taskRemindDays',
    running: step('accepted', ({ dataObjectionAnswerWorkdays }) => dataObjectionAnswerWorkdays),
  },
]

export const dataObjections = procedure<DataObjection, DataObjectionFacts, DataObjectionEvent>({
  name: 'data-objection',
  plural: 'data-objections',
  title: { zh: '数据异议', en: 'Objection to data' },
  start,
  evolve,
  acts: [raise, accept, answer, close],
  stages: {
    none: { zh: '未提出', en: 'not raised' },
    raised: { zh: '待受理', en: 'waiting to be taken up' },
    accepted: { zh: '核查中', en: 'being checked' },
    answered: { zh: '已答复', en: 'answered' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ target, item }) => joined(target, titleOfCase('catalog-item', item)),
  concerns: ({ operator, provider, told }) => ({
    organizations: [operator, provider, ...told],
    roles: ['data-authority', 'audit-admin'],
  }),
  turns: ({ stage: at, provider, due }) =>
    ['raised', 'accepted', 'answered'].includes(at) ? [{ role: 'agency', organization: provider, ...(due && { due }) }] : [],
  clocks,
  keysOf: ({ item, operator }) => [`item:${item}`, `operator:${operator}`],
  personal: false,
})
