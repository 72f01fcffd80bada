import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { zonePublicKey } from '../node.ts'
import type { Grant, Order } from '../orders.ts'
import { isSignedBy, signedBy } from '../signing.ts'
import { openedZone, peopleContract, peopleGrant, platform, type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import { recordedPerMinute } from './strangers.ts'

const freezeNothing: Order & { order: 'freeze' } = { order: 'freeze', workspaces: [], products: [], reason: 'a test' }

describe('W24-1 the zone obeys only orders of the platform', () => {
  let zone: TestedZone
  beforeAll(async () => {
    zone = await testedZone()
  })
  afterAll(() => zone.remove())

  it('carries out a signed order and signs its receipt', async () => {
    const receipt = await zone.send({ order: 'register', contract: peopleContract })
    expect(receipt).toMatchObject({ outcome: 'done', zone: 'z1', logIndex: 1 })
    expect(isSignedBy(createPublicKey(zonePublicKey(zone.folder)), receipt)).toBe(true)
  })

  it.each([
    ['bad-signature', (at: TestedZone) => signedBy(generateKeyPairSync('ed25519').privateKey, at.order(freezeNothing))],
    ['bad-signature', (at: TestedZone) => ({ ...at.order(freezeNothing), under: ['W10-1'] })],
    ['wrong-zone', (at: TestedZone) => at.order(freezeNothing, { zone: 'z2' })],
    ['expired', (at: TestedZone) => at.order(freezeNothing, { expiresAt: written(at.clock.ms) })],
    ['malformed', (at: TestedZone) => ({ ...at.order(freezeNothing), body: { order: 'open-everything' } })],
    ['malformed', () => 'freeze'],
    ['malformed', () => null],
  ])('turns down with %s', async (refusal, make) => {
    const before = (await zone.node().status()).log.size
    expect(await zone.node().obey(make(zone))).toMatchObject({ outcome: 'refused', refusal, logIndex: before })
    expect((await zone.node().status()).log.size).toBe(before + 1)
  })

  it('answers strangers beyond the allowance of a minute without a record, and still records what the platform signed', async () => {
    const size = async () => (await zone.node().status()).log.size
    const unsigned = () => zone.node().obey({ ...zone.order(freezeNothing), signature: 'x' })
    zone.clock.ms += 60_000
    await zone.node().look()
    for (let order = 0; order < recordedPerMinute; order++) await unsigned()
    const before = await size()
    const receipt = await unsigned()
    expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'bad-signature', logIndex: -1 })
    expect(isSignedBy(createPublicKey(zonePublicKey(zone.folder)), receipt)).toBe(true)
    expect(await zone.node().obey('freeze')).toMatchObject({ refusal: 'malformed', logIndex: -1 })
    expect(await size()).toBe(before)
    expect(await zone.send(freezeNothing, { zone: 'z2' })).toMatchObject({ refusal: 'wrong-zone', logIndex: before })
    const malformed = signedBy(platform.privateKey, { ...zone.order(freezeNothing), body: { order: 'open-everything' } })
    expect(await zone.node().obey(malformed)).toMatchObject({ refusal: 'malformed', logIndex: before + 1 })
    zone.clock.ms += 60_000
    await zone.node().look()
    expect(await size()).toBe(before + 3)
  })

  it('accepts an order in its last millisecond', async () => {
    expect(await zone.send(freezeNothing, { expiresAt: written(zone.clock.ms + 1) })).toMatchObject({ outcome: 'done' })
  })

  it('answers the same order with the same receipt, also expired and after a restart, and refuses another body under its id', async () => {
    const order = zone.order(freezeNothing)
    const receipt = await zone.node().obey(order)
    zone.clock.ms += 3_600_000
    expect(await zone.node().obey(order)).toEqual(receipt)
    await zone.restart()
    expect(await zone.node().obey(order)).toEqual(receipt)
    expect(await zone.send({ ...freezeNothing, reason: 'another' }, { id: order.id })).toMatchObject({
      outcome: 'refused',
      refusal: 'replayed',
    })
  })

  it('runs an order that is sent twice at once only once', async () => {
    const order = zone.order({ order: 'register', contract: peopleContract })
    const [one, other] = await Promise.all([zone.node().obey(order), zone.node().obey(order)])
    expect(other).toEqual(one)
  })
})

