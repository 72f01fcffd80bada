/** What one sandboxed process may take: address space, file size, memory of its control group (article 16). */
import { constants, readFileSync } from 'node:fs'
import { access, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const gibibyte = 1024 ** 3
const reservedBytes = 2 * gibibyte

/**
 * Node and the engine reserve addresses they never fill, so an address limit is coarse: where a control group counts memory
 * it only bounds nonsense, and where there is none it is the limit there is.
 */
export const addressSpaceBytes = (memoryBytes: number, hasGroup: boolean): number =>
  hasGroup ? memoryBytes * 4 + reservedBytes : memoryBytes + reservedBytes

export interface ProcessLimits {
  readonly memoryBytes: number
  readonly hasGroup: boolean
  /** The largest file it may write; 1 GiB where it is left out. */
  readonly fileSizeBytes?: number
}

export const prlimitArguments = ({ memoryBytes, hasGroup, fileSizeBytes = gibibyte }: ProcessLimits): readonly string[] => [
  `--as=${addressSpaceBytes(memoryBytes, hasGroup)}`,
  `--fsize=${fileSizeBytes}`,
  '--core=0',
  '--nofile=256',
]

/** A control group of one process: `join` is the file it must write its number into. */
export interface MemoryGroup {
  readonly join: string
  /** The most it has held at once, in bytes; undefined where the kernel does not say. */
  readonly peak: () => number | undefined
  readonly remove: () => Promise<void>
}

/** A memory control group under our own, or nothing where we may not make one. */
export const makeMemoryGroup = async (name: string, memoryBytes: number): Promise<MemoryGroup | undefined> => {
  for (const { parent, limit, peak } of await memoryParents()) {
    const group = join(parent, name)
    try {
      await mkdir(group)
      await writeFile(join(group, limit), String(memoryBytes))
      await access(join(group, 'cgroup.procs'), constants.W_OK)
      return { join: join(group, 'cgroup.procs'), peak: () => numberIn(join(group, peak)), remove: () => removeGroup(group) }
    } catch {
      await rmdir(group).catch(() => undefined)
    }
  }
  return undefined
}

const numberIn = (file: string): number | undefined => {
  try {
    return Number(readFileSync(file, 'utf8').trim())
  } catch {
    return undefined
  }
}

/** Version 1 has a tree for memory; in version 2 the one tree must have handed memory down. */
export const memoryParents = async () => {
  const lines = (await readFile('/proc/self/cgroup', 'utf8').catch(() => '')).split('\n')
  return lines.flatMap((line) => {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (controllers.split(',').includes('memory'))
      return [{ parent: join('/sys/fs/cgroup/memory', path), limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes' }]
    return controllers === '' && path !== '' ? [{ parent: join('/sys/fs/cgroup', path), limit: 'memory.max', peak: 'memory.peak' }] : []
  })
}

/** The kernel lets go of a group a moment after its last process has gone. */
export const removeGroup = async (group: string): Promise<void> => {
  for (let left = 50; left > 0; left -= 1) {
    const gone = await rmdir(group).then(
      () => true,
      (error: { readonly code?: string }) => error.code === 'ENOENT',
    )
    if (gone) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
