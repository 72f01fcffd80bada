/** The end of a dataset, or of one export: its key first, then all its versions, then the proof that reading fails (article 19, W19-3). */
import { type Beside, type ErasureGround, erase, takeNotes } from './erase.ts'
import type { HoldingRecord, HoldingScope, Order } from './orders.ts'
import type { ZoneState } from './state.ts'
import type { Vault } from './vault.ts'

export interface HoldingGround extends ErasureGround {
  readonly state: () => ZoneState
  /** What lies beside the parts of a scope under the same key; nothing for a dataset. */
  readonly besideOf: (scope: HoldingScope) => Beside
}

const nothingBeside: Beside = { inventory: async () => [], remove: async () => {} }

/** An export lies in a vault of its own; a dataset is its parts and nothing else. */
export const besideIn =
  (exports: Pick<Vault, 'inventory' | 'remove'>) =>
  (scope: HoldingScope): Beside => {
    const [kind, name = ''] = scope.split('/')
    return kind === 'export' ? { inventory: () => exports.inventory(name), remove: () => exports.remove(name) } : nothingBeside
  }

/** Each step may be done twice: a crash in between is finished at the next start with the same inventory. */
export const destroyHolding = async (order: Order & { order: 'destroy-holding' }, ground: HoldingGround): Promise<HoldingRecord> => {
  const { scope, task, executor, witness } = order
  const beside = ground.besideOf(scope)
  // A holding into which nothing ever came has no key: one is made, so that it can be destroyed and none comes after.
  if ((await ground.keys.describe(scope)) === undefined) await ground.keys.create(scope)
  const notes = (await ground.notes.read(task)) ?? (await takeNotes(task, scope, { beside, products: [] }, ground))
  return {
    task,
    scope,
    ...(await erase(scope, notes, beside, ground)),
    method: 'cryptographic erasure of the scope key, then removal of the ciphertext of every version',
    executor,
    witness,
    residuals: residualsOf(scope, ground.state()),
  }
}

/** What lives on elsewhere is named: copies of it stand under other keys and have destructions of their own. */
const residualsOf = (scope: HoldingScope, state: ZoneState): string[] => [
  ...(scope.startsWith('dataset/') ? workspacesWith(scope.slice('dataset/'.length), state) : leftBefore),
  'blocks of the storage device that once held the wrapped scope key may survive until they are written again',
]

const leftBefore = ['files that were fetched before this destruction are not reached by it']

const workspacesWith = (dataset: string, { workspaces }: ZoneState): readonly string[] =>
  [...workspaces.values()]
    .filter(({ grant, stage }) => stage !== 'destroyed' && grant.tables.some((table) => table.dataset === dataset))
    .map(({ grant }) => `workspace ${grant.workspace} holds rows that were written from it, under a key of its own`)
