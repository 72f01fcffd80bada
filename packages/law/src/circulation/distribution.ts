/** Article 20: who invests and contributes shares the benefit of a product, by one agreed rule whose shares make up the whole. */

import { z } from 'zod'
import { distributionMethods, kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { actsAs, onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { type RemainderRule, remainderRules } from '../kernel/money.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { dayShape, documentShape, organizationShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'

export const contributions = {
  data: { zh: '数据', en: 'data' },
  algorithm: { zh: '算法', en: 'algorithm' },
  capital: { zh: '资金', en: 'capital' },
  compute: { zh: '算力', en: 'compute' },
  service: { zh: '服务', en: 'service' },
} as const
export type Contribution = keyof typeof contributions

/** Basis points: one hundredth of a per cent, so that a whole is a whole number. */
export const wholeInBasisPoints = 10_000

type Stage = 'none' | 'agreed' | 'ended'

export interface Party {
  readonly organization: string
  readonly contribution: Contribution
  readonly description: string
  readonly shareBasisPoints: number
}

export interface Distribution {
  readonly stage: Stage
  readonly product: string
  readonly operator: string
  readonly method: keyof typeof distributionMethods
  readonly parties: readonly Party[]
  readonly remainder: RemainderRule
  readonly validFrom: Day
  /** Last day it is in force; open while it is undefined. */
  readonly validTo: Day | undefined
  readonly agreement: string
}

export interface DistributionFacts {
  /** Operator of the product; empty where there is no such product. */
  readonly productOperator: string
  /** Last day of the latest rule of the product; `open` where it has no end. */
  readonly lastRuleEnds: Day | 'open' | undefined
}

export type DistributionEvent =
  | ({ readonly type: 'DistributionAgreed' } & Omit<Distribution, 'stage' | 'validTo'>)
  | { readonly type: 'DistributionEnded'; readonly validTo: Day; readonly reason: string }

const act = actsOf<Distribution, DistributionFacts, DistributionEvent>()

const partyShape = z.object({
  organization: organizationShape,
  contribution: kindShape(contributions),
  description: titleShape,
  shareBasisPoints: z.int().min(0).max(wholeInBasisPoints),
})

const agreeShape = z.object({
  product: referenceTo('products'),
  method: kindShape(distributionMethods),
  parties: z.array(partyShape).max(30),
  remainder: kindShape(remainderRules),
  validFrom: dayShape,
  agreement: documentShape,
  attachments: attachmentsShape,
})

const shareRules: readonly Rule<Distribution, DistributionFacts, z.infer<typeof agreeShape>>[] = [
  rule(
    'W20-1',
    'shares-not-whole',
    {
      zh: '各方份额合计应当为百分之百（10000个基点）',
      en: 'the shares do not sum to 100 % (10,000 basis points)',
    },
    ({ asked }) => asked.parties.reduce((sum, { shareBasisPoints }) => sum + shareBasisPoints, 0) === wholeInBasisPoints,
    'parties',
  ),
  rule(
    'A20',
    'party-twice',
    { zh: '同一单位不得重复列为分配方', en: 'an organization is listed twice' },
    ({ asked }) => new Set(asked.parties.map(({ organization }) => organization)).size === asked.parties.length,
    'parties',
  ),
  rule(
    'A20',
    'party-without-share',
    { zh: '列为分配方的单位应当有份额', en: 'a party has no share' },
    ({ asked }) => asked.parties.every(({ shareBasisPoints }) => shareBasisPoints > 0),
    'parties',
  ),
]

/** A rule never changes; another one follows when it has ended. */
export const agree = act(agreeShape, {
  name: 'distribution.agree',
  title: { zh: '登记收益分配协议', en: 'Record the distribution agreement' },
  when: [
    onlyBy('A20', 'operator'),
    stageIs('W20-3', 'already-agreed', { zh: '分配规则已登记，不得修改', en: 'the rule is recorded and does not change' }, 'none'),
  ],
  provided: [
    rule(
      'A20',
      'not-your-product',
      { zh: '该产品不属于本单位', en: 'the product is not of your organization' },
      ({ facts, by }) => facts.productOperator === by.organization,
      'product',
    ),
    ...shareRules,
    rule(
      'A20',
      'rule-looks-back',
      { zh: '分配规则不得追溯生效', en: 'a rule does not reach back' },
      ({ asked, on }) => asked.validFrom >= on,
      'validFrom',
    ),
    rule(
      'A20',
      'another-rule-in-force',
      {
        zh: '该产品已有分配规则在该期间生效，请先终止原规则',
        en: 'another rule of this product is in force then: end that one first',
      },
      ({ asked, facts }) => facts.lastRuleEnds === undefined || (facts.lastRuleEnds !== 'open' && facts.lastRuleEnds < asked.validFrom),
      'validFrom',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'DistributionAgreed', ...asked, operator: by.organization }],
})

export const end = act(z.object({ validTo: dayShape, reason: reasonShape }), {
  name: 'distribution.end',
  title: { zh: '终止收益分配规则', en: 'End the distribution rule' },
  when: [
    onlyBy('A20', 'operator', 'data-authority'),
    stageIs('A20', 'not-in-force', { zh: '分配规则未登记或者已终止', en: 'the rule is not recorded, or has ended' }, 'agreed'),
    rule(
      'A20',
      'not-your-product',
      { zh: '由该产品的运营单位或者数据主管部门办理', en: 'the operator of the product does this, or the data authority' },
      ({ state, by }) => actsAs(by, 'data-authority') || by.organization === state.operator,
    ),
  ],
  provided: [
    rule(
      'A20',
      'end-in-the-past',
      { zh: '终止日不得早于今日', en: 'the rule cannot end before today' },
      ({ asked, on }) => asked.validTo >= on,
      'validTo',
    ),
  ],
  records: ({ asked }) => [{ type: 'DistributionEnded', ...asked }],
})

const start: Distribution = {
  stage: 'none',
  product: '',
  operator: '',
  method: 'profit-sharing',
  parties: [],
  remainder: 'largest-first',
  validFrom: '' as Day,
  validTo: undefined,
  agreement: '',
}

const evolve = (state: Distribution, event: DistributionEvent): Distribution => {
  switch (event.type) {
    case 'DistributionAgreed': {
      const { type: _, ...agreed } = event
      return { ...state, stage: 'agreed', ...agreed }
    }
    case 'DistributionEnded':
      return { ...state, stage: 'ended', validTo: event.validTo }
  }
}

/** A fact for prices and bills: whether this rule is in force on a day. */
export const isInForceOn = ({ stage, validFrom, validTo }: Distribution, on: Day): boolean =>
  stage !== 'none' && validFrom <= on && (validTo === undefined || on <= validTo)

/** A fact for the next rule: the last day taken by the rules there are. */
export const lastRuleEnds = (rules: readonly Distribution[]): Day | 'open' | undefined => {
  const recorded = rules.filter(({ stage }) => stage !== 'none')
  if (recorded.some(({ validTo }) => validTo === undefined)) return 'open'
  return recorded
    .flatMap(({ validTo }) => (validTo === undefined ? [] : [validTo]))
    .toSorted()
    .at(-1)
}

/** An open rule has no clock; one that was ended runs out on a day. */
const clocks: readonly ClockRule<Distribution, DistributionFacts>[] = [
  {
    name: 'distribution-term',
    title: { zh: '收益分配规则有效期', en: 'term of the distribution rule' },
    kind: 'term',
    rule: 'W20-2',
    ends: { zh: '没有生效的分配规则，不得定价', en: 'without a rule in force nothing can be priced' },
    remind: 'evidenceRemindDays',
    running: ({ stage, operator, validFrom, validTo }) =>
      stage === 'ended' && validTo ? [{ start: validFrom, due: validTo, whose: [{ role: 'operator', organization: operator }] }] : [],
  },
]

export const distributions = procedure<Distribution, DistributionFacts, DistributionEvent>({
  name: 'distribution',
  plural: 'distributions',
  title: { zh: '收益分配规则', en: 'Distribution rule' },
  start,
  evolve,
  acts: [agree, end],
  stages: {
    none: { zh: '未登记', en: 'not recorded' },
    agreed: { zh: '已登记', en: 'recorded' },
    ended: { zh: '已终止', en: 'ended' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ product, validFrom }) => joined(titleOfCase('product', product), validFrom),
  concerns: ({ operator, parties }) => ({
    organizations: [operator, ...parties.map(({ organization }) => organization)],
    roles: ['data-authority', 'finance', 'audit-admin'],
  }),
  turns: () => [],
  clocks,
  keysOf: ({ operator, product, parties }) => [
    `operator:${operator}`,
    `product:${product}`,
    ...parties.map(({ organization }) => `party:${organization}`),
  ],
  personal: false,
})
