import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AskedJob } from '../kinds/asked.ts'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await openedZone()
}, 60_000)
afterAll(() => zone.remove(), 60_000)

const trained = async (learner: object, sql: string): Promise<string> => {
  const asked = {
    kind: 'train',
    name: 'wealth',
    sql,
    target: { column: 'wealthy' },
    learner,
    runtime: 'built-in',
    shares: { validation: 0.15, test: 0.25 },
    seed: 1,
    threshold: 0.5,
    card: { purpose: 'a test', limits: '' },
  } as AskedJob
  const answer = await zone.node().submit(zone.ticket('workbench', 'w1'), 'w1', asked)
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join())
  while (zone.node().job(answer.job)?.endedAt === undefined) await wait(50)
  return answer.job
}
const features = 'select district, born, case when income > 5500 then 1 else 0 end as wealthy from people'
const inputs = ['district', 'born'].map((name) => ({ name, column: name, match: 'equals' as const, required: true }))
const publish = (model: string, change: object = {}) => {
  const spec = aSpec({ product: 'm1', source: { from: 'model', model }, delivery: { by: 'score' }, parameters: inputs, ...change })
  return zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
}
const secret = 'a-secret-of-a-test-that-is-long-enough'
const call = async (parameters: Record<string, string>) =>
  zone.node().call({ product: 'm1', authorization: `Bearer k1.${secret}`, scenario: 's1', parameters })

it('A3 a model whose verdict passed answers calls: features are the parameters, one answer is the row; deleted, it answers no more', async () => {
  const model = await trained({ learner: 'logistic', penalty: 1, mostIterations: 50 }, features)
  expect(await publish(model)).toMatchObject({ outcome: 'done' })
  await zone.send({
    order: 'issue-key',
    accessKey: {
      key: 'k1',
      secretHash: createHash('sha256').update(secret).digest('hex'),
      product: 'm1',
      consumer: 'c1',
      scenarios: ['s1'],
      callsPerDay: 100,
      callsPerSecond: 100,
      until: '2027-01-31',
    },
  })
  const answer = await call({ district: 'Binhu', born: '1960' })
  if (!answer.ok) throw new Error(answer.refusal)
  const { rows } = JSON.parse(String(answer.served.body)) as { readonly rows: readonly { readonly chance: number }[] }
  expect(rows[0]?.chance).toBeGreaterThan(0.2)
  expect(rows[0]?.chance).toBeLessThan(0.8)
  expect(await call({ district: 'Binhu' })).toMatchObject({ ok: false, refusal: 'parameter-wrong' })
  expect(await call({ district: 'Binhu', born: 'long ago' })).toMatchObject({ ok: false, refusal: 'parameter-wrong' })
  await zone.node().models.remove(zone.ticket('workbench', 'w1'), model)
  expect(await call({ district: 'Binhu', born: '1960' })).toMatchObject({ ok: false, refusal: 'product-withdrawn' })
}, 120_000)

it('W16-3 a model that has learned people by heart is not published, nor a range over a feature', async () => {
  const byHeart = {
    learner: 'trees',
    task: 'binary',
    rounds: 10,
    learningRate: 0.5,
    mostLeaves: 2000,
    mostDepth: 60,
    minimumLeaf: 1,
    ridge: 0,
    patience: 0,
    bins: 255,
  }
  const sql =
    'select born, income, income * 7919 % 4999 as a, income * 104729 % 5003 as b, case when income % 2 = 0 then 1 else 0 end as wealthy from people'
  const refused = await publish(await trained(byHeart, sql), { parameters: [] })
  expect(refused).toMatchObject({ outcome: 'refused', refusal: 'output-refused' })
  expect(refused.detail).toContain('leaves')
  const model = await trained({ learner: 'logistic', penalty: 2, mostIterations: 50 }, features)
  expect(await publish(model, { parameters: inputs.map((one) => ({ ...one, match: 'from' })) })).toMatchObject({ outcome: 'refused' })
  expect(await publish('nobody')).toMatchObject({ outcome: 'refused' })
}, 120_000)
