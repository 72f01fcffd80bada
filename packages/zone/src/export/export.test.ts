import { createHash, createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zonePublicKey } from '../grounds.ts'
import type { ExportTerms, Order } from '../orders.ts'
import { hashOf, isSignedBy } from '../signing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import type { Draft } from './kinds.ts'
import type { ExportManifest } from './manifest.ts'
import { exportHoldings } from './scopes.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await openedZone()
})
afterAll(() => zone.remove())

const bench = () => zone.ticket('workbench', 'w1')
const ran = async (sql: string): Promise<string> => {
  const submitted = await zone.node().submit(bench(), 'w1', { sql })
  if (!submitted.ok) throw new Error(`could not submit: ${JSON.stringify(submitted.refusals)}`)
  for (let tries = 0; tries < 600; tries++) {
    const job = zone.node().job(submitted.job)
    if (job?.state === 'done') return submitted.job
    if (job !== undefined && !['queued', 'running'].includes(job.state)) throw new Error(`the job ended as ${job.state}: ${job.code}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the job did not end')
}
const means = 'select district, born, count(*) as people, avg(income) as mean from people group by district, born'
const context = '2026年上半年，按区和出生年代，单位为元。'
const table = (job: string, name = 'means.csv', exact: string[] = []): Draft => ({ files: [{ kind: 'table', name, job, exact }], context })
const drafted = async (draft: Draft, one?: string) => {
  const answer = await zone.node().exports.draft(bench(), 'w1', draft, one)
  if (!answer.ok) throw new Error(`could not draft: ${answer.refusal}`)
  return answer.view
}
const terms = (one: { readonly export: string; readonly snapshot: string }, change: Partial<ExportTerms> = {}): ExportTerms => ({
  export: one.export,
  workspace: 'w1',
  snapshot: one.snapshot,
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  person: 'p1',
  recipients: ['o1'],
  until: '2026-12-07',
  mostDownloads: 2,
  ...change,
})
const examine = (one: { readonly export: string; readonly snapshot: string }): Order => ({
  order: 'examine-export',
  export: one.export,
  workspace: 'w1',
  snapshot: one.snapshot,
})
const examinedOf = async (draft: Draft) => {
  const view = await drafted(draft)
  return { view, receipt: await zone.send(examine(view)) }
}
const downloading = (one: { readonly export: string; readonly snapshot: string }, change = {}) =>
  zone.ticket('download', `${one.export}@${one.snapshot}`, change)

describe('W16-3 a snapshot is frozen, examined and released', () => {
  let job: string
  beforeAll(async () => {
    job = await ran(means)
  })

  it('W16-3 the zone examines exactly what was frozen and signs what it found', async () => {
    const { view, receipt } = await examinedOf(table(job))
    expect(view).toMatchObject({ stage: 'drafted', files: [{ name: 'means.csv', kind: 'table', format: 'csv', rows: 35 }] })
    expect(receipt).toMatchObject({ outcome: 'done', result: { examined: { snapshot: view.snapshot, passed: true, tables: ['people'] } } })
    expect(isSignedBy(createPublic(), receipt)).toBe(true)
    expect(receipt.result.examined?.checks.map(({ check }) => check)).toEqual([
      'format',
      'identifiers',
      'small-cells',
      'dominance',
      'differencing',
      'volume',
      'similarity',
      'rounding',
      'context',
    ])
    expect(view.report.checks.find(({ check }) => check === 'rounding')?.findings[0]).toMatchObject({
      code: 'counts-not-rounded',
      warning: true,
    })
  })

  it('W16-3 what is missing is said before it is asked for, and stops nothing', async () => {
    const { report } = await drafted({ ...table(job), context: '结果' })
    expect(report.passed).toBe(true)
    expect(report.checks.find(({ check }) => check === 'context')?.findings.map(({ code }) => code)).toEqual([
      'context-too-short',
      'period-missing',
      'unit-missing',
    ])
  })

  it('W16-3 nothing leaves unexamined, under another hash, for another person, scenario or workspace', async () => {
    const view = await drafted(table(job))
    const release = async (change: Partial<ExportTerms> = {}) =>
      (await zone.send({ order: 'release-export', terms: terms(view, change) })).refusal
    expect(await release()).toBe('wrong-state')
    await zone.send(examine(view))
    expect(await release({ snapshot: 'f'.repeat(64) })).toBe('file-differs')
    expect(await release({ person: 'p2' })).toBe('wrong-state')
    expect(await release({ scenario: 's2' })).toBe('wrong-state')
    expect(await release({ workspace: 'w2' })).toBe('wrong-state')
    expect(await release({ export: 'nobody' })).toBe('unknown-export')
    expect((await zone.node().exports.fetch(downloading(view), view.export, 'means.csv')).ok).toBe(false)
  })

  it('W16-3 a file that is changed after it was examined is another snapshot', async () => {
    const { view } = await examinedOf(table(job))
    const changed = await drafted(table(job, 'means.json'), view.export)
    expect(changed.snapshot).not.toBe(view.snapshot)
    expect((await zone.send({ order: 'release-export', terms: terms(view) })).refusal).toBe('wrong-state')
    await zone.send(examine(changed))
    expect((await zone.send({ order: 'release-export', terms: terms(view) })).refusal).toBe('file-differs')
    const old = await zone
      .node()
      .enter(zone.header('review', `${view.export}@${view.snapshot}`), [{ purpose: 'review', scope: `${view.export}@${changed.snapshot}` }])
    expect(old).toMatchObject({ ok: false, refusal: 'out-of-scope' })
  })

  it('W16-3 released it carries its mark, its numbers stay within the tolerance and its manifest is signed', async () => {
    const { view } = await examinedOf(table(job))
    const { outcome, result, logIndex } = await zone.send({ order: 'release-export', terms: terms(view) })
    expect(outcome).toBe('done')
    const plain = await zone.node().exports.open(zone.ticket('review', 'x'), view.export, 'means.csv')
    const fetched = await zone.node().exports.fetch(downloading(view), view.export, 'means.csv')
    if (!plain.ok || !fetched.ok) throw new Error('could not read the files')
    const [before, after] = [plain.text, fetched.text].map((text) =>
      text
        .trim()
        .split('\r\n')
        .map((line) => line.split(',')),
    )
    expect(after).toHaveLength(before?.length ?? 0)
    let moved = 0
    for (const [at, line] of (before ?? []).entries()) {
      expect(after?.[at]?.slice(0, 2)).toEqual(line.slice(0, 2))
      if (at === 0) continue
      const [was, is] = [Number(line[3]), Number(after?.[at]?.[3])]
      if (was !== is) moved++
      expect(Math.abs(is - was)).toBeLessThan(0.002 * was)
    }
    expect(moved).toBeGreaterThan(0)
    const paper = await zone.node().exports.manifest(downloading(view), view.export)
    if (!paper.ok) throw new Error('could not read the manifest')
    const manifest = JSON.parse(paper.text) as ExportManifest
    expect(isSignedBy(createPublic(), manifest)).toBe(true)
    expect(hashOf(manifest)).toBe(result.exported?.manifest)
    expect(manifest).toMatchObject({
      format: 'yunhe/export@1',
      zone: 'z1',
      grant: 'g1',
      operator: 'o1',
      person: 'p1',
      snapshot: view.snapshot,
      logIndex,
    })
    expect(manifest.files[0]).toMatchObject({
      sha256: createHash('sha256').update(fetched.text).digest('hex'),
      tolerance: { columns: ['people', 'mean'], share: 0.002 },
    })
  })

  it('W16-3 each file is fetched so often and no more, until its last day, by the requester alone', async () => {
    const { view } = await examinedOf(table(job))
    await zone.send({ order: 'release-export', terms: terms(view) })
    const fetch = async (change = {}) => {
      const answer = await zone.node().exports.fetch(downloading(view, change), view.export, 'means.csv')
      return answer.ok ? 'fetched' : answer.refusal
    }
    expect(await fetch({ person: 'p2' })).toBe('out-of-scope')
    expect([await fetch(), await fetch(), await fetch()]).toEqual(['fetched', 'fetched', 'downloads-used-up'])
    expect((await zone.node().exports.fetch(downloading(view), view.export, '../../root.key')).ok).toBe(false)
  })

  it('W10-1 a freeze, a withdrawal and a dismissal stop fetching at once', async () => {
    const released = async () => {
      const { view } = await examinedOf(table(job))
      await zone.send({ order: 'release-export', terms: terms(view, { mostDownloads: 9 }) })
      return view
    }
    const fetch = async (view: { readonly export: string; readonly snapshot: string }) => {
      const answer = await zone.node().exports.fetch(downloading(view), view.export, 'means.csv')
      return answer.ok ? 'fetched' : answer.refusal
    }
    const [one, other] = [await released(), await released()]
    await zone.send({ order: 'freeze', workspaces: ['w1'], products: [], reason: 'suspended' })
    expect(await fetch(one)).toBe('workspace-frozen')
    await zone.send({ order: 'thaw', workspaces: ['w1'], products: [], reason: 'resumed' })
    expect(await fetch(one)).toBe('fetched')
    await zone.send({ order: 'withdraw-export', export: one.export, reason: 'not needed' })
    expect([await fetch(one), await fetch(other)]).toEqual(['export-not-released', 'fetched'])
    expect((await zone.send({ order: 'release-export', terms: terms(one) })).refusal).toBe('wrong-state')
    await zone.restart()
    expect([await fetch(one), await fetch(other)]).toEqual(['export-not-released', 'fetched'])
    zone.clock.ms = Date.parse('2026-12-07T16:00:00.000Z')
    await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
    expect(await fetch(other)).toBe('download-ended')
    zone.clock.ms = Date.parse('2026-11-23T04:00:00.000Z')
  })

  it('W16-3 a snapshot that was changed on disk is no snapshot', async () => {
    const { view } = await examinedOf(table(job))
    const folder = join(zone.folder, 'exports', view.export)
    const [sealed] = readdirSync(folder).filter((name) => name.startsWith('file-') && name.endsWith('.sealed'))
    const bytes = readFileSync(join(folder, sealed ?? ''))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    writeFileSync(join(folder, sealed ?? ''), bytes)
    expect((await zone.send({ order: 'release-export', terms: terms(view) })).refusal).toBe('file-differs')
    expect(await zone.node().exports.open(zone.ticket('review', 'x'), view.export, 'means.csv')).toMatchObject({
      ok: false,
      refusal: 'snapshot-damaged',
    })
  })

  it('W19-1 each export has a key of its own and is listed', async () => {
    const view = await drafted(table(job))
    expect(exportHoldings({ exports: new Map([[view.export, zone.node().exports.find(view.export)]]) } as never)).toEqual([
      { export: view.export, scope: `export/${view.export}`, workspace: 'w1', stage: 'drafted' },
    ])
  })
})

describe('W16-3 the zone looks before people do', () => {
  const failedIn = async (draft: Draft) => (await drafted(draft)).report.checks.filter(({ passed }) => !passed).map(({ check }) => check)
  const report = (text: string): Draft => ({ files: [{ kind: 'report', name: 'report.md', text }], context })

  it.each([
    ['an identity number', '身份证号 11010519491231002X 的人。', ['identifiers']],
    ['one inside base64', `附：${Buffer.from('11010519491231002X').toString('base64')}`, ['identifiers']],
    ['unseen signs', '正常\u200b文字。', ['format']],
    ['bytes that are no text', 'a\u0000b', ['format']],
    ['plain words', '各区收入均值差别不大。', []],
  ])('W16-3 in a report: %s', async (_, text, failed) => {
    expect(await failedIn(report(text))).toEqual(failed)
  })

  it('W16-3 no name leads out of the folder and no format passes as another', async () => {
    const job = await ran('select district, count(*) as people from people group by district')
    const answer = await zone.node().exports.draft(bench(), 'w1', { files: [{ kind: 'code', name: 'query.csv', job }], context })
    expect(answer).toMatchObject({ ok: false, refusal: 'format-not-allowed' })
    const twice = await zone.node().exports.draft(bench(), 'w1', { files: [...table(job).files, ...table(job).files], context })
    expect(twice).toMatchObject({ ok: false, refusal: 'file-name-twice' })
    const strange = await zone.node().exports.draft(bench(), 'w1', table('another-job'))
    expect(strange).toMatchObject({ ok: false, refusal: 'job-not-finished' })
  })
})

const createPublic = () => createPublicKey(zonePublicKey(zone.folder))
