/** How much of the zone's machine one workspace and one operator may take: jobs side by side, jobs and processor time of a day, memory of a job (article 16). */
import type { JobMeter } from './jobs/meter.ts'
import type { Grant } from './orders.ts'
import type { ZoneRefusal } from './refusals.ts'
import type { ZoneState } from './state.ts'
import { type Clock, dayInShanghai } from './time.ts'

export interface JobQuota {
  /** Waiting or running. */
  readonly liveJobs: number
  /** Running side by side; the others wait. */
  readonly parallelJobs: number
  readonly jobsPerDay: number
  readonly cpuSecondsPerDay: number
  /** Of one job. */
  readonly memoryBytes: number
}

/** Where a decision says nothing. An operator may take as much as two of its workspaces. */
export const standardQuota: JobQuota = {
  liveJobs: 20,
  parallelJobs: 2,
  jobsPerDay: 500,
  cpuSecondsPerDay: 14_400,
  memoryBytes: 4 * 1024 ** 3,
}
const workspacesOfOperator = 2

/** Less than this no job can work with: the engine and its process take about half of it before they have read a row. */
const leastJobBytes = 512 * 1024 ** 2

/** A job of people is held to what its workspace may take; who needs more hears that the memory was not enough. */
export const withinQuota = <Limits extends { readonly memoryBytes: number }>(limits: Limits, { memoryBytes }: JobQuota): Limits => ({
  ...limits,
  memoryBytes: Math.min(limits.memoryBytes, memoryBytes),
})

export const quotaOf = ({ quota }: Pick<Grant, 'quota'>): JobQuota => ({ ...standardQuota, ...withoutGaps(quota ?? {}) })

const withoutGaps = (quota: NonNullable<Grant['quota']>): Partial<JobQuota> =>
  Object.fromEntries(Object.entries(quota).filter(([, value]) => value !== undefined))

export interface Used {
  readonly liveJobs: number
  readonly jobsPerDay: number
  readonly cpuSecondsPerDay: number
}

export interface QuotaView {
  readonly quota: JobQuota
  readonly workspace: Used
  readonly operator: Used
  readonly left: Used
}

/** What is left of today, for the workspace and for its operator; the less of the two counts. */
export const quotaView = (state: ZoneState, workspace: string, now: Clock): QuotaView => {
  const grant = state.workspaces.get(workspace)?.grant
  const quota = quotaOf(grant ?? {})
  const day = dayInShanghai(now())
  const own = usedBy(state, day, (one) => one === workspace)
  const operator = usedBy(state, day, (one) => state.workspaces.get(one)?.grant.operator === grant?.operator)
  const left = (key: keyof Used): number => Math.max(0, Math.min(quota[key] - own[key], quota[key] * workspacesOfOperator - operator[key]))
  return {
    quota,
    workspace: own,
    operator,
    left: { liveJobs: left('liveJobs'), jobsPerDay: left('jobsPerDay'), cpuSecondsPerDay: left('cpuSecondsPerDay') },
  }
}

/** Runs for products are ordered and are not refused; what they take counts, so that the jobs of people wait for the next day. */
const usedBy = ({ jobs, productRuns }: ZoneState, day: string, isMeant: (workspace: string) => boolean): Used => {
  let [liveJobs, jobsPerDay, cpuSecondsPerDay] = [0, 0, 0]
  for (const { workspace, submittedAt, ended } of jobs.values()) {
    if (!isMeant(workspace)) continue
    if (ended === undefined) liveJobs += 1
    if (dayInShanghai(Date.parse(submittedAt)) !== day) continue
    jobsPerDay += 1
    cpuSecondsPerDay += ended?.meter?.cpuSeconds ?? 0
  }
  for (const { workspace, at, meter } of productRuns.values())
    if (isMeant(workspace) && dayInShanghai(Date.parse(at)) === day) cpuSecondsPerDay += meter.cpuSeconds
  return { liveJobs, jobsPerDay, cpuSecondsPerDay }
}

