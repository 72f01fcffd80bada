/** Of all who stand in cells, those whose cells are shown: what was taken out tells of nobody. */
import { classedOf, type Members, membersIn } from './jobs/members.ts'
import type { OutputResult } from './outputs/check.ts'
import type { Guards } from './sql/check.ts'

/** The cells numbered anew in the order of the rows; rows that share a name are one cell. */
export const shownMembers = (members: Members, { rows }: OutputResult, { cell }: Guards): Members => {
  const numberByName = new Map<bigint, number>()
  for (const row of rows) {
    const name = BigInt(String(row[cell] ?? 0))
    if (!numberByName.has(name)) numberByName.set(name, numberByName.size + 1)
  }
  const to = Uint32Array.from([0, ...Array.from(members.names, (name) => numberByName.get(name) ?? 0)])
  const { look, cellByClass } = classedOf(members)
  return membersIn({ look, cellByClass: cellByClass.map((known) => to[known] ?? 0) }, new BigUint64Array(numberByName.keys()))
}
