/** Articles 20, 22 and 23: the ceiling that the data authority sets for a scenario, and the price that the operator sets under it. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { choiceOf, dayShape, fenShape, titleShape } from '../../kernel/shapes.ts'
import { isPaid, yourProduct } from './making.ts'
import { type Product, type ProductEvent, type ProductFacts, priceOn } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
type OnCase = Rule<Product, ProductFacts, unknown>

const freeWords = {
  zh: '用于公共治理、公益事业的产品不得收费',
  en: 'a product for public governance or the public good is free of charge',
}

const onOffer = stageIs<Product, ProductFacts, unknown>(
  'A22',
  'not-on-offer',
  { zh: '产品尚未起草或者已下架', en: 'the product is not drafted, or has been taken down' },
  'draft',
  'verified',
  'review-refused',
  'reviewed',
  'returned',
  'registered',
  'in-notice',
  'coded',
  'certified',
  'publishing',
  'published',
  'suspended',
)

/** What the operator asks is at most the ceiling of every scenario; a scenario without a ceiling has no lawful price. */
export const withinCeilings = ({ content, ceilingFenByScenario }: Product, unitPriceFen: number): boolean =>
  content.scenarios.every((scenario) => {
    const ceiling = ceilingFenByScenario[scenario]
    return ceiling !== undefined && unitPriceFen <= ceiling
  })

export const distributionAgreed: OnCase = rule(
  'W20-2',
  'no-distribution-rule',
  {
    zh: '有偿产品没有生效的收益分配规则，不得定价，请先登记分配协议',
    en: 'a paid product has no distribution rule in force: record the agreement first',
  },
  ({ state, facts }) => !isPaid(state) || facts.distributionInForce,
)

const ceilingShape = z.object({
  scenario: choiceOf('scenarios'),
  ceilingFen: fenShape,
  basis: titleShape,
  /** The written report of the ceiling to both departments; asked for once the national rules judge. */
  reportNumber: z.string().trim().max(120).default(''),
  reportedOn: dayShape.optional(),
})

export const setCeiling = act(ceilingShape, {
  name: 'product.set-ceiling',
  title: { zh: '核定上限收费标准', en: 'Set the ceiling price' },
  when: [onlyBy('A22', 'data-authority'), onOffer, rule('W22-2', 'free-of-charge', freeWords, ({ state }) => isPaid(state))],
  provided: [
    rule(
      'W17-2',
      'scenario-not-bound',
      { zh: '该场景未绑定本产品', en: 'the product is not bound to this scenario' },
      ({ asked, state }) => state.content.scenarios.includes(asked.scenario),
      'scenario',
    ),
    rule(
      'N3-6',
      'ceiling-not-reported',
      {
        zh: '上限收费标准应当书面报告发展改革部门和数据主管部门，请填写报告文号和日期，日期不得晚于今日',
        en: 'the ceiling is reported in writing to both departments: give the number and the day of the report',
      },
      ({ asked, on }) => asked.reportNumber !== '' && asked.reportedOn !== undefined && asked.reportedOn <= on,
      'reportNumber',
      'reportedOn',
    ),
  ],
  records: ({ asked: { scenario, ceilingFen, basis, reportNumber, reportedOn } }) => [
    {
      type: 'CeilingSet',
      scenario,
      ceilingFen,
      basis,
      ...(reportedOn !== undefined && { reportNumber, reportedOn }),
    },
  ],
})

export const setPrice = act(
  z.object({ unitPriceFen: fenShape, from: dayShape, reason: z.string().trim().max(1000).default('').meta({ format: 'reason' }) }),
  {
    name: 'product.set-price',
    title: { zh: '确定收费价格', en: 'Set the price' },
    when: [onlyBy('A22', 'operator'), yourProduct, onOffer, distributionAgreed],
    provided: [
      rule('W22-2', 'free-of-charge', freeWords, ({ asked, state }) => isPaid(state) || asked.unitPriceFen === 0, 'unitPriceFen'),
      rule('N3-7', 'free-of-charge', freeWords, ({ asked, state }) => isPaid(state) || asked.unitPriceFen === 0, 'unitPriceFen'),
      rule(
        'N3-8',
        'no-unit-of-charge',
        {
          zh: '有偿产品应当先明确按产品件数、服务次数、使用时长或者调用次数计费',
          en: 'a paid product first says by what it is charged: products, services, time or calls',
        },
        ({ state }) => !isPaid(state) || state.content.meteringUnit !== undefined,
        'unitPriceFen',
      ),
      rule(
        'W22-1',
        'above-ceiling',
        {
          zh: '价格高于上限收费标准，或者有场景尚未核定上限',
          en: 'the price is above the ceiling, or a scenario has no ceiling yet',
        },
        ({ asked, state }) => !isPaid(state) || withinCeilings(state, asked.unitPriceFen),
        'unitPriceFen',
      ),
      rule(
        'W22-3',
        'change-without-ground',
        { zh: '调整价格应当载明理由', en: 'a change of price needs a recorded ground' },
        ({ asked, state }) => state.prices.length === 0 || asked.reason !== '',
        'reason',
      ),
      rule(
        'A22',
        'price-looks-back',
        {
          zh: '价格不得追溯施行；产品已发布的，自次日起施行',
          en: 'no price reaches back; on a published product it begins tomorrow at the earliest',
        },
        ({ asked, state, on }) => asked.from > on || (asked.from === on && !['publishing', 'published', 'suspended'].includes(state.stage)),
        'from',
      ),
    ],
    records: ({ asked }) => [{ type: 'PriceSet', ...asked }],
  },
)

/** Paid use without a price is not started. */
export const priced: OnCase = rule(
  'W23-2',
  'no-price',
  { zh: '有偿使用尚未确定收费价格，不得发布', en: 'paid use has no price yet' },
  ({ state, on }) => !isPaid(state) || priceOn(state, on) !== undefined,
)

export const priceStillLawful: OnCase = rule(
  'W22-1',
  'price-above-ceiling',
  { zh: '现行价格高于上限收费标准，请先调整价格', en: 'the price that stands is above the ceiling: lower it first' },
  ({ state, on }) => {
    const price = priceOn(state, on)
    return !isPaid(state) || price === undefined || withinCeilings(state, price.unitPriceFen)
  },
)
