/** A transaction that only notes what is to be written, so that an act and all that follows from it travel to the database together. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Tx } from './addition.ts'
import type { Statement, Value } from './batch.ts'
import type { Tables } from './tables.ts'

/** @param write writes with `tx`, and learns no result: what is written has not happened yet */
export const writtenBy = async (write: (tx: Tx) => Promise<void>): Promise<readonly Statement[]> => {
  const pen = idle.pop() ?? newPen()
  try {
    await write(pen.tx)
    return pen.written()
  } finally {
    pen.written()
    idle.push(pen)
  }
}

/** A statement whose text never changes, without the cost of putting it together each time. */
export const writeFixed = (tx: Tx, text: string, values: readonly Value[]): Promise<unknown> =>
  tx.executeQuery(CompiledQuery.raw(text, [...values]))

interface Pen {
  readonly tx: Tx
  /** Hands over what was written, and begins a new page. */
  readonly written: () => readonly Statement[]
}

/** As many as acts were ever under way at once. */
const idle: Pen[] = []

const newPen = (): Pen => {
  let page: Statement[] = []
  const connection: DatabaseConnection = {
    executeQuery: async ({ query, sql, parameters }: CompiledQuery) => {
      if (query.kind === 'SelectQueryNode') throw new Error('could not read in the transaction of an act: a follower only writes')
      page.push({ text: sql, values: parameters as readonly Value[] })
      return { rows: [] }
    },
    streamQuery: () => {
      throw new Error('could not read in the transaction of an act: a follower only writes')
    },
  }
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return {
    tx: kysely as unknown as Tx,
    written: () => {
      const full = page
      page = []
      return full
    },
  }
}

const nothing = async (): Promise<void> => {}

const driverOf = (connection: DatabaseConnection): Driver => ({
  init: nothing,
  acquireConnection: async () => connection,
  beginTransaction: nothing,
  commitTransaction: nothing,
  rollbackTransaction: nothing,
  releaseConnection: nothing,
  destroy: nothing,
})
