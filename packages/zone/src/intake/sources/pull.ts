/** Copies a table of a named source into a file that then passes through the same walls as any delivery: read-only, in one snapshot, in bounded time and memory. */
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DatasetContract } from '../../orders.ts'
import { type DeliveryRefusal, deliveryRefusal } from '../refusals.ts'
import type { Cells, Connecting, Connection } from './connection.ts'
import { openMysql } from './mysql.ts'
import { openPostgres } from './postgres.ts'
import type { Source, SourceTable } from './source.ts'

export interface Pulling {
  readonly source: Source
  readonly table: SourceTable
  readonly contract: DatasetContract
  /** Only what came after it. */
  readonly after: string | undefined
  readonly isIncremental: boolean
  readonly file: string
  readonly seen: (bytes: Uint8Array) => void
}

/** The text of a database's error may hold values: none of it leaves here. */
export const pull = async (pulling: Pulling): Promise<{ readonly watermark?: string } | DeliveryRefusal> => {
  const { source, table, isIncremental } = pulling
  if (isIncremental && table.watermark === undefined) return deliveryRefusal('no-watermark', `table ${table.table}`)
  let connection: Connection | undefined
  try {
    connection = await (source.kind === 'postgres' ? openPostgres : openMysql)(await connecting(source))
    return await copyFrom(connection, pulling)
  } catch (fault) {
    return deliveryRefusal(isUnknownColumn(fault) ? 'source-columns' : 'source-unreachable', `table ${table.table}`)
  } finally {
    await connection?.close().catch(() => undefined)
  }
}

const connecting = async (source: Source): Promise<Connecting> => ({
  source,
  password: source.passwordFile === undefined ? undefined : (await readFile(source.passwordFile, 'utf8')).replace(/\r?\n$/, ''),
  ca: source.caFile === undefined ? undefined : await readFile(source.caFile, 'utf8'),
})

const isUnknownColumn = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && (fault.code === '42703' || fault.code === 'ER_BAD_FIELD_ERROR')

const copyFrom = async (connection: Connection, { table, contract, after, isIncremental, file, seen }: Pulling) => {
  const { quoted, parameter, asText } = connection
  const from = [table.schema, table.table].flatMap((part) => (part === undefined ? [] : [quoted(part)])).join('.')
  const names = contract.columns.map(({ name }) => name)
  const selected = names.map((name) => asText(quoted(table.columns[name] ?? name))).join(', ')
  const watermark = table.watermark === undefined ? undefined : quoted(table.watermark)
  const [newest = null] =
    watermark === undefined ? [] : ((await connection.one(`SELECT ${asText(`max(${watermark})`)} FROM ${from}`, [])) ?? [])
  // It comes back as a value of a statement some day: what is no number and no time is not kept.
  if (newest !== null && !/^[0-9A-Za-z :.+-]{1,64}$/.test(newest)) return deliveryRefusal('no-watermark', `table ${table.table}`)
  const isGoingOn = isIncremental && after !== undefined && watermark !== undefined
  if (isGoingOn && (newest === null || newest === after)) return deliveryRefusal('nothing-new', `table ${table.table}`)
  const bound = isGoingOn ? ` WHERE ${watermark} > ${parameter(1)} AND ${watermark} <= ${parameter(2)}` : ''
  const rows = connection.rows(`SELECT ${selected} FROM ${from}${bound}`, isGoingOn ? [after, newest ?? ''] : [])
  await pipeline(Readable.from(linesOf(names, rows, seen)), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return newest === null ? {} : { watermark: newest }
}

async function* linesOf(names: readonly string[], rows: AsyncIterable<readonly Cells[]>, seen: (bytes: Uint8Array) => void) {
  const counted = (text: string): Buffer => {
    const bytes = Buffer.from(text)
    seen(bytes)
    return bytes
  }
  yield counted(`${names.join(',')}\n`)
  for await (const batch of rows) yield counted(batch.map((cells) => `${cells.map(cellText).join(',')}\n`).join(''))
}

const cellText = (cell: string | null): string => (cell === null || cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)
