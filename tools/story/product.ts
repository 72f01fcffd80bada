/** Steps 9 and 10: a product from draft to shelf, and the consumer that calls it. */
import { scenario } from './call-papers.ts'
import { type Others, otherForms, takeOthers } from './forms.ts'
import { answerAboutProduct, objectToProduct } from './objections.ts'
import type { Teller } from './teller.ts'
import { usccOf } from './teller.ts'

const content = {
  name: '航线准点率查询接口',
  form: 'api',
  meteringUnit: 'call',
  purpose: 'industry-development',
  summary: '按航线查询航班数量与平均延误分钟数。',
  scenarios: [scenario],
  sql: 'select origin, destination, count(*) as flights, avg(delay) as mean_delay from flights group by origin, destination',
  parameters: [
    { name: 'origin', column: 'origin', match: 'equals', required: true },
    { name: 'destination', column: 'destination', match: 'equals', required: false },
  ],
}

const papers = { verification: '已按操作规程完成产品验证。', hazardCheck: '隐患排查未发现问题。', riskAssessedOn: '2026-04-03' }
const review = { version: 1, conclusion: 'pass', opinion: '审核通过，仅限所列应用场景使用。' }

export interface Products {
  readonly api: string
  /** In the other forms of article 3. */
  readonly others: Others
}

/** @param model one whose verdict passed; without one the form of a model is left out */
export const theProduct = async (story: Teller, request: string, model?: string): Promise<Products> => {
  story.chapter(9, '产品验证、审核、登记、发证、发布', 'A product: verified, reviewed twice, registered, certified, published')
  await story.isRefused(
    'operator',
    { plural: 'products', act: 'draft', asked: { ...content, request, scenarios: ['another-scenario'] } },
    'W12-7',
  )
  const id = await story.does('operator', { plural: 'products', act: 'draft', asked: { ...content, request } })
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'products', act, id, asked })
  await story.isRefused('operator', { plural: 'products', act: 'draft', asked: { ...content, request, form: 'dataset' } }, 'A3')
  const others: Record<string, string> = {}
  for (const [form, asked] of Object.entries(otherForms(content, model)))
    others[form] = await story.does('operator', { plural: 'products', act: 'draft', asked: { ...asked, form, request } })
  const beside = Object.values(others)
  const besideDoes = async (login: string, act: string, asked: unknown = {}): Promise<void> => {
    for (const one of beside) await story.does(login, { plural: 'products', act, id: one, asked })
  }
  await story.isRefused('cyberspace', deed('review-security', review), 'W16-5')
  await story.does('operator', deed('verify', papers))
  await story.does('cyberspace', deed('review-security', review))
  await story.isRefused('cyberspace', deed('review-data', review), 'W17-1')
  await story.isRefused('registrar', deed('register', { finding: '材料齐全' }), 'W17-1')
  await story.does('authority', deed('review-data', review))
  await story.does('registrar', deed('register', { finding: '材料齐全，符合登记形式要求。' }))
  await story.does('registrar', deed('open-registration-notice'))
  const objection = await objectToProduct(story, id)
  await besideDoes('operator', 'verify', papers)
  await besideDoes('cyberspace', 'review-security', review)
  await besideDoes('authority', 'review-data', review)
  await besideDoes('registrar', 'register', { finding: '材料齐全，符合登记形式要求。' })
  await besideDoes('registrar', 'open-registration-notice')
  await story.isRefused('operator', deed('publish'), 'W24-4')
  await story.clock('2026-04-20T09:00:00+08:00')
  await story.isRefused('registrar', deed('code'), 'A24')
  await story.clock('2026-04-21T09:00:00+08:00')
  await answerAboutProduct(story, id, objection)
  await story.does('registrar', deed('code'))
  await story.does('registrar', deed('certify'))
  await thePrice(story, id)
  await besideDoes('registrar', 'code')
  await besideDoes('registrar', 'certify')
  for (const one of beside) await priced(story, one)
  await story.does('operator', deed('publish'))
  await besideDoes('operator', 'publish')
  await story.settle()
  const { body } = await (await story.as('operator')).get(`/api/cases/products/${id}`)
  story.check(
    'zone.publish',
    undefined,
    body.stage === 'published',
    `授权运营域建立服务副本，共 ${body.state.served?.rows} 条航线。`,
    `the zone serves a copy of ${body.state.served?.rows} routes ${body.state.held}`,
  )
  await theCertificate(story, body.state.certificate?.number ?? '')
  for (const one of beside) {
    const shown = (await (await story.as('operator')).get(`/api/cases/products/${one}`)).body
    story.check(
      'zone.publish',
      undefined,
      shown.stage === 'published',
      `授权运营域按其形式交付“${shown.title}”。`,
      `the zone delivers ${shown.title} in its form ${shown.state.held}`,
    )
  }
  return { api: id, others: others as Others }
}

const price = { unitPriceFen: 35, from: '2026-04-21', reason: '首次定价' }
const ceiling = { scenario, ceilingFen: 50, basis: '市发改部门核定的上限收费标准' }

const agreementOn = (product: string) => {
  const share = (login: string, contribution: string, shareBasisPoints: number) => ({
    organization: usccOf(login),
    contribution,
    description: '协议约定',
    shareBasisPoints,
  })
  return {
    product,
    method: 'profit-sharing',
    parties: [share('operator', 'service', 6_000), share('transport', 'data', 3_333), share('datacenter', 'compute', 667)],
    remainder: 'largest-first',
    validFrom: '2026-04-21',
    agreement: '收益分配协议。',
  }
}

