/** Who stands in which cell, from one look at the rows for several queries: the same as from a look for each. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import { openRunner } from '../engine/duckdb.ts'
import { packedLook, unpackedLook } from './look.ts'
import { type Members, packed, unpacked } from './members.ts'
import { looksAt } from './members-inside.ts'

let folder = ''
let files: readonly string[] = []
const columns = ['n', 'a', 'b']
const rowsIn = [300_000, 1, 150_001]

/** Several files of several row groups each, so that a number counts across both. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-members-'))
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
  let from = 0
  const written: string[] = []
  for (const [index, count] of rowsIn.entries()) {
    const file = join(folder, `part-${index}.parquet`)
    await engine.copy(`SELECT r.n AS n, r.n % 7 AS a, r.n % 11 AS b FROM range(${from}, ${from + count}) AS r(n)`, file)
    written.push(file)
    from += count
  }
  engine.close()
  files = written
})
afterAll(() => rm(folder, { recursive: true }))

const membership = (keys: string, from = 'FROM t') => ({
  cell: `hash('cell', ${keys})`,
  rest: `greatest(CAST(t.rowid AS INTEGER), -1) AS __r0 ${from}`,
})

/** The engine's hash of a number, and what it does to the first of two hashes before it puts the second to it. */
const [word, factor] = [(1n << 64n) - 1n, 0xd6e8feb86659fd93n]
const folded = (hash: bigint): bigint => hash ^ (hash >> 32n)
const stirred = (hash: bigint): bigint => (folded(hash) * factor) & word
const mixed = (number: bigint): bigint => folded(stirred(stirred(number)))
const unmixed = (hash: bigint): bigint => folded((folded((folded(hash) * inverse) & word) * inverse) & word)
/** Newton's: each step doubles the number of right bits. */
const inverse = [...'123456'].reduce((known) => (known * (2n - factor * known)) & word, factor)
const big = (number: bigint): string => `CAST(${number} AS UBIGINT)`

const opened = async (how: 'asFiles' | 'asRows') => {
  const runner = await openRunner({ spillFolder: folder })
  await runner.load('t', files, columns, how)
  await runner.load('u', files.slice(0, 1), ['n', 'a'], how)
  await runner.lock(how === 'asFiles' ? files : [])
  return runner
}

/** By row: the names of its cells, whatever their numbers. */
const cellsByRow = ({ names, tables: [table] }: Members): readonly string[] => {
  const cells = Array.from(table?.cells ?? [], (cell) => (cell === 0 ? [] : [String(names[cell - 1])]))
  const more = table?.more ?? new Uint32Array()
  for (let at = 0; at < more.length; at += 2) cells[more[at] ?? 0]?.push(String(names[(more[at + 1] ?? 0) - 1]))
  return cells.map((all) => all.sort().join())
}

const ask = async (how: 'asFiles' | 'asRows', memberships: readonly { readonly cell: string; readonly rest: string }[]) => {
  const runner = await opened(how)
  const looks = await looksAt(runner, { memberships, parameters: {} }, 1_000_000, () => new Error('too many'))
  const members = looks.flatMap((look) => unpackedLook(packedLook(look)))
  // As they lie among what was released, too.
  for (const { classed } of members) expect(classed?.look.rowsByClass?.length).toBe((classed?.look.classCount ?? 0) + 1)
  for (const one of members) expect(cellsByRow(unpacked(packed(one)))).toEqual(cellsByRow(one))
  return members.map(cellsByRow)
}

describe('W16-3 who stands in which cell', () => {
  const where = 'FROM t WHERE (n % 5) > 1 AND n > 1000'

  it('is the same read from the files as from a table in memory, row by row, also where a filter passes over rows', async () => {
    for (const from of ['FROM t', where]) {
      const [read] = await ask('asFiles', [membership('a', from)])
      const [held] = await ask('asRows', [membership('a', from)])
      expect(read?.filter((cell) => cell !== '').length).toBeGreaterThan(250_000)
      expect(read).toEqual(held)
    }
  })

  it('is the same for several queries at once as for each alone', async () => {
    const all = [membership('a', where), membership('b', where), membership('a, b', where)]
    const together = await ask('asFiles', all)
    for (const [index, one] of all.entries()) expect(together[index]).toEqual((await ask('asFiles', [one]))[0])
  })

  it('holds for a join that puts a row into several cells', async () => {
    const joined = 'FROM t JOIN u ON t.a = u.n WHERE u.n < 3 OR (t.n = 5 AND u.n = 5)'
    const twice = 'FROM t JOIN u ON t.n // 2 = u.n WHERE t.n < 40 AND u.n < 20 OR (t.n = 1 AND u.n = 0)'
    const repeated = 'FROM t JOIN u ON t.a = u.a WHERE t.n < 20 AND u.n < 20'
    for (const from of [joined, twice, repeated]) {
      const all = [membership('u.n', from), membership('t.b', from)]
      const together = await ask('asFiles', all)
      for (const [index, one] of all.entries()) expect(together[index]).toEqual((await ask('asRows', [one]))[0])
    }
    const [cells = []] = await ask('asFiles', [membership('u.n', repeated)])
    expect(cells[0]?.split(',').length).toBeGreaterThan(1)
  })

  it('is asked for each alone where together they would make too many combinations', async () => {
    const many = [membership('n // 1000'), membership('n % 1300'), membership('n')]
    const together = await ask('asFiles', many)
    expect(together.map((cells) => new Set(cells).size)).toEqual([451, 1300, 450_002])
  })

  it('keeps rows apart whose cells were made so that their names together are one', async () => {
    const [one, other, third] = [1n, 2n, 3n]
    // Undone: what the engine does to a number, and to two of them.
    const fourth = unmixed(stirred(mixed(one)) ^ mixed(third) ^ stirred(mixed(other)))
    const runner = await opened('asFiles')
    const { batches } = await runner.run(`SELECT hash(${big(one)}, ${big(third)}) = hash(${big(other)}, ${big(fourth)})`, {})
    for await (const [row] of batches) expect(row).toEqual([true])
    const cells = [
      [one, other],
      [third, fourth],
    ].map(([even = 0n, odd = 0n]) => `CASE WHEN n % 2 = 0 THEN ${big(even)} ELSE ${big(odd)} END`)
    const together = await ask(
      'asFiles',
      cells.map((cell) => ({ ...membership('a'), cell })),
    )
    expect(together.map((byRow) => byRow.slice(0, 3))).toEqual([
      ['1', '2', '1'],
      ['3', String(fourth), '3'],
    ])
  })

  it('adds nothing to what a star shows', async () => {
    const runner = await opened('asFiles')
    const { columns: shown } = await runner.run('SELECT * FROM t LIMIT 1', {})
    expect(shown.map(({ name }) => name)).toEqual(columns)
    await expect(runner.run('SELECT rowid FROM t LIMIT 1', {})).rejects.toThrow()
  })
})
