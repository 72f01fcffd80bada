/** Tasks of chapter 5: products from the draft over the reviews and the register to their use, and the money they bring. */

import { meteringUnits, productForms } from '@yunhe/law/identifiers/kinds'
import {
  dayAfter,
  productNamed,
  rowsOf,
  theObjectedProduct,
  theReviewedProduct,
  theVerifiedProduct,
} from '../../../../tools/story/open-work.ts'
import { usccOf } from '../../../../tools/story/teller.ts'
import { unbilledDays } from '../unbilled-days.ts'
import { code, field, given, kind, law, plain, say, stage, word } from './said.ts'
import { add, answer, await_, fill, follow, meanwhile, menu, option, perform, picture, press, reload, row, see, submit } from './step.ts'
import type { Scene, Task } from './task.ts'

const theProduct = given('product', '产品名称', 'the product')
const scenario = plain('航班准点率分析')

const quota = { callsPerDay: 1_000, callsPerSecond: 10 }

/** The newest use that waits for the operator is approved. */
const approveUse = async ({ story, today }: Scene): Promise<void> => {
  const { body } = await (await story.as('operator')).get('/api/cases/subscriptions?pageSize=200')
  const waiting: readonly { readonly id: string; readonly stage: string; readonly title: string }[] = body.rows
  for (const { id } of waiting.filter((one) => one.stage === 'applied' && one.title.includes('接口')))
    await story.does('operator', { plural: 'subscriptions', act: 'approve', id, asked: { ...quota, until: dayAfter(today, 300) } })
  await story.settle()
}

