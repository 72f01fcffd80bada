/** A cell with too few subjects does not leave. */
import { type OutputCheck, suppressing } from './check.ts'

const words = { zh: '该行涉及的主体过少，已隐去', en: 'too few subjects stand behind this row: it was taken out' }

export const smallCells: OutputCheck = ({ rows, guards }) => {
  if (guards === undefined) return suppressing('small-cells', 'cell-too-small', words, [])
  const { index, minimum } = guards.entities
  // A count that is missing counts as none.
  const small = rows.flatMap((row, at) => (Number(row[index] ?? 0) >= minimum ? [] : [at]))
  return suppressing('small-cells', 'cell-too-small', words, small)
}
