/** One writer at a time: a file that names the process that writes, and a way to tell that this process is gone. */
import { readFileSync, rmSync } from 'node:fs'
import { createDurably } from '@yunhe/keys'

/** Throws where another living process holds the lock. The answer gives it back. */
export const lockFile = (file: string): (() => void) => {
  const mine = nameOf(process.pid)
  if (!createDurably(file, mine)) takeOver(file, mine)
  return () => rmSync(file, { force: true })
}

const takeOver = (file: string, mine: string): void => {
  const holder = readFileSync(file, 'utf8')
  const [pid = ''] = holder.split(' ')
  if (isAlive(Number(pid)) && nameOf(Number(pid)) === holder) throw new Error(`could not write here: process ${pid} holds ${file}`)
  rmSync(file, { force: true })
  if (!createDurably(file, mine)) throw new Error(`could not write here: another process took ${file} first`)
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
}

/** Process ids come again after a restart; with the time it started the name is the process's own (where /proc tells it). */
const nameOf = (pid: number): string => `${pid} ${startOf(pid)}`

const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
