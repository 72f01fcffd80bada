/** Encrypted immutable Parquet parts on local disk: a version is whole and in force, or it does not exist (articles 15 and 19). */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyProvider, Suite } from '@yunhe/keys'
import { flushFolder, openFile, sealFile, suites, writeDurably } from '@yunhe/keys'
import { z } from 'zod'
import { type InventoryItem, measured } from './inventory.ts'
import type { DeliveredFrom, Manifest, PaperName, Scope, StoredTable } from './manifest.ts'
import { contextOf, manifestShape, scopeKinds, scopeShape } from './manifest.ts'
import { withPrivateFolder } from './private-folder.ts'

/** A table in the clear, to be sealed: Parquet files in the order of their rows. */
export type PlainTable = Omit<StoredTable, 'parts'> & { readonly files: readonly string[] }

export type NewVersion = {
  readonly scope: Scope
  readonly at: string
  readonly tables: readonly PlainTable[]
  /** The secret of a workspace's pseudonyms and noise. */
  readonly maskKey?: Uint8Array
  readonly rejectedRows?: number
  /** Of a dataset: where the version came from, and what is kept beside its rows. */
  readonly delivered?: DeliveredFrom
  readonly papers?: readonly { readonly name: PaperName; readonly file: string }[]
}

/** What became of one version of a dataset. */
export type VersionOf = { readonly manifest: Manifest; readonly isDestroyed: boolean }

export type VersionDestroyed = {
  readonly keyFingerprint: string
  readonly keyStoreAnswer: string
  readonly objects: readonly InventoryItem[]
}

export type PartStore = {
  /** Stages, flushes, renames, then switches: until the last step the version before stays in force. */
  readonly putParts: (version: NewVersion) => Promise<Manifest>
  readonly currentVersion: (scope: Scope) => Promise<Manifest | undefined>
  /** All versions of a scope that are or were in force, the oldest first. */
  readonly versionsOf: (scope: Scope) => Promise<readonly VersionOf[]>
  /** Opens a paper of a version. @returns undefined where it has none of this name */
  readonly openPaper: (manifest: Manifest, name: PaperName) => Promise<Buffer | undefined>
  /** Destroys the own key of a version, then its sealed files; the manifest stays, so that it is known what was there. May be done twice. */
  readonly destroyVersion: (manifest: Manifest) => Promise<VersionDestroyed>
  /** Opens the parts into a private folder. @returns the Parquet files by table; throws where a part was changed, cut or moved */
  readonly openParts: (manifest: Manifest, toFolder: string) => Promise<ReadonlyMap<string, readonly string[]>>
  readonly maskKeyOf: (manifest: Manifest) => Promise<Uint8Array | undefined>
  /** Every file of the scope as it lies on disk, for the inventory of a seal or a destruction. */
  readonly inventoryOf: (scope: Scope) => Promise<readonly InventoryItem[]>
  readonly sizeOf: (scope: Scope) => Promise<number>
  /** Deletes a workspace or an import and flushes the folder it lay in. The key of the scope is not touched. */
  readonly removeWhole: (scope: Scope) => Promise<void>
  /** Clears what a crash left half-staged. */
  readonly recover: () => Promise<void>
}

type Ground = { readonly folder: string; readonly keys: KeyProvider; readonly suite: Suite }

