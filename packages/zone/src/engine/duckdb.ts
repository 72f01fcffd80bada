/** DuckDB, opened hardened: in memory, no extensions, few threads, and after loading no outside and no settings. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement, type DuckDBValue, version } from '@duckdb/node-api'
import {
  type Cell,
  type EngineTable,
  engineTypes,
  literal,
  type Parameters,
  quoted,
  type ResultColumn,
  type SqlBinder,
  type SqlReader,
  type SqlRunner,
} from './engine.ts'
import { streamWords } from './words.ts'

export interface RunnerWalls {
  /** A private folder that dies with the process; spilled data lies there in plain text. */
  readonly spillFolder: string
}

const closed = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
  allow_persistent_secrets: 'false',
}

const lockDown = (connection: DuckDBConnection, files: readonly string[] = []) =>
  connection
    .run(`SET allowed_paths = [${files.map(literal).join(', ')}]; SET enable_external_access = false; SET lock_configuration = true`)
    .then(() => undefined)

/** A reader without data: an instance for parsing and printing, and a fresh one for every binding. */
export const openReader = async (): Promise<SqlReader> => {
  const connection = await openBare()
  await lockDown(connection)
  return {
    parse: await asking(connection, 'SELECT json_serialize_sql($1::VARCHAR)::VARCHAR'),
    print: await asking(connection, 'SELECT json_deserialize_sql($1::JSON)'),
    openBinder: lendingBinders(),
  }
}

/** How many grants' binders stand at once; each holds empty tables and nothing that a text could leave behind. */
const mostBinders = 4

/** The steps of a notebook and the jobs of a workspace bind against the same tables: their binder is opened once and lent. */
const lendingBinders = () => {
  const known = new Map<string, { readonly binder: Promise<SqlBinder>; lent: number }>()
  const retire = () => {
    for (const [key, one] of known) {
      if (known.size <= mostBinders) return
      if (one.lent > 0) continue
      known.delete(key)
      void one.binder.then(({ close }) => close())
    }
  }
  return async (tables: readonly EngineTable[]): Promise<SqlBinder> => {
    const key = JSON.stringify(tables.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.type])]))
    const one = known.get(key) ?? { binder: openBinder(tables), lent: 0 }
    known.delete(key)
    known.set(key, one)
    one.lent += 1
    const { bind } = await one.binder.catch((error: unknown) => {
      known.delete(key)
      throw error
    })
    let isBack = false
    const close = () => {
      if (isBack) return
      isBack = true
      one.lent -= 1
      retire()
    }
    return { bind, close }
  }
}

/** Binding happens in an instance that holds empty tables of the grant and nothing else. */
const openBinder = async (tables: readonly EngineTable[]): Promise<SqlBinder> => {
  const instance = await DuckDBInstance.create(':memory:', { ...closed, threads: '1' })
  const connection = await instance.connect()
  await connection.run(tables.map(createTable).join(';'))
  await lockDown(connection)
  const planOf = await asking(connection, 'SELECT json_serialize_plan($1::VARCHAR)::VARCHAR')
  return {
    bind: async (sql) => {
      const plan = await planOf(sql)
      return { plan, columns: plan.startsWith('{"error":true') ? [] : await resultColumns(connection, sql) }
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const openBare = async () => (await DuckDBInstance.create(':memory:', { ...closed, threads: '1', max_memory: '256MB' })).connect()

const createTable = ({ name, columns }: EngineTable) =>
  `CREATE TABLE ${quoted(name)} (${columns.map((column) => `${quoted(column.name)} ${engineTypes[column.type]}`).join(', ')})`

/** A question with one text in it, planned once and asked of one text after the other; none is kept once it has its answer. */
const asking = async (connection: DuckDBConnection, sql: string): Promise<(value: string) => Promise<string>> => {
  const prepared = await connection.prepare(sql)
  const ask = async (value: string): Promise<string> => {
    prepared.bindVarchar(1, value)
    try {
      const text = (await prepared.runAndReadAll()).getRows()[0]?.[0]
      if (typeof text !== 'string') throw new Error('the engine could not answer with a text to a parse, print or bind')
      return text
    } finally {
      prepared.clearBindings()
    }
  }
  let before: Promise<unknown> = Promise.resolve()
  return (value) => {
    const answer = before.then(() => ask(value))
    before = answer.catch(() => undefined)
    return answer
  }
}

const resultColumns = async (connection: DuckDBConnection, sql: string): Promise<readonly ResultColumn[]> => {
  const prepared = await connection.prepare(sql)
  try {
    return columnsOf(prepared)
  } finally {
    prepared.destroySync()
  }
}

const columnsOf = (prepared: DuckDBPreparedStatement): readonly ResultColumn[] =>
  Array.from({ length: prepared.columnCount }, (_, index) => ({
    name: prepared.columnName(index),
    type: prepared.columnType(index).toString(),
  }))

/** The one that runs: for use inside a sandboxed process only. */
export const openRunner = async ({ spillFolder }: RunnerWalls): Promise<SqlRunner> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...closed,
    threads: '1',
    max_memory: '256MB',
    temp_directory: spillFolder,
  })
  const connection = await instance.connect()
  await connection.run(`SET max_temp_directory_size = '1GB'; CREATE SCHEMA ${numbered}`)
  // The same names as elsewhere, with a number beside each row: only our own texts look there, and a star of anybody else stays as it is.
  // Rows that are on their way may be many: only then the engine makes the next ones while those before are looked at.
  const rows = await instance.connect()
  await rows.run(`SET search_path = '${numbered},main'; SET streaming_buffer_size = '64MB'`)
  return {
    limit: async (memoryBytes, threads) =>
      void (await connection.run(`SET max_memory = '${Math.floor(memoryBytes / 1_048_576)}MB'; SET threads = ${Math.floor(threads)}`)),
    load: (table, files, columns, how = 'asFiles') => load(connection, { table, files, columns, how }),
    lock: (files) => lockDown(connection, files),
    make: async (table, sql, parameters) => {
      for await (const _ of (await run(connection, `CREATE TABLE ${quoted(table)} AS ${sql}`, parameters)).batches);
    },
    drop: async (table) => void (await connection.run(`DROP TABLE ${quoted(table)}`)),
    version: `duckdb ${version()}`,
    run: (sql, parameters) => run(connection, sql, parameters),
    words: async (sql, parameters, take) => {
      const prepared = await bound(rows, sql, parameters)
      const columns = columnsOf(prepared).map(({ type }) => (type === 'UBIGINT' ? 2 : 1))
      await streamWords(await prepared.stream(), columns, (words, count) => take(words, count, columns.length))
    },
  }
}

