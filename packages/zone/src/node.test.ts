import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { signerFromPem, suite } from '@yunhe/keys'
import { folderTiles, noteVerifier, treeHash, verifyLog } from '@yunhe/ledger'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zoneServer } from './http/server.ts'
import type { Receipt } from './orders.ts'
import { hashOf } from './signing.ts'
import { aSpec } from './testing.ts'
import { openedZone, origin, type TestedZone } from './testing-zone.ts'
import { written } from './time.ts'

let zone: TestedZone
let address = ''
let stop = async (): Promise<void> => {}

const serve = async (): Promise<void> => {
  const app = zoneServer(zone.node(), origin, (fault, context) => zone.faults.push(`${context}: ${String(fault)}`))
  address = await app.listen({ host: '127.0.0.1', port: 0 })
  stop = () => app.close()
}

beforeAll(async () => {
  zone = await openedZone()
  await serve()
})
afterAll(async () => {
  await stop()
  await zone.remove()
})

interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a stranger's client sees is untyped JSON
  readonly body: any
}
const ask = async (
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> => {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  const answer = await fetch(`${address}${path}`, { method, headers, ...json })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}
const order = async (body: Parameters<TestedZone['order']>[0]): Promise<Receipt> =>
  (await ask('POST', '/orders', { body: zone.order(body) })).body
const watching = () => ({ authorization: zone.header('watch', '*') })
const atBench = () => ({ authorization: zone.header('workbench', 'w1') })

const secret = randomBytes(24).toString('base64url')
const caller = (scenario: string | undefined = 's1') => ({
  authorization: `Bearer k1.${secret}`,
  ...(scenario === undefined ? {} : { 'yunhe-scenario': scenario }),
})
const call = (query = '', scenario?: string) => ask('GET', `/v1/d1${query}`, { headers: caller(scenario) })
const codeOf = ({ status, body }: Reply) => ({ status, code: body.refusals?.[0]?.code, rule: body.refusals?.[0]?.rule })

const finished = async (job: string) => {
  for (;;) {
    const { body } = await ask('GET', `/jobs/${job}`, { headers: atBench() })
    if (body.endedAt !== undefined) return body
    await wait(50)
  }
}

const sql = 'select district, count(*) as people, avg(income) as income from people group by district'
const reason = 'a test'

it('W16-3 an analyst sees the tables and the disclosure of their columns, and no hidden one', async () => {
  const { body } = await ask('GET', '/workspaces/w1', { headers: atBench() })
  expect(body.tables[0].columns.map(({ name, disclosure }: Record<string, string>) => [name, disclosure])).toEqual([
    ['district', 'after-grouping'],
    ['born', 'after-grouping'],
    ['income', 'after-aggregation'],
  ])
})

it('W16-3 a query for rows is refused with the path, one that aggregates runs and gives a checked result', async () => {
  expect(
    codeOf(await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql: 'select income from people' } })),
  ).toMatchObject({ status: 422, rule: 'W16-3' })
  expect(
    codeOf(await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql: 'select person from people' } })),
  ).toMatchObject({ status: 422, code: 'column-hidden' })
  expect((await ask('POST', '/workspaces/w1/check', { headers: atBench(), body: { sql } })).body).toMatchObject({ ok: true, guarded: true })
  const submitted = await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql } })
  expect(submitted.status).toBe(201)
  const job = await finished(submitted.body.job)
  expect(job).toMatchObject({ state: 'done', rows: 7 })
  const result = await ask('GET', `/jobs/${submitted.body.job}/result`, { headers: atBench() })
  expect(result.body.columns.map(({ name }: { name: string }) => name)).toEqual(['district', 'people', 'income'])
  expect(result.body.rows).toHaveLength(7)
  expect(result.body.checks.every(({ passed }: { passed: boolean }) => passed)).toBe(true)
})

it('a job of one workspace is unknown to the ticket of another', async () => {
  const { body } = await ask('GET', '/workspaces/w1/jobs', { headers: atBench() })
  expect(body.jobs.length).toBeGreaterThan(0)
  const other = { authorization: zone.header('workbench', 'w2') }
  expect((await ask('GET', `/jobs/${body.jobs[0].job}`, { headers: other })).status).toBe(403)
})

it('W17-1 a product is published only as it was reviewed, and its serving copy is the checked result', async () => {
  const spec = aSpec({ sql: 'select district, count(*) as people from people group by district' })
  expect(await order({ order: 'publish', spec, specHash: hashOf({ ...spec, version: 2 }) })).toMatchObject({ refusal: 'spec-hash-differs' })
  const rows = aSpec({ sql: 'select income from people' })
  expect(await order({ order: 'publish', spec: rows, specHash: hashOf(rows) })).toMatchObject({ refusal: 'output-refused' })
  const receipt = await order({ order: 'publish', spec, specHash: hashOf(spec) })
  expect(receipt).toMatchObject({
    outcome: 'done',
    result: {
      served: {
        rows: 7,
        columns: [
          { name: 'district', type: 'text' },
          { name: 'people', type: 'integer' },
        ],
      },
    },
  })
})

