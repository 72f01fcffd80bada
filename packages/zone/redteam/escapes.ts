/** A hostile process in the job's own sandbox: as if the engine had been taken over. Only where namespaces were probed: a lower level claims no such walls. */
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { linesOf } from '../src/jobs/messages.ts'
import { openSandbox } from '../src/jobs/sandbox.ts'
import type { Attack, AttackClass } from './attack.ts'
import type { Live } from './live.ts'

const answersByLive = new WeakMap<Live, Promise<Readonly<Record<string, string>>>>()

/** A file that the engine of the zone has open while the sandbox starts, in such a way that a process started from it has it too. */
const openInEngine = async (file: string) => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (SELECT range AS planted FROM range(500000)) TO '${file}' (FORMAT parquet)`)
  const rows = await connection.stream(`SELECT planted FROM '${file}'`)
  await rows.fetchChunk()
  if (!(await isInheritable(file))) throw new Error('could not plant an open file: the engine closes it on its own by now')
  return () => {
    connection.closeSync()
    instance.closeSync()
  }
}

const isInheritable = async (file: string): Promise<boolean> => {
  for (const fd of await readdir('/proc/self/fd')) {
    const target = await readlink(`/proc/self/fd/${fd}`).catch(() => '')
    if (target !== file) continue
    const flags = /^flags:\s*(\d+)/m.exec(await readFile(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0'
    if ((Number.parseInt(flags, 8) & 0o2000000) === 0) return true
  }
  return false
}

const breakOut = async ({ isolation, folder, pid }: Live): Promise<Readonly<Record<string, string>>> => {
  const secret = join(folder, 'secret')
  await writeFile(secret, 'planted', { mode: 0o600 })
  const [tcp, abstract] = [createServer((socket) => socket.destroy()), createServer((socket) => socket.destroy())]
  await new Promise<void>((resolve) => tcp.listen(0, () => resolve()))
  await new Promise<void>((resolve) => abstract.listen('\0yunhe-canary', () => resolve()))
  const close = await openInEngine(join(folder, 'open.parquet'))
  const address = tcp.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const sandbox = await openSandbox({
    builder: isolation.builder,
    script: 'jobs/breakout-child.ts',
    scriptArguments: [String(pid), secret, String(port)],
    memoryBytes: 1024 ** 3,
  })
  const deadline = setTimeout(() => void sandbox.kill(), 60_000)
  try {
    for await (const line of linesOf(sandbox.output)) return JSON.parse(line) as Readonly<Record<string, string>>
    throw new Error('the hostile process did not answer')
  } finally {
    clearTimeout(deadline)
    await sandbox.kill()
    close()
    tcp.close()
    abstract.close()
  }
}

const walls = (of: AttackClass, ids: readonly string[]): readonly Attack[] =>
  ids.map((id) => ({
    id: `process-${id}`,
    class: of,
    expected: 'stopped',
    against: async (live) => {
      if (live.isolation.level > 'B') return `isolation-${live.isolation.level}`
      const answers = answersByLive.get(live) ?? breakOut(live)
      answersByLive.set(live, answers)
      const answer = (await answers)[id]
      return answer === undefined ? 'not-tried' : answer === 'reached' ? 'reached' : 'stopped'
    },
  }))

export const escapes: readonly Attack[] = [
  ...walls('leave-the-sandbox', [
    'signal-zone',
    'signal-all',
    'zone-memory',
    'zone-environment',
    'zone-root',
    'zone-descriptors',
    'own-environment',
    'first-environment',
    'processes-outside',
    'descriptors',
    'first-descriptors',
    'capabilities',
    'bounding-set',
    'secret-file',
    'secret-by-root',
    'secret-by-link',
    'secret-by-hard-link',
    'password-file',
    'home-folder',
    'temporary-folder',
    'write-source',
    'write-engine',
    'write-root',
    'write-libraries',
    'kernel-settings',
    'kernel-trigger',
    'kernel-memory',
    'kernel-log',
    'disk',
    'control-group',
    'user-map',
    'become-root',
    'become-root-group',
    'run-mount',
    'run-namespace',
    'run-enter',
    'run-shell',
    'run-su',
    'raise-priority',
    'trace-zone',
    'large-file',
  ]),
  ...walls('network', [
    'tcp',
    'tcp-ipv6',
    'tcp-far',
    'tcp-metadata',
    'udp',
    'dns',
    'unix-abstract',
    'unix-docker',
    'unix-bus',
    'interfaces',
  ]),
]