export const partStore = (ground: { readonly folder: string; readonly keys: KeyProvider; readonly suite?: Suite }): PartStore => {
  const full: Ground = { suite: suites.intl, ...ground }
  return {
    putParts: (version) => putParts(full, version),
    currentVersion: (scope) => currentVersion(full, scope),
    versionsOf: (scope) => versionsOf(full, scope),
    openPaper: (manifest, name) => openPaper(full, manifest, name),
    destroyVersion: (manifest) => destroyVersion(full, manifest),
    openParts: (manifest, toFolder) => openParts(full, manifest, toFolder),
    maskKeyOf: (manifest) => maskKeyOf(full, manifest),
    inventoryOf: (scope) => inventoryOf(full, scope),
    sizeOf: async (scope) => (await filesOf(full, scope)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    removeWhole: (scope) => removeWhole(full, scope),
    recover: () => recover(full),
  }
}

const putParts = async (ground: Ground, fresh: NewVersion): Promise<Manifest> => {
  const home = homeOf(ground, fresh.scope)
  await mkdir(join(home, 'versions'), { recursive: true, mode: 0o700 })
  const stage = await mkdtemp(join(home, 'stage-'))
  try {
    const manifest = await sealInto(ground, stage, fresh, (await latestNumber(home)) + 1)
    const place = join(home, 'versions', String(manifest.version))
    await rename(stage, place)
    flushFolder(join(home, 'versions'))
    writeDurably(join(home, 'current.json'), JSON.stringify({ version: manifest.version }))
    if (fresh.scope.startsWith('workspace/')) await dropOlder(home, manifest.version)
    return manifest
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** A workspace is what its grant says now; older copies of personal data are kept for nobody (article 19). */
const dropOlder = async (home: string, version: number): Promise<void> => {
  const older = (await namesIn(join(home, 'versions'))).filter((name) => Number(name) < version)
  for (const name of older) await rm(join(home, 'versions', name), { recursive: true, force: true })
  if (older.length > 0) flushFolder(join(home, 'versions'))
}

const sealInto = async (
  { keys, suite }: Ground,
  stage: string,
  { tables, maskKey, papers: loose = [], ...fresh }: NewVersion,
  version: number,
): Promise<Manifest> => {
  const { key, ...wrappings } = await freshKey(keys, fresh.scope, version)
  const stored: StoredTable[] = []
  for (const { files, ...table } of tables) {
    const parts: StoredTable['parts'] = []
    for (const [index, from] of files.entries()) {
      const file = `${table.table}-${index}.sealed`
      parts.push({ file, ...(await sealFile(from, join(stage, file), key, contextOf({ scope: fresh.scope, version }, file), suite)) })
    }
    stored.push({ ...table, parts })
  }
  const papers: NonNullable<Manifest['papers']> = []
  for (const { name, file: from } of loose) {
    const file = `paper-${name}.sealed`
    papers.push({ name, file, ...(await sealFile(from, join(stage, file), key, contextOf({ scope: fresh.scope, version }, file), suite)) })
  }
  const secret = maskKey && {
    sealedMaskKey: Buffer.from(suite.seal(key, maskKey, maskContext(fresh.scope, version))).toString('base64url'),
  }
  key.fill(0)
  const manifest = manifestShape.parse({
    format: 'yunhe/parts@1',
    version,
    ...wrappings,
    ...fresh,
    ...secret,
    ...(papers.length > 0 && { papers }),
    tables: stored,
  })
  writeDurably(join(stage, 'manifest.json'), JSON.stringify(manifest))
  return manifest
}

const currentVersion = async (ground: Ground, scope: Scope): Promise<Manifest | undefined> => {
  const home = homeOf(ground, scope)
  const pointer = await readIfThere(join(home, 'current.json'))
  if (pointer === undefined) return undefined
  const { version } = z.object({ version: z.int() }).parse(JSON.parse(pointer))
  return manifestShape.parse(JSON.parse(await readFile(join(home, 'versions', String(version), 'manifest.json'), 'utf8')))
}

const openParts = async (ground: Ground, manifest: Manifest, toFolder: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const from = join(homeOf(ground, manifest.scope), 'versions', String(manifest.version))
  const key = await dataKeyOf(ground.keys, manifest)
  const filesByTable = new Map<string, readonly string[]>()
  for (const { table, parts } of manifest.tables) {
    const files = parts.map(({ file }) => ({ file, to: join(toFolder, file.replace('.sealed', '.parquet')) }))
    for (const { file, to } of files) await openFile(join(from, file), to, key, contextOf(manifest, file))
    filesByTable.set(
      table,
      files.map(({ to }) => to),
    )
  }
  key.fill(0)
  return filesByTable
}

type Wrappings = Pick<Manifest, 'wrappedKey' | 'versionKey'>

/** The key of a dataset's version is made of two halves under two keys: either destroyed is enough, sealing the dataset closes all of them. */
const freshKey = async (keys: KeyProvider, scope: Scope, version: number): Promise<Wrappings & { readonly key: Uint8Array }> => {
  const first = await newDataKey(keys, scope)
  if (!scope.startsWith('dataset/')) return { key: first.plain, wrappedKey: first.wrapped }
  const name = `${scope}@${version}`
  const second = await newDataKey(keys, name)
  return { key: joined(first.plain, second.plain), wrappedKey: first.wrapped, versionKey: { name, wrapped: second.wrapped } }
}

/** A crash may have left the key of a version that never was. */
const newDataKey = async (keys: KeyProvider, name: string) => {
  if ((await keys.describe(name)) === undefined) await keys.create(name)
  return keys.generateDataKey(name)
}

const dataKeyOf = async (
  keys: KeyProvider,
  { scope, wrappedKey, versionKey }: Pick<Manifest, 'scope'> & Wrappings,
): Promise<Uint8Array> => {
  const first = await keys.decryptDataKey(scope, wrappedKey)
  return versionKey === undefined ? first : joined(first, await keys.decryptDataKey(versionKey.name, versionKey.wrapped))
}

/** Two keys that were drawn by chance, and each forgotten: one alone says nothing of the third. */
const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const key = first.map((byte, at) => byte ^ (second[at] ?? 0))
  first.fill(0)
  second.fill(0)
  return key
}

const openPaper = async (ground: Ground, manifest: Manifest, name: PaperName): Promise<Buffer | undefined> => {
  const paper = manifest.papers?.find((one) => one.name === name)
  if (paper === undefined) return undefined
  return withPrivateFolder(async (folder) => {
    const key = await dataKeyOf(ground.keys, manifest)
    const to = join(folder, 'paper')
    await openFile(join(folderOf(ground, manifest), paper.file), to, key, contextOf(manifest, paper.file))
    key.fill(0)
    return readFile(to)
  })
}

const folderOf = (ground: Ground, { scope, version }: Pick<Manifest, 'scope' | 'version'>): string =>
  join(homeOf(ground, scope), 'versions', String(version))

const versionsOf = async (ground: Ground, scope: Scope): Promise<readonly VersionOf[]> => {
  const inForce = (await currentVersion(ground, scope))?.version ?? 0
  const numbers = (await namesIn(join(homeOf(ground, scope), 'versions'))).map(Number).filter((number) => number <= inForce)
  return Promise.all(
    numbers
      .toSorted((one, other) => one - other)
      .map(async (version) => {
        const text = await readFile(join(folderOf(ground, { scope, version }), 'manifest.json'), 'utf8')
        const manifest = manifestShape.parse(JSON.parse(text))
        const own = manifest.versionKey && (await ground.keys.describe(manifest.versionKey.name))
        return { manifest, isDestroyed: own?.state === 'destroyed' }
      }),
  )
}

/** First the key, then the files: what a crash leaves in between is noise. */
const destroyVersion = async (ground: Ground, manifest: Manifest): Promise<VersionDestroyed> => {
  const own = manifest.versionKey?.name
  if (own === undefined) throw new Error(`could not destroy version ${manifest.version} of ${manifest.scope}: it has no key of its own`)
  const folder = folderOf(ground, manifest)
  const sealed = (await namesIn(folder)).filter((name) => name.endsWith('.sealed')).toSorted()
  const objects: InventoryItem[] = []
  for (const name of sealed)
    objects.push({ object: `${manifest.scope}/versions/${manifest.version}/${name}`, ...(await measured(join(folder, name))) })
  const known = await ground.keys.describe(own)
  const answer = known?.state === 'destroyed' ? 'destroyed before' : JSON.stringify(await ground.keys.destroy(own))
  for (const name of sealed) await rm(join(folder, name), { force: true })
  flushFolder(folder)
  return { keyFingerprint: known?.fingerprint ?? '', keyStoreAnswer: answer, objects }
}

const maskKeyOf = async ({ keys, suite }: Ground, manifest: Manifest): Promise<Uint8Array | undefined> => {
  const { scope, version, sealedMaskKey } = manifest
  if (sealedMaskKey === undefined) return undefined
  const key = await dataKeyOf(keys, manifest)
  return suite.open(key, Buffer.from(sealedMaskKey, 'base64url'), maskContext(scope, version))
}

const maskContext = (scope: Scope, version: number): Uint8Array => Buffer.from(contextOf({ scope, version }, 'mask-key'))

const inventoryOf = async (ground: Ground, scope: Scope): Promise<readonly InventoryItem[]> => {
  const items: InventoryItem[] = []
  for (const { object, path } of await filesOf(ground, scope)) items.push({ object, ...(await measured(path)) })
  return items
}

/** The key goes first: what is removed while its key lives could be put back from a copy and read. */
const removeWhole = async (ground: Ground, scope: Scope): Promise<void> => {
  const [kind = ''] = scope.split('/')
  if ((await ground.keys.describe(scope))?.state === 'live') throw new Error(`could not remove ${scope}: its key still opens it`)
  await rm(homeOf(ground, scope), { recursive: true, force: true })
  if ((await namesIn(ground.folder)).includes(kind)) flushFolder(join(ground.folder, kind))
}

const recover = async (ground: Ground): Promise<void> => {
  for (const kind of scopeKinds)
    for (const name of await namesIn(join(ground.folder, kind))) await clearUnfinished(ground, scopeShape.parse(`${kind}/${name}`))
}

/** A crash left a stage, or a version that was renamed into place and never put in force. */
const clearUnfinished = async (ground: Ground, scope: Scope): Promise<void> => {
  const home = homeOf(ground, scope)
  const inForce = (await currentVersion(ground, scope))?.version ?? 0
  const stages = (await namesIn(home)).filter((name) => name.startsWith('stage-'))
  const never = (await namesIn(join(home, 'versions'))).filter((name) => Number(name) > inForce).map((name) => join('versions', name))
  for (const left of [...stages, ...never]) await rm(join(home, left), { recursive: true, force: true })
}

const homeOf = ({ folder }: Ground, scope: Scope): string => join(folder, scopeShape.parse(scope))

const latestNumber = async (home: string): Promise<number> => Math.max(0, ...(await namesIn(join(home, 'versions'))).map(Number))

const filesOf = async (ground: Ground, scope: Scope) => {
  const home = homeOf(ground, scope)
  const entries = await readdir(home, { recursive: true, withFileTypes: true }).catch(noneIfMissing)
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const sized = paths
    .toSorted()
    .map(async (path) => ({ object: `${scope}${path.slice(home.length)}`, path, sizeBytes: (await stat(path)).size }))
  return Promise.all(sized)
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(noneIfMissing)

const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((fault: unknown) => void noneIfMissing(fault))

const noneIfMissing = (fault: unknown): never[] => {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return []
  throw fault
}
