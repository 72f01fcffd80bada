/** Releases of one look: rows that stand alike in all of them are counted once and compared as one class, which tells the same of their cells. */
import { classedOf, type Look, type Members, type TableMembers } from '../jobs/members.ts'
import { type Classes, hasSeveralRows } from './division.ts'
import type { Laid, Placed } from './families.ts'
import type { Compared } from './release.ts'

/**
 * Only where all that is compared came of one look over one table, each row of which is a person of its own and stands in one class: whatever
 * unions of cells differ then differ by whole classes. Anything else is compared row by row.
 * @param table number of the ground of the new release that all are laid over
 */
export const classesAmong = async (fresh: Compared, table: number, related: readonly Compared[]): Promise<Laid | undefined> => {
  const own = fresh.grounds[table]
  const members = await fresh.members()
  const look = members.classed?.look
  const rows = look?.tables[table]
  if (own === undefined || look === undefined || rows === undefined || rows.more.length > 0 || hasSeveralRows(own)) return undefined
  const isAlone = ({ grounds }: Compared) =>
    grounds.every(({ domain, base }, at) => (domain === own.domain) === (at === table) && (at !== table || base === own.base))
  if (![fresh, ...related].every(isAlone)) return undefined
  const classes = classesOf(rows, look)
  const others = related.flatMap((one) => {
    const known = one.within?.(look)
    return known === undefined ? [] : [placedIn(one, known, classes)]
  })
  if (others.length < related.length) return undefined
  const domain = { size: look.classCount + 1, divide: notByRow, placesOf: notByRow, classes }
  return { domain, mine: placedIn(fresh, members, classes), others: () => others }
}

/** Where elements are classes nobody asks for rows. */
export const notByRow = (): never => {
  throw new Error('could not look at single rows: they are compared by their classes')
}

/** A class that has no row of this table stands in none of its cells. */
const placedIn = (release: Compared, members: Members, { weights }: Classes): Placed => {
  const cells = classedOf(members).cellByClass.map((cell, at) => (weights[at] === 0 ? 0 : cell))
  return { release, division: { cells, count: release.cellCount, more: new Uint32Array() } }
}

const known = new WeakMap<TableMembers, Classes>()

const classesOf = (members: TableMembers, { classCount }: Look): Classes => {
  const classes = known.get(members) ?? { of: members.cells, weights: counted(members, new Uint32Array(classCount + 1)) }
  known.set(members, classes)
  return classes
}

/** Nobody is of class 0. */
const counted = ({ cells }: TableMembers, weights: Uint32Array): Uint32Array => {
  for (let row = 0; row < cells.length; row += 1) weights[cells[row] ?? 0] = (weights[cells[row] ?? 0] ?? 0) + 1
  weights[0] = 0
  return weights
}
