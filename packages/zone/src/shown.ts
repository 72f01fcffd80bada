/** Of all who stand in cells, those whose cells are shown: what was taken out tells of nobody. */
import type { Cell } from './engine/engine.ts'
import { classedOf, type Members, membersIn } from './jobs/members.ts'
import type { OutputResult } from './outputs/check.ts'
import type { Guards } from './sql/check.ts'

/**
 * Whether those who are said to stand in the shown cells are those who were counted there: as many rows in each cell, and no two cells of
 * one name. Where not, nobody can tell whom a difference between two results would be about.
 */
export const areThoseCounted = (members: Members, { rows }: OutputResult, { cell, entities, visible }: Guards): boolean => {
  const lookedAt = rowsByName(members)
  const counted = new Map<bigint, { readonly called: string; rows: number }>()
  for (const row of rows) {
    const name = nameIn(row, cell)
    const known = counted.get(name)
    const called = 'index' in entities ? '' : JSON.stringify(row.slice(0, visible))
    if (known === undefined) counted.set(name, { called, rows: 'index' in entities ? Number(row[entities.rows] ?? 0) : 1 })
    else if ('index' in entities || known.called !== called) return false
    else known.rows += 1
  }
  return [...counted].every(([name, one]) => lookedAt.get(name) === one.rows)
}

const rowsByName = (members: Members): ReadonlyMap<bigint, number> => {
  const { look, cellByClass } = classedOf(members)
  const byCell = new Float64Array(members.names.length + 1)
  for (const [number, cell] of cellByClass.entries()) byCell[cell] = (byCell[cell] ?? 0) + (look.rowsByClass?.[number] ?? Number.NaN)
  return new Map(Array.from(members.names, (name, at) => [name, byCell[at + 1] ?? 0]))
}

const nameIn = (row: readonly Cell[], cell: number): bigint => BigInt(String(row[cell] ?? 0))

/** The cells numbered anew in the order of the rows; rows that share a name are one cell. */
export const shownMembers = (members: Members, { rows }: OutputResult, { cell }: Guards): Members => {
  const numberByName = new Map<bigint, number>()
  for (const row of rows) {
    const name = nameIn(row, cell)
    if (!numberByName.has(name)) numberByName.set(name, numberByName.size + 1)
  }
  const to = Uint32Array.from([0, ...Array.from(members.names, (name) => numberByName.get(name) ?? 0)])
  const { look, cellByClass } = classedOf(members)
  return membersIn({ look, cellByClass: cellByClass.map((known) => to[known] ?? 0) }, new BigUint64Array(numberByName.keys()))
}
