/** A cell, or a row that too few subjects or rows share, does not leave. */
import { isTooSmall, type Size } from '@yunhe/law/kernel/disclosure'
import type { Cell } from '../engine/engine.ts'
import type { Guards } from '../sql/check.ts'
import { type OutputCheck, suppressing } from './check.ts'

const words = { zh: '该行涉及的主体或者记录过少，已隐去', en: 'too few subjects or rows stand behind this row: it was taken out' }

export const smallCells: OutputCheck = ({ rows, guards }) => {
  if (guards === undefined) return suppressing('small-cells', 'cell-too-small', words, [])
  const small = sizesBehind(rows, guards).flatMap((size, at) => (isTooSmall(size, guards.entities) ? [at] : []))
  return suppressing('small-cells', 'cell-too-small', words, small)
}

/** How many subjects and rows stand behind each row; a count that is missing counts as none. */
export const sizesBehind = (rows: readonly (readonly Cell[])[], { entities, visible }: Guards): readonly Size[] => {
  if ('index' in entities)
    return rows.map((row) => ({ subjects: Number(row[entities.index] ?? 0), counted: Number(row[entities.rows] ?? 0) }))
  const classOf = (row: readonly Cell[]) => JSON.stringify(row.slice(0, visible))
  const classes = new Map<string, { readonly subjects: readonly Set<Cell>[]; counted: number }>()
  for (const row of rows) {
    const known = classes.get(classOf(row)) ?? { subjects: entities.subjects.map(() => new Set<Cell>()), counted: 0 }
    known.counted += 1
    entities.subjects.forEach((at, table) => {
      const subject = row[at] ?? null
      if (subject !== null) known.subjects[table]?.add(subject)
    })
    classes.set(classOf(row), known)
  }
  // A join repeats rows: in the table with the fewest subjects there must be enough of them.
  return rows.map((row) => {
    const known = classes.get(classOf(row))
    return { subjects: Math.min(...(known?.subjects ?? []).map(({ size }) => size)), counted: known?.counted ?? 0 }
  })
}
