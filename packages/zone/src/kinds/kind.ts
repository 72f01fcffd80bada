/** The seam between the workbench and what can be run on it: a kind turns what was asked into checked work, and what came back into what may be seen. */

import type { Parameters } from '../engine/engine.ts'
import type { RowSink } from '../jobs/collect.ts'
import type { PackageName } from '../jobs/packages.ts'
import type { JobDone, JobLimits, QueryResult } from '../jobs/run.ts'
import type { JobWork } from '../jobs/work.ts'
import type { ModelRecord } from '../models/registry.ts'
import type { CheckOutcome } from '../outputs/airlock.ts'
import type { ZoneRefusal } from '../refusals.ts'
import type { Airlock, Released } from '../releases.ts'
import type { CheckedSql, CheckedTable } from '../sql/check.ts'
import type { ColumnOfTable } from '../sql/tables.ts'
import type { KnownModel } from '../state.ts'
import type { Vault } from '../vault.ts'

/** Checked work, before anything is recorded or run. */
export interface Prepared {
  readonly work: JobWork
  /** The granted tables and columns that the work reads: what is decrypted for it and loaded. */
  readonly reads: CheckedSql['reads']
  /** By result column: what it is made of, for the log. Left out where everything that is read goes into everything that comes. */
  readonly outputs?: readonly (readonly ColumnOfTable[])[]
  /** The model that it scores with, for the log. */
  readonly model?: string
  readonly packages?: readonly PackageName[]
  /** The synthetic twins of the tables it reads stand in for them. */
  readonly onTwin?: boolean
  readonly limits: JobLimits
  /** `interactive` goes before `batch`; a person waits for the one. */
  readonly priority: Priority
  /** Takes the rows as they come: `finish` then sees results without rows. */
  readonly sink?: RowSink | undefined
  /** What may be seen of what came back. Whatever it keeps lies in the vault when it answers. */
  readonly finish: (done: JobDone, job: FinishingJob) => Promise<Finished>
}
export type Priority = 'interactive' | 'batch'

export interface FinishingJob {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly organization: string
  /** When it ended. */
  readonly at: string
  readonly airlock: Airlock
  readonly vault: Vault
  /** Seals a model and records it; only then it is there. */
  readonly keep: (record: ModelRecord) => Promise<KnownModel>
}

export type Preparing =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

/** How a kind of job prepares. It may look at the workspace, and writes nothing. */
export type Prepare<Asked> = (asked: Asked, ground: PrepareGround) => Promise<Preparing>

export interface PrepareGround {
  readonly workspace: string
  readonly person: string
  readonly vault: Vault
  /** Holds a text against the granted tables of the workspace. */
  readonly checked: CheckText
  /** Holds a text against the twins: the same tables, in which there is nobody to protect. */
  readonly checkedOnTwin: CheckText
  readonly holds: () => Promise<Held>
  /** A model of this workspace, with what it has learned. */
  readonly model: (model: string) => Promise<ModelRecord | undefined>
  /** The same for a text whose result stays inside the sandbox. */
  readonly checkedInside: CheckText
  /** Whether a granted table has this name. */
  readonly isTable: (name: string) => Promise<boolean>
}

/** What the workspace holds, for texts whose rows never leave the sandbox. */
export interface Held {
  readonly tables: readonly CheckedTable[]
  /** `table.column` of what names people by the contract. */
  readonly identifying: ReadonlySet<string>
  /** The version of its tables. */
  readonly version: number
}

export type CheckText = (
  sql: string,
  parameters: readonly string[],
) => Promise<CheckedSql | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }>

/** One result as a person sees it, or why it is not seen. */
export type ShownStep =
  | ({ readonly name: string; readonly outcome: 'released'; readonly lineage: CheckedSql['lineage'] } & Released)
  | { readonly name: string; readonly outcome: 'withheld'; readonly checks: readonly CheckOutcome[] }

export type Finished =
  | {
      readonly end: 'done'
      readonly steps: readonly ShownStep[]
      readonly checks: readonly CheckOutcome[]
      /** Plain data about what stays inside, for the paper of the job: a model's metrics, never rows. */
      readonly aside?: Readonly<Record<string, unknown>>
    }
  | { readonly end: 'withheld' | 'failed'; readonly code: string; readonly checks: readonly CheckOutcome[] }

/** What one job of a person may take. */
export const standardLimits: JobLimits = { deadlineMs: 120_000, memoryBytes: 2 * 1024 ** 3, maxRows: 100_000, maxBytes: 50 * 1024 ** 2 }

/** A serving copy is larger than what a person reads. */
export const productLimits: JobLimits = { deadlineMs: 600_000, memoryBytes: 2 * 1024 ** 3, maxRows: 1_000_000, maxBytes: 256 * 1024 ** 2 }

/** Rows that go on to the store as they come stand in no memory of ours: what bounds them is the private memory the copy is served from. */
export const streamedLimits: JobLimits = {
  deadlineMs: 3_600_000,
  memoryBytes: 2 * 1024 ** 3,
  maxRows: 20_000_000,
  maxBytes: 4 * 1024 ** 3,
}

/** What the log says each result column comes from. */
export const outputsOf = ({ outputs, reads }: Pick<Prepared, 'outputs' | 'reads'>): readonly (readonly ColumnOfTable[])[] =>
  outputs ?? [reads.flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))]

/** Tables of several texts together, each column once. */
export const readsTogether = (all: readonly CheckedSql['reads'][]): CheckedSql['reads'] => {
  const columnsByTable = new Map<string, Set<string>>()
  for (const { table, columns } of all.flat()) columnsByTable.set(table, new Set([...(columnsByTable.get(table) ?? []), ...columns]))
  return [...columnsByTable].map(([table, columns]) => ({ table, columns: [...columns] }))
}

/** A result through the airlock, under the name that a later result which collides with it is told. */
export const released = async (
  { airlock, workspace, job }: FinishingJob,
  { name, checked, parameters, result, limits, as, sketchByCell }: Leaving,
): Promise<ShownStep> => {
  const passed = await airlock.pass({
    workspace,
    job: `${job}${name === 'result' ? '' : `.${name}`}`,
    releasedAs: as,
    checked,
    parameters,
    result,
    limits,
    ...(sketchByCell === undefined ? {} : { sketchByCell }),
  })
  if (passed.end === 'withheld') return { name, outcome: 'withheld', checks: passed.checks }
  const { columns, rows, suppressed, checks } = passed
  return { name, outcome: 'released', columns, rows, suppressed, checks, lineage: checked.lineage }
}

interface Leaving {
  readonly name: string
  readonly checked: CheckedSql
  readonly parameters: Parameters
  readonly result: QueryResult
  readonly limits: JobLimits
  readonly as: string
  readonly sketchByCell?: ReadonlyMap<string, string>
}
