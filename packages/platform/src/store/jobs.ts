/** The queue of reactions (pg-boss): a job is written in the transaction of its act, so an act without its reactions cannot commit. */
import type { Day } from '@yunhe/law'
import { CompiledQuery, sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Addition, Follower, Tx } from './log.ts'
import type { Db } from './postgres.ts'

/** `stop` carries what closes and opens access and must not wait behind long work. */
export const queues = ['stop', 'steady'] as const
export type Queue = (typeof queues)[number]

export interface Job {
  readonly procedure: string
  readonly id: string
  readonly ref: string
  readonly type: string
  /** The legal day the entry counts for, where that was caught up with. */
  readonly on?: Day
}

export interface Jobs {
  readonly follower: Follower
  /** To be called when an addition is committed: its jobs are begun at once. */
  readonly committed: (addition: Addition) => void
  readonly work: (queue: Queue, handle: (job: Job) => Promise<void>) => Promise<void>
  /** Jobs not yet done; for tests and for stopping cleanly. */
  readonly waiting: () => Promise<number>
  /** Jobs nobody has tried yet, or is trying now: what failed and waits to be tried again holds nothing up. */
  readonly untried: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** @param queuesOf the queues that react to an event of this type; none for most */
export const openJobs = async (
  db: Db,
  url: string,
  queuesOf: (type: string) => readonly Queue[],
  say: (error: Error) => void,
): Promise<Jobs> => {
  const boss = new PgBoss({ connectionString: url, max: 4, schema: 'jobs' })
  boss.on('error', say)
  await boss.start()
  for (const queue of queues) {
    await boss.createQueue(queue, ways)
    // A queue of an earlier release may still say NOTIFY.
    await boss.updateQueue(queue, ways)
  }
  const workers = new Map<Queue, string>()
  return {
    committed: ({ events }) => {
      for (const queue of new Set(events.flatMap(({ type }) => queuesOf(type)))) {
        const worker = workers.get(queue)
        if (worker !== undefined) boss.notifyWorker(worker)
      }
    },
    follower: async (tx, { procedure, id, events, ground: { on } }, refs) => {
      for (const [position, { type }] of events.entries()) {
        const job: Job = { procedure, id, type, ref: refs[position] ?? '', ...(on && { on }) }
        for (const queue of queuesOf(type)) await boss.send(queue, job, { db: inside(tx) })
      }
    },
    work: async (queue, handle) => {
      const worker = await boss.work<Job, unknown, typeof pace>(queue, pace, async (jobs) => {
        const results = []
        for (const { id, data } of jobs) results.push({ id, ...(await tried(handle, data, say)) })
        return results
      })
      workers.set(queue, worker)
    },
    untried: async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from jobs.job where name = any(${[...queues]}) and state in ('created', 'active')`.execute(db)
      return rows[0]?.count ?? 0
    },
    waiting: async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from jobs.job where name = any(${[...queues]}) and state in ('created', 'retry', 'active')`.execute(db)
      return rows[0]?.count ?? 0
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

const ways = {
  notify: false,
  retryLimit: 10_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 3_600,
} as const

/**
 * A worker is woken by the platform itself once an act has committed: a NOTIFY inside of the transaction would make all acts commit one after
 * the other. It takes many at a time and goes on while it finds a full hand. What another platform wrote, and what is to be tried again, waits
 * for the next look.
 */
const pace = {
  batchSize: 20,
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
} as const

/** One that fails is tried again by itself and holds up none of the others. */
const tried = async (handle: (job: Job) => Promise<void>, job: Job, say: (error: Error) => void): Promise<Tried> => {
  try {
    await handle(job)
    return { status: 'completed' }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    say(new Error(`could not react to ${job.ref}: ${error.message}`, { cause }))
    return { status: 'failed', output: { message: error.message } }
  }
}

interface Tried {
  readonly status: 'completed' | 'failed'
  readonly output?: { readonly message: string }
}

const inside = (tx: Tx) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({
    rows: [...(await tx.executeQuery(CompiledQuery.raw(text, values))).rows],
  }),
})
