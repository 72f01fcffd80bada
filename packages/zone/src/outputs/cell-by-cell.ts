/** Where an element may stand in several cells of a release: each cell and the total of one against each cell and the total of the other. */
import type { Division } from './division.ts'
import type { Placed } from './families.ts'
import type { Collision } from './release.ts'

/** Each cell and the total of one against each cell and the total of the other: 0 is the total. */
export const cellByCell = (mine: Placed, placed: Placed): Collision | undefined => {
  const few = Math.min(mine.release.minimum, placed.release.minimum)
  const [own, others] = [cellsOf(mine.division), cellsOf(placed.division)]
  const [sizes, otherSizes, shared] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()]
  const count = (map: Map<number, number>, key: number) => void map.set(key, (map.get(key) ?? 0) + 1)
  const width = placed.division.count + 1
  const length = Math.max(mine.division.cells.length, placed.division.cells.length)
  for (let at = 0; at < length; at += 1) {
    const [here, there] = [own(at), others(at)]
    for (const cell of here) count(sizes, cell)
    for (const cell of there) count(otherSizes, cell)
    for (const cell of here) for (const other of there) count(shared, cell * width + other)
  }
  for (const [pair, both] of shared) {
    const [cell, other] = [Math.floor(pair / width), pair % width]
    const apart = (sizes.get(cell) ?? 0) + (otherSizes.get(other) ?? 0) - 2 * both
    if (apart > 0 && apart < few) return { release: placed.release, cells: cell === 0 ? allOf(mine.division.count) : [cell] }
  }
  return undefined
}

const allOf = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1)

/** The cells of an element, and 0 for the total of them. */
const cellsOf = ({ cells, more }: Division) => {
  const further = new Map<number, number[]>()
  for (let at = 0; at < more.length; at += 2) {
    const known = further.get(more[at] ?? 0) ?? []
    known.push(more[at + 1] ?? 0)
    further.set(more[at] ?? 0, known)
  }
  return (element: number): readonly number[] => {
    const cell = cells[element] ?? 0
    return cell === 0 ? [] : [0, cell, ...(further.get(element) ?? [])]
  }
}
