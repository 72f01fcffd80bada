/** Steps 4 to 7: the catalog, the delivered data, the one request, the workspace, and SQL in it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePeople } from '../seed/write.ts'
import { inRoot } from '../steps/step.ts'
import { scenario } from './call-papers.ts'
import { flights, flightsFile, residents } from './catalog-papers.ts'
import { inZone } from './client.ts'
import type { Teller } from './teller.ts'

export const peopleCount = 20_000
export const peopleSeed = 7

export interface Items {
  readonly flights: string
  readonly residents: string
  readonly prohibited: string
}

export const theCatalog = async (story: Teller): Promise<Items> => {
  story.chapter(4, '公共管理服务机构编目并供数', 'An agency registers its data and delivers it into the zone')
  const register = (login: string, asked: unknown) => story.does(login, { plural: 'catalog-items', act: 'register', asked })
  await story.isRefused('operator', { plural: 'catalog-items', act: 'register', asked: flights }, 'A6')
  const items = {
    flights: await register('transport', flights),
    residents: await register('statistics', residents),
    prohibited: await register('statistics', {
      ...residents,
      title: '禁止开放的登记数据',
      dataset: 'closed_register',
      openAttribute: 'prohibited',
    }),
  }
  await story.isRefused(
    'transport',
    { plural: 'catalog-items', act: 'govern', id: items.residents, asked: { statement: '越权治理' } },
    'W6-2',
  )
  await story.does('transport', {
    plural: 'catalog-items',
    act: 'govern',
    id: items.flights,
    asked: { statement: '已完成治理和质量核验。' },
  })
  await story.does('statistics', {
    plural: 'catalog-items',
    act: 'govern',
    id: items.residents,
    asked: { statement: '已完成治理和质量核验。' },
  })
  await story.settle()
  await deliver(story, 'transport', items.flights, 'flights', 'parquet', await readFile(inRoot(flightsFile)), 3_000_000)
  await badDeliveries(story, items.flights)
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-story-'))
  await writePeople({ count: peopleCount, seed: peopleSeed, file: join(folder, 'people.csv') })
  await deliver(story, 'statistics', items.residents, 'residents', 'csv', await readFile(join(folder, 'people.csv')), peopleCount)
  await rm(folder, { recursive: true })
  return items
}

export const ticketFor = async (story: Teller, login: string, purpose: 'intake' | 'workbench', subject: string) => {
  const visitor = await story.as(login)
  const { status, body } = await visitor.post('/api/tickets', { purpose, case: subject })
  if (status !== 200) throw new Error(`could not get a ticket for ${login}: ${status} ${JSON.stringify(body)}`)
  return inZone(story.zoneOrigin, body.ticket)
}

const deliver = async (
  story: Teller,
  login: string,
  item: string,
  dataset: string,
  format: string,
  bytes: Uint8Array,
  rows: number,
): Promise<void> => {
  const begun = performance.now()
  const { body } = await (await ticketFor(story, login, 'intake', item)).upload(`/datasets/${dataset}/files?format=${format}`, bytes)
  const ms = Math.round(performance.now() - begun)
  story.check(
    'zone.deliver',
    undefined,
    body.outcome === 'accepted' && body.rows === rows,
    `${rows.toLocaleString('en')} 行数据送入授权运营域，未经平台。`,
    `${rows.toLocaleString('en')} rows go straight into the zone, not through the platform`,
    ms,
  )
}

/** What is broken is turned away with its place, and what was there stays. */
const badDeliveries = async (story: Teller, item: string): Promise<void> => {
  const zone = await ticketFor(story, 'transport', 'intake', item)
  const cut = (await readFile(inRoot(flightsFile))).subarray(0, 1_000_000)
  const torn = await zone.upload('/datasets/flights/files?format=parquet', cut)
  story.check(
    'zone.deliver',
    undefined,
    torn.body.outcome === 'refused',
    '截断的文件被整体退回，原版本不受影响。',
    'a file cut in the middle is refused; the version before stays',
  )
  const lacking = await zone.upload(
    '/datasets/flights/files?format=csv',
    Buffer.from('date,delay,distance,origin\n2024-01-01 00:00:00,1,2,PVG\n'),
  )
  story.check(
    'zone.deliver',
    undefined,
    lacking.body.outcome === 'refused',
    '缺少字段的文件被退回，并指明位置。',
    'a file that lacks a column is refused and says where',
  )
}