it('W17-2 a call is served with key and scenario, refused and recorded without', async () => {
  const accessKey = {
    key: 'k1',
    secretHash: createHash('sha256').update(secret).digest('hex'),
    product: 'd1',
    consumer: 'c1',
    scenarios: ['s1'],
    callsPerDay: 1000,
    callsPerSecond: 1000,
    until: '2027-01-01',
  }
  expect(await order({ order: 'issue-key', accessKey: { ...accessKey, scenarios: ['s1', 's2'] } })).toMatchObject({
    refusal: 'wrong-state',
  })
  expect(await order({ order: 'issue-key', accessKey })).toMatchObject({ outcome: 'done' })
  expect((await call('?district=Xinwu')).body).toMatchObject({
    version: 1,
    count: 1,
    more: false,
    rows: [{ district: 'Xinwu', people: expect.any(Number) }],
  })
  expect(codeOf(await call('', 's2'))).toEqual({ status: 403, code: 'scenario-not-approved', rule: 'W17-2' })
  expect(codeOf(await ask('GET', '/v1/d1'))).toMatchObject({ status: 401, code: 'key-unknown' })
  expect(codeOf(await call('?nowhere=1'))).toMatchObject({ status: 400, code: 'parameter-wrong' })
  const meter = await ask('GET', '/meter', { headers: watching() })
  expect(
    meter.body.records.map(({ outcome, refusal, scenario, key, rows }: Record<string, unknown>) => [outcome, refusal, scenario, key, rows]),
  ).toEqual([
    ['served', undefined, 's1', 'k1', 1],
    ['refused', 'scenario-not-approved', 's2', 'k1', 0],
    ['refused', 'key-unknown', '', 'unknown', 0],
    ['refused', 'parameter-wrong', 's1', 'k1', 0],
  ])
  expect((await ask('GET', '/meter?after=2&limit=10', { headers: watching() })).body).toMatchObject({
    size: 4,
    records: [{ index: 3 }],
  })
  expect(codeOf(await ask('GET', '/meter', { headers: atBench() }))).toMatchObject({ status: 403, code: 'wrong-purpose' })
})

it('lineage leads from the dataset to the product, column by column', async () => {
  const { body } = await ask('GET', '/lineage?workspace=w1&node=product:d1', { headers: atBench() })
  expect(body.nodes.map(({ id }: { id: string }) => id)).toEqual(['dataset:people@1', 'table:w1/people', 'product:d1@1', 'subscription:k1'])
  expect(body.edges.find(({ to }: { to: string }) => to === 'product:d1@1')).toMatchObject({
    from: 'table:w1/people',
    to: 'product:d1@1',
    columns: [{ output: 'district', from: ['district'] }],
  })
})

it('only the console of this platform may ask from a browser', async () => {
  const from = (site: string) => fetch(`${address}/health`, { headers: { origin: site } })
  expect((await from(origin)).headers.get('access-control-allow-origin')).toBe(origin)
  expect((await from('http://elsewhere.test')).headers.get('access-control-allow-origin')).toBeNull()
  const preflight = await fetch(`${address}/workspaces/w1/jobs`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'authorization, content-type, content-digest, yunhe-scenario, idempotency-key, accept-signature, if-none-match',
  ])
})

it('the signed status tells what stands', async () => {
  const { body } = await ask('GET', '/status', { headers: watching() })
  expect(body.functions.filter(({ ready }: { ready: boolean }) => !ready)).toEqual([])
  expect(body).toMatchObject({
    datasets: [{ dataset: 'people', version: 1, rows: 2000, rejectedRows: 0 }],
    workspaces: [{ workspace: 'w1', state: 'opened' }],
    products: [{ product: 'd1', state: 'published', calls: 1 }],
    meterSize: 4,
  })
})

it('the zone’s own log verifies as an outsider reads it, under the key the zone published', async () => {
  const { body } = await ask('GET', '/status', { headers: watching() })
  const key = noteVerifier('z1/log', signerFromPem('ed25519', await readFile(join(zone.folder, 'signing.pem'), 'utf8')))
  const report = await verifyLog(folderTiles(join(zone.folder, 'log', 'public')), {
    hash: treeHash(suite('intl')),
    keys: [key],
    origin: 'z1/log',
  })
  expect(report).toMatchObject({ ok: true, size: body.log.size, signedBy: ['z1/log'] })
})

