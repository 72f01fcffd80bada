/** National price notice: the most that an operator may earn from paid products in a period, who determines it, and what is taken off the next one. */
import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { type Matter, type Rule, rule } from '../kernel/rule.ts'
import { dayShape, fenShape, organizationShape, reasonShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'proposed' | 'in-force' | 'refused' | 'settled'

/** Whole fen: the maximum is cost less subsidies, plus profit and tax, less what was earned too much before. */
export interface RevenueFigures {
  readonly costFen: number
  readonly subsidyFen: number
  readonly profitFen: number
  readonly taxFen: number
  readonly deductionFen: number
  readonly maximumFen: number
}

export interface PermittedRevenue extends RevenueFigures {
  readonly stage: Stage
  readonly operator: string
  readonly from: Day
  readonly to: Day
  readonly basis: string
  /** What the profit rests on while no rate is published. */
  readonly profitBasis: string
  /** The rate that was in force as it was determined; none while no published figure was found. */
  readonly profitShare: number | undefined
  readonly market: string
  readonly warnedOn: Day | undefined
  readonly reachedOn: Day | undefined
  readonly settlement: { readonly actualFen: number; readonly excessFen: number; readonly on: Day } | undefined
}

export interface PermittedRevenueFacts {
  readonly operatorRegistered: boolean
  /** Others of the operator whose period has a day in common. */
  readonly overlapping: number
  /** What the operator earned above its maximum in the last period that was settled. */
  readonly carriedOverFen: number
  /** Paid for paid products within the period, as finance recorded it. */
  readonly incomeFen: number
}

type Determined = RevenueFigures & Pick<PermittedRevenue, 'operator' | 'from' | 'to' | 'basis' | 'profitBasis' | 'profitShare' | 'market'>

export type PermittedRevenueEvent =
  | ({ readonly type: 'PermittedRevenueProposed' } & Determined)
  | { readonly type: 'PermittedRevenueConfirmed' }
  | { readonly type: 'PermittedRevenueRefused'; readonly reason: string }
  | { readonly type: 'RevenueNearMaximum'; readonly incomeFen: number; readonly on: Day }
  | { readonly type: 'RevenueAtMaximum'; readonly incomeFen: number; readonly on: Day }
  | { readonly type: 'RevenueSettled'; readonly actualFen: number; readonly excessFen: number; readonly on: Day }

const act = actsOf<PermittedRevenue, PermittedRevenueFacts, PermittedRevenueEvent>()
const stage = stageIs<PermittedRevenue, PermittedRevenueFacts, unknown>
type OnCase = Rule<PermittedRevenue, PermittedRevenueFacts, unknown>

const proposalShape = z.object({
  operator: organizationShape,
  from: dayShape,
  to: dayShape,
  costFen: fenShape,
  subsidyFen: fenShape.default(0),
  profitFen: fenShape,
  taxFen: fenShape,
  deductionFen: fenShape.default(0),
  maximumFen: fenShape,
  basis: reasonShape,
  profitBasis: z.string().trim().max(1_000).default('').meta({ format: 'reason' }),
})
type Proposal = z.infer<typeof proposalShape>

/** Operating cost plus permitted profit plus tax, subsidies and earlier excess taken off; never below nothing. */
export const maximumOf = ({ costFen, subsidyFen, profitFen, taxFen, deductionFen }: Omit<RevenueFigures, 'maximumFen'>): number =>
  Math.max(0, costFen - subsidyFen + profitFen + taxFen - deductionFen)

/** While no rate is published, the profit of each case says what it rests on; a published rate bounds it. */
const profitFounded = ({ asked, parameters: { permittedProfitShare } }: Matter<PermittedRevenue, PermittedRevenueFacts, Proposal>) =>
  permittedProfitShare === undefined
    ? asked.profitFen === 0 || asked.profitBasis !== ''
    : asked.profitFen <= Math.floor(Math.max(0, asked.costFen - asked.subsidyFen) * permittedProfitShare)

export const propose = act(proposalShape, {
  name: 'permitted-revenue.propose',
  title: { zh: '提出最高准许收入', en: 'Propose the maximum permitted revenue' },
  when: [
    onlyBy('A22', 'market'),
    stage('A22', 'proposed-already', { zh: '最高准许收入已经提出', en: 'it has been proposed' }, 'none', 'refused'),
  ],
  provided: [
    rule(
      'A22',
      'operator-not-registered',
      { zh: '该运营单位尚未入驻平台', en: 'the operator is not registered on the platform' },
      ({ facts }) => facts.operatorRegistered,
      'operator',
    ),
    rule(
      'A22',
      'period-reversed',
      { zh: '期间的截止日不得早于起始日', en: 'the period ends before it begins' },
      ({ asked }) => asked.from <= asked.to,
      'to',
    ),
    rule(
      'A22',
      'period-taken',
      { zh: '该运营单位在此期间已有最高准许收入', en: 'the operator has one for a day of this period' },
      ({ facts }) => facts.overlapping === 0,
      'from',
      'to',
    ),
    rule(
      'N3-1',
      'sum-differs',
      {
        zh: '最高准许收入应当等于运营成本扣除补助后加准许利润和税金，再减去上期超收',
        en: 'the maximum is cost less subsidies, plus profit and tax, less what was earned too much before',
      },
      ({ asked }) => asked.maximumFen === maximumOf(asked) && asked.subsidyFen <= asked.costFen,
      'maximumFen',
    ),
    rule(
      'N3-3',
      'profit-unfounded',
      {
        zh: '准许利润超过准许利润率，或者在利润率未公布时没有说明依据',
        en: 'the profit is above the permitted rate, or says nothing of what it rests on while no rate is published',
      },
      profitFounded,
      'profitFen',
      'profitBasis',
    ),
    rule(
      'N3-5',
      'excess-not-deducted',
      { zh: '上期超收部分应当全额扣减', en: 'what was earned above the last maximum is taken off in full' },
      ({ asked, facts }) => asked.deductionFen >= facts.carriedOverFen,
      'deductionFen',
    ),
  ],
  records: ({ asked, by, parameters }) => [
    { type: 'PermittedRevenueProposed', ...asked, profitShare: parameters.permittedProfitShare, market: by.organization },
  ],
})

const proposed = stage('A22', 'nothing-proposed', { zh: '没有待会同确认的最高准许收入', en: 'nothing waits to be confirmed' }, 'proposed')

export const confirm = act(z.object({}), {
  name: 'permitted-revenue.confirm',
  title: { zh: '会同核定', en: 'Determine it together' },
  when: [
    onlyBy('A22', 'data-authority'),
    proposed,
    rule(
      'N3-2',
      'one-body-alone',
      { zh: '提出和会同核定应当由不同部门办理', en: 'two departments determine it: the one that proposed does not confirm' },
      ({ state, by }) => state.market !== by.organization,
    ),
  ],
  provided: [],
  records: () => [{ type: 'PermittedRevenueConfirmed' }],
})

export const refuse = act(z.object({ reason: reasonShape }), {
  name: 'permitted-revenue.refuse',
  title: { zh: '不同意核定', en: 'Do not agree' },
  when: [onlyBy('A22', 'data-authority'), proposed],
  provided: [],
  records: ({ asked }) => [{ type: 'PermittedRevenueRefused', ...asked }],
})

const inForce = stage('A22', 'not-in-force', { zh: '最高准许收入未核定或者已经结算', en: 'no maximum is in force' }, 'in-force')

/** Income as a share of the maximum; everything of nothing is all of it. */
export const shareEarned = (incomeFen: number, maximumFen: number): number =>
  maximumFen > 0 ? incomeFen / maximumFen : incomeFen > 0 ? 1 : 0

const isNews = ({ state, facts, parameters }: Matter<PermittedRevenue, PermittedRevenueFacts, unknown>): 'near' | 'at' | undefined => {
  const share = shareEarned(facts.incomeFen, state.maximumFen)
  if (share >= parameters.revenueBlockShare) return state.reachedOn === undefined ? 'at' : undefined
  return share >= parameters.revenueWarnShare && state.warnedOn === undefined ? 'near' : undefined
}

export const noteIncome = act(z.object({}), {
  name: 'permitted-revenue.note-income',
  title: { zh: '记录收入预警', en: 'Note how near the income is' },
  when: [
    onlyBy('A22', 'platform'),
    inForce,
    rule(
      'A22',
      'nothing-to-note',
      { zh: '收入未达到预警线，或者已经记录', en: 'the income is below the line, or it was noted' },
      (matter) => isNews(matter) !== undefined,
    ),
  ],
  provided: [],
  records: (matter) => {
    const { incomeFen } = matter.facts
    return [{ type: isNews(matter) === 'at' ? 'RevenueAtMaximum' : 'RevenueNearMaximum', incomeFen, on: matter.on }]
  },
})

const periodOver: OnCase = rule(
  'A22',
  'period-not-over',
  { zh: '期间尚未届满', en: 'the period is not over' },
  ({ state, on }) => on > state.to,
)

export const settle = act(z.object({}), {
  name: 'permitted-revenue.settle',
  title: { zh: '期末结算', en: 'Settle the period' },
  when: [onlyBy('A22', 'market'), inForce, periodOver],
  provided: [],
  records: ({ state, facts, on }) => [
    { type: 'RevenueSettled', actualFen: facts.incomeFen, excessFen: Math.max(0, facts.incomeFen - state.maximumFen), on },
  ],
})

const start: PermittedRevenue = {
  stage: 'none',
  operator: '',
  from: '' as Day,
  to: '' as Day,
  costFen: 0,
  subsidyFen: 0,
  profitFen: 0,
  taxFen: 0,
  deductionFen: 0,
  maximumFen: 0,
  basis: '',
  profitBasis: '',
  profitShare: undefined,
  market: '',
  warnedOn: undefined,
  reachedOn: undefined,
  settlement: undefined,
}

const evolve = (state: PermittedRevenue, event: PermittedRevenueEvent): PermittedRevenue => {
  switch (event.type) {
    case 'PermittedRevenueProposed': {
      const { type: _, ...proposal } = event
      return { ...state, stage: 'proposed', ...proposal }
    }
    case 'PermittedRevenueConfirmed':
      return { ...state, stage: 'in-force' }
    case 'PermittedRevenueRefused':
      return { ...state, stage: 'refused' }
    case 'RevenueNearMaximum':
      return { ...state, warnedOn: event.on }
    case 'RevenueAtMaximum':
      return { ...state, warnedOn: state.warnedOn ?? event.on, reachedOn: event.on }
    case 'RevenueSettled': {
      const { type: _, ...settlement } = event
      return { ...state, stage: 'settled', settlement }
    }
  }
}

/** Whether it bounds what is earned on a day. */
export const boundsIncomeOn = ({ stage: at, from, to }: PermittedRevenue, on: Day): boolean => at === 'in-force' && from <= on && on <= to

const turnsOf = ({ stage: at, reachedOn }: PermittedRevenue): readonly Turn[] => {
  if (at === 'proposed') return [{ role: 'data-authority' }]
  return at === 'in-force' && reachedOn ? [{ role: 'market' }, { role: 'data-authority' }] : []
}

const clocks: readonly ClockRule<PermittedRevenue, PermittedRevenueFacts>[] = [
  {
    name: 'permitted-revenue-period',
    title: { zh: '最高准许收入期间', en: 'period of a maximum permitted revenue' },
    kind: 'term',
    rule: 'A22',
    ends: { zh: '期末结算，超收部分在下期扣减', en: 'the period is settled and the excess taken off the next' },
    running: ({ stage: at, from, to }) => (at === 'in-force' ? [{ start: from, due: to, whose: [{ role: 'market' }] }] : []),
  },
]

export const permittedRevenues = procedure<PermittedRevenue, PermittedRevenueFacts, PermittedRevenueEvent>({
  name: 'permitted-revenue',
  plural: 'permitted-revenues',
  title: { zh: '最高准许收入', en: 'Maximum permitted revenue' },
  start,
  evolve,
  acts: [propose, confirm, refuse, noteIncome, settle],
  stages: {
    none: { zh: '未提出', en: 'not proposed' },
    proposed: { zh: '待会同核定', en: 'to be confirmed' },
    'in-force': { zh: '已核定', en: 'in force' },
    refused: { zh: '未获同意', en: 'not agreed' },
    settled: { zh: '已结算', en: 'settled' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ from, to }) => (from === '' ? '' : `${from} — ${to}`),
  concerns: ({ operator }) => ({
    organizations: operator === '' ? [] : [operator],
    roles: ['market', 'data-authority', 'finance', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ operator }) => [`operator:${operator}`],
  personal: false,
})
