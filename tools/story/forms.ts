/** The other forms of article 3, made of the same data on the same days as the API, and how each is taken by its consumer. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { scenario } from './call-papers.ts'
import type { Teller } from './teller.ts'

type Form = 'dataset' | 'report' | 'tool' | 'application' | 'service'
export type Others = Readonly<Record<Form, string>> & { readonly model?: string }

const byOrigin =
  'select origin, sum(flights) as flights from (select origin, destination, count(*) as flights from flights group by origin, destination) group by origin'
const flightsByOrigin = { title: '各出发机场航班数量', draw: 'bars', over: 'origin', value: 'flights' }
const chosenOrigin = { name: 'origin', column: 'origin', match: 'equals', required: false }

/** By form, as they differ from the API. */
export const otherForms = <Content extends object>(content: Content, model: string | undefined): Readonly<Record<string, object>> => ({
  dataset: {
    ...content,
    name: '航线准点率数据集',
    meteringUnit: 'product',
    summary: '按航线汇总的航班数量与平均延误分钟数，整件下载。',
    parameters: [],
    delivery: 'file',
    formats: ['csv', 'parquet'],
  },
  report: {
    ...content,
    name: '出发机场准点报告',
    meteringUnit: 'product',
    summary: '各出发机场的航班数量与平均延误。',
    sql: byOrigin,
    parameters: [],
    delivery: 'report',
    charts: [flightsByOrigin, { title: '明细', draw: 'table' }],
  },
  tool: {
    ...content,
    name: '航线汇总工具',
    summary: '使用单位自选维度和指标，对航线汇总结果再作统计。',
    parameters: [],
    delivery: 'aggregates',
  },
  application: {
    ...content,
    name: '出发机场看板',
    summary: '各出发机场航班数量看板，可按机场筛选。',
    sql: byOrigin,
    parameters: [chosenOrigin],
    delivery: 'dashboard',
    charts: [flightsByOrigin],
  },
  service: {
    ...content,
    name: '航线准点率代查服务',
    meteringUnit: 'service',
    summary: '运营单位按约定航线代为查询并反馈结果。',
    delivery: 'look-up',
  },
  ...(model !== undefined && {
    model: {
      ...content,
      name: '居民收入水平估计模型',
      summary: '按居住地和性别估计收入水平，不反映任何个人。',
      source: 'model',
      sql: undefined,
      model,
      parameters: ['sex', 'address'].map((name) => ({ name, column: name, match: 'equals', required: true })),
      delivery: 'score',
    },
  }),
})

/** Each taken with a key of its own. */
export const takeOthers = async (story: Teller, others: Others): Promise<void> => {
  const secrets: Record<string, string> = {}
  for (const [form, product] of Object.entries(others)) secrets[form] = await keyTo(story, product)
  await story.settle()
  const take = (form: keyof Others, query: string) =>
    fetch(`${story.zoneOrigin}/v1/${others[form]}${query}`, {
      headers: { authorization: `Bearer ${secrets[form]}`, 'yunhe-scenario': scenario, 'accept-signature': 'sig' },
    })
  await theFiles(story, take)
  await theAnswers(story, take)
  if (others.model !== undefined) await theScore(story, take)
}

type Take = (form: keyof Others, query: string) => Promise<Response>

const keyTo = async (story: Teller, product: string): Promise<string> => {
  const asked = { product, scenario, declaration: '用于货运航线规划，不转售。' }
  const id = await story.does('consumer', { plural: 'subscriptions', act: 'apply', asked })
  const quota = { callsPerDay: 100, callsPerSecond: 5, until: '2027-04-02' }
  await story.does('operator', { plural: 'subscriptions', act: 'approve', id, asked: quota })
  const { body } = await (await story.as('consumer')).post(`/api/subscriptions/${id}/key`, {})
  return String(body.secret)
}

const theFiles = async (story: Teller, take: Take): Promise<void> => {
  const csv = await take('dataset', '?format=csv')
  const bytes = Buffer.from(await csv.arrayBuffer())
  const pem = await (await fetch(`${story.zoneOrigin}/public-key.pem`)).text()
  story.check(
    'gateway.file',
    undefined,
    csv.status === 200 && isGenuine(csv, bytes, pem),
    `数据集整件下载，共 ${bytes.length} 字节，附授权运营域签名，已用公钥核验。`,
    `the data set is downloaded whole, ${bytes.length} bytes, signed by the zone and verified with its public key`,
  )
  story.check(
    'gateway.file',
    undefined,
    !isGenuine(csv, Buffer.concat([bytes, Buffer.from('x')]), pem),
    '改动一个字节，签名即不成立。',
    'with one byte changed the signature does not hold',
  )
  const pdf = await take('report', '?format=pdf')
  story.check(
    'gateway.report',
    undefined,
    pdf.headers.get('content-type') === 'application/pdf' && (await pdf.arrayBuffer()).byteLength > 10_000,
    '报告按版本生成，可下载 PDF。',
    'the report of this version is taken as a PDF',
  )
}

const theAnswers = async (story: Teller, take: Take): Promise<void> => {
  const tool = await take('tool', '?group=origin&measure=sum:flights')
  const { rows: groups = [] } = (await tool.json()) as { rows?: readonly { readonly origin: string; readonly sum_flights: number }[] }
  story.check(
    'gateway.tool',
    undefined,
    tool.status === 200 && groups.length > 1 && groups.every(({ sum_flights }) => sum_flights > 0),
    `数据工具按使用单位所选维度统计，返回 ${groups.length} 组。`,
    `the tool sums by what its consumer chooses, ${groups.length} groups`,
  )
  const board = await take('application', '?origin=JFK')
  const page = await board.text()
  story.check(
    'gateway.application',
    undefined,
    board.status === 200 && page.includes('JFK') && !page.includes('LAX'),
    '数据应用以看板页面交付，只显示所选机场。',
    'the application is a dashboard page that shows the chosen airport alone',
  )
  const service = await take('service', '?origin=JFK')
  const { count = 0 } = (await service.json()) as { count?: number }
  story.check(
    'gateway.service',
    undefined,
    service.status === 200 && count > 0,
    `数据服务一次代查返回 ${count} 条航线。`,
    `the service looks up ${count} routes at once`,
  )
}

const theScore = async (story: Teller, take: Take): Promise<void> => {
  const scored = await take('model', `?${new URLSearchParams({ sex: 'F', address: 'x' })}`)
  const { rows = [] } = (await scored.json()) as { rows?: readonly Readonly<Record<string, number>>[] }
  story.check(
    'gateway.score',
    undefined,
    scored.status === 200 && rows.length === 1,
    '算法模型在授权运营域内评分，只返回估计值。',
    'the model scores inside the zone and answers with its estimate alone',
  )
}

/** As any stranger checks it: docs/formats/response.md. */
const isGenuine = (answer: Response, body: Buffer, pem: string): boolean => {
  const input = (answer.headers.get('signature-input') ?? '').replace(/^sig=/, '')
  const names = [...(/^\(([^)]*)\)/.exec(input)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '')
  const said = names.map((name) => `"${name}": ${name === '@status' ? answer.status : answer.headers.get(name)}`)
  const base = [...said, `"@signature-params": ${input}`].join('\n')
  const signature = Buffer.from(/^sig=:(.+):$/.exec(answer.headers.get('signature') ?? '')?.[1] ?? '', 'base64')
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  return answer.headers.get('content-digest') === digest && verify(null, Buffer.from(base), createPublicKey(pem), signature)
}
