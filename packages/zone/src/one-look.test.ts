/** Steps of one notebook over the same rows are looked up once and compared by classes: they are refused and told as if each were a job of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskedJob } from './kinds/asked.ts'
import type { DatasetContract, Grant } from './orders.ts'
import { type TestedZone, testedZone } from './testing-zone.ts'
import { written } from './time.ts'

const people: DatasetContract = {
  dataset: 'people',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    { name: 'id', type: 'text', required: true, personal: 'identifier' },
    { name: 'born', type: 'integer', required: true, personal: 'none' },
    { name: 'income', type: 'number', required: true, personal: 'sensitive' },
  ],
  subject: { column: 'id', oneRow: true },
}

/** 700 people; number 7 was born in 2011, when nobody else was; number 50, of 1960, earns as much as a crowd. */
const csv = `id,born,income\n${Array.from({ length: 700 }, (_, at) => {
  const income = at === 50 ? 900_000 : 3_000 + ((at * 37) % 400)
  return `p${at},${at === 7 ? 2011 : 1950 + (at % 40)},${income}.5`
}).join('\n')}\n`

const grantOf = (workspace: string, operator: string): Grant => ({
  grant: `g-${workspace}`,
  workspace,
  operator,
  authorization: 'a1',
  scenario: 's1',
  until: '2027-12-31',
  minimumIsolation: 'D',
  maximumRisk: 1,
  quasiIdentifiers: [],
  tables: [
    {
      dataset: 'people',
      rows: [],
      minimumGroup: 10,
      columns: [
        { name: 'id', disclosure: 'join-key' },
        { name: 'born', disclosure: 'plain' },
        { name: 'income', disclosure: 'after-aggregation' },
      ],
    },
  ],
})

let zone: TestedZone
beforeAll(async () => {
  zone = await testedZone({ warmSandboxes: 1 })
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: people })
  expect(await zone.deliver('people', csv)).toBe('accepted')
  for (const grant of [grantOf('w1', 'o1'), grantOf('w2', 'o2')])
    expect(await zone.send({ order: 'provision', grant })).toMatchObject({ outcome: 'done' })
})
afterAll(() => zone.remove())

const checksOf = async (workspace: string, asked: AskedJob) => {
  const submitted = await zone.node().submit(zone.ticket('workbench', workspace), workspace, asked)
  if (!submitted.ok) throw new Error(submitted.refusals.map(({ code }) => code).join())
  await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000, interval: 15 }).toBeDefined()
  return zone.node().job(submitted.job)?.checks ?? []
}

/** What the comparison with earlier results found, by step; nothing where it let the result go. */
const foundIn = (checks: Awaited<ReturnType<typeof checksOf>>, check: string) =>
  checks.filter((one) => one.check === check).flatMap((one) => ('findings' in one ? one.findings.map(({ code }) => code) : []))

const texts: readonly (readonly [sql: string, found: string])[] = [
  ['select count(*) as n, sum(income) as total from people', ''],
  ['select born, count(*) as n from people group by born having born not in (2011, 1950)', ''],
  ['select born, count(*) as n from people group by born having born <> 2011', 'differs-by-few'],
  ['select born // 10 as decade, count(*) as n from people group by 1 having count(*) > 1', 'differs-by-few'],
  // All, less the years that the second shows, less 1950: number 7 alone.
  ['select born, sum(income) as total from people group by born having born not in (2011, 1960)', 'tells-together'],
  ['select sum(income) as total from people where born <> 1960', 'differs-by-dominated'],
  ['select born, sum(income) as total from people group by born having born not in (2011, 1960, 1950, 1951, 1952)', ''],
  ['select sum(income) / count(*) as mean, count(*) as n from people', ''],
]

describe('W16-3 steps of one notebook over the same rows', () => {
  it('are refused where they differ by one person, or by people of whom one makes up the sum, and told otherwise', async () => {
    const steps = texts.map(([sql], at) => ({ name: `s${at}`, sql, shown: true }))
    const checks = await checksOf('w1', { kind: 'notebook', steps })
    expect(steps.map(({ name }) => foundIn(checks, `${name}/differencing`).join())).toEqual(texts.map(([, found]) => found))
  })

  it('each as a job of its own is refused or told alike', async () => {
    const found: string[] = []
    for (const [sql] of texts) found.push(foundIn(await checksOf('w2', { sql }), 'differencing').join())
    expect(found).toEqual(texts.map(([, one]) => one))
  })

  it('are what later jobs are held against', async () => {
    expect(foundIn(await checksOf('w1', { sql: 'select count(*) as n from people where born <> 2011' }), 'differencing')).toEqual([
      'differs-by-few',
    ])
    expect(
      foundIn(await checksOf('w1', { sql: 'select count(*) as n from people where born between 1956 and 1989' }), 'differencing'),
    ).toEqual([])
  })
})
