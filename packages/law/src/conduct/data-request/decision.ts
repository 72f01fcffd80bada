/** Article 12: three separate conclusions from every required body, then one joint decision. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { rule } from '../../kernel/rule.ts'
import { nameShape, referenceTo } from '../../kernel/shapes.ts'
import { columnGrantShape, dominanceShape, figureProtections, isolationLevels, noiseShape, rowLimitShape } from '../shapes.ts'
import { riskLimitFields } from './risk.ts'
import {
  areItemsOpen,
  type Conclusions,
  type DataRequest,
  type DataRequestEvent,
  type DataRequestFacts,
  type GrantedItem,
} from './state.ts'

const act = actsOf<DataRequest, DataRequestFacts, DataRequestEvent>()

const submitted = stageIs<DataRequest, DataRequestFacts, unknown>(
  'A12',
  'not-under-review',
  { zh: '申请不在审核中', en: 'the request is not under review' },
  'submitted',
)

/** What the zone refused to open is decided again, within the conclusions that were given. */
const undecided = stageIs<DataRequest, DataRequestFacts, unknown>(
  'A12',
  'not-under-review',
  { zh: '申请不在审核中', en: 'the request is not under review' },
  'submitted',
  'refused-by-zone',
)

const reasonOrNone = z.string().trim().max(1000).default('').meta({ format: 'reason' })
const conclusionShape = z.object({ pass: z.boolean(), reason: reasonOrNone })
const conclusionsOf = ({ reasonable, compliant, secure }: Conclusions) => [reasonable, compliant, secure]

const byRequiredBody = rule<DataRequest, DataRequestFacts, unknown>(
  'A12',
  'not-a-required-body',
  { zh: '本单位不是本申请的数据提供单位或者会同审核单位', en: 'your body neither provides an item of this list nor reviews it' },
  ({ state, by }) => state.required.some(({ body }) => body === by.organization),
)

/** Before they conclude, those who review may have the zone work out how the data could be masked: the answer is levels and shares, never rows. */
export const plan = act(z.object({}), {
  name: 'data-request.plan',
  title: { zh: '测算脱敏方案', en: 'Work out a masking plan' },
  when: [onlyBy('A12', 'data-authority', 'agency', 'joint-reviewer'), submitted, byRequiredBody],
  provided: [],
  records: ({ by }) => [{ type: 'MaskingPlanAsked', body: by.organization, person: by.person }],
})

export const opine = act(z.object({ reasonable: conclusionShape, compliant: conclusionShape, secure: conclusionShape }), {
  name: 'data-request.opine',
  title: { zh: '出具合理性、合规性、安全性意见', en: 'Give the three conclusions' },
  when: [
    onlyBy('A12', 'data-authority', 'agency', 'joint-reviewer'),
    submitted,
    byRequiredBody,
    rule('A12', 'opinion-given', { zh: '本单位已出具意见', en: 'your body has given its conclusions' }, ({ state, by }) =>
      state.opinions.every(({ body }) => body !== by.organization),
    ),
  ],
  provided: [
    rule(
      'A12',
      'conclusion-without-reason',
      {
        zh: '合理性、合规性、安全性三项结论应当逐项说明理由',
        en: 'each of the three conclusions carries its reason, whether it passes or not',
      },
      ({ asked }) => conclusionsOf(asked).every(({ reason }) => reason !== ''),
      'reasonable',
      'compliant',
      'secure',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'RequestOpinionGiven', body: by.organization, person: by.person, ...asked }],
})

const decisionShape = z.object({
  outcome: z.enum(['approve', 'reject']),
  items: z
    .array(
      z.object({
        item: referenceTo('catalog-items'),
        fields: z.array(columnGrantShape).min(1).max(400),
        rows: z.array(rowLimitShape).max(10).default([]),
      }),
    )
    .max(40)
    .default([]),
  minimumGroup: z.int().min(2).max(100_000),
  minimumRows: z.int().min(2).max(100_000).optional(),
  dominance: dominanceShape.optional(),
  figures: z.enum(figureProtections).default('exact'),
  roundingBase: z.int().min(2).max(1_000_000).optional(),
  noise: noiseShape.optional(),
  maximumRisk: z.number().min(0).max(1),
  minimumIsolation: z.enum(isolationLevels),
  quasiIdentifiers: z.array(nameShape).max(40).default([]),
  ...riskLimitFields,
  reason: reasonOrNone,
})
type Asked = z.infer<typeof decisionShape>

