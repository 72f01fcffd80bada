/** What a zone holds, as people with tickets see it: columns and counts, never a row. */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { DatasetContract, Grant, Protection } from './orders.ts'
import type { Workspace } from './state.ts'
import { datasetScope, workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'

export interface DatasetView {
  readonly dataset: string
  readonly provider: string
  readonly columns: DatasetContract['columns']
  /** 0 where nothing has been accepted yet. */
  readonly version: number
  readonly rows: number
  readonly rejectedRows: number
  readonly loadedAt: string | undefined
}

export const datasetView = async ({ dataset, provider, columns }: DatasetContract, store: PartStore): Promise<DatasetView> => {
  const manifest = await store.currentVersion(datasetScope(dataset))
  const rows = (manifest?.tables ?? []).reduce((sum, table) => sum + table.rows, 0)
  return {
    dataset,
    provider,
    columns,
    version: manifest?.version ?? 0,
    rows,
    rejectedRows: manifest?.rejectedRows ?? 0,
    loadedAt: manifest?.at,
  }
}

export interface WorkspaceView {
  readonly workspace: string
  readonly grant: string
  readonly scenario: string
  readonly until: string
  readonly stage: Workspace['stage']
  readonly tables: readonly {
    readonly table: string
    readonly rows: number
    readonly minimumGroup: number
    readonly minimumRows?: number
    readonly dominance?: DominanceRule
    /** Names of columns that its contract has and the decision does not give. */
    readonly hidden: readonly string[]
    /** The version of the dataset it was written from, and the newest there is; none of an import. */
    readonly datasetVersion?: number
    readonly newestVersion?: number
    readonly columns: readonly { readonly name: string; readonly type: string; readonly disclosure: string; readonly mask?: string }[]
    readonly conditions: Grant['tables'][number]['rows']
  }[]
  /** How figures about people are rounded or moved; absent where exact ones may be seen. */
  readonly protection?: Exclude<Protection, { readonly kind: 'none' }>
  readonly risk: Workspace['risk']
  /** What the decision allows of it. */
  readonly allowed: Pick<Grant, 'maximumRisk'> & Partial<NonNullable<Grant['riskLimits']>> & { readonly mostLeftOut?: number }
}

export const workspaceView = async (
  workspace: Workspace,
  store: PartStore,
  contracts: ReadonlyMap<string, DatasetContract>,
): Promise<WorkspaceView> => {
  const { grant, stage, risk } = workspace
  const { protection } = grant
  const manifest = await store.currentVersion(workspaceScope(grant.workspace))
  const granted = new Set(grant.tables.map(({ dataset }) => dataset))
  const newest = new Map(
    await Promise.all(
      [...granted].map(async (dataset) => [dataset, (await store.currentVersion(datasetScope(dataset)))?.version] as const),
    ),
  )
  const tables = [...grant.tables, ...workspace.admitted.map(({ table }) => table)].map((table) => {
    const stored = manifest?.tables.find((one) => one.table === table.dataset)
    const columns = (stored?.columns ?? []).map(({ name, type }) => {
      const one = table.columns.find((column) => column.name === name)
      return {
        name,
        type,
        disclosure: one?.disclosure ?? 'hidden',
        ...(one?.mask === undefined ? {} : { mask: one.mask.kind }),
      }
    })
    const [from, last] = granted.has(table.dataset) ? [stored?.datasetVersion, newest.get(table.dataset)] : []
    const versions = { ...(from !== undefined && { datasetVersion: from }), ...(last !== undefined && { newestVersion: last }) }
    const contract = contracts.get(table.dataset) ?? workspace.admitted.find((one) => one.table.dataset === table.dataset)?.contract
    const hidden = (contract?.columns ?? []).map(({ name }) => name).filter((name) => columns.every((column) => column.name !== name))
    return {
      table: table.dataset,
      rows: stored?.rows ?? 0,
      minimumGroup: table.minimumGroup,
      ...(table.minimumRows !== undefined && { minimumRows: table.minimumRows }),
      ...(table.dominance !== undefined && { dominance: table.dominance }),
      ...versions,
      columns,
      hidden,
      conditions: table.rows,
    }
  })
  return {
    workspace: grant.workspace,
    grant: grant.grant,
    scenario: grant.scenario,
    until: grant.until,
    stage,
    tables,
    ...(protection !== undefined && protection.kind !== 'none' && { protection }),
    risk,
    allowed: { maximumRisk: grant.maximumRisk, ...grant.riskLimits, ...(grant.leaveOut && { mostLeftOut: grant.leaveOut.most }) },
  }
}
