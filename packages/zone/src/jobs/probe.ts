/** Measures the isolation this machine really gives, from inside a sandbox: the level that is claimed is the level that was probed. */
import { statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IsolationLevel } from '../orders.ts'
import { type Builder, builders, canBuild } from './builders.ts'
import { linesOf } from './messages.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'

export interface Probe {
  readonly probe: string
  readonly held: boolean
  readonly detail: string
}

/** A: namespaces and a memory group · B: namespaces and an address limit · C: another user and limits · D: a plain child. */
export interface Isolation {
  readonly level: IsolationLevel
  readonly builder: Builder
  readonly probes: readonly Probe[]
}

interface Answer {
  readonly connect: string
  readonly canary: string
  readonly source: string
  readonly root: string
  readonly kernel: string
  readonly work: string
  readonly outsideProcess: string
  readonly processes: number
  readonly addressSpace: string
  readonly fileSize: string
  readonly inMemoryGroup: boolean
}

/** Tries the builders from the best down and answers with the first whose walls hold. */
export const probeIsolation = async (allowed: readonly Builder[] = builders): Promise<Isolation> => {
  let last: Isolation = {
    level: 'D',
    builder: 'plain',
    probes: [{ probe: 'start', held: false, detail: 'no sandbox could be started on this machine' }],
  }
  for (const builder of allowed.filter(canBuild)) {
    const found = await probeWith(builder)
    if (found === undefined) continue
    if (found.level !== 'D') return found
    last = found
  }
  return last
}

/** Whether a level satisfies what a decision demands. */
export const isEnough = (level: IsolationLevel, minimum: IsolationLevel): boolean => level <= minimum

const probeWith = async (builder: Builder): Promise<Isolation | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-canary-'))
  const canary = join(folder, 'canary')
  // Unreadable for another user, and invisible where the root is ours: both are walls.
  await writeFile(canary, 'seen', { mode: 0o600 })
  const listener = await listen()
  try {
    const asked = await ask(builder, [String(listener.port), canary, String(process.pid)])
    return asked === undefined ? undefined : judged(builder, asked)
  } finally {
    listener.close()
    await rm(folder, { recursive: true })
  }
}

const listen = () =>
  new Promise<{ readonly port: number; readonly close: () => void }>((resolve) => {
    const server = createServer((socket) => socket.destroy())
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() })
    })
  })

const ask = async (builder: Builder, scriptArguments: readonly string[]) => {
  const sandbox = await openSandbox({ builder, script: 'jobs/probe-child.ts', scriptArguments, memoryBytes: 1024 ** 3 })
  const deadline = setTimeout(() => void sandbox.kill(), 15_000)
  try {
    for await (const line of linesOf(sandbox.output)) return { ...(JSON.parse(line) as Answer), uid: userOf(sandbox) }
    return undefined
  } finally {
    clearTimeout(deadline)
    await sandbox.kill()
  }
}

/** The user behind the process as the machine sees it: inside, namespaces of users may give any number. */
const userOf = (sandbox: Sandbox): number | undefined => {
  try {
    return statSync(join(sandbox.workOutside(), 'probe')).uid
  } catch {
    return undefined
  }
}

const judged = (builder: Builder, answer: Answer & { readonly uid: number | undefined }): Isolation => {
  const failed = (probe: string, outcome: string): Probe => ({ probe, held: outcome !== 'reached', detail: outcome })
  const network = failed('no-network', answer.connect)
  const files = failed('no-file-outside', answer.canary)
  const root = {
    probe: 'read-only-root',
    held: [answer.source, answer.root, answer.kernel].every((outcome) => outcome !== 'reached'),
    detail: `code ${answer.source}, root ${answer.root}, kernel settings ${answer.kernel}`,
  }
  const seen = {
    probe: 'own-processes',
    held: answer.outsideProcess === 'ESRCH',
    detail: `outside ${answer.outsideProcess}, ${answer.processes} seen`,
  }
  const work = { probe: 'private-work-folder', held: answer.work === 'reached', detail: answer.work }
  const size = { probe: 'address-space-limit', held: /^\d+$/.test(answer.addressSpace), detail: answer.addressSpace }
  const file = { probe: 'file-size-limit', held: /^\d+$/.test(answer.fileSize), detail: answer.fileSize }
  const user = { probe: 'separate-user', held: answer.uid !== undefined && answer.uid !== process.getuid?.(), detail: `uid ${answer.uid}` }
  const memory = { probe: 'memory-control', held: answer.inMemoryGroup, detail: answer.inMemoryGroup ? 'control group' : 'none' }
  const walls = [network, files, root, seen, work]
  const limits = size.held && file.held
  const level =
    walls.every(({ held }) => held) && limits ? (memory.held ? 'A' : 'B') : user.held && files.held && root.held && limits ? 'C' : 'D'
  return { level, builder, probes: [...walls, size, file, user, memory] }
}
