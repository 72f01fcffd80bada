/** A live zone to attack: the program itself on the loopback, with keys made for this run, planted people, a product and its key. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { type Isolation, probeIsolation } from '../src/jobs/probe.ts'
import { type JobRunner, openJobRunner } from '../src/jobs/run.ts'
import type { AccessKey, Order, Receipt, SignedOrder, Ticket } from '../src/orders.ts'
import { hashOf, signedBy } from '../src/signing.ts'
import { aSpec } from '../src/testing.ts'
import { grantFor, peopleContract, peopleCsv, visitsContract, visitsCsv } from './planted.ts'
import { contracts, firmsCsv, grants, householdsCsv } from './planted-households.ts'

export interface Reply {
  readonly status: number
  readonly text: string
  /** The codes of the refusals, or of the receipt; `http-<status>` where there are none. */
  readonly codes: readonly string[]
}

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Live {
  readonly address: string
  readonly platform: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  readonly secret: string
  readonly runner: JobRunner
  /** How long after its deadline a process may still live. */
  readonly mostLateMs: number
  readonly isolation: Isolation
  readonly pid: number
  readonly folder: string
  readonly ask: (method: string, path: string, asked?: Asked) => Promise<Reply>
  readonly order: (body: Order, change?: Partial<SignedOrder>) => SignedOrder
  readonly send: (sent: unknown) => Promise<Reply>
  readonly header: (purpose: Ticket['purpose'], scope: string, change?: Partial<Ticket>) => Readonly<Record<string, string>>
  /** The end of a job once it has one. */
  readonly ended: (job: string, workspace: string) => Promise<JobEnd>
  readonly close: () => Promise<void>
}

export interface JobEnd {
  readonly state: string
  readonly code: string
  readonly rows: number
}

const instant = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toISOString()

/** @param mostLateMs left out where a loaded machine must not decide */
export const openLive = async (mostLateMs = Number.POSITIVE_INFINITY): Promise<Live> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-redteam-'))
  const platform = generateKeyPairSync('ed25519')
  const keyFile = join(folder, 'platform.pem')
  await writeFile(keyFile, platform.publicKey.export({ type: 'spki', format: 'pem' }))
  const child = startProgram(folder, keyFile)
  const address = await addressOf(child)
  const isolation = await probeIsolation()
  const runner = await openJobRunner({ builder: isolation.builder, memoryBytes: 1024 ** 3 })
  const live = liveAt(address, { folder, platform, child, isolation, runner, secret: randomBytes(24).toString('base64url'), mostLateMs })
  await plant(live).catch(async (fault: unknown) => {
    await live.close()
    throw fault
  })
  return live
}

/** The zone gets an environment of its own: nothing of ours is there to be found. */
const startProgram = (folder: string, keyFile: string): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, '../src/main.ts')], {
    // What the zone says of its own faults is read by whoever runs the attacks.
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      YUNHE_ZONE_FOLDER: join(folder, 'zone'),
      YUNHE_ZONE_NAME: 'z1',
      YUNHE_ZONE_PORT: '0',
      YUNHE_PLATFORM_KEY: keyFile,
      YUNHE_PLATFORM_ORIGIN: 'http://console.test',
    },
  })

const addressOf = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('could not read what the zone says')
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /ready at (http:\/\/[\d.:]+)/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('could not start a zone to attack: it ended before it was ready')
}

type Ground = Pick<Live, 'folder' | 'platform' | 'isolation' | 'runner' | 'secret' | 'mostLateMs'> & { readonly child: ChildProcess }

