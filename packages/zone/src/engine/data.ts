/** The engine for the zone's own work on files, intake and provisioning: in memory, walled in, never shown to an operator. */

import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { type BatchFunction, registerBatchFunction } from './batch.ts'
import { literal } from './engine.ts'
import { streamWords } from './words.ts'

/** A value bound to `$name`; a list is a list of texts. */
export type Bound = string | number | bigint | boolean | null | readonly string[]
export type Bind = Readonly<Record<string, Bound>>
export type Row = Readonly<Record<string, unknown>>

export type DataEngine = {
  readonly run: (sql: string, bind?: Bind) => Promise<void>
  /** Whole result in memory: for counts and places, not for data. Numbers of 64 bits arrive as texts. */
  readonly rows: (sql: string, bind?: Bind) => Promise<readonly Row[]>
  /** Streams a query into one Parquet file and answers the number of rows written. */
  readonly copy: (query: string, file: string, bind?: Bind) => Promise<number>
  /** One column of UBIGINT, whole and in the order of the query. */
  readonly numbers: (query: string) => Promise<BigUint64Array>
  readonly columnsOf: (query: string, bind?: Bind) => Promise<readonly { readonly name: string; readonly type: string }[]>
  readonly close: () => void
}

export type Walls = {
  /** The only folders that SQL may read and write. */
  readonly folders: readonly string[]
  readonly files?: readonly string[]
  /** Where the engine may spill, in plain text: a private folder that is removed afterwards. */
  readonly spillFolder: string
  readonly memoryMegabytes?: number
  readonly threads?: number
  /** So much of an answer may be made before it is asked for, while what came before is looked at. */
  readonly readAheadMegabytes?: number
  /** Keeping the order of rows costs memory; only intake promises it. */
  readonly keepsOrder?: boolean
  /** Functions of ours that the SQL of this engine may name. */
  readonly functions?: readonly BatchFunction[]
}

/** A statement failed. `kind` is the engine's class of error; its text may quote data and is dropped here. */
export class EngineFault extends Error {
  readonly kind: string
  constructor(kind: string) {
    super(`the data engine could not finish a statement: ${kind}`)
    this.kind = kind
  }
}

/** The rows of Parquet files as a relation, in the order of the files. */
export const parquet = (files: readonly string[]): string => `read_parquet([${files.map(literal).join(', ')}])`

export const openDataEngine = async (walls: Walls): Promise<DataEngine> => {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(walls.threads ?? 2),
    memory_limit: `${walls.memoryMegabytes ?? 1024}MB`,
  })
  const connection = await instance.connect()
  for (const one of walls.functions ?? []) registerBatchFunction(connection, one)
  for (const setting of settingsOf(walls)) await connection.run(setting)
  const ask = (sql: string, bind: Bind = {}) => withoutText(connection.runAndReadAll(sql, valuesOf(bind), typesOf(bind)))
  return {
    run: async (sql, bind) => void (await ask(sql, bind)),
    rows: async (sql, bind) => (await ask(sql, bind)).getRowObjectsJson(),
    copy: async (query, file, bind) =>
      countIn((await ask(`COPY (${query}) TO ${literal(file)} (FORMAT parquet)`, bind)).getRowObjectsJson()),
    numbers: (query) => withoutText(numbersIn(connection, query)),
    columnsOf: async (query, bind) => describedIn((await ask(`DESCRIBE ${query}`, bind)).getRowObjectsJson()),
    close: () => closeBoth(connection, instance),
  }
}

/** The last setting locks the others: no later text can open the walls again. */
const settingsOf = (walls: Walls): readonly string[] => [
  `SET temp_directory = ${literal(walls.spillFolder)}`,
  `SET max_temp_directory_size = '20GB'`,
  `SET streaming_buffer_size = '${walls.readAheadMegabytes ?? 1}MB'`,
  `SET preserve_insertion_order = ${walls.keepsOrder === true}`,
  `SET TimeZone = 'Asia/Shanghai'`,
  `SET allowed_directories = [${walls.folders.map((folder) => literal(`${folder}/`)).join(', ')}]`,
  `SET allowed_paths = [${(walls.files ?? []).map(literal).join(', ')}]`,
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
]

const isList = (value: Bound): value is readonly string[] => Array.isArray(value)

const valuesOf = (bind: Bind): Record<string, DuckDBValue> =>
  Object.fromEntries(Object.entries(bind).map(([name, value]) => [name, isList(value) ? listValue([...value]) : value]))

const typesOf = (bind: Bind): Record<string, DuckDBType | undefined> =>
  Object.fromEntries(Object.entries(bind).map(([name, value]) => [name, isList(value) ? LIST(VARCHAR) : undefined]))

const withoutText = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (error) {
    throw new EngineFault(kindOf(error))
  }
}

/** `Conversion Error: Could not convert string '…'` keeps only its class: the rest may be a value. */
const kindOf = (error: unknown): string => {
  const kind = /^([A-Z][A-Za-z ]{0,40} Error):/.exec(error instanceof Error ? error.message : '')?.[1]
  return kind === undefined ? 'unknown' : kind.toLowerCase()
}

const numbersIn = async (connection: DuckDBConnection, query: string): Promise<BigUint64Array> => {
  const chunks: Uint32Array[] = []
  await streamWords(await connection.stream(query), [2], (words) => void chunks.push(Uint32Array.from(words(0))))
  const whole = new Uint32Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return new BigUint64Array(whole.buffer)
}

const countIn = (rows: readonly Row[]): number => Number(rows[0]?.Count ?? 0)

const describedIn = (rows: readonly Row[]) => rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }))

const closeBoth = (connection: DuckDBConnection, instance: DuckDBInstance): void => {
  connection.closeSync()
  instance.closeSync()
}
