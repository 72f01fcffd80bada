import { createHash } from 'node:crypto'
import type { ZoneNode } from '@yunhe/zone/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { activeAuthorization, scenario } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { exportForm, type Frozen } from '../scenes/export.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

type Draft = Parameters<ZoneNode['exports']['draft']>[2]
type Job = Parameters<ZoneNode['submit']>[2]

let tested: TestedPlatform
let authorization: string
let request: string
let job: string
const plural = 'exports'

beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  authorization = await activeAuthorization(tested)
  request = await openedRequest(tested, authorization, await deliveredItem(tested))
  job = await ran('select station, count(*) as hours, avg(level) as mean from readings group by station')
})
afterAll(() => tested.stop())

const zone = () => {
  if (tested.zone === undefined) throw new Error('could not find the zone of the test')
  return tested.zone
}
/** A ticket as the platform signed it, as the zone reads it. */
const enters = async (login: string, purpose: string, id: string) => {
  const { ticket } = await tested.asks(login, '/api/tickets', { purpose, case: id })
  const scope = purpose === 'workbench' || purpose === 'trace' ? id : `${id}@${zone().exports.find(id)?.snapshot}`
  const pass = await zone().enter(`Ticket ${ticket}`, [{ purpose: purpose as 'workbench', scope }])
  if (!pass.ok) throw new Error(`could not enter: ${pass.refusal}`)
  return pass.ticket
}
const ran = async (sql: string): Promise<string> => {
  const submitted = await zone().submit(await enters('analyst', 'workbench', request), request, { sql })
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.refusals))
  for (let tries = 0; zone().job(submitted.job)?.endedAt === undefined && tries < 1200; tries++)
    await new Promise((done) => setTimeout(done, 50))
  return submitted.job
}
const draft = (name = 'levels.csv'): Draft => ({
  files: [{ kind: 'table', name, job, exact: [] }],
  context: '2026年3月各站水位均值，单位为毫米。',
})
const frozen = async (wanted: Draft = draft(), one?: string): Promise<Frozen> => {
  const drafted = await zone().exports.draft(await enters('analyst', 'workbench', request), request, wanted, one)
  if (!drafted.ok) throw new Error(drafted.refusal)
  return drafted.view
}
const seen = async (login: string, id: string) => (await (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)).body
const stageOf = async (id: string) => (await seen('analyst', id)).stage
const refusedUnder = async (login: string, act: string, id: string | undefined, asked: unknown = {}) => {
  const path = id === undefined ? `/api/cases/${plural}/acts/${act}` : `/api/cases/${plural}/${id}/acts/${act}`
  const { status, body } = await (await tested.signedIn(login)).post(path, asked)
  return [status, body.refusals?.map(({ code }: { code: string }) => code)]
}
const requested = async (wanted?: Draft) => {
  const snapshot = await frozen(wanted)
  const id = await tested.does('analyst', { plural, act: 'request', asked: exportForm(request, scenario, snapshot) })
  await tested.settled()
  return { id, snapshot: snapshot.snapshot }
}
const votes = async (login: string, id: string, conclusion = 'approve') => {
  const ticket = await enters(login, 'review', id)
  const opened = await zone().exports.open(ticket, id, zone().exports.find(id)?.files[0]?.name ?? '')
  if (!opened.ok) throw new Error(opened.refusal)
  const { snapshot } = (await seen(login, id)).state
  return tested.does(login, { plural, act: 'vote', id, asked: { snapshot, conclusion, reason: '内容与申请一致。' } })
}