/** A rule on what is granted: it asks nothing of a rejection. */
const granting =
  (holds: (asked: Asked, state: DataRequest) => boolean) => (matter: { readonly asked: Asked; readonly state: DataRequest }) =>
    matter.asked.outcome === 'reject' || holds(matter.asked, matter.state)

export const decide = act(decisionShape, {
  name: 'data-request.decide',
  title: { zh: '作出审定', en: 'Decide' },
  when: [
    onlyBy('A12', 'data-authority'),
    undecided,
    ownedBy(
      'A12',
      'not-your-request',
      { zh: '由授权的数据主管部门审定', en: 'the authority that granted decides' },
      ({ authority }) => authority,
    ),
    rule(
      'W12-3',
      'answers-missing',
      {
        zh: '数据主管部门、数据提供单位和会同审核单位尚未全部出具意见',
        en: 'the authority, a providing agency or a joint reviewer has not answered yet',
      },
      ({ state }) => state.required.every(({ body }) => state.opinions.some((one) => one.body === body)),
    ),
  ],
  provided: [
    rule(
      'W12-4',
      'criterion-not-passed',
      { zh: '合理性、合规性、安全性有一项未通过的，不得同意', en: 'reasonableness, compliance and security must all pass' },
      granting((_, { opinions }) => opinions.every((opinion) => conclusionsOf(opinion).every(({ pass }) => pass))),
      'outcome',
    ),
    rule(
      'W2-4',
      'item-closed-since',
      {
        zh: '清单中有数据已变更为禁止开放或者标注涉密，不得同意',
        en: 'an item of the list has since been prohibited from opening or marked secret',
      },
      ({ asked, facts }) => asked.outcome === 'reject' || areItemsOpen(facts),
      'items',
    ),
    rule(
      'W6-2',
      'contract-behind',
      {
        zh: '清单中有数据的字段分类分级经提供机构确认已变更，授权运营域尚未更新约定，暂不得同意',
        en: 'the agency has changed the marks of an item’s fields, and the zone does not hold its files against them yet',
      },
      ({ asked, facts }) => asked.outcome === 'reject' || facts.items.every(({ contractBehind }) => contractBehind !== true),
      'items',
    ),
    rule(
      'W16-6',
      'no-procedures',
      { zh: '运营单位尚未报送操作规程，不得开通工作空间', en: 'no operating procedures are on file: the workspace cannot be opened' },
      granting((_, { procedures }) => procedures !== ''),
      'outcome',
    ),
    rule(
      'W26-1',
      'provider-without-plan',
      {
        zh: '有数据提供单位尚未就该场景制定经审定的应急预案，不得开展授权运营',
        en: 'a providing agency has no approved emergency plan for this scenario',
      },
      ({ asked, facts }) => asked.outcome === 'reject' || facts.providersWithoutPlan.length === 0,
      'outcome',
    ),
    rule(
      'A12',
      'nothing-granted',
      { zh: '同意的，应当逐项列明提供的数据', en: 'an approval says what is granted' },
      granting(({ items }) => items.length > 0),
      'items',
    ),
    rule(
      'W12-2',
      'beyond-the-list',
      { zh: '审定内容不得超出申请清单', en: 'the decision grants what the list does not ask for' },
      granting(({ items }, state) => items.every((item) => isWithinList(item, state))),
      'items',
    ),
    rule(
      'A16',
      'mask-missing',
      { zh: '脱敏提供的字段应当指定脱敏方式，其他字段不得指定', en: 'a masked field names its mask, and no other field does' },
      granting(({ items }) =>
        items.every(({ fields }) => fields.every(({ disclosure, mask }) => (disclosure === 'masked') === (mask !== undefined))),
      ),
      'items',
    ),
    rule(
      'A16',
      'group-too-small',
      { zh: '最小分组数低于规定下限', en: 'the minimum group is below the least that is allowed' },
      ({ asked, parameters }) => asked.outcome === 'reject' || asked.minimumGroup >= parameters.minimumGroup,
      'minimumGroup',
    ),
    rule(
      'A16',
      'fewer-rows-than-subjects',
      { zh: '最小记录数不得低于最小人数', en: 'the fewest rows of a cell are at least its fewest subjects' },
      granting(({ minimumRows, minimumGroup }) => minimumRows === undefined || minimumRows >= minimumGroup),
      'minimumRows',
    ),
    rule(
      'A16',
      'dominance-too-lax',
      { zh: '集中度规则不得宽于规定', en: 'the dominance rule is no laxer than what is set' },
      ({ asked: { outcome, dominance }, parameters }) =>
        outcome === 'reject' ||
        dominance === undefined ||
        (dominance.largest >= parameters.dominanceContributors &&
          dominance.largestShare <= parameters.dominanceShare &&
          dominance.restShare >= parameters.dominanceMarginShare),
      'dominance',
    ),
    rule(
      'A16',
      'protection-without-measure',
      { zh: '选择取整的应当填写取整基数，选择加噪的应当填写噪声参数', en: 'rounding names its base, and noise its measures' },
      granting(
        ({ figures, roundingBase, noise }) =>
          (figures !== 'round' || roundingBase !== undefined) && (figures !== 'cell-key' || noise !== undefined),
      ),
      'figures',
    ),
    rule(
      'A16',
      'risk-too-high',
      { zh: '列有准标识字段的，重识别风险上限不得高于规定值', en: 'with quasi-identifiers the accepted risk stays below the limit' },
      ({ asked, parameters }) =>
        asked.outcome === 'reject' || asked.quasiIdentifiers.length === 0 || asked.maximumRisk <= parameters.maximumRisk,
      'maximumRisk',
    ),
    rule(
      'A16',
      'limits-without-quasi-identifiers',
      {
        zh: '限定 K、L、T 的，应当列明准标识字段，否则无从衡量',
        en: 'k, l and t are measured by quasi-identifiers: a decision that limits them names some',
      },
      granting(
        ({ quasiIdentifiers, minimumK, minimumL, maximumT }) =>
          quasiIdentifiers.length > 0 || [minimumK, minimumL, maximumT].every((limit) => limit === undefined),
      ),
      'quasiIdentifiers',
    ),
    rule(
      'A16',
      'leave-out-half',
      {
        zh: '舍去记录数不足的组的，应当同时填写组的最少记录数和舍去比例上限，并列明准标识字段',
        en: 'leaving small classes out takes the size below which, the largest share that may go, and quasi-identifiers',
      },
      granting(
        ({ leaveOutBelow, mostLeftOut, quasiIdentifiers }) =>
          (leaveOutBelow === undefined) === (mostLeftOut === undefined) && (leaveOutBelow === undefined || quasiIdentifiers.length > 0),
      ),
      'leaveOutBelow',
      'mostLeftOut',
    ),
    rule(
      'A16',
      'level-too-low',
      { zh: '要求达到的去标识化等级低于规定下限', en: 'the level of de-identification asked for is below the least that is allowed' },
      ({ asked, parameters }) =>
        asked.outcome === 'reject' || asked.requiredLevel === undefined || asked.requiredLevel >= parameters.deidentificationLevelMin,
      'requiredLevel',
    ),
    rule(
      'A12',
      'rejection-without-reason',
      { zh: '不同意的，应当说明理由', en: 'a rejection carries its reason' },
      ({ asked }) => asked.outcome === 'approve' || asked.reason !== '',
      'reason',
    ),
  ],
  records: ({ asked: { outcome, items, ...terms }, state, facts, parameters }) =>
    outcome === 'reject'
      ? [{ type: 'DataRequestRejected', reason: terms.reason }]
      : [
          {
            type: 'DataRequestApproved',
            ...terms,
            requiredLevel: terms.requiredLevel ?? parameters.deidentificationLevelMin,
            levelRisk: parameters.deidentificationRisk,
            quota: {
              liveJobs: parameters.liveJobs,
              parallelJobs: parameters.parallelJobs,
              jobsPerDay: parameters.jobsPerDay,
              cpuMinutesPerDay: parameters.cpuMinutesPerDay,
              jobMemoryMebibytes: parameters.jobMemoryMebibytes,
            },
            dominance: terms.dominance ?? {
              largest: parameters.dominanceContributors,
              largestShare: parameters.dominanceShare,
              restShare: parameters.dominanceMarginShare,
            },
            items: items.map((item) => grantedItem(item, state, facts)),
          },
        ],
})

type AskedItem = Asked['items'][number]

const requestedOf = (state: DataRequest, id: string) => state.items.find(({ item }) => item === id)

const isWithinList = ({ item, fields }: AskedItem, state: DataRequest): boolean => {
  const requested = requestedOf(state, item)
  return requested !== undefined && fields.every(({ name }) => requested.fields.some((field) => field.name === name))
}

/** The row limits of the list stay, those of the decision come on top: a decision narrows. */
const grantedItem = ({ item, fields, rows }: AskedItem, state: DataRequest, { items }: DataRequestFacts): GrantedItem => {
  const fact = items.find(({ id }) => id === item)
  return {
    item,
    dataset: fact?.dataset ?? '',
    provider: fact?.provider ?? '',
    fields,
    rows: [...(requestedOf(state, item)?.rows ?? []), ...rows],
  }
}
