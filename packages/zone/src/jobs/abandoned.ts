/** What a zone that was killed left behind: work folders that may hold opened data, and empty control groups. */
import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../processes.ts'
import { memoryParents, removeGroup } from './limits.ts'

/** Folders and groups of a sandbox carry the number of the process that made them. */
export const nameOf = (pid: number): string => `yunhe-job-${pid}-${randomBytes(6).toString('hex')}`

const isAbandoned = (name: string): boolean => {
  const pid = /^yunhe-job-(\d+)-[0-9a-f]{12}$/.exec(name)?.[1]
  return pid !== undefined && !isAlive(Number(pid))
}

/** Removes what no living process owns; answers the names of what was found. To be called once, before the first job. */
export const removeAbandoned = async (): Promise<readonly string[]> => {
  const groups = (await memoryParents()).map(({ parent }) => parent)
  const found = (await Promise.all([tmpdir(), '/dev/shm'].map((folder) => abandonedIn(folder)))).flat()
  const left = (await Promise.all(groups.map((folder) => abandonedIn(folder)))).flat()
  // What another user's zone left is not ours to remove.
  await Promise.allSettled([...found.map((path) => rm(path, { recursive: true, force: true })), ...left.map((path) => removeGroup(path))])
  return [...found, ...left]
}

const abandonedIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter(isAbandoned).map((name) => join(folder, name))
