/** A hostile process in the job's own sandbox: as if the engine had been taken over. Only where namespaces were probed: a lower level claims no such walls. */
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { linesOf } from '../src/jobs/messages.ts'
import { openSandbox } from '../src/jobs/sandbox.ts'
import type { Attack, AttackClass } from './attack.ts'
import type { Live } from './live.ts'

const answersByLive = new WeakMap<Live, Promise<Readonly<Record<string, string>>>>()

const breakOut = async ({ isolation, folder, pid }: Live): Promise<Readonly<Record<string, string>>> => {
  const secret = join(folder, 'secret')
  await writeFile(secret, 'planted', { mode: 0o600 })
  const [tcp, abstract] = [createServer((socket) => socket.destroy()), createServer((socket) => socket.destroy())]
  await new Promise<void>((resolve) => tcp.listen(0, () => resolve()))
  await new Promise<void>((resolve) => abstract.listen('\0yunhe-canary', () => resolve()))
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