/** A price with all that it rests on, without the detours. */
const priced = async (story: Teller, id: string): Promise<void> => {
  await story.does('authority', { plural: 'products', act: 'set-ceiling', id, asked: ceiling })
  await story.does('operator', { plural: 'distributions', act: 'agree', asked: agreementOn(id) })
  await story.does('operator', { plural: 'products', act: 'set-price', id, asked: price })
}

const thePrice = async (story: Teller, id: string): Promise<void> => {
  const deed = (act: string, asked: unknown) => ({ plural: 'products', act, id, asked })
  await story.does('authority', deed('set-ceiling', ceiling))
  await story.isRefused('operator', deed('set-price', price), 'W20-2')
  const agreement = agreementOn(id)
  await story.isRefused(
    'operator',
    { plural: 'distributions', act: 'agree', asked: { ...agreement, parties: agreement.parties.slice(0, 2) } },
    'W20-1',
  )
  await story.does('operator', { plural: 'distributions', act: 'agree', asked: agreement })
  await story.isRefused('operator', deed('set-price', { ...price, unitPriceFen: 51 }), 'W22-1')
  await story.does('operator', deed('set-price', price))
}

const theCertificate = async (story: Teller, number: string): Promise<void> => {
  const page = await fetch(`${story.origin}/certificates/${number}`)
  story.check(
    'public.certificate',
    undefined,
    page.status === 200 && (await page.text()).includes(number),
    `公开页面可核验证书 ${number}。`,
    `anybody can check certificate ${number}`,
  )
  const credential = await fetch(`${story.origin}/certificates/${number}/credential`)
  story.check(
    'public.credential',
    undefined,
    credential.headers.get('content-type')?.startsWith('application/vc+jwt') === true,
    '证书可下载为可验证凭证。',
    'the certificate is a verifiable credential',
  )
}

export interface Access {
  readonly subscription: string
  readonly secret: string
}

export const theConsumer = async (story: Teller, products: Products): Promise<Access> => {
  const product = products.api
  story.chapter(10, '使用单位领取密钥并调用接口', 'A consumer takes a key and calls')
  const apply = (of: string) => ({
    plural: 'subscriptions',
    act: 'apply',
    asked: { product, scenario: of, declaration: '用于货运航线规划，不转售。' },
  })
  await story.isRefused('consumer', apply('another-scenario'), 'W17-2')
  const subscription = await story.does('consumer', apply(scenario))
  await story.does('operator', {
    plural: 'subscriptions',
    act: 'approve',
    id: subscription,
    asked: { callsPerDay: 100_000, callsPerSecond: 500, until: '2027-04-02' },
  })
  const { status, body } = await (await story.as('consumer')).post(`/api/subscriptions/${subscription}/key`, {})
  story.check(
    'subscription.take-key',
    undefined,
    status === 200,
    '使用单位领取密钥，密钥只显示一次。',
    'the consumer takes its key, shown once',
  )
  await story.settle()
  const access = { subscription, secret: String(body.secret) }
  await theCalls(story, product, access)
  await takeOthers(story, products.others)
  return access
}

export const callProduct = (
  story: Teller,
  product: string,
  { secret }: Access,
  headers: Readonly<Record<string, string>> = { 'yunhe-scenario': scenario },
) => fetch(`${story.zoneOrigin}/v1/${product}?origin=JFK`, { headers: { authorization: `Bearer ${secret}`, ...headers } })

export const servedCount = 23

const theCalls = async (story: Teller, product: string, access: Access): Promise<void> => {
  const begun = performance.now()
  let rows = 0
  // One of them is sent twice under one id: it is among the billed ones once.
  for (let count = 0; count < servedCount - 1; count++) {
    const answer = await callProduct(story, product, access)
    rows = answer.status === 200 ? ((await answer.json()) as { count: number }).count : -1
  }
  const once = { 'yunhe-scenario': scenario, 'idempotency-key': 'flight-plan-0001' }
  await callProduct(story, product, access, once)
  const again = await callProduct(story, product, access, once)
  story.check(
    'gateway.call',
    undefined,
    again.status === 200 && again.headers.get('yunhe-repeated') === 'true',
    '网络中断后以同一标识重发的调用照常答复，只计费一次。',
    'a call sent again under its id after a break is answered again and billed once',
  )
  story.check(
    'gateway.call',
    undefined,
    rows > 0,
    `${servedCount} 次调用均已计量，每次返回 ${rows} 条航线。`,
    `${servedCount} calls are served and metered, ${rows} routes each`,
    Math.round(performance.now() - begun),
  )
  const none = await callProduct(story, product, access, {})
  story.check(
    'gateway.call',
    'W17-2',
    none.status === 403,
    '未注明应用场景的调用被拒绝并记录。',
    'a call without a scenario is refused and recorded',
  )
  const other = await callProduct(story, product, access, { 'yunhe-scenario': 'another-scenario' })
  story.check(
    'gateway.call',
    'W17-2',
    other.status === 403,
    '超出审核场景的调用被拒绝并记录。',
    'a call for a scenario that was not reviewed is refused and recorded',
  )
  const stranger = await callProduct(story, product, { ...access, secret: `${access.subscription}.wrong` })
  story.check('gateway.call', 'W17-2', stranger.status === 401, '密钥不符的调用被拒绝。', 'a wrong secret is refused')
}
