import { createHash, createPublicKey } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zonePublicKey } from '../grounds.ts'
import type { AskedJob } from '../kinds/asked.ts'
import { onnxAvailability } from '../models/availability.ts'
import { checkOnnx } from '../models/onnx/check.ts'
import { scoredByOnnx } from '../models/onnx/run.ts'
import { onnxBytes } from '../models/onnx/write.ts'
import { isSignedBy } from '../signing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'
import type { Draft } from './kinds.ts'
import type { ExportManifest } from './manifest.ts'

let zone: TestedZone
let passed = ''
let byHeart = ''
beforeAll(async () => {
  zone = await openedZone()
  passed = await kept(taught({}))
  byHeart = await kept(
    taught({
      name: 'by-heart',
      sql: 'select district, born, income, income * 7919 % 4999 as mixed, case when income > 5500 then 1 else 0 end as wealthy from people',
      learner: {
        learner: 'trees',
        task: 'binary',
        rounds: 20,
        learningRate: 0.5,
        mostLeaves: 2000,
        mostDepth: 60,
        minimumLeaf: 1,
        ridge: 0,
        patience: 0,
        bins: 255,
      },
    }),
  )
}, 120_000)
afterAll(() => zone.remove(), 60_000)

const taught = (change: object): AskedJob =>
  ({
    kind: 'train',
    name: 'wealth',
    sql: 'select district, born, case when income > 5500 then 1 else 0 end as wealthy from people',
    target: { column: 'wealthy' },
    learner: { learner: 'logistic', penalty: 1, mostIterations: 50 },
    runtime: 'built-in',
    shares: { validation: 0.15, test: 0.25 },
    seed: 1,
    threshold: 0.5,
    card: { purpose: '测试用：按地区和年代估计收入', limits: '数据为编造' },
    ...change,
  }) as AskedJob

const bench = () => zone.ticket('workbench', 'w1')
const kept = async (job: AskedJob): Promise<string> => {
  const answer = await zone.node().submit(bench(), 'w1', job)
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join())
  for (;;) {
    const view = zone.node().job(answer.job)
    if (view?.state === 'done') return answer.job
    if (view !== undefined && !['queued', 'running'].includes(view.state)) throw new Error(`the job ended as ${view.state}`)
    await wait(50)
  }
}
const context = '2026年上半年，按区和出生年代，预测收入是否高于 5500 元。'
const asking = (model: string, name = 'wealth.onnx'): Draft => ({ files: [{ kind: 'model', name, model }], context })
const refusalOf = async (draft: Draft) => {
  const answer = await zone.node().exports.draft(bench(), 'w1', draft)
  return answer.ok ? 'frozen' : answer.refusal
}
const drafted = async (draft: Draft) => {
  const answer = await zone.node().exports.draft(bench(), 'w1', draft)
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.view
}
type Named = { readonly export: string; readonly snapshot: string }
const examined = async ({ export: one, snapshot }: Named) =>
  (await zone.send({ order: 'examine-export', export: one, workspace: 'w1', snapshot })).result.examined
const release = ({ export: one, snapshot }: Named) =>
  zone.send({
    order: 'release-export',
    terms: {
      export: one,
      workspace: 'w1',
      snapshot,
      operator: 'o1',
      authorization: 'a1',
      scenario: 's1',
      person: 'p1',
      recipients: ['o1'],
      until: '2026-12-07',
      mostDownloads: 2,
    },
  })
