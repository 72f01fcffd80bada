import { expect, it } from 'vitest'
import type { CheckedTable } from '../sql/check.ts'
import { fusedIn } from './fused.ts'

const table = (name: string, ...columns: readonly string[]): CheckedTable => ({
  name,
  minimumGroup: 10,
  columns: [
    { name: 'person', type: 'text', disclosure: 'join-key' },
    ...columns.map((one) => ({ name: one, type: 'text', disclosure: 'plain' }) as const),
  ],
})
const tables = [table('people', 'district', 'born'), table('visits', 'street', 'ward')]
const reads = tables.map(({ name, columns }) => ({ table: name, columns: columns.map((one) => one.name) }))
const found = async (sql: string, before: readonly { readonly name: string; readonly sql: string }[] = []) => {
  const joins = await fusedIn({ work: { tables: before, queries: [{ name: 'result', sql }] }, reads, tables })
  return joins.map(({ columns }) => columns.flatMap(({ from }) => from.map((one) => `${one.table}.${one.column}`)).sort())
}
const everything = ['people.born', 'people.district', 'people.person', 'visits.person', 'visits.street', 'visits.ward']

it.each([
  ['as it is', 'SELECT district FROM people p JOIN visits v ON p.person = v.person'],
  ['written as a filter', 'SELECT district FROM people p, visits v WHERE p.person = v.person'],
  ['of subqueries', 'SELECT x.district FROM (SELECT * FROM people) x JOIN (SELECT * FROM visits) y ON x.person = y.person'],
  [
    'of names given by WITH',
    'WITH a AS (SELECT * FROM people), b AS (SELECT * FROM visits) SELECT a.born FROM a JOIN b ON a.person = b.person',
  ],
  ['deep inside', 'SELECT n FROM (SELECT count(*) AS n FROM people p JOIN visits v ON p.person = v.person GROUP BY p.district) t'],
])('finds a join %s, with every column it could tell', async (_, sql) => expect(await found(sql)).toEqual([everything]))

it('finds a join of tables that earlier steps of the job made', async () => {
  const steps = [
    { name: 'one', sql: 'SELECT person, district FROM people' },
    { name: 'two', sql: 'SELECT person, street FROM visits' },
  ]
  expect(await found('SELECT count(*) AS n FROM one JOIN two ON one.person = two.person', steps)).toEqual([
    ['people.district', 'people.person', 'visits.person', 'visits.street'],
  ])
})

it('renamed columns are still those of their tables', async () =>
  expect(
    await found(
      'SELECT 1 AS n FROM (SELECT person AS a, born AS b FROM people) x JOIN (SELECT person AS c, ward AS d FROM visits) y ON a = c',
    ),
  ).toEqual([['people.born', 'people.person', 'visits.person', 'visits.ward']]))

it('a table joined with itself tells nothing new', async () =>
  expect(await found('SELECT a.district FROM people a JOIN people b ON a.person = b.person')).toEqual([]))
