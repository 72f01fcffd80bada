/** Article 28: a data-IP registration of a product is kept with its term; on a notice of infringement the product leaves the shelf. */

import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, documentShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'registered' | 'expired' | 'taken-down' | 'restored'

export interface IntellectualProperty {
  readonly stage: Stage
  readonly product: string
  readonly operator: string
  readonly holder: string
  readonly registrationNumber: string
  readonly validTo: Day | undefined
  readonly takeDown: { readonly body: string; readonly notice: string; readonly ground: string } | undefined
}

export interface IntellectualPropertyFacts {
  /** Operator of the product; empty where there is no such product. */
  readonly productOperator: string
}

export type IntellectualPropertyEvent =
  | {
      readonly type: 'DataIpRegistered'
      readonly product: string
      readonly operator: string
      readonly holder: string
      readonly registrationNumber: string
      readonly validTo: Day
    }
  | {
      readonly type: 'TakeDownOrdered'
      readonly product: string
      readonly operator: string
      readonly body: string
      readonly notice: string
      readonly ground: string
    }
  | { readonly type: 'TakeDownLifted'; readonly reason: string }
  | { readonly type: 'DataIpExpired'; readonly on: Day }

const act = actsOf<IntellectualProperty, IntellectualPropertyFacts, IntellectualPropertyEvent>()
const stage = stageIs<IntellectualProperty, IntellectualPropertyFacts, unknown>
const noSuchProduct = rule<IntellectualProperty, IntellectualPropertyFacts, unknown>(
  'A28',
  'no-such-product',
  { zh: '没有该产品', en: 'there is no such product' },
  ({ facts }) => facts.productOperator !== '',
  'product',
)

/** The number is checked for its form alone: whether it is true the register of that department says. */
const registrationNumberShape = z.string().regex(/^[A-Za-z0-9一-鿿〔〕()（）.-]{4,60}$/)

export const register = act(
  z.object({ product: referenceTo('products'), holder: titleShape, registrationNumber: registrationNumberShape, validTo: dayShape }),
  {
    name: 'intellectual-property.register',
    title: { zh: '登记数据知识产权', en: 'Record a data-IP registration' },
    when: [
      onlyBy('A28', 'operator'),
      stage('A28', 'already-registered', { zh: '该事项已登记', en: 'it has been recorded already' }, 'none'),
    ],
    provided: [
      noSuchProduct,
      rule(
        'A28',
        'not-your-product',
        { zh: '由研发该产品的运营单位登记', en: 'the operator of the product records it' },
        ({ facts, by }) => facts.productOperator === '' || facts.productOperator === by.organization,
        'product',
      ),
      rule(
        'A28',
        'registration-over',
        { zh: '登记有效期已届满', en: 'the registration has run out' },
        ({ asked, on }) => asked.validTo >= on,
        'validTo',
      ),
    ],
    records: ({ asked, by }) => [{ type: 'DataIpRegistered', ...asked, operator: by.organization }],
  },
)

/** With or without a registration of its own: whoever's right is infringed need not be on the platform. */
export const orderTakeDown = act(
  z.object({ product: referenceTo('products'), notice: titleShape, ground: documentShape, attachments: attachmentsShape }),
  {
    name: 'intellectual-property.order-take-down',
    title: { zh: '侵权通知并下架', en: 'Notify infringement and take down' },
    when: [
      onlyBy('A28', 'market'),
      stage(
        'A28',
        'taken-down-already',
        { zh: '该产品已按通知下架', en: 'the product has been taken down on a notice' },
        'none',
        'registered',
        'expired',
        'restored',
      ),
    ],
    provided: [
      noSuchProduct,
      rule(
        'A28',
        'other-product',
        { zh: '与本登记所涉产品不一致', en: 'this record is about another product' },
        ({ asked, state }) => state.product === '' || state.product === asked.product,
        'product',
      ),
    ],
    records: ({ asked, facts, by }) => [{ type: 'TakeDownOrdered', ...asked, operator: facts.productOperator, body: by.organization }],
  },
)

