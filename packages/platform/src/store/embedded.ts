/** A real PostgreSQL 18 out of the npm packages, for those who bring no `DATABASE_URL`; it outlives a killed platform and is adopted at the next start. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { clearStale, endHomeless, lodgerOf, readyLodger } from './embedded-lodger.ts'
import { moveIfFirst, type Place, preparePlace, sweep } from './embedded-place.ts'
import { runAs } from './embedded-runner.ts'
import { freePort } from './free-port.ts'

export type EmbeddedPostgres = {
  readonly url: string
  /** Whether a server of an earlier start was found running in the folder. */
  readonly adopted: boolean
  /** Ends the server as `pg_ctl stop -m fast` does: open transactions roll back, everything acknowledged is on disk. */
  readonly stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** Holds the data, the password and the journal; made when it is not there. */
  readonly folder: string
  readonly log?: (line: string) => void
  /** `never` is for tests, whose data nobody misses after a power cut. */
  readonly flush?: 'always' | 'never'
}

const user = 'yunhe'
/** Recovery after a crash replays the journal of at most one checkpoint interval; five minutes is far beyond it. */
const patienceMs = 300_000

export const embeddedPostgres = async ({
  folder,
  log = () => {},
  flush = 'always',
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const place = preparePlace(folder, log)
  if (!existsSync(place.data)) await initialize(place, flush, log)
  refuseRemains(place.data)
  const { port, adopted } = await bringUp(place, flush)
  const pid = lodgerOf(place.data)?.pid
  const url = await ensureDatabase(`postgres://${user}:${place.password}@127.0.0.1:${port}`).catch((cause: unknown) => {
    throw new Error(`could not open the database in ${place.data}${because(cause, place)}`, { cause })
  })
  log(adopted ? `PostgreSQL was still running on port ${port}` : `PostgreSQL runs on port ${port}`)
  // Without its directory pg_ctl finds nobody: then the process itself is told.
  const stop = async () => (existsSync(place.data) ? control(place, 'stop', '-m', 'fast', '-t', '60') : endHomeless(place.data, pid))
  return { url, adopted, stop }
}

/** A directory that was deleted while its database was running, or only in part, cannot be started and is not to be made anew in silence. */
const refuseRemains = (data: string): void => {
  const missing = ['PG_VERSION', 'global/pg_control', 'global/pg_filenode.map'].filter((name) => !existsSync(join(data, name)))
  if (missing.length === 0) return
  const pid = lodgerOf(data)?.pid
  throw new Error(
    `could not start the database: ${data} is there, but ${missing.join(', ')} of it was deleted. ` +
      `${pid === undefined ? 'Move' : `End the database that still runs in it (process ${pid}), move`} the folder away, and start again: ` +
      'with a backup in its place, or without, which begins an empty platform',
  )
}

const because = (cause: unknown, { passwordFile }: Place): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '28P01'
    ? `: the password in ${passwordFile} is not the one it was made with`
    : ''

/** Made aside and moved into place whole: a crash in the middle leaves nothing that looks like a database. */
const initialize = async (place: Place, flush: 'always' | 'never', log: (line: string) => void): Promise<void> => {
  log('making the database')
  sweep(place.folder)
  const fresh = join(place.folder, `new-${process.pid}`)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const entry = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${place.passwordFile}`]
  const words = ['-D', fresh, ...locale, ...entry, ...(flush === 'never' ? ['--no-sync'] : [])]
  await runAs(place.runner, place.programs.initdb, words, place.libraries, place.folder)
  moveIfFirst(fresh, place.data)
}

type Running = { readonly port: number; readonly adopted: boolean }

/** Another start may win the race for the directory, or another program the port: then look again. */
const bringUp = async (place: Place, flush: 'always' | 'never'): Promise<Running> => {
  let failure: unknown
  for (let attempt = 0; attempt < 4; attempt++) {
    const lodger = await readyLodger(place.data, patienceMs)
    if (lodger !== undefined) return { port: lodger.port, adopted: true }
    clearStale(place.data)
    const port = await choosePort(join(place.folder, 'port'))
    try {
      await control(place, 'start', '-t', String(patienceMs / 1000), '-l', place.journal, '-o', settings(port, flush))
      return { port, adopted: false }
    } catch (error) {
      failure = error
    }
  }
  throw new Error(`could not start PostgreSQL in ${place.data}; its journal ends: ${endOf(place.journal)}`, { cause: failure })
}

/** The journal names no values: a failing statement may carry somebody's personal data. */
const settings = (port: number, flush: 'always' | 'never'): string =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    fsync: flush === 'always' ? 'on' : 'off',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')

const control = (place: Place, ...words: readonly string[]): Promise<void> =>
  runAs(place.runner, place.programs.control, [...words, '-w', '-s', '-D', place.data], place.libraries, place.folder)

/** The same port as last time if it is free, so that tools find the database again. */
const choosePort = async (file: string): Promise<number> => {
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = await freePort(last).catch(() => freePort())
  writeFileSync(file, String(port))
  return port
}

const ensureDatabase = async (server: string): Promise<string> => {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [user])
    if (rowCount === 0) await client.query(`create database ${user}`).catch(unlessThere)
    return `${server}/${user}`
  } finally {
    await client.end()
  }
}

/** A second start has made it in between: 42P04 by name, 23505 in the very same moment. */
const unlessThere = (error: { readonly code?: string }): void => {
  if (error.code !== '42P04' && error.code !== '23505') throw error
}

const endOf = (journal: string): string =>
  existsSync(journal) ? readFileSync(journal, 'utf8').trimEnd().split('\n').slice(-5).join(' | ') : '(no journal)'
