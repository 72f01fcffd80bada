/** One job: walls, decrypted parts, one process, canonical texts, results on their own descriptor, an end by signal at any time (article 16). */
import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAbandoned } from './abandoned.ts'
import type { Builder } from './builders.ts'
import { collect, type Hearing, type Output, type QueryResult, type RowSink } from './collect.ts'
import type { ChildFailure, JobMessage, Share } from './messages.ts'
import { gaugeOf, type JobMeter, noMeter } from './meter.ts'
import type { JobPart, OpenFolder } from './open-tables.ts'
import type { PackageName } from './packages.ts'
import { openPool, type SandboxPool } from './pool.ts'
import { probeIsolation } from './probe.ts'
import type { Sandbox } from './sandbox.ts'
import type { Standing } from './standing.ts'
import type { JobWork } from './work.ts'

export type { Output, QueryResult } from './collect.ts'
export type { JobPart } from './open-tables.ts'

export interface JobLimits {
  readonly deadlineMs: number
  readonly memoryBytes: number
  /** Of all queries of the job together. */
  readonly maxRows: number
  readonly maxBytes: number
}

export type JobPhase = 'starting' | 'opening-data' | 'loading' | 'running' | 'sending' | 'ended'

/** A share is told only where it is true. */
export type OnProgress = (phase: JobPhase, share?: Share) => void

export interface JobOrder {
  readonly id: string
  readonly work: JobWork
  readonly parts: readonly JobPart[]
  /** Where the parts lie open for the workspace; left out, they are decrypted into the sandbox's own memory. */
  readonly openData?: () => Promise<OpenFolder>
  /** What the task of the job needs inside besides the engine. */
  readonly packages?: readonly PackageName[]
  readonly limits: JobLimits
  readonly onProgress?: OnProgress
  readonly sink?: RowSink | undefined
}

/** Codes only: the engine's own words may quote data and never leave the sandbox. */
export type JobFailure = ChildFailure | 'decrypt-failed' | 'sandbox-failed' | 'died'

export type JobResult = JobEnding & { readonly timings: JobTimings; readonly meter: JobMeter }
export type JobDone = Extract<JobResult, { readonly state: 'done' }>

type JobEnding =
  | ({ readonly state: 'done' } & Brought)
  | { readonly state: 'failed'; readonly code: JobFailure }
  | { readonly state: 'killed'; readonly code: 'deadline' | 'killed' }
  | { readonly state: 'cancelled' }

/** What a job brought back: the rows of its queries, in their order, and what its task put. */
export interface Brought {
  readonly results: readonly QueryResult[]
  readonly outputs: readonly Output[]
  /** The engine that ran, with its version. */
  readonly engine: string
}

export interface JobTimings {
  /** From the call to the moment the sandbox took the query. */
  readonly startMs: number
  readonly totalMs: number
}

export const notRun = { timings: { startMs: 0, totalMs: 0 }, meter: noMeter } as const

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
  /** Sends home whoever waits with a folder that is about to be removed. */
  readonly drop: (data: string) => Promise<void>
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
  return { start: (order) => startIn(pool, order), drop: pool.drop, close: pool.close }
}

type Stop = 'cancelled' | 'killed' | 'deadline'

/** What is known of a job while it runs; owned by `startIn` alone. */
interface Course {
  stop: Stop | undefined
  sandbox: Sandbox | undefined
  startMs: number
  taken: Pick<JobMeter, 'cpuSeconds' | 'peakMemoryBytes'>
  opened: Pick<JobMeter, 'decryptedBytes' | 'readBytes'>
}

const startIn = (pool: SandboxPool, order: JobOrder): RunningJob => {
  const began = performance.now()
  const course: Course = { stop: undefined, sandbox: undefined, startMs: 0, taken: noMeter, opened: noMeter }
  const stop = (reason: Stop) => {
    course.stop ??= reason
    return course.sandbox?.kill() ?? Promise.resolve()
  }
  const deadline = setTimeout(() => void stop('deadline'), order.limits.deadlineMs)
  const done = conduct(pool, order, course, began)
    .then((outcome) => resultOf(outcome, course, performance.now() - began))
    .finally(() => {
      clearTimeout(deadline)
      order.onProgress?.('ended')
    })
  const stopped = (reason: Stop) => () =>
    stop(reason)
      .then(() => done)
      .then(() => undefined)
  return { id: order.id, cancel: stopped('cancelled'), kill: stopped('killed'), done }
}

type Outcome = Brought | { readonly code: JobFailure }

