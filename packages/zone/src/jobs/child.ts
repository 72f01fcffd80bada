/** The only code of ours inside a sandbox: loads the parts, closes the outside, runs the canonical texts, answers in codes. */
import { join } from 'node:path'
import { openRunner } from '../engine/duckdb.ts'
import type { SqlRunner } from '../engine/engine.ts'
import { openGroupings } from './groupings-inside.ts'
import { packedLook } from './look.ts'
import { looksAt, piecesOf } from './members-inside.ts'
import { type ChildFailure, type ChildMessage, give, type JobMessage, linesOf, type Share, say } from './messages.ts'
import { fileByTask, type PerformTask, TaskRefused } from './tasks.ts'
import type { JobQuery } from './work.ts'

const work = process.argv[2] ?? '/work'

const tell = (message: ChildMessage) => say(message)
const enter = (phase: 'loading' | 'running' | 'sending', share?: Share) => tell({ is: 'phase', phase, ...(share && { share }) })

/** The engine's words may quote data: nothing of them goes out but which of our codes it was. */
const codeOf = (error: unknown, otherwise: ChildFailure): ChildFailure => {
  if (error instanceof TaskRefused) return error.code
  return error instanceof Error && /out of memory|could not allocate|bad_alloc/i.test(error.message) ? 'out-of-memory' : otherwise
}

const attempt = async <T>(code: ChildFailure, task: () => Promise<T>): Promise<T> => {
  try {
    return await task()
  } catch (error) {
    throw new TaskRefused(codeOf(error, code))
  }
}

/** The guard counts rows by their number where a table names no subject; in a text that is run only a table in memory numbers them. */
const needsRows = ({ work: { queries, tables } }: JobMessage): boolean => [...queries, ...tables].some(({ sql }) => /\browid\b/i.test(sql))

const loadAll = async (runner: SqlRunner, job: JobMessage) => {
  const how = needsRows(job) ? 'asRows' : 'asFiles'
  for (const { table, files, columns } of job.parts) await runner.load(table, files, columns, how)
  await runner.lock(how === 'asFiles' ? job.parts.flatMap(({ files }) => files) : [])
}

/** What has been said of the whole job: its limits hold for all of its queries together. */
interface Said {
  rows: number
  bytes: number
}

const sendRows = async (runner: SqlRunner, job: JobMessage, { name, sql }: Pick<JobQuery, 'name' | 'sql'>, said: Said) => {
  const { columns, batches } = await runner.run(sql, job.work.parameters)
  tell({ is: 'columns', query: name, columns })
  for await (const batch of batches) {
    said.rows += batch.length
    said.bytes += JSON.stringify(batch).length
    if (said.rows > job.maxRows) throw new TaskRefused('too-many-rows')
    if (said.bytes > job.maxBytes) throw new TaskRefused('too-many-bytes')
    tell({ is: 'rows', query: name, rows: batch })
  }
}

/** Only row numbers and names of cells; in pieces, because they too have their most. Queries over the same rows share one look at them. */
const sendMembers = async (runner: SqlRunner, { work: { parameters, queries }, maxRows }: JobMessage) => {
  let number = 0
  for (const alike of groupedBy(queries, ({ membership }) => membership?.rest)) {
    const byCell = groupedBy(alike, ({ membership }) => membership?.cell)
    const memberships = byCell.flatMap(([first]) => (first?.membership === undefined ? [] : [first.membership]))
    const looks = await looksAt(runner, { memberships, parameters }, maxRows, () => new TaskRefused('too-many-rows'))
    for (const look of looks) {
      for (const piece of piecesOf(packedLook(look))) {
        tell({ is: 'look', look: number, bytes: piece.length })
        give(piece)
      }
      for (const at of look.queries.keys())
        for (const { name } of byCell.shift() ?? []) tell({ is: 'members', query: name, look: number, at })
      number += 1
    }
  }
}

const groupedBy = (queries: readonly JobQuery[], keyOf: (query: JobQuery) => string | undefined): JobQuery[][] => {
  const groups = new Map<string, JobQuery[]>()
  for (const query of queries) {
    const key = keyOf(query)
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), query])
  }
  return [...groups.values()]
}

/** Tables first, each once, then the queries in their order; between them only what is true is told. */
const runAll = async (runner: SqlRunner, job: JobMessage) => {
  const { tables, queries, parameters, task } = job.work
  const of = tables.length + queries.length
  const said: Said = { rows: 0, bytes: 0 }
  let done = 0
  const step = () => {
    done += 1
    if (of > 1) enter('running', { what: 'steps', done, of })
  }
  for (const { name, sql } of tables) {
    await runner.make(name, sql, parameters)
    step()
  }
  const groupings = openGroupings(runner, job.work)
  const sendAnswer = async (query: JobQuery) => {
    const before = said.rows
    try {
      await sendRows(runner, job, { name: query.name, sql: await groupings.textOf(query) }, said)
    } catch (error) {
      // What stands for other queries may take the memory that this one needs: it is tried once more, alone.
      if (error instanceof TaskRefused || said.rows > before || !(await groupings.giveUp())) throw error
      await sendRows(runner, job, query, said)
    }
  }
  for (const [index, query] of queries.entries()) {
    await sendAnswer(query)
    await groupings.after(index)
    step()
  }
  await sendMembers(runner, job)
  if (task !== undefined) await attempt('task-failed', () => runTask(runner, task))
}

const runTask = async (runner: SqlRunner, { name, input }: NonNullable<JobMessage['work']['task']>) => {
  const { perform } = (await import(fileByTask[name])) as { readonly perform: PerformTask }
  await perform({
    runner,
    input,
    folder: work,
    told: (done, of) => enter('running', { what: 'rounds', done, of }),
    put: (output, bytes) => tell({ is: 'output', name: output, base64: Buffer.from(bytes).toString('base64') }),
  })
}

const perform = async (runner: SqlRunner, job: JobMessage) => {
  enter('loading')
  await attempt('load-failed', async () => {
    await runner.limit(job.memoryBytes * 0.6, job.threads)
    await loadAll(runner, job)
  })
  enter('running')
  await attempt('query-failed', () => runAll(runner, job))
  enter('sending')
  tell({ is: 'done', engine: runner.version })
}

// The engine stands before there is a job, so that a job does not wait for it.
const engine = await openRunner({ spillFolder: join(work, 'spill') })
tell({ is: 'standing' })
let worked = false
for await (const line of linesOf(process.stdin)) {
  worked = true
  await perform(engine, JSON.parse(line)).catch((error) => tell({ is: 'failed', code: codeOf(error, 'query-failed') }))
  break
}
// Its work done, it waits to be killed: what it took is measured from outside while it is still there. Sent home without work, it goes.
const longestStayMs = 30_000
setTimeout(() => process.exit(0), worked ? longestStayMs : 0)
