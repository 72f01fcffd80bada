/** A sum that one or a few subjects nearly make up would tell them to whoever knows the rest. */
import { type Contributions, isDominated } from '@yunhe/law/kernel/disclosure'
import type { Cell } from '../engine/engine.ts'
import { type OutputCheck, suppressing } from './check.ts'

const words = { zh: '该行合计主要由少数主体构成，已隐去', en: 'a few subjects make up nearly all of this row: it was taken out' }

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