export const liftTakeDown = act(z.object({ reason: reasonShape }), {
  name: 'intellectual-property.lift-take-down',
  title: { zh: '解除下架', en: 'Lift the take-down' },
  when: [
    onlyBy('A28', 'market'),
    stage('A28', 'not-taken-down', { zh: '没有生效的下架通知', en: 'no take-down stands' }, 'taken-down'),
    ownedBy(
      'A28',
      'not-your-notice',
      { zh: '由发出通知的单位解除', en: 'only the body that gave the notice lifts it' },
      ({ takeDown }) => takeDown?.body ?? '',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'TakeDownLifted', ...asked }],
})

export const expire = act(z.object({}), {
  name: 'intellectual-property.expire',
  title: { zh: '登记到期', en: 'Let the registration run out' },
  when: [
    onlyBy('A28', 'platform'),
    stage('A28', 'not-registered', { zh: '没有在期的登记', en: 'no registration stands' }, 'registered'),
    rule(
      'A28',
      'registration-still-runs',
      { zh: '登记有效期尚未届满', en: 'the registration still runs' },
      ({ state, on }) => state.validTo !== undefined && on > state.validTo,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'DataIpExpired', on }],
})

const start: IntellectualProperty = {
  stage: 'none',
  product: '',
  operator: '',
  holder: '',
  registrationNumber: '',
  validTo: undefined,
  takeDown: undefined,
}

const evolve = (state: IntellectualProperty, event: IntellectualPropertyEvent): IntellectualProperty => {
  switch (event.type) {
    case 'DataIpRegistered': {
      const { type: _, ...registered } = event
      return { ...state, stage: 'registered', ...registered }
    }
    case 'TakeDownOrdered': {
      const { product, operator, body, notice, ground } = event
      return { ...state, stage: 'taken-down', product, operator, takeDown: { body, notice, ground } }
    }
    case 'TakeDownLifted':
      return { ...state, stage: state.registrationNumber === '' ? 'restored' : 'registered', takeDown: undefined }
    case 'DataIpExpired':
      return { ...state, stage: 'expired' }
  }
}

const turnsOf = ({ stage: at, takeDown }: IntellectualProperty): readonly Turn[] =>
  at === 'taken-down' && takeDown ? [{ role: 'market', organization: takeDown.body }] : []

const clocks: readonly ClockRule<IntellectualProperty, IntellectualPropertyFacts>[] = [
  {
    name: 'ip-registration',
    title: { zh: '数据知识产权登记有效期', en: 'validity of the data-IP registration' },
    kind: 'validity',
    rule: 'A28',
    ends: { zh: '登记到期', en: 'the registration runs out' },
    act: 'expire',
    remind: 'evidenceRemindDays',
    running: ({ stage: at, operator, validTo }) =>
      at === 'registered' && validTo ? [{ due: validTo, whose: [{ role: 'operator', organization: operator }] }] : [],
  },
]

export const intellectualProperties = procedure<IntellectualProperty, IntellectualPropertyFacts, IntellectualPropertyEvent>({
  name: 'intellectual-property',
  plural: 'intellectual-properties',
  title: { zh: '数据知识产权', en: 'Data intellectual property' },
  start,
  evolve,
  acts: [register, orderTakeDown, liftTakeDown, expire],
  stages: {
    none: { zh: '未登记', en: 'not recorded' },
    registered: { zh: '已登记', en: 'recorded' },
    expired: { zh: '登记已到期', en: 'run out' },
    'taken-down': { zh: '已按通知下架', en: 'taken down' },
    restored: { zh: '已解除下架', en: 'take-down lifted' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ registrationNumber, takeDown, product }) => joined(titleOfCase('product', product), registrationNumber || takeDown?.notice),
  concerns: ({ operator }) => ({ organizations: [operator], roles: ['data-authority', 'market', 'audit-admin'] }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ product, operator }) => [`product:${product}`, `operator:${operator}`],
  personal: false,
})
