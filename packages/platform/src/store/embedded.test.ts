import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, embeddedPostgres } from './embedded.ts'
import { lodgerOf } from './embedded-lodger.ts'

const source = fileURLToPath(new URL('embedded.ts', import.meta.url))
const nobody = 65534
const isRoot = process.getuid?.() === 0

const readableByNobody = (path: string): boolean => {
  const { uid, mode } = statSync(path)
  const parents = path.split('/').map((_, at, parts) => parts.slice(0, at).join('/') || '/')
  return (uid === nobody || (mode & 0o4) !== 0) && parents.every((parent) => (statSync(parent).mode & 0o1) !== 0)
}

const tidy: (() => unknown)[] = []
afterEach(async () => {
  for (const work of tidy.splice(0).reverse()) await work()
})

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yunhe-embedded-'))
  tidy.push(() => rmSync(folder, { recursive: true, force: true }))
  tidy.push(() => endServer(join(folder, 'database/data')))
  return folder
}

const endServer = async (data: string, signal: NodeJS.Signals = 'SIGQUIT'): Promise<void> => {
  const pid = lodgerOf(data)?.pid
  if (pid === undefined) return
  process.kill(pid, signal)
  while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 20))
}

const started = (folder: string): Promise<EmbeddedPostgres> => embeddedPostgres({ folder: join(folder, 'database') })
/** Where no power cut is meant: a killed process loses nothing that the system has taken. */
const startedFast = (folder: string): Promise<EmbeddedPostgres> => embeddedPostgres({ folder: join(folder, 'database'), flush: 'never' })

const ask = async (url: string, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

type Answer = { readonly url: string; readonly adopted: boolean; readonly log: readonly string[] }

/** The database started by a process of its own, which then waits to be killed. */
const elsewhere = (folder: string, wrap: readonly string[] = [], identity: { uid?: number; gid?: number } = {}) => {
  const script = `
    import { embeddedPostgres } from ${JSON.stringify(source)}
    const log = []
    const { url, adopted } = await embeddedPostgres({ folder: ${JSON.stringify(join(folder, 'database'))}, flush: 'never', log: (line) => log.push(line) })
    console.log(JSON.stringify({ url, adopted, log }))
    setInterval(() => {}, 1000)`
  const [program = process.execPath, ...words] = [...wrap, process.execPath, '--input-type=module-typescript', '-e', script]
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...identity })
  tidy.push(() => child.kill('SIGKILL'))
  return { child, answer: answerOf(child) }
}

const answerOf = (child: ChildProcess): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let heard = ''
    child.stderr?.on('data', (chunk) => (heard += chunk))
    child.stdout?.on('data', (chunk) => resolve(JSON.parse(String(chunk))))
    child.on('exit', (code) => reject(new Error(`the process ended with ${code}: ${heard}`)))
  })

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve())
    child.kill('SIGKILL')
  })

