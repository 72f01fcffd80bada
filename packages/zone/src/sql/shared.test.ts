import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import { openRunner } from '../engine/duckdb.ts'
import type { SqlRunner } from '../engine/engine.ts'
import { checkSql, sharedReader } from './check.ts'
import { parted, sharedAmong } from './shared.ts'
import type { CheckedTable } from './tables.ts'
import { readTree, treeOf, treesOf } from './tree.ts'

const people: CheckedTable = {
  name: 'people',
  minimumGroup: 10,
  subject: { column: 'id', oneRow: true },
  columns: [
    { name: 'id', type: 'text', disclosure: 'join-key' },
    { name: 'district', type: 'text', disclosure: 'plain' },
    { name: 'born', type: 'integer', disclosure: 'plain' },
    { name: 'seen', type: 'date', disclosure: 'plain' },
    { name: 'code', type: 'integer', disclosure: 'plain' },
    { name: 'income', type: 'number', disclosure: 'after-aggregation' },
    { name: 'n', type: 'integer', disclosure: 'after-aggregation' },
  ],
}
const areas: CheckedTable = {
  name: 'areas',
  minimumGroup: 10,
  about: 'nobody',
  columns: [
    { name: 'district', type: 'text', disclosure: 'plain' },
    { name: 'born', type: 'integer', disclosure: 'plain' },
  ],
}
const visits: CheckedTable = {
  name: 'visits',
  minimumGroup: 10,
  subject: { column: 'person', oneRow: false },
  columns: [
    { name: 'person', type: 'text', disclosure: 'join-key' },
    { name: 'kind', type: 'text', disclosure: 'plain' },
    { name: 'cost', type: 'integer', disclosure: 'after-aggregation' },
  ],
}

let folder = ''
let runner: SqlRunner
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-shared-'))
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
  await engine.copy(
    `SELECT 'p' || i AS id, nullif(['A', 'a', 'B', ''][1 + (i % 4)::INTEGER], '') AS district, (1950 + i % 7)::BIGINT AS born, DATE '2026-01-01' + (i % 3)::INTEGER AS seen, i::BIGINT AS code,
      CASE WHEN i % 11 = 0 OR i % 7 = 6 THEN NULL ELSE i * 1.25 END::DOUBLE AS income, (i % 100)::BIGINT AS n FROM range(2000) r(i)`,
    join(folder, 'people.parquet'),
  )
  await engine.copy(
    `SELECT 'p' || (i % 500) AS person, ['x', 'y'][1 + (i % 2)::INTEGER] AS kind, (i % 90)::BIGINT AS cost FROM range(1500) r(i)`,
    join(folder, 'visits.parquet'),
  )
  await engine.copy(
    `SELECT ['A', 'b'][1 + i::INTEGER] AS district, (1950 + i)::BIGINT AS born FROM range(2) r(i)`,
    join(folder, 'areas.parquet'),
  )
  engine.close()
  runner = await openRunner({ spillFolder: join(folder, 'spill') })
  await runner.limit(512 * 1024 ** 2, 1)
  for (const name of ['people', 'visits', 'areas']) await runner.load(name, [join(folder, `${name}.parquet`)], undefined, 'asRows')
})
afterAll(() => rm(folder, { recursive: true }))

const sharedOf = async (texts: readonly string[], parameters: readonly string[] = [], regrouping = false) => {
  const checked = await Promise.all(texts.map((sql) => checkSql(sql, { tables: [people, visits, areas], parameters })))
  const canonical = checked.map((one, at) => {
    if (!one.ok) throw new Error(`could not check ${texts[at]}: ${JSON.stringify(one.refusals)}`)
    return { sql: one.canonical, outputs: one.columns.map(({ name }) => name) }
  })
  return { canonical, ...(await sharedAmong(await sharedReader(), canonical, regrouping)) }
}

const answerOf = async (sql: string, parameters = {}) => {
  const { columns, batches } = await runner.run(sql, parameters)
  const rows: unknown[] = []
  for await (const batch of batches) rows.push(...batch.map((row) => JSON.stringify(row)))
  return { columns, rows: /ORDER BY/.test(sql) ? rows : rows.toSorted() }
}