const requestOf = (authorization: string, items: Items) => ({
  authorization,
  scenario,
  purpose: 'industry-development',
  until: '2027-04-02',
  procedures: '运营单位公共数据操作规程。',
  items: [
    {
      item: items.flights,
      reason: '统计各航线准点情况',
      fields: ['date', 'delay', 'distance', 'origin', 'destination'].map((name) => ({ name, disclosure: 'plain', reason: '场景所需' })),
      rows: [{ column: 'date', from: '2001-01-01', to: '2001-06-30' }],
    },
    {
      item: items.residents,
      reason: '统计潜在旅客分布',
      fields: residentFields.map((one) => ({ ...one, reason: '场景所需' })),
      rows: [],
    },
  ],
})

/** Wished for and granted alike: identifiers masked, addresses to the district, incomes only in aggregates. */
const residentFields: readonly { readonly name: string; readonly disclosure: string; readonly mask?: unknown }[] = [
  { name: 'id_number', disclosure: 'masked', mask: { kind: 'pseudonym' } },
  { name: 'sex', disclosure: 'plain' },
  { name: 'address', disclosure: 'masked', mask: { kind: 'district' } },
  { name: 'monthly_income', disclosure: 'after-aggregation' },
]

const pass = {
  reasonable: { pass: true, reason: '场景所需' },
  compliant: { pass: true, reason: '在授权范围内' },
  secure: { pass: true, reason: '脱敏措施适当' },
}

export const theRequest = async (story: Teller, authorization: string, items: Items): Promise<string> => {
  story.chapter(5, '一申请一清单一审定', 'One request, one list, one decision')
  const submit = (asked: unknown) => ({ plural: 'data-requests', act: 'submit', asked })
  const asked = requestOf(authorization, items)
  const [first] = asked.items
  await story.isRefused(
    'operator',
    submit({
      ...asked,
      items: [{ ...first, item: items.prohibited, fields: [{ name: 'sex', disclosure: 'plain', reason: '需要' }], rows: [] }],
    }),
    'W2-2',
  )
  await story.isRefused('operator', submit({ ...asked, scenario: 'another-scenario' }), 'W12-1')
  await story.isRefused('operator', submit({ ...asked, until: '2028-04-04' }), 'W12-6')
  const request = await story.does('operator', submit(asked))
  await story.isRefused('operator', submit(asked), 'W12-2')
  const deed = (act: string, more: unknown) => ({ plural: 'data-requests', act, id: request, asked: more })
  for (const login of ['authority', 'police', 'justice', 'transport']) await story.does(login, deed('opine', pass))
  const decision = {
    outcome: 'approve',
    items: asked.items.map(({ item, fields }) => ({ item, fields: fields.map(({ reason: _, ...one }) => one), rows: [] })),
    minimumGroup: 10,
    maximumRisk: 0.1,
    minimumIsolation: 'C',
    quasiIdentifiers: ['sex', 'address'],
    reason: '',
  }
  await story.isRefused('authority', deed('decide', decision), 'W12-3')
  await story.does('statistics', deed('opine', pass))
  await story.does('authority', deed('decide', { ...decision, minimumK: tooManyAlike }))
  await isNotOpened(story, request)
  await story.does('authority', deed('decide', decision))
  return request
}

/** More than there are people: no masking of this list makes a class so large. */
const tooManyAlike = 1_000_000

const mostLooks = 120

