/** From a grant to a workspace: only its columns and rows, masked, measured, sealed under the workspace's own key, or nothing (articles 12, 16). */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes } from '@yunhe/keys'
import type { DataEngine } from './engine/data.ts'
import { EngineFault, openDataEngine, parquet } from './engine/data.ts'
import type { TablePlan } from './grant.ts'
import { planOf } from './grant.ts'
import { leaveOutSmallClasses } from './leave-out.ts'
import { keyedFunctions } from './masks/keyed.ts'
import type { Beyond, DatasetContract, Grant, MeasuredRisk, OrderRefusal } from './orders.ts'
import { allQuasiIdentifiers, beyondOf, measureTable, type RiskTerms, sentenceOf } from './risk/judge.ts'
import { populationOf } from './risk/population.ts'
import { datasetScope, type Scope, workspaceScope } from './store/manifest.ts'
import type { PartStore, PlainTable } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { sourceName, subjectKeyName } from './subjects.ts'

export type Provisioning = {
  readonly grant: Grant
  readonly contractByDataset: ReadonlyMap<string, DatasetContract>
  readonly store: PartStore
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly memoryMegabytes?: number
  /** Draws a new secret: no pseudonym of this run is one of an earlier run. */
  readonly freshSecret?: boolean
  /** The zone's secret of subject numbers; left out where nothing is ever released from what is written. */
  readonly subjectKey?: string
}

export type TableRisk = { readonly table: string; readonly measured: MeasuredRisk }

export type Provisioned =
  | {
      readonly ok: true
      readonly rows: number
      /** Version of each dataset the rows were taken from. */
      readonly tables: readonly {
        readonly table: string
        readonly rows: number
        readonly columns: readonly string[]
        readonly datasetVersion: number
      }[]
      readonly risk: readonly TableRisk[]
    }
  | {
      readonly ok: false
      readonly refusal: Extract<OrderRefusal, 'unknown-dataset' | 'risk-too-high' | 'malformed'>
      readonly detail: string
      readonly risk: readonly TableRisk[]
      readonly beyond: readonly Beyond[]
    }

/** A second run of the same grant gives the same pseudonyms and replaces the first; a refused one leaves what stood before. */
export const provision = (provisioning: Provisioning): Promise<Provisioned> =>
  withPrivateFolder(async (folder) => {
    const planned = plansOf(provisioning)
    if (!Array.isArray(planned)) return planned
    const maskKey = await maskKeyFor(provisioning)
    const engine = await openMaskingEngine(folder, maskKey, provisioning.memoryMegabytes)
    try {
      return await fill({ ...provisioning, engine, folder, maskKey }, planned)
    } catch (fault) {
      if (fault instanceof EngineFault && fault.kind === 'conversion error')
        return refused('malformed', 'a row condition does not fit the type of its column')
      throw fault
    } finally {
      engine.close()
    }
  })

/** The engine of one provisioning: its functions hold the secret of the grant, and no statement does. One thread more than elsewhere, as one of them often waits for such a function. */
export const openMaskingEngine = (folder: string, maskKey: Uint8Array, memoryMegabytes = 1024): Promise<DataEngine> =>
  openDataEngine({ folders: [folder], spillFolder: folder, memoryMegabytes, threads: 3, functions: keyedFunctions(maskKey) })

type Filling = Provisioning & { readonly engine: DataEngine; readonly folder: string; readonly maskKey: Uint8Array }
export type Planned = {
  readonly dataset: string
  readonly scope: Scope
  readonly plan: TablePlan
  readonly granted: Grant['tables'][number]
  readonly contract: DatasetContract
}
export type Written = PlainTable & {
  readonly datasetVersion: number
  /** Where its rows are a part of the dataset: the whole of it, counted by its quasi-identifiers. */
  readonly population: string | undefined
  readonly leftOutShare?: number
}
/** A table as the store takes it. */
export const plainTable = ({ population: _, leftOutShare: __, ...table }: Written): PlainTable => table
type Refused = Extract<Provisioned, { ok: false }>

const refused = (
  refusal: Refused['refusal'],
  detail: string,
  risk: readonly TableRisk[] = [],
  beyond: readonly Beyond[] = [],
): Refused => ({ ok: false, refusal, detail, risk, beyond })

