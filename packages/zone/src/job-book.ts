/** What is known of each job while the zone runs: phase, place in the queue, what has been heard of it, and its end as the log has it. */

import type { Share } from './jobs/messages.ts'
import type { JobMeter } from './jobs/meter.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { JobPhase } from './jobs/run.ts'
import type { JobKind } from './jobs/work.ts'
import type { CheckOutcome } from './outputs/airlock.ts'
import type { RunEnd } from './runs.ts'
import type { Ending, KnownJob, ZoneState } from './state.ts'
import { type Clock, written } from './time.ts'

export interface JobView {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly organization: string
  readonly kind: JobKind
  readonly on: 'data' | 'twin'
  readonly submittedAt: string
  readonly state: 'queued' | 'running' | Ending['end']
  readonly phase: JobPhase | undefined
  /** How much of the phase is done, where that is known. */
  readonly share: Share | undefined
  /** 1 is next. */
  readonly position: number | undefined
  /** Why it ended as it did; empty where it is done. */
  readonly code: string
  readonly endedAt: string | undefined
  readonly rows: number | undefined
  readonly meter: JobMeter | undefined
  readonly inputsHash: string | undefined
  readonly outputHash: string | undefined
  readonly log: readonly { readonly at: string; readonly words: { readonly zh: string; readonly en: string } }[]
  readonly checks: readonly (CheckOutcome | { readonly check: string; readonly passed: boolean })[]
}

const wordsByPhase: Readonly<Record<JobPhase, { readonly zh: string; readonly en: string }>> = {
  starting: { zh: '正在启动隔离环境', en: 'starting the sandbox' },
  'opening-data': { zh: '正在解密授权数据', en: 'decrypting the granted tables' },
  loading: { zh: '正在装载数据', en: 'loading the tables' },
  running: { zh: '正在执行查询', en: 'running the query' },
  sending: { zh: '正在取回结果', en: 'fetching the result' },
  ended: { zh: '隔离环境已销毁', en: 'the sandbox is gone' },
}

const unitByShare: Readonly<Record<Share['what'], { readonly zh: string; readonly en: string }>> = {
  rows: { zh: '行', en: 'rows' },
  steps: { zh: '步', en: 'steps' },
  rounds: { zh: '轮', en: 'rounds' },
}
const wordsOf = ({ what, done, of }: Share) => ({
  zh: `已完成 ${done}/${of} ${unitByShare[what].zh}`,
  en: `${done} of ${of} ${unitByShare[what].en} done`,
})
/** A long training tells of many rounds: the last lines are kept. */
const mostLines = 100

interface Heard {
  readonly log: JobView['log'][number][]
  checks: readonly CheckOutcome[]
  readonly settled: Promise<void>
  readonly settle: () => void
}

export interface JobBook {
  readonly begun: (job: string) => void
  readonly entered: (job: string, phase: JobPhase, share?: Share) => void
  readonly ended: (job: string, end: RunEnd) => void
  /** Resolves when the end of the job is recorded; at once where nothing was heard of it. */
  readonly settled: (job: string) => Promise<void>
  readonly find: (job: string) => JobView | undefined
  /** Newest first. */
  readonly list: (workspace: string) => readonly JobView[]
}

export const openJobBook = (state: () => ZoneState, queue: JobQueue, now: Clock): JobBook => {
  const heardByJob = new Map<string, Heard>()
  const heardOf = (job: string): Heard => {
    const known = heardByJob.get(job) ?? newHeard()
    heardByJob.set(job, known)
    return known
  }
  const viewOf = (known: KnownJob): JobView => {
    const { ended, ...rest } = known
    const live = queue.find(known.job)
    const heard = heardByJob.get(known.job)
    return {
      ...rest,
      state: ended?.end ?? (live?.position === undefined ? 'running' : 'queued'),
      phase: ended === undefined ? live?.phase : 'ended',
      share: ended === undefined ? live?.share : undefined,
      position: live?.position,
      code: ended?.code ?? '',
      endedAt: ended?.at,
      rows: ended?.end === 'done' ? ended.rows : undefined,
      meter: ended?.meter,
      inputsHash: ended?.inputsHash,
      outputHash: ended?.outputHash,
      log: heard?.log ?? [],
      checks: heard?.checks.length ? heard.checks : (ended?.checks ?? []),
    }
  }
  return {
    begun: (job) => void heardOf(job),
    entered: (job, phase, share) => {
      const { log } = heardOf(job)
      log.push({ at: written(now()), words: share === undefined ? wordsByPhase[phase] : wordsOf(share) })
      log.splice(0, log.length - mostLines)
    },
    ended: (job, end) => {
      const heard = heardOf(job)
      heard.checks = end.checks ?? []
      heard.settle()
    },
    settled: (job) => heardByJob.get(job)?.settled ?? Promise.resolve(),
    find: (job) => {
      const known = state().jobs.get(job)
      return known === undefined ? undefined : viewOf(known)
    },
    list: (workspace) =>
      [...state().jobs.values()]
        .filter((job) => job.workspace === workspace)
        .map(viewOf)
        .reverse(),
  }
}

const newHeard = (): Heard => {
  let settle: () => void = () => undefined
  const settled = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { log: [], checks: [], settled, settle }
}