describe('W12-1 a workspace holds what its grant allows', () => {
  let zone: TestedZone
  afterEach(() => zone.remove())

  it('refuses a grant on a dataset that nobody registered, and one that nobody delivered', async () => {
    zone = await testedZone()
    expect(await zone.send({ order: 'provision', grant: peopleGrant() })).toMatchObject({ refusal: 'unknown-dataset' })
    await zone.send({ order: 'register', contract: peopleContract })
    expect(await zone.send({ order: 'provision', grant: peopleGrant() })).toMatchObject({ refusal: 'unknown-dataset' })
  })

  it('answers rows and measured risk, and shows only written columns', async () => {
    zone = await openedZone()
    const view = await zone.node().workspace('w1')
    expect(view?.tables[0]).toMatchObject({
      table: 'people',
      rows: 2000,
      columns: [{ name: 'district' }, { name: 'born', mask: 'generalize-number' }, { name: 'income' }],
    })
    expect(view?.risk[0]?.measured).toMatchObject({ rows: 2000, quasiIdentifiers: ['district', 'born'] })
    expect(zone.faults).toEqual([])
  })

  it('refuses a grant whose measured risk is above its maximum, and leaves nothing behind', async () => {
    zone = await openedZone()
    const receipt = await zone.send({ order: 'provision', grant: peopleGrant({ workspace: 'w2', maximumRisk: 0.001 }) })
    expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'risk-too-high', result: { risk: [{ table: 'people' }] } })
    expect(await zone.node().workspace('w2')).toBeUndefined()
  })

  it('A16 refuses a grant whose measured rows are beyond its decision, and its receipt says which measure, what it is and what is allowed', async () => {
    zone = await openedZone()
    const under = (limits: Partial<NonNullable<Grant['riskLimits']>>, workspace: string) =>
      zone.send({ order: 'provision', grant: peopleGrant({ workspace, riskLimits: { levelRisk: 0.05, ...limits } }) })
    const view = await zone.node().workspace('w1')
    const { k = 0, sensitive: [income] = [] } = view?.risk[0]?.measured ?? {}
    const { l = 0, t = 0 } = income ?? {}
    expect(await under({ minimumK: k, minimumL: l, maximumT: t, requiredLevel: 3 }, 'w2')).toMatchObject({
      outcome: 'done',
      result: { risk: [{ measured: { level: 3 } }] },
    })
    for (const [limits, measure, measured, allowed] of [
      [{ minimumK: k + 1 }, 'k', k, k + 1],
      [{ minimumL: l + 1 }, 'l', l, l + 1],
      [{ maximumT: t - 0.001 }, 't', t, t - 0.001],
      [{ requiredLevel: 4 }, 'level', 3, 4],
      [{ requiredLevel: 3, levelRisk: 1 / k - 0.001 }, 'level', 2, 3],
    ] as const) {
      const receipt = await under(limits, 'w3')
      expect(receipt).toMatchObject({
        outcome: 'refused',
        refusal: 'risk-too-high',
        result: { beyond: [{ table: 'people', measure, measured, allowed }] },
      })
    }
    expect(await zone.node().workspace('w3')).toBeUndefined()
    expect(zone.faults).toEqual([])
  })

  it('measures a part of a dataset against the whole of it', async () => {
    zone = await openedZone()
    const [table] = peopleGrant().tables
    const part = { ...(table as Grant['tables'][number]), rows: [{ column: 'income', to: '4000' }] }
    const { result } = await zone.send({ order: 'provision', grant: peopleGrant({ workspace: 'w2', tables: [part] }) })
    const { rows, attackers } = result.risk?.[0]?.measured ?? {}
    expect(rows).toBeLessThan(2000)
    expect(attackers?.population).toBe(2000)
    expect(attackers?.journalist.highest).toBeLessThan(attackers?.prosecutor.highest ?? 0)
    expect(zone.faults).toEqual([])
  })

  it('W16-3 refuses a grant that demands a better isolation than was probed', async () => {
    zone = await openedZone({ isolation: { level: 'C', builder: 'plain', probes: [] } })
    expect(await zone.send({ order: 'provision', grant: peopleGrant({ workspace: 'w2', minimumIsolation: 'B' }) })).toMatchObject({
      refusal: 'isolation-too-low',
    })
    expect(await zone.send({ order: 'provision', grant: peopleGrant({ workspace: 'w3', minimumIsolation: 'C' }) })).toMatchObject({
      outcome: 'done',
    })
  })

  it('refuses to count rows as people where a person may have several', async () => {
    zone = await testedZone()
    await zone.send({ order: 'register', contract: { ...peopleContract, subject: { column: 'person', oneRow: false } } })
    expect(await zone.send({ order: 'provision', grant: peopleGrant() })).toMatchObject({
      refusal: 'malformed',
      detail: expect.stringContaining('subject column'),
    })
  })
})

