/** The inside of the writing worker: one new file of SQLite, filled, indexed, analyzed. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import type { ServedColumn, ServedValue } from './serving-store.ts'
import type { WriterAnswer, WriterWord } from './sqlite-writing.ts'

const storageByType: Readonly<Record<string, string>> = { integer: 'INTEGER', number: 'REAL', boolean: 'INTEGER' }

interface Copy {
  readonly database: DatabaseSync
  readonly insert: StatementSync
  readonly indexed: readonly string[]
}

let copy: Copy | undefined
let written = 0

const begin = ({ file, columns, indexed }: WriterWord & { word: 'begin' }): Copy => {
  const database = new DatabaseSync(file)
  database.exec(
    'PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY',
  )
  database.exec(`CREATE TABLE columns (name TEXT NOT NULL, type TEXT NOT NULL) STRICT`)
  database.exec(`CREATE TABLE served (${columns.map(declared).join(', ')}) STRICT`)
  database.exec('BEGIN')
  const named = database.prepare('INSERT INTO columns VALUES (?, ?)')
  for (const { name, type } of columns) named.run(name, type)
  return { database, indexed, insert: database.prepare(`INSERT INTO served VALUES (${columns.map(() => '?').join(', ')})`) }
}

/** What is indexed after the rows are in is built by sorting once. */
const end = ({ database, indexed }: Copy): void => {
  database.exec('COMMIT')
  if (indexed.length > 0) database.exec(`CREATE INDEX by_parameters ON served (${indexed.map(quoted).join(', ')})`)
  for (const column of indexed.slice(1)) database.exec(`CREATE INDEX ${quoted(`by_${column}`)} ON served (${quoted(column)})`)
  database.exec('PRAGMA analysis_limit = 1000; ANALYZE')
  database.close()
}

const hear = (said: WriterWord): void => {
  if (said.word === 'begin') copy = begin(said)
  else if (copy === undefined) throw new Error('rows came before their shape')
  else if (said.word === 'end') end(copy)
  else {
    for (const row of said.rows) copy.insert.run(...row.map(stored))
    written += said.rows.length
  }
}

const declared = ({ name, type }: ServedColumn): string => `${quoted(name)} ${storageByType[type] ?? 'TEXT'}`
const stored = (value: ServedValue): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value)
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

parentPort?.on('message', (said: WriterWord) => {
  try {
    hear(said)
    parentPort?.postMessage({ done: written } satisfies WriterAnswer)
  } catch (fault) {
    parentPort?.postMessage({ fault: fault instanceof Error ? fault.message : 'the copy could not be written' } satisfies WriterAnswer)
  }
})
