/** A sum that one or two contributions nearly make up would tell them to whoever knows the rest. */
import type { Cell } from '../engine/engine.ts'
import { type OutputCheck, type OutputLimits, suppressing } from './check.ts'

const words = { zh: '该行合计主要由一两笔构成，已隐去', en: 'one or two contributions make up nearly all of this row: it was taken out' }

interface Contributions {
  readonly top1: number
  readonly top2: number
  readonly total: number
}

/** The (n, k) rule with n = 2, and the p% rule: the rest must hide the largest from the second largest. */
export const isDominated = ({ top1, top2, total }: Contributions, { topTwoShare, restShare }: OutputLimits): boolean =>
  total > 0 && (top2 > topTwoShare * total || total - top2 < restShare * top1)

export const dominance: OutputCheck = ({ rows, guards }, { limits }) => {
  const sums = guards?.dominance ?? []
  const dominated = rows.flatMap((row, at) => (sums.some((sum) => isDominated(contributionsIn(row, sum), limits)) ? [at] : []))
  return suppressing('dominance', 'cell-dominated', words, dominated)
}

const contributionsIn = (
  row: readonly Cell[],
  at: { readonly top1: number; readonly top2: number; readonly total: number },
): Contributions => ({
  top1: Number(row[at.top1] ?? 0),
  top2: Number(row[at.top2] ?? 0),
  total: Number(row[at.total] ?? 0),
})
