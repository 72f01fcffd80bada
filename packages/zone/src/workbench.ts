/** Where operators' SQL becomes checked results: check, record, queue, run, airlock, sealed paper (article 16). */
import { randomUUID } from 'node:crypto'
import { type Estimate, estimated } from './estimates.ts'
import { type JobView, openJobBook } from './job-book.ts'
import type { RowSink } from './jobs/collect.ts'
import { type JobMeter, noMeter } from './jobs/meter.ts'
import type { OpenTables } from './jobs/open-tables.ts'
import { type Isolation, isEnough } from './jobs/probe.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { AskedJob, AskedSql } from './kinds/asked.ts'
import { type FinishingJob, type Held, outputsOf, type Prepared, type Preparing, productLimits, streamedLimits } from './kinds/kind.ts'
import { prepareJob } from './kinds/kinds.ts'
import { sqlPrepared } from './kinds/sql.ts'
import { isLeased } from './lease.ts'
import type { ZoneLog } from './log.ts'
import type { Models } from './models/room.ts'
import { type Notebooks, openNotebooks } from './notebooks.ts'
import type { ProductSpec, Ticket } from './orders.ts'
import { askedName, type Paper, paperIn, paperOf, type ResultView, writePaper } from './papers.ts'
import { checkedTables, identifyingIn } from './provisioning.ts'
import { overQuota, type QuotaView, quotaOf, quotaView, withinQuota } from './quotas.ts'
import { type AccessRefusal, refusalOf, type ZoneRefusal } from './refusals.ts'
import type { Airlock, Passed, Withheld } from './releases.ts'
import { outputHashOf } from './reproducible.ts'
import { type Run, type RunEnd, type RunGround, run, type Stopped, stoppedBy } from './runs.ts'
import { hashOf } from './signing.ts'
import { type CheckAnswer, type CheckedSql, type CheckedTable, checkInside, checkSql } from './sql/check.ts'
import { type Explained, explained } from './sql/explain.ts'
import { tableNamed } from './sql/tables.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import type { Twins } from './synthetic/twins.ts'
import { closedWorkspace } from './tickets.ts'
import { type Clock, written } from './time.ts'
import { type Watched, watching } from './tripwire/watch.ts'
import { openTurns } from './turns.ts'
import type { Vault } from './vault.ts'

export type Submitted =
  | { readonly ok: true; readonly job: string }
  /** `closed` where the workspace or the zone is closed, and not the text refused. */
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[]; readonly closed?: AccessRefusal }

export interface Workbench {
  /** Looks at a text without running it. */
  readonly check: (workspace: string, asked: AskedSql) => Promise<CheckView>
  readonly checked: (workspace: string, sql: string, parameters: readonly string[]) => Promise<CheckAnswer>
  readonly submit: (ticket: Ticket, workspace: string, asked: AskedJob) => Promise<Submitted>
  /** Runs the checked SQL of a product for the zone itself. */
  readonly runProduct: (spec: ProductSpec, checked: CheckedSql, sink?: RowSink) => Promise<Passed | Withheld | Stopped>
  readonly jobs: (workspace: string) => readonly JobView[]
  readonly job: (job: string) => JobView | undefined
  readonly workspaceOfJob: (job: string) => string | undefined
  readonly cancel: (ticket: Ticket, job: string) => Promise<void>
  /** Records that this person opens the result, then gives it; undefined where there is none. */
  readonly result: (ticket: Ticket, job: string) => Promise<ResultView | undefined>
  /** A result that was released, for what the zone itself makes of it; undefined where the job is not done, another workspace's, or has no such step. */
  readonly paper: (workspace: string, job: string, step?: string) => Promise<Paper | undefined>
  readonly killWorkspace: (workspace: string) => Promise<number>
  /** Kills what runs before the workspace goes. */
  readonly emptyWorkspace: (workspace: string) => Promise<number>
  readonly killPerson: (person: string) => Promise<number>
  readonly killAll: () => Promise<number>
  readonly counts: JobQueue['counts']
  /** Rows, bytes, memory and time that a job will likely take; refusals where the text or the job does not pass. */
  readonly estimate: (ticket: Ticket, workspace: string, asked: AskedJob) => Promise<EstimateAnswer>
  readonly notebooks: Notebooks
  /** What this person asked last, newest first. */
  readonly history: (
    ticket: Ticket,
    workspace: string,
  ) => Promise<readonly { readonly job: string; readonly at: string; readonly asked: AskedJob }[]>
  /** What the workspace and its operator may take, have taken today and have left. */
  readonly quota: (workspace: string) => QuotaView
  /** Kills what runs and waits until its end is recorded. */
  readonly close: () => Promise<void>
}

