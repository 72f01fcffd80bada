/** What a workspace leaves behind besides its tables: job texts, results, serving copies; each sealed under the workspace's own key (article 19). */
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { flushFolder, type KeyProvider, openFile, opening, privateFolder, sealFile, sealing, suite, writeDurably } from '@yunhe/keys'
import { type InventoryItem, measured } from './store/inventory.ts'
import { type Scope, workspaceScope } from './store/manifest.ts'

export interface Vault {
  readonly putText: (workspace: string, name: string, text: string) => Promise<void>
  readonly text: (workspace: string, name: string) => Promise<string>
  readonly putBytes: (workspace: string, name: string, bytes: Uint8Array) => Promise<void>
  readonly bytes: (workspace: string, name: string) => Promise<Uint8Array>
  readonly putFile: (workspace: string, name: string, from: string) => Promise<void>
  /** Decrypts to `to`, which must be in a private folder. */
  readonly takeFile: (workspace: string, name: string, to: string) => Promise<void>
  readonly names: (workspace: string) => Promise<readonly string[]>
  readonly inventory: (workspace: string) => Promise<readonly InventoryItem[]>
  /** Takes one thing out: its key first. */
  readonly drop: (workspace: string, name: string) => Promise<void>
  readonly remove: (workspace: string) => Promise<void>
}

/**
 * @param folder holds one folder per workspace; nothing in it can be read without the workspace's scope key
 * @param scopeOf names the key of a folder, where it holds something else than workspaces
 */
export const openVault = (folder: string, keys: KeyProvider, scopeOf: (name: string) => Scope = workspaceScope): Vault => {
  const suiteUsed = suite('intl')
  const placeOf = (workspace: string, name: string) => join(folder, safe(workspace), safe(name))
  const contextOf = (workspace: string, name: string) => `yunhe/vault/1\n${workspace}\n${name}`

  /** The wrapped key is on disk before what it opens: a crash between the two leaves a key without a lock, which is nothing. */
  const freshKey = async (workspace: string, name: string): Promise<Uint8Array> => {
    privateFolder(join(folder, safe(workspace)))
    const { plain, wrapped } = await keys.generateDataKey(scopeOf(workspace))
    writeDurably(`${placeOf(workspace, name)}.key`, wrapped)
    return plain
  }
  const keyOf = async (workspace: string, name: string): Promise<Uint8Array> =>
    keys.decryptDataKey(scopeOf(workspace), await readFile(`${placeOf(workspace, name)}.key`, 'utf8'))

  const putBytes: Vault['putBytes'] = async (workspace, name, bytes) => {
    const key = await freshKey(workspace, name)
    writeDurably(
      `${placeOf(workspace, name)}.sealed`,
      await gathered(sealing(suiteUsed, key, contextOf(workspace, name))(inOnePiece(bytes))),
    )
  }
  const bytesOf = async (workspace: string, name: string): Promise<Buffer> => {
    const key = await keyOf(workspace, name)
    const sealed = createReadStream(`${placeOf(workspace, name)}.sealed`)
    return gathered(opening(key, contextOf(workspace, name))(sealed))
  }

  return {
    putBytes,
    bytes: bytesOf,
    putText: (workspace, name, text) => putBytes(workspace, name, Buffer.from(text, 'utf8')),
    text: async (workspace, name) => (await bytesOf(workspace, name)).toString('utf8'),
    putFile: async (workspace, name, from) => {
      const key = await freshKey(workspace, name)
      await sealFile(from, `${placeOf(workspace, name)}.sealed`, key, contextOf(workspace, name), suiteUsed)
    },
    takeFile: async (workspace, name, to) => {
      const key = await keyOf(workspace, name)
      await openFile(`${placeOf(workspace, name)}.sealed`, to, key, contextOf(workspace, name))
    },
    drop: async (workspace, name) => {
      await rm(`${placeOf(workspace, name)}.key`, { force: true })
      await rm(`${placeOf(workspace, name)}.sealed`, { force: true })
      flushFolder(join(folder, safe(workspace)))
    },
    names: async (workspace) =>
      (await filesOf(folder, workspace)).filter((file) => file.endsWith('.sealed')).map((file) => file.slice(0, -7)),
    inventory: async (workspace) => {
      const files = await filesOf(folder, workspace)
      return Promise.all(
        files.map(async (file) => ({ object: `vault/${workspace}/${file}`, ...(await measured(join(folder, safe(workspace), file))) })),
      )
    },
    remove: async (workspace) => {
      await rm(join(folder, safe(workspace)), { recursive: true, force: true })
      privateFolder(folder)
      flushFolder(folder)
    },
  }
}

const filesOf = async (folder: string, workspace: string): Promise<readonly string[]> => {
  const found = await readdir(join(folder, safe(workspace))).catch(() => [])
  return found.filter((file) => file.endsWith('.sealed') || file.endsWith('.key')).sort()
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const gathered = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

const safe = (name: string): string => {
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(name)) throw new Error(`could not name a file of the vault after ${JSON.stringify(name)}`)
  return name
}
