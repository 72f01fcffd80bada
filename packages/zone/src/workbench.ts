/** Where operators' SQL becomes checked results: check, record, queue, run, airlock, sealed paper (article 16). */
import { randomUUID } from 'node:crypto'
import type { Parameters } from './engine/engine.ts'
import { type JobView, openJobBook } from './job-book.ts'
import { type Isolation, isEnough } from './jobs/probe.ts'
import type { JobQueue } from './jobs/queue.ts'
import { isLeased } from './lease.ts'
import type { ZoneLog } from './log.ts'
import type { ProductSpec, Ticket } from './orders.ts'
import { checkedTables } from './provisioning.ts'
import { type AccessRefusal, refusalOf, type ZoneRefusal } from './refusals.ts'
import type { Airlock, Released } from './releases.ts'
import { productLimits, type Run, type RunEnd, type RunGround, run } from './runs.ts'
import { hashOf } from './signing.ts'
import { type CheckAnswer, type CheckedSql, checkSql } from './sql/check.ts'
import type { PartStore } from './store/parts.ts'
import { closedWorkspace } from './tickets.ts'
import type { Clock } from './time.ts'
import type { Vault } from './vault.ts'

export interface AskedSql {
  readonly sql: string
  readonly parameters?: Parameters | undefined
}

export type Submitted =
  | { readonly ok: true; readonly job: string }
  /** `closed` where the workspace or the zone is closed, and not the text refused. */
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[]; readonly closed?: AccessRefusal }

/** What a person sees of a result: only what passed. `reviewed` stays false until a person has looked, which is another fact. */
export interface ResultView extends Released {
  readonly job: string
  readonly lineage: CheckedSql['lineage']
}

export interface Workbench {
  /** Looks at a text without running it. */
  readonly check: (workspace: string, asked: AskedSql) => Promise<CheckView>
  readonly checked: (workspace: string, sql: string, parameters: readonly string[]) => Promise<CheckAnswer>
  readonly submit: (ticket: Ticket, workspace: string, asked: AskedSql) => Promise<Submitted>
  /** Runs the checked SQL of a product for the zone itself. */
  readonly runProduct: (spec: ProductSpec, checked: CheckedSql) => Promise<RunEnd>
  readonly jobs: (workspace: string) => readonly JobView[]
  readonly job: (job: string) => JobView | undefined
  readonly workspaceOfJob: (job: string) => string | undefined
  readonly cancel: (ticket: Ticket, job: string) => Promise<void>
  /** Records that this person opens the result, then gives it; undefined where there is none. */
  readonly result: (ticket: Ticket, job: string) => Promise<ResultView | undefined>
  readonly killWorkspace: (workspace: string) => Promise<number>
  /** Kills, and drops what memory holds of the workspace's results. */
  readonly emptyWorkspace: (workspace: string) => Promise<number>
  readonly killPerson: (person: string) => Promise<number>
  readonly killAll: () => Promise<number>
  readonly counts: JobQueue['counts']
  /** Kills what runs and waits until its end is recorded. */
  readonly close: () => Promise<void>
}

export type CheckView =
  | { readonly ok: true; readonly columns: CheckedSql['columns']; readonly lineage: CheckedSql['lineage']; readonly guarded: boolean }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export interface BenchGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly vault: Vault
  readonly queue: JobQueue
  readonly airlock: Airlock
  readonly now: Clock
  readonly isolation: Isolation
  readonly faulted: (fault: unknown, context: string) => void
}