/** The request once the zone has answered: three million rows are written out before they are measured. */
export const answeredByZone = async (story: Teller, request: string) => {
  const operator = await story.as('operator')
  for (let look = 0; ; look += 1) {
    await story.settle()
    const { body } = await operator.get(`/api/cases/data-requests/${request}`)
    if (body.stage !== 'approved' || look === mostLooks) return body
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

const isNotOpened = async (story: Teller, request: string): Promise<void> => {
  const body = await answeredByZone(story, request)
  const [beyond] = body.state.beyond ?? []
  story.check(
    'zone.provision',
    'A16',
    body.stage === 'refused-by-zone' && beyond?.measure === 'k' && beyond.measured < beyond.allowed,
    `实测 K 值为 ${beyond?.measured}，审定不低于 ${beyond?.allowed}，工作空间未开通，由数据主管部门重新审定。`,
    `measured k is ${beyond?.measured} and at least ${beyond?.allowed} was decided: the workspace is not opened, and the authority decides again`,
  )
}

export const theWorkspace = async (story: Teller, request: string): Promise<void> => {
  story.chapter(6, '授权运营域按签名指令开通工作空间', 'A signed order opens the workspace')
  await story.settle()
  const { body } = await (await story.as('operator')).get(`/api/cases/data-requests/${request}`)
  const { rows, highestRisk, risk = [] } = body.state.provision ?? {}
  const levels = risk.map(({ table, level }: { table: string; level: number }) => `${table} ${level}`).join('，')
  story.check(
    'zone.provision',
    undefined,
    body.stage === 'active' && rows > 0,
    `仅写出审定的列、行、期间，共 ${rows} 行；实测最高重识别风险 ${highestRisk}，去标识化等级：${levels}。`,
    `only granted columns, rows and period are written: ${rows} rows; highest measured risk ${highestRisk}, levels of de-identification: ${levels} ${body.state.zoneRefusal}`,
  )
}

const live = ['queued', 'running']

export const runJob = (story: Teller, request: string, sql: string, on?: 'twin') => runAsked(story, request, { sql, ...(on && { on }) })

const runAsked = async (story: Teller, request: string, asked: Readonly<Record<string, unknown>>) => {
  const zone = await ticketFor(story, 'analyst', 'workbench', request)
  const submitted = await zone.post(`/workspaces/${request}/jobs`, asked)
  if (submitted.status !== 201) return { submitted, job: undefined, zone }
  for (;;) {
    const { body } = await zone.get(`/jobs/${submitted.body.job}`)
    if (!live.includes(body.state)) return { submitted, job: body, zone }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const steps = [
  { name: 'adults', sql: 'select sex, address, monthly_income from residents', shown: false },
  { name: 'by_district', sql: 'select address, count(*) as people from adults group by address', shown: true },
]

/** Steps that read each other; said beforehand what they take, and twice the same answer, provably. */
const theNotebook = async (story: Teller, request: string): Promise<void> => {
  const notebook = { kind: 'notebook', steps }
  const zone = await ticketFor(story, 'analyst', 'workbench', request)
  const { status, body: estimate } = await zone.post(`/workspaces/${request}/estimate`, notebook)
  story.check(
    'zone.estimate',
    undefined,
    status === 200 && estimate.rows === peopleCount && estimate.refusals.length === 0,
    `运行前估算：将读取 ${estimate.rows} 行、${estimate.readBytes} 字节。`,
    `before it runs: it will read ${estimate.rows} rows and ${estimate.readBytes} bytes`,
  )
  const [one, other] = [await runAsked(story, request, notebook), await runAsked(story, request, notebook)]
  story.check(
    'zone.job',
    undefined,
    one.job?.state === 'done' && one.job.outputHash !== undefined && one.job.outputHash === other.job?.outputHash,
    '分步作业运行两次，输入相同，结果校验值相同。',
    `a notebook of two steps runs twice: the same inputs, the same hash of the output (${one.job?.state} ${one.job?.code ?? one.submitted.status})`,
  )
}

export const theWorkbench = async (story: Teller, request: string): Promise<void> => {
  story.chapter(7, '分析人员在授权运营域内编写查询', "The operator's analyst works in the zone")
  const begun = performance.now()
  const sql =
    'select address, sex, count(*) as people, avg(monthly_income) as mean_income from residents group by address, sex order by address, sex'
  const onTwin = await runJob(story, request, sql, 'twin')
  story.check(
    'zone.job',
    undefined,
    onTwin.job?.state === 'done' && onTwin.job.on === 'twin',
    '先在仿真数据上写好语句，再到授权数据上运行。',
    'the statement is developed on the twin, in which there is nobody, and then runs on the data',
  )
  const { job, zone } = await runJob(story, request, sql)
  const { body } = await zone.get(`/jobs/${job?.job}/result`)
  const rows = body.rows?.length
  story.check(
    'zone.job',
    undefined,
    job?.state === 'done' && rows >= 7,
    `查询在隔离环境中运行完毕，结果 ${rows} 行，均已通过输出检查。`,
    `the query ran in the sandbox (${job?.state} ${job?.code}); ${rows} rows passed the output checks`,
    Math.round(performance.now() - begun),
  )
  await theNotebook(story, request)
  const raw = await runJob(story, request, 'select monthly_income from residents')
  story.check(
    'zone.job',
    'W16-3',
    raw.submitted.status === 422,
    '直接导出逐人数据，不予执行。',
    'rows of single people are refused before they run',
  )
  const outside = await runJob(story, request, "select * from read_csv('/etc/passwd')")
  story.check(
    'zone.job',
    'W16-3',
    outside.submitted.status === 422,
    '读取工作空间以外的文件，不予执行。',
    'reading anything outside of the workspace is refused',
  )
  const manager = await (await story.as('operator')).post('/api/tickets', { purpose: 'workbench', case: request })
  story.check(
    'data-request.enter',
    'A16',
    manager.status === 422,
    '未经准入的人员不能进入工作空间。',
    'somebody who was not admitted cannot enter',
  )
}
