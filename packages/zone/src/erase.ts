/** The end of a scope: its inventory, its key first, then its ciphertext, then the proof that reading fails (article 19). */
import { createHash } from 'node:crypto'
import type { KeyProvider } from '@yunhe/keys'
import { canonicalJson } from './canonical.ts'
import type { DestructionRecord } from './orders.ts'
import type { InventoryItem } from './store/inventory.ts'
import type { Scope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { type Clock, written } from './time.ts'

export interface ErasureGround {
  readonly keys: KeyProvider
  readonly store: PartStore
  readonly now: Clock
  /** Keeps what a crash must not lose: the inventory, taken before anything is removed. */
  readonly notes: {
    readonly read: (task: string) => Promise<Notes | undefined>
    readonly write: (task: string, notes: Notes) => Promise<void>
  }
}

export interface Notes {
  readonly startedAt: string
  readonly inventory: readonly InventoryItem[]
  readonly products: readonly string[]
  readonly sample: { readonly version: number; readonly wrappedKey: string } | undefined
}

/** What lies beside the parts and is sealed under the same key. */
export interface Beside {
  readonly inventory: () => Promise<readonly InventoryItem[]>
  readonly remove: () => Promise<void>
}

export type Erased = Pick<
  DestructionRecord,
  'inventory' | 'inventoryRoot' | 'keyFingerprint' | 'keyStoreAnswer' | 'startedAt' | 'endedAt' | 'verification'
>

export const takeNotes = async (
  task: string,
  scope: Scope,
  { beside, products }: { readonly beside: Beside; readonly products: readonly string[] },
  { store, notes, now }: ErasureGround,
): Promise<Notes> => {
  const manifest = await store.currentVersion(scope)
  const taken: Notes = {
    startedAt: written(now()),
    inventory: [...(await store.inventoryOf(scope)), ...(await beside.inventory())],
    products,
    sample: manifest === undefined ? undefined : { version: manifest.version, wrappedKey: manifest.wrappedKey },
  }
  await notes.write(task, taken)
  return taken
}

/** Each step may be done twice: a crash in between is finished with the same notes. */
export const erase = async (scope: Scope, notes: Notes, beside: Beside, ground: ErasureGround): Promise<Erased> => {
  const destroyed = await ground.keys.destroy(scope)
  await ground.store.removeWhole(scope)
  await beside.remove()
  const verification = await verified(scope, notes, beside, ground)
  return {
    inventory: [...notes.inventory],
    inventoryRoot: inventoryRootOf(notes.inventory),
    keyFingerprint: destroyed.fingerprint,
    keyStoreAnswer: destroyed.answer,
    startedAt: notes.startedAt,
    endedAt: written(ground.now()),
    verification,
  }
}

/**
 * Root of the Merkle tree of RFC 6962 over SHA-256; the leaves are the canonical JSON of the items in their order.
 * @returns lower-case hex; the hash of the empty text where the inventory is empty
 */
export const inventoryRootOf = (inventory: readonly InventoryItem[]): string =>
  treeHash(inventory.map((item) => sha256(Buffer.of(0), Buffer.from(canonicalJson(item))))).toString('hex')

const treeHash = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return only
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, left)), treeHash(leaves.slice(left)))
}

const sha256 = (...parts: readonly Buffer[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** What was tried afterwards, and the answer it met: a try that succeeds would be a destruction that failed. */
const verified = async (
  scope: Scope,
  { sample }: Notes,
  beside: Beside,
  { keys, store }: ErasureGround,
): Promise<DestructionRecord['verification']> => {
  const tries: readonly (readonly [string, () => Promise<unknown>])[] = [
    [`unwrap the data key of ${scope} version ${sample?.version ?? 0}`, () => keys.decryptDataKey(scope, sample?.wrappedKey ?? 'v1.none')],
    [`make a new data key for ${scope}`, () => keys.generateDataKey(scope)],
    [`find a version of ${scope}`, () => store.currentVersion(scope).then(foundNone)],
    [`list the objects of ${scope}`, async () => foundNone([...(await store.inventoryOf(scope)), ...(await beside.inventory())])],
  ]
  return Promise.all(
    tries.map(async ([tried, attempt]) => {
      const answer = await attempt().then(
        () => undefined,
        (fault: unknown) => (fault instanceof Error ? fault.message : 'failed'),
      )
      if (answer === undefined) throw new Error(`could not prove the destruction of ${scope}: it was possible to ${tried}`)
      return { tried, answer }
    }),
  )
}

const foundNone = (found: unknown): void => {
  if (found === undefined || (Array.isArray(found) && found.length === 0)) throw new Error('nothing was found')
}
