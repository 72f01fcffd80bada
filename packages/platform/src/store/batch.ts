/** Several statements in one round trip: they are sent together and commit together, or none of them does. */
import type { Connection, Pool, Submittable } from 'pg'

export type Value = string | number | boolean | Buffer | null | readonly (string | number | boolean)[]

export interface Statement {
  readonly text: string
  readonly values: readonly Value[]
}

/** Without a `begin`: PostgreSQL commits what comes before one Sync together, and passes over everything that follows an error. */
export const sendTogether = async (pool: Pool, statements: readonly Statement[]): Promise<void> => {
  const client = await pool.connect()
  try {
    await new Promise<void>((done, failed) => client.query(batchOf(statements, done, failed)))
  } finally {
    client.release()
  }
}

/** What the driver calls back while the answers come in; the rows are nobody's concern. */
interface Answers extends Submittable {
  readonly handleRowDescription: () => void
  readonly handleDataRow: () => void
  readonly handleCommandComplete: () => void
  readonly handleEmptyQuery: () => void
  readonly handlePortalSuspended: () => void
  readonly handleError: (error: Error) => void
  readonly handleReadyForQuery: () => void
}

const batchOf = (statements: readonly Statement[], done: () => void, failed: (error: Error) => void): Answers => {
  const prepared: string[] = []
  let keep = (): void => {}
  return {
    submit: (connection) => {
      const known = knownTo(connection)
      keep = () => {
        for (const name of prepared) known.add(name)
      }
      connection.stream.cork()
      for (const statement of statements) prepared.push(...write(connection, known, statement))
      connection.sync()
      connection.stream.uncork()
    },
    handleRowDescription: nothing,
    handleDataRow: nothing,
    handleCommandComplete: nothing,
    handleEmptyQuery: nothing,
    handlePortalSuspended: nothing,
    handleError: failed,
    handleReadyForQuery: () => {
      keep()
      done()
    },
  }
}

const nothing = (): void => {}

/** Answers the name it was prepared under, where that is new to this connection. */
const write = (connection: Connection, known: ReadonlySet<string>, { text, values }: Statement): readonly string[] => {
  const name = nameOf(text)
  const isNew = !known.has(name)
  if (isNew) {
    // A batch that failed may have prepared it or not: closing what is not there does no harm.
    if (name !== '') connection.close({ type: 'S', name }, true)
    connection.parse({ name, text, types: [] }, true)
  }
  connection.bind({ statement: name, values: values.map(wireFrom) }, true)
  connection.execute(null, true)
  return isNew && name !== '' ? [name] : []
}

const knownByConnection = new WeakMap<Connection, Set<string>>()
const knownTo = (connection: Connection): Set<string> => {
  const known = knownByConnection.get(connection) ?? new Set()
  knownByConnection.set(connection, known)
  return known
}

/** So many texts are prepared; what comes after them is parsed each time, so that no flood of texts fills the server's memory. */
const mostNames = 200
const names = new Map<string, string>()
const nameOf = (text: string): string => {
  const found = names.get(text)
  if (found !== undefined || names.size >= mostNames) return found ?? ''
  const name = `together_${names.size}`
  names.set(text, name)
  return name
}

const wireFrom = (value: Value): string | Buffer | null => {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value
  return Array.isArray(value) ? `{${value.map(quoted).join(',')}}` : String(value)
}

const quoted = (one: string | number | boolean): string => `"${String(one).replace(/["\\]/g, '\\$&')}"`
