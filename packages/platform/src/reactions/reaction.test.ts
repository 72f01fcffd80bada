import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { type Served, servedProduct } from '../scenes/circulation.ts'
import { openJobs, queues } from '../store/jobs.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let served: Served
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  served = await servedProduct(tested)
})
afterAll(() => tested.stop())

const call = () =>
  tested.zone?.call({
    product: served.product,
    authorization: `Bearer ${served.secret}`,
    scenario: 'water-levels',
    parameters: { station: 's1' },
  })
const stageOf = async (plural: string, id: string) =>
  (await (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)).body.stage
const entries = () => tested.running.db.selectFrom('entries').select(['stream', 'version', 'type']).orderBy('no').execute()
const orders = () =>
  tested.running.db.selectFrom('zone_orders').select(['id', 'decision']).where('decision', '!=', 'lease').orderBy('id').execute()

/** Every reaction to everything that ever happened, once more: as after a crash between doing it and noting that it was done. */
const reactAgain = async () => {
  const jobs = await openJobs(
    tested.running.db,
    tested.databaseUrl,
    () => queues,
    () => undefined,
  )
  for (const { stream, version, type } of await entries()) {
    const [procedure = '', id = ''] = stream.split('/')
    await tested.running.db
      .transaction()
      .execute((tx) => jobs.follower(tx, { procedure, id, events: [{ type }], ground: {} } as never, [`${stream}@${version}`]))
  }
  await tested.settled()
  await jobs.stop()
}

describe('what follows an act by itself', () => {
  it('brings the data into a workspace, the product onto the shelf and the key to the gateway', async () => {
    expect(await Promise.all([stageOf('data-requests', served.request), stageOf('products', served.product)])).toEqual([
      'active',
      'published',
    ])
    expect(await call()).toMatchObject({ ok: true, served: { rows: 100 } })
  })

  it('is done once: doing all of it again writes nothing, orders nothing and changes nothing', async () => {
    const before = { entries: await entries(), orders: await orders() }
    await reactAgain()
    expect({ entries: await entries(), orders: await orders() }).toEqual(before)
    expect(await call()).toMatchObject({ ok: true })
  })

  it('W10-1 the order to rectify stops workspace and product; accepted, both go on, and repeating either changes nothing', async () => {
    const deed = (act: string, asked: unknown) => ({ plural: 'authorizations', act, id: served.authorization, asked })
    await tested.does('authority', deed('order-rectification', { violation: 'misuse', finding: '发现违规', due: '2026-05-10' }))
    await tested.settled()
    expect(await Promise.all([stageOf('data-requests', served.request), stageOf('products', served.product)])).toEqual([
      'frozen',
      'suspended',
    ])
    expect(await call()).toMatchObject({ ok: false, refusal: 'suspended' })
    const frozen = (await entries()).length
    await reactAgain()
    expect((await entries()).length).toBe(frozen)
    expect(await call()).toMatchObject({ ok: false })

    await tested.does('operator', deed('report-rectification', { feedback: '已整改' }))
    await tested.does('authority', deed('resume', { acceptance: '验收通过' }))
    await tested.settled()
    expect(await Promise.all([stageOf('data-requests', served.request), stageOf('products', served.product)])).toEqual([
      'active',
      'published',
    ])
    const resumed = (await entries()).length
    await reactAgain()
    expect((await entries()).length).toBe(resumed)
    expect(await call()).toMatchObject({ ok: true })
  })

  it('leaves projections that a replay finds as they are, and a zone that had no fault', async () => {
    expect((await replay(tested.running.db, tested.running.log, false)).differences).toEqual([])
    expect(tested.zoneFaults).toEqual([])
  })
})
