/** Folds the whole log again and holds the result against the tables as they stand: no difference is the promise. A part at a time, however long it is. */
import { isDeepStrictEqual } from 'node:util'
import { filesIn, type NumbersOn } from '@yunhe/law'
import { sql } from 'kysely'
import { numbersInLog } from '../commands/numbers.ts'
import { fold } from '../commands/reading.ts'
import type { FilesOfCase } from '../store/files/kept.ts'
import type { Log, Recorded, Tx } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import type { ClockTable } from '../store/tables.ts'
import { type CaseRow, caseRow } from './case-row.ts'
import { writeCase } from './cases.ts'
import { clockRows, clocksOfNoCase, replayClocks } from './clocks.ts'
import { type KeysEver, keysEver, keysOfNoCase, replayKeys } from './keys.ts'
import { procedureNamed } from './procedures.ts'

export interface Replay {
  readonly streams: number
  readonly entries: number
  /** Cases whose payloads were destroyed (article 19): nothing can fold them again, their line stays as it was. */
  readonly destroyed: readonly string[]
  /** `procedure/id: column` where a table said something else; `…@3: damaged` where an entry is not what was written. */
  readonly differences: readonly string[]
  /** The files that entries speak of: to be held against what is stored, which is no projection. */
  readonly attached: readonly FilesOfCase[]
}

interface Refolded {
  readonly stream: string
  readonly row: CaseRow
  readonly opened: string
  readonly updated: string
  readonly keys: KeysEver
  readonly clocks: readonly ClockTable[]
}

/** What is in memory at one time. */
const streamsAtOnce = 200

/** @param rebuild whether the tables are mended where they differ; otherwise they are only compared */
export const replay = async (db: Db, log: Log, rebuild: boolean): Promise<Replay> => {
  const numbersOn = await numbersInLog(log)
  return db.transaction().execute(async (tx) => {
    // Acts under way wait until we are through: what is compared is one moment.
    await sql`lock table cases in share row exclusive mode`.execute(tx)
    const differences: string[] = []
    const destroyed: string[] = []
    const attached: FilesOfCase[] = []
    let [streams, entries] = [0, 0]
    for await (const part of partsOf(tx, log)) {
      const refolded: Refolded[] = []
      for (const { stream, procedure, version, past } of part) {
        const damaged = past.filter((one) => one.damaged)
        const files = past.flatMap(({ event }) => filesIn(event))
        if (files.length > 0) attached.push({ stream, files })
        if (past.length !== version) differences.push(`${stream}: version`)
        differences.push(...damaged.map(({ ref }) => `${ref}: damaged`))
        if (past.some(({ event, damaged: isDamaged }) => event === undefined && !isDamaged)) destroyed.push(stream)
        else if (damaged.length === 0) refolded.push(refold(stream, procedure, version, past, numbersOn))
      }
      differences.push(...(await compare(tx, refolded, rebuild)))
      differences.push(...(await replayKeys(tx, refolded, rebuild)))
      differences.push(...(await replayClocks(tx, refolded, rebuild)))
      streams += part.length
      entries += part.reduce((sum, { version }) => sum + version, 0)
    }
    differences.push(...(await ofNoCase(tx, rebuild)))
    return { streams, entries, destroyed, differences, attached }
  })
}

interface Stream {
  readonly stream: string
  readonly procedure: string
  readonly version: number
  readonly past: readonly Recorded[]
}

/** The next part is read while this one is folded. */
async function* partsOf(tx: Tx, log: Log): AsyncGenerator<readonly Stream[]> {
  const partAfter = async (last: string): Promise<readonly Stream[]> => {
    const streams = await tx.selectFrom('streams').selectAll().where('stream', '>', last).orderBy('stream').limit(streamsAtOnce).execute()
    const pasts = await log.inspectAll(streams.map(({ stream }) => stream))
    return streams.map((one) => ({ ...one, past: pasts.get(one.stream) ?? [] }))
  }
  let coming = partAfter('')
  for (let part = await coming; part.length > 0; part = await coming) {
    coming = partAfter(part.at(-1)?.stream ?? '')
    // Whoever waits for it sees its failure.
    coming.catch(() => undefined)
    yield part
  }
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

const compare = async (tx: Tx, refolded: readonly Refolded[], rebuild: boolean): Promise<readonly string[]> => {
  const names = refolded.map(({ row }) => [row.procedure, row.id] as const)
  const rows = await tx
    .selectFrom('cases')
    .selectAll()
    .where(
      sql<boolean>`(procedure, id) in (select * from unnest(${names.map(([name]) => name)}::text[], ${names.map(([, id]) => id)}::text[]))`,
    )
    .execute()
  const standing = new Map(rows.map((row) => [`${row.procedure}/${row.id}`, row]))
  const found: string[] = []
  for (const { stream, row, opened, updated } of refolded) {
    const was = standing.get(stream)
    const differing = was === undefined ? ['missing'] : columnsThatDiffer({ ...row, opened_at: opened, updated_at: updated }, was)
    found.push(...differing.map((column) => `${stream}: ${column}`))
    if (rebuild && differing.length > 0) await rewrite(tx, row, opened, updated)
  }
  return found
}

const rewrite = async (tx: Tx, row: CaseRow, opened: string, updated: string): Promise<void> => {
  await writeCase(tx, row, opened)
  await tx
    .updateTable('cases')
    .set({ opened_at: opened, updated_at: updated })
    .where('procedure', '=', row.procedure)
    .where('id', '=', row.id)
    .execute()
}

/** What stands in a table without a case in the log. */
const ofNoCase = async (tx: Tx, rebuild: boolean): Promise<readonly string[]> => {
  const { rows } = await sql<{ stream: string }>`
    select procedure || '/' || id as stream from cases where procedure || '/' || id not in (select stream from streams) order by 1`.execute(
    tx,
  )
  const invented = rows.map(({ stream }) => stream)
  if (rebuild && invented.length > 0) await sql`delete from cases where procedure || '/' || id = any(${invented}::text[])`.execute(tx)
  const others = [...(await keysOfNoCase(tx, rebuild)), ...(await clocksOfNoCase(tx, rebuild))]
  return [...invented.map((stream) => `${stream}: not in the log`), ...others]
}

const columnsThatDiffer = (fresh: Record<string, unknown>, was: Record<string, unknown>): readonly string[] => {
  const { turnList, ...columns } = plain(fresh)
  return Object.entries({ ...columns, turn_list: turnList })
    .filter(([column, value]) => !isDeepStrictEqual(value, was[column] ?? null))
    .map(([column]) => column)
}

/** As JSON has it: the table knows no undefined. */
const plain = (value: Record<string, unknown>): Record<string, unknown> => JSON.parse(JSON.stringify(value))