describe('an embedded PostgreSQL', () => {
  it('is private, wants its password, flushes what it acknowledges and keeps it over a stop', async () => {
    const folder = newFolder()
    const first = await started(folder)
    expect(first.adopted).toBe(false)
    expect(statSync(join(folder, 'database/data')).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'database/password')).mode & 0o777).toBe(0o600)
    expect(new URL(first.url).hostname).toBe('127.0.0.1')
    await expect(ask(first.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(await ask(first.url, 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await ask(first.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
    await ask(first.url, "create table kept as select '运河' as word")
    await first.stop()
    await expect(ask(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
    const second = await started(folder)
    expect(second).toMatchObject({ adopted: false, url: first.url })
    expect(await ask(second.url, 'select * from kept')).toEqual([{ word: '运河' }])
    await second.stop()
  })

  it('is adopted, not doubled, after the process that started it was killed', async () => {
    const folder = newFolder()
    const { child, answer } = elsewhere(folder)
    const { url } = await answer
    await ask(url, 'create table kept as select 1 as n')
    await killed(child)
    const pid = lodgerOf(join(folder, 'database/data'))?.pid
    const again = await startedFast(folder)
    expect(again).toMatchObject({ adopted: true, url })
    expect(lodgerOf(join(folder, 'database/data'))?.pid).toBe(pid)
    expect(await ask(again.url, 'select * from kept')).toEqual([{ n: 1 }])
    await again.stop()
    expect(lodgerOf(join(folder, 'database/data'))).toBeUndefined()
  })

  it('recovers what it acknowledged when it was killed itself', async () => {
    const folder = newFolder()
    const first = await started(folder)
    await ask(first.url, 'create table kept as select generate_series(1, 1000) as n')
    await endServer(join(folder, 'database/data'), 'SIGKILL')
    const again = await started(folder)
    expect(again.adopted).toBe(false)
    expect(await ask(again.url, 'select count(*)::int from kept')).toEqual([{ count: 1000 }])
    await again.stop()
  })

  it('is one server when three processes start it at once in an empty folder', async () => {
    const folder = newFolder()
    const three = await Promise.all([elsewhere(folder), elsewhere(folder), elsewhere(folder)].map(({ answer }) => answer))
    expect(new Set(three.map(({ url }) => url)).size).toBe(1)
    expect(three.filter(({ adopted }) => !adopted)).toHaveLength(1)
    expect(await ask(three[0]?.url ?? '', 'select 1 as n')).toEqual([{ n: 1 }])
    expect(readdirSync(join(folder, 'database')).sort()).toEqual(['data', 'lib', 'password', 'port', 'postgres.log'])
  })

  it('starts although its old process number has passed to a stranger', async () => {
    const folder = newFolder()
    await (await startedFast(folder)).stop()
    const shared = ['', '0', '0', '', '127.0.0.1', '', 'ready', ''].join('\n')
    writeFileSync(join(folder, 'database/data/postmaster.pid'), `${process.pid}${shared}`)
    const again = await startedFast(folder)
    expect(again.adopted).toBe(false)
    await again.stop()
  })

  it('takes another port when a stranger holds its own', async () => {
    const folder = newFolder()
    const other = newFolder()
    const first = await startedFast(folder)
    await (await startedFast(other)).stop()
    writeFileSync(join(other, 'database/port'), readFileSync(join(folder, 'database/port')))
    const second = await startedFast(other)
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port)
    await Promise.all([first.stop(), second.stop()])
  })

  it.skipIf(!isRoot || !readableByNobody(source))('runs as an ordinary user', async () => {
    const folder = newFolder()
    chownSync(folder, nobody, nobody)
    const { child, answer } = elsewhere(folder, [], { uid: nobody, gid: nobody })
    const { url } = await answer
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(statSync(join(folder, 'database/data')).uid).toBe(nobody)
    await killed(child)
    const byRoot = await startedFast(folder)
    expect(byRoot).toMatchObject({ adopted: true, url })
    await byRoot.stop()
  })

  it('says in words what is to be done where a part of it was deleted while it ran, or its password was lost', async () => {
    const folder = newFolder()
    await startedFast(folder)
    const data = join(folder, 'database/data')
    const pid = lodgerOf(data)?.pid
    rmSync(join(data, 'global'), { recursive: true })
    await expect(startedFast(folder)).rejects.toThrow(
      new RegExp(
        `global/pg_control, global/pg_filenode.map of it was deleted. End the database that still runs in it \\(process ${pid}\\), move the folder`,
      ),
    )
    await endServer(data)
    await expect(startedFast(folder)).rejects.toThrow(/of it was deleted. Move the folder away, and start again/)
    const other = newFolder()
    await (await startedFast(other)).stop()
    rmSync(join(other, 'database/password'))
    await expect(startedFast(other)).rejects.toThrow(/the password in .*password is not the one it was made with/)
  })

  it('begins anew beside a database whose folder was deleted under it, and ends the homeless one when it is told to', async () => {
    const folder = newFolder()
    const homeless = await startedFast(folder)
    const pid = lodgerOf(join(folder, 'database/data'))?.pid
    rmSync(join(folder, 'database'), { recursive: true })
    const second = await startedFast(folder)
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    rmSync(join(folder, 'database'), { recursive: true })
    await homeless.stop()
    expect(existsSync(`/proc/${pid}`)).toBe(false)
  })
})

/** Root as most containers have it: all its rights but no user namespaces, within one that we make and close. */
const closedRoot = async (): Promise<readonly string[]> => {
  const holder = spawn('unshare', ['--user', 'sleep', '600'], { stdio: 'ignore' })
  tidy.push(() => holder.kill('SIGKILL'))
  const own = readlinkSync('/proc/self/ns/user')
  while (readlinkSync(`/proc/${holder.pid}/ns/user`) === own) await new Promise((resolve) => setTimeout(resolve, 10))
  for (const map of ['gid_map', 'uid_map']) writeFileSync(`/proc/${holder.pid}/${map}`, '0 0 65536')
  const closing = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
  return ['nsenter', '--user', `--target=${holder.pid}`, '--', 'sh', '-c', closing, 'sh']
}

describe.skipIf(!isRoot)('where user namespaces are closed to root', () => {
  it('runs as nobody where nobody can pass', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o755)
    const { answer } = elsewhere(folder, await closedRoot())
    expect(await ask((await answer).url, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(statSync(join(folder, 'database/data')).uid).toBe(nobody)
  })

  it('settles under /var/lib where nobody cannot pass, and stays there', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o700)
    const { child, answer } = elsewhere(folder, await closedRoot())
    const { url, log } = await answer
    const settled = /lives in (\S+)$/m.exec(log.join('\n'))?.[1] ?? ''
    tidy.push(() => rmSync(settled, { recursive: true, force: true }))
    tidy.push(() => endServer(join(settled, 'data')))
    await ask(url, 'create table kept as select 1 as n')
    await killed(child)
    const again = await startedFast(folder)
    expect(again).toMatchObject({ adopted: true, url })
    await again.stop()
  })
})
