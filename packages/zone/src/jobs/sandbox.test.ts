import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { canBuild } from './builders.ts'
import type { Isolation } from './probe.ts'
import type { JobResult } from './run.ts'

const builders = ['bubblewrap', 'unshare'] as const
const users = ['this user', 'an ordinary user'] as const
type Who = { readonly builder: (typeof builders)[number]; readonly user: (typeof users)[number] }
const everybody: readonly Who[] = builders.flatMap((builder) => users.map((user) => ({ builder, user })))

const run = promisify(execFile)
const become = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
const commandFor = ({ user }: Who, code: string): readonly string[] => {
  const node = [process.execPath, '--no-warnings', '--input-type=module', '-e', code]
  return user === 'this user' ? node : [...become, ...node]
}
const imported = (file: string) => `await import(${JSON.stringify(join(import.meta.dirname, file))})`

/** What a program of that user says of one sandbox: how it is isolated, and what a job with data gives that also tries to get out. */
const trial = async (who: Who): Promise<{ readonly isolation: Isolation; readonly done: JobResult; readonly outside: JobResult }> => {
  const [program = '', ...words] = commandFor(who, trialOf(who))
  return JSON.parse((await run(program, words, { cwd: '/' })).stdout)
}
const trialOf = ({ builder }: Who) => `
  const { mkdtempSync, rmSync } = await import('node:fs')
  const { probeIsolation } = ${imported('probe.ts')}
  const { openJobRunner } = ${imported('run.ts')}
  const { openDataEngine } = ${imported('../engine/data.ts')}
  const isolation = await probeIsolation(['${builder}'])
  if (isolation.builder !== '${builder}') { console.log(JSON.stringify({ isolation })); process.exit(0) }
  const decrypt = async (folder) => {
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    await engine.copy('SELECT range AS n FROM range(100)', folder + '/numbers.parquet')
    engine.close()
    return ['numbers.parquet']
  }
  const runner = await openJobRunner({ builder: '${builder}' })
  const limits = { deadlineMs: 30000, memoryBytes: 1024 ** 3, maxRows: 10, maxBytes: 1000 }
  const { sqlWork } = ${imported('work.ts')}
  const ask = (id, sql) => runner.start({ id, work: sqlWork(sql), parts: [{ table: 'numbers', decrypt }], limits }).done
  const done = await ask('j1', 'SELECT sum(n)::INTEGER AS total FROM numbers')
  const outside = await ask('j2', "SELECT * FROM read_text('/etc/passwd')")
  console.log(JSON.stringify({ isolation, done, outside }))
`

/** Why this cannot be tried here; undefined where it can. */
const whyNot = async ({ builder, user }: Who): Promise<string | undefined> => {
  if (!canBuild(builder)) return `this machine has no ${builder}`
  if (user === 'this user') return undefined
  if (process.getuid?.() !== 0) return 'only root can become an ordinary user'
  const reads = await run('setpriv', [...become.slice(1), 'test', '-r', import.meta.filename, '-a', '-x', process.execPath]).catch(
    () => 'no',
  )
  return reads === 'no' ? 'an ordinary user cannot read this project' : undefined
}

const walls = ['no-network', 'no-file-outside', 'read-only-root', 'own-processes', 'private-work-folder', 'address-space-limit']

describe.each(everybody)('W16-3 a sandbox by $builder, built by $user', (who) => {
  it('holds every wall, opens data in its own memory and answers a job', async ({ skip }) => {
    const reason = await whyNot(who)
    if (reason !== undefined) skip(reason)
    const { isolation, done, outside } = await trial(who)
    if (isolation.builder !== who.builder) skip('this machine opens no namespaces to this user')
    const held = isolation.probes.filter((probe) => probe.held).map(({ probe }) => probe)
    expect(held).toEqual(expect.arrayContaining(walls))
    expect(isolation.level).toBe(held.includes('memory-control') ? 'A' : 'B')
    // Only root can fall to another user; an ordinary one stays itself, whatever number it has inside.
    expect(held.includes('separate-user')).toBe(process.getuid?.() === 0 && who.user === 'this user')
    expect(done).toMatchObject({ state: 'done', results: [{ rows: [[4950]] }] })
    expect(outside).toMatchObject({ state: 'failed', code: 'query-failed' })
  })

  it('dies with the zone that started it', async ({ skip }) => {
    const reason = await whyNot(who)
    if (reason !== undefined) skip(reason)
    const [program = '', ...words] = commandFor(who, endless(who))
    const zone = spawn(program, words, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] })
    const [told] = await once(zone.stdout, 'data')
    if (String(told).includes('no sandbox')) skip('this machine opens no namespaces to this user')
    const inside = descendants(zone.pid ?? 0)
    expect(inside.filter(isAlive)).not.toEqual([])
    zone.kill('SIGKILL')
    await expect.poll(() => inside.filter(isAlive), { timeout: 5000 }).toEqual([])
  })
})

const endless = ({ builder }: Who) => `
  const { openJobRunner } = ${imported('run.ts')}
  const runner = await openJobRunner({ builder: '${builder}' })
  const { sqlWork } = ${imported('work.ts')}
  const work = sqlWork('SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7')
  const limits = { deadlineMs: 60000, memoryBytes: 1024 ** 3, maxRows: 1, maxBytes: 100 }
  const job = runner.start({ id: 'endless', work, parts: [], limits, onProgress: (phase) => phase === 'running' && console.log(phase) })
  if ((await job.done).state === 'failed') console.log('no sandbox')
`
const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
const descendants = (pid: number): readonly number[] => childrenOf(pid).flatMap((child) => [child, ...descendants(child)])
/** A process that has died and waits to be counted is gone. */
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
