/** A sum that one or a few subjects nearly make up would tell them to whoever knows the rest. */
import type { Cell } from '../engine/engine.ts'
import type { DominanceRule } from '../sql/tables.ts'
import { type OutputCheck, suppressing } from './check.ts'

const words = { zh: '该行合计主要由少数主体构成，已隐去', en: 'a few subjects make up nearly all of this row: it was taken out' }

interface Contributions {
  readonly top1: number
  readonly top2: number
  /** The n largest. */
  readonly top: number
  readonly total: number
}

/** The (n, k) rule, and the p% rule: the rest must hide the largest from the second largest. */
export const isDominated = ({ top1, top2, top, total }: Contributions, { largestShare, restShare }: DominanceRule): boolean =>
  total > 0 && (top > largestShare * total || total - top2 < restShare * top1)

export const dominance: OutputCheck = ({ rows, guards }) => {
  if (guards === undefined) return suppressing('dominance', 'cell-dominated', words, [])
  const dominated = rows.flatMap((row, at) =>
    guards.dominance.some((sum) => isDominated(contributionsIn(row, sum), guards.rule)) ? [at] : [],
  )
  return suppressing('dominance', 'cell-dominated', words, dominated)
}

export const contributionsIn = (row: readonly Cell[], at: Readonly<Record<keyof Contributions, number>>): Contributions => ({
  top1: Number(row[at.top1] ?? 0),
  top2: Number(row[at.top2] ?? 0),
  top: Number(row[at.top] ?? 0),
  total: Number(row[at.total] ?? 0),
})

/** Several cells as one, as far as their largest contributions tell. */
export const together = (cells: readonly Contributions[], { largest }: DominanceRule): Contributions => {
  const sizes = cells.flatMap(({ top1, top2 }) => [top1, top2 - top1]).toSorted((a, b) => b - a)
  const sum = (count: number) => sizes.slice(0, count).reduce((total, size) => total + size, 0)
  return { top1: sum(1), top2: sum(2), top: sum(largest), total: cells.reduce((all, { total }) => all + total, 0) }
}
