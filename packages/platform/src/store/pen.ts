/** A transaction that only notes what is to be written, so that an act and all that follows from it travel to the database together. */
import {
  type CompiledQuery,
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

export interface Pen {
  /** Whoever writes with it learns no result: what is written has not happened yet. */
  readonly tx: Tx
  readonly written: readonly Statement[]
}

export const newPen = (): Pen => {
  const written: Statement[] = []
  const connection: DatabaseConnection = {
    executeQuery: async ({ query, sql, parameters }: CompiledQuery) => {
      if (query.kind === 'SelectQueryNode') throw new Error('could not read in the transaction of an act: a follower only writes')
      written.push({ text: sql, values: parameters as readonly Value[] })
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
  return { tx: kysely as unknown as Tx, written }
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
