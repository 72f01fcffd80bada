/** One process behind walls: started, reached, killed by signal, and nothing of it left (article 16). */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { nameOf } from './abandoned.ts'
import { commandOf, nobody, type Place, type SandboxOrder } from './builders.ts'
import { type MemoryGroup, makeMemoryGroup } from './limits.ts'

export interface Sandbox {
  /** Messages to the process; closing it tells a waiting process to leave. */
  readonly input: Writable
  /** What the process answers, on its own descriptor. */
  readonly output: Readable
  /** Names of the work folder: for the process inside, and for us outside once the process has said that it stands. */
  readonly workInside: string
  readonly workOutside: () => string
  readonly pid: number
  /** The processes of the whole chain, as the machine numbers them. */
  readonly processes: () => readonly number[]
  /** The most memory it has held at once, where a control group counts it. */
  readonly memoryPeak: () => number | undefined
  /** Kills the whole of it by signal and waits until it is gone. */
  readonly kill: () => Promise<void>
  readonly gone: Promise<{ readonly code: number | null; readonly signal: string | null }>
}

/** Starts the script inside; it does not wait for it to stand. */
export const openSandbox = async (order: SandboxOrder): Promise<Sandbox> => {
  const name = nameOf(process.pid)
  const group = await makeMemoryGroup(name, order.memoryBytes)
  const place = makePlace(order, name)
  const [program, ...words] = commandOf(order, place, group)
  if (program === undefined) throw new Error(`could not find a program that builds a sandbox by ${order.builder}`)
  const child = spawn(program, words, {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/usr/sbin:/bin:/sbin', TZ: 'UTC', LANG: 'C.UTF-8' },
    cwd: '/',
  })
  return sandboxOf(child, place, group)
}

/** Without namespaces the work folder is an ordinary one, in memory where the system has such a place. */
const makePlace = ({ builder, folder: given }: SandboxOrder, name: string): Place => {
  const shared = builder === 'uid' || builder === 'plain'
  const folder = join(shared && existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), name)
  mkdirSync(folder, { mode: 0o700 })
  if (builder === 'uid') chownSync(folder, nobody, nobody)
  return { folder, work: given ?? (shared ? folder : undefined), shared }
}

const sandboxOf = (child: ChildProcess, place: Place, group: MemoryGroup | undefined): Sandbox => {
  const { pid } = child
  const output = child.stdio[3] as Readable
  const gone = ended(child).finally(async () => {
    rmSync(place.folder, { recursive: true, force: true })
    await group?.remove()
  })
  // Whoever waits for the end hears of a failure to start as an end.
  gone.catch(() => undefined)
  child.stdin?.on('error', () => undefined)
  return {
    input: child.stdin as Writable,
    output,
    workInside: place.shared ? (place.work ?? place.folder) : '/work',
    workOutside: () => place.work ?? `/proc/${innermost(pid ?? 0)}/root/work`,
    pid: pid ?? 0,
    processes: () => chainFrom(pid ?? 0),
    memoryPeak: () => group?.peak(),
    gone,
    kill: () => {
      killGroup(pid)
      output.resume()
      return gone.then(() => undefined)
    },
  }
}

const ended = (child: ChildProcess) =>
  new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve) => {
    // Not `exit`: the descriptor stays open until the last process inside has gone.
    child.once('close', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 127, signal: null }))
  })

/** The signal goes to the process group; in namespaces its death takes every process inside along. */
const killGroup = (pid: number | undefined) => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}

/** The first process inside: the last of the chain that the builder started. */
const innermost = (pid: number): number => {
  const [first] = childrenOf(pid)
  return first === undefined ? pid : innermost(first)
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

/** Itself and all below it; nothing of those that have gone. */
const chainFrom = (pid: number): readonly number[] => {
  try {
    return [pid, ...childrenOf(pid).flatMap(chainFrom)]
  } catch {
    return []
  }
}
