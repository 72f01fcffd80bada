/** What a job does once its tables stand, by its kind, as plain data: checked texts and nothing else reaches the sandbox (article 16, W16-3). */
import type { Cell, Parameters } from '../engine/engine.ts'
import type { Membership } from '../sql/membership.ts'
import type { Finest, Grouping, OverGrouping } from '../sql/shared.ts'

export const jobKinds = ['sql', 'notebook', 'train', 'score'] as const
export type JobKind = (typeof jobKinds)[number]

/** Canonical text that becomes a table in the memory of the job. Nothing of it comes back; a later text may read it by this name. */
export interface JobTable {
  readonly name: string
  readonly sql: string
}

/** Canonical text whose rows come back under this name. */
export interface JobQuery {
  readonly name: string
  readonly sql: string
  /** Who stands in which of its cells, from `checkSql`; left out where nothing is guarded. */
  readonly membership?: Membership
  /** The same answer from a grouping of the job that several queries share. */
  readonly over?: OverGrouping
}

/** Code of ours that works on the tables after the queries: one file of `tasks.ts`, and plain data for it. */
export interface JobTask {
  readonly name: TaskName
  readonly input: unknown
}
export const taskNames = ['train', 'score'] as const
export type TaskName = (typeof taskNames)[number]

export interface JobWork {
  readonly kind: JobKind
  readonly parameters: Parameters
  readonly tables: readonly JobTable[]
  readonly queries: readonly JobQuery[]
  /** What several queries answer from: each is made before the first of them and gone after the last. */
  readonly groupings?: readonly Grouping[]
  /** What several groupings can be made of, in place of the rows. */
  readonly finest?: readonly Finest[]
  readonly task?: JobTask
  /** 1 where floating sums must come out the same each time; as many as the job may have where it is left out. */
  readonly threads?: number
}

/** One query and no more. */
export const sqlWork = (sql: string, membership?: Membership, parameters: Readonly<Record<string, Cell>> = {}): JobWork => ({
  kind: 'sql',
  parameters,
  tables: [],
  queries: [{ name: 'result', sql, ...(membership !== undefined && { membership }) }],
})