const plansOf = ({ grant, contractByDataset }: Provisioning): Planned[] | Refused => {
  const planned: Planned[] = []
  for (const table of grant.tables) {
    const contract = contractByDataset.get(table.dataset)
    if (contract === undefined) return refused('unknown-dataset', `no contract of ${table.dataset} is registered`)
    const plan = planOf(table, contract)
    if (typeof plan === 'string') return refused('malformed', plan)
    if (planned.some(({ dataset }) => dataset === table.dataset)) return refused('malformed', `${table.dataset} is granted twice`)
    planned.push({ dataset: table.dataset, scope: datasetScope(table.dataset), plan, granted: table, contract })
  }
  const unknown = grant.quasiIdentifiers.find(
    (name) => !grant.tables.some((table) => hasColumn(contractByDataset.get(table.dataset), name)),
  )
  return unknown === undefined ? planned : refused('malformed', `no granted dataset has the quasi-identifier ${unknown}`)
}

const hasColumn = (contract: DatasetContract | undefined, name: string): boolean =>
  contract?.columns.some((column) => column.name === name) ?? false

const fill = async (filling: Filling, planned: readonly Planned[]): Promise<Provisioned> => {
  const { maskKey } = filling
  const scope = workspaceScope(filling.grant.workspace)
  const tables: Written[] = []
  for (const each of planned) {
    const written = await writeTable(filling, each, filling.grant, filling.subjectKey)
    if (written === undefined) return refused('unknown-dataset', `nothing of ${each.dataset} has been delivered`)
    tables.push(written)
  }
  const risk = await risksOf(filling.engine, filling.grant, planned, tables)
  const beyond = beyondOf(risk, filling.grant)
  if (beyond.length > 0) return refused('risk-too-high', sentenceOf(beyond), risk, beyond)
  await filling.store.putParts({ scope, at: filling.at, tables: tables.map(plainTable), maskKey })
  return { ok: true, rows: tables.reduce((sum, { rows }) => sum + rows, 0), tables: tables.map(summaryOf), risk }
}

/** The source is opened, read and removed table by table: two datasets in the clear never lie side by side. */
export const writeTable = async (
  { engine, folder, store }: Pick<Filling, 'engine' | 'folder' | 'store'>,
  { dataset, scope, plan, granted, contract }: Planned,
  { quasiIdentifiers, leaveOut }: Pick<Grant, 'quasiIdentifiers' | 'leaveOut'>,
  subjectKey?: string,
): Promise<Written | undefined> => {
  const manifest = await store.currentVersion(scope)
  if (manifest === undefined) return undefined
  const source = join(folder, `source-${dataset}`)
  await mkdir(source, { mode: 0o700 })
  const files = (await store.openParts(manifest, source)).get(dataset) ?? []
  const whose = subjectKey === undefined ? '' : plan.whose
  const query = `SELECT ${plan.select}${whose} FROM ${parquet(files)} AS ${sourceName} WHERE ${plan.where}`
  const to = join(folder, `${dataset}.parquet`)
  const bind = whose === '' ? plan.bind : { ...plan.bind, [subjectKeyName]: subjectKey ?? '' }
  const all = await engine.copy(query, to, bind)
  const isWritten = (name: string): boolean => plan.columns.some((column) => column.name === name)
  const kept = leaveOut && (await leaveOutSmallClasses(engine, to, quasiIdentifiers.filter(isWritten), leaveOut))
  const among = allQuasiIdentifiers(granted, contract, quasiIdentifiers).filter(isWritten)
  const population = granted.rows.length === 0 ? undefined : await populationOf({ engine, folder, files, dataset, plan }, among)
  await rm(source, { recursive: true })
  return {
    table: dataset,
    rows: kept?.rows ?? all,
    columns: [...plan.columns],
    files: [to],
    datasetVersion: manifest.version,
    population,
    ...(kept && { leftOutShare: kept.leftOutShare }),
  }
}

/** Kept with the workspace, so that writing out again gives the same pseudonyms and the same noise; drawn anew where that is asked. */
const maskKeyFor = async ({ grant, store, freshSecret = false }: Provisioning): Promise<Uint8Array> => {
  const before = freshSecret ? undefined : await store.currentVersion(workspaceScope(grant.workspace))
  return (before && (await store.maskKeyOf(before))) ?? randomBytes(32)
}

export const risksOf = async (
  engine: DataEngine,
  terms: RiskTerms,
  planned: readonly Planned[],
  tables: readonly Written[],
): Promise<readonly TableRisk[]> => {
  const risks: TableRisk[] = []
  for (const { granted, contract } of planned)
    for (const { table, files, columns, population, leftOutShare } of tables.filter((one) => one.table === granted.dataset))
      risks.push({
        table,
        measured: {
          ...(await measureTable(engine, { granted, contract, columns, relation: parquet(files), population }, terms)),
          ...(leftOutShare !== undefined && { leftOutShare }),
        },
      })
  return risks
}

const summaryOf = ({ table, rows, columns, datasetVersion }: Written) => ({
  table,
  rows,
  columns: columns.map(({ name }) => name),
  datasetVersion,
})