/** Each text by itself, and what it is over its grouping; undefined where it shares none. */
const bothAnswers = async (texts: readonly string[], parameters: Readonly<Record<string, string | number>> = {}) => {
  const { canonical, groupings, over } = await sharedOf(texts, Object.keys(parameters))
  for (const { name, sql } of groupings) await runner.make(name, sql, parameters)
  const answers = []
  for (const [at, { sql }] of canonical.entries()) {
    const shared = over[at]
    answers.push({ own: await answerOf(sql, parameters), shared: shared && (await answerOf(shared.sql, parameters)) })
  }
  for (const { name } of groupings) await runner.drop(name)
  return { answers, groupings }
}

describe('W16 texts that group the same rows by the same keys', () => {
  it('answer from one grouping what each answers by itself, with every column of the guard', async () => {
    const { answers, groupings } = await bothAnswers([
      'SELECT district, count(*) FROM people GROUP BY district',
      'SELECT district, sum(income) AS total, avg(n) AS mean FROM people GROUP BY ALL',
      "SELECT upper(district) || '!' AS d, sum(n) / count(*) AS share, round(avg(income), 1) FROM people GROUP BY district HAVING count(*) > 20 AND avg(n) > 1",
      'SELECT district, count(*) AS n FROM people GROUP BY 1 ORDER BY n DESC, district LIMIT 2',
      'SELECT district, count(DISTINCT born) AS years, min(seen), max(born), count(*) FILTER (WHERE born > 1952) AS late, stddev(n) FROM people GROUP BY district',
      'SELECT district, count(*) FROM people WHERE born > 1951 GROUP BY district',
      "SELECT district, CASE WHEN district = 'A' THEN 1 ELSE 0 END AS c, sum(CASE WHEN district = 'A' THEN born ELSE 0 END) AS big, sum(CASE WHEN district = 'a' THEN born ELSE 0 END) AS small FROM people GROUP BY district ORDER BY sum(n)",
    ])
    expect(groupings).toHaveLength(1)
    for (const [at, { own, shared }] of answers.entries()) {
      if (at === 5) expect(shared).toBeUndefined()
      else expect(shared).toEqual(own)
      expect(own.rows.length).toBeGreaterThan(0)
    }
  })

  it('may be joined, filtered by parameters, without keys, or have their keys in another order', async () => {
    const { answers, groupings } = await bothAnswers(
      [
        'SELECT born, seen, count(*) AS n FROM people WHERE born > $born GROUP BY born, seen',
        'SELECT seen, born + 1 AS next, sum(n) + 1 AS n FROM people WHERE born > $born GROUP BY seen, born',
        'SELECT sum(n) AS s FROM people WHERE born > $born GROUP BY seen, born HAVING sum(n) > $least AND sum(n) > $born',
        'SELECT count(*) FILTER (WHERE born = $year) AS s FROM people WHERE born > $born GROUP BY seen, born',
        'SELECT count(*) FROM people',
        'SELECT sum(income), count(*) FROM people HAVING count(*) > 5',
      ],
      { born: 1951, least: 5, year: 1955 },
    )
    expect(groupings).toHaveLength(2)
    for (const { own, shared } of answers) expect(shared).toEqual(own)
  })

  it('are left as they are where a text says more than keys and aggregates, or what is made per subject', async () => {
    const { groupings, over } = await sharedOf([
      'SELECT kind, sum(cost) AS total FROM visits GROUP BY kind',
      'SELECT kind, avg(cost) AS mean FROM visits GROUP BY kind',
      'SELECT born % 2 AS born, count(*) FROM people GROUP BY 1, people.born',
      'SELECT born % 2 AS born, sum(n) FROM people GROUP BY 1, people.born',
    ])
    expect(groupings).toEqual([])
    expect(over.every((one) => one === undefined)).toBe(true)
  })

  it('are ordered by what the engine takes a name for, where columns of two tables are called alike', async () => {
    const from = 'FROM people LEFT JOIN areas USING (born) GROUP BY areas.born, born ORDER BY born DESC NULLS LAST LIMIT 3'
    const figures = ['count(*)', 'count(income)']
    for (const [shown, order] of [
      ['areas.born', [1951, 1950, null]],
      ['areas.born, born', [null, null, null]],
      ['born, areas.born', [1956, 1955, 1954]],
      ['areas.born AS later, born + 1 AS born', [null, null, null]],
    ] as const) {
      const { answers } = await bothAnswers(figures.map((figure) => `SELECT ${shown}, ${figure} ${from}`))
      for (const { own, shared = own } of answers) {
        expect(shared, shown).toEqual(own)
        expect(own.rows.map((row) => JSON.parse(String(row))[0])).toEqual(order)
      }
    }
  })

  it('are read in a time that grows with their length', async () => {
    const reader = await sharedReader()
    const timeOf = async (terms: number) => {
      const times: number[] = []
      for (let run = 0; run < 15; run += 1) {
        const sql = `SELECT sum(n)${' + born'.repeat(terms)} FROM people GROUP BY born`
        const root = treeOf(treesOf(treeOf(readTree(await reader.parse(sql))).statements)[0]?.node)
        const began = performance.now()
        expect(parted(root, ['s'])?.aggregates.size).toBe(1)
        times.push(performance.now() - began)
      }
      return Math.min(...times)
    }
    await timeOf(300)
    expect((await timeOf(300)) / (await timeOf(150))).toBeLessThan(3)
  })

  it('a text without keys and aggregates is no grouping: each row that is read is a row of it', async () => {
    const reader = await sharedReader()
    const text = { sql: 'SELECT 1 AS one FROM people', outputs: ['one'] }
    expect((await sharedAmong(reader, [text, text], true)).groupings).toEqual([])
  })

  it('are made of the groups by all their keys where rows are grouped in several ways, with the same figures', async () => {
    const texts = [
      'SELECT district, count(*), count(income) AS known, sum(n) AS s, avg(n) AS mean, min(seen), max(born) FROM people GROUP BY district',
      'SELECT born, avg(income) AS mean, sum(income) AS total, count(*) FILTER (WHERE born > 1952) AS late FROM people GROUP BY born',
      'SELECT seen, district, sum(n), sum(income) FROM people GROUP BY ALL HAVING count(*) > 20 ORDER BY seen, district NULLS LAST',
      'SELECT count(*), sum(income), avg(n) FROM people',
      'SELECT born // 2 AS pair, sum(income) AS total, avg(income) FROM people GROUP BY 1',
      'SELECT seen, stddev(n), count(DISTINCT born) FROM people GROUP BY seen',
    ]
    const { canonical, groupings, finest, over } = await sharedOf(texts, [], true)
    const [one, ...more] = finest
    if (one === undefined) throw new Error('could not find what the groupings have in common')
    expect([more.length, one.groupings.length, groupings.length]).toEqual([0, 5, 5])
    expect((await answerOf(one.pays)).rows).toEqual(['[true]'])
    for (const { name, sql } of [one, ...one.groupings]) await runner.make(name, sql, {})
    for (const [at, { sql }] of canonical.entries()) {
      const shared = over[at]
      if (at === 5) expect(shared).toBeUndefined()
      else expect(rounded(await answerOf(shared?.sql ?? '')), texts[at]).toEqual(rounded(await answerOf(sql)))
    }
    for (const { name } of [one, ...one.groupings]) await runner.drop(name)
  })

  it('are made of the rows where there are nearly as many groups, and where the order of a sum counts', async () => {
    const texts = ['SELECT code, sum(n) FROM people GROUP BY code', 'SELECT born, sum(n) FROM people GROUP BY born']
    const { finest } = await sharedOf(texts, [], true)
    expect((await answerOf(finest[0]?.pays ?? '')).rows).toEqual(['[false]'])
    const fewer = await sharedOf(
      texts.map((text) => text.replaceAll('code', 'code // 4').replaceAll('born', 'code // 8')),
      [],
      true,
    )
    expect((await answerOf(fewer.finest[0]?.pays ?? '')).rows).toEqual(['[true]'])
    expect((await sharedOf(texts, [], false)).finest).toEqual([])
  })
})

/** Sums of floating numbers in another order differ in their last digits. */
const rounded = ({ columns, rows }: Awaited<ReturnType<typeof answerOf>>) => ({
  columns,
  rows: rows.map((row) =>
    (JSON.parse(String(row)) as readonly unknown[]).map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(12)) : cell)),
  ),
})
