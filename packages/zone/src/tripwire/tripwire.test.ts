import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DatasetContract, Grant } from '../orders.ts'
import { openedZone, peopleGrant, type TestedZone } from '../testing-zone.ts'

const visits: DatasetContract = {
  dataset: 'visits',
  provider: 'the health commission',
  grade: 'general-3',
  columns: [
    { name: 'person', type: 'text', required: true, personal: 'identifier' },
    { name: 'street', type: 'integer', required: true, personal: 'quasi-identifier' },
    { name: 'side', type: 'integer', required: true, personal: 'quasi-identifier' },
    { name: 'ward', type: 'integer', required: true, personal: 'sensitive' },
    { name: 'stay', type: 'integer', required: true, personal: 'sensitive' },
    { name: 'front', type: 'text', required: true, personal: 'none' },
  ],
  subject: { column: 'person', oneRow: true },
}
/** A street holds 33 people, a district in a decade 57; both together name most. The ward follows from the district, the stay does not. */
const visitsCsv = (): string =>
  `person,street,side,ward,stay,front\n${Array.from({ length: 2000 }, (_, at) => `p${at},${(at * 7919) % 61},${at % 2},${at % 7},${(at * 31) % 90},32021119900101`).join('\n')}\n`

const openColumn = (name: string) => ({ name, disclosure: 'after-grouping' as const })
const granted = (): Grant => {
  const grant = peopleGrant({ grant: 'g2', workspace: 'w2' })
  const people = grant.tables[0]
  if (people === undefined) throw new Error('the grant of the test lost its table')
  return {
    ...grant,
    quasiIdentifiers: [],
    maximumRisk: 1,
    tables: [
      { ...people, columns: [{ name: 'person', disclosure: 'join-key' }, ...people.columns.slice(1)] },
      {
        dataset: 'visits',
        columns: [
          { name: 'person', disclosure: 'join-key' },
          ...['street', 'side'].map(openColumn),
          ...['ward', 'stay'].map((name) => ({ name, disclosure: 'after-aggregation' as const })),
          { name: 'front', disclosure: 'plain' },
        ],
        rows: [],
        minimumGroup: 10,
      },
    ],
  }
}

let zone: TestedZone
beforeEach(async () => {
  zone = await openedZone()
  await zone.send({ order: 'register', contract: visits })
  await zone.deliver('visits', visitsCsv())
  expect(await zone.send({ order: 'provision', grant: granted() })).toMatchObject({ outcome: 'done' })
})
afterEach(async () => {
  expect(zone.faults).toEqual([])
  await zone.remove()
})

const ended = async (sql: string) => {
  const submitted = await zone.node().submit(zone.ticket('workbench', 'w2'), 'w2', { sql })
  if (!submitted.ok) return { refused: submitted.refusals.map(({ code }) => code) }
  await vi.waitFor(() => expect(['queued', 'running']).not.toContain(zone.node().job(submitted.job)?.state), { timeout: 30_000 })
  const job = zone.node().job(submitted.job)
  return {
    job: submitted.job,
    state: job?.state,
    code: job?.code,
    found: job?.checks.flatMap((one) => ('findings' in one ? one.findings.map(({ code }) => code) : [])),
  }
}
const joined = (columns: string, by: string) => `select ${columns} from people p join visits v on p.person = v.person group by ${by}`

describe('W15-2 what a join tells beyond its tables stops the job before anybody sees it', () => {
  it.each([
    ['near-unique combinations', joined('district, born, street, count(*) as n', '1, 2, 3'), 'near-unique'],
    ['a sensitive value that follows from a column of the other table', joined('district, avg(ward) as ward', '1'), 'determined'],
  ])('%s', async (_, sql, kind) => {
    const tripped = await ended(sql)
    expect(tripped).toMatchObject({ state: 'withheld', code: 'tripwire', found: [kind] })
    expect((await zone.node().workspace('w2'))?.stage).toBe('frozen')
    expect(await zone.node().result(zone.ticket('workbench', 'w2'), tripped.job ?? '')).toBeUndefined()
    const { alarms } = await zone.node().status()
    expect(alarms).toMatchObject([{ job: tripped.job, workspace: 'w2', person: 'p1', relations: [{ kind }] }])
    expect(JSON.stringify(alarms)).not.toMatch(/Liangxi|p1999/)
    await zone.restart()
    expect((await zone.node().workspace('w2'))?.stage).toBe('frozen')
    expect((await zone.node().status()).alarms).toHaveLength(1)
  })

  it.each([
    ['a join of coarse columns', joined('district, side, count(*) as n', '1, 2')],
    ['a sensitive value that no column of the other table tells', joined('district, avg(stay) as stay', '1')],
    ['one table alone', 'select district, count(*) as n from people group by 1'],
  ])('leaves alone: %s', async (_, sql) => {
    expect(await ended(sql)).toMatchObject({ state: 'done' })
    expect((await zone.node().workspace('w2'))?.stage).toBe('opened')
    expect((await zone.node().status()).alarms).toEqual([])
  })

  it('opens again by an order of the platform and by nothing else', async () => {
    await ended(joined('district, avg(ward) as ward', '1'))
    expect(await ended('select district, count(*) as n from people group by 1')).toEqual({ refused: ['workspace-frozen'] })
    expect(await zone.send({ order: 'thaw', workspaces: ['w2'], products: [], reason: 'released' })).toMatchObject({ outcome: 'done' })
    expect(await ended('select district, count(*) as n from people group by 1')).toMatchObject({ state: 'done' })
  })
})
