/** PostgreSQL: the connection and the migrations, each applied once, in order, by one program at a time. */
import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

// Our bigints are counts and indexes far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * How plans are chosen here: the lines of a list lie in memory or on a disk that needs no arm, so one by an index costs little more than one in
 * passing; and many people ask at once, so no question takes the cores of the others or is compiled first.
 */
const planning = '-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off'

/** @param connections at most so many at once */
export const openDb = (url: string, connections = 12): Db => {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: planning })
  // An idle connection that breaks is replaced by the pool; whoever was using one is told by the query.
  pool.on('error', (fault) => console.error(`the database closed a connection: ${fault.message}`))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Db, pg.Pool>()

/** The connections themselves, for what is sent in one round trip. */
export const poolOf = (db: Db): pg.Pool => {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('could not find the connections of a database that was not opened here')
  return pool
}

const folder = new URL('./migrations/', import.meta.url)

export const migrate = async (db: Db): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  await db.transaction().execute(async (step) => {
    await sql`select pg_advisory_xact_lock(872301)`.execute(step)
    await sql`create table if not exists migrations (name text primary key)`.execute(step)
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(step)
    const done = new Set(rows.map(({ name }) => name))
    for (const name of names.filter((one) => !done.has(one))) {
      await sql.raw(await readFile(new URL(name, folder), 'utf8')).execute(step)
      await sql`insert into migrations (name) values (${name})`.execute(step)
    }
  })
}
