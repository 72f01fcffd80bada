import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetContract, Grant } from '../orders.ts'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, peopleGrant, type TestedZone } from '../testing-zone.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await openedZone()
  await hold('flights', 'none')
  await hold('visits', 'quasi-identifier')
})
afterAll(() => zone.remove())

const columnsOf = (personal: 'none' | 'quasi-identifier'): DatasetContract['columns'] => [
  { name: 'origin', type: 'text', required: true, personal },
  { name: 'destination', type: 'text', required: true, personal: 'none' },
  { name: 'delay', type: 'integer', required: true, personal: 'none' },
]
/** 20 rows from every origin to H, 2 more from A to Z, and one from B that makes up nearly all of B's delay. */
const rows = ['A', 'B', 'C'].flatMap((origin) => Array.from({ length: 20 }, (_, index) => `${origin},H,${index}`))
const csv = `origin,destination,delay\n${[...rows, 'A,Z,1', 'A,Z,2', 'B,H,9000'].join('\n')}\n`

/** Registered without a subject, delivered, and granted into a workspace of its own. */
const hold = async (dataset: string, personal: 'none' | 'quasi-identifier'): Promise<void> => {
  const columns = columnsOf(personal)
  await zone.send({ order: 'register', contract: { dataset, provider: 'the transport office', grade: 'general-2', columns } })
  expect(await zone.deliver(dataset, csv)).toBe('accepted')
  const table: Grant['tables'][number] = {
    dataset,
    columns: columns.map(({ name }) => ({ name, disclosure: 'plain' })),
    rows: [],
    minimumGroup: 10,
  }
  const grant = peopleGrant({ grant: `g-${dataset}`, workspace: `w-${dataset}`, tables: [table], quasiIdentifiers: [] })
  expect(await zone.send({ order: 'provision', grant })).toMatchObject({ outcome: 'done' })
}

const publish = (product: string, workspace: string, sql: string) => {
  const spec = aSpec({ product, workspace, sql, parameters: [] })
  return zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
}
const byOrigin = (table: string) => `select origin, count(*) as n, sum(delay) as delay from ${table} group by origin`
const byRoute = (table: string) =>
  `select origin, destination, count(*) as n, sum(delay) as delay from ${table} group by origin, destination`

describe('W16-3 differencing and dominance protect data subjects', () => {
  it('a table about nobody may be grouped coarsely and then finely; its smallest group still holds', async () => {
    expect(await publish('f1', 'w-flights', byOrigin('flights'))).toMatchObject({ outcome: 'done', result: { served: { rows: 3 } } })
    expect(await publish('f2', 'w-flights', byRoute('flights'))).toMatchObject({
      outcome: 'done',
      result: { served: { rows: 3, suppressedRows: 1 } },
    })
  })

  it('A16 what a run for a product took is told with its workspace and counts among the processor time of the day', async () => {
    const usage = (await zone.node().status()).usage?.find(({ workspace }) => workspace === 'w-flights')
    expect(usage).toMatchObject({ jobs: 2, rowsOut: 7 })
    expect(usage?.cpuSeconds).toBeGreaterThan(0)
    expect(zone.node().quota('w-flights').workspace).toMatchObject({ jobsPerDay: 0, cpuSecondsPerDay: usage?.cpuSeconds })
  })

  it('a result that leaves out three rows of an earlier one is refused, and the refusal names that job and its time', async () => {
    const submitted = await zone
      .node()
      .submit(zone.ticket('workbench', 'w-visits'), 'w-visits', { sql: 'select count(*) as n from visits' })
    if (!submitted.ok) throw new Error('could not submit the job of a test')
    await expect.poll(() => zone.node().job(submitted.job)?.state, { timeout: 20_000 }).toBe('done')
    zone.clock.ms += 60_000
    const { refusal, detail } = await publish('v0', 'w-visits', "select count(*) as n from visits where destination = 'H'")
    expect(refusal).toBe('output-refused')
    expect(detail).toContain(`(job ${submitted.job}, 2026-11-23 12:00 in Shanghai)`)
  })

  it('where a column is personal and no subject is declared, rows are subjects: the cell that one row dominates is taken out, the refusal names the release it collides with', async () => {
    expect(await publish('v1', 'w-visits', byOrigin('visits'))).toMatchObject({ outcome: 'done', result: { served: { rows: 1 } } })
    const { refusal, detail } = await publish('v2', 'w-visits', byRoute('visits'))
    expect(refusal).toBe('output-refused')
    expect(detail).toContain('differencing: cell')
    expect(detail).toContain('(product v1 version 1, 2026-11-23 12:01 in Shanghai)')
  })
})
