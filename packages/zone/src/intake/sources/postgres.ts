/** A PostgreSQL source: one read-only transaction on one snapshot, rows fetched by a cursor. */
import pg from 'pg'
import Cursor from 'pg-cursor'
import type { Cells, Connecting, Connection } from './connection.ts'

const batchRows = 5_000
/** Values come as the server writes them. */
const asWritten = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig

export const openPostgres = async ({ source, password, ca }: Connecting): Promise<Connection> => {
  const client = new pg.Client({
    host: source.host,
    port: source.port,
    database: source.database,
    user: source.user,
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ssl: { ca, rejectUnauthorized: true } }),
    statement_timeout: source.timeoutSeconds * 1000,
    connectionTimeoutMillis: 10_000,
    application_name: 'yunhe-zone',
    types: asWritten,
  })
  // A connection that breaks while nobody asks must not end the zone; whoever asks next hears of it.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`SET datestyle = 'ISO, YMD'`)
  await client.query(`SET timezone = 'Asia/Shanghai'`)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  return {
    quoted: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
    parameter: (place) => `$${place}`,
    asText: (expression) => `CAST(${expression} AS text)`,
    one: async (sql, values) => (await client.query<(string | null)[]>({ text: sql, values: [...values], rowMode: 'array' })).rows[0],
    rows: (sql, values) => batches(client.query(new Cursor<Cells>(sql, [...values], { rowMode: 'array', types: asWritten }))),
    close: async () => {
      await client.query('ROLLBACK').catch(() => undefined)
      await client.end()
    },
  }
}

async function* batches(cursor: Cursor<Cells>): AsyncGenerator<readonly Cells[]> {
  try {
    for (;;) {
      const rows = await cursor.read(batchRows)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await cursor.close().catch(() => undefined)
  }
}
