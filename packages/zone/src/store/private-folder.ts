/** Folders for data in the clear: of this process alone, in memory where the machine has a tmpfs, and gone afterwards. */
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../processes.ts'

const tmpfs = '/dev/shm'
const prefix = 'yunhe-clear-'

/** Made with mode 0700. The name carries our process id, so that a later start can clear what a crash left. */
export const makePrivateFolder = (): Promise<string> => mkdtemp(join(parentFolder(), `${prefix}${process.pid}-`))

export const withPrivateFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await makePrivateFolder()
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** After a crash: removes the folders whose process is gone. @returns how many */
export const clearAbandonedFolders = async (): Promise<number> => {
  const names = (await readdir(parentFolder())).filter((name) => name.startsWith(prefix))
  const abandoned = names.filter((name) => !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
  const ours = abandoned.map((name) => join(parentFolder(), name)).filter(isOurs)
  for (const folder of ours) await rm(folder, { recursive: true, force: true })
  return ours.length
}

/** Another user's zone clears its own. */
const isOurs = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.()

const parentFolder = (): string => (existsSync(tmpfs) ? tmpfs : tmpdir())