describe('W16-3 an export of ordinary data', () => {
  it('W16-3 is checked by the zone, voted on by the authority alone, released, and fetched by its requester', async () => {
    const { id, snapshot } = await requested()
    const checked = await seen('authority', id)
    expect(checked).toMatchObject({
      stage: 'checked',
      state: {
        snapshot,
        grade: 'general-1',
        required: [{ as: 'authority', body: usccOf('authority') }],
        report: { passed: true, tables: ['readings'] },
      },
    })
    expect(await refusedUnder('transport', 'review', id)).toEqual([404, undefined])
    expect(await refusedUnder('analyst', 'vote', id, { snapshot, conclusion: 'approve', reason: '好' })).toEqual([
      422,
      expect.arrayContaining(['not-yours-to-do', 'own-export']),
    ])
    expect(await refusedUnder('analyst', 'download', id)).toEqual([422, ['not-released', 'download-too-late', 'downloads-used-up']])
    await votes('authority', id)
    await tested.settled()
    expect(await seen('analyst', id)).toMatchObject({
      stage: 'released',
      state: { release: { manifest: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    })
    const ticket = await enters('analyst', 'download', id)
    expect(await zone().exports.fetch(ticket, id, 'levels.csv')).toMatchObject({
      ok: true,
      text: expect.stringContaining('station,hours,mean'),
    })
    expect((await seen('analyst', id)).state.downloads).toBe(1)
  })

  it('W16-3 what is asked for under another hash than was frozen goes back, and so does nobody’s', async () => {
    const one = await frozen()
    const id = await tested.does('analyst', {
      plural,
      act: 'request',
      asked: exportForm(request, scenario, { ...one, snapshot: 'f'.repeat(64) }),
    })
    const strange = await tested.does('analyst', {
      plural,
      act: 'request',
      asked: exportForm(request, scenario, { ...one, export: 'nobody' }),
    })
    await tested.settled()
    expect(await seen('analyst', id)).toMatchObject({ stage: 'returned', state: { zoneRefusal: 'file-differs' } })
    expect(await seen('analyst', strange)).toMatchObject({ stage: 'returned', state: { zoneRefusal: 'unknown-export' } })
  })

  it('W16-3 asked for changes it comes back; the changed file voids the vote; a ticket for the old one leads nowhere', async () => {
    const { id, snapshot } = await requested()
    const old = await enters('authority', 'review', id)
    await votes('authority', id, 'changes')
    expect(await stageOf(id)).toBe('returned')
    const changed = await frozen(draft('levels.json'), id)
    const { files } = exportForm(request, scenario, changed)
    await tested.does('analyst', {
      plural,
      act: 'change',
      id,
      asked: { snapshot: changed.snapshot, files, context: '2026年3月各站水位均值，单位为毫米，已更换格式。' },
    })
    await tested.settled()
    const view = await seen('authority', id)
    expect(view).toMatchObject({ stage: 'checked', state: { votes: [], pastRounds: [{ snapshot, areOpen: true }] } })
    expect(await refusedUnder('authority', 'vote', id, { snapshot, conclusion: 'approve', reason: '好' })).toEqual([
      422,
      ['not-looked-at', 'file-changed'],
    ])
    const stale = `Ticket ${Buffer.from(JSON.stringify(old)).toString('base64url')}`
    expect(await zone().enter(stale, [{ purpose: 'review', scope: `${id}@${changed.snapshot}` }])).toMatchObject({
      ok: false,
      refusal: 'out-of-scope',
    })
    await votes('authority', id, 'refuse')
    await tested.settled()
    expect(await stageOf(id)).toBe('refused')
    expect(zone().exports.find(id)?.stage).toBe('closed')
  })
})

describe('W16-3 a model leaves by the votes', () => {
  const taught = async (learner: object, name: string): Promise<string> => {
    const asked = {
      kind: 'train',
      name,
      sql: 'select station, hour, case when level > 250 then 1 else 0 end as high from readings',
      target: { column: 'high' },
      learner,
      runtime: 'built-in',
      shares: { validation: 0.15, test: 0.25 },
      seed: 1,
      threshold: 0.5,
      card: { purpose: '预测水位是否偏高', limits: '只用于汛期' },
    }
    const submitted = await zone().submit(await enters('analyst', 'workbench', request), request, asked as Job)
    if (!submitted.ok) throw new Error(JSON.stringify(submitted.refusals))
    for (let tries = 0; zone().job(submitted.job)?.endedAt === undefined && tries < 1200; tries++)
      await new Promise((done) => setTimeout(done, 50))
    return submitted.job
  }
  const ofModel = (model: string): Draft => ({
    files: [{ kind: 'model', name: 'high.onnx', model }],
    context: '2026年3月各站水位，单位为毫米，预测是否高于250毫米。',
  })

  it('W16-3 one that passed is voted on and leaves as it was reviewed; one that learned by heart cannot be asked for', async () => {
    const { id } = await requested(ofModel(await taught({ learner: 'logistic', penalty: 1, mostIterations: 50 }, 'high')))
    const { state } = await seen('authority', id)
    expect(state.report.checks).toContainEqual({ check: 'memorization', passed: true, findings: 0 })
    await votes('authority', id)
    await tested.settled()
    const { state: released } = await seen('analyst', id)
    expect(released).toMatchObject({ stage: 'released', release: { files: [{ name: 'high.onnx', sha256: state.files[0].sha256 }] } })
    const fetched = await zone().exports.fetch(await enters('analyst', 'download', id), id, 'high.onnx')
    if (!fetched.ok) throw new Error(fetched.refusal)
    const bytes = Buffer.from(fetched.text, fetched.encoding)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(state.files[0].sha256)

    const trees = { learner: 'trees', task: 'binary', rounds: 20, learningRate: 0.5, mostLeaves: 2000, mostDepth: 60, minimumLeaf: 1 }
    const byHeart = await taught({ ...trees, ridge: 0, patience: 0, bins: 255 }, 'by-heart')
    const refused = await zone().exports.draft(await enters('analyst', 'workbench', request), request, ofModel(byHeart))
    expect(refused).toMatchObject({ ok: false, refusal: 'model-not-passed' })
  }, 60_000)
})

describe('A15 a leaked sample is traced', () => {
  it('A15 names the operator and the person of the export, and the answer comes from the zone', async () => {
    const { id } = await requested(draft('loads.csv'))
    await votes('authority', id)
    await tested.settled()
    const fetched = await zone().exports.fetch(await enters('analyst', 'download', id), id, 'loads.csv')
    if (!fetched.ok) throw new Error(fetched.refusal)
    const trace = await tested.does('authority', {
      plural: 'leak-traces',
      act: 'open',
      asked: { place: '某网盘', foundOn: '2026-03-02', circumstances: '巡查发现。' },
    })
    const { sample } = await zone().traces.compare(await enters('authority', 'trace', trace), trace, {
      sample: fetched.text,
      encoding: 'utf8',
    })
    await tested.does('authority', { plural: 'leak-traces', act: 'hand-in', id: trace, asked: { sample } })
    await tested.settled()
    const { body } = await (await tested.signedIn('authority')).get(`/api/cases/leak-traces/${trace}`)
    expect(body.state.answers).toHaveLength(1)
    expect(body.state.answers[0]).toMatchObject({ sample, compared: expect.any(Number) })
    expect((await (await tested.signedIn('operator')).get(`/api/cases/leak-traces/${trace}`)).status).toBe(404)
  })
})

describe('A24 the files of an export are sealed, unsealed and destroyed by acts', () => {
  it('A24 A19 sealed nobody fetches them; unsealed they are fetched; destroyed before a witness they are gone, and their case says so', async () => {
    const { id } = await requested(draft('sealed.csv'))
    await votes('authority', id)
    await tested.settled()
    const deed = (act: string, asked: object) => ({ plural, act, id, asked })
    const why = { reason: '发现线索，先行封存。' }
    const enterAgain = async () => {
      const { body } = await (await tested.signedIn('analyst')).post('/api/tickets', { purpose: 'download', case: id })
      return body.refusals?.map(({ code }: { code: string }) => code) ?? 'entered'
    }
    const before = await enters('analyst', 'download', id)
    await tested.does('cyberspace', deed('seal', why))
    await tested.settled()
    expect(zone().shut().get(`export/${id}`)).toBe('sealed')
    expect(await enterAgain()).toEqual(['export-shut'])
    const held = `Ticket ${Buffer.from(JSON.stringify(before)).toString('base64url')}`
    const scope = `${id}@${zone().exports.find(id)?.snapshot}`
    expect(await zone().enter(held, [{ purpose: 'download', scope }])).toMatchObject({ ok: false, refusal: 'export-sealed' })
    expect(await zone().exports.fetch(before, id, 'sealed.csv')).toMatchObject({ ok: false, refusal: 'export-sealed' })

    await tested.does('authority', deed('unseal', { reason: '线索已排除。' }))
    await tested.settled()
    expect(await zone().exports.fetch(before, id, 'sealed.csv')).toMatchObject({ ok: true })

    const ofDestruction = (act: string, asked: object, task?: string) => ({
      plural: 'destructions',
      act,
      asked,
      ...(task !== undefined && { id: task }),
    })
    const wish = { trigger: 'purpose-met', export: id, reason: '用途已实现' }
    const early = await (await tested.signedIn('operator')).post('/api/cases/destructions/acts/open-for-export', wish)
    expect(early.body.refusals.map(({ code }: { code: string }) => code)).toEqual(['export-not-sealed'])
    await tested.does('operator', deed('seal', why))
    const task = await tested.does('operator', ofDestruction('open-for-export', wish))
    await tested.settled()
    expect(await refusedUnder('authority', 'unseal', id, why)).toEqual([422, ['destruction-under-way']])
    await tested.does('authority', ofDestruction('approve', { method: '密码学擦除并删除密文' }, task))
    const people = { executor: 'p-datacenter', witness: 'p-datacenter-witness' }
    await tested.does('datacenter', ofDestruction('execute', people, task))
    await tested.settled()
    const { state } = await tested.reads('authority', `/api/cases/destructions/${task}`)
    expect(state).toMatchObject({ stage: 'executed', export: id, record: people })
    expect(state.record.inventory.length).toBeGreaterThan(0)
    await tested.does('authority', ofDestruction('accept', { opinion: '核验无误' }, task))
    expect(zone().shut().get(`export/${id}`)).toBe('destroyed')
    expect((await seen('authority', id)).state.keeping).toBe('destroyed')
    expect(await refusedUnder('authority', 'unseal', id, why)).toEqual([422, ['not-sealed']])
    expect(await zone().exports.fetch(before, id, 'sealed.csv')).toMatchObject({ ok: false, refusal: 'export-destroyed' })
  }, 60_000)
})

describe('W10-1 what stops, stops exports too', () => {
  it('W10-1 a suspension closes requests, votes and downloads at once; a revocation ends them', async () => {
    const { id } = await requested()
    await votes('authority', id)
    await tested.settled()
    const ticket = await enters('analyst', 'download', id)
    const waiting = await requested()
    const deed = (act: string, asked: unknown) => ({ plural: 'authorizations', act, id: authorization, asked })
    await tested.does('authority', deed('order-rectification', { violation: 'misuse', finding: '发现违规', due: '2026-04-01' }))
    await tested.settled()
    expect(await zone().exports.fetch(ticket, id, 'levels.csv')).toMatchObject({ ok: false, refusal: 'workspace-frozen' })
    expect(await refusedUnder('analyst', 'download', id)).toEqual([422, ['authorization-suspended', 'workspace-closed']])
    expect(await refusedUnder('authority', 'review', waiting.id)).toEqual([422, ['authorization-suspended']])
    await tested.does('operator', deed('report-rectification', { feedback: '已整改' }))
    await tested.does('authority', deed('resume', { acceptance: '验收通过' }))
    await tested.settled()
    expect(await zone().exports.fetch(ticket, id, 'levels.csv')).toMatchObject({ ok: true })
    await tested.does('operator', {
      plural: 'data-requests',
      act: 'end-purpose',
      id: request,
      asked: { cause: 'purpose-met', reason: '已完成' },
    })
    await tested.settled()
    expect([await stageOf(id), await stageOf(waiting.id)]).toEqual(['ended', 'ended'])
    expect(await zone().exports.fetch(ticket, id, 'levels.csv')).toMatchObject({ ok: false, refusal: 'export-not-released' })
    expect(tested.zoneFaults).toEqual([])
    expect((await replay(tested.running.db, tested.running.log, false)).differences).toEqual([])
  })
})
