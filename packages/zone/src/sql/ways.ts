/** The ways that lead from the columns of the grant to those of a result, in the order in which they are gone. */
import type { Disclosure } from '../orders.ts'
import type { Flow } from './flow.ts'
import type { Relation } from './infer.ts'
import { flowsAt } from './lineage.ts'
import type { ColumnOfTable } from './tables.ts'

/** One column of the grant on its way to one column of the result. */
export interface Way {
  readonly from: ColumnOfTable
  readonly disclosure: Disclosure
  /** What stands at the end: the rows' own values, a key of groups, or something counted over them. */
  readonly mode: Flow['mode']
  readonly path: readonly string[]
}

interface ResultColumn {
  readonly name: string
  readonly type: string
}
export type OutputWays = readonly (ResultColumn & { readonly ways: readonly Way[] })[]

export const waysOf = (relation: Relation, columns: readonly ResultColumn[]): OutputWays =>
  columns.map(({ name, type }, index) => ({
    name,
    type,
    ways: flowsAt(relation, index).map(({ from, disclosure, mode, path }) => ({ from, disclosure, mode, path: [...path, name] })),
  }))
