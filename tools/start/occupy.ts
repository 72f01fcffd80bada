/** One house per folder: two zones that write one log would each think the other a forger. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file that says who lives in a folder. */
export const runningMark = 'running'

/** Gives back how to leave; throws when somebody lives there. */
export const occupy = (folder: string): (() => Promise<void>) => {
  const file = join(folder, runningMark)
  if (!take(file)) {
    refuse(folder, Number(text(file)))
    rmSync(file, { force: true })
    if (!take(file)) refuse(folder, Number(text(file)))
  }
  return async () => rmSync(file, { force: true })
}

const take = (file: string): boolean => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** A number alone may have passed to a stranger: only a Node program counts. */
const refuse = (folder: string, pid: number): void => {
  if (pid === process.pid || !/node/.test(text(`/proc/${pid}/cmdline`))) return
  throw new Error(
    `${folder} is in use by the running process ${pid}; stop it, or choose another folder: YUNHE_FOLDER=… npm start\n` +
      `${folder} 正由进程 ${pid} 使用，请先停止它，或改用其他目录：YUNHE_FOLDER=… npm start`,
  )
}

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
