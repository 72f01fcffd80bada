import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type AppendLog, NotRecorded } from './log.ts'
import { hashOf } from './signing.ts'
import { aSpec } from './testing.ts'
import { openedZone, peopleContract, peopleGrant, type TestedZone, testedZone } from './testing-zone.ts'
import { written } from './time.ts'

/** A disk that fails: `before` takes nothing, `after` takes the entry and says that it failed. */
type Fault = { when: 'never' | 'before' | 'after'; type: string }

const failing =
  (fault: Fault) =>
  (log: AppendLog): AppendLog => ({
    ...log,
    append: async (entry) => {
      const hits = fault.when !== 'never' && JSON.parse(Buffer.from(entry).toString('utf8')).type === fault.type
      if (hits && fault.when === 'before') throw new Error('no space left on device')
      const index = await log.append(entry)
      if (hits) throw new Error('input/output error')
      return index
    },
  })

let zone: TestedZone
afterEach(() => zone.remove())
const noFault: Partial<Fault> = { when: 'never' }

describe('W16-8 what cannot be recorded does not happen', () => {
  it('an order whose record fails is not carried out, and is carried out once it can be recorded', async () => {
    const fault: Fault = { when: 'before', type: 'order-received' }
    zone = await testedZone({ throughLog: failing(fault) })
    const order = zone.order({ order: 'register', contract: peopleContract })
    await expect(zone.node().obey(order)).rejects.toThrow(NotRecorded)
    expect(await zone.node().dataset('people')).toBeUndefined()
    Object.assign(fault, noFault)
    expect(await zone.node().obey(order)).toMatchObject({ outcome: 'done' })
  })

  it('an order that was persisted while the disk said no is finished at the next start', async () => {
    const fault: Fault = { when: 'after', type: 'order-received' }
    zone = await testedZone({ throughLog: failing(fault) })
    const order = zone.order({ order: 'register', contract: peopleContract })
    await expect(zone.node().obey(order)).rejects.toThrow(NotRecorded)
    expect(await zone.node().dataset('people')).toBeUndefined()
    Object.assign(fault, noFault)
    await zone.restart()
    expect(await zone.node().dataset('people')).toMatchObject({ dataset: 'people' })
    expect(await zone.node().obey(order)).toMatchObject({ outcome: 'done' })
  })

  it('a workspace whose end is not recorded is not open, and opens when the same order comes again', async () => {
    const fault: Fault = { when: 'never', type: 'order-done' }
    zone = await openedZone({ throughLog: failing(fault) })
    fault.when = 'before'
    const order = zone.order({ order: 'provision', grant: peopleGrant({ workspace: 'w2' }) })
    await expect(zone.node().obey(order)).rejects.toThrow(NotRecorded)
    expect(await zone.node().workspace('w2')).toBeUndefined()
    Object.assign(fault, noFault)
    expect(await zone.node().obey(order)).toMatchObject({ outcome: 'done' })
    expect(await zone.node().workspace('w2')).toMatchObject({ stage: 'opened' })
  })

  it('a freeze that was received counts, even where its end is not recorded', async () => {
    const fault: Fault = { when: 'never', type: 'order-done' }
    zone = await openedZone({ throughLog: failing(fault) })
    fault.when = 'before'
    await expect(zone.send({ order: 'freeze', workspaces: ['w1'], products: [], reason: 'a test' })).rejects.toThrow(NotRecorded)
    expect(await zone.node().workspace('w1')).toMatchObject({ stage: 'frozen' })
    await zone.restart({ throughLog: (log) => log })
    expect(await zone.node().workspace('w1')).toMatchObject({ stage: 'frozen' })
  })

  it('a delivery, a job and a look at a result that cannot be recorded do not happen', async () => {
    const fault: Fault = { when: 'before', type: 'delivery-begun' }
    zone = await openedZone()
    await zone.restart({ throughLog: failing(fault) })
    await expect(zone.deliver('people', 'person,district,born,income\n')).rejects.toThrow(NotRecorded)
    expect((await zone.node().dataset('people'))?.version).toBe(1)
    fault.type = 'job-submitted'
    const asked = { sql: 'select district, count(*) as n from people group by district' }
    await expect(zone.node().submit(zone.ticket('workbench', 'w1'), 'w1', asked)).rejects.toThrow(NotRecorded)
    expect(zone.node().jobs('w1')).toEqual([])
    fault.type = 'result-opened'
    const submitted = await zone.node().submit(zone.ticket('workbench', 'w1'), 'w1', asked)
    if (!submitted.ok) throw new Error('could not submit the job of a test')
    await expect.poll(() => zone.node().job(submitted.job)?.state, { timeout: 20_000 }).toBe('done')
    await expect(zone.node().result(zone.ticket('workbench', 'w1'), submitted.job)).rejects.toThrow(NotRecorded)
  })

  it('a call that cannot be metered is not answered', async () => {
    const fault = { fails: false }
    zone = await openedZone({
      throughMeter: (log) => ({
        ...log,
        append: (entry) => (fault.fails ? Promise.reject(new Error('no space left on device')) : log.append(entry)),
      }),
    })
    const spec = aSpec()
    await zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
    const accessKey = {
      key: 'k1',
      product: 'd1',
      consumer: 'c1',
      scenarios: ['s1'],
      callsPerDay: 10,
      callsPerSecond: 10,
      until: '2027-01-01',
    }
    await zone.send({ order: 'issue-key', accessKey: { ...accessKey, secretHash: await sha256('a-secret-of-some-length') } })
    const call = () =>
      zone.node().call({ product: 'd1', authorization: 'Bearer k1.a-secret-of-some-length', scenario: 's1', parameters: {} })
    expect(await call()).toMatchObject({ ok: true })
    fault.fails = true
    expect(await call()).toMatchObject({ ok: false, refusal: 'not-recorded' })
    expect(zone.node().meterSize()).toBe(1)
  })
})

