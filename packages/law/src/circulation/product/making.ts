/** Articles 3, 12 and 16: an operator drafts a product in its workspace, revises it, and verifies it before anybody reviews it. */

import { z } from 'zod'
import { feeRegimeOf } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { dayShape, documentShape, referenceTo } from '../../kernel/shapes.ts'
import { type Content, contentShape } from './content.ts'
import { fits, incompleteWords, isComplete, isWhole } from './delivery.ts'
import type { Product, ProductEvent, ProductFacts } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
type OnCase = Rule<Product, ProductFacts, unknown>

export const yourProduct: OnCase = ownedBy(
  'A16',
  'not-your-product',
  { zh: '由研发该产品的运营单位办理', en: 'only the operator that makes the product may do this' },
  ({ operator }) => operator,
)

export const authorizationInForce: OnCase = rule(
  'W10-1',
  'authorization-not-in-force',
  { zh: '授权未生效或已暂停、终止，不得办理', en: 'the authorization is not in force' },
  ({ facts }) => facts.authorization.active,
)

/** Where the workspace is closed, what is worked on would not come from the zone. */
export const madeInZone: OnCase = rule(
  'W3-2',
  'not-made-in-zone',
  {
    zh: '产品应当在授权运营域已开通的工作空间内形成，请先办结数据申请并开通工作空间',
    en: 'a product is made in an open workspace of the zone: have the data request decided and provisioned first',
  },
  ({ facts }) => facts.request.opened,
)

const contentRules: readonly Rule<Product, ProductFacts, Content>[] = [
  rule(
    'W17-2',
    'no-scenario',
    { zh: '产品应当至少绑定一个应用场景', en: 'a product is bound to at least one scenario' },
    ({ asked }) => asked.scenarios.length > 0,
    'scenarios',
  ),
  rule(
    'W12-7',
    'scenario-not-granted',
    {
      zh: '所列应用场景超出该数据申请审定的场景',
      en: 'a scenario lies outside the one for which the data was granted',
    },
    ({ asked, facts }) => asked.scenarios.every((scenario) => facts.request.scenarios.includes(scenario)),
    'scenarios',
  ),
  rule(
    'A23',
    'purpose-not-granted',
    {
      zh: '产品用途与数据申请审定的用途不一致；无偿使用转作有偿经营的，应当重新提出数据申请',
      en: 'the purpose is not the one for which the data was granted; free use that turns paid needs a new data request',
    },
    ({ asked, facts }) => asked.purpose === facts.request.purpose,
    'purpose',
  ),
  rule(
    'A3',
    'parameter-twice',
    { zh: '查询参数名称不得重复', en: 'two parameters have the same name' },
    ({ asked }) => new Set(asked.parameters.map(({ name }) => name)).size === asked.parameters.length,
    'parameters',
  ),
  rule(
    'A3',
    'form-delivered-otherwise',
    {
      zh: '产品形式与交付方式不符：数据集以文件交付，数据接口、工具、服务以接口交付，应用为看板，报告为报告文件，算法模型为评分接口',
      en: 'the form is not delivered in this way: a data set is a file, an API, a tool and a service answer calls, an application is a dashboard, a report is a report, a model scores',
    },
    ({ asked }) => fits(asked.form, asked.delivery),
    'delivery',
  ),
  rule('A3', 'delivery-incomplete', incompleteWords, ({ asked }) => isComplete(asked), 'delivery'),
  rule(
    'A3',
    'whole-with-parameters',
    { zh: '整件交付的产品不设查询参数', en: 'what is delivered whole takes no parameters' },
    ({ asked }) => !isWhole(asked.delivery) || asked.parameters.length === 0,
    'parameters',
  ),
  rule(
    'W17-2',
    'parameter-on-a-masked-column',
    {
      zh: '查询参数所筛选的字段不得设响应脱敏，否则可逐步试出原值',
      en: 'a parameter filters a column that the answer masks: a range would find its values out',
    },
    ({ asked }) => asked.parameters.every(({ column }) => asked.masks.every((mask) => mask.column !== column)),
    'masks',
  ),
]

/** Free or paid follows from the purpose (article 23). */
export const isPaid = ({ content }: Pick<Product, 'content'>): boolean => feeRegimeOf(content.purpose) === 'paid-conditional'

export const draft = act(contentShape.extend({ request: referenceTo('data-requests') }), {
  name: 'product.draft',
  title: { zh: '起草产品', en: 'Draft a product' },
  when: [
    onlyBy('A16', 'operator'),
    stageIs('A3', 'already-drafted', { zh: '该产品已起草', en: 'the product has been drafted already' }, 'none'),
  ],
  provided: [
    rule(
      'W12-7',
      'not-your-request',
      { zh: '该数据申请不属于本单位', en: 'the data request is not of your organization' },
      ({ facts, by }) => facts.request.operator === by.organization,
      'request',
    ),
    madeInZone,
    authorizationInForce,
    ...contentRules,
  ],
  records: ({ asked: { request, ...content }, facts, by }) => [
    { type: 'ProductDrafted', operator: by.organization, request, version: 1, versionHash: facts.versionHash, content },
  ],
})

/** A version on the shelf is not changed under its consumers: it is taken down first. */
export const revise = act(contentShape, {
  name: 'product.revise',
  title: { zh: '修订产品（形成新版本）', en: 'Revise into a new version' },
  when: [
    onlyBy('A16', 'operator'),
    yourProduct,
    stageIs(
      'W17-3',
      'on-the-shelf',
      {
        zh: '产品发布期间不得修订，请先下架；修订后重新审核、登记',
        en: 'a product on the shelf cannot be revised: take it down first; the new version is reviewed and registered again',
      },
      'draft',
      'verified',
      'review-refused',
      'reviewed',
      'returned',
      'registered',
      'in-notice',
      'coded',
      'certified',
      'unshelved',
    ),
    madeInZone,
    authorizationInForce,
    rule(
      'A24',
      'matter-open',
      {
        zh: '产品有未办结的登记事项，办结或者撤回后方可修订',
        en: 'a matter of its registration is open: it is decided or withdrawn first',
      },
      ({ facts }) => facts.openMatters === 0,
    ),
  ],
  provided: contentRules,
  records: ({ asked, facts, state }) => [
    { type: 'ProductRevised', version: state.version + 1, versionHash: facts.versionHash, content: asked },
  ],
})

export const verify = act(
  z.object({ verification: documentShape, hazardCheck: documentShape, riskAssessedOn: dayShape, attachments: attachmentsShape }),
  {
    name: 'product.verify',
    title: { zh: '报送验证和隐患排查报告', en: 'File the verification and the hazard check' },
    when: [
      onlyBy('W16-5', 'operator', 'operator-security'),
      yourProduct,
      stageIs('W16-5', 'not-a-draft', { zh: '产品不在待验证状态', en: 'the product does not wait for its verification' }, 'draft'),
    ],
    provided: [
      rule(
        'W25-1',
        'assessed-in-the-future',
        { zh: '风险评估日期不得晚于今日', en: 'the risk assessment cannot be dated after today' },
        ({ asked, on }) => asked.riskAssessedOn <= on,
        'riskAssessedOn',
      ),
    ],
    records: ({ asked, state, by }) => [{ type: 'ProductVerified', ...asked, versionHash: state.versionHash, person: by.person }],
  },
)