describe('states of a workspace', () => {
  let zone: TestedZone
  beforeEach(async () => {
    zone = await openedZone()
  })
  afterEach(() => zone.remove())

  const reason = 'a test'
  const stage = async () => (await zone.node().status()).workspaces.find(({ workspace }) => workspace === 'w1')?.state

  it('W10-1 freeze closes, thaw opens', async () => {
    expect(await zone.send({ order: 'freeze', workspaces: ['w1', 'w9'], products: [], reason })).toMatchObject({
      outcome: 'done',
      detail: 'not known here: w9',
    })
    expect(await zone.node().enter(zone.header('workbench', 'w1'), [{ purpose: 'workbench', scope: 'w1' }])).toMatchObject({
      ok: false,
      refusal: 'workspace-frozen',
    })
    expect(await zone.send({ order: 'thaw', workspaces: ['w1', 'w9'], products: [], reason })).toMatchObject({
      refusal: 'unknown-workspace',
    })
    expect(await zone.send({ order: 'thaw', workspaces: ['w1'], products: [], reason })).toMatchObject({ outcome: 'done' })
    expect(await zone.node().enter(zone.header('workbench', 'w1'), [{ purpose: 'workbench', scope: 'w1' }])).toMatchObject({ ok: true })
  })

  it('seal takes the right to unwrap away and unseal gives back what stood before', async () => {
    await zone.send({ order: 'freeze', workspaces: ['w1'], products: [], reason })
    expect(await zone.send({ order: 'seal', workspace: 'w1', reason })).toMatchObject({ outcome: 'done' })
    expect(await stage()).toBe('sealed')
    expect(await zone.send({ order: 'thaw', workspaces: ['w1'], products: [], reason })).toMatchObject({ refusal: 'wrong-state' })
    expect(await zone.send({ order: 'unseal', workspace: 'w1', reason })).toMatchObject({ outcome: 'done' })
    expect(await stage()).toBe('frozen')
    expect(await zone.send({ order: 'unseal', workspace: 'w1', reason })).toMatchObject({ refusal: 'wrong-state' })
  })

  it('W16-7 a person who was dismissed is out at once and stays out after a restart', async () => {
    await zone.send({ order: 'dismiss', person: 'p1', reason })
    const enter = () => zone.node().enter(zone.header('workbench', 'w1'), [{ purpose: 'workbench', scope: 'w1' }])
    expect(await enter()).toMatchObject({ refusal: 'person-dismissed' })
    await zone.restart()
    expect(await enter()).toMatchObject({ refusal: 'person-dismissed' })
  })
})