it('W10-1 a freeze refuses the next call, kills running jobs, and a thaw opens again', async () => {
  const slow =
    'select count(*) as n from people a join people b on a.district = b.district join people c on b.district = c.district join people d on c.district = d.district'
  const running = await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql: slow } })
  expect(running.status).toBe(201)
  while ((await ask('GET', `/jobs/${running.body.job}`, { headers: atBench() })).body.phase !== 'running') await wait(20)
  const frozen = await order({ order: 'freeze', workspaces: ['w1'], products: ['d1'], reason })
  const receiptAt = performance.now()
  expect(frozen).toMatchObject({ outcome: 'done', result: { killedJobs: 1 } })
  expect(codeOf(await call())).toEqual({ status: 403, code: 'suspended', rule: 'W10-1' })
  expect(performance.now() - receiptAt).toBeLessThan(1000)
  expect(codeOf(await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql } }))).toMatchObject({
    status: 403,
    code: 'workspace-frozen',
    rule: 'W10-1',
  })
  expect(await order({ order: 'thaw', workspaces: ['w1'], products: ['d1'], reason })).toMatchObject({ outcome: 'done' })
  expect((await call()).status).toBe(200)
  expect(await finished(running.body.job)).toMatchObject({ state: 'killed' })
})

it('a person cancels a job', async () => {
  const slow =
    'select count(*) as n from people a join people b on a.district = b.district join people c on b.district = c.district join people d on c.district = d.district'
  const { body } = await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql: slow } })
  expect((await ask('DELETE', `/jobs/${body.job}`, { headers: atBench() })).body).toMatchObject({ state: 'cancelled' })
  expect(codeOf(await ask('GET', `/jobs/${body.job}/result`, { headers: atBench() }))).toMatchObject({
    status: 409,
    code: 'job-not-finished',
  })
})

it('after a restart everything stands as it was recorded', async () => {
  const before = (await ask('GET', '/workspaces/w1/jobs', { headers: atBench() })).body.jobs
  await stop()
  await zone.restart()
  await serve()
  expect((await call('?district=Xinwu')).status).toBe(200)
  const after = (await ask('GET', '/workspaces/w1/jobs', { headers: atBench() })).body.jobs
  expect(after.map(({ job, state }: Record<string, string>) => [job, state])).toEqual(
    before.map(({ job, state }: Record<string, string>) => [job, state]),
  )
  const done = after.find(({ state }: Record<string, string>) => state === 'done')
  expect((await ask('GET', `/jobs/${done.job}/result`, { headers: atBench() })).body.rows).toHaveLength(7)
})

it('W24-3 when the lease ends, running jobs are killed and nobody gets in until it is renewed', async () => {
  const slow =
    'select count(*) as n from people a join people b on a.district = b.district join people c on b.district = c.district join people d on c.district = d.district'
  const { body } = await ask('POST', '/workspaces/w1/jobs', { headers: atBench(), body: { sql: slow } })
  zone.clock.ms += 3_600_000
  expect(codeOf(await call())).toMatchObject({ status: 503, code: 'lease-ended', rule: 'W24-3' })
  expect(codeOf(await ask('GET', '/workspaces/w1', { headers: atBench() }))).toMatchObject({ status: 503, code: 'lease-ended' })
  await order({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  expect(await finished(body.job)).toMatchObject({ state: 'killed' })
  expect((await call()).status).toBe(200)
})

it('W19-3 a sealed workspace is destroyed with witness, inventory and proof, and its name opens nothing any more', async () => {
  expect(await order({ order: 'seal', workspace: 'w1', reason })).toMatchObject({ outcome: 'done' })
  expect(codeOf(await call())).toMatchObject({ status: 403, code: 'suspended' })
  const destroy = {
    order: 'destroy',
    workspace: 'w1',
    task: 'x1',
    requester: 'p1',
    approver: 'p2',
    executor: 'p3',
    witness: 'p4',
    reason,
  } as const
  expect(await order({ ...destroy, witness: 'p3' })).toMatchObject({ outcome: 'refused', refusal: 'same-person-twice' })
  const receipt = await order(destroy)
  expect(receipt, zone.faults.join('\n')).toMatchObject({ outcome: 'done' })
  const record = receipt.result.destruction
  expect(record?.inventory.map(({ object }) => object)).toEqual(
    expect.arrayContaining(['workspace/w1/versions/1/people-0.sealed', expect.stringMatching(/^vault\/w1\/product-d1-1-sqlite\.sealed$/)]),
  )
  expect(record?.verification.length).toBeGreaterThanOrEqual(4)
  expect(record?.verification[0]?.answer).toContain('destroyed')
  expect(await readdir(join(zone.folder, 'parts', 'workspace'))).toEqual([])
  expect(await readdir(join(zone.folder, 'vault'))).toEqual([])
  expect(codeOf(await call())).toMatchObject({ status: 410, code: 'product-withdrawn' })
  expect(codeOf(await ask('GET', '/workspaces/w1', { headers: atBench() }))).toMatchObject({
    status: 410,
    code: 'workspace-destroyed',
    rule: 'W19-5',
  })
  expect(await order({ ...destroy, task: 'x2' })).toMatchObject({ refusal: 'wrong-state' })
  expect(zone.faults).toEqual([])
})
