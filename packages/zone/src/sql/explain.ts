/** What was inferred of a text that may run: the way of every column to its result, and the rules that the result will be held to (articles 12 and 16). */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import { type OutputLimits, standardOutputLimits } from '../outputs/check.ts'
import type { CheckedSql } from './check.ts'
import type { Figures } from './guard.ts'
import type { OutputWays } from './ways.ts'

export interface Explained {
  readonly outputs: OutputWays
  /** Absent where nothing of it is about anybody: then only the limits hold. */
  readonly guard?: {
    /** `cells` of an aggregate, or `rows` that are counted as if each combination of values were a cell. */
    readonly of: 'cells' | 'rows'
    readonly minimum: number
    readonly minimumRows: number
    readonly dominance?: DominanceRule & { readonly columns: readonly string[] }
    readonly figures?: Figures['protection'] & { readonly columns: readonly string[] }
    /** The tables whose people are compared with everything released before. */
    readonly about: readonly string[]
  }
  readonly limits: OutputLimits
}

export const explained = ({ outputs, columns, guards }: CheckedSql): Explained => ({
  outputs,
  ...(guards && {
    guard: {
      of: 'rows' in guards.entities ? 'cells' : 'rows',
      minimum: guards.entities.minimum,
      minimumRows: guards.entities.minimumRows,
      ...(guards.dominance.length > 0 && {
        dominance: { ...guards.rule, columns: [...new Set(guards.dominance.map(({ of }) => of))] },
      }),
      ...(guards.figures && {
        figures: { ...guards.figures.protection, columns: guards.figures.columns.map(({ index }) => columns[index]?.name ?? '') },
      }),
      about: guards.about,
    },
  }),
  limits: standardOutputLimits,
})
