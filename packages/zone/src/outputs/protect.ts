/** Figures rounded to a base, or moved by noise that follows from who stands in the cell: asked again in any words, the same people give the same figure. */
import { createHash } from 'node:crypto'
import type { Cell } from '../engine/engine.ts'
import type { TableMembers } from '../jobs/members.ts'
import type { Guards } from '../sql/check.ts'
import type { Roster } from './division.ts'

/** Each subject has a keyed number; the key of a cell is the sum of those that stand in it. */
export const cellKeys = ({ cells, more }: TableMembers, { elements }: Roster, count: number): readonly number[] => {
  const words = new Uint32Array(elements.buffer, elements.byteOffset, elements.length * 2)
  const sums = new Uint32Array(count)
  const add = (row: number, cell: number) => {
    if (cell > 0) sums[cell - 1] = (sums[cell - 1] ?? 0) + (words[row * 2] ?? 0)
  }
  for (let row = 0; row < cells.length; row += 1) add(row, cells[row] ?? 0)
  for (let at = 0; at < more.length; at += 2) add(more[at] ?? 0, more[at + 1] ?? 0)
  return Array.from(sums)
}

/** @param cellKey is looked at only where noise is decided */
export const protectedRow = (row: readonly Cell[], { figures, entities }: Guards, cellKey: number): readonly Cell[] => {
  if (figures === undefined) return row
  const { protection, columns } = figures
  const moved = [...row]
  const rows = 'rows' in entities ? Math.max(1, Number(row[entities.rows] ?? 1)) : 1
  for (const { index, of, largest } of columns) {
    const value = Number(row[index] ?? Number.NaN)
    // Nothing stays nothing: nobody's figure is no figure.
    if (row[index] === null || row[index] === undefined || Number.isNaN(value) || (of === 'count' && value === 0)) continue
    if (protection.kind === 'round') moved[index] = Math.round(value / protection.base) * protection.base
    else if (of === 'count') moved[index] = Math.max(0, value + countNoise(shareOf(cellKey, 'count'), protection))
    else {
      const by = (shareOf(cellKey, 'sum') * 2 - 1) * protection.share * Number(row[largest ?? -1] ?? 0)
      // A sum of what is alike for all is a count in disguise: it moves by as many average contributions as the count does.
      const byCount = (value / rows) * countNoise(shareOf(cellKey, 'count'), protection)
      moved[index] = value + (of === 'avg' ? by / rows : by + byCount)
    }
  }
  return moved
}

/** A number between 0 and 1 that follows from the key of the cell alone. */
const shareOf = (cellKey: number, of: string): number =>
  createHash('sha256').update(`yunhe/cell-noise/1 ${of} ${cellKey}`).digest().readUInt32BE(0) / 2 ** 32

/** Whole steps from -most to most, as likely as the normal law of this variance says: none on average. */
export const countNoise = (share: number, { most, variance }: { readonly most: number; readonly variance: number }): number => {
  const steps = Array.from({ length: most * 2 + 1 }, (_, at) => at - most)
  const weights = steps.map((step) => Math.exp(-(step * step) / (2 * variance)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  for (const [at, weight] of weights.entries()) {
    reached += weight / total
    if (share < reached) return steps[at] ?? 0
  }
  return most
}
