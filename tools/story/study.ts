/** A second request: its masks are planned on the data, identifiers keep their form, and a join that tells too much stops itself (articles 12, 15 and 16). */
import { people } from '../seed/people.ts'
import { scenario } from './call-papers.ts'
import { checkups, residents } from './catalog-papers.ts'
import { inZone } from './client.ts'
import { answeredByZone, type Items, peopleCount, peopleSeed, runJob, ticketFor } from './data.ts'
import type { Teller } from './teller.ts'

const quasiIdentifiers = ['sex', 'born_on']
const leastAlike = 20
const mostLeftOut = 0.05

interface Field {
  readonly name: string
  readonly disclosure: string
  readonly mask?: unknown
}

const keepsItsForm: Field = { name: 'id_number', disclosure: 'masked', mask: { kind: 'format-preserving', of: 'id-number' } }
const district: Field = { name: 'address', disclosure: 'masked', mask: { kind: 'district' } }
const ofCheckups: readonly Field[] = [
  keepsItsForm,
  { name: 'clinic', disclosure: 'after-aggregation' },
  { name: 'pulse', disclosure: 'after-aggregation' },
]

/** The clinic follows from the district: whoever joins both tables learns where each goes. */
const checkupsCsv = (): string => {
  const districts = new Map<string, number>()
  const lines = [...people(peopleCount, peopleSeed)].map(({ id_number, address }, at) => {
    const district = address.slice(0, 6)
    const clinic = districts.get(district) ?? districts.size + 1
    districts.set(district, clinic)
    return `${id_number},${clinic},${50 + ((at * 31) % 60)}`
  })
  return `id_number,clinic,pulse\n${lines.join('\n')}\n`
}

export interface Study {
  readonly request: string
  readonly item: string
}

export const theStudy = async (story: Teller, authorization: string, items: Items): Promise<Study> => {
  story.chapter(
    8,
    '脱敏方案测算、保留格式的假名与融合风险',
    'Masks planned on the data, pseudonyms that keep their form, a join that stops itself',
  )
  const item = await theCheckups(story)
  const asked = (first: readonly Field[]) => [
    { item: items.residents, reason: '体检服务半径分析', fields: first.map((one) => ({ ...one, reason: '场景所需' })), rows: [] },
    { item, reason: '体检服务半径分析', fields: ofCheckups.map((one) => ({ ...one, reason: '场景所需' })), rows: [] },
  ]
  const wished = [keepsItsForm, district, ...quasiIdentifiers.map((name) => ({ name, disclosure: 'plain' }))]
  const request = await story.does('operator', {
    plural: 'data-requests',
    act: 'submit',
    asked: {
      authorization,
      scenario,
      purpose: 'industry-development',
      until: '2027-04-02',
      procedures: '运营单位公共数据操作规程。',
      items: asked(wished),
    },
  })
  const planned = await thePlan(story, request)
  const deed = (act: string, more: unknown) => ({ plural: 'data-requests', act, id: request, asked: more })
  const yes = { pass: true, reason: '脱敏方案已测算' }
  for (const login of ['authority', 'police', 'justice', 'statistics'])
    await story.does(login, deed('opine', { reasonable: yes, compliant: yes, secure: yes }))
  await story.does(
    'authority',
    deed('decide', {
      outcome: 'approve',
      items: asked([keepsItsForm, district, ...planned.columns]).map(({ item: one, fields }) => ({
        item: one,
        fields: fields.map(({ reason: _, ...field }) => field),
        rows: [],
      })),
      minimumGroup: 10,
      maximumRisk: 1 / leastAlike,
      minimumIsolation: 'C',
      quasiIdentifiers,
      leaveOutBelow: leastAlike,
      mostLeftOut: planned.leftOut,
      reason: '采用测算的脱敏方案。',
    }),
  )
  const { stage, state } = await answeredByZone(story, request)
  const [measured] = state.provision?.risk ?? []
  story.check(
    'zone.provision',
    undefined,
    stage === 'active' && measured?.k >= leastAlike && measured.leftOutShare <= planned.leftOut,
    `按测算方案写出，实测 K 值 ${measured?.k}，舍去 ${peopleCount - measured?.rows} 行，与方案一致。`,
    `written out as planned: measured k is ${measured?.k}, ${peopleCount - measured?.rows} rows are left out (${stage} ${state.zoneRefusal})`,
  )
  await theForm(story, request, measured?.rows)
  await theTripwire(story, request)
  return { request, item }
}

const theCheckups = async (story: Teller): Promise<string> => {
  const item = await story.does('statistics', { plural: 'catalog-items', act: 'register', asked: checkups })
  await story.does('statistics', { plural: 'catalog-items', act: 'govern', id: item, asked: { statement: '已完成治理和质量核验。' } })
  await story.settle()
  const zone = await ticketFor(story, 'statistics', 'intake', item)
  const { body } = await zone.upload(`/datasets/${checkups.dataset}/files?format=csv`, Buffer.from(checkupsCsv()))
  story.check(
    'zone.deliver',
    undefined,
    body.outcome === 'accepted' && body.rows === peopleCount,
    `体检登记数据送入授权运营域，共 ${body.rows} 行。`,
    `${body.rows} rows of checkups go into the zone (${body.outcome})`,
  )
  return item
}

