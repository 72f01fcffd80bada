/** Destruction of a workspace: the key first, then the ciphertext, then the proof that reading fails (article 19, W19-3). */
import { type ErasureGround, erase, takeNotes } from './erase.ts'
import type { DestructionRecord, Order } from './orders.ts'
import { relatedTo } from './related.ts'
import type { ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'
import type { Vault } from './vault.ts'

export interface DestructionGround extends ErasureGround {
  readonly vault: Vault
  /** Kills the jobs and takes the serving copies down; answers how many jobs and which products. */
  readonly state: () => ZoneState
  /** Destroys who stood in what was released to these operators; answers the names of what is gone. */
  readonly emptied: (operators: readonly string[]) => Promise<readonly string[]>
  readonly stopAll: (workspace: string) => Promise<{ readonly jobs: number; readonly products: readonly string[] }>
}

export interface Destroyed {
  readonly record: DestructionRecord
  readonly killedJobs: number
}

/** Each step may be done twice: a crash in between is finished at the next start with the same inventory. */
export const destroyWorkspace = async (order: Order & { order: 'destroy' }, ground: DestructionGround): Promise<Destroyed> => {
  const { workspace, task, executor, witness } = order
  const stopped = await ground.stopAll(workspace)
  const scope = workspaceScope(workspace)
  const beside = { inventory: () => ground.vault.inventory(workspace), remove: () => ground.vault.remove(workspace) }
  const notes = (await ground.notes.read(task)) ?? (await takeNotes(task, scope, { beside, products: stopped.products }, ground))
  await ground.emptied(endedWith(workspace, ground.state()))
  const record: DestructionRecord = {
    task,
    workspace,
    ...(await erase(scope, notes, beside, ground)),
    method: 'cryptographic erasure of the scope key of the workspace, then removal of the ciphertext',
    executor,
    witness,
    residuals: residualsOf(notes.products),
  }
  return { record, killedJobs: stopped.jobs }
}

/** Who stood in their results is kept for as long as any of the related companies may still ask: with the last workspace of all of them it goes. */
const endedWith = (workspace: string, state: ZoneState): readonly string[] => {
  const operator = state.workspaces.get(workspace)?.grant.operator
  if (operator === undefined) return []
  const related = relatedTo(operator, state)
  const isLeft = [...state.workspaces].some(
    ([name, { grant, stage }]) => name !== workspace && stage !== 'destroyed' && related.includes(grant.operator),
  )
  return isLeft ? [] : related
}

/** What a destruction here cannot reach; said, not hidden. */
const residualsOf = (products: readonly string[]): string[] => [
  'results and product answers that left the zone before this destruction are not reached by it',
  ...(products.length > 0 ? [`answers of products ${products.join(', ')} may be held by their consumers`] : []),
  'blocks of the storage device that once held the wrapped scope key may survive until they are written again',
]
