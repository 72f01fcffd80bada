/** Step 8, second part: a result leaves the zone as a file after the zone and two bodies have looked at it, and a leaked part of it is traced. */
import { scenario } from './call-papers.ts'
import { inZone } from './client.ts'
import { runJob } from './data.ts'
import type { Models } from './models.ts'
import { type Teller, usccOf } from './teller.ts'

const plural = 'exports'
const context = '2026年4月居民月收入均值，按区和性别，单位为元，不含人数不足的组。'

interface Frozen {
  readonly export: string
  readonly snapshot: string
  readonly files: readonly Readonly<Record<string, unknown>>[]
  readonly report: { readonly passed: boolean; readonly checks: readonly { readonly findings: readonly unknown[] }[] }
}

const plain = ({ name, kind, format, rows, sizeBytes, sha256 }: Readonly<Record<string, unknown>>) => ({
  name,
  kind,
  format,
  rows,
  sizeBytes,
  sha256,
})

const enters = async (story: Teller, login: string, purpose: string, subject: string) => {
  const { status, body } = await (await story.as(login)).post('/api/tickets', { purpose, case: subject })
  if (status !== 200) throw new Error(`could not get a ticket for ${login} to ${purpose}: ${status} ${JSON.stringify(body)}`)
  return inZone(story.zoneOrigin, body.ticket)
}

const freeze = async (story: Teller, request: string, job: string, format: string, one?: string): Promise<Frozen> => {
  const zone = await enters(story, 'analyst', 'workbench', request)
  const path = `/workspaces/${request}/exports${one === undefined ? '' : `/${one}`}`
  const { status, body } = await zone.post(path, { files: [{ kind: 'table', name: `income.${format}`, job }], context })
  if (status !== 201) throw new Error(`could not freeze a result: ${status} ${JSON.stringify(body)}`)
  return body
}

const votes = async (story: Teller, login: string, id: string, conclusion: string, reason: string): Promise<void> => {
  const zone = await enters(story, login, 'review', id)
  const { body } = await zone.get(`/exports/${id}/snapshot`)
  for (const { name } of body.files) await zone.get(`/exports/${id}/snapshot/${name}`)
  await story.does(login, { plural, act: 'vote', id, asked: { snapshot: body.snapshot, conclusion, reason } })
}

/** Answers the id of the export that left. */
export const theExport = async (story: Teller, request: string): Promise<string> => {
  story.say(
    '结果导出：先冻结并检查，再由两个单位分别审核。',
    'A result is exported: frozen and checked first, then reviewed by two bodies.',
  )
  const sql =
    'select address, sex, count(*) as people, avg(monthly_income) as mean_income, avg(monthly_income) * 12 as yearly_income from residents group by address, sex'
  const { job } = await runJob(story, request, sql)
  const frozen = await freeze(story, request, String(job?.job), 'csv')
  const asked = {
    export: frozen.export,
    request,
    purpose: '向旅客服务改进工作组提供背景数据。',
    scenario,
    recipients: [usccOf('operator')],
    context,
    snapshot: frozen.snapshot,
    files: frozen.files.map(plain),
  }
  await story.isRefused('analyst', { plural, act: 'request', asked: { ...asked, scenario: 'other-scenario' } }, 'W12-7')
  const id = await story.does('analyst', { plural, act: 'request', asked })
  await story.settle()
  const checked = await (await story.as('authority')).get(`/api/cases/${plural}/${id}`)
  story.check(
    'export.note-checked',
    undefined,
    checked.body.stage === 'checked' && checked.body.state.required.length >= 2,
    `授权运营域检查 ${checked.body.state.report?.checks.length} 项均通过，由 ${checked.body.state.required.length} 个单位分别审核。`,
    `all ${checked.body.state.report?.checks.length} checks of the zone passed (${checked.body.stage}); ${checked.body.state.required.length} bodies review it`,
  )
  await story.isRefused(
    'authority',
    { plural, act: 'vote', id, asked: { snapshot: frozen.snapshot, conclusion: 'approve', reason: '未看先投' } },
    'W16-3',
  )
  await votes(story, 'authority', id, 'changes', '请改为 JSON 并复核口径。')
  const hidden = await (await story.as('statistics')).get(`/api/cases/${plural}/${id}`)
  story.check(
    'export.vote',
    'W16-3',
    hidden.body.state.votes.length === 1 && hidden.body.state.votes[0].conclusion === undefined,
    '另一单位投票前，看不到已投的结论和理由。',
    'before the other body has voted it sees neither conclusion nor reason',
  )
  await votes(story, 'statistics', id, 'approve', '均为分组统计，可以导出。')
  const changed = await freeze(story, request, String(job?.job), 'json', id)
  await story.does('analyst', {
    plural,
    act: 'change',
    id,
    asked: { snapshot: changed.snapshot, files: changed.files.map(plain), context },
  })
  await story.settle()
  await story.isRefused(
    'authority',
    { plural, act: 'vote', id, asked: { snapshot: frozen.snapshot, conclusion: 'approve', reason: '旧文件' } },
    'W16-3',
  )
  await votes(story, 'authority', id, 'approve', '已按意见修改。')
  await votes(story, 'statistics', id, 'approve', '同意。')
  await story.settle()
  await traced(story, id)
  await sealed(story, id)
  return id
}

