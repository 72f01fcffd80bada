/** Step 8: the operator's own data enters through quarantine and joint review only, and is then joined with what was granted. */
import { createHash } from 'node:crypto'
import { people } from '../seed/people.ts'
import { inZone } from './client.ts'
import { peopleCount, peopleSeed, runJob } from './data.ts'
import type { Teller } from './teller.ts'

const field = (name: string, type: string, title: string, personal: string) => ({
  name,
  type,
  title,
  personal,
  required: true,
  grade: personal === 'none' ? 'general-2' : 'general-3',
})

const declaration = (request: string, sha256: string) => ({
  request,
  title: '常旅客飞行次数',
  dataset: 'travellers',
  description: '本单位常旅客会员近一年的飞行次数。',
  source: { kind: 'own-business', name: '会员系统' },
  lawfulOrigin: '会员协议约定的业务数据，依法收集。',
  proof: { title: '会员协议及数据来源说明', number: 'LY-2026-001', sha256 },
  fields: [field('id_number', 'text', '证件号码', 'identifier'), field('flights_a_year', 'integer', '年飞行次数', 'none')],
  subjectColumn: 'id_number',
  oneRow: true,
  personalInformation: true,
  personalBasis: '取得会员单独同意。',
  necessity: '按飞行次数统计会员收入分布，改进准点服务。',
  until: '2027-04-02',
})

/** Every second resident is a member. */
const membersCsv = (): string => {
  const members = [...people(peopleCount, peopleSeed)].filter((_, at) => at % 2 === 0)
  return `id_number,flights_a_year\n${members.map(({ id_number }, at) => `${id_number},${at % 5}`).join('\n')}\n`
}

const joining =
  'select t.flights_a_year, count(*) as people, avg(r.monthly_income) as mean_income from residents r join travellers t on r.id_number = t.id_number group by t.flights_a_year'

export const theSocialData = async (story: Teller, request: string): Promise<void> => {
  story.chapter(8, '社会数据经隔离、会同审核后导入', 'Social data comes in through quarantine and joint review')
  const plural = 'social-data-imports'
  const csv = membersCsv()
  const proof = createHash('sha256').update('会员协议及数据来源说明').digest('hex')
  const declared = declaration(request, proof)
  await story.isRefused('operator', { plural, act: 'declare', asked: { ...declared, until: '2027-04-03' } }, 'W12-6')
  const id = await story.does('operator', { plural, act: 'declare', asked: declared })
  const deed = (act: string, asked: unknown = {}) => ({ plural, act, id, asked })
  await story.settle()
  await delivered(story, id, csv)
  await story.clock('2026-04-03T15:00:00+08:00')
  const { body } = await (await story.as('operator')).get(`/api/cases/${plural}/${id}`)
  story.check(
    'social-data.note-quarantined',
    undefined,
    body.stage === 'quarantined' && body.state.found.rows === peopleCount / 2,
    `文件封存在隔离区，授权运营域报告 ${body.state.found?.rows} 行及字段特征，不含任何数值。`,
    `the file lies sealed in quarantine; the zone reports ${body.state.found?.rows} rows and what the columns look like, no value`,
  )
  const early = await runJob(story, request, joining)
  story.check(
    'zone.job',
    'W16-4',
    early.submitted.status === 422,
    '审核同意前试图关联，授权运营域不予执行。',
    'an attempt to join it before the review is refused by the zone',
  )
  const approval = {
    outcome: 'approve',
    fields: [
      { name: 'id_number', disclosure: 'join-key' },
      { name: 'flights_a_year', disclosure: 'after-grouping' },
    ],
  }
  for (const login of ['authority', 'police', 'justice'])
    await story.does(login, deed('opine', { conclusion: 'agree', reason: '来源合法，与场景相关。' }))
  await story.isRefused('authority', deed('decide', approval), 'W16-4')
  await story.does('cyberspace', deed('opine', { conclusion: 'agree', reason: '脱敏后仅用于关联，风险可控。' }))
  await story.does('authority', deed('decide', approval))
  await story.settle()
  await joined(story, request)
}

const delivered = async (story: Teller, id: string, csv: string): Promise<void> => {
  const { status, body } = await (await story.as('operator')).post('/api/tickets', { purpose: 'quarantine', case: id })
  if (status !== 200) throw new Error(`could not get a ticket for quarantine: ${status} ${JSON.stringify(body)}`)
  const answer = await inZone(story.zoneOrigin, body.ticket).upload(`/imports/${id}/files?format=csv`, Buffer.from(csv))
  story.check(
    'zone.quarantine',
    undefined,
    answer.body.outcome === 'accepted',
    '文件直接送入隔离区，未经平台。',
    'the file goes straight into quarantine, not through the platform',
  )
}

const joined = async (story: Teller, request: string): Promise<void> => {
  const { job, zone } = await runJob(story, request, joining)
  const { body } = await zone.get(`/jobs/${job?.job}/result`)
  story.check(
    'zone.job',
    undefined,
    job?.state === 'done' && body.rows?.length === 5,
    `导入后与授权数据融合计算，${body.rows?.length} 组结果通过输出检查。`,
    `imported, it is joined with what was granted: ${body.rows?.length} groups passed the output checks (${job?.state} ${job?.code})`,
  )
}
