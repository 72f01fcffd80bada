/** The opened tables of a workspace in use: decrypted once into a private folder in memory, mounted for reading into each job's own sandbox, wiped when it closes or rests (articles 10, 15, 16 and 19). */
import { chmod, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface JobPart {
  readonly table: string
  /** Only these columns are loaded; all where it is left out. */
  readonly columns?: readonly string[]
  /** Writes the decrypted Parquet files into the folder and answers their names there, in the order of their rows. */
  readonly decrypt: (toFolder: string) => Promise<readonly string[]>
}

/** One use of the folder; nothing of it is removed until the use is given back, unless it is wiped. */
export interface OpenFolder {
  readonly folder: string
  /** The files of a table, relative to the folder; decrypted now, or by an earlier use. */
  readonly open: (part: JobPart) => Promise<OpenedPart>
  readonly release: () => void
}

export interface OpenedPart {
  readonly files: readonly string[]
  readonly sizeBytes: number
  /** 0 where it lay open already. */
  readonly decryptedBytes: number
}

export interface OpenTables {
  readonly root: string
  /** Bytes that lie open of a workspace now. */
  readonly openBytes: (workspace: string) => Promise<number>
  /** @param version of what the workspace holds: another version is another folder, and the one before goes with its last use */
  readonly use: (workspace: string, version: number) => Promise<OpenFolder>
  /** Removes what lies open of a workspace. To be called once its jobs are dead: a process that runs would keep what it holds. */
  readonly wipe: (workspace: string) => Promise<void>
  readonly wipeAll: () => Promise<void>
  /** Removes what no job uses at this moment: somebody has left, and nobody must find what was opened for them. */
  readonly wipeIdle: () => Promise<void>
  /** Workspaces that have something open now. */
  readonly standing: () => readonly string[]
  /** What is on disk of a workspace, for the inventory and for tests: the folders, not their content. */
  readonly folders: (workspace: string) => readonly string[]
}

interface Opened {
  readonly folder: string
  readonly tables: Map<string, Promise<readonly Sized[]>>
  uses: number
  isOver: boolean
  rest: NodeJS.Timeout | undefined
}
interface Sized {
  readonly file: string
  readonly sizeBytes: number
}

const standardIdleMs = 10 * 60_000

/** @param root a folder that nobody else may enter, in memory where the machine has such a place · @param gone is told of a folder and its workspace before it is removed */
export const openTables = (
  root: string,
  {
    idleMs = standardIdleMs,
    gone = async () => undefined,
  }: { readonly idleMs?: number; readonly gone?: (folder: string, workspace: string) => Promise<void> } = {},
): OpenTables => {
  const openedByFolder = new Map<string, Opened & { readonly workspace: string }>()
  let made = 0

  const remove = async (opened: Opened & { readonly workspace: string }): Promise<void> => {
    opened.isOver = true
    clearTimeout(opened.rest)
    openedByFolder.delete(opened.folder)
    await gone(opened.folder, opened.workspace)
    // What is still being written would be written into a folder that is being removed.
    await Promise.allSettled(opened.tables.values())
    await rm(opened.folder, { recursive: true, force: true })
  }
  const of = (workspace: string) => [...openedByFolder.values()].filter((opened) => opened.workspace === workspace)

  const use: OpenTables['use'] = async (workspace, version) => {
    const suffix = `-v${version}`
    for (const other of of(workspace)) if (!other.folder.endsWith(suffix) && other.uses === 0) await remove(other)
    let opened = of(workspace).find(({ folder }) => folder.endsWith(suffix))
    if (opened === undefined) {
      made += 1
      const folder = join(root, `${made}-${workspace}${suffix}`)
      opened = { workspace, folder, tables: new Map(), uses: 0, isOver: false, rest: undefined }
      openedByFolder.set(folder, opened)
      await mkdir(folder, { mode: 0o755, recursive: true })
    }
    const mine = opened
    mine.uses += 1
    clearTimeout(mine.rest)
    let released = false
    return {
      folder: mine.folder,
      open: (part) => openPart(mine, part),
      release: () => {
        if (released) return
        released = true
        mine.uses -= 1
        if (mine.uses > 0 || mine.isOver) return
        mine.rest = setTimeout(() => void remove(mine), idleMs)
        mine.rest.unref()
      },
    }
  }
  const wipe = async (workspace: string): Promise<void> => void (await Promise.all(of(workspace).map(remove)))
  return {
    root,
    openBytes: async (workspace) => {
      const tables = await Promise.all(of(workspace).flatMap((opened) => [...opened.tables.values()].map((table) => table.catch(() => []))))
      return tables.flat().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    },
    use,
    wipe,
    wipeAll: async () => void (await Promise.all([...openedByFolder.values()].map(remove))),
    wipeIdle: async () => void (await Promise.all([...openedByFolder.values()].filter(({ uses }) => uses === 0).map(remove))),
    standing: () => [...new Set([...openedByFolder.values()].map(({ workspace }) => workspace))],
    folders: (workspace) => of(workspace).map(({ folder }) => folder),
  }
}

/** Two jobs that want the same table wait for one decryption. One that failed is tried again by the next. */
const openPart = async (opened: Opened, { table, decrypt }: JobPart): Promise<OpenedPart> => {
  if (opened.isOver) throw new Error(`could not open ${table}: its workspace has been closed`)
  const known = opened.tables.get(table)
  const sized = await (known ?? decrypted(opened, table, decrypt))
  const sizeBytes = sized.reduce((sum, one) => sum + one.sizeBytes, 0)
  return { files: sized.map(({ file }) => join(table, file)), sizeBytes, decryptedBytes: known === undefined ? sizeBytes : 0 }
}

const decrypted = (opened: Opened, table: string, decrypt: JobPart['decrypt']): Promise<readonly Sized[]> => {
  const folder = join(opened.folder, table)
  const opening = (async () => {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { mode: 0o755 })
    const files = await decrypt(folder)
    return Promise.all(
      files.map(async (file) => {
        await chmod(join(folder, file), 0o444)
        return { file, sizeBytes: (await stat(join(folder, file))).size }
      }),
    )
  })()
  opened.tables.set(table, opening)
  opening.catch(() => opened.tables.delete(table))
  return opening
}
