/** The inside of the serving worker: files of SQLite, prepared look-ups, rows that leave as JSON. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import { maskedSql } from './response-masks.ts'
import type { LookUp, ServedColumn, ShownColumn } from './serving-store.ts'
import { type Flat, operators, readShape, type Wish } from './sqlite-shape.ts'

interface Served {
  readonly database: DatabaseSync
  readonly columns: readonly ServedColumn[]
  readonly statements: Map<string, Prepared>
}

interface Prepared {
  readonly statement: StatementSync
  /** Columns whose 0 and 1 are said as false and true. */
  readonly booleans: readonly string[]
}

const served = new Map<string, Served>()
/** Shapes are the consumers' choice: the oldest goes when there are more. */
const mostStatements = 200
/** Stands before every other name, and no column of a product can be called so. */
const place = ' place'

const open = (product: string, file: string): void => {
  close(product)
  const database = new DatabaseSync(file, { readOnly: true })
  database.exec('PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -32768')
  const columns = database.prepare('SELECT name, type FROM columns').all() as unknown as ServedColumn[]
  served.set(product, { database, columns, statements: new Map() })
}

const close = (product: string): void => {
  served.get(product)?.database.close()
  served.delete(product)
}

const look = (product: string, shape: string, limit: number, after: number, values: readonly SQLInputValue[]): LookUp => {
  const copy = served.get(product)
  if (copy === undefined) throw new Error(`could not look up in product ${product}: no copy of it is open`)
  const { statement, booleans } = statementFor(copy, shape)
  const found = statement.all(...values, after, limit + 1)
  const more = found.length > limit
  if (more) found.pop()
  const last = Number(found.at(-1)?.[place] ?? after)
  for (const row of found) {
    row[place] = undefined as unknown as null
    for (const name of booleans) if (row[name] !== null) row[name] = (row[name] === 1) as unknown as number
  }
  return { rows: found.length, more, last, body: JSON.stringify(found) }
}

const statementFor = (copy: Served, shape: string): Prepared => {
  const known = copy.statements.get(shape)
  if (known !== undefined) return known
  const [oldest] = copy.statements.keys()
  if (copy.statements.size >= mostStatements && oldest !== undefined) copy.statements.delete(oldest)
  const { conditions, show } = readShape(shape)
  const where = conditions.map(({ column, match }) => `${quoted(column)} ${operators[match]} ? AND `).join('')
  const fresh = prepared(copy, where, show ?? copy.columns)
  copy.statements.set(shape, fresh)
  return fresh
}

const prepared = ({ database, columns }: Served, where: string, show: readonly ShownColumn[]): Prepared => {
  const typeByName = new Map(columns.map(({ name, type }) => [name, type]))
  const shown = show.map(({ name, mask }) => `${maskedSql(quoted(name), mask)} AS ${quoted(name)}`)
  return {
    statement: database.prepare(
      `SELECT rowid AS ${quoted(place)}, ${shown.join(', ')} FROM served WHERE ${where}rowid > ? ORDER BY rowid LIMIT ?`,
    ),
    booleans: show.flatMap(({ name, mask }) => (typeByName.get(name) === 'boolean' && mask === undefined ? [name] : [])),
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Answers in the order of the asks: id, fault or '', rows, more, last, body. */
const answersTo = (asks: readonly Flat[]): readonly Flat[] => {
  const answers: Flat[] = []
  for (let at = 0; at < asks.length; ) {
    const [id, wish, size] = [asks[at], asks[at + 1], Number(asks[at + 2])]
    const told = asks.slice(at + 3, at + 3 + size)
    at += 3 + size
    try {
      const found = fulfil(wish as Wish, told)
      answers.push(id, '', found?.rows, found?.more, found?.last, found?.body)
    } catch (fault) {
      answers.push(id, fault instanceof Error ? fault.message : 'the look-up failed', 0, false, 0, '')
    }
  }
  return answers
}

const fulfil = (wish: Wish, [product, ...told]: readonly Flat[]): LookUp | undefined => {
  if (wish === 'look') {
    const [shape, limit, after, ...values] = told
    return look(String(product), String(shape), Number(limit), Number(after), values as SQLInputValue[])
  }
  if (wish === 'open') open(String(product), String(told[0]))
  else close(String(product))
  return undefined
}

parentPort?.on('message', (asks: readonly Flat[]) => parentPort?.postMessage(answersTo(asks)))
