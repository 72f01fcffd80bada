import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import type { Parameters } from '../engine/engine.ts'
import { checkOutput, remainingOf } from '../outputs/airlock.ts'
import { differencing } from '../outputs/differencing.ts'
import type { Compared } from '../outputs/release.ts'
import { shownMembers } from '../shown.ts'
import { type CheckedSql, checkSql } from '../sql/check.ts'
import type { CheckedTable } from '../sql/tables.ts'
import { type JobOrder, type JobPhase, type JobResult, type JobRunner, openJobRunner } from './run.ts'
import { sqlWork } from './work.ts'

const tables: readonly CheckedTable[] = [
  {
    name: 'people',
    minimumGroup: 10,
    subject: { column: 'id', oneRow: true },
    columns: [
      { name: 'id', type: 'text', disclosure: 'join-key' },
      { name: 'district', type: 'text', disclosure: 'plain' },
      { name: 'age', type: 'integer', disclosure: 'plain' },
      { name: 'income', type: 'number', disclosure: 'after-aggregation' },
    ],
  },
]
const limits = { deadlineMs: 30_000, memoryBytes: 1024 ** 3, maxRows: 1000, maxBytes: 1_000_000 }

let folder = ''
let runner: JobRunner

/** 12 people in each of four districts, 3 in the fifth; in the fourth one person earns nearly all. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-jobs-'))
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
  const people = `SELECT 'p' || n AS id, 'd' || (n // 12) AS district, (20 + n % 40) AS age, CASE WHEN n = 40 THEN 1e9 ELSE 3000.0 + n END AS income FROM range(51) AS r(n)`
  await engine.copy(people, join(folder, 'people.parquet'))
  engine.close()
  runner = await openJobRunner({ warm: 1, memoryBytes: limits.memoryBytes })
})
afterAll(async () => {
  await runner.close()
  await rm(folder, { recursive: true })
})

const people = {
  table: 'people',
  decrypt: async (to: string) => {
    await copyFile(join(folder, 'people.parquet'), join(to, 'people.parquet'))
    return ['people.parquet']
  },
}
const start = (id: string, sql: string, more: Partial<JobOrder> = {}) =>
  runner.start({ id, work: sqlWork(sql), parts: [people], limits, ...more })
const rowsOf = (result: JobResult) => (result.state === 'done' ? result.results[0]?.rows : undefined)

const checkedRun = async (id: string, sql: string, parameters: Parameters = {}) => {
  const checked = (await checkSql(sql, { tables, parameters: Object.keys(parameters) })) as CheckedSql
  const work = sqlWork(checked.canonical, checked.membership, parameters)
  const result = await start(id, checked.canonical, { work }).done
  const [answer] = result.state === 'done' ? result.results : []
  if (answer === undefined) throw new Error(`could not run ${checked.canonical}: ${JSON.stringify(result)}`)
  return { ...answer, ...(checked.guards !== undefined && { guards: checked.guards }) }
}

const endless =
  'SELECT count(*) FROM people a, people b, people c, people d, people e, people f, people g WHERE a.age * b.age * c.age * d.age * e.age * f.age * g.age = 7'
const running = () => {
  let begun: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    begun = resolve
  })
  return { promise, onProgress: (phase: JobPhase) => phase === 'running' && begun() }
}

describe('a job in its sandbox', () => {
  it('runs exactly the text it was given and tells its phases', async () => {
    const phases: JobPhase[] = []
    const result = await start('j1', 'SELECT district, count(*) AS n FROM people GROUP BY 1 ORDER BY 1', {
      onProgress: (phase) => phases.push(phase),
    }).done
    expect(result).toMatchObject({ state: 'done', results: [{ columns: [{ name: 'district' }, { name: 'n' }] }] })
    expect(rowsOf(result)?.[0]).toEqual(['d0', 12])
    expect(phases).toEqual(['starting', 'opening-data', 'loading', 'running', 'sending', 'ended'])
  })

  it('binds parameters and never writes them into the text', async () => {
    const sql = 'SELECT count(*) FROM people WHERE district = $d AND age >= $youngest'
    const result = await start('j2', sql, { work: sqlWork(sql, undefined, { d: "d0' OR true --", youngest: 20 }) }).done
    expect(rowsOf(result)).toEqual([[0]])
  })

  it('says of an error its code and nothing of the data', async () => {
    const result = await start('j3', 'SELECT CAST(id AS INTEGER) FROM people').done
    expect(result).toMatchObject({ state: 'failed', code: 'query-failed' })
    expect(JSON.stringify(result)).not.toContain('p0')
  })

  it('answers a query by itself that fails while groupings stand, and those behind it', async () => {
    const query = (name: string, over: string) => ({ name, sql: `SELECT 'itself ${name}'`, over: { grouping: 'g', sql: over } })
    const grouping = { name: 'g', sql: 'SELECT 1 AS n' }
    const queries = [query('a', 'SELECT n FROM g'), query('b', 'SELECT CAST(id AS INTEGER) FROM people, g'), query('c', 'SELECT n FROM g')]
    const work = { kind: 'notebook', parameters: {}, tables: [], queries, groupings: [grouping] } as const
    const result = await start('over', '', { work }).done
    expect(result.state === 'done' && result.results.map(({ rows }) => rows)).toEqual([[[1]], [['itself b']], [['itself c']]])
    const alone = { ...work, queries: queries.map((one) => ({ ...one, sql: 'SELECT CAST(id AS INTEGER) FROM people' })) }
    expect(await start('alone', '', { work: alone }).done).toMatchObject({ state: 'failed', code: 'query-failed' })
  })

  it.each([
    ['51 rows of 51 pass', 51, 'done'],
    ['50 rows of 51 do not', 50, 'failed'],
  ])('counts rows: %s', async (_, maxRows, state) => {
    const result = await start(`rows-${maxRows}`, 'SELECT age FROM people', { limits: { ...limits, maxRows } }).done
    expect(result.state).toBe(state)
    if (state === 'failed') expect(result).toMatchObject({ code: 'too-many-rows' })
  })

  it('is killed within a second of its deadline', async () => {
    const began = performance.now()
    const result = await start('j4', endless, { limits: { ...limits, deadlineMs: 2000 } }).done
    expect(result).toMatchObject({ state: 'killed', code: 'deadline' })
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('W10-1 stops at once when it is killed', async () => {
    const { promise, onProgress } = running()
    const job = start('j5', endless, { onProgress })
    await promise
    const began = performance.now()
    await job.kill()
    expect(performance.now() - began).toBeLessThan(1000)
    expect(await job.done).toMatchObject({ state: 'killed', code: 'killed' })
  })

  it('answers from the grouping that queries share, once the last has its answer removes it, and does without one that cannot be made', async () => {
    const over = (grouping: string, sql: string) => ({ over: { grouping, sql } })
    const standing = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'g0'"
    const groupings = [
      { name: 'g0', sql: 'SELECT district AS d, count(*) AS n FROM people GROUP BY district' },
      { name: 'g1', sql: 'SELECT nothing FROM people' },
    ]
    const queries = [
      { name: 'first', sql: 'SELECT 0', ...over('g0', "SELECT n FROM g0 WHERE d = 'd0'") },
      { name: 'before', sql: standing },
      { name: 'second', sql: 'SELECT 0', ...over('g0', 'SELECT count(*) FROM g0') },
      { name: 'after', sql: standing },
      { name: 'without', sql: 'SELECT 7', ...over('g1', 'SELECT count(*) FROM g1') },
    ]
    const result = await start('j8', '', { work: { kind: 'notebook', parameters: {}, tables: [], queries, groupings } }).done
    const rows = result.state === 'done' ? result.results.map(({ name, rows: [row] }) => [name, row?.[0]]) : result
    expect(rows).toEqual([
      ['first', 12],
      ['before', 1],
      ['second', 5],
      ['after', 0],
      ['without', 7],
    ])
  })

  it('can be cancelled before it stands', async () => {
    const job = start('j6', endless)
    await job.cancel()
    expect((await job.done).state).toBe('cancelled')
  })

  it('fails by name when its data cannot be opened, and runs nothing', async () => {
    const result = await start('j7', 'SELECT 1', { parts: [{ table: 'people', decrypt: () => Promise.reject(new Error('no key')) }] }).done
    expect(result).toMatchObject({ state: 'failed', code: 'decrypt-failed' })
  })
})

describe('W16-3 from text to release', () => {
  const sumByDistrict = 'SELECT district, sum(income) AS total FROM people GROUP BY 1 ORDER BY 1'

  it('takes out the cell with three people and the cell that one person makes, and shows no guard', async () => {
    const answer = checkOutput(await checkedRun('r1', sumByDistrict))
    expect(answer).toMatchObject({ outcome: 'released', suppressed: 2 })
    if (answer.outcome !== 'released') return
    expect(answer.columns.map(({ name }) => name)).toEqual(['district', 'total'])
    expect(answer.rows.map(([district]) => district)).toEqual(['d0', 'd1', 'd2'])
  })

  it('takes out a further cell where the one that is too small could be had from the number of rows', async () => {
    const sql = 'SELECT district, count(*) FROM people GROUP BY 1 ORDER BY 1'
    const answer = checkOutput(await checkedRun('r2', sql))
    expect(answer).toMatchObject({ outcome: 'released', suppressed: 2 })
    expect(answer.outcome === 'released' && answer.rows.map(([district]) => district)).toEqual(['d1', 'd2', 'd3'])
  })

  it('releases the same result a second time, and withholds one that differs by one person', async () => {
    const first = await comparedOf('r3', sumByDistrict)
    const again = await comparedOf('r4', 'SELECT sum(income), district FROM people GROUP BY district')
    const withOneLess = await comparedOf('r5', 'SELECT district, sum(income) FROM people WHERE age <> $age GROUP BY 1', { age: 20 })
    expect(await differencing(again, [first], alone)).toMatchObject({ passed: true })
    expect(await differencing(withOneLess, [first], alone)).toMatchObject({
      passed: false,
      findings: [{ code: 'differs-by-few', against: { release: 'r3', at: '2026-11-23T04:00:00.000Z' } }],
    })
  })

  it('withholds a total that would give away the cells that were taken out', async () => {
    const shown = await comparedOf('r6', "SELECT district, count(*) FROM people WHERE district <> 'd3' GROUP BY 1")
    const total = await comparedOf('r7', "SELECT count(*) FROM people WHERE district <> 'd3'")
    expect(await differencing(total, [shown], alone)).toMatchObject({ passed: false })
    expect(await differencing(total, [], alone)).toMatchObject({ passed: true })
  })
})

const alone = {
  pause: async () => undefined,
  amountsOf: async () => new Uint16Array(),
  rosterOf: async () => ({ elements: new BigUint64Array() }),
}

const comparedOf = async (name: string, sql: string, parameters: Parameters = {}): Promise<Compared> => {
  const result = await checkedRun(name, sql, parameters)
  const { guards, members: all } = result
  if (guards === undefined || all === undefined) throw new Error(`nobody is told to stand in the cells of ${sql}`)
  const members = shownMembers(all, remainingOf(result).result, guards)
  return {
    name,
    at: '2026-11-23T04:00:00.000Z',
    workspace: 'w1',
    operator: 'o1',
    minimum: 10,
    cellCount: members.names.length,
    grounds: [{ domain: 'subjects', base: 'w1', named: true, rows: 51 }],
    members: async () => members,
  }
}