export const circulation: readonly Task[] = [
  {
    id: 'draft-product',
    role: 'operator',
    login: 'engineer',
    title: { zh: '起草产品并报送验证', en: 'Draft a product and file its verification' },
    prepare: async ({ number, today, say: told }) => ({
      product: told(`机场航班量接口 ${number}`, `Flights by airport ${number}`),
      today,
    }),
    steps: [
      menu(kind('products')),
      follow(word(({ list }) => list.open)),
      answer('product', 'name', theProduct),
      option('product', 'form', law(productForms.api)),
      option('product', 'meteringUnit', law(meteringUnits.call)),
      option('product', 'purpose', code('industry-development')),
      answer('product', 'summary', say('按出发机场查询航班数量。', 'Flights by airport of departure.')),
      option('product', 'request', scenario),
      option('product', 'scenarios', scenario),
      answer('product', 'sql', plain('select origin, destination, count(*) as flights from flights group by origin, destination')),
      add(field('parameters', 'product')),
      answer('product', 'name', plain('origin'), row(field('parameters', 'product'), 1)),
      answer('product', 'column', plain('origin'), row(field('parameters', 'product'), 1)),
      option('product', 'match', code('equals'), row(field('parameters', 'product'), 1)),
      picture(say('起草产品：写明用途、场景和查询', 'Drafting a product: its purpose, scenario and query')),
      ...submit('product.draft'),
      see(theProduct, 'heading'),
      ...perform(
        'product.verify',
        answer('product', 'verification', say('已按操作规程完成产品验证。', 'The product was verified by the operating procedures.')),
        answer('product', 'hazardCheck', say('隐患排查未发现问题。', 'No hazard was found.')),
        answer('product', 'riskAssessedOn', given('today', '评估日', 'day of the assessment')),
      ),
      see(stage('products', 'verified')),
    ],
  },
  {
    id: 'approve-use',
    role: 'operator',
    login: 'operator',
    title: { zh: '审批产品使用申请并核定额度', en: 'Approve the use of a product and its quota' },
    prepare: async (scene) => {
      const name = scene.say('航线准点率数据集', '出发机场准点报告')
      const asked = {
        product: await productNamed(scene, name),
        scenario: 'flight-punctuality',
        declaration: scene.say('用于航线规划，不转售。', 'For the planning of routes, not to be sold on.'),
      }
      await scene.story.does('consumer', { plural: 'subscriptions', act: 'apply', asked })
      return { product: name, until: dayAfter(scene.today, 200) }
    },
    steps: [
      follow(theProduct),
      see(stage('subscriptions', 'applied')),
      ...perform(
        'subscription.approve',
        answer('subscription', 'callsPerDay', plain('200')),
        answer('subscription', 'callsPerSecond', plain('5')),
        answer('subscription', 'until', given('until', '使用截止日', 'last day of use')),
      ),
      see(stage('subscriptions', 'approved')),
      picture(say('已同意使用，使用单位可以领取密钥', 'The use is approved: the consumer may take its key')),
    ],
  },
  {
    id: 'security-review',
    role: 'security-authority',
    login: 'cyberspace',
    title: { zh: '出具产品数据安全审核意见', en: 'Review the data security of a product' },
    prepare: async (scene) => ({ product: (await theVerifiedProduct(scene)).name }),
    steps: [
      follow(theProduct),
      ...perform(
        'product.review-security',
        answer('product', 'version', plain('1')),
        option('product', 'conclusion', code('pass')),
        answer('product', 'opinion', say('仅输出分组统计，未见安全风险。', 'Only grouped counts go out; no risk was seen.')),
      ),
      see(say('仅输出分组统计，未见安全风险。', 'Only grouped counts go out; no risk was seen.')),
      picture(say('安全审核意见针对送审版本', 'The security review is of the version that was filed')),
    ],
  },
  {
    id: 'register-product',
    role: 'registrar',
    login: 'registrar',
    title: { zh: '产品登记形式审核并发布公示', en: 'Register a product after its form review and open the notice' },
    prepare: async (scene) => ({ product: (await theReviewedProduct(scene)).name }),
    steps: [
      follow(theProduct),
      ...perform(
        'product.register',
        answer('product', 'finding', say('材料齐全，符合登记形式要求。', 'The papers are complete and in due form.')),
      ),
      ...perform('product.open-registration-notice'),
      see(stage('products', 'in-notice')),
      picture(say('登记已进入公示', 'The registration is in its public notice')),
    ],
  },
  {
    id: 'answer-registration-objection',
    role: 'registrar',
    login: 'registrar',
    title: { zh: '核查并答复对产品登记的异议', en: 'Check an objection to a registration and answer it' },
    prepare: async (scene) => {
      const { name, objection } = await theObjectedProduct(scene)
      return { product: name, objection }
    },
    steps: [
      follow(given('objection', '异议所涉产品和提出日期', 'the product objected to, and the day')),
      see(say('按航线统计可能推知单个航班。', 'Counts by route may tell single flights.')),
      ...perform(
        'registration-objection.decide',
        option('registration-objection', 'conclusion', code('dismissed')),
        answer(
          'registration-objection',
          'finding',
          say('结果经小样本抑制，已抽样核对。', 'Small groups are suppressed; samples were checked.'),
        ),
        answer(
          'registration-objection',
          'answer',
          say('经核查，单个航班不能推知，异议不成立。', 'Single flights cannot be told: the objection is dismissed.'),
        ),
      ),
      see(stage('registration-objections', 'dismissed')),
      picture(say('已答复，异议人凭查询编号查看', 'Answered: the objector reads it by the receipt number')),
    ],
  },
  {
    id: 'use-product',
    role: 'consumer',
    login: 'consumer',
    title: { zh: '申请使用产品、领取密钥并调用', en: 'Apply to use a product, take its key and call it' },
    steps: [
      menu(kind('subscriptions')),
      follow(word(({ list }) => list.open)),
      option('subscription', 'product', plain('航线准点率查询接口')),
      option('subscription', 'scenario', scenario),
      answer('subscription', 'declaration', say('用于货运航线规划，不转售。', 'For the planning of freight routes, not to be sold on.')),
      ...submit('subscription.apply'),
      see(stage('subscriptions', 'applied')),
      meanwhile(say('运营单位同意使用并核定额度。', 'The operator approves the use and its quota.'), approveUse),
      reload,
      press(word(({ subscription }) => subscription.take)),
      see(
        word(({ subscription }) => subscription.once),
        'status',
      ),
      fill(plain('origin'), plain('JFK')),
      press(word(({ product }) => product.trying.call)),
      await_(plain('HTTP 200')),
      see(plain('mean_delay')),
      picture(say('调用结果：各航线航班数量与平均延误', 'The answer: flights and mean delay of each route')),
    ],
  },
  {
    id: 'collect-bill',
    role: 'finance',
    login: 'finance',
    title: { zh: '开具缴款通知书、确认入库、开票并出具分配结算单', en: 'Notice, payment, receipt and statement of a bill' },
    prepare: async (scene) => {
      const product = await productNamed(scene, '航线准点率查询接口')
      const billed = await rowsOf(scene, 'finance', 'bills')
      const free = unbilledDays.filter((day) => !billed.some(({ title }) => title.includes(day)))
      const day = scene.say(free[0] ?? '', free.at(-1) ?? '')
      const bill = await scene.story.does('operator', {
        plural: 'bills',
        act: 'draft',
        asked: { product, consumer: usccOf('consumer'), from: day, to: day },
      })
      await scene.story.does('consumer', { plural: 'bills', act: 'confirm', id: bill })
      return { bill: `${day} — ${day}`, today: scene.today }
    },
    steps: [
      follow(given('bill', '账期', 'period of the bill')),
      ...perform('bill.notice', answer('bill', 'paymentCode', plain('32020026000000000025'))),
      ...perform(
        'bill.mark-paid',
        answer('bill', 'paidOn', given('today', '入库日', 'day of payment')),
        answer('bill', 'voucher', say('国库入账凭证 0506-02', 'treasury voucher 0506-02')),
      ),
      ...perform('bill.receipt', answer('bill', 'ticketCode', plain('32030126')), answer('bill', 'ticketNumber', plain('0000000018'))),
      ...perform('bill.distribute'),
      see(stage('bills', 'distributed')),
      picture(say('分配结算单：各方所得合计与账单金额一致', 'The statement: the shares add up to the amount of the bill')),
    ],
  },
]