describe('W24-3 a zone whose own log fails gives nothing', () => {
  it('a freeze that cannot be recorded stops the calls all the same', async () => {
    const fault: Fault = { when: 'never', type: 'order-received' }
    zone = await openedZone({ throughLog: failing(fault) })
    const call = () => zone.node().call({ product: 'd1', authorization: undefined, scenario: 's1', parameters: {} })
    expect(await call()).toMatchObject({ refusal: 'key-unknown' })
    fault.when = 'before'
    await expect(zone.send({ order: 'freeze', workspaces: ['w1'], products: ['d1'], reason: 'a test' })).rejects.toThrow(NotRecorded)
    expect(await call()).toMatchObject({ refusal: 'not-recorded' })
  })
})

describe('W19-3 a destruction that a crash cuts short', () => {
  it('is finished at the next start with the inventory that was taken before anything was removed', async () => {
    const fault: Fault = { when: 'never', type: 'order-done' }
    zone = await openedZone({ throughLog: failing(fault) })
    const order = zone.order({
      order: 'destroy',
      workspace: 'w1',
      task: 'x1',
      requester: 'p1',
      approver: 'p2',
      executor: 'p3',
      witness: 'p4',
      reason: 'a test',
    })
    fault.when = 'before'
    await expect(zone.node().obey(order)).rejects.toThrow(NotRecorded)
    expect(await zone.node().workspace('w1')).toMatchObject({ stage: 'sealed' })
    expect(await readdir(join(zone.folder, 'parts', 'workspace'))).toEqual([])
    await zone.restart({ throughLog: (log) => log })
    const receipt = await zone.node().obey(order)
    expect(receipt).toMatchObject({ outcome: 'done' })
    expect(receipt.result.destruction?.inventory.length).toBeGreaterThan(0)
    expect(await zone.node().workspace('w1')).toMatchObject({ stage: 'destroyed' })
  })
})

it('an act longer than an entry of the log lies beside it and is read again after a restart', async () => {
  zone = await testedZone()
  const columns = Array.from(
    { length: 900 },
    (_, index) => ({ name: `column_${index}_${'x'.repeat(40)}`, type: 'text', required: false, personal: 'none' }) as const,
  )
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 1000) })
  expect(await zone.send({ order: 'register', contract: { ...peopleContract, dataset: 'wide', columns } })).toMatchObject({
    outcome: 'done',
  })
  expect(await readdir(join(zone.folder, 'acts'))).toHaveLength(1)
  await zone.restart()
  expect((await zone.node().dataset('wide'))?.columns).toHaveLength(900)
})

const sha256 = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
