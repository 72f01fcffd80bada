/** Articles 10, 17, 21 and 24: a certified product goes on the shelf, is suspended with its authorization, and is taken down. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { actsAs, onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { authorizationInForce, madeInZone } from './making.ts'
import { distributionAgreed, priced, priceStillLawful } from './price.ts'
import { bothPassed, reviewsNotExpired } from './review.ts'
import type { Product, ProductEvent, ProductFacts } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
const stage = stageIs<Product, ProductFacts, unknown>
type OnCase = Rule<Product, ProductFacts, unknown>

const yoursOrTheAuthoritys: OnCase = rule(
  'A24',
  'not-your-product',
  { zh: '由研发该产品的运营单位或者数据主管部门办理', en: 'the operator that makes the product does this, or the data authority' },
  ({ state, by }) => actsAs(by, 'data-authority') || (by.organization !== '' && by.organization === state.operator),
)

const certificateOfThisVersion: OnCase = rule(
  'W24-4',
  'no-certificate',
  { zh: '本版本未取得登记证书，不得发布', en: 'this version has no certificate' },
  ({ state }) => state.certificate !== undefined && state.certificate.versionHash === state.versionHash,
)

const certificateInForce: OnCase = rule(
  'W21-1',
  'certificate-not-in-force',
  { zh: '登记证书已到期，不得挂牌', en: 'the certificate has expired' },
  ({ state, on }) => state.certificate === undefined || on <= state.certificate.validTo,
)

const scenariosGranted: OnCase = rule(
  'W17-2',
  'scenario-no-longer-granted',
  {
    zh: '产品绑定的场景已不在审定范围内，请修订后重新送审',
    en: 'a bound scenario is no longer granted: revise and have it reviewed again',
  },
  ({ state, facts }) => state.content.scenarios.every((scenario) => facts.request.scenarios.includes(scenario)),
)

const noOpenRisk: OnCase = rule(
  'W15-2',
  'risk-open',
  {
    zh: '产品所依据的工作空间因风险报告已停止，由数据主管部门解除',
    en: 'a risk report has stopped what it is made of: the data authority releases it',
  },
  ({ facts }) => facts.request.openRisks === 0,
)

/** W2-4: what was made of an item that was closed since stops with it, whatever has become of the workspace. */
const itemsStillOpen: OnCase = rule(
  'W2-4',
  'item-closed-since',
  {
    zh: '产品所用数据已变更为禁止开放或者标注涉密，停止使用',
    en: 'data that the product is made of has since been prohibited from opening or marked secret',
  },
  ({ facts }) => facts.request.itemsOpen,
)

const plansStillValid: OnCase = rule(
  'W26-2',
  'plan-not-valid',
  { zh: '应急预案失效的场景，预案重新审定前不得恢复', en: 'an emergency plan of the scenario is not valid: approve it again first' },
  ({ facts }) => facts.request.plansValid,
)

const notTakenDown: OnCase = rule(
  'A28',
  'take-down-stands',
  { zh: '产品因侵权通知下架，解除前不得发布', en: 'a notice of infringement has taken it down and stands' },
  ({ facts }) => facts.takeDowns === 0,
)

const workspaceNotFrozen: OnCase = rule(
  'W26-2',
  'workspace-frozen',
  { zh: '产品所依据的工作空间已冻结，恢复后方可提供', en: 'its workspace is frozen: it is served again when that thaws' },
  ({ facts }) => !facts.request.frozen,
)

/** What must hold on every day that a product is served. */
const standing: readonly OnCase[] = [
  authorizationInForce,
  bothPassed,
  reviewsNotExpired,
  certificateInForce,
  scenariosGranted,
  noOpenRisk,
  itemsStillOpen,
  plansStillValid,
  notTakenDown,
  workspaceNotFrozen,
]

export const publish = act(z.object({}), {
  name: 'product.publish',
  title: { zh: '发布产品', en: 'Publish the product' },
  when: [
    onlyBy('A24', 'operator', 'data-authority'),
    yoursOrTheAuthoritys,
    rule(
      'A24',
      'published-already',
      { zh: '产品已发布或者正在发布', en: 'the product is published, or on its way' },
      ({ state }) => !['publishing', 'published', 'suspended', 'unshelved', 'cancelled'].includes(state.stage),
    ),
    certificateOfThisVersion,
    madeInZone,
    ...standing,
    priced,
    priceStillLawful,
    distributionAgreed,
  ],
  provided: [],
  records: ({ state }) => [{ type: 'PublicationOrdered', version: state.version, versionHash: state.versionHash }],
})

/** A suspension may overtake the publication; the zone's answer is noted all the same. */
const onItsWay: OnCase = rule(
  'A24',
  'not-on-its-way',
  { zh: '产品不在发布过程中', en: 'no publication is under way' },
  ({ state }) => state.stage === 'publishing' || (state.stage === 'suspended' && state.served === undefined),
)

/** The zone has built the serving copy and serves it. */
export const notePublished = act(
  z.object({
    rows: z.int().min(0),
    suppressedRows: z.int().min(0),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
  }),
  {
    name: 'product.note-published',
    title: { zh: '记录发布回执', en: 'Note that the zone serves it' },
    when: [onlyBy('A24', 'platform'), onItsWay],
    provided: [],
    records: ({ asked }) => [{ type: 'ProductPublished', ...asked }],
  },
)

export const noteRefusedByZone = act(z.object({ refusal: z.string(), detail: z.string().default('') }), {
  name: 'product.note-refused-by-zone',
  title: { zh: '记录授权运营域拒绝发布', en: 'Note that the zone refused' },
  when: [onlyBy('A24', 'platform'), onItsWay],
  provided: [],
  records: ({ asked }) => [{ type: 'PublicationFailed', ...asked }],
})

/** Done at once by the platform when the authorization is suspended, a plan lapses or a risk is reported. */
export const suspend = act(z.object({ reason: reasonShape }), {
  name: 'product.suspend',
  title: { zh: '暂停产品', en: 'Suspend the product' },
  when: [
    onlyBy('W10-1', 'platform'),
    stage('W10-1', 'not-on-the-shelf', { zh: '产品未发布', en: 'the product is not on the shelf' }, 'publishing', 'published'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ProductSuspended', ...asked }],
})

export const resume = act(z.object({ reason: reasonShape }), {
  name: 'product.resume',
  title: { zh: '恢复产品', en: 'Resume the product' },
  when: [
    onlyBy('W10-2', 'platform'),
    stage('W10-2', 'not-suspended', { zh: '产品未处于暂停状态', en: 'the product is not suspended' }, 'suspended'),
    certificateOfThisVersion,
    ...standing,
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ProductResumed', ...asked }],
})

export const unshelve = act(z.object({ reason: reasonShape }), {
  name: 'product.unshelve',
  title: { zh: '下架产品', en: 'Take the product down' },
  when: [
    onlyBy('A24', 'operator', 'data-authority', 'platform'),
    rule(
      'A24',
      'not-your-product',
      { zh: '由研发该产品的运营单位或者数据主管部门办理', en: 'the operator that makes the product does this, or the data authority' },
      (matter) => matter.by.roles.includes('platform') || yoursOrTheAuthoritys.holds(matter),
    ),
    stage('A24', 'not-on-the-shelf', { zh: '产品未发布', en: 'the product is not on the shelf' }, 'published', 'suspended'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ProductUnshelved', ...asked }],
})
