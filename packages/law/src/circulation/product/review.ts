/** Article 17: the security authority and the data authority review the same version, each for itself. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { type Day, monthsAfter, monthsBefore } from '../../kernel/days.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import type { Parameters } from '../../parameters.ts'
import { type Product, type ProductEvent, type ProductFacts, type Review, type ReviewKind, reviewKinds } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
type OnCase = Rule<Product, ProductFacts, unknown>

const ofThisVersion = ({ reviews, versionHash }: Product): readonly Review[] => reviews.filter((one) => one.versionHash === versionHash)

/** Both bodies passed this exact version. */
export const bothPassed: OnCase = rule(
  'W17-1',
  'not-passed-by-both',
  {
    zh: '本版本尚未通过安全主管部门和数据主管部门的分别审核',
    en: 'this version has not been passed by both the security authority and the data authority',
  },
  ({ state }) => {
    const passed = ofThisVersion(state).filter(({ conclusion }) => conclusion === 'pass')
    return Object.keys(reviewKinds).every((kind) => passed.some((one) => one.kind === kind))
  },
)

/** Last day on which the older of the reviews counts. */
export const reviewsValidTo = (state: Product, { productReviewValidMonths }: Parameters): Day | undefined =>
  ofThisVersion(state)
    .map(({ on }) => monthsAfter(on, productReviewValidMonths))
    .toSorted()[0]

export const reviewsNotExpired: OnCase = rule(
  'W17-4',
  'review-expired',
  { zh: '审核结论已逾有效期，请修订后重新送审', en: 'the reviews have expired: revise and have the product reviewed again' },
  ({ state, on, parameters }) => {
    const validTo = reviewsValidTo(state, parameters)
    return validTo === undefined || on <= validTo
  },
)

const verified: readonly OnCase[] = [
  stageIs('A17', 'not-under-review', { zh: '产品不在审核阶段', en: 'the product is not under review' }, 'verified'),
  rule(
    'W16-5',
    'not-verified',
    {
      zh: '本版本未完成验证和隐患排查，不得审核',
      en: 'this version has no verification and hazard check',
    },
    ({ state }) => state.verification !== undefined && state.verification.versionHash === state.versionHash,
  ),
  rule(
    'W25-1',
    'risk-assessment-too-old',
    {
      zh: '风险评估已逾有效期，请运营单位重新评估后修订送审',
      en: 'the risk assessment is too old: the operator assesses again and revises',
    },
    ({ state, on, parameters }) =>
      state.verification === undefined || state.verification.riskAssessedOn >= monthsBefore(on, parameters.riskAssessmentMonths),
  ),
]

const apart = (kind: ReviewKind): readonly OnCase[] => [
  rule('W17-1', 'reviewed-already', { zh: '本版本已作出该项审核结论', en: 'this review of this version has been given' }, ({ state }) =>
    ofThisVersion(state).every((one) => one.kind !== kind),
  ),
  rule(
    'W17-1',
    'same-body',
    {
      zh: '两项审核应当由不同单位分别作出，且不得由运营单位自审',
      en: 'the two reviews are given by two different bodies, neither of them the operator',
    },
    ({ state, by }) => by.organization !== state.operator && ofThisVersion(state).every(({ body }) => body !== by.organization),
  ),
  rule(
    'W17-1',
    'same-person',
    { zh: '两项审核应当由不同人员分别签署', en: 'the two reviews are signed by two different persons' },
    ({ state, by }) => ofThisVersion(state).every(({ person }) => person !== by.person),
  ),
]

/** The reviewer names the version that was read: a screen left open does not sign what came after it. */
const reviewShape = z.object({ version: z.int().min(1), conclusion: z.enum(['pass', 'refuse']), opinion: reasonShape })

const reviewAct = (kind: ReviewKind, duty: OnCase) =>
  act(reviewShape, {
    name: `product.review-${kind}`,
    title: { zh: `出具${reviewKinds[kind].zh}意见`, en: `Give the ${reviewKinds[kind].en}` },
    when: [duty, ...verified, ...apart(kind)],
    provided: [
      rule(
        'W17-1',
        'another-version',
        { zh: '所审版本不是当前版本，请核对后重新审核', en: 'the version you read is not the one that stands now' },
        ({ asked, state }) => asked.version === state.version,
        'version',
      ),
    ],
    records: ({ asked: { conclusion, opinion }, state, by, on }) => [
      {
        type: 'ProductReviewed',
        kind,
        versionHash: state.versionHash,
        conclusion,
        opinion,
        body: by.organization,
        person: by.person,
        on,
      },
    ],
  })

export const reviewSecurity = reviewAct('security', onlyBy('W6-3', 'security-authority'))
export const reviewData = reviewAct('data', onlyBy('A17', 'data-authority'))
