/** One run of checked work: its tables decrypted into the sandbox, what comes back for its kind to finish (article 16, W16-3). */
import { basename, join } from 'node:path'
import type { JobQueue } from './jobs/queue.ts'
import type { JobPart, JobResult, OnProgress } from './jobs/run.ts'
import type { Finished, Prepared } from './kinds/kind.ts'
import type { AccessRefusal } from './refusals.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import type { Twins } from './synthetic/twins.ts'

export interface RunGround {
  readonly queue: JobQueue
  readonly store: PartStore
  readonly twins: Pick<Twins, 'take'>
  /** Why the run may not begin now: its workspace is closed, or its person has called it off. */
  readonly closed: (wanted: Run) => AccessRefusal | 'cancelled' | undefined
}

export interface Run {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly prepared: Prepared
  readonly onProgress: OnProgress
}

export type Stopped = { readonly end: 'failed' | 'killed' | 'cancelled'; readonly code: string; readonly checks?: undefined }
export type RunEnd = Finished | Stopped

/** What the sandbox gave, or why nothing ran. */
export type Ran = { readonly result: JobResult } | { readonly stopped: Stopped }

/** Asked and queued in one turn: whoever closes the workspace either comes before, and it is not queued, or after, and it is killed. */
export const run = async (ground: RunGround, wanted: Run): Promise<Ran> => {
  const { job, workspace, person, prepared, onProgress } = wanted
  const parts = await partsFor(ground, wanted)
  const closed = ground.closed(wanted)
  if (closed === 'cancelled') return { stopped: { end: 'cancelled', code: closed } }
  if (closed !== undefined) return { stopped: { end: 'killed', code: closed } }
  const { work, packages = [], limits, sink } = prepared
  const taken = ground.queue.submit({ workspace, person, order: { id: job, work, parts, packages, limits, onProgress, sink } })
  if (!taken.ok) return { stopped: { end: 'failed', code: taken.code } }
  const result = await taken.done
  ground.queue.forget(job)
  return { result }
}

/** How a result that is not done ends its job. */
export const stoppedBy = (result: Exclude<JobResult, { readonly state: 'done' }>): Stopped =>
  result.state === 'cancelled' ? { end: 'cancelled', code: 'cancelled' } : { end: result.state, code: result.code }

/** Only the tables and columns that the canonical texts read are decrypted, each straight into the sandbox. */
const partsFor = async ({ store, twins }: RunGround, { workspace, prepared }: Run): Promise<readonly JobPart[]> => {
  if (prepared.onTwin === true)
    return prepared.reads.map(({ table, columns }) => ({
      table,
      columns,
      decrypt: async (toFolder) => {
        await twins.take(workspace, table, join(toFolder, 'twin.parquet'))
        return ['twin.parquet']
      },
    }))
  const manifest = await store.currentVersion(workspaceScope(workspace))
  if (manifest === undefined) throw new Error(`could not run a job in ${workspace}: it holds no tables`)
  return prepared.reads.map(({ table, columns }) => ({
    table,
    columns,
    decrypt: async (toFolder) => {
      const one = { ...manifest, tables: manifest.tables.filter((stored) => stored.table === table) }
      return ((await store.openParts(one, toFolder)).get(table) ?? []).map((file) => basename(file))
    },
  }))
}
