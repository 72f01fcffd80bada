/** One run of checked SQL: its tables decrypted into the sandbox, its result through the airlock (article 16, W16-3). */
import { basename } from 'node:path'
import type { Parameters } from './engine/engine.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { JobLimits, JobPart, JobPhase, JobResult } from './jobs/run.ts'
import type { AccessRefusal } from './refusals.ts'
import type { Airlock, Passed, Withheld } from './releases.ts'
import type { CheckedSql } from './sql/check.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'

export interface RunGround {
  readonly queue: JobQueue
  readonly store: PartStore
  readonly airlock: Airlock
  /** Why the run may not begin now: its workspace is closed, or its person has called it off. */
  readonly closed: (wanted: Run) => AccessRefusal | 'cancelled' | undefined
}

export interface Run {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly checked: CheckedSql
  readonly parameters: Parameters
  /** Names the result among what the workspace has released: `job 3f2c…`, `product d1 version 2`. */
  readonly releasedAs: string
  readonly limits?: JobLimits
  readonly onPhase: (phase: JobPhase) => void
}

export type RunEnd = Passed | Withheld | { readonly end: 'failed' | 'killed' | 'cancelled'; readonly code: string }

/** What one job of a person may take. */
export const standardLimits: JobLimits = { deadlineMs: 120_000, memoryBytes: 2 * 1024 ** 3, maxRows: 100_000, maxBytes: 50 * 1024 ** 2 }

/** A serving copy is larger than what a person reads. */
export const productLimits: JobLimits = { deadlineMs: 600_000, memoryBytes: 2 * 1024 ** 3, maxRows: 1_000_000, maxBytes: 256 * 1024 ** 2 }

/** Asked and queued in one turn: whoever closes the workspace either comes before, and it is not queued, or after, and it is killed. */
export const run = async (ground: RunGround, wanted: Run): Promise<RunEnd> => {
  const parts = await partsFor(ground, wanted)
  const closed = ground.closed(wanted)
  if (closed === 'cancelled') return { end: 'cancelled', code: closed }
  if (closed !== undefined) return { end: 'killed', code: closed }
  const taken = ground.queue.submit({
    workspace: wanted.workspace,
    person: wanted.person,
    order: {
      id: wanted.job,
      canonicalSql: wanted.checked.canonical,
      ...(wanted.checked.membership === undefined ? {} : { membershipSql: wanted.checked.membership }),
      parameters: wanted.parameters,
      parts,
      limits: wanted.limits ?? standardLimits,
      onProgress: wanted.onPhase,
    },
  })
  if (!taken.ok) return { end: 'failed', code: taken.code }
  const result = await taken.done
  ground.queue.forget(wanted.job)
  return ended(ground, wanted, result)
}

const ended = async ({ airlock }: RunGround, wanted: Run, result: JobResult): Promise<RunEnd> => {
  if (result.state === 'cancelled') return { end: 'cancelled', code: 'cancelled' }
  if (result.state !== 'done') return { end: result.state, code: result.code }
  const { workspace, job, releasedAs, checked, limits = standardLimits } = wanted
  return airlock.pass({ workspace, job, releasedAs, checked, result, limits })
}

/** Only the tables and columns that the canonical text reads are decrypted, each straight into the sandbox. */
const partsFor = async ({ store }: RunGround, { workspace, checked }: Run): Promise<readonly JobPart[]> => {
  const manifest = await store.currentVersion(workspaceScope(workspace))
  if (manifest === undefined) throw new Error(`could not run a job in ${workspace}: it holds no tables`)
  return checked.reads.map(({ table, columns }) => ({
    table,
    columns,
    decrypt: async (toFolder) => {
      const one = { ...manifest, tables: manifest.tables.filter((stored) => stored.table === table) }
      return ((await store.openParts(one, toFolder)).get(table) ?? []).map((file) => basename(file))
    },
  }))
}
