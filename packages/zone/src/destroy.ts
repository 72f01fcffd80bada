/** Destruction of a workspace: the key first, then the ciphertext, then the proof that reading fails (article 19, W19-3). */
import { createHash } from 'node:crypto'
import type { KeyProvider } from '@yunhe/keys'
import { canonicalJson } from './canonical.ts'
import type { DestructionRecord, Order } from './orders.ts'
import type { InventoryItem } from './store/inventory.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { type Clock, written } from './time.ts'
import type { Vault } from './vault.ts'

export interface DestructionGround {
  readonly keys: KeyProvider
  readonly store: PartStore
  readonly vault: Vault
  readonly now: Clock
  /** Kills the jobs and takes the serving copies down; answers how many jobs and which products. */
  readonly stopAll: (workspace: string) => Promise<{ readonly jobs: number; readonly products: readonly string[] }>
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

export interface Destroyed {
  readonly record: DestructionRecord
  readonly killedJobs: number
}

/** Each step may be done twice: a crash in between is finished at the next start with the same inventory. */
export const destroyWorkspace = async (order: Order & { order: 'destroy' }, ground: DestructionGround): Promise<Destroyed> => {
  const { workspace, task, executor, witness } = order
  const stopped = await ground.stopAll(workspace)
  const notes = (await ground.notes.read(task)) ?? (await takeNotes(workspace, task, stopped.products, ground))
  const scope = workspaceScope(workspace)
  const destroyed = await ground.keys.destroy(scope)
  await ground.store.removeWorkspace(scope)
  await ground.vault.remove(workspace)
  const verification = await verified(workspace, notes, ground)
  const record: DestructionRecord = {
    task,
    workspace,
    inventory: [...notes.inventory],
    inventoryRoot: inventoryRootOf(notes.inventory),
    keyFingerprint: destroyed.fingerprint,
    keyStoreAnswer: destroyed.answer,
    method: 'cryptographic erasure of the scope key of the workspace, then removal of the ciphertext',
    startedAt: notes.startedAt,
    endedAt: written(ground.now()),
    executor,
    witness,
    verification,
    residuals: residualsOf(notes.products),
  }
  return { record, killedJobs: stopped.jobs }
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

const takeNotes = async (
  workspace: string,
  task: string,
  products: readonly string[],
  { store, vault, notes, now }: DestructionGround,
): Promise<Notes> => {
  const scope = workspaceScope(workspace)
  const manifest = await store.currentVersion(scope)
  const taken: Notes = {
    startedAt: written(now()),
    inventory: [...(await store.inventoryOf(scope)), ...(await vault.inventory(workspace))],
    products,
    sample: manifest === undefined ? undefined : { version: manifest.version, wrappedKey: manifest.wrappedKey },
  }
  await notes.write(task, taken)
  return taken
}

/** What was tried afterwards, and the answer it met: a try that succeeds would be a destruction that failed. */
const verified = async (
  workspace: string,
  { sample }: Notes,
  { keys, store, vault }: DestructionGround,
): Promise<DestructionRecord['verification']> => {
  const scope = workspaceScope(workspace)
  const tries: readonly (readonly [string, () => Promise<unknown>])[] = [
    [`unwrap the data key of ${scope} version ${sample?.version ?? 0}`, () => keys.decryptDataKey(scope, sample?.wrappedKey ?? 'v1.none')],
    [`make a new data key for ${scope}`, () => keys.generateDataKey(scope)],
    [`find a version of ${scope}`, () => store.currentVersion(scope).then(foundNone)],
    [`list the objects of ${scope}`, async () => foundNone([...(await store.inventoryOf(scope)), ...(await vault.inventory(workspace))])],
  ]
  return Promise.all(
    tries.map(async ([tried, attempt]) => {
      const answer = await attempt().then(
        () => undefined,
        (fault: unknown) => (fault instanceof Error ? fault.message : 'failed'),
      )
      if (answer === undefined) throw new Error(`could not prove the destruction of ${workspace}: it was possible to ${tried}`)
      return { tried, answer }
    }),
  )
}

const foundNone = (found: unknown): void => {
  if (found === undefined || (Array.isArray(found) && found.length === 0)) throw new Error('nothing was found')
}

/** What a destruction here cannot reach; said, not hidden. */
const residualsOf = (products: readonly string[]): string[] => [
  'results and product answers that left the zone before this destruction are not reached by it',
  ...(products.length > 0 ? [`answers of products ${products.join(', ')} may be held by their consumers`] : []),
  'blocks of the storage device that once held the wrapped scope key may survive until they are written again',
]
