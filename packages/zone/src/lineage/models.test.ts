import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { AskedJob } from '../kinds/asked.ts'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'
import { openLineageFaults } from './testing.ts'

let zone: TestedZone
let model = ''
let scored = ''
let left = ''

const ticket = () => zone.ticket('workbench', 'w1')
const ended = async (asked: object): Promise<string> => {
  const answer = await zone.node().submit(ticket(), 'w1', asked as AskedJob)
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join())
  await vi.waitFor(() => expect(zone.node().job(answer.job)?.state).toBe('done'), { timeout: 60_000, interval: 50 })
  return answer.job
}

beforeAll(async () => {
  zone = await openedZone()
  model = await ended({
    kind: 'train',
    name: 'wealth',
    sql: 'select district, born, case when income > 5500 then 1 else 0 end as wealthy from people',
    target: { column: 'wealthy' },
    learner: { learner: 'logistic', penalty: 1, mostIterations: 50 },
    runtime: 'built-in',
    shares: { validation: 0.15, test: 0.25 },
    seed: 1,
    threshold: 0.5,
    card: { purpose: 'to tell its way', limits: '' },
  })
  scored = await ended({ kind: 'score', model, sql: 'select district, born from people' })
  const files = [{ kind: 'model' as const, name: 'wealth.onnx', model }]
  const drafted = await zone.node().exports.draft(ticket(), 'w1', { files, context: '2026年，单位为人，预测。' })
  if (!drafted.ok) throw new Error(drafted.refusal)
  left = drafted.view.export
  const inputs = ['district', 'born'].map((name) => ({ name, column: name, match: 'equals' as const, required: true }))
  const spec = aSpec({ product: 'm1', source: { from: 'model', model }, delivery: { by: 'score' }, parameters: inputs })
  const published = await zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
  if (published.outcome !== 'done') throw new Error(`${published.refusal} ${published.detail}`)
}, 120_000)
afterAll(() => zone.remove())

it('A3 from the data to the model, and from the model to its scores, the file that leaves and the product that answers', () => {
  const { nodes, edges } = zone.node().lineage({ node: `model:${model}`, direction: 'both' })
  expect(nodes.find(({ kind }) => kind === 'model')).toMatchObject({ id: `model:${model}@1`, name: 'wealth', holder: 'o1', stage: 'kept' })
  const around = edges.filter(({ from, to }) => [from, to].includes(`model:${model}@1`)).map(({ from, to }) => `${from} → ${to}`)
  expect(around.toSorted()).toEqual(
    [
      `table:w1/people → model:${model}@1`,
      `model:${model}@1 → job:${scored}`,
      `model:${model}@1 → export:${left}`,
      `model:${model}@1 → product:m1@1`,
    ].toSorted(),
  )
  expect(edges.filter(({ from, to }) => from === 'table:w1/people' && to === 'product:m1@1')).toEqual([])
})

it('A3 by column: what was learned of the income reaches the file under numbers, never under the words of a person', async () => {
  await zone.restart()
  const { nodes, edges } = zone.node().lineage({ node: 'dataset:people', column: 'income', direction: 'down' })
  expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([`export:${left}`, 'product:m1@1', `job:${scored}`]))
  expect(edges.find(({ to }) => to === `model:${model}@1`)?.columns).toEqual([{ output: '3', from: ['income'], how: 'train' }])
  expect(edges.find(({ to }) => to === `export:${left}`)?.columns).toEqual([{ output: 'model', from: ['1', '2', '3'], how: 'export' }])
})

it.skipIf(openLineageFaults === undefined)('A3 is told as OpenLineage that its official schemas accept', () => {
  const events = zone.node().openLineage(undefined)
  expect(JSON.stringify(events)).toContain('"jobType":"TRAIN"')
  expect(openLineageFaults?.(events)).toEqual([])
})
