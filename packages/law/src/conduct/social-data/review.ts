/** W16-4: the data authority and the departments review what lies in quarantine, each for itself, and nothing leaves it before all have agreed. */
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { actsAs, onlyBy } from '../../kernel/actor.ts'
import { ownedBy } from '../../kernel/common.ts'
import { rule } from '../../kernel/rule.ts'
import { nameShape, reasonShape } from '../../kernel/shapes.ts'
import { columnGrantShape } from '../shapes.ts'
import { act, inForce, notSuspended, type OnCase, stage } from './declaring.ts'
import type { RequiredBody, SocialData } from './state.ts'

const underReview = stage(
  'W16-4',
  'not-under-review',
  { zh: '文件未送达隔离区，或者审核已结束', en: 'nothing lies in quarantine for review, or the review is over' },
  'quarantined',
)

/** As what somebody answers: for the body that is named, else as the security authority that takes it up. */
const slotOf = ({ required, opinions }: SocialData, by: Actor): RequiredBody | undefined =>
  required.find(({ body }) => body !== '' && body === by.organization) ??
  (actsAs(by, 'security-authority') && opinions.every((one) => one.as !== 'security')
    ? required.find(({ as }) => as === 'security')
    : undefined)

export const isAnswered = ({ opinions }: Pick<SocialData, 'opinions'>, { as, body }: RequiredBody): boolean =>
  opinions.some((one) => one.as === as && (body === '' || one.body === body))

const notYourOwn: OnCase = rule(
  'W16-4',
  'own-import',
  { zh: '申报导入的单位和人员不得参与审核', en: 'who declared the import does not review it' },
  ({ state, by }) => by.organization !== state.operator && by.person !== state.declarer,
)
const notRecused: OnCase = rule(
  'W16-4',
  'recused',
  { zh: '您已申请回避，请由本单位其他人员办理', en: 'you have stepped back: somebody else of your body does this' },
  ({ state, by }) => state.recused.every(({ person }) => person !== by.person),
)
const reviewing: readonly OnCase[] = [
  onlyBy('W16-4', 'data-authority', 'joint-reviewer', 'security-authority'),
  underReview,
  rule(
    'W16-4',
    'not-a-required-body',
    {
      zh: '本单位不是该项导入的会同审核单位，或者安全主管部门已出具意见',
      en: 'your body is not asked, or a security authority has answered',
    },
    ({ state, by }) => slotOf(state, by) !== undefined || state.opinions.some(({ body }) => body === by.organization),
  ),
  rule('W16-4', 'opinion-given', { zh: '本单位已出具意见', en: 'your body has given its opinion' }, ({ state, by }) =>
    state.opinions.every(({ body }) => body !== by.organization),
  ),
  notYourOwn,
  notRecused,
]

export const opine = act(z.object({ conclusion: z.enum(['agree', 'refuse']), reason: reasonShape }), {
  name: 'social-data.opine',
  title: { zh: '出具社会数据导入审核意见', en: 'Give the opinion on the import' },
  when: [
    ...reviewing,
    rule(
      'W16-4',
      'same-person',
      { zh: '同一人员不得代表两个单位出具意见', en: 'one person does not speak for two bodies' },
      ({ state, by }) => state.opinions.every(({ person }) => person !== by.person),
    ),
  ],
  provided: [],
  records: ({ asked, state, by }) => {
    const slot = slotOf(state, by)
    return slot === undefined ? [] : [{ type: 'SocialDataOpinionGiven', as: slot.as, body: by.organization, person: by.person, ...asked }]
  },
})

/** The body still has to answer, through somebody else. */
export const recuse = act(z.object({ reason: reasonShape }), {
  name: 'social-data.recuse',
  title: { zh: '申请回避', en: 'Step back from the review' },
  when: reviewing,
  provided: [],
  records: ({ asked, by }) => [{ type: 'SocialDataReviewerRecused', body: by.organization, person: by.person, ...asked }],
})

const decisionShape = z.object({
  outcome: z.enum(['approve', 'reject']),
  fields: z.array(columnGrantShape).max(400).default([]),
  minimumGroup: z.int().min(2).max(100_000).optional(),
  maximumRisk: z.number().min(0).max(1).optional(),
  quasiIdentifiers: z.array(nameShape).max(40).default([]),
  reason: z.string().trim().max(1000).default('').meta({ format: 'reason' }),
})
type Asked = z.infer<typeof decisionShape>

/** Asked of an approval alone. */
const approving =
  <Matter extends { readonly asked: Asked }>(holds: (matter: Matter) => boolean) =>
  (matter: Matter): boolean =>
    matter.asked.outcome === 'reject' || holds(matter)

/** Signs of a person that the sample of a column gave: dates and company numbers are none. */
const personalSigns = ['id-number', 'mobile', 'name']

const looksPersonal = ({ found, fields }: SocialData): boolean =>
  (found?.columns ?? []).some(
    ({ name, looksLike }) =>
      looksLike.some(({ kind }) => personalSigns.includes(kind)) && fields.find((field) => field.name === name)?.personal === 'none',
  )