const resultOf = (outcome: Outcome, { stop, startMs, taken, opened }: Course, totalMs: number): JobResult => {
  const rowsOut = 'code' in outcome ? 0 : outcome.results.reduce((sum, { rows }) => sum + rows.length, 0)
  const measured = { timings: { startMs, totalMs }, meter: { ...taken, ...opened, rowsOut, wallSeconds: totalMs / 1000 } }
  if (stop === 'cancelled') return { state: 'cancelled', ...measured }
  if (stop !== undefined) return { state: 'killed', code: stop, ...measured }
  return 'code' in outcome ? { state: 'failed', code: outcome.code, ...measured } : { state: 'done', ...outcome, ...measured }
}

/** Walls first, then data, then the query: data is never opened into a sandbox that does not stand. */
const conduct = async (pool: SandboxPool, order: JobOrder, course: Course, began: number): Promise<Outcome> => {
  order.onProgress?.('starting')
  const shared = pool.canShareData ? await order.openData?.() : undefined
  const data = shared?.folder
  const wanted = { memoryBytes: order.limits.memoryBytes, packages: order.packages ?? [], ...(data !== undefined && { data }) }
  try {
    const taken = await pool.take(wanted, (sandbox) => {
      course.sandbox = sandbox
      if (course.stop !== undefined) void sandbox.kill()
    })
    return taken === undefined ? { code: 'sandbox-failed' } : await within(taken, order, course, { shared, began })
  } finally {
    shared?.release()
    pool.refill(data)
  }
}

interface Within {
  readonly shared: OpenFolder | undefined
  readonly began: number
}

const within = async ({ sandbox, lines }: Standing, order: JobOrder, course: Course, { shared, began }: Within): Promise<Outcome> => {
  const gauge = gaugeOf(sandbox)
  try {
    if (course.stop !== undefined) return { code: 'died' }
    order.onProgress?.('opening-data')
    const parts = await (shared === undefined ? openedInside(order, sandbox, course) : openedOutside(order, shared, course)).catch(
      () => undefined,
    )
    if (parts === undefined) return { code: 'decrypt-failed' }
    course.startMs = performance.now() - began
    const { maxRows, maxBytes, memoryBytes } = order.limits
    const message: JobMessage = { work: order.work, parts, maxRows, maxBytes, memoryBytes, threads: order.work.threads ?? jobThreads }
    sandbox.input.end(`${JSON.stringify(message)}\n`)
    return await collect(lines, hearing(order))
  } finally {
    course.taken = gauge.read()
    gauge.close()
    await sandbox.kill()
  }
}

const hearing = ({ work, limits: { maxRows, maxBytes }, onProgress, sink }: JobOrder): Hearing => ({
  sink,
  queries: work.queries.map(({ name }) => name),
  maxRows,
  maxBytes,
  told: ({ phase, share }) => onProgress?.(phase, share),
})

type OpenedParts = JobMessage['parts']

/** Decrypts straight into the sandbox's own memory: what is opened dies with it. */
const openedInside = async ({ parts }: JobOrder, sandbox: Sandbox, course: Course): Promise<OpenedParts> => {
  const place = sandbox.workOutside()
  const opened = []
  for (const { table, columns, decrypt } of parts) {
    const folder = join(place, table)
    await mkdir(folder)
    const files = await decrypt(folder)
    await Promise.all(files.map((file) => chmod(join(folder, file), 0o444)))
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    count(course, bytes, bytes)
    opened.push({ table, files: files.map((file) => join(sandbox.workInside, table, file)), ...(columns !== undefined && { columns }) })
  }
  return opened
}

/** What lies open for the workspace is mounted into the sandbox for reading; only what does not lie there yet is decrypted. */
const openedOutside = async ({ parts }: JobOrder, shared: OpenFolder, course: Course): Promise<OpenedParts> => {
  const opened = []
  for (const part of parts) {
    const { files, sizeBytes, decryptedBytes } = await shared.open(part)
    count(course, sizeBytes, decryptedBytes)
    const { table, columns } = part
    opened.push({ table, files: files.map((file) => join('/data', file)), ...(columns !== undefined && { columns }) })
  }
  return opened
}

const count = (course: Course, readBytes: number, decryptedBytes: number): void => {
  course.opened = { decryptedBytes: course.opened.decryptedBytes + decryptedBytes, readBytes: course.opened.readBytes + readBytes }
}

/** Two jobs may run at once; one alone may use both of a small machine's processors. */
const jobThreads = 2
