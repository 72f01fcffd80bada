/** A key store in a folder: one private file per version of a scope key, wrapped by the root key. Keep the folder out of every backup. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createDurably, privateFolder, writeDurably } from './durable.ts'
import {
  finishDestructions,
  type KeyFile,
  keyFileOf,
  readKeyFile,
  readTombstone,
  shredAnnounced,
  type Tombstone,
  tombstoneOf,
  versionsOf,
} from './key-folder.ts'
import type { Destruction, KeyDescription, KeyProvider } from './key-provider.ts'
import type { Suite } from './suite.ts'

export interface FileKeyStore {
  readonly folder: string
  readonly rootKey: Uint8Array
  readonly suite: Suite
  readonly now?: () => string
}

const answer = 'overwritten with random bytes, flushed, unlinked, folder flushed; best effort, as a file system may keep older blocks'

export const fileKeyProvider = (store: FileKeyStore): KeyProvider => {
  privateFolder(store.folder)
  finishDestructions(store.folder)
  return {
    create: async (scope) => {
      if (existsSync(tombstoneOf(store.folder, scope))) throw new Error(`could not create a key for ${scope}: it was destroyed`)
      return described(addVersion(store, scope, 1), 'live')
    },
    generateDataKey: async (scope) => {
      const plain = randomBytes(32)
      return { plain, wrapped: wrap(store, current(store, scope), plain) }
    },
    decryptDataKey: async (scope, wrapped) => unwrap(store, scope, wrapped),
    rewrap: async (scope, wrapped) => wrap(store, current(store, scope), unwrap(store, scope, wrapped)),
    rotate: async (scope) => described(addVersion(store, scope, current(store, scope).version + 1), 'live'),
    destroy: async (scope) => destroyScope(store, scope),
    describe: async (scope) => describeScope(store, scope),
  }
}

const describeScope = (store: FileKeyStore, scope: string): KeyDescription | undefined => {
  const tombstone = readTombstone(tombstoneOf(store.folder, scope))
  if (tombstone) return described(tombstone, 'destroyed')
  const latest = versionsOf(store.folder, scope).at(-1)
  return latest && described(latest, 'live')
}

const described = (
  { scope, suite, version, fingerprint }: Omit<KeyDescription, 'state'>,
  state: KeyDescription['state'],
): KeyDescription => ({
  scope,
  suite,
  version,
  state,
  fingerprint,
})

const addVersion = (store: FileKeyStore, scope: string, version: number): KeyFile => {
  const key = randomBytes(32)
  const file: KeyFile = {
    format: 'yunhe/scope-key@1',
    scope,
    suite: store.suite.name,
    version,
    fingerprint: Buffer.from(store.suite.kdf(key, 'yunhe/fingerprint/1', 16)).toString('hex'),
    wrapped: Buffer.from(store.suite.seal(store.rootKey, key, scopeContext(scope, version))).toString('base64'),
  }
  if (!createDurably(keyFileOf(store.folder, scope, version), JSON.stringify(file)))
    throw new Error(`could not create a key for ${scope}: version ${version} exists`)
  return file
}

const current = (store: FileKeyStore, scope: string): KeyFile => {
  if (existsSync(tombstoneOf(store.folder, scope))) throw new Error(`could not use the key of ${scope}: it was destroyed`)
  const latest = versionsOf(store.folder, scope).at(-1)
  if (!latest) throw new Error(`could not use the key of ${scope}: there is none`)
  return latest
}

const wrap = (store: FileKeyStore, file: KeyFile, plain: Uint8Array): string =>
  `v${file.version}.${Buffer.from(store.suite.seal(scopeKey(store, file), plain, dataContext(file.scope, file.version))).toString('base64url')}`

const unwrap = (store: FileKeyStore, scope: string, wrapped: string): Uint8Array => {
  const latest = current(store, scope)
  const [, digits = '', sealed = ''] = /^v([1-9][0-9]{0,8})\.([\w-]+)$/.exec(wrapped) ?? []
  const version = Number(digits)
  if (!version || version > latest.version) throw new Error(`could not unwrap a data key of ${scope}: it names no version of its key`)
  const key = scopeKey(store, readKeyFile(store.folder, scope, version))
  return store.suite.open(key, Buffer.from(sealed, 'base64url'), dataContext(scope, version))
}

const scopeKey = ({ suite, rootKey }: FileKeyStore, { scope, version, wrapped }: KeyFile): Uint8Array =>
  suite.open(rootKey, Buffer.from(wrapped, 'base64'), scopeContext(scope, version))

const scopeContext = (scope: string, version: number) => Buffer.from(`yunhe/scope-key@1\n${scope}\n${version}`)
const dataContext = (scope: string, version: number) => Buffer.from(`yunhe/data-key@1\n${scope}\n${version}`)

/** The tombstone comes first: from then on nobody unwraps, and a crash before the last unlink is finished at the next start. */
const destroyScope = (store: FileKeyStore, scope: string): Destruction => {
  const tombstone = readTombstone(tombstoneOf(store.folder, scope)) ?? bury(store, scope, versionsOf(store.folder, scope))
  shredAnnounced(store.folder, tombstone)
  const { fingerprint, fingerprints, at } = tombstone
  return { scope, fingerprint, fingerprints, answer, at }
}

const bury = (store: FileKeyStore, scope: string, versions: readonly KeyFile[]): Tombstone => {
  const latest = versions.at(-1)
  if (!latest) throw new Error(`could not destroy the key of ${scope}: there is none`)
  const tombstone: Tombstone = {
    format: 'yunhe/destroyed-scope@1',
    scope,
    suite: latest.suite,
    version: latest.version,
    fingerprint: latest.fingerprint,
    fingerprints: versions.map(({ fingerprint }) => fingerprint),
    answer,
    at: (store.now ?? (() => new Date().toISOString()))(),
  }
  writeDurably(tombstoneOf(store.folder, scope), JSON.stringify(tombstone))
  return tombstone
}
