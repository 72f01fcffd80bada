/** One run of checked work: its tables decrypted into the sandbox, what comes back for its kind to finish (article 16, W16-3). */
import { basename, join } from 'node:path'
import type { OpenTables } from './jobs/open-tables.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { JobPart, JobResult, OnProgress } from './jobs/run.ts'
import type { Finished, Prepared } from './kinds/kind.ts'
import type { AccessRefusal } from './refusals.ts'
import { inputsHashOf } from './reproducible.ts'
import { type Manifest, workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import type { Twins } from './synthetic/twins.ts'

export interface RunGround {
  readonly queue: JobQueue
  readonly store: PartStore
  readonly twins: Pick<Twins, 'take'>
  /** Where the tables of a workspace lie open while it is in use. */
  readonly tables: Pick<OpenTables, 'use'>
  /** Why the run may not begin now: its workspace is closed, or its person has called it off. */
  readonly closed: (wanted: Run) => AccessRefusal | 'cancelled' | undefined
}

export interface Run {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly prepared: Prepared
  /** How many jobs of the workspace may run side by side. */
  readonly parallel?: number
  readonly onProgress: OnProgress
}

export type Stopped = { readonly end: 'failed' | 'killed' | 'cancelled'; readonly code: string; readonly checks?: undefined }
export type RunEnd = Finished | Stopped

/** What the sandbox gave and what it was given, or why nothing ran. */
export type Ran = { readonly result: JobResult; readonly inputsHash: string } | { readonly stopped: Stopped }

/** Asked and queued in one turn: whoever closes the workspace either comes before, and it is not queued, or after, and it is killed. */
export const run = async (ground: RunGround, wanted: Run): Promise<Ran> => {
  const { job, workspace, person, prepared, parallel, onProgress } = wanted
  const manifest = await ground.store.currentVersion(workspaceScope(workspace))
  if (manifest === undefined) throw new Error(`could not run a job in ${workspace}: it holds no tables`)
  const closed = ground.closed(wanted)
  if (closed === 'cancelled') return { stopped: { end: 'cancelled', code: closed } }
  if (closed !== undefined) return { stopped: { end: 'killed', code: closed } }
  const { work, packages = [], limits, priority, sink } = prepared
  // A twin is made up and small: it is never among what lies open.
  const openData = prepared.onTwin === true ? undefined : () => ground.tables.use(workspace, manifest.version)
  const parts = partsFor(ground, manifest, wanted)
  const order = { id: job, work, parts, ...(openData !== undefined && { openData }), packages, limits, onProgress, sink }
  const taken = ground.queue.submit({ workspace, person, priority, ...(parallel !== undefined && { parallel }), order })
  if (!taken.ok) return { stopped: { end: 'failed', code: taken.code } }
  const result = await taken.done
  ground.queue.forget(job)
  return { result, inputsHash: inputsHashOf(manifest, prepared, result.state === 'done' ? result.engine : '') }
}

/** How a result that is not done ends its job. */
export const stoppedBy = (result: Exclude<JobResult, { readonly state: 'done' }>): Stopped =>
  result.state === 'cancelled' ? { end: 'cancelled', code: 'cancelled' } : { end: result.state, code: result.code }

/** Only the tables and columns that the canonical texts read are decrypted. */
const partsFor = ({ store, twins }: RunGround, manifest: Manifest, { workspace, prepared: { onTwin, reads } }: Run): readonly JobPart[] => {
  if (onTwin === true)
    return reads.map(({ table, columns }) => ({
      table,
      columns,
      decrypt: async (toFolder) => {
        await twins.take(workspace, table, join(toFolder, 'twin.parquet'))
        return ['twin.parquet']
      },
    }))
  return reads.map(({ table, columns }) => ({
    table,
    columns,
    decrypt: async (toFolder) => {
      const one = { ...manifest, tables: manifest.tables.filter((stored) => stored.table === table) }
      return ((await store.openParts(one, toFolder)).get(table) ?? []).map((file) => basename(file))
    },
  }))
}