/** Nobody fetches what is sealed, and only the data authority opens it again. */
const sealed = async (story: Teller, id: string): Promise<void> => {
  const why = { reason: '泄露线索核查期间先行封存。' }
  const fetched = async () => {
    const ticket = await (await story.as('analyst')).post('/api/tickets', { purpose: 'download', case: id })
    if (ticket.status !== 200) return ticket.status
    return (await inZone(story.zoneOrigin, ticket.body.ticket).get(`/exports/${id}/files/income.json`)).status
  }
  await story.does('cyberspace', { plural, act: 'seal', id, asked: why })
  await story.settle()
  const whileSealed = await fetched()
  story.check(
    'export.download',
    'A24',
    whileSealed !== 200,
    '导出文件封存后，申请人无法下载。',
    `once the files are sealed the requester cannot fetch them (${whileSealed})`,
  )
  await story.isRefused('cyberspace', { plural, act: 'unseal', id, asked: { reason: '申请解封。' } }, 'A24')
  await story.does('authority', { plural, act: 'unseal', id, asked: { reason: '核查完毕。' } })
  await story.settle()
  const again = await fetched()
  story.check('export.download', undefined, again === 200, '解封后恢复下载。', `unsealed, they are fetched again (${again})`)
}

/** A model leaves as it was reviewed; one that learned people by heart cannot even be asked for. */
export const theModelExport = async (story: Teller, request: string, { passed, byHeart }: Models): Promise<void> => {
  const zone = await enters(story, 'analyst', 'workbench', request)
  const path = `/workspaces/${request}/exports`
  const meaning = '2026年4月按居住地和性别估计居民月收入，单位为元。'
  const draft = (model: string) => ({ files: [{ kind: 'model', name: 'income.onnx', model }], context: meaning })
  const refused = await zone.post(path, draft(byHeart))
  story.check(
    'zone.export',
    'W16-3',
    refused.status !== 201 && refused.body.refusals?.[0]?.code === 'model-not-passed',
    '背下个人数据的模型，不得申请导出。',
    `the model that learned people by heart cannot be asked for (${refused.body.refusals?.[0]?.code})`,
  )
  const { status, body: frozen } = await zone.post(path, draft(passed))
  if (status !== 201) throw new Error(`could not freeze a model: ${status} ${JSON.stringify(frozen)}`)
  const id = await story.does('analyst', {
    plural,
    act: 'request',
    asked: {
      export: frozen.export,
      request,
      purpose: '在本单位系统内测算消费场景。',
      scenario,
      recipients: [usccOf('operator')],
      context: meaning,
      snapshot: frozen.snapshot,
      files: frozen.files.map(plain),
    },
  })
  await story.settle()
  for (const login of ['authority', 'statistics']) await votes(story, login, id, 'approve', '模型核验全部通过，可以导出。')
  await story.settle()
  const download = await enters(story, 'analyst', 'download', id)
  const file = await download.get(`/exports/${id}/files/income.onnx`)
  story.check(
    'export.download',
    undefined,
    file.status === 200,
    '模型核验通过、两个单位同意后，以 ONNX 格式导出，与审核的文件逐字节一致。',
    `what passed and was agreed to by two bodies leaves as ONNX, byte for byte as it was reviewed (${file.status})`,
  )
}

/** Half of the rows turn up elsewhere, in another order and without their names. */
const traced = async (story: Teller, id: string): Promise<void> => {
  const zone = await enters(story, 'analyst', 'download', id)
  const { status, body } = await zone.get(`/exports/${id}/files/income.json`)
  story.check(
    'export.download',
    undefined,
    status === 200,
    '申请人下载带有溯源标记的文件和授权运营域签名的清单。',
    `the requester fetches the marked file and the manifest that the zone signed (${status})`,
  )
  const { rows } = JSON.parse(body.text) as { readonly rows: readonly (readonly unknown[])[] }
  const leaked = rows
    .map((row) => row.slice(2).join('\t'))
    .toReversed()
    .join('\n')
  const trace = await story.does('cyberspace', {
    plural: 'leak-traces',
    act: 'open',
    asked: { place: '某网盘公开链接', foundOn: '2026-04-03', circumstances: '巡查发现疑似导出数据，列名和地区已被删去。' },
  })
  const inside = await enters(story, 'cyberspace', 'trace', trace)
  const answer = await inside.post(`/traces/${trace}/samples`, { sample: leaked })
  await story.does('cyberspace', { plural: 'leak-traces', act: 'hand-in', id: trace, asked: { sample: answer.body.sample } })
  await story.settle()
  const seen = await (await story.as('cyberspace')).get(`/api/cases/leak-traces/${trace}`)
  const [first] = seen.body.state.answers
  story.check(
    'leak-trace.note-answer',
    undefined,
    first?.verdict === 'named' && first.suspects[0]?.export === id,
    `授权运营域认定样本来自该项导出，误认可能不超过 10 的负 ${first?.suspects[0]?.chanceExponent} 次方。`,
    `the zone says from which export, operator and person it came (${first?.verdict}); a mistake has a chance of at most ten to the minus ${first?.suspects[0]?.chanceExponent}`,
  )
}