/** Why one more job may not be taken, with what is left; to be asked in the same turn in which the job is recorded. */
export const overQuota = (view: QuotaView): readonly ZoneRefusal[] => {
  const { quota, left } = view
  return [
    ...(left.liveJobs > 0
      ? []
      : [
          refusal(
            'too-many-jobs',
            `同时进行的作业最多 ${quota.liveJobs} 个，剩余 0 个，请等其中一个结束`,
            `at most ${quota.liveJobs} jobs may wait or run at a time, 0 are left: wait for one to end`,
          ),
        ]),
    ...(left.jobsPerDay > 0
      ? []
      : [
          refusal(
            'jobs-of-the-day',
            `当日作业最多 ${quota.jobsPerDay} 个，剩余 0 个，明日零时恢复`,
            `at most ${quota.jobsPerDay} jobs a day, 0 are left until midnight`,
          ),
        ]),
    ...(left.cpuSecondsPerDay > 0
      ? []
      : [
          refusal(
            'processor-time-of-the-day',
            `当日计算时间最多 ${quota.cpuSecondsPerDay} 秒，剩余 0 秒，明日零时恢复`,
            `at most ${quota.cpuSecondsPerDay} seconds of processor time a day, 0 are left until midnight`,
          ),
        ]),
    ...(quota.memoryBytes >= leastJobBytes
      ? []
      : [
          refusal(
            'memory-of-a-job',
            `本工作空间单个作业最多使用 ${mebibytes(quota.memoryBytes)} MB 内存，作业至少需要 ${mebibytes(leastJobBytes)} MB，请申请调整`,
            `one job of this workspace may take ${mebibytes(quota.memoryBytes)} MB of memory, and a job needs ${mebibytes(leastJobBytes)} MB at least: ask for a new decision`,
          ),
        ]),
  ]
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1024 ** 2)
const refusal = (code: string, zh: string, en: string): ZoneRefusal => ({ rule: 'A16', code, words: { zh, en }, fields: [] })

/** What the jobs of one workspace took on one day. */
export interface Usage {
  readonly day: string
  readonly workspace: string
  readonly operator: string
  readonly jobs: number
  readonly cpuSeconds: number
  readonly peakMemoryBytes: number
  readonly readBytes: number
  readonly decryptedBytes: number
  readonly rowsOut: number
  readonly wallSeconds: number
}

/** By day and workspace, newest first: what the platform may bill. @param days how many days back */
export const usageOf = ({ jobs, productRuns, workspaces }: ZoneState, now: Clock, days = 31): readonly Usage[] => {
  const since = dayInShanghai(now() - (days - 1) * 86_400_000)
  const sums = new Map<string, Usage>()
  const count = (workspace: string, at: string, meter: JobMeter | undefined) => {
    const day = dayInShanghai(Date.parse(at))
    if (meter === undefined || day < since) return
    const key = `${day} ${workspace}`
    const operator = workspaces.get(workspace)?.grant.operator ?? ''
    sums.set(key, plus(sums.get(key) ?? { day, workspace, operator, jobs: 0, ...nothing }, meter))
  }
  for (const { workspace, submittedAt, ended } of jobs.values()) count(workspace, submittedAt, ended?.meter)
  for (const { workspace, at, meter } of productRuns.values()) count(workspace, at, meter)
  return [...sums.values()].sort((one, other) => other.day.localeCompare(one.day) || one.workspace.localeCompare(other.workspace))
}

const nothing = { cpuSeconds: 0, peakMemoryBytes: 0, readBytes: 0, decryptedBytes: 0, rowsOut: 0, wallSeconds: 0 }

const plus = (sum: Usage, meter: JobMeter): Usage => ({
  ...sum,
  jobs: sum.jobs + 1,
  cpuSeconds: hundredths(sum.cpuSeconds + meter.cpuSeconds),
  peakMemoryBytes: Math.max(sum.peakMemoryBytes, meter.peakMemoryBytes),
  readBytes: sum.readBytes + meter.readBytes,
  decryptedBytes: sum.decryptedBytes + meter.decryptedBytes,
  rowsOut: sum.rowsOut + meter.rowsOut,
  wallSeconds: hundredths(sum.wallSeconds + meter.wallSeconds),
})
const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100
