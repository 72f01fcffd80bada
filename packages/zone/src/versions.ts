/** The versions of a dataset: what each was, what is kept of it, and how the oldest are destroyed with their own key (articles 12, 13, 19). */

import { type Notes, notesOf } from './intake/notes.ts'
import { keptAtMost } from './intake/quarantine.ts'
import type { ZoneLog } from './log.ts'
import type { DatasetContract } from './orders.ts'
import { datasetScope, type Manifest, workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'

export interface VersionView {
  readonly version: number
  readonly at: string
  readonly rows: number
  readonly rejectedRows: number
  readonly isDestroyed: boolean
  readonly delivered?: Manifest['delivered']
  /** Workspaces that were written from it and stand. */
  readonly workspaces: number
}

export interface VersionNotes extends Notes {
  readonly version: number
}

export interface VersionsGround {
  readonly log: ZoneLog
  readonly store: PartStore
}

const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0)

export const versionViews = async (dataset: string, ground: VersionsGround): Promise<readonly VersionView[]> => {
  const resting = await restingOn(dataset, ground)
  return (await ground.store.versionsOf(datasetScope(dataset))).toReversed().map(({ manifest, isDestroyed }) => ({
    version: manifest.version,
    at: manifest.at,
    rows: rowsOf(manifest),
    rejectedRows: manifest.rejectedRows ?? 0,
    isDestroyed,
    ...(manifest.delivered && { delivered: manifest.delivered }),
    workspaces: resting.get(manifest.version) ?? 0,
  }))
}

/** How many standing workspaces were written from each version. */
const restingOn = async (dataset: string, { log, store }: VersionsGround): Promise<ReadonlyMap<number, number>> => {
  const count = new Map<number, number>()
  for (const [name, { stage }] of log.state().workspaces) {
    if (stage === 'destroyed') continue
    const manifest = await store.currentVersion(workspaceScope(name))
    // A workspace from before versions were noted may rest on any of them.
    for (const table of manifest?.tables ?? [])
      if (table.table === dataset) count.set(table.datasetVersion ?? 0, (count.get(table.datasetVersion ?? 0) ?? 0) + 1)
  }
  return count
}

const versionIn = async (dataset: string, version: number, store: PartStore): Promise<Manifest | undefined> => {
  const found = (await store.versionsOf(datasetScope(dataset))).find(({ manifest }) => manifest.version === version)
  return found === undefined || found.isDestroyed ? undefined : found.manifest
}

export const versionNotes = async (dataset: string, version: number, store: PartStore): Promise<VersionNotes | undefined> => {
  const manifest = await versionIn(dataset, version, store)
  const notes = manifest && (await notesOf(store, manifest))
  // How far a source was read is of its own rows.
  return notes && { version, profile: notes.profile, drift: notes.drift, chosen: notes.chosen }
}

/** JSON lines: place, reason and shape of each; recorded before it is opened. */
export const setAsideOf = async (
  dataset: string,
  version: number,
  who: { readonly person: string; readonly organization: string },
  { log, store }: VersionsGround,
): Promise<string | undefined> => {
  const manifest = await versionIn(dataset, version, store)
  if (manifest === undefined) return undefined
  await log.record({ type: 'set-aside-opened', dataset, version, ...who })
  return (await store.openPaper(manifest, 'set-aside'))?.toString('utf8') ?? ''
}

export const setAsideLimit = keptAtMost

/** @param keep how many of the newest stay whatever rests on them; the one in force is always among them */
export const destroyOlder = async (
  { dataset }: Pick<DatasetContract, 'dataset'>,
  keep: number,
  ground: VersionsGround,
): Promise<readonly number[]> => {
  const { log, store } = ground
  const standing = (await store.versionsOf(datasetScope(dataset))).filter(
    ({ manifest, isDestroyed }) => !isDestroyed && manifest.versionKey !== undefined,
  )
  const older = standing.slice(0, Math.max(0, standing.length - Math.max(1, keep)))
  if (older.length === 0) return []
  const resting = await restingOn(dataset, ground)
  if (resting.has(0)) return []
  const gone: number[] = []
  for (const { manifest } of older) {
    const { version } = manifest
    if (resting.has(version)) continue
    await log.record({ type: 'version-destruction-begun', dataset, version })
    const { keyFingerprint, keyStoreAnswer, objects } = await store.destroyVersion(manifest)
    await log.record({ type: 'version-destroyed', dataset, version, keyFingerprint, keyStoreAnswer, objects: [...objects] })
    gone.push(version)
  }
  return gone
}
