/** Of all who stand in cells, those whose cells are shown: what was taken out tells of nobody. */
import { type Members, narrow } from './jobs/members.ts'
import type { OutputResult } from './outputs/check.ts'
import type { Guards } from './sql/check.ts'

/** The cells numbered anew in the order of the rows; rows that share a name are one cell. */
export const shownMembers = ({ names, tables }: Members, { rows }: OutputResult, { cell }: Guards): Members => {
  const numberByName = new Map<bigint, number>()
  for (const row of rows) {
    const name = BigInt(String(row[cell] ?? 0))
    if (!numberByName.has(name)) numberByName.set(name, numberByName.size + 1)
  }
  const to = Uint32Array.from([0, ...Array.from(names, (name) => numberByName.get(name) ?? 0)])
  const shown = new BigUint64Array(numberByName.keys())
  return {
    names: shown,
    tables: tables.map(({ cells, more }) => {
      const renumbered = narrow(cells.length, shown.length)
      for (let at = 0; at < cells.length; at += 1) renumbered[at] = to[cells[at] ?? 0] ?? 0
      const further: number[] = []
      for (let at = 0; at < more.length; at += 2) {
        const [row, number] = [more[at] ?? 0, to[more[at + 1] ?? 0] ?? 0]
        if (number === 0) continue
        if (renumbered[row] === 0) renumbered[row] = number
        else further.push(row, number)
      }
      return { cells: renumbered, more: Uint32Array.from(further) }
    }),
  }
}
