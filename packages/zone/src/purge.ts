/** The end of an import: its table out of the workspace, its file and its key gone, with a record (articles 16 and 19, W16-4). */
import { type ErasureGround, erase, takeNotes } from './erase.ts'
import type { PurgeRecord } from './orders.ts'
import type { ZoneState } from './state.ts'
import { importScope, workspaceScope } from './store/manifest.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { twinName } from './synthetic/twins.ts'
import { written } from './time.ts'
import type { InTurn } from './turns.ts'
import type { Vault } from './vault.ts'

export interface PurgeGround extends ErasureGround {
  readonly state: () => ZoneState
  readonly vault: Pick<Vault, 'drop'>
  readonly killWorkspace: (workspace: string) => Promise<number>
  /** Deliveries and purges of one import wait for each other, and so do admissions and purges in one workspace. */
  readonly inTurn: InTurn
}

export interface Purged {
  readonly record: PurgeRecord
  readonly killedJobs: number
}

/** From the record of the order on no query finds the table; a job that had found it before is killed. */
export const purgeImport = async (name: string, ground: PurgeGround): Promise<Purged> => {
  const workspace = ground.state().imports.get(name)?.place.workspace
  if (workspace === undefined) throw new Error(`could not purge ${name}: there is no such import`)
  const taken = await ground.inTurn(workspaceScope(workspace), () => takenOut(name, workspace, ground))
  const scope = importScope(name)
  const record = await ground.inTurn(scope, async (): Promise<PurgeRecord> => {
    // A name under which nothing was delivered is used up as well.
    if ((await ground.keys.describe(scope)) === undefined) await ground.keys.create(scope)
    const notes =
      (await ground.notes.read(`purge-${name}`)) ?? (await takeNotes(`purge-${name}`, scope, { beside: none, products: [] }, ground))
    return {
      import: name,
      ...(await erase(scope, notes, none, ground)),
      method: 'cryptographic erasure of the key of the import, then removal of the ciphertext; its table is taken out of the workspace',
      residuals: residualsOf(taken.answer),
    }
  })
  return { record, killedJobs: taken.killedJobs }
}

const none = { inventory: async () => [], remove: async () => {} }

type TakenOut = 'never-in' | 'taken-out' | 'shut'

/** Everything else of the workspace is written anew: the version that held the table is dropped with its data key. */
const takenOut = async (
  name: string,
  workspace: string,
  { state, store, vault, killWorkspace, now }: PurgeGround,
): Promise<{ readonly answer: TakenOut; readonly killedJobs: number }> => {
  const table = state().imports.get(name)?.place.contract.dataset
  const known = state().workspaces.get(workspace)
  if (known === undefined || known.stage === 'destroyed') return { answer: 'never-in', killedJobs: 0 }
  const scope = workspaceScope(workspace)
  const manifest = await store.currentVersion(scope)
  const others = (manifest?.tables ?? []).filter((stored) => stored.table !== table)
  const isGranted = known.grant.tables.some(({ dataset }) => dataset === table)
  if (manifest === undefined || isGranted || others.length === manifest.tables.length) return { answer: 'never-in', killedJobs: 0 }
  if (known.stage === 'sealed') return { answer: 'shut', killedJobs: 0 }
  const killedJobs = await killWorkspace(workspace)
  await withPrivateFolder(async (folder) => {
    const filesByTable = await store.openParts({ ...manifest, tables: others }, folder)
    const maskKey = await store.maskKeyOf(manifest)
    if (table !== undefined) await vault.drop(workspace, twinName(table))
    await store.putParts({
      scope,
      at: written(now()),
      tables: others.map(({ parts: _, ...one }) => ({ ...one, files: filesByTable.get(one.table) ?? [] })),
      ...(maskKey && { maskKey }),
    })
  })
  return { answer: 'taken-out', killedJobs }
}

const residualsOf = (answer: TakenOut): string[] => [
  'the file as its operator holds it outside of the zone is not reached',
  ...(answer === 'shut' ? ['the table lies in a sealed workspace and is destroyed with it'] : []),
  ...(answer === 'taken-out'
    ? [
        'results that were released while the table was in the workspace are not reached',
        'a copy of the former version of the workspace, had one been made, opens until the key of the workspace is destroyed',
      ]
    : []),
  'blocks of the storage device that once held the wrapped key may survive until they are written again',
]