const liveAt = (address: string, { child, ...ground }: Ground): Live => {
  const { platform, folder, runner } = ground
  const ask: Live['ask'] = async (method, path, { body, headers = {} } = {}) => {
    const json = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`${address}${path}`, { method, headers: { ...type, ...headers }, ...json })
    const text = await answer.text()
    return { status: answer.status, text, codes: codesIn(answer.status, text) }
  }
  const order: Live['order'] = (body, change = {}) =>
    signedBy(platform.privateKey, {
      id: randomUUID(),
      zone: 'z1',
      issuedAt: instant(0),
      expiresAt: instant(60_000),
      decision: 'authorization/a1@1',
      under: ['W24-1'],
      body,
      ...change,
    })
  const header: Live['header'] = (purpose, scope, change = {}) => {
    const body = { id: randomUUID(), zone: 'z1', person: 'p1', organization: 'o1', purpose, scope, issuedAt: instant(0) }
    return headerOf(signedBy(platform.privateKey, { ...body, expiresAt: instant(3_600_000), ...change }))
  }
  return {
    ...ground,
    address,
    pid: child.pid ?? 0,
    ask,
    order,
    header,
    send: (sent) => ask('POST', '/orders', { body: sent }),
    ended: async (job, workspace) => {
      for (;;) {
        const { text } = await ask('GET', `/jobs/${job}`, { headers: header('workbench', workspace) })
        const seen = JSON.parse(text) as JobEnd & { readonly endedAt?: string }
        if (seen.endedAt !== undefined) return seen
        await wait(30)
      }
    },
    close: async () => {
      await runner.close()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const headerOf = (ticket: unknown): Readonly<Record<string, string>> => ({
  authorization: `Ticket ${Buffer.from(JSON.stringify(ticket)).toString('base64url')}`,
})

const codesIn = (status: number, text: string): readonly string[] => {
  try {
    const body = JSON.parse(text) as {
      readonly refusals?: readonly { readonly code: string }[]
      readonly refusal?: string
      readonly outcome?: string
    }
    if (body.refusals !== undefined && body.refusals.length > 0) return body.refusals.map(({ code }) => code)
    return [body.refusal ?? body.outcome ?? `http-${status}`]
  } catch {
    return [`http-${status}`]
  }
}

const plant = async (live: Live): Promise<void> => {
  const orders: readonly (Order | (() => Promise<Reply>))[] = [
    { order: 'lease', until: instant(3_600_000) },
    { order: 'register', contract: peopleContract },
    { order: 'register', contract: visitsContract },
    () => deliver(live, 'people', peopleCsv),
    () => deliver(live, 'visits', visitsCsv),
    ...contracts.map((contract) => ({ order: 'register' as const, contract })),
    () => deliver(live, 'households', householdsCsv),
    () => deliver(live, 'firms', firmsCsv),
    ...grants,
    { order: 'provision', grant: grantFor('w1') },
    { order: 'provision', grant: grantFor('w2') },
    ...[plantedSpec, ...otherSpecs].map((spec) => ({ order: 'publish' as const, spec, specHash: hashOf(spec) })),
    { order: 'issue-key', accessKey: keyFor(live, 'k1', {}) },
    { order: 'issue-key', accessKey: keyFor(live, 'k2', { callsPerDay: 3 }) },
    { order: 'issue-key', accessKey: keyFor(live, 'k3', {}) },
    { order: 'withdraw-key', key: 'k3', reason: 'a test' },
    { order: 'issue-key', accessKey: keyFor(live, 'k4', { consumer: 'c4' }) },
    { order: 'issue-key', accessKey: keyFor(live, 'kf', { product: 'f1' }) },
    { order: 'issue-key', accessKey: keyFor(live, 'kn', { product: 'f1', fields: ['people'] }) },
    { order: 'issue-key', accessKey: keyFor(live, 'kc', { product: 'c1' }) },
    { order: 'issue-key', accessKey: keyFor(live, 'kd', { product: 'c1', consumer: 'c4' }) },
    { order: 'issue-key', accessKey: keyFor(live, 'kp', { product: 'p1' }) },
  ]
  for (const one of orders) {
    const reply = typeof one === 'function' ? await one() : await live.send(live.order(one))
    const receipt = JSON.parse(reply.text) as Partial<Receipt>
    if (reply.status !== 200 || receipt.refusal !== undefined)
      throw new Error(`could not plant ${typeof one === 'function' ? 'a file' : one.order}: ${reply.codes.join()} ${receipt.detail ?? ''}`)
  }
}

export const plantedSpec = aSpec({
  sql: 'select district, count(*) as people from people group by district',
})

/** The same rows in other ways of delivery. */
const otherSpecs = [
  { ...plantedSpec, product: 'f1', parameters: [], delivery: { by: 'file' as const, formats: ['csv' as const] } },
  { ...plantedSpec, product: 'c1', cacheSeconds: 60 },
  {
    ...plantedSpec,
    product: 'p1',
    delivery: { by: 'dashboard' as const, blocks: [{ title: '<script>alert(1)</script>', draw: 'bars' as const }] },
  },
]

const keyFor = ({ secret }: Live, key: string, change: Partial<AccessKey>): AccessKey => ({
  key,
  secretHash: createHash('sha256').update(secret).digest('hex'),
  product: 'd1',
  consumer: 'c1',
  scenarios: ['s1'],
  callsPerDay: 100_000,
  callsPerSecond: 1000,
  until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  ...change,
})

const deliver = ({ ask, header }: Live, dataset: string, csv: string): Promise<Reply> =>
  ask('POST', `/datasets/${dataset}/files?format=csv`, { body: csv, headers: { ...header('intake', dataset), 'content-type': 'text/csv' } })
