/** The granted tables as SQL sees them: columns with their disclosure, the subject, and the smallest group (article 12). */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { EngineTable, EngineType } from '../engine/engine.ts'
import type { Disclosure, Protection } from '../orders.ts'

export interface CheckedColumn {
  readonly name: string
  readonly type: EngineType
  readonly disclosure: Disclosure
}

export interface CheckedTable {
  readonly name: string
  readonly columns: readonly CheckedColumn[]
  /** Of subjects in a cell. */
  readonly minimumGroup: number
  /** Of rows in a cell; as many as subjects where it is left out. */
  readonly minimumRows?: number
  readonly dominance?: DominanceRule
  readonly protection?: Protection
  /** The column that tells subjects apart; where it is left out each row is a subject of its own. */
  readonly subject?: { readonly column: string; readonly oneRow: boolean }
  /** `nobody` where the contract has neither a subject nor a personal column: then there is no person to tell from a cell. */
  readonly about?: 'subjects' | 'nobody'
}

export const standardDominance: DominanceRule = { largest: 2, largestShare: 0.9, restShare: 0.1 }

/** What is strict in one table is strict in all: more contributions taken together, less of the total, more of the rest. */
export const strictest = (rules: readonly DominanceRule[]): DominanceRule => ({
  largest: Math.max(...rules.map(({ largest }) => largest)),
  largestShare: Math.min(...rules.map(({ largestShare }) => largestShare)),
  restShare: Math.max(...rules.map(({ restShare }) => restShare)),
})

export interface ColumnOfTable {
  readonly table: string
  readonly column: string
}

/** Open columns may leave as rows, so nothing computed from them alone needs protection. */
export const isOpen = (disclosure: Disclosure): boolean => disclosure === 'plain' || disclosure === 'masked'

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
export const tableNamed = (tables: readonly CheckedTable[], name: string) => tables.find((table) => sameName(table.name, name))
export const columnNamed = (table: CheckedTable, name: string) => table.columns.find((column) => sameName(column.name, name))

/** What binding knows: no hidden column, except the subject that the guard counts. */
export const boundTables = (tables: readonly CheckedTable[]): readonly EngineTable[] =>
  tables.map(({ name, columns, subject }) => ({
    name,
    columns: columns.filter((column) => column.disclosure !== 'hidden' || column.name === subject?.column),
  }))