const fetched = async ({ export: one, snapshot }: Named, name: string) => {
  const answer = await zone.node().exports.fetch(zone.ticket('download', `${one}@${snapshot}`), one, name)
  if (!answer.ok) throw new Error(answer.refusal)
  return answer
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('W16-3 a model leaves only as the model that was judged', () => {
  it('W16-3 one that learned by heart, one from outside, one that is not there and one under another ending are refused', async () => {
    expect(await refusalOf(asking(byHeart))).toBe('model-not-passed')
    const onnx = Buffer.from(
      onnxBytes({
        nodes: [{ operator: 'Identity', domain: '', inputs: ['born'], outputs: ['y'], attributes: [] }],
        tensors: [],
        inputs: [{ name: 'born', type: 1, shape: ['rows', 1] }],
        outputs: [{ name: 'y', type: 1, shape: ['rows', 1] }],
        properties: {},
      }),
    ).toString('base64')
    const imported = await kept({ kind: 'import', name: 'from-outside', onnx, card: { purpose: '外部模型', limits: '' } } as AskedJob)
    expect(await refusalOf(asking(imported))).toBe('model-not-passed')
    expect(await refusalOf(asking('nobody'))).toBe('model-not-here')
    expect(await refusalOf(asking(passed, 'wealth.csv'))).toBe('format-not-allowed')
  }, 60_000)

  it('W16-3 its verdict is one of the checks, and the tables it was taught from decide who votes', async () => {
    const view = await drafted(asking(passed))
    expect(view.files).toMatchObject([{ name: 'wealth.onnx', kind: 'model', format: 'onnx', rows: 0, strength: { places: 0 } }])
    const found = await examined(view)
    expect(found).toMatchObject({ passed: true, tables: ['people'] })
    expect(found?.checks.find(({ check }) => check === 'memorization')).toEqual({ check: 'memorization', passed: true, findings: 0 })
    const withoutModel = await drafted({ files: [{ kind: 'report', name: 'note.md', text: '各区差别不大。' }], context })
    expect(withoutModel.report.checks.some(({ check }) => check === 'memorization')).toBe(false)
  })

  it('W16-3 the reviewer reads card, figures and verdict and every text in the file, and no bytes', async () => {
    const view = await drafted(asking(passed))
    const opened = await zone.node().exports.open(zone.ticket('review', 'x'), view.export, 'wealth.onnx')
    if (!opened.ok || opened.model?.origin !== 'trained') throw new Error('could not open the model')
    expect(opened.model).toMatchObject({ name: 'wealth', version: 1, verdict: { passed: true }, card: { limits: '数据为编造' } })
    expect(opened.model.measured.map(({ scope }) => scope)).toContain('test')
    for (const text of ['Liangxi', 'district', '测试用：按地区和年代估计收入', 'Sigmoid']) expect(opened.text.split('\n')).toContain(text)
    expect(JSON.stringify(opened)).not.toContain('"document"')
  })

  it('W16-3 what is fetched is byte for byte what was frozen, runs, and stands in the signed manifest with its verdict and without a mark', async () => {
    const view = await drafted(asking(passed))
    await examined(view)
    expect((await release(view)).outcome).toBe('done')
    const { text, encoding } = await fetched(view, 'wealth.onnx')
    expect(encoding).toBe('base64')
    const bytes = Buffer.from(text, 'base64')
    expect([sha256(bytes), bytes.length]).toEqual([view.files[0]?.sha256, view.files[0]?.sizeBytes])
    const checked = checkOnnx(bytes)
    if (!checked.ok) throw new Error(checked.refusals.join())
    expect(checked.signature.inputs.map(({ name }) => name).toSorted()).toEqual(['born', 'district'])
    if (onnxAvailability().ready) {
      const table = {
        rows: 2,
        features: [
          { name: 'district', kind: 'category' as const, codes: Int32Array.of(0, 0), levels: ['Liangxi'] },
          { name: 'born', kind: 'number' as const, values: Float32Array.of(1950, 1990) },
        ],
        subjects: new Int32Array(2),
        subjectHashes: new BigUint64Array(1),
      }
      const scores = await scoredByOnnx(bytes, checked.signature, table)
      expect(scores).toMatchObject({ ok: true })
      if (scores.ok) expect([...scores.scores].every((chance) => chance > 0 && chance < 1)).toBe(true)
    }
    const paper = await zone.node().exports.manifest(zone.ticket('download', `${view.export}@${view.snapshot}`), view.export)
    if (!paper.ok) throw new Error(paper.refusal)
    const manifest = JSON.parse(paper.text) as ExportManifest
    expect(isSignedBy(createPublicKey(zonePublicKey(zone.folder)), manifest)).toBe(true)
    expect(manifest.files[0]).toMatchObject({ sha256: sha256(bytes), unmarked: true, model: { model: passed, name: 'wealth', version: 1 } })
    expect(manifest.files[0]?.model?.checks.map(({ check }) => check)).toContain('membership')
  })

  it('A15 a model that turns up is known by its bytes; once it left twice it names nobody as sure', async () => {
    const onlyOnce = await kept(taught({ name: 'once', seed: 7 }))
    const send = async () => {
      const view = await drafted(asking(onlyOnce))
      await examined(view)
      await release(view)
      return (await fetched(view, 'wealth.onnx')).text
    }
    const told = async (sample: string) => {
      const { verdict, suspects } = await zone.node().traces.compare(zone.ticket('trace', 't1'), 't1', { sample, encoding: 'base64' })
      return [verdict, suspects.map(({ person, evidence }) => `${person} ${evidence}`)]
    }
    const sample = await send()
    expect(await told(sample)).toEqual(['named', ['p1 bytes']])
    const changed = Buffer.from(sample, 'base64')
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(await told(changed.toString('base64'))).toEqual(['none', []])
    await send()
    expect(await told(sample)).toEqual(['unclear', ['p1 bytes', 'p1 bytes']])
  }, 60_000)

  it('W16-3 a model that was deleted after it was frozen does not pass any more, and is not released', async () => {
    const view = await drafted(asking(passed))
    await zone.node().models.remove(bench(), passed)
    expect(await examined(view)).toMatchObject({ passed: false })
    expect((await release(view)).refusal).toBe('checks-failed')
    expect(await refusalOf(asking(passed))).toBe('model-not-here')
  })
})