interface Loading {
  readonly table: string
  readonly files: readonly string[]
  readonly columns: readonly string[] | undefined
  readonly how: 'asFiles' | 'asRows'
}

/** Read where they lie: copying ten million rows into memory first takes longer than most queries over them. */
const load = async (connection: DuckDBConnection, { table, files, columns, how }: Loading): Promise<void> => {
  const list = files.map((file) => literal(file)).join(', ')
  // A row is known by its number in the files when results are compared: the order is kept whatever is set elsewhere.
  await connection.run('SET preserve_insertion_order = true')
  // No column is needed to count rows, but a table needs one.
  const taken = columns === undefined ? '*' : columns.length === 0 ? 'true AS row_present' : columns.map(quoted).join(', ')
  await connection.run(`CREATE ${how === 'asRows' ? 'TABLE' : 'VIEW'} ${quoted(table)} AS SELECT ${taken} FROM read_parquet([${list}])`)
  if (how === 'asFiles') await numberRows(connection, table, files, taken === '*' ? '* EXCLUDE (file_row_number)' : taken)
}

const numbered = 'numbered'

/** One file after the other, each counted on from those before it: the order in which whose the rows are is kept too. */
const numberRows = async (connection: DuckDBConnection, table: string, files: readonly string[], taken: string): Promise<void> => {
  const counts = await connection.runAndReadAll(
    `SELECT file_name, num_rows FROM parquet_file_metadata([${files.map((file) => literal(file)).join(', ')}])`,
  )
  const rowsByFile = new Map(counts.getRows().map(([file, rows]) => [String(file), Number(rows)]))
  let before = 0
  const selects = files.map((file) => {
    const from = before
    before += rowsByFile.get(file) ?? Number.NaN
    return `SELECT ${taken}, (file_row_number + ${from})::INTEGER AS rowid FROM read_parquet(${literal(file)}, file_row_number = true)`
  })
  if (!Number.isSafeInteger(before)) throw new Error(`could not number the rows of ${table}: a file does not say how many it has`)
  await connection.run(`CREATE VIEW ${numbered}.${quoted(table)} AS ${selects.join(' UNION ALL ')}`)
}

const bound = async (connection: DuckDBConnection, sql: string, parameters: Parameters): Promise<DuckDBPreparedStatement> => {
  const prepared = await connection.prepare(sql)
  for (let index = 1; index <= prepared.parameterCount; index += 1)
    bindValue(prepared, index, parameters[prepared.parameterName(index)] ?? null)
  return prepared
}

const run = async (connection: DuckDBConnection, sql: string, parameters: Parameters) => {
  const prepared = await bound(connection, sql, parameters)
  const result = await prepared.stream()
  return { columns: columnsOf(prepared), batches: batchesOf(result) }
}

const bindValue = (prepared: DuckDBPreparedStatement, index: number, value: Cell) => {
  if (value === null) prepared.bindNull(index)
  else if (typeof value === 'string') prepared.bindVarchar(index, value)
  else if (typeof value === 'boolean') prepared.bindBoolean(index, value)
  else if (Number.isSafeInteger(value)) prepared.bindBigInt(index, BigInt(value))
  else prepared.bindDouble(index, value)
}

async function* batchesOf(result: { fetchChunk: () => Promise<{ rowCount: number; getRows: () => DuckDBValue[][] } | null> }) {
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    yield chunk.getRows().map((row) => row.map(cellOf))
  }
}

const cellOf = (value: DuckDBValue): Cell => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return String(value)
}
