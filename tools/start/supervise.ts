/** Keeps a program of ours alive: starts it again when it dies, with growing pauses, and stops it when asked. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export type Program = {
  readonly name: string
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** Where it answers once it is ready. */
  readonly port: number
}

export type Supervised = {
  /** Resolves when the program answers; rejects when it died too often before that. */
  readonly ready: Promise<void>
  readonly stop: () => Promise<void>
}

type Say = (line: string) => void

const longestPauseMs = 30_000
const attemptsBeforeReady = 4
const patienceMs = 15_000

export const supervise = (program: Program, say: Say): Supervised => {
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  let isReady = false

  const live = async (): Promise<void> => {
    for (let deaths = 0; !stopping.signal.aborted; deaths++) {
      const begun = Date.now()
      child = launch(program, say)
      const end = await endOf(child)
      if (stopping.signal.aborted) return
      if (!isReady && deaths + 1 >= attemptsBeforeReady)
        throw new Error(`could not start the ${program.name}: it ended ${attemptsBeforeReady} times (${end})`)
      if (Date.now() - begun > longestPauseMs) deaths = 0
      const wait = Math.min(500 * 2 ** deaths, longestPauseMs)
      say(`${program.name} ended (${end}); starting it again in ${wait / 1000} s`)
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const living = live()
  const answering = answers(program.port, stopping.signal).then(() => {
    isReady = true
  })
  const stop = async (): Promise<void> => {
    stopping.abort()
    if (child !== undefined) await end(child)
    await living.catch(() => {})
  }
  return { ready: Promise.race([answering, living]), stop }
}

/**
 * In a process group of its own, so that Ctrl-C reaches only the supervisor, which stops things in their order; and with a signal
 * of the kernel for the case that the supervisor itself is killed.
 */
const launch = ({ name, script, env }: Program, say: Say): ChildProcess => {
  const [file = process.execPath, ...words] = [...mortal(), process.execPath, script]
  const child = spawn(file, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => say(`${name} | ${line}`))
  return child
}

const mortal = (): readonly string[] => (existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', '--'] : [])

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined

const end = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return
  const ended = endOf(child)
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await ended
  clearTimeout(late)
}

/** Resolves once something listens there; never, when asked to stop before. */
const answers = async (port: number, signal: AbortSignal): Promise<void> => {
  while (!(await isListening(port))) await pause(50, undefined, { signal }).catch(() => new Promise(() => {}))
}

export const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (is: boolean) => (): void => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', answer(true)).once('error', answer(false))
  })
