/** Which of several texts answers a query: each says by a number of its own where it came from. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunner } from '../engine/duckdb.ts'
import type { SqlRunner } from '../engine/engine.ts'
import { openGroupings } from './groupings-inside.ts'

let folder = ''
let runner: SqlRunner
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-groupings-'))
  runner = await openRunner({ spillFolder: folder })
  await runner.lock()
})
afterAll(() => rm(folder, { recursive: true }))

const numberIn = async (sql: string): Promise<unknown> => {
  for await (const [row] of (await runner.run(sql, {})).batches) return row?.[0]
  return undefined
}
const standing = () => numberIn("SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('f', 'g0', 'g1')")

const over = (name: string, grouping: string) => ({ name, sql: 'SELECT 1', over: { grouping, sql: `SELECT n FROM ${grouping}` } })
const queries = [over('a', 'g0'), over('b', 'g1'), over('c', 'g0')]
const groupings = ['g0', 'g1'].map((name) => ({ name, sql: 'SELECT 2 AS n' }))
const finestOf = (change: { readonly pays?: string; readonly sql?: string; readonly first?: string }) => [
  {
    name: 'f',
    sql: change.sql ?? 'SELECT 3 AS n',
    pays: change.pays ?? 'SELECT true',
    groupings: [
      { name: 'g0', sql: change.first ?? 'SELECT n FROM f' },
      { name: 'g1', sql: 'SELECT n FROM f' },
    ],
  },
]

/** What answers each query, and how many tables stand once it has its answer. */
const answers = async (work: Partial<Parameters<typeof openGroupings>[1]>) => {
  const opened = openGroupings(runner, { queries, parameters: {}, groupings, ...work })
  const found: unknown[] = []
  for (const [index, query] of queries.entries()) {
    found.push(await numberIn(await opened.textOf(query)))
    await opened.after(index)
    found.push(await standing())
  }
  return found
}

describe('a query of a job', () => {
  it('answers from its grouping, which is gone after the last that needs it, and by itself where it is alone with it', async () => {
    expect(await answers({})).toEqual([2, 1, 1, 1, 2, 0])
  })

  it('answers from a grouping that was made of the finest where that saves anything, and the finest is gone at once', async () => {
    expect(await answers({ finest: finestOf({}) })).toEqual([3, 2, 3, 1, 3, 0])
  })

  it.each([
    ['that saves nothing', { pays: 'SELECT false' }],
    ['nobody can tell whether that saves anything', { pays: 'SELECT NULL' }],
    ['the question fails', { pays: 'SELECT nothing' }],
    ['the finest cannot be made', { sql: 'SELECT nothing' }],
  ])('answers from a grouping that was made of the rows where %s', async (_, change) => {
    expect(await answers({ finest: finestOf(change) })).toEqual([2, 1, 1, 1, 2, 0])
  })

  it('makes of the rows the one grouping that cannot be made of the finest', async () => {
    expect(await answers({ finest: finestOf({ first: 'SELECT nothing FROM f' }) })).toEqual([2, 2, 3, 1, 2, 0])
  })

  it('answers by itself once nothing more is to stand', async () => {
    const opened = openGroupings(runner, { queries, parameters: {}, groupings, finest: finestOf({}) })
    const [first, , last] = queries
    if (first === undefined || last === undefined) throw new Error('could not find the queries')
    expect([await numberIn(await opened.textOf(first)), await standing()]).toEqual([3, 2])
    expect([await opened.giveUp(), await standing(), await numberIn(await opened.textOf(last))]).toEqual([true, 0, 1])
    await opened.after(2)
    expect(await opened.giveUp()).toBe(false)
  })

  it('answers by itself where it has no grouping, or one that cannot be made', async () => {
    expect(await answers({ groupings: [] })).toEqual([1, 0, 1, 0, 1, 0])
    expect(await answers({ groupings: groupings.map(({ name }) => ({ name, sql: 'SELECT nothing' })) })).toEqual([1, 0, 1, 0, 1, 0])
  })
})
