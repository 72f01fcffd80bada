/** The inside of the serving worker: files of SQLite, prepared look-ups, rows that leave as JSON. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import type { Condition, LookUp, ServedColumn, ServedRow, ServedValue } from './serving-store.ts'

export type WorkerWish =
  | {
      readonly wish: 'write'
      readonly file: string
      readonly columns: readonly ServedColumn[]
      readonly rows: readonly ServedRow[]
      readonly indexed: readonly string[]
    }
  | { readonly wish: 'open'; readonly product: string; readonly file: string }
  | { readonly wish: 'look'; readonly product: string; readonly conditions: readonly Condition[]; readonly limit: number }
  | { readonly wish: 'close'; readonly product: string }
export type WorkerAsk = WorkerWish & { readonly id: number }
export interface WorkerAnswer {
  readonly id: number
  readonly found?: LookUp | undefined
  readonly fault?: string
}

interface Served {
  readonly database: DatabaseSync
  readonly columns: readonly ServedColumn[]
  readonly statements: Map<string, StatementSync>
}

const served = new Map<string, Served>()
const storageByType: Readonly<Record<string, string>> = { integer: 'INTEGER', number: 'REAL', boolean: 'INTEGER' }
const operators = { equals: '=', from: '>=', to: '<=' } as const

const fulfil = (asked: WorkerWish): LookUp | undefined => {
  if (asked.wish === 'look') return look(asked.product, asked.conditions, asked.limit)
  if (asked.wish === 'write') write(asked.file, asked.columns, asked.rows, asked.indexed)
  else if (asked.wish === 'open') open(asked.product, asked.file)
  else close(asked.product)
  return undefined
}

const write = (file: string, columns: readonly ServedColumn[], rows: readonly ServedRow[], indexed: readonly string[]): void => {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    database.exec(`CREATE TABLE columns (name TEXT NOT NULL, type TEXT NOT NULL) STRICT`)
    database.exec(
      `CREATE TABLE served (${columns.map(({ name, type }) => `${quoted(name)} ${storageByType[type] ?? 'TEXT'}`).join(', ')}) STRICT`,
    )
    database.exec('BEGIN')
    const named = database.prepare('INSERT INTO columns VALUES (?, ?)')
    for (const { name, type } of columns) named.run(name, type)
    const insert = database.prepare(`INSERT INTO served VALUES (${columns.map(() => '?').join(', ')})`)
    for (const row of rows) insert.run(...row.map(stored))
    database.exec('COMMIT')
    if (indexed.length > 0) database.exec(`CREATE INDEX by_parameters ON served (${indexed.map(quoted).join(', ')})`)
    for (const column of indexed.slice(1)) database.exec(`CREATE INDEX ${quoted(`by_${column}`)} ON served (${quoted(column)})`)
    database.exec('ANALYZE')
  } finally {
    database.close()
  }
}

const open = (product: string, file: string): void => {
  close(product)
  const database = new DatabaseSync(file, { readOnly: true })
  const columns = database.prepare('SELECT name, type FROM columns').all() as unknown as ServedColumn[]
  served.set(product, { database, columns, statements: new Map() })
}

const close = (product: string): void => {
  served.get(product)?.database.close()
  served.delete(product)
}

const look = (product: string, conditions: readonly Condition[], limit: number): LookUp => {
  const copy = served.get(product)
  if (copy === undefined) throw new Error(`could not look up in product ${product}: no copy of it is open`)
  const found = statementFor(copy, conditions).all(...conditions.map(({ value }) => value), limit + 1)
  const rows = found.slice(0, limit)
  return { rows: rows.length, more: found.length > limit, body: JSON.stringify(rows.map((row) => shown(row, copy.columns))) }
}

const statementFor = ({ database, columns, statements }: Served, conditions: readonly Condition[]): StatementSync => {
  const where = conditions.map(({ column, match }) => `${quoted(column)} ${operators[match]} ?`).join(' AND ')
  const known = statements.get(where)
  if (known !== undefined) return known
  const fresh = database.prepare(
    `SELECT ${columns.map(({ name }) => quoted(name)).join(', ')} FROM served ${where === '' ? '' : `WHERE ${where}`} LIMIT ?`,
  )
  statements.set(where, fresh)
  return fresh
}

const shown = (row: Record<string, unknown>, columns: readonly ServedColumn[]): Record<string, unknown> => {
  for (const { name, type } of columns) if (type === 'boolean' && row[name] !== null) row[name] = row[name] === 1
  return row
}

const stored = (value: ServedValue): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value)
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

parentPort?.on('message', ({ id, ...asked }: WorkerAsk) => {
  try {
    parentPort?.postMessage({ id, found: fulfil(asked) } satisfies WorkerAnswer)
  } catch (fault) {
    parentPort?.postMessage({ id, fault: fault instanceof Error ? fault.message : 'the look-up failed' } satisfies WorkerAnswer)
  }
})
