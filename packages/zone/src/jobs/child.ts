/** The only code of ours inside a sandbox: loads the parts, closes the outside, runs the canonical text, answers in codes. */
import { join } from 'node:path'
import { openRunner } from '../engine/duckdb.ts'
import type { SqlRunner } from '../engine/engine.ts'
import { type ChildFailure, type ChildMessage, type JobMessage, linesOf, say } from './messages.ts'
import { sketchOf } from './sketch.ts'

const work = process.argv[2] ?? '/work'

const tell = (message: ChildMessage) => say(message)

class Refused extends Error {
  readonly code: ChildFailure
  constructor(code: ChildFailure) {
    super(code)
    this.code = code
  }
}

/** The engine's words may quote data: nothing of them goes out but which of our codes it was. */
const codeOf = (error: unknown, otherwise: ChildFailure): ChildFailure => {
  if (error instanceof Refused) return error.code
  return error instanceof Error && /out of memory|could not allocate|bad_alloc/i.test(error.message) ? 'out-of-memory' : otherwise
}

const attempt = async <T>(code: ChildFailure, task: () => Promise<T>): Promise<T> => {
  try {
    return await task()
  } catch (error) {
    throw new Refused(codeOf(error, code))
  }
}

const loadAll = async (runner: SqlRunner, { parts }: JobMessage) => {
  for (const { table, files, columns } of parts) {
    await runner.load(
      table,
      files.map((file) => join(work, file)),
      columns,
    )
  }
  await runner.lock()
}

const sendRows = async (runner: SqlRunner, job: JobMessage) => {
  const { columns, batches } = await runner.run(job.canonicalSql, job.parameters)
  tell({ is: 'columns', columns })
  let [rows, bytes] = [0, 0]
  for await (const batch of batches) {
    rows += batch.length
    bytes += JSON.stringify(batch).length
    if (rows > job.maxRows) throw new Refused('too-many-rows')
    if (bytes > job.maxBytes) throw new Refused('too-many-bytes')
    tell({ is: 'rows', rows: batch })
  }
}

/** A cell's last two columns are its buckets and their sums, the others its keys. */
const sendMembers = async (runner: SqlRunner, { membershipSql, parameters, maxRows }: JobMessage) => {
  if (membershipSql === undefined) return
  const { batches } = await runner.run(membershipSql, parameters)
  let cells = 0
  for await (const batch of batches) {
    cells += batch.length
    if (cells > maxRows) throw new Refused('too-many-rows')
    for (const row of batch)
      tell({ is: 'members', cell: JSON.stringify(row.slice(0, -2)), sketch: sketchOf(String(row.at(-2)), String(row.at(-1))) })
  }
}

const perform = async (job: JobMessage) => {
  const runner = await openRunner({ spillFolder: join(work, 'spill'), memoryBytes: job.memoryBytes * 0.6, threads: 2 })
  tell({ is: 'phase', phase: 'loading' })
  await attempt('load-failed', () => loadAll(runner, job))
  tell({ is: 'phase', phase: 'running' })
  await attempt('query-failed', () => sendRows(runner, job))
  tell({ is: 'phase', phase: 'sending' })
  await attempt('query-failed', () => sendMembers(runner, job))
  tell({ is: 'done' })
}

tell({ is: 'standing' })
for await (const line of linesOf(process.stdin)) {
  await perform(JSON.parse(line)).catch((error) => tell({ is: 'failed', code: codeOf(error, 'query-failed') }))
  break
}
process.exit(0)