/** What the zone proposes, as columns of a decision; no row of the data is seen. */
const thePlan = async (story: Teller, request: string): Promise<{ readonly columns: readonly Field[]; readonly leftOut: number }> => {
  await story.isRefused('operator', { plural: 'data-requests', act: 'plan', id: request }, 'A12')
  const { body: pass } = await (await story.as('statistics')).post('/api/tickets', { purpose: 'plan', case: request })
  const zone = inZone(story.zoneOrigin, pass.ticket)
  const datasets = [checkups.dataset, residents.dataset].toSorted().join('.')
  const { body: shown } = await zone.post(`/plans/${datasets}/examples`, { dataset: residents.dataset, columns: [keepsItsForm] })
  const [example] = shown.columns?.[0]?.examples ?? []
  story.check(
    'zone.plan',
    undefined,
    /^\d{17}[\dX]$/.test(example?.after) && example.after !== example.before,
    `身份号码脱敏前后均为十八位：虚构的 ${example?.before} 变为 ${example?.after}。`,
    `before and after an id number has its form: the made-up ${example?.before} becomes ${example?.after}`,
  )
  const { body } = await zone.post(`/plans/${datasets}/proposals`, {
    dataset: residents.dataset,
    quasiIdentifiers,
    k: leastAlike,
    mostSuppressed: mostLeftOut,
  })
  const columns: readonly { readonly name: string; readonly mask?: unknown }[] = body.found?.columns ?? []
  story.check(
    'zone.plan',
    undefined,
    body.found?.k >= leastAlike && body.found.suppressedShare <= mostLeftOut && columns.length === quasiIdentifiers.length,
    `要求 K 值不低于 ${leastAlike}，至多舍去 5% 的记录，测算出损失最小的方案：K 值 ${body.found?.k}，舍去 ${body.found?.suppressedShare}，只返回泛化层级，不返回数据。`,
    `asked for k of ${leastAlike} or more with at most 5 % of the rows left out, the zone finds what loses least: k ${body.found?.k}, ${body.found?.suppressedShare} left out; it answers with levels and no data`,
  )
  return {
    columns: columns.map(({ name, mask }) => (mask === undefined ? { name, disclosure: 'plain' } : { name, disclosure: 'masked', mask })),
    leftOut: Number(body.found?.suppressedShare),
  }
}

const theForm = async (story: Teller, request: string, rows: number): Promise<void> => {
  const { job, zone } = await runJob(story, request, 'select length(id_number) as signs, count(*) as people from residents group by 1')
  const { body } = await zone.get(`/jobs/${job?.job}/result`)
  story.check(
    'zone.job',
    undefined,
    body.rows?.length === 1 && Number(body.rows[0][0]) === 18 && Number(body.rows[0][1]) === rows,
    `${rows} 个假名都是十八位，原有程序不必改动。`,
    `all ${rows} pseudonyms have eighteen signs: programs written for id numbers go on working (${job?.state} ${job?.code})`,
  )
}

/** Nobody has to notice: the zone does, and only the data authority lets it go on. */
const theTripwire = async (story: Teller, request: string): Promise<void> => {
  const sql = 'select r.address, avg(c.clinic) as clinic from residents r join checkups c on r.id_number = c.id_number group by r.address'
  // Its workspace is frozen before the job can be looked at.
  const { submitted } = await runJob(story, request, sql)
  const { job } = submitted.body
  await story.clock('2026-04-03T16:00:00+08:00')
  await story.settle()
  const id = `alarm-${job}`
  const deed = (act: string, asked: unknown) => ({ plural: 'risk-reports', act, id, asked })
  await story.does('operator-security', deed('report', { report: '融合后可推知就诊机构，已停止该项加工。' }))
  await story.does('cyberspace', deed('assess', { conclusion: '数据未被查看，调整加工方案后风险可控。' }))
  await story.isRefused('operator', deed('release', { reason: '自行恢复' }), 'W15-4')
  await story.does('authority', deed('release', { reason: '隐患已消除。' }))
  await story.settle()
  const { body } = await (await story.as('operator')).get(`/api/cases/data-requests/${request}`)
  const { body: stopped } = await (await ticketFor(story, 'analyst', 'workbench', request)).get(`/jobs/${job}`)
  story.check(
    'zone.job',
    'W15-2',
    stopped.state === 'withheld' && stopped.code === 'tripwire',
    '两表融合后可由居住地推知就诊机构：作业已自行停止，结果封存，无人看到。',
    `joined, where one lives tells the clinic: the job stopped itself and nobody saw its result (${stopped.state} ${stopped.code})`,
  )
  story.check(
    'risk-report.release',
    undefined,
    body.stage === 'active',
    '风险解除后，工作空间恢复使用。',
    `after the release the workspace is open again (${body.stage})`,
  )
}
