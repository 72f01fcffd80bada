/** Columns in, columns out: what each result column comes from, and whether all of it may leave. */
import { judge } from './disclosure.ts'
import type { Flow } from './flow.ts'
import type { Relation } from './infer.ts'
import { type SqlRefusal, sqlRefusal } from './refusals.ts'
import type { ColumnOfTable } from './tables.ts'

export interface Lineage {
  readonly output: string
  readonly from: readonly ColumnOfTable[]
}

export const flowsAt = ({ columns, unknown }: Relation, index: number): readonly Flow[] => columns[index] ?? (unknown ? columns.flat() : [])

export const lineageOf = (relation: Relation, outputs: readonly string[]): readonly Lineage[] =>
  outputs.map((output, index) => ({ output, from: columnsOnce(flowsAt(relation, index).map(({ from }) => from)) }))

export const columnsOnce = (columns: readonly ColumnOfTable[]): readonly ColumnOfTable[] => [
  ...new Map(columns.map((one) => [`${one.table}.${one.column}`, one])).values(),
]

/** Rows leave only if every column may be seen and none that may not be seen chose them. */
export const leaving = (relation: Relation, outputs: readonly string[]): readonly SqlRefusal[] => [
  ...outputs.flatMap((output, index) => judge('output', output, flowsAt(relation, index))),
  ...(relation.veiled && !relation.needsGuard ? [sqlRefusal('rows-by-unseen')] : []),
]
