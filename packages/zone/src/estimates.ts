/** What a job will read and likely take, before it runs: sizes from what the workspace holds, time and memory from what ran before (article 16). */
import { statfs } from 'node:fs/promises'
import { freemem } from 'node:os'
import type { JobMeter } from './jobs/meter.ts'
import type { Prepared } from './kinds/kind.ts'
import type { ZoneRefusal } from './refusals.ts'
import type { KnownJob, ZoneState } from './state.ts'
import type { Manifest } from './store/manifest.ts'

export interface Estimate {
  /** Of the tables that are read: exact, from the manifest of the workspace. */
  readonly rows: number
  /** Sealed bytes of their parts; what is opened is as large but for a few bytes a chunk. */
  readonly readBytes: number
  readonly columns: number
  readonly queries: number
  readonly memoryBytes: number
  readonly seconds: number
  /** `same`: the median of earlier runs of the very same text; `similar`: by bytes, from earlier jobs here; `size`: by bytes alone. */
  readonly from: 'same' | 'similar' | 'size'
  readonly limits: Pick<Prepared['limits'], 'deadlineMs' | 'memoryBytes'>
  /** Empty where the job fits. */
  readonly refusals: readonly ZoneRefusal[]
}

export interface EstimateGround {
  readonly state: ZoneState
  readonly manifest: Manifest
  readonly workspace: string
  readonly sqlHash: string
  /** Where opened tables lie. */
  readonly folder: string
  readonly openBytes: number
}

/** What the engine and its process take without any data, and bytes a second where nothing ran before: measured on two cores. */
const [processBytes, bytesPerSecond, startSeconds] = [220 * 1024 ** 2, 120 * 1024 ** 2, 0.3]

export const estimated = async (prepared: Prepared, ground: EstimateGround): Promise<Estimate> => {
  const tables = prepared.reads.map(({ table }) => ground.manifest.tables.find((stored) => stored.table === table))
  const rows = tables.reduce((sum, table) => sum + (table?.rows ?? 0), 0)
  const readBytes = tables.flatMap((table) => table?.parts ?? []).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const { deadlineMs, memoryBytes } = prepared.limits
  const queries = prepared.work.queries.length + prepared.work.tables.length
  const likely = likelyFrom(ground, { readBytes, queries: Math.max(1, queries) })
  return {
    rows,
    readBytes,
    columns: prepared.reads.reduce((sum, { columns }) => sum + columns.length, 0),
    queries,
    ...likely,
    limits: { deadlineMs, memoryBytes },
    refusals: await unfit(ground, { readBytes, seconds: likely.seconds, from: likely.from, deadlineMs }),
  }
}

type Metered = KnownJob & { readonly ended: { readonly meter: JobMeter } }
const isMetered = (job: KnownJob): job is Metered => job.ended?.end === 'done' && job.ended.meter !== undefined

const likelyFrom = (
  { state, workspace, sqlHash }: EstimateGround,
  { readBytes, queries }: { readonly readBytes: number; readonly queries: number },
): Pick<Estimate, 'memoryBytes' | 'seconds' | 'from'> => {
  const here = [...state.jobs.values()]
    .filter((job) => job.workspace === workspace)
    .filter(isMetered)
    .slice(-50)
  const same = here.filter((job) => job.sqlHash === sqlHash)
  if (same.length > 0)
    return {
      memoryBytes: median(same.map(({ ended }) => ended.meter.peakMemoryBytes)),
      seconds: median(same.map(({ ended }) => ended.meter.wallSeconds)),
      from: 'same',
    }
  const speeds = here.flatMap(({ ended: { meter } }) =>
    meter.readBytes > 0 && meter.wallSeconds > startSeconds ? [meter.readBytes / (meter.wallSeconds - startSeconds)] : [],
  )
  const speed = speeds.length > 0 ? median(speeds) : bytesPerSecond
  return {
    memoryBytes:
      speeds.length > 0
        ? median(here.map(({ ended }) => ended.meter.peakMemoryBytes))
        : processBytes + Math.min(readBytes, 512 * 1024 ** 2),
    seconds: startSeconds + (readBytes / speed) * queries,
    from: speeds.length > 0 ? 'similar' : 'size',
  }
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

/** What cannot fit is refused before anything is opened: tables larger than the memory that is free, or a text that has run longer than it may. */
const unfit = async (
  { folder, openBytes }: EstimateGround,
  { readBytes, seconds, from, deadlineMs }: Pick<Estimate, 'readBytes' | 'seconds' | 'from'> & { readonly deadlineMs: number },
): Promise<readonly ZoneRefusal[]> => {
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => Math.min(bavail * bsize, freemem()),
    () => freemem(),
  )
  const missing = readBytes - openBytes
  return [
    ...(missing <= free
      ? []
      : [
          refusal(
            'tables-do-not-fit',
            `需要打开 ${mb(missing)} MB 数据，本机剩余 ${mb(free)} MB`,
            `${mb(missing)} MB of tables must be opened and ${mb(free)} MB are free`,
          ),
        ]),
    ...(from !== 'same' || seconds * 1000 <= deadlineMs
      ? []
      : [
          refusal(
            'longer-than-allowed',
            `同一语句上次用时 ${Math.round(seconds)} 秒，时限为 ${deadlineMs / 1000} 秒`,
            `the same text took ${Math.round(seconds)} s before, and the deadline is ${deadlineMs / 1000} s`,
          ),
        ]),
  ]
}

const mb = (bytes: number): number => Math.ceil(bytes / 1024 ** 2)
const refusal = (code: string, zh: string, en: string): ZoneRefusal => ({ rule: 'A16', code, words: { zh, en }, fields: [] })