export type EstimateAnswer =
  | ({ readonly ok: true } & Estimate & { readonly quota: QuotaView })
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export type CheckView =
  | {
      readonly ok: true
      readonly columns: CheckedSql['columns']
      readonly lineage: CheckedSql['lineage']
      readonly guarded: boolean
      readonly explained: Explained
    }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export interface BenchGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly vault: Vault
  readonly queue: JobQueue
  readonly tables: OpenTables
  readonly airlock: Airlock
  readonly now: Clock
  readonly isolation: Isolation
  readonly faulted: (fault: unknown, context: string) => void
  readonly models: Models
  readonly twins: Twins
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
  const prepared = async (workspace: string, person: string, asked: AskedJob): Promise<Preparing> => {
    const answer = await prepareJob(asked, {
      workspace,
      person,
      vault,
      checked: (sql, parameters) => checked(workspace, sql, parameters),
      checkedOnTwin: (sql, parameters) => checkIn(ground, workspace, sql, parameters, openOnTwin),
      holds: () => heldIn(ground, workspace),
      model: (model) => ground.models.record(workspace, model),
      checkedInside: async (sql, parameters) => checkInside(sql, { tables: await tablesOf(ground, workspace), parameters }),
      isTable: async (name) => tableNamed(await tablesOf(ground, workspace), name) !== undefined,
    })
    if (!answer.ok) return answer
    const limits = withinQuota(answer.prepared.limits, quotaOf(log.state().workspaces.get(workspace)?.grant ?? {}))
    return { ok: true, prepared: await watching({ ...answer.prepared, limits }, await watchOver(ground, workspace)) }
  }

  /** The processes first, then what lay open for them: nothing that was opened outlives a freeze. */
  const killAndWipe = async (workspace: string): Promise<number> => {
    const killed = await queue.killWorkspace(workspace)
    await ground.tables.wipe(workspace)
    return killed
  }
  const inTurn = openTurns()
  /** Counted and recorded in one turn: of two that ask for the last place, one gets it. What was asked is sealed before it runs. */
  const take = (ticket: Ticket, workspace: string, asked: AskedJob, prepared: Prepared): Promise<Submitted> =>
    inTurn('quota', async () => {
      const { kind } = prepared.work
      const refusals = overQuota(quotaView(log.state(), workspace, ground.now))
      if (refusals.length > 0) return { ok: false, refusals }
      const estimate = await estimateOf(ground, workspace, asked, prepared)
      if (estimate !== undefined && estimate.refusals.length > 0) return { ok: false, refusals: estimate.refusals }
      const { person, organization } = ticket
      const job = randomUUID()
      await log.record({
        type: 'job-submitted',
        job,
        workspace,
        person,
        organization,
        kind,
        sqlHash: hashOf(asked),
        outputs: outputsOf(prepared),
        ...(prepared.model !== undefined && { model: prepared.model }),
        ...(prepared.onTwin === true && { on: 'twin' as const }),
      })
      return { ok: true, job }
    })

  return {
    checked,
    check: async (workspace, { sql, parameters }) => {
      const answer = await checked(workspace, sql, Object.keys(parameters ?? {}))
      if (!answer.ok) return answer
      const { columns, lineage, guards } = answer
      return { ok: true, columns, lineage, guarded: guards !== undefined, explained: explained(answer) }
    },
    submit: async (ticket, workspace, asked) => {
      const answer = await prepared(workspace, ticket.person, asked)
      if (!answer.ok) return answer
      const taken = await take(ticket, workspace, asked, answer.prepared)
      if (!taken.ok) return taken
      const { job } = taken
      const { person } = ticket
      const closed = closedFor(ground, workspace, person)
      const wanted: Run = {
        job,
        workspace,
        person,
        prepared: answer.prepared,
        parallel: quotaOf(log.state().workspaces.get(workspace)?.grant ?? {}).parallelJobs,
        onProgress: (phase, share) => book.entered(job, phase, share),
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
    runProduct: async ({ workspace, product, version }, answer, sink) => {
      const wanted = {
        job: randomUUID(),
        workspace,
        person: `product:${product}`,
        prepared: await watching(
          {
            ...sqlPrepared(answer, {
              limits: sink === undefined ? productLimits : streamedLimits,
              priority: 'batch',
              as: `product ${product} version ${version}`,
            }),
            sink,
          },
          await watchOver(ground, workspace),
        ),
        onProgress: () => undefined,
      }
      const { end, meter } = await performed(ground, runs, wanted)
      if (meter !== noMeter) await log.record({ type: 'product-ran', job: wanted.job, workspace, product, version, meter: rounded(meter) })
      return passedIn(end)
    },
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
    paper: async (workspace, job, step) => {
      const known = log.state().jobs.get(job)
      if (known?.workspace !== workspace || known.ended?.end !== 'done') return undefined
      return paperIn(
        JSON.parse(await vault.text(workspace, paperOf(job))) as ResultView & { asked: Readonly<Record<string, unknown>> },
        step,
      )
    },
    killWorkspace: killAndWipe,
    emptyWorkspace: killAndWipe,
    killPerson: async (person) => {
      const killed = await queue.killPerson(person)
      await ground.tables.wipeIdle()
      return killed
    },
    killAll: async () => {
      const killed = await queue.killAll()
      await ground.tables.wipeAll()
      return killed
    },
    counts: queue.counts,
    notebooks: openNotebooks(log, vault, ground.now),
    history: async ({ person }, workspace) => {
      const names = new Set(await vault.names(workspace))
      const own = [...log.state().jobs.values()].filter((job) => job.workspace === workspace && job.person === person)
      const kept = own
        .filter(({ job }) => names.has(askedName(job)))
        .slice(-mostHistory)
        .reverse()
      return Promise.all(
        kept.map(async ({ job, submittedAt }) => ({
          job,
          at: submittedAt,
          asked: JSON.parse(await vault.text(workspace, askedName(job))) as AskedJob,
        })),
      )
    },
    estimate: async ({ person }, workspace, asked) => {
      const answer = await prepared(workspace, person, asked)
      if (!answer.ok) return answer
      const estimate = await estimateOf(ground, workspace, asked, answer.prepared)
      return estimate === undefined
        ? { ok: false, refusals: [refusalOf('workspace-unknown')] }
        : { ok: true, ...estimate, quota: quotaView(log.state(), workspace, ground.now) }
    },
    quota: (workspace) => quotaView(log.state(), workspace, ground.now),
    close: async () => {
      await queue.killAll()
      await Promise.all(conducted)
      await ground.tables.wipeAll()
    },
  }
}

const checkIn = async (
  ground: BenchGround,
  workspace: string,
  sql: string,
  parameters: readonly string[],
  seen: (tables: readonly CheckedTable[]) => readonly CheckedTable[] = (tables) => tables,
): Promise<CheckAnswer> => checkSql(sql, { tables: seen(await tablesOf(ground, workspace)), parameters })

const tablesOf = async ({ log, store, now }: BenchGround, workspace: string): Promise<readonly CheckedTable[]> => {
  const state = log.state()
  const known = state.workspaces.get(workspace)
  if (known === undefined) throw new Error(`could not check a query for ${workspace}: there is no such workspace`)
  return checkedTables(known, store, state.datasets, now())
}

const estimateOf = async (
  { log, store, tables }: BenchGround,
  workspace: string,
  asked: AskedJob,
  prepared: Prepared,
): Promise<Estimate | undefined> => {
  const manifest = await store.currentVersion(workspaceScope(workspace))
  if (manifest === undefined) return undefined
  const { root, openBytes } = tables
  return estimated(prepared, {
    state: log.state(),
    manifest,
    workspace,
    sqlHash: hashOf(asked),
    folder: root,
    openBytes: await openBytes(workspace),
  })
}

/** In a twin there is nobody to protect: what was written is open, and no group is too small. */
const openOnTwin = (tables: readonly CheckedTable[]): readonly CheckedTable[] =>
  tables.map(({ subject: _, ...table }) => ({
    ...table,
    about: 'nobody',
    columns: table.columns.map((column) => (column.disclosure === 'hidden' ? column : { ...column, disclosure: 'plain' })),
  }))

const heldIn = async ({ log, store, now }: BenchGround, workspace: string): Promise<Held> => {
  const { workspaces, datasets } = log.state()
  const known = workspaces.get(workspace)
  if (known === undefined) throw new Error(`could not look into ${workspace}: there is no such workspace`)
  const manifest = await store.currentVersion(workspaceScope(workspace))
  return {
    tables: await checkedTables(known, store, datasets, now()),
    identifying: identifyingIn(known, datasets),
    version: manifest?.version ?? 0,
  }
}

const watchOver = async ({ log, store, queue, tables, now }: BenchGround, workspace: string): Promise<Watched> => {
  const { workspaces, datasets } = log.state()
  const known = workspaces.get(workspace)
  const contracts = new Map([...datasets, ...(known?.admitted ?? []).map(({ table, contract }) => [table.dataset, contract] as const)])
  return {
    tables: known === undefined ? [] : await checkedTables(known, store, datasets, now()),
    personalOf: (table, column) => contracts.get(table)?.columns.find(({ name }) => name === column)?.personal,
    trip: async ({ job, person }, relations) => {
      await log.record({ type: 'tripwire-tripped', job, workspace, person, relations })
      await queue.killWorkspace(workspace)
      await tables.wipe(workspace)
    },
  }
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

interface Performed {
  readonly end: RunEnd
  readonly meter: JobMeter
  readonly inputsHash?: string
}

const performed = async (ground: BenchGround, runs: RunGround, wanted: Run): Promise<Performed> => {
  const ran = await run(runs, wanted)
  if ('stopped' in ran) return { end: ran.stopped, meter: noMeter }
  const { result, inputsHash } = ran
  const { job, workspace, person, prepared } = wanted
  const finishing: FinishingJob = {
    job,
    workspace,
    person,
    organization: ground.log.state().jobs.get(job)?.organization ?? '',
    at: written(ground.now()),
    airlock: ground.airlock,
    vault: ground.vault,
    keep: (record) => ground.models.keep(workspace, record),
  }
  if (result.state !== 'done') return { end: stoppedBy(result), meter: result.meter }
  return { end: await prepared.finish(result, finishing), meter: result.meter, inputsHash }
}

/** The one result of a job that has one. */
const passedIn = (end: RunEnd): Passed | Withheld | Stopped => {
  if (end.end === 'withheld') return { end: 'withheld', code: end.code, checks: end.checks }
  if (end.end !== 'done') return { end: end.end, code: end.code }
  const [step] = end.steps
  if (step?.outcome !== 'released') throw new Error('could not find the one result of a job that is done')
  const { columns, rows, suppressed, checks } = step
  return { end: 'done', columns, rows, suppressed, checks }
}

/** The paper is sealed before the end is recorded: a job that is done always has its result. */
const conduct = async (ground: BenchGround, runs: RunGround, wanted: Run, asked: AskedJob, told: (end: RunEnd) => void): Promise<void> => {
  let done: Performed = { end: { end: 'failed', code: 'zone-failed' }, meter: noMeter }
  try {
    await ground.vault.putText(wanted.workspace, askedName(wanted.job), JSON.stringify(asked))
    done = await performed(ground, runs, wanted)
    if (done.end.end === 'done') await writePaper(ground.vault, wanted, asked, done.end)
  } catch (fault) {
    done = { ...done, end: { end: 'failed', code: 'zone-failed' } }
    ground.faulted(fault, `job ${wanted.job}`)
  } finally {
    await endJob(ground, wanted, done.end, done).finally(() => told(done.end))
  }
}

/** Texts of their own that a person is shown again. */
const mostHistory = 30

/** To hundredths of a second and whole bytes: what is billed is no finer. */
const rounded = (meter: JobMeter): JobMeter => ({
  ...meter,
  cpuSeconds: Math.round(meter.cpuSeconds * 100) / 100,
  wallSeconds: Math.round(meter.wallSeconds * 100) / 100,
})

const endJob = async (
  { log }: BenchGround,
  { job, workspace }: Run,
  end: RunEnd,
  { meter = noMeter, inputsHash }: Partial<Performed> = {},
): Promise<void> => {
  await log.record({
    type: 'job-ended',
    job,
    workspace,
    end: end.end,
    code: end.end === 'done' ? '' : end.code,
    rows: end.end === 'done' ? end.steps.reduce((sum, step) => sum + (step.outcome === 'released' ? step.rows.length : 0), 0) : 0,
    checks: (end.checks ?? []).map(({ check, passed }) => ({ check, passed })),
    ...(meter === noMeter ? {} : { meter: rounded(meter) }),
    ...(end.end === 'done' && inputsHash !== undefined ? { inputsHash, outputHash: outputHashOf(end.steps, end.aside) } : {}),
  })
}
