/** A real zone in a folder of its own, with a clock that tests move and a platform whose key they hold. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Isolation, probeIsolation } from './jobs/probe.ts'
import { openZone, type ZoneNode, type ZoneSettings } from './node.ts'
import type { DatasetContract, Grant, Order, Receipt, SignedOrder, Ticket } from './orders.ts'
import { signedBy } from './signing.ts'
import { written } from './time.ts'

export const platform = generateKeyPairSync('ed25519')
export const origin = 'http://console.test'

export interface TestedZone {
  readonly node: () => ZoneNode
  readonly folder: string
  readonly clock: { ms: number }
  /** Faults that the zone told of; a test that expects none asserts that it is empty. */
  readonly faults: string[]
  readonly order: (body: Order, change?: Partial<SignedOrder>) => SignedOrder
  readonly send: (body: Order, change?: Partial<SignedOrder>) => Promise<Receipt>
  readonly ticket: (purpose: Ticket['purpose'], scope: string, change?: Partial<Ticket>) => Ticket
  readonly header: (purpose: Ticket['purpose'], scope: string, change?: Partial<Ticket>) => string
  readonly deliver: (dataset: string, csv: string) => Promise<string>
  readonly restart: (change?: Partial<ZoneSettings>) => Promise<void>
  readonly remove: () => Promise<void>
}

let probed: Promise<Isolation> | undefined

/** The clock starts at noon in Wuxi on 23 November 2026 and stands still until it is moved. */
export const testedZone = async (change: Partial<ZoneSettings> = {}): Promise<TestedZone> => {
  const { folder = await newFolder() } = change
  const clock = { ms: Date.parse('2026-11-23T04:00:00.000Z') }
  const faults: string[] = []
  probed ??= probeIsolation()
  const settings: ZoneSettings = {
    name: 'z1',
    folder,
    platformKey: platform.publicKey,
    now: () => clock.ms,
    faulted: (fault, context) => faults.push(`${context}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`),
    isolation: await probed,
    lookEveryMs: 50,
    warmSandboxes: 0,
    ...change,
  }
  let node = await openZone(settings)

  const order = (body: Order, changed: Partial<SignedOrder> = {}): SignedOrder =>
    signedBy(platform.privateKey, {
      id: randomUUID(),
      zone: 'z1',
      issuedAt: written(clock.ms),
      expiresAt: written(clock.ms + 60_000),
      decision: 'authorization/a1@1',
      under: ['W24-1'],
      body,
      ...changed,
    })
  const ticket: TestedZone['ticket'] = (purpose, scope, changed = {}) =>
    signedBy(platform.privateKey, {
      id: randomUUID(),
      zone: 'z1',
      person: 'p1',
      organization: 'o1',
      purpose,
      scope,
      issuedAt: written(clock.ms),
      expiresAt: written(clock.ms + 3_600_000),
      ...changed,
    })
  return {
    node: () => node,
    folder,
    clock,
    faults,
    order,
    send: (body, changed) => node.obey(order(body, changed)),
    ticket,
    header: (...asked) => `Ticket ${Buffer.from(JSON.stringify(ticket(...asked))).toString('base64url')}`,
    deliver: async (dataset, csv) =>
      (await node.deliver(ticket('intake', dataset), dataset, { kind: 'csv' }, Readable.from([csv])))?.outcome ?? 'unknown',
    restart: async (changed = {}) => {
      await node.stop()
      node = await openZone({ ...settings, ...changed })
    },
    remove: async () => {
      await node.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const peopleContract: DatasetContract = {
  dataset: 'people',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    { name: 'person', type: 'text', required: true, personal: 'identifier' },
    { name: 'district', type: 'text', required: true, personal: 'quasi-identifier' },
    { name: 'born', type: 'integer', required: true, personal: 'quasi-identifier' },
    { name: 'income', type: 'integer', required: true, personal: 'sensitive' },
  ],
  subject: { column: 'person', oneRow: true },
}

const districts = ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing']

/** People in seven districts, evenly; nobody real. */
export const peopleCsv = (count: number): string =>
  `person,district,born,income\n${Array.from({ length: count }, (_, index) => `p${index},${districts[index % 7]},${1950 + (index % 50)},${3000 + ((index * 37) % 5000)}`).join('\n')}\n`

export const peopleGrant = (change: Partial<Grant> = {}): Grant => ({
  grant: 'g1',
  workspace: 'w1',
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  until: '2027-12-31',
  minimumIsolation: 'D',
  tables: [
    {
      dataset: 'people',
      columns: [
        { name: 'person', disclosure: 'hidden' },
        { name: 'district', disclosure: 'after-grouping' },
        { name: 'born', disclosure: 'after-grouping', mask: { kind: 'generalize-number', width: 10 } },
        { name: 'income', disclosure: 'after-aggregation' },
      ],
      rows: [],
      minimumGroup: 10,
    },
  ],
  maximumRisk: 0.5,
  quasiIdentifiers: ['district', 'born'],
  ...change,
})

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'yunhe-zone-'))

/** A zone with a lease of an hour, 2,000 people delivered and a workspace provisioned from them: its own copy of one that is filled once. */
export const openedZone = async (change: Partial<ZoneSettings> = {}): Promise<TestedZone> => {
  filled ??= fill()
  const folder = await newFolder()
  await cp(await filled, folder, { recursive: true })
  return testedZone({ ...change, folder })
}

let filled: Promise<string> | undefined

const fill = async (): Promise<string> => {
  const zone = await testedZone()
  process.once('exit', () => rmSync(zone.folder, { recursive: true, force: true }))
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
  await zone.deliver('people', peopleCsv(2000))
  const provisioned = await zone.send({ order: 'provision', grant: peopleGrant() })
  if (provisioned.outcome !== 'done')
    throw new Error(`could not provision the workspace of a test: ${provisioned.refusal} ${provisioned.detail}\n${zone.faults.join('\n')}`)
  await zone.node().stop()
  return zone.folder
}