export const openWorkbench = (ground: BenchGround): Workbench => {
  const conducted = new Set<Promise<void>>()
  /** Jobs called off before they were queued. */
  const calledOff = new Set<string>()
  const runs: RunGround = {
    ...ground,
    closed: ({ job, workspace, person }) => (calledOff.delete(job) ? 'cancelled' : closedFor(ground, workspace, person)),
  }
  const { log, vault, queue } = ground
  const book = openJobBook(log.state, queue, ground.now)
  const checked: Workbench['checked'] = (workspace, sql, parameters) => checkIn(ground, workspace, sql, parameters)

  return {
    checked,
    check: async (workspace, { sql, parameters }) => {
      const answer = await checked(workspace, sql, Object.keys(parameters ?? {}))
      return answer.ok ? { ok: true, columns: answer.columns, lineage: answer.lineage, guarded: answer.guards !== undefined } : answer
    },
    submit: async (ticket, workspace, asked) => {
      const answer = await checked(workspace, asked.sql, Object.keys(asked.parameters ?? {}))
      if (!answer.ok) return answer
      const job = randomUUID()
      await log.record({
        type: 'job-submitted',
        job,
        workspace,
        person: ticket.person,
        organization: ticket.organization,
        sqlHash: hashOf(asked.sql),
      })
      const closed = closedFor(ground, workspace, ticket.person)
      const wanted: Run = {
        job,
        workspace,
        person: ticket.person,
        checked: answer,
        parameters: asked.parameters ?? {},
        releasedAs: `job ${job}`,
        onPhase: (phase) => book.entered(job, phase),
      }
      if (closed !== undefined) {
        await endJob(ground, wanted, { end: 'killed', code: closed })
        return { ok: false, refusals: [refusalOf(closed)], closed }
      }
      book.begun(job)
      const going = conduct(ground, runs, wanted, asked, (end) => book.ended(job, end))
        .catch((fault: unknown) => ground.faulted(fault, `job ${job}`))
        .finally(() => conducted.delete(going))
      conducted.add(going)
      return { ok: true, job }
    },
    runProduct: ({ workspace, product, version }, answer) =>
      run(runs, {
        job: randomUUID(),
        workspace,
        person: `product:${product}`,
        checked: answer,
        parameters: {},
        releasedAs: `product ${product} version ${version}`,
        limits: productLimits,
        onPhase: () => undefined,
      }),
    jobs: book.list,
    job: book.find,
    workspaceOfJob: (job) => log.state().jobs.get(job)?.workspace,
    cancel: async (ticket, job) => {
      const known = log.state().jobs.get(job)
      if (known === undefined || known.ended !== undefined) return
      await log.record({ type: 'job-cancelled', job, workspace: known.workspace, person: ticket.person })
      if (!(await queue.cancel(job))) calledOff.add(job)
      await book.settled(job)
    },
    result: async (ticket, job) => {
      const known = log.state().jobs.get(job)
      if (known?.ended?.end !== 'done') return undefined
      await log.record({ type: 'result-opened', job, workspace: known.workspace, person: ticket.person, organization: ticket.organization })
      return JSON.parse(await vault.text(known.workspace, paperOf(job))) as ResultView
    },
    killWorkspace: queue.killWorkspace,
    emptyWorkspace: async (workspace) => {
      const killed = await queue.killWorkspace(workspace)
      ground.airlock.forget(workspace)
      return killed
    },
    killPerson: queue.killPerson,
    killAll: queue.killAll,
    counts: queue.counts,
    close: async () => {
      await queue.killAll()
      await Promise.all(conducted)
    },
  }
}

const checkIn = async (
  { log, store, now }: BenchGround,
  workspace: string,
  sql: string,
  parameters: readonly string[],
): Promise<CheckAnswer> => {
  const state = log.state()
  const known = state.workspaces.get(workspace)
  if (known === undefined) throw new Error(`could not check a query for ${workspace}: there is no such workspace`)
  return checkSql(sql, { tables: await checkedTables(known, store, state.datasets, now()), parameters })
}

/** Asked again after the record and before anything is decrypted: a freeze may have come in between. */
const closedFor = ({ log, isolation, now }: BenchGround, workspace: string, person: string): AccessRefusal | undefined => {
  const { workspaces, leaseUntil, dismissed } = log.state()
  const known = workspaces.get(workspace)
  if (!isLeased(leaseUntil, now())) return 'lease-ended'
  if (dismissed.has(person)) return 'person-dismissed'
  const closed = closedWorkspace(known, now())
  if (closed !== undefined || known === undefined) return closed ?? 'workspace-unknown'
  return isEnough(isolation.level, known.grant.minimumIsolation) ? undefined : 'isolation-too-low'
}

/** The paper is sealed before the end is recorded: a job that is done always has its result. */
const conduct = async (ground: BenchGround, runs: RunGround, wanted: Run, asked: AskedSql, told: (end: RunEnd) => void): Promise<void> => {
  let end: RunEnd = { end: 'failed', code: 'zone-failed' }
  try {
    end = await run(runs, wanted)
    if (end.end === 'done') await writePaper(ground, wanted, asked, end)
  } catch (fault) {
    end = { end: 'failed', code: 'zone-failed' }
    ground.faulted(fault, `job ${wanted.job}`)
  } finally {
    await endJob(ground, wanted, end).finally(() => told(end))
  }
}

const writePaper = (
  { vault }: BenchGround,
  { job, workspace, checked }: Run,
  asked: AskedSql,
  { columns, rows, suppressed, checks }: Released,
): Promise<void> =>
  vault.putText(
    workspace,
    paperOf(job),
    JSON.stringify({ job, sql: asked.sql, columns, rows, suppressed, checks, lineage: checked.lineage }),
  )

const paperOf = (job: string): string => `job-${job}`

const endJob = async ({ log }: BenchGround, { job, workspace }: Run, end: RunEnd): Promise<void> => {
  const passed = end.end === 'done' || end.end === 'withheld' ? end.checks.map(({ check, passed }) => ({ check, passed })) : []
  await log.record({
    type: 'job-ended',
    job,
    workspace,
    end: end.end,
    code: end.end === 'done' ? '' : end.code,
    rows: end.end === 'done' ? end.rows.length : 0,
    checks: passed,
  })
}
