/** Starts one job in its own sandboxed process, watches its deadline, and can kill it at any moment (article 16). */
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell, Parameters, ResultColumn } from '../engine/engine.ts'
import { removeAbandoned } from './abandoned.ts'
import type { Builder } from './builders.ts'
import type { ChildFailure, ChildMessage, JobMessage } from './messages.ts'
import { openPool, type SandboxPool } from './pool.ts'
import { probeIsolation } from './probe.ts'
import type { Sandbox } from './sandbox.ts'

export interface JobLimits {
  readonly deadlineMs: number
  readonly memoryBytes: number
  readonly maxRows: number
  readonly maxBytes: number
}

export interface JobPart {
  readonly table: string
  /** Only these columns are loaded; all where it is left out. */
  readonly columns?: readonly string[]
  /** Writes the decrypted Parquet files into the folder and answers their names there, in the order of their rows. */
  readonly decrypt: (toFolder: string) => Promise<readonly string[]>
}

export type JobPhase = 'starting' | 'opening-data' | 'loading' | 'running' | 'sending' | 'ended'

export interface JobOrder {
  readonly id: string
  readonly canonicalSql: string
  /** The query that names who stands in which cell, from `checkSql`; left out where nothing is guarded. */
  readonly membershipSql?: string
  readonly parameters?: Parameters
  readonly parts: readonly JobPart[]
  readonly limits: JobLimits
  readonly onProgress?: (phase: JobPhase) => void
}

/** Codes only: the engine's own words may quote data and never leave the sandbox. */
export type JobFailure = ChildFailure | 'decrypt-failed' | 'sandbox-failed' | 'died'

export type JobResult =
  | {
      readonly state: 'done'
      readonly columns: readonly ResultColumn[]
      readonly rows: readonly (readonly Cell[])[]
      readonly members: readonly CellMembers[]
      readonly timings: JobTimings
    }
  | { readonly state: 'failed'; readonly code: JobFailure; readonly timings: JobTimings }
  | { readonly state: 'killed'; readonly code: 'deadline' | 'killed'; readonly timings: JobTimings }
  | { readonly state: 'cancelled'; readonly timings: JobTimings }

/** A sketch of who stands in a cell: 64 exclusive-ors of subject hashes, as one base64 text of 512 bytes. */
export interface CellMembers {
  readonly cell: string
  readonly sketch: string
}

export interface JobTimings {
  /** From the call to the moment the sandbox took the query. */
  readonly startMs: number
  readonly totalMs: number
}

export interface RunningJob {
  readonly id: string
  /** Resolves when the process is gone. */
  readonly cancel: () => Promise<void>
  /** The same, for reasons that are not the person's own. */
  readonly kill: () => Promise<void>
  readonly done: Promise<JobResult>
}

export type StartJob = (order: JobOrder) => RunningJob

export interface JobRunner {
  readonly start: StartJob
  /** Sends the waiting sandboxes home; running jobs go on. */
  readonly close: () => Promise<void>
}

/** @param warm sandboxes kept started and waiting, each used once */
export const openJobRunner = async ({
  builder,
  warm = 0,
  memoryBytes = 2 * 1024 ** 3,
}: {
  readonly builder?: Builder
  readonly warm?: number
  readonly memoryBytes?: number
} = {}): Promise<JobRunner> => {
  await removeAbandoned()
  const pool = openPool(builder ?? (await probeIsolation()).builder, warm, memoryBytes)
  return { start: (order) => startIn(pool, order), close: pool.close }
}

type Stop = 'cancelled' | 'killed' | 'deadline'

/** What is known of a job while it runs; owned by `startIn` alone. */
interface Course {
  stop: Stop | undefined
  sandbox: Sandbox | undefined
  startMs: number
}

