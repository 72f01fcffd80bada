/** Folds the whole log again and holds the result against the tables as they stand: no difference is the promise. */
import { isDeepStrictEqual } from 'node:util'
import type { NumbersOn } from '@yunhe/law'
import { sql } from 'kysely'
import { numbersInLog } from '../commands/numbers.ts'
import { fold } from '../commands/reading.ts'
import type { Log, Recorded, Tx } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import type { ClockTable } from '../store/tables.ts'
import { type CaseRow, caseRow } from './case-row.ts'
import { writeCase } from './cases.ts'
import { clockRows, replayClocks } from './clocks.ts'
import { keysEver, replayKeys } from './keys.ts'
import { procedureNamed } from './procedures.ts'

export interface Replay {
  readonly streams: number
  readonly entries: number
  /** Cases whose payloads were destroyed (article 19): nothing can fold them again, their line stays as it was. */
  readonly destroyed: readonly string[]
  /** `procedure/id: column` where a table said something else. */
  readonly differences: readonly string[]
}

interface Refolded {
  readonly stream: string
  readonly row: CaseRow
  readonly opened: string
  readonly updated: string
  readonly keys: ReturnType<typeof keysEver>
  readonly clocks: readonly ClockTable[]
}

/** @param rebuild whether the tables are emptied and written anew; otherwise they are only compared */
export const replay = async (db: Db, log: Log, rebuild: boolean): Promise<Replay> => {
  const numbersOn = await numbersInLog(log)
  return db.transaction().execute(async (tx) => {
    // Acts under way wait until we are through: what is compared is one moment.
    await sql`lock table cases in share row exclusive mode`.execute(tx)
    const streams = await tx.selectFrom('streams').selectAll().orderBy('stream').execute()
    const differences: string[] = []
    const destroyed: string[] = []
    const refolded: Refolded[] = []
    for (const { stream, procedure, version } of streams) {
      const past = await log.read(stream)
      if (past.length !== version) differences.push(`${stream}: version`)
      if (past.some(({ event }) => event === undefined)) destroyed.push(stream)
      else refolded.push(refold(stream, procedure, version, past, numbersOn))
    }
    differences.push(...(await compare(tx, refolded, destroyed)))
    differences.push(...(await replayKeys(tx, refolded, destroyed, rebuild)))
    differences.push(...(await replayClocks(tx, refolded, destroyed, rebuild)))
    if (rebuild) await rewrite(tx, refolded, destroyed)
    return { streams: streams.length, entries: streams.reduce((sum, { version }) => sum + version, 0), destroyed, differences }
  })
}

const refold = (stream: string, name: string, version: number, past: readonly Recorded[], numbersOn: NumbersOn): Refolded => {
  const procedure = procedureNamed(name)
  const id = stream.slice(name.length + 1)
  const state = fold(procedure, past)
  return {
    stream,
    row: caseRow(procedure, id, version, state),
    opened: past[0]?.ground.at ?? '',
    updated: past.at(-1)?.ground.at ?? '',
    keys: keysEver(procedure, past),
    clocks: clockRows(procedure, id, state, numbersOn),
  }
}

const compare = async (tx: Tx, refolded: readonly Refolded[], destroyed: readonly string[]): Promise<readonly string[]> => {
  const standing = new Map((await tx.selectFrom('cases').selectAll().execute()).map((row) => [`${row.procedure}/${row.id}`, row]))
  const known = new Set([...refolded.map(({ stream }) => stream), ...destroyed])
  const invented = [...standing.keys()].filter((stream) => !known.has(stream)).map((stream) => `${stream}: not in the log`)
  const differing = refolded.flatMap(({ stream, row, opened, updated }) => {
    const was = standing.get(stream)
    if (was === undefined) return [`${stream}: missing`]
    return columnsThatDiffer({ ...row, opened_at: opened, updated_at: updated }, was).map((column) => `${stream}: ${column}`)
  })
  return [...differing, ...invented]
}

const rewrite = async (tx: Tx, refolded: readonly Refolded[], destroyed: readonly string[]): Promise<void> => {
  await sql`delete from cases where procedure || '/' || id <> all(${destroyed}::text[])`.execute(tx)
  for (const { row, opened, updated } of refolded) {
    await writeCase(tx, row, opened)
    await tx.updateTable('cases').set({ updated_at: updated }).where('procedure', '=', row.procedure).where('id', '=', row.id).execute()
  }
}

const columnsThatDiffer = (fresh: Record<string, unknown>, was: Record<string, unknown>): readonly string[] =>
  Object.entries({ ...fresh, turn_list: fresh.turnList })
    .filter(([column]) => column !== 'turnList')
    .filter(([column, value]) => !isDeepStrictEqual(plain(value), plain(was[column])))
    .map(([column]) => column)

/** As JSON has it: the table knows no undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
