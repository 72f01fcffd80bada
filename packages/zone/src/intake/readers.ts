/** Readers of delivered files: each turns one format into a relation of the promised columns, with the place of every row. */
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataEngine } from '../engine/data.ts'
import { EngineFault } from '../engine/data.ts'
import { literal, quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import type { DetectedEncoding, Encoding } from './encoding.ts'
import { detectEncoding } from './encoding.ts'
import type { Delimiter, Header } from './header.ts'
import { columnNameOf, placementRefusals, readHeader } from './header.ts'
import type { Quarantine } from './quarantine.ts'
import type { DeliveryRefusal, DeliveryRefusalCode } from './refusals.ts'
import { deliveryRefusal } from './refusals.ts'
import { firstLine, stageText } from './text-stage.ts'

/** What the provider says of the file; what is left out is found out. */
export type Format =
  | { readonly kind: 'csv'; readonly delimiter?: Delimiter; readonly encoding?: Encoding }
  | { readonly kind: 'json-lines'; readonly encoding?: Encoding }
  | { readonly kind: 'parquet' }

/** A file as a relation: columns `place` (number of line or row), `broken` (a reason or null) and those of the contract. */
export type Incoming = {
  readonly relation: string
  readonly typeByColumn: ReadonlyMap<string, string>
  readonly placed: 'line' | 'row'
  /** Records of the file, header left out, those set aside counted. */
  readonly records: number
  readonly setAside: number
  /** Whether the engine may turn records down by itself (number of fields, quotes). */
  readonly mark: string | undefined
}

export type Reading = {
  readonly file: string
  readonly contract: DatasetContract
  readonly engine: DataEngine
  readonly folder: string
  readonly quarantine: Quarantine
}

export const read = async (reading: Reading, format: Format): Promise<Incoming | readonly DeliveryRefusal[]> => {
  if ((await stat(reading.file)).size === 0) return [deliveryRefusal('empty-file', 'byte 0')]
  if (format.kind === 'parquet') return readParquet(reading)
  const detected = await detectEncoding(reading.file)
  const refused = encodingRefusal(detected, format.encoding)
  if (refused !== undefined) return [deliveryRefusal(refused, 'byte 0')]
  const encoding = format.encoding ?? (detected === 'gb18030' ? 'gb18030' : 'utf-8')
  return format.kind === 'csv' ? readCsv(reading, encoding, format.delimiter) : readJsonLines(reading, encoding)
}

const encodingRefusal = (detected: DetectedEncoding, declared: Encoding | undefined): DeliveryRefusalCode | undefined => {
  if (detected === 'other') return 'encoding-not-supported'
  return declared === undefined || detected === 'ascii' || detected === declared ? undefined : 'encoding-differs'
}

const readCsv = async (reading: Reading, encoding: Encoding, declared?: Delimiter): Promise<Incoming | readonly DeliveryRefusal[]> => {
  const first = await firstLine(reading.file, encoding)
  if (first?.state === 'line-too-long') return [deliveryRefusal('header-too-long', `line ${first.line}`)]
  const header = readHeader(first?.bytes.toString('utf8') ?? '', reading.contract, declared)
  if (!('placeByColumn' in header)) return header
  const to = join(reading.folder, 'staged.csv')
  const { delimiter } = header
  const staged = await stageText({ ...reading, to, encoding, mark: delimiter, delimiter, skipsHeader: true })
  return { ...staged, relation: csvRelation(to, header), typeByColumn: new Map(), placed: 'line', mark: delimiter }
}

/** Everything is read as text; `f0` is the number of the line that staging put first. */
const csvRelation = (file: string, { delimiter, width, placeByColumn }: Header): string => {
  const fields = Array.from({ length: width + 1 }, (_, index) => `f${index}: 'VARCHAR'`).join(', ')
  const columns = [...placeByColumn].map(([name, place]) => `f${place + 1} AS ${quoted(name)}`).join(', ')
  const settings = `delim = ${literal(delimiter)}, quote = '"', escape = '"', header = false, auto_detect = false, store_rejects = true, rejects_limit = 100000, null_padding = false, max_line_size = 4194304`
  return `SELECT CAST(f0 AS BIGINT) AS place, NULL AS broken, ${columns} FROM read_csv(${literal(file)}, columns = {${fields}}, ${settings})`
}

const unitSeparator = '\u0001'

const readJsonLines = async (reading: Reading, encoding: Encoding): Promise<Incoming | readonly DeliveryRefusal[]> => {
  const to = join(reading.folder, 'staged.jsonl')
  const staged = await stageText({ ...reading, to, encoding, mark: unitSeparator, delimiter: undefined, skipsHeader: false })
  const names = await namesInJson(reading, jsonRelation(to, []))
  const refusals = placementRefusals(names, reading.contract)
  if (refusals.length > 0) return refusals
  const columns = reading.contract.columns.map(({ name }) => name)
  return { ...staged, relation: jsonRelation(to, columns), typeByColumn: new Map(), placed: 'line', mark: unitSeparator }
}

const jsonRelation = (file: string, columns: readonly string[]): string => {
  const settings = `delim = ${literal(unitSeparator)}, quote = '', escape = '', header = false, auto_detect = false, store_rejects = true, rejects_limit = 100000, max_line_size = 4194304`
  const lines = `SELECT CAST(f0 AS BIGINT) AS place, CASE WHEN json_valid(f1) AND json_type(f1) = 'OBJECT' THEN f1 END AS object FROM read_csv(${literal(file)}, columns = {f0: 'VARCHAR', f1: 'VARCHAR'}, ${settings})`
  const values = columns.map((name) => `, json_extract_string(object, ${literal(`$."${name}"`)}) AS ${quoted(name)}`).join('')
  return `SELECT place, CASE WHEN object IS NULL THEN 'not-json' END AS broken${columns.length === 0 ? ', object' : values} FROM (${lines})`
}

/** JSON lines have no header: a promised column must be named in one of the first lines at least. */
const namesInJson = async ({ engine }: Reading, relation: string): Promise<readonly string[]> => {
  const rows = await engine.rows(
    `SELECT DISTINCT unnest(json_keys(object)) AS name FROM (SELECT * FROM (${relation}) LIMIT 10000) WHERE object IS NOT NULL`,
  )
  return rows.map((row) => String(row.name))
}

const readParquet = async (reading: Reading): Promise<Incoming | readonly DeliveryRefusal[]> => {
  const cut = await cutAt(reading.file)
  if (cut !== undefined) return [deliveryRefusal('parquet-cut', `byte ${cut}`)]
  try {
    const source = `read_parquet(${literal(reading.file)})`
    const delivered = await reading.engine.columnsOf(`SELECT * FROM ${source}`)
    const refusals = placementRefusals(
      delivered.map(({ name }) => columnNameOf(name)),
      reading.contract,
    )
    if (refusals.length > 0) return refusals
    const promised = reading.contract.columns.flatMap(({ name }) =>
      delivered.filter((each) => columnNameOf(each.name) === name).map((each) => ({ ...each, as: name })),
    )
    const columns = promised.map((each) => `${quoted(each.name)} AS ${quoted(each.as)}`).join(', ')
    const [counted] = await reading.engine.rows(`SELECT count(*) AS records FROM ${source}`)
    const relation = `SELECT file_row_number + 1 AS place, NULL AS broken, ${columns} FROM ${source}`
    const typeByColumn = new Map(promised.map(({ as, type }) => [as, type]))
    return { relation, typeByColumn, placed: 'row', records: Number(counted?.records), setAside: 0, mark: undefined }
  } catch (fault) {
    if (fault instanceof EngineFault) return [deliveryRefusal('parquet-broken', 'footer')]
    throw fault
  }
}

/** A Parquet file begins and ends with four signs; where the last are missing it was cut. @returns the byte at which it stops */
const cutAt = async (file: string): Promise<number | undefined> => {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const ends = Buffer.alloc(8)
    await handle.read(ends, 0, 4, 0)
    await handle.read(ends, 4, 4, Math.max(0, size - 4))
    return size >= 12 && ends.toString('latin1') === 'PAR1PAR1' ? undefined : size
  } finally {
    await handle.close()
  }
}
