/**
 * A product's call with key, scenario, quota, meter and record against the bare store behind the same HTTP server: point look-ups in
 * 10,000,000 rows at 64 connections, peers in turn. The copy is written by the store's own writer, the calls go the whole way of the gateway.
 */
import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { openZone } from '@yunhe/zone/node'
import type { DatasetContract, Grant, Order, ProductSpec, Receipt } from '@yunhe/zone/orders'
import { hashOf, signedBy } from '@yunhe/zone/signing'
import Fastify from 'fastify'
import fastifyManifest from 'fastify/package.json' with { type: 'json' }
import { zoneServer } from '../packages/zone/src/http/server.ts'
import type { ServedRow, ServingStore } from '../packages/zone/src/products/serving-store.ts'
import { sqliteStore } from '../packages/zone/src/products/sqlite.ts'
import { type Figure, keep, loadNow, machine, root, rounded, spreadOf } from './figures.ts'
import type { Load } from './load.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 7)
const seconds = 4
const connections = 64
const sensors = 1_000_000
const rowsPerSensor = Number(process.env.BENCH_ROWS_EACH ?? 10)
const bar = { share: 0.6, p99Ms: 20 }

const platform = generateKeyPairSync('ed25519')
const secret = randomBytes(24).toString('base64url')
const columns = [
  { name: 'sensor', type: 'text', required: true, personal: 'none' },
  { name: 'hour', type: 'integer', required: true, personal: 'none' },
  { name: 'level', type: 'number', required: true, personal: 'none' },
] as const
const contract: DatasetContract = { dataset: 'readings', provider: 'water', grade: 'general-1', columns: [...columns] }
const grant: Grant = {
  grant: 'g1',
  workspace: 'w1',
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  until: '2099-12-31',
  minimumIsolation: 'D',
  tables: [{ dataset: 'readings', columns: columns.map(({ name }) => ({ name, disclosure: 'plain' })), rows: [], minimumGroup: 2 }],
  maximumRisk: 1,
  quasiIdentifiers: [],
}
const spec: ProductSpec = {
  product: 'd1',
  version: 1,
  workspace: 'w1',
  operator: 'o1',
  name: 'water levels',

  source: { from: 'query', sql: 'select sensor, hour, level from readings' },
  delivery: { by: 'look-up' },
  parameters: [{ name: 'sensor', column: 'sensor', match: 'equals', required: true }],
  masks: [],
  cacheSeconds: 0,
  scenarios: ['s1'],
}

const rowAt = (index: number): ServedRow => [`s${index % sensors}`, Math.floor(index / sensors), (index * 7919) % 1000]
function* batches(): Generator<readonly ServedRow[]> {
  const size = 10_000
  for (let at = 0; at < sensors * rowsPerSensor; at += size) yield Array.from({ length: size }, (_, index) => rowAt(at + index))
}

const order = (body: Order): object =>
  signedBy(platform.privateKey, {
    id: randomUUID(),
    zone: 'bench',
    issuedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    decision: 'bench@1',
    under: [],
    body,
  })
const ticket = () =>
  signedBy(platform.privateKey, {
    id: randomUUID(),
    zone: 'bench',
    person: 'p1',
    organization: 'o1',
    purpose: 'intake' as const,
    scope: 'readings',
    issuedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  })
const mustBeDone = (receipt: Receipt): void => {
  if (receipt.outcome !== 'done') throw new Error(`could not prepare the run: ${receipt.refusal} ${receipt.detail}`)
}
const faulted = (fault: unknown, context: string): void => void process.stderr.write(`${context}: ${String(fault)}\n`)

const run = async (port: number, path: string, more: Readonly<Record<string, string>> = {}): Promise<Load> => {
  const paths = Array.from({ length: 4999 }, (_, index) => `${path}?sensor=s${(index * 199_999) % sensors}`)
  const wish = { port, paths, headers: { authorization: `Bearer k1.${secret}`, 'yunhe-scenario': 's1', ...more }, connections, seconds }
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/load.ts'), JSON.stringify(wish)])
  const load = JSON.parse(stdout) as Load
  if (load.failures > 0) throw new Error(`could not trust the run: ${load.failures} of its calls failed`)
  return load
}

