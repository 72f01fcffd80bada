/** A cell, or a row that too few subjects share, does not leave. */
import type { Cell } from '../engine/engine.ts'
import type { Guards } from '../sql/check.ts'
import { type OutputCheck, suppressing } from './check.ts'

const words = { zh: '该行涉及的主体过少，已隐去', en: 'too few subjects stand behind this row: it was taken out' }

export const smallCells: OutputCheck = ({ rows, guards }) => {
  if (guards === undefined) return suppressing('small-cells', 'cell-too-small', words, [])
  const sizes = subjectsBehind(rows, guards)
  const small = rows.flatMap((_, at) => ((sizes[at] ?? 0) >= guards.entities.minimum ? [] : [at]))
  return suppressing('small-cells', 'cell-too-small', words, small)
}

/** How many subjects stand behind each row; a count that is missing counts as none. */
const subjectsBehind = (rows: readonly (readonly Cell[])[], { entities, visible }: Guards): readonly number[] => {
  if ('index' in entities) return rows.map((row) => Number(row[entities.index] ?? 0))
  const classOf = (row: readonly Cell[]) => JSON.stringify(row.slice(0, visible))
  const subjectsByClass = new Map<string, readonly Set<Cell>[]>()
  for (const row of rows) {
    const known = subjectsByClass.get(classOf(row)) ?? entities.subjects.map(() => new Set<Cell>())
    entities.subjects.forEach((at, table) => {
      const subject = row[at] ?? null
      if (subject !== null) known[table]?.add(subject)
    })
    subjectsByClass.set(classOf(row), known)
  }
  // A join repeats rows: in the table with the fewest subjects there must be enough of them.
  return rows.map((row) => Math.min(...(subjectsByClass.get(classOf(row)) ?? []).map(({ size }) => size)))
}
