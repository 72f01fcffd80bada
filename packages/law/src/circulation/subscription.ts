/** Articles 17 and 21: a consumer declares its use of a product, the operator approves scenario and quota, the consumer takes its key. */

import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { type Actor, onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { choiceOf, dayShape, nameShape, reasonShape, referenceTo } from '../kernel/shapes.ts'
import { joined, nameOfScenario, titleOfCase } from '../kernel/title.ts'
import { type Mask, maskShape, masksAsOrdered } from './shapes.ts'

type Stage = 'none' | 'applied' | 'approved' | 'active' | 'refused' | 'revoked'

export interface Subscription {
  readonly stage: Stage
  readonly product: string
  readonly operator: string
  readonly consumer: string
  readonly scenario: string
  /** What the consumer declares to do with the answers. */
  readonly declaration: string
  readonly callsPerDay: number
  readonly callsPerSecond: number
  readonly until: Day
  /** The only fields its answers carry; all where there are none. */
  readonly fields: readonly string[]
  /** What its answers hide beyond what the product hides. */
  readonly masks: readonly Mask[]
  /** SHA-256 of the secret, hex. The secret itself is shown once and kept by nobody. */
  readonly secretHash: string
  readonly ended: { readonly on: Day; readonly reason: string } | undefined
}

export interface SubscriptionFacts {
  /** The product as it stands; its stage is `none` where there is none. */
  readonly product: {
    readonly stage: string
    readonly operator: string
    readonly scenarios: readonly string[]
    readonly certificateValidTo: Day | undefined
    /** The fields of what is served; none while it is not on the shelf. */
    readonly fields: readonly string[]
    /** Whether it is delivered as one file. */
    readonly isWhole: boolean
  }
  /** Bills of the consumer that are unpaid beyond their due day. */
  readonly overdueBills: number
  /** Whether the consumer's use of this product was found commercial while the product is still free. */
  readonly foundCommercial: boolean
  /** What the operator may earn today, for a paid product: whether a maximum is determined, and whether income has reached it. */
  readonly revenue?: { readonly isDetermined: boolean; readonly isReached: boolean } | undefined
}

export type SubscriptionEvent =
  | {
      readonly type: 'UseDeclared'
      readonly product: string
      readonly operator: string
      readonly consumer: string
      readonly scenario: string
      readonly declaration: string
    }
  | {
      readonly type: 'SubscriptionApproved'
      readonly callsPerDay: number
      readonly callsPerSecond: number
      readonly until: Day
      readonly fields?: readonly string[]
      readonly masks?: readonly Mask[]
    }
  | { readonly type: 'SubscriptionRefused'; readonly reason: string; readonly on: Day }
  | { readonly type: 'KeyTaken'; readonly secretHash: string }
  | { readonly type: 'SubscriptionRevoked'; readonly reason: string; readonly on: Day }

const act = actsOf<Subscription, SubscriptionFacts, SubscriptionEvent>()
const stage = stageIs<Subscription, SubscriptionFacts, unknown>
type OnCase = Rule<Subscription, SubscriptionFacts, unknown>

const onTheShelf: OnCase = rule(
  'W24-4',
  'product-not-published',
  { zh: '产品未发布或已暂停、下架', en: 'the product is not on the shelf' },
  ({ facts }) => facts.product.stage === 'published',
)

const nothingOverdue: OnCase = rule(
  'W23-3',
  'bills-overdue',
  {
    zh: '使用单位有逾期未缴的账单，缴清前不得新开通',
    en: 'the consumer has bills unpaid beyond their due day: nothing new before they are paid',
  },
  ({ facts }) => facts.overdueBills === 0,
)

const notCommercial: OnCase = rule(
  'W23-5',
  'found-commercial',
  {
    zh: '使用单位的无偿使用已被认定为商用，应当改用有偿产品',
    en: 'the free use of this consumer was found commercial: it takes a product that is paid for',
  },
  ({ facts }) => !facts.foundCommercial,
)

const notItsOwnProduct = (consumerOf: (matter: { readonly state: Subscription; readonly by: Actor }) => string): OnCase =>
  rule(
    'N2-6',
    'operator-uses-its-own-product',
    {
      zh: '运营单位不得取用本单位已交付的产品再开发',
      en: 'an operator does not take up a product that it delivered itself, to develop it further',
    },
    (matter) => matter.facts.product.operator === '' || consumerOf(matter) !== matter.facts.product.operator,
  )

/** Of a product that is free nothing is earned. */
const revenueDetermined: OnCase = rule(
  'N3-2',
  'no-maximum-revenue',
  {
    zh: '运营单位本期最高准许收入尚未核定，不得新开通有偿使用',
    en: 'the maximum permitted revenue of the operator is not determined for today: no new paid use',
  },
  ({ facts: { revenue } }) => revenue === undefined || revenue.isDetermined,
)

const revenueNotReached: OnCase = rule(
  'N3-4',
  'maximum-revenue-reached',
  {
    zh: '运营单位本期有偿收入已达到最高准许收入，不得新开通有偿使用',
    en: 'the paid income of the operator has reached its permitted maximum: no new paid use',
  },
  ({ facts: { revenue } }) => revenue === undefined || !revenue.isReached,
)

const yoursToUse: OnCase = ownedBy(
  'A17',
  'not-your-subscription',
  { zh: '由申请使用的单位办理', en: 'only the organization that applied may do this' },
  ({ consumer }) => consumer,
)

const yoursToServe: OnCase = ownedBy(
  'A21',
  'not-your-product',
  { zh: '由该产品的运营单位办理', en: 'only the operator of the product may do this' },
  ({ operator }) => operator,
)

const waiting = stage('A21', 'not-applied', { zh: '没有待审批的使用申请', en: 'no declared use waits for approval' }, 'applied')

export const apply = act(
  z.object({ product: referenceTo('products'), scenario: choiceOf('scenarios', 'product'), declaration: reasonShape }),
  {
    name: 'subscription.apply',
    title: { zh: '申请使用产品', en: 'Apply to use a product' },
    when: [
      onlyBy('A17', 'consumer'),
      stage('A21', 'already-applied', { zh: '使用申请已提交', en: 'the application has been made' }, 'none'),
    ],
    provided: [
      { ...onTheShelf, fields: ['product'] },
      rule(
        'W17-2',
        'scenario-not-bound',
        { zh: '该场景不在产品的审核范围内，不得使用', en: 'the scenario is not one that the product was reviewed for' },
        ({ asked, facts }) => facts.product.scenarios.includes(asked.scenario),
        'scenario',
      ),
      nothingOverdue,
      notCommercial,
      { ...notItsOwnProduct(({ by }) => by.organization), fields: ['product'] },
      { ...revenueDetermined, fields: ['product'] },
      { ...revenueNotReached, fields: ['product'] },
    ],
    records: ({ asked, facts, by }) => [{ type: 'UseDeclared', ...asked, operator: facts.product.operator, consumer: by.organization }],
  },
)

const quotaShape = z.object({
  callsPerDay: z.int().min(1).max(10_000_000),
  callsPerSecond: z.int().min(1).max(1000),
  until: dayShape,
  fields: z.array(nameShape).max(200).default([]),
  masks: z.array(maskShape).max(50).default([]),
})

export const approve = act(quotaShape, {
  name: 'subscription.approve',
  title: { zh: '同意使用并核定额度', en: 'Approve the use and its quota' },
  when: [
    onlyBy('A21', 'operator'),
    waiting,
    yoursToServe,
    onTheShelf,
    rule(
      'W17-3',
      'scenario-no-longer-bound',
      { zh: '产品修订后已不含该场景，须重新申请', en: 'a later version of the product is not bound to this scenario: apply again' },
      ({ state, facts }) => facts.product.scenarios.includes(state.scenario),
    ),
    nothingOverdue,
    notItsOwnProduct(({ state }) => state.consumer),
    revenueDetermined,
    revenueNotReached,
  ],
  provided: [
    rule(
      'A21',
      'ends-in-the-past',
      { zh: '使用截止日不得早于今日', en: 'the use cannot end before today' },
      ({ asked, on }) => asked.until >= on,
      'until',
    ),
    rule(
      'W21-1',
      'beyond-certificate',
      { zh: '使用截止日不得晚于产品登记证书的到期日', en: 'the use ends no later than the certificate of the product' },
      ({ asked, facts }) => facts.product.certificateValidTo !== undefined && asked.until <= facts.product.certificateValidTo,
      'until',
    ),
    rule(
      'W17-2',
      'field-not-served',
      { zh: '所列字段不在产品的返回字段之内', en: 'a field is not one that the product answers with' },
      ({ asked, facts }) =>
        [...asked.fields, ...asked.masks.map(({ column }) => column)].every((one) => facts.product.fields.includes(one)),
      'fields',
    ),
    rule(
      'A17',
      'whole-in-part',
      {
        zh: '整件交付的产品不能只开放部分字段或者另设响应脱敏',
        en: 'what is delivered whole cannot be approved in part or masked for one consumer',
      },
      ({ asked, facts }) => !facts.product.isWhole || (asked.fields.length === 0 && asked.masks.length === 0),
      'fields',
    ),
    rule(
      'A17',
      'mask-without-step',
      { zh: '取整须写步长', en: 'rounding needs its step' },
      ({ asked }) => asked.masks.every(({ mask, roundTo }) => mask !== 'round' || roundTo !== undefined),
      'masks',
    ),
  ],
  records: ({ asked }) => [{ type: 'SubscriptionApproved', ...asked }],
})

export const refuse = act(z.object({ reason: reasonShape }), {
  name: 'subscription.refuse',
  title: { zh: '不同意使用', en: 'Refuse the use' },
  when: [onlyBy('A21', 'operator'), waiting, yoursToServe],
  provided: [],
  records: ({ asked, on }) => [{ type: 'SubscriptionRefused', ...asked, on }],
})

/** Taken once: who lost the secret applies for another key. */
export const takeKey = act(z.object({ secretHash: z.string().regex(/^[0-9a-f]{64}$/) }), {
  name: 'subscription.take-key',
  title: { zh: '领取访问密钥', en: 'Take the access key' },
  when: [
    onlyBy('A17', 'consumer'),
    yoursToUse,
    stage(
      'A21',
      'no-key-to-take',
      {
        zh: '使用申请未获同意，或者密钥已领取；遗失的请重新申请',
        en: 'the use is not approved, or the key has been taken; if it is lost, apply again',
      },
      'approved',
    ),
    onTheShelf,
    rule(
      'A21',
      'use-is-over',
      { zh: '使用期限已届满', en: 'the time of use is over' },
      ({ state, on }) => state.stage !== 'approved' || on <= state.until,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'KeyTaken', ...asked }],
})

export const revoke = act(z.object({ reason: reasonShape }), {
  name: 'subscription.revoke',
  title: { zh: '收回使用权限', en: 'Revoke the use' },
  when: [
    onlyBy('A17', 'operator', 'data-authority', 'security-authority', 'consumer', 'platform'),
    stage('A21', 'nothing-to-revoke', { zh: '使用权限未开通或已收回', en: 'there is no use to revoke' }, 'applied', 'approved', 'active'),
    rule(
      'A21',
      'not-your-subscription',
      {
        zh: '由运营单位、使用单位或者主管部门办理',
        en: 'the operator, the consumer or an authority does this',
      },
      ({ state, by }) =>
        by.roles.some((role) => ['data-authority', 'security-authority', 'platform'].includes(role)) ||
        (by.organization !== '' && [state.operator, state.consumer].includes(by.organization)),
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'SubscriptionRevoked', ...asked, on }],
})

const start: Subscription = {
  stage: 'none',
  product: '',
  operator: '',
  consumer: '',
  scenario: '',
  declaration: '',
  callsPerDay: 0,
  callsPerSecond: 0,
  until: '' as Day,
  fields: [],
  masks: [],
  secretHash: '',
  ended: undefined,
}

const evolve = (state: Subscription, event: SubscriptionEvent): Subscription => {
  switch (event.type) {
    case 'UseDeclared': {
      const { type: _, ...declared } = event
      return { ...state, stage: 'applied', ...declared }
    }
    case 'SubscriptionApproved': {
      const { type: _, ...quota } = event
      return { ...state, stage: 'approved', ...quota }
    }
    case 'SubscriptionRefused':
      return { ...state, stage: 'refused', ended: { on: event.on, reason: event.reason } }
    case 'KeyTaken':
      return { ...state, stage: 'active', secretHash: event.secretHash }
    case 'SubscriptionRevoked':
      return { ...state, stage: 'revoked', ended: { on: event.on, reason: event.reason } }
  }
}

/** The key as the zone is ordered to honour it: one subscription, one key, one scenario. */
export const accessKeyOf = (
  subscription: string,
  { secretHash, product, consumer, scenario, callsPerDay, callsPerSecond, until, fields, masks }: Subscription,
) => ({
  key: subscription,
  secretHash,
  product,
  consumer,
  scenarios: [scenario],
  callsPerDay,
  callsPerSecond,
  until,
  ...(fields.length > 0 && { fields: [...fields] }),
  ...(masks.length > 0 && { masks: masksAsOrdered(masks) }),
})

const turnsOf = ({ stage, operator, consumer }: Subscription): readonly Turn[] => {
  if (stage === 'applied') return [{ role: 'operator', organization: operator }]
  return stage === 'approved' ? [{ role: 'consumer', organization: consumer }] : []
}

const clocks: readonly ClockRule<Subscription, SubscriptionFacts>[] = [
  {
    name: 'use-term',
    title: { zh: '产品使用期限', en: 'term of use of the product' },
    kind: 'term',
    rule: 'A17',
    ends: { zh: '访问密钥停止使用', en: 'the key is honoured no longer' },
    remind: 'evidenceRemindDays',
    running: ({ stage: at, consumer, operator, until }) =>
      at === 'approved' || at === 'active'
        ? [
            {
              due: until,
              whose: [
                { role: 'consumer', organization: consumer },
                { role: 'operator', organization: operator },
              ],
            },
          ]
        : [],
  },
]

export const subscriptions = procedure<Subscription, SubscriptionFacts, SubscriptionEvent>({
  name: 'subscription',
  plural: 'subscriptions',
  title: { zh: '产品使用', en: 'Subscription' },
  start,
  evolve,
  acts: [apply, approve, refuse, takeKey, revoke],
  stages: {
    none: { zh: '未申请', en: 'not applied for' },
    applied: { zh: '待审批', en: 'waiting for approval' },
    approved: { zh: '待领取密钥', en: 'key to be taken' },
    active: { zh: '使用中', en: 'in use' },
    refused: { zh: '未获同意', en: 'refused' },
    revoked: { zh: '已收回', en: 'revoked' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ scenario, product }) => joined(titleOfCase('product', product), nameOfScenario(scenario)),
  concerns: ({ operator, consumer }) => ({
    organizations: [operator, consumer],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ product, operator, consumer, scenario }) => [
    `product:${product}`,
    `operator:${operator}`,
    `consumer:${consumer}`,
    `scenario:${scenario}`,
  ],
  personal: false,
})