interface Round {
  readonly bare: Load
  readonly gateway: Load
  readonly signed: Load
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const loadBefore = loadNow()
let served: ServingStore | undefined
const throughServing = (store: ServingStore): ServingStore => {
  served = store
  return store
}
const zone = await openZone({
  name: 'bench',
  folder: join(folder, 'zone'),
  platformKey: platform.publicKey,
  now: Date.now,
  faulted,
  throughServing,
})
const serving = sqliteStore()
const bare = Fastify({ logger: false, exposeHeadRoutes: false })
const app = zoneServer(zone, 'http://127.0.0.1:8300', faulted)
try {
  mustBeDone(await zone.obey(order({ order: 'lease', until: new Date(Date.now() + 3_600_000).toISOString() })))
  mustBeDone(await zone.obey(order({ order: 'register', contract })))
  await zone.deliver(ticket(), 'readings', { kind: 'csv' }, Readable.from(['sensor,hour,level\ns1,1,1.5\n']))
  mustBeDone(await zone.obey(order({ order: 'provision', grant })))
  mustBeDone(await zone.obey(order({ order: 'publish', spec, specHash: hashOf(spec) })))
  const secretHash = createHash('sha256').update(secret).digest('hex')
  const accessKey = {
    key: 'k1',
    secretHash,
    product: 'd1',
    consumer: 'c1',
    scenarios: ['s1'],
    callsPerDay: 100_000_000,
    callsPerSecond: 1_000_000,
    until: '2099-12-31',
  }
  mustBeDone(await zone.obey(order({ order: 'issue-key', accessKey })))

  const file = join(folder, 'copy.sqlite')
  const began = performance.now()
  const rows = await serving.write(file, columns, batches(), ['sensor'])
  const writtenMs = performance.now() - began
  const sizeBytes = (await stat(file)).size
  await serving.open('bare', file)
  // The product was published small; from here on the same gateway serves the large copy in its place.
  await served?.open('d1@1', file)
  bare.get<{ Querystring: { sensor: string } }>('/bare', async (request, reply) => {
    const found = await serving.look('bare', {
      conditions: [{ column: 'sensor', match: 'equals', value: request.query.sensor }],
      limit: 1000,
    })
    return reply
      .type('application/json; charset=utf-8')
      .send(`{"version":1,"count":${found.rows},"more":${found.more},"rows":${found.body}}`)
  })
  const portOf = (listening: string) => Number(new URL(listening).port)
  const barePort = portOf(await bare.listen({ host: '127.0.0.1', port: 0 }))
  const gatewayPort = portOf(await app.listen({ host: '127.0.0.1', port: 0 }))
  const signed = { 'accept-signature': 'sig' }

  await run(barePort, '/bare')
  await run(gatewayPort, '/v1/d1')
  const taken: Round[] = []
  for (let round = 0; round < rounds; round++)
    taken.push({
      bare: await run(barePort, '/bare'),
      gateway: await run(gatewayPort, '/v1/d1'),
      signed: await run(gatewayPort, '/v1/d1', signed),
    })

  const common = { machine, versions: { node: process.version, fastify: fastifyManifest.version }, loadBefore }
  const where = `look-ups in ${rows.toLocaleString('en')} rows at ${connections} connections`
  const speed = ({ requestsPerSecond }: Load): number => requestsPerSecond
  const late = ({ p99Ms }: Load): number => p99Ms
  const figure = (name: string, unit: string, values: readonly number[], more: Partial<Figure> = {}): Figure => ({
    name,
    unit,
    ...common,
    ...spreadOf(values),
    ...more,
  })
  /** How many times slower, round by round. */
  const slower = (of: keyof Round): number => spreadOf(taken.map((round) => speed(round.bare) / speed(round[of]))).median
  const p99 = spreadOf(taken.map(({ gateway }) => late(gateway))).median
  await keep('gateway', [
    figure(
      `bare store, ${where}`,
      'requests/s',
      taken.map(({ bare }) => speed(bare)),
      { ratio: 1 },
    ),
    figure(
      `gateway, ${where}`,
      'requests/s',
      taken.map(({ gateway }) => speed(gateway)),
      {
        ratio: slower('gateway'),
        bar: `at least ${bar.share} of bare`,
        met: 1 / slower('gateway') >= bar.share,
      },
    ),
    figure(
      `gateway with signed answers, ${where}`,
      'requests/s',
      taken.map((round) => speed(round.signed)),
      { ratio: slower('signed') },
    ),
    figure(
      `bare store, p99, ${where}`,
      'ms',
      taken.map(({ bare }) => late(bare)),
      { ratio: 1 },
    ),
    figure(
      `gateway, p99, ${where}`,
      'ms',
      taken.map(({ gateway }) => late(gateway)),
      {
        ratio: rounded(spreadOf(taken.map(({ bare, gateway }) => late(gateway) / late(bare))).median),
        bar: `under ${bar.p99Ms} ms`,
        met: p99 < bar.p99Ms,
      },
    ),
    figure(`serving copy of ${rows.toLocaleString('en')} rows, ${Math.round(sizeBytes / 2 ** 20)} MB, written`, 's', [writtenMs / 1000]),
  ])
} finally {
  await app.close()
  await bare.close()
  await serving.stop()
  await zone.stop()
  await rm(folder, { recursive: true, force: true })
}