const startIn = (pool: SandboxPool, order: JobOrder): RunningJob => {
  const began = performance.now()
  const course: Course = { stop: undefined, sandbox: undefined, startMs: 0 }
  const stop = (reason: Stop) => {
    course.stop ??= reason
    return course.sandbox?.kill() ?? Promise.resolve()
  }
  const deadline = setTimeout(() => void stop('deadline'), order.limits.deadlineMs)
  const done = conduct(pool, order, course, began)
    .then((outcome) => resultOf(outcome, course, { startMs: course.startMs, totalMs: performance.now() - began }))
    .finally(() => {
      clearTimeout(deadline)
      order.onProgress?.('ended')
    })
  return {
    id: order.id,
    cancel: () =>
      stop('cancelled')
        .then(() => done)
        .then(() => undefined),
    kill: () =>
      stop('killed')
        .then(() => done)
        .then(() => undefined),
    done,
  }
}

type Outcome =
  | { readonly columns: readonly ResultColumn[]; readonly rows: readonly (readonly Cell[])[]; readonly members: readonly CellMembers[] }
  | { readonly code: JobFailure }

const resultOf = (outcome: Outcome, { stop }: Course, timings: JobTimings): JobResult => {
  if (stop === 'cancelled') return { state: 'cancelled', timings }
  if (stop !== undefined) return { state: 'killed', code: stop, timings }
  return 'code' in outcome ? { state: 'failed', code: outcome.code, timings } : { state: 'done', ...outcome, timings }
}

/** Walls first, then data, then the query: data is never opened into a sandbox that does not stand. */
const conduct = async (pool: SandboxPool, order: JobOrder, course: Course, began: number): Promise<Outcome> => {
  order.onProgress?.('starting')
  const taken = await pool.take(order.limits.memoryBytes, (sandbox) => {
    course.sandbox = sandbox
    if (course.stop !== undefined) void sandbox.kill()
  })
  if (taken === undefined) return { code: 'sandbox-failed' }
  try {
    if (course.stop !== undefined) return { code: 'died' }
    order.onProgress?.('opening-data')
    const message = await withData(order, taken.sandbox).catch(() => undefined)
    if (message === undefined) return { code: 'decrypt-failed' }
    course.startMs = performance.now() - began
    taken.sandbox.input.end(`${JSON.stringify(message)}\n`)
    return await collect(taken.lines, order)
  } finally {
    await taken.sandbox.kill()
  }
}

/** Decrypts straight into the sandbox's own memory: what is opened dies with it. */
const withData = async (
  { parts, canonicalSql, membershipSql, parameters = {}, limits }: JobOrder,
  sandbox: Sandbox,
): Promise<JobMessage> => {
  const work = sandbox.workOutside()
  const opened = []
  for (const { table, columns, decrypt } of parts) {
    const folder = join(work, table)
    await mkdir(folder)
    const files = await decrypt(folder)
    await Promise.all(files.map((file) => chmod(join(folder, file), 0o444)))
    opened.push({ table, files: files.map((file) => join(table, file)), ...(columns !== undefined && { columns }) })
  }
  const { maxRows, maxBytes, memoryBytes } = limits
  return { canonicalSql, ...(membershipSql !== undefined && { membershipSql }), parameters, parts: opened, maxRows, maxBytes, memoryBytes }
}

const collect = async (lines: AsyncIterator<string>, { onProgress, limits }: JobOrder): Promise<Outcome> => {
  const [rows, members]: [(readonly Cell[])[], CellMembers[]] = [[], []]
  let columns: readonly ResultColumn[] = []
  let bytes = 0
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const message = JSON.parse(line.value) as ChildMessage
    if (message.is === 'rows') bytes += line.value.length
    // The child counts too; it is counted here again because the child is not trusted.
    if (rows.length > limits.maxRows || bytes > limits.maxBytes + 1_000_000) return { code: 'too-many-bytes' }
    if (message.is === 'phase') onProgress?.(message.phase)
    if (message.is === 'columns') columns = message.columns
    if (message.is === 'rows') rows.push(...message.rows)
    if (message.is === 'members') members.push({ cell: message.cell, sketch: message.sketch })
    if (message.is === 'failed') return { code: message.code }
    if (message.is === 'done') return { columns, rows, members }
  }
  return { code: 'died' }
}
