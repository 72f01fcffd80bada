/** A MySQL source, or a MariaDB: one read-only transaction on one snapshot, rows streamed as they are asked for. */
import { createConnection } from 'mysql2'
import type { Cells, Connecting, Connection } from './connection.ts'

const batchRows = 5_000

export const openMysql = async ({ source, password, ca }: Connecting): Promise<Connection> => {
  const connection = createConnection({
    host: source.host,
    port: source.port,
    database: source.database,
    user: source.user,
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ssl: { ca, rejectUnauthorized: true } }),
    connectTimeout: 10_000,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: false,
    // A server may not ask for files of ours.
    infileStreamFactory: () => {
      throw new Error('could not send a file: a source is only read')
    },
    typeCast: (field, next) => (field.type === 'GEOMETRY' ? next() : field.string()),
  })
  connection.on('error', () => undefined)
  const run = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => connection.query(sql, (fault: unknown) => (fault ? reject(fault) : resolve())))
  await new Promise<void>((resolve, reject) => connection.connect((fault: unknown) => (fault ? reject(fault) : resolve())))
  // The two servers name their limit differently; one that knows neither is bounded by our own clock.
  await run(`SET SESSION max_statement_time = ${source.timeoutSeconds}`).catch(() =>
    run(`SET SESSION max_execution_time = ${source.timeoutSeconds * 1000}`).catch(() => undefined),
  )
  await run(`SET SESSION time_zone = '+08:00'`).catch(() => undefined)
  await run('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  await run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
  const late = setTimeout(() => connection.destroy(), source.timeoutSeconds * 1000 + 5_000)
  late.unref()
  return {
    quoted: (identifier) => `\`${identifier.replaceAll('`', '``')}\``,
    parameter: () => '?',
    asText: (expression) => `CAST(${expression} AS CHAR)`,
    one: (sql, values) =>
      new Promise((resolve, reject) =>
        connection.query({ sql, rowsAsArray: true, values: [...values] }, (fault: unknown, rows: unknown) =>
          fault ? reject(fault) : resolve((rows as Cells[])[0]),
        ),
      ),
    rows: (sql, values) => batches(connection.query({ sql, rowsAsArray: true, values: [...values] }).stream({ highWaterMark: batchRows })),
    close: async () => {
      clearTimeout(late)
      await run('ROLLBACK').catch(() => undefined)
      connection.destroy()
    },
  }
}

async function* batches(rows: AsyncIterable<Cells>): AsyncGenerator<readonly Cells[]> {
  let batch: Cells[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length >= batchRows) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
