/** What the zone asks of a data engine: to read and print strangers' SQL, to bind it to names, and to run what was printed. */

export const engineTypes = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  boolean: 'BOOLEAN',
} as const
export type EngineType = keyof typeof engineTypes

/** A name and a text as they stand in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

export interface EngineTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: EngineType }[]
}

/** Reads SQL as text and never runs it. All answers are the engine's own JSON; nothing here sees data. */
export interface SqlReader {
  /** The syntax tree of the text; parses only, evaluates nothing. */
  readonly parse: (text: string) => Promise<string>
  /** The SQL text of a syntax tree. */
  readonly print: (tree: string) => Promise<string>
  /** Empty tables of these shapes in an instance of their own; to be closed by whoever opened it. */
  readonly openBinder: (tables: readonly EngineTable[]) => Promise<SqlBinder>
}

export interface SqlBinder {
  /** The bound plan of SQL text, and the names and types of its result columns; no columns where it does not bind. */
  readonly bind: (sql: string) => Promise<{ readonly plan: string; readonly columns: readonly ResultColumn[] }>
  readonly close: () => void
}

export interface ResultColumn {
  readonly name: string
  readonly type: string
}

/** A cell of a result as JSON can carry it; whole numbers beyond 2^53 and times arrive as text. */
export type Cell = string | number | boolean | null
export type Parameters = Readonly<Record<string, Cell>>

/** Runs SQL over loaded tables in a process that has nothing else. */
export interface SqlRunner {
  /** What it may take; the last word before the outside is closed. */
  readonly limit: (memoryBytes: number, threads: number) => Promise<void>
  /** Parquet files under a table's name; only these columns, in the order of the files. `asRows` where a text to run names `rowid`. */
  readonly load: (table: string, files: readonly string[], columns?: readonly string[], how?: 'asFiles' | 'asRows') => Promise<void>
  /** Closes the outside for good: no files but these, no extensions, no settings. */
  readonly lock: (files?: readonly string[]) => Promise<void>
  /** Makes a table in memory of what a text answers. */
  readonly make: (table: string, sql: string, parameters: Parameters) => Promise<void>
  /** Removes a table that it made. */
  readonly drop: (table: string) => Promise<void>
  /** The engine and its version: another one may round otherwise. */
  readonly version: string
  /** Streams the result in batches. */
  readonly run: (sql: string, parameters: Parameters) => Promise<RunningResult>
  /**
   * Streams columns of UBIGINT, each value as two words, and of INTEGER without making values of them; what is given may not be kept. In
   * these texts `rowid` is the number of a row in the order of the files. `take` asks for the columns that it looks at, learns how many
   * there are, and answers false where it has seen enough.
   */
  readonly words: (
    sql: string,
    parameters: Parameters,
    take: (columns: (column: number) => Uint32Array, count: number, width: number) => boolean,
  ) => Promise<void>
}

export interface RunningResult {
  readonly columns: readonly ResultColumn[]
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>
}