export const decide = act(decisionShape, {
  name: 'social-data.decide',
  title: { zh: '作出导入审核决定', en: 'Decide on the import' },
  when: [
    onlyBy('W16-4', 'data-authority'),
    stage(
      'W16-4',
      'not-under-review',
      { zh: '文件未送达隔离区，或者审核已结束', en: 'nothing lies in quarantine for review, or the review is over' },
      'quarantined',
      'refused-by-zone',
    ),
    ownedBy(
      'W16-4',
      'not-your-authorization',
      { zh: '由授权的数据主管部门作出决定', en: 'the authority that granted decides' },
      ({ authority }: SocialData) => authority,
    ),
    rule(
      'W16-4',
      'answers-missing',
      { zh: '会同审核的单位尚未全部出具意见，逾期不视为同意', en: 'a required body has not answered; silence is no consent' },
      ({ state }) => state.required.every((one) => isAnswered(state, one)),
    ),
    notYourOwn,
    notRecused,
  ],
  provided: [
    rule(
      'W16-4',
      'security-refused',
      { zh: '安全主管部门不同意的，不得导入', en: 'a security authority refused, and nobody overrules it' },
      approving(({ state }) => state.opinions.every(({ as, conclusion }) => as !== 'security' || conclusion === 'agree')),
      'outcome',
    ),
    rule(
      'W16-4',
      'body-refused',
      { zh: '有会同审核单位不同意的，不得导入', en: 'a required body refused' },
      approving(({ state }) => state.opinions.every(({ as, conclusion }) => as === 'security' || conclusion === 'agree')),
      'outcome',
    ),
    { ...notSuspended, holds: approving((matter) => notSuspended.holds(matter)), fields: ['outcome'] },
    { ...inForce, holds: approving((matter) => inForce.holds(matter)), fields: ['outcome'] },
    rule(
      'A16',
      'workspace-not-open',
      { zh: '数据申请的工作空间未开通或者已冻结，不能导入', en: 'the workspace of the request does not stand open' },
      approving(({ facts }) => facts.request.stage === 'active'),
      'outcome',
    ),
    rule(
      'W16-4',
      'personal-not-declared',
      {
        zh: '隔离区核验发现字段疑似个人信息而申报为非个人信息的，不得导入，应当重新申报',
        en: 'the zone found a column that looks personal and was declared as not personal: it is declared anew',
      },
      approving(({ state }) => !looksPersonal(state)),
      'outcome',
    ),
    rule(
      'A16',
      'origin-over',
      { zh: '来源证明已过期', en: 'the proof of its origin has run out' },
      approving(({ state, on }) => state.until >= on && (state.proof?.validTo === undefined || state.proof.validTo >= on)),
      'outcome',
    ),
    rule(
      'A16',
      'nothing-admitted',
      { zh: '同意导入的，应当逐字段列明提供方式', en: 'an approval says which fields come in, and how' },
      approving(({ asked }) => asked.fields.some(({ disclosure }) => disclosure !== 'hidden')),
      'fields',
    ),
    rule(
      'W16-4',
      'beyond-the-declaration',
      { zh: '不得导入未申报的字段，同一字段只列一次', en: 'a field was not declared, or stands twice' },
      approving(
        ({ asked, state }) =>
          [...asked.fields.map(({ name }) => name), ...asked.quasiIdentifiers].every((name) =>
            state.fields.some((one) => one.name === name),
          ) && new Set(asked.fields.map(({ name }) => name)).size === asked.fields.length,
      ),
      'fields',
    ),
    rule(
      'A16',
      'mask-missing',
      { zh: '脱敏提供的字段应当指定脱敏方式，其他字段不得指定', en: 'a masked field names its mask, and no other field does' },
      approving(({ asked }) => asked.fields.every(({ disclosure, mask }) => (disclosure === 'masked') === (mask !== undefined))),
      'fields',
    ),
    rule(
      'A16',
      'group-too-small',
      { zh: '最小分组数低于规定下限', en: 'the minimum group is below the least that is allowed' },
      approving(({ asked, parameters }) => asked.minimumGroup === undefined || asked.minimumGroup >= parameters.minimumGroup),
      'minimumGroup',
    ),
    rule(
      'A16',
      'risk-too-high',
      { zh: '列有准标识字段的，重识别风险上限不得高于规定值', en: 'with quasi-identifiers the accepted risk stays below the limit' },
      approving(
        ({ asked, parameters }) =>
          asked.quasiIdentifiers.length === 0 || asked.maximumRisk === undefined || asked.maximumRisk <= parameters.maximumRisk,
      ),
      'maximumRisk',
    ),
    rule(
      'A16',
      'rejection-without-reason',
      { zh: '不同意的，应当说明理由', en: 'a rejection carries its reason' },
      ({ asked }) => asked.outcome === 'approve' || asked.reason !== '',
      'reason',
    ),
  ],
  records: ({ asked: { outcome, ...terms }, parameters }) =>
    outcome === 'reject'
      ? [{ type: 'SocialDataRejected', reason: terms.reason }]
      : [
          {
            type: 'SocialDataApproved',
            ...terms,
            minimumGroup: terms.minimumGroup ?? parameters.minimumGroup,
            maximumRisk: terms.maximumRisk ?? parameters.maximumRisk,
          },
        ],
})
