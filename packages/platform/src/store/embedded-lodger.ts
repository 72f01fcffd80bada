/** Who lives in a data directory: a PostgreSQL outlives a killed platform and is to be found again, never doubled. */
import { readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Lodger = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** The postmaster that `postmaster.pid` names, if that process really works in this directory; a number alone may have passed to another. */
export const lodgerOf = (data: string): Lodger | undefined => {
  const lines = textOf(join(data, 'postmaster.pid'))?.split('\n')
  const pid = Number(lines?.[0])
  if (lines === undefined || !(pid > 0) || !worksIn(data, pid)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Waits for a server that is starting or recovering; undefined when it went away. */
export const readyLodger = async (data: string, patienceMs: number): Promise<Lodger | undefined> => {
  const until = Date.now() + patienceMs
  for (let lodger = lodgerOf(data); lodger !== undefined; lodger = lodgerOf(data)) {
    if (lodger.ready) return lodger
    if (Date.now() > until)
      throw new Error(`could not wait longer for the PostgreSQL ${lodger.pid} in ${data}: it is not ready after ${patienceMs} ms`)
    await pause(50)
  }
  return undefined
}

/**
 * Takes away a `postmaster.pid` whose number has passed to a process of somebody else, which PostgreSQL would take for its own kind and refuse.
 * While any process works in the directory, even a left-over backend, the file stays: it is PostgreSQL's only guard against two servers on one shared memory.
 */
export const clearStale = (data: string): void => {
  const file = join(data, 'postmaster.pid')
  const stale = textOf(file)
  if (stale === undefined || !isAlive(Number(stale.split('\n')[0])) || processes().some((pid) => worksIn(data, pid))) return
  const aside = `${file}.${process.pid}`
  renameSync(file, aside)
  if (textOf(aside) === stale) rmSync(aside)
  else renameSync(aside, file)
}

/** Ends a server whose directory was deleted under it, as a fast stop would; the number alone proves nothing, its deleted directory does. */
export const endHomeless = async (data: string, pid: number | undefined): Promise<void> => {
  if (pid === undefined || workplaceOf(pid) !== `${data} (deleted)`) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await pause(20)
}

const workplaceOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const processes = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

const worksIn = (data: string, pid: number): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
