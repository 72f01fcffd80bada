/** A product's call with key, scenario, quota, meter and record against the bare store behind the same HTTP server, at 16 connections in the same run. */
import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openZone } from '@yunhe/zone/node'
import type { DatasetContract, Grant, Order, ProductSpec, Receipt } from '@yunhe/zone/orders'
import { hashOf, signedBy } from '@yunhe/zone/signing'
import Fastify from 'fastify'
import fastifyManifest from 'fastify/package.json' with { type: 'json' }
import { zoneServer } from '../packages/zone/src/http/server.ts'
import { sqliteStore } from '../packages/zone/src/products/sqlite.ts'
import type { Load } from './load.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const rounds = 7
const seconds = 3
const connections = 16
const sensors = 10_000
const rowsPerSensor = 10

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
  sql: 'select sensor, hour, level from readings',
  parameters: [{ name: 'sensor', column: 'sensor', match: 'equals', required: true }],
  scenarios: ['s1'],
}
const rows = Array.from(
  { length: sensors * rowsPerSensor },
  (_, index) => [`s${index % sensors}`, Math.floor(index / sensors), (index * 7919) % 1000] as const,
)

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

const run = async (port: number, path: string): Promise<Load> => {
  const paths = Array.from({ length: 997 }, (_, index) => `${path}?sensor=s${(index * 4999) % sensors}`)
  const wish = { port, paths, headers: { authorization: `Bearer k1.${secret}`, 'yunhe-scenario': 's1' }, connections, seconds }
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/load.ts'), JSON.stringify(wish)])
  const load = JSON.parse(stdout) as Load
  if (load.failures > 0) throw new Error(`could not trust the run: ${load.failures} of its calls failed`)
  return load
}

interface Pair {
  readonly bare: Load
  readonly gateway: Load
}

const spread = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  const rounded = (value: number | undefined) => Math.round((value ?? Number.NaN) * 100) / 100
  return { median: rounded(sorted[Math.floor(sorted.length / 2)]), min: rounded(sorted[0]), max: rounded(sorted.at(-1)) }
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const zone = await openZone({ name: 'bench', folder: join(folder, 'zone'), platformKey: platform.publicKey, now: Date.now, faulted })
const serving = sqliteStore()
const bare = Fastify({ logger: false, exposeHeadRoutes: false })
const app = zoneServer(zone, 'http://127.0.0.1:8300', faulted)
try {
  mustBeDone(await zone.obey(order({ order: 'lease', until: new Date(Date.now() + 3_600_000).toISOString() })))
  mustBeDone(await zone.obey(order({ order: 'register', contract })))
  await zone.deliver(
    ticket(),
    'readings',
    { kind: 'csv' },
    Readable.from([`sensor,hour,level\n${rows.map((row) => row.join(',')).join('\n')}\n`]),
  )
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

  await serving.write(join(folder, 'bare.sqlite'), columns, rows, ['sensor'])
  await serving.open('bare', join(folder, 'bare.sqlite'))
  bare.get<{ Querystring: { sensor: string } }>('/bare', async (request, reply) => {
    const found = await serving.look('bare', [{ column: 'sensor', match: 'equals', value: request.query.sensor }], 1000)
    return reply
      .type('application/json; charset=utf-8')
      .send(`{"version":1,"count":${found.rows},"more":${found.more},"rows":${found.body}}`)
  })
  const portOf = (listening: string) => Number(new URL(listening).port)
  const barePort = portOf(await bare.listen({ host: '127.0.0.1', port: 0 }))
  const gatewayPort = portOf(await app.listen({ host: '127.0.0.1', port: 0 }))

  await run(barePort, '/bare')
  await run(gatewayPort, '/v1/d1')
  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ bare: await run(barePort, '/bare'), gateway: await run(gatewayPort, '/v1/d1') })

  const common = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    versions: { node: process.version, fastify: fastifyManifest.version },
    n: rounds,
  }
  const figures = (name: string, unit: string, of: (load: Load) => number, ratioOf: (pair: Pair) => number) => [
    { name: `bare store, ${name}`, unit, ...common, ...spread(pairs.map((pair) => of(pair.bare))), ratio: 1 },
    {
      name: `gateway, ${name}`,
      unit,
      ...common,
      ...spread(pairs.map((pair) => of(pair.gateway))),
      ratio: spread(pairs.map(ratioOf)).median,
    },
  ]
  const where = `look-ups in ${rows.length.toLocaleString('en')} rows at ${connections} connections`
  /** How many times slower, round by round. */
  const result = [
    ...figures(
      where,
      'requests/s',
      ({ requestsPerSecond }) => requestsPerSecond,
      (pair) => pair.bare.requestsPerSecond / pair.gateway.requestsPerSecond,
    ),
    ...figures(
      `p99, ${where}`,
      'ms',
      ({ p99Ms }) => p99Ms,
      (pair) => pair.gateway.p99Ms / pair.bare.p99Ms,
    ),
  ]
  await mkdir(join(root, 'bench/results'), { recursive: true })
  await writeFile(join(root, 'bench/results/gateway.json'), `${JSON.stringify(result, null, 2)}\n`)
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
} finally {
  await app.close()
  await bare.close()
  await serving.stop()
  await zone.stop()
  await rm(folder, { recursive: true, force: true })
}
