/** The twins of a workspace: made when it opens or when they are first asked for, sealed under its key, destroyed with it (articles 16 and 19). */
import { join } from 'node:path'
import { openDataEngine, parquet } from '../engine/data.ts'
import { type Cell, quoted } from '../engine/engine.ts'
import { planOf } from '../grant.ts'
import type { ZoneLog } from '../log.ts'
import type { Grant } from '../orders.ts'
import { openMaskingEngine } from '../provision.ts'
import { tableIn } from '../provisioning.ts'
import type { Workspace } from '../state.ts'
import { type Manifest, workspaceScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { Clock } from '../time.ts'
import { openTurns } from '../turns.ts'
import type { Vault } from '../vault.ts'
import { noiseOf } from './noise.ts'
import { makeTwin } from './twin.ts'

export interface TwinView {
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: number
}

export interface TwinRows extends TwinView {
  readonly cells: readonly (readonly Cell[])[]
}

export interface Twins {
  /** What there is; made first where the workspace has been written since. */
  readonly list: (workspace: string) => Promise<readonly TwinView[]>
  /** For a workspace that is about to open: its grant does not stand in the log yet. */
  readonly makeFor: (grant: Grant) => Promise<void>
  readonly rows: (workspace: string, table: string, most: number) => Promise<readonly (readonly Cell[])[] | undefined>
  /** Decrypts one twin to `to`, which must be in a private folder or in a sandbox. */
  readonly take: (workspace: string, table: string, to: string) => Promise<void>
}

export interface TwinsGround {
  readonly log: Pick<ZoneLog, 'state' | 'record'>
  readonly store: PartStore
  readonly vault: Vault
  readonly now: Clock
}

interface Notes {
  /** Version of the workspace that the twins were made from. */
  readonly version: number
  readonly tables: readonly TwinView[]
}

const notesName = 'twins'
export const twinName = (table: string): string => `twin-${table}`

export const openTwins = (ground: TwinsGround): Twins => {
  const inTurn = openTurns()
  const ready = (workspace: string, known: Known | undefined = ground.log.state().workspaces.get(workspace)): Promise<Notes> =>
    inTurn(workspace, () => notesFor(ground, workspace, known))

  return {
    list: async (workspace) => (await ready(workspace)).tables,
    makeFor: async (grant) => {
      const admitted = ground.log.state().workspaces.get(grant.workspace)?.admitted ?? []
      await ready(grant.workspace, { grant, admitted })
    },
    rows: async (workspace, table, most) => {
      const { tables } = await ready(workspace)
      const view = tables.find((one) => one.table === table)
      return view === undefined ? undefined : rowsOf(ground, workspace, view, most)
    },
    take: async (workspace, table, to) => {
      await ready(workspace)
      await ground.vault.takeFile(workspace, twinName(table), to)
    },
  }
}

type Known = Pick<Workspace, 'grant' | 'admitted'>

const notesFor = async (ground: TwinsGround, workspace: string, known: Known | undefined): Promise<Notes> => {
  const manifest = await ground.store.currentVersion(workspaceScope(workspace))
  if (known === undefined || manifest === undefined) throw new Error(`could not make twins for ${workspace}: it holds no tables`)
  const before = (await ground.vault.names(workspace)).includes(notesName)
    ? (JSON.parse(await ground.vault.text(workspace, notesName)) as Notes)
    : undefined
  if (before?.version === manifest.version) return before
  return make(ground, workspace, known, manifest, before)
}

/** The record comes first; the notes come last, so that a crash in between makes all of them again. */
const make = async (
  ground: TwinsGround,
  workspace: string,
  known: Known,
  manifest: Manifest,
  before: Notes | undefined,
): Promise<Notes> => {
  await ground.log.record({ type: 'twins-made', workspace, version: manifest.version, tables: manifest.tables.map(({ table }) => table) })
  const secret = await ground.store.maskKeyOf(manifest)
  if (secret === undefined) throw new Error(`could not make twins for ${workspace}: it has no secret of its own`)
  const noise = noiseOf(secret, String(manifest.version))
  const tables: TwinView[] = []
  for (const stored of manifest.tables) {
    const found = tableIn(known, stored.table, ground.log.state().datasets, ground.now())
    if (found?.contract === undefined) continue
    const { granted, contract } = found
    const plan = planOf(granted, contract)
    if (typeof plan === 'string') throw new Error(`could not make the twin of ${stored.table}: ${plan}`)
    const rows = await withPrivateFolder(async (folder) => {
      const files = (await ground.store.openParts({ ...manifest, tables: [stored] }, folder)).get(stored.table) ?? []
      const engine = await openMaskingEngine(folder, Buffer.from(noise.seed('mask key'), 'hex'))
      try {
        const to = join(folder, 'twin.parquet')
        const made = await makeTwin({ engine, folder, granted, contract, plan, relation: parquet(files), rows: stored.rows, noise }, to)
        await ground.vault.putFile(workspace, twinName(stored.table), to)
        return made
      } finally {
        engine.close()
      }
    })
    tables.push({ table: stored.table, columns: stored.columns, rows })
  }
  for (const { table } of before?.tables ?? [])
    if (!tables.some((one) => one.table === table)) await ground.vault.drop(workspace, twinName(table))
  const notes: Notes = { version: manifest.version, tables }
  await ground.vault.putText(workspace, notesName, JSON.stringify(notes))
  return notes
}

const rowsOf = ({ vault }: TwinsGround, workspace: string, { table, columns }: TwinView, most: number) =>
  withPrivateFolder(async (folder) => {
    const file = join(folder, 'twin.parquet')
    await vault.takeFile(workspace, twinName(table), file)
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder, keepsOrder: true })
    try {
      // Times and days as texts; the rest as JSON has it.
      const cells = columns.map(({ name, type }) =>
        type === 'date' || type === 'timestamp' ? `CAST(${quoted(name)} AS VARCHAR) AS ${quoted(name)}` : quoted(name),
      )
      const rows = await engine.rows(`SELECT ${cells.join(', ')} FROM ${parquet([file])} LIMIT ${most}`)
      return rows.map((row) => columns.map(({ name }) => (row[name] ?? null) as Cell))
    } finally {
      engine.close()
    }
  })
