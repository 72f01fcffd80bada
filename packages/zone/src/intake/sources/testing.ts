/** A MySQL for tests: a real MariaDB where one is installed, else the server side of mysql2, which speaks the protocol over a table in memory. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createConnection, createServer } from 'mysql2'

export interface TestedMysql {
  readonly kind: 'mariadb' | 'the server side of mysql2'
  readonly port: number
  /** Every statement that arrived; only of the second kind. */
  readonly heard: readonly string[]
  readonly stop: () => Promise<void>
}

export type PersonRow = readonly [id: string, name: string | null, bornOn: string, changed: string]

const installed = (program: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].map((folder) => join(folder, program)).find((path) => existsSync(path))

export const testedMysql = async (rows: () => readonly PersonRow[]): Promise<TestedMysql> => {
  const program = installed('mariadbd')
  return program === undefined ? protocolOnly(rows) : mariadb(program, rows())
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const address = socket.address()
      socket.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const mariadb = async (program: string, rows: readonly PersonRow[]): Promise<TestedMysql> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-mariadb-'))
  const port = await freePort()
  const words = [
    `--datadir=${folder}`,
    '--no-defaults',
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${folder}/s`,
    '--skip-grant-tables',
    '--skip-networking=0',
  ]
  const system = spawnSync(installed('mariadb-install-db') ?? '/usr/bin/mariadb-install-db', [
    '--no-defaults',
    `--datadir=${folder}`,
    '--auth-root-authentication-method=normal',
  ])
  if (system.status !== 0) throw new Error('could not make a MariaDB for a test')
  const user = process.getuid?.() === 0 ? ['--user=root'] : []
  const child: ChildProcess = spawn(program, ['--no-defaults', ...words.filter((word) => word !== '--no-defaults'), ...user], {
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 100 && !existsSync(`${folder}/s`); tries += 1) await wait(100)
  const connection = createConnection({ host: '127.0.0.1', port, user: 'root', charset: 'utf8mb4' })
  const run = (sql: string, values: unknown[] = []) =>
    new Promise<void>((resolve, reject) => connection.query(sql, values, (fault: unknown) => (fault ? reject(fault) : resolve())))
  await run('CREATE DATABASE registry CHARACTER SET utf8mb4')
  await run(
    'CREATE TABLE registry.`people of``us` (id_number VARCHAR(20), full_name VARCHAR(40), born_on DATE, income DECIMAL(10,2), changed DATETIME)',
  )
  for (const [id, name, born, changed] of rows)
    await run('INSERT INTO registry.`people of``us` VALUES (?, ?, ?, 1, ?)', [id, name, born, changed])
  connection.destroy()
  return {
    kind: 'mariadb',
    port,
    heard: [],
    stop: async () => {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const text = (name: string) => ({
  catalog: 'def',
  schema: '',
  table: '',
  orgTable: '',
  name,
  orgName: name,
  characterSet: 45,
  columnLength: 400,
  columnType: 253,
  flags: 0,
  decimals: 0,
})

/** Understands just what the source asks: the newest mark, and rows after one. */
const protocolOnly = async (rows: () => readonly PersonRow[]): Promise<TestedMysql> => {
  const heard: string[] = []
  // The types of the library leave out the address to listen on.
  const server = createServer(() => undefined) as unknown as {
    readonly on: (event: string, act: (connection: unknown) => void) => void
    readonly listen: (port: number, host: string) => void
    readonly close: () => void
  }
  server.on('connection', (connection) => {
    const client = connection as {
      sequenceId: number
      serverHandshake: (hello: object) => void
      on: (event: string, act: (sql: string) => void) => void
      writeOk: () => void
      writeColumns: (columns: object[]) => void
      writeTextRow: (cells: readonly (string | null)[]) => void
      writeEof: () => void
      writeTextResult: (rows: object[], columns: object[]) => void
    }
    client.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.0.0 test',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff,
    })
    client.on('error', () => undefined)
    // Each answer begins to count anew, which the library leaves to whoever answers.
    const answered = (act: () => void) => {
      client.sequenceId = 1
      act()
      client.sequenceId = 0
    }
    client.on('stmt_prepare', (sql) => {
      heard.push(sql)
      answered(client.writeOk.bind(client))
    })
    client.on('query', (sql) => {
      heard.push(sql)
      answered(() => answer(sql))
    })
    const answer = (sql: string): void => {
      if (!/^SELECT/i.test(sql)) {
        client.writeOk()
        return
      }
      const bounds = /WHERE .* > '([^']*)' AND .* <= '([^']*)'/.exec(sql)
      const wanted = rows().filter(([, , , changed]) => bounds === null || (changed > (bounds[1] ?? '') && changed <= (bounds[2] ?? '')))
      if (/max\(/i.test(sql)) {
        client.writeColumns([text('newest')])
        client.writeTextRow([
          rows()
            .map(([, , , changed]) => changed)
            .toSorted()
            .at(-1) ?? null,
        ])
        client.writeEof()
        return
      }
      client.writeColumns(['id', 'name', 'born', 'income'].map(text))
      for (const [id, name, born] of wanted) client.writeTextRow([id, name, born, '1'])
      client.writeEof()
    }
  })
  const port = await freePort()
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1')
    server.on('listening', () => resolve())
    setTimeout(resolve, 500)
  })
  return { kind: 'the server side of mysql2', port, heard, stop: async () => void server.close() }
}
