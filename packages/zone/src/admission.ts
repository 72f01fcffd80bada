/** From quarantine into one workspace: the columns of the joint review, masked with the secret of that workspace, so that they join there and nowhere else (article 16, W16-4). */
import type { Outcome } from './carry/obey.ts'
import { planOf } from './grant.ts'
import type { Admission } from './orders.ts'
import { openMaskingEngine, plainTable, risksOf, writeTable } from './provision.ts'
import { isCountable, uncountable } from './provisioning.ts'
import { beyondOf, sentenceOf } from './risk/judge.ts'
import type { ZoneState } from './state.ts'
import { importScope, type Manifest, workspaceScope } from './store/manifest.ts'
import type { PartStore, PlainTable } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { type Clock, written } from './time.ts'
import type { InTurn } from './turns.ts'

export interface AdmissionGround {
  readonly store: PartStore
  readonly state: () => ZoneState
  readonly now: Clock
  /** Admissions and purges in one workspace wait for each other. */
  readonly inTurn: InTurn
  /** The zone's secret of subject numbers. */
  readonly subjectKey: string
}

export type AdmitImport = (admission: Admission) => Promise<Outcome>

const refused = (refusal: Extract<Outcome, { ok: false }>['refusal'], detail: string): Outcome => ({ ok: false, refusal, detail })

/** A second run writes the same table again; a refused one leaves the workspace as it was. */
export const admitting =
  ({ store, state, now, inTurn, subjectKey }: AdmissionGround): AdmitImport =>
  (admission) =>
    inTurn(workspaceScope(admission.workspace), () => admit(admission, { store, state, now, subjectKey }))

const admit = async (admission: Admission, { store, state, now, subjectKey }: Omit<AdmissionGround, 'inTurn'>): Promise<Outcome> => {
  const known = state().imports.get(admission.import)
  if (known === undefined) return refused('unknown-import', `there is no import ${admission.import}`)
  if (known.stage === 'purged') return refused('wrong-state', `import ${admission.import} was purged meanwhile`)
  const { contract } = known.place
  if (!isCountable(admission.table, contract)) return refused('malformed', uncountable(contract.dataset))
  const plan = planOf(admission.table, contract)
  if (typeof plan === 'string') return refused('malformed', plan)
  const unknown = admission.quasiIdentifiers.find((name) => contract.columns.every((column) => column.name !== name))
  if (unknown !== undefined) return refused('malformed', `${contract.dataset} has no quasi-identifier ${unknown}`)
  const before = await store.currentVersion(workspaceScope(admission.workspace))
  if (before === undefined) return refused('unknown-workspace', `nothing is in workspace ${admission.workspace}`)
  const maskKey = await store.maskKeyOf(before)
  if (maskKey === undefined) throw new Error(`could not admit ${admission.import}: its workspace has no secret of its own`)
  return withPrivateFolder(async (folder) => {
    const engine = await openMaskingEngine(folder, maskKey)
    try {
      const from = { dataset: contract.dataset, scope: importScope(admission.import), plan, granted: admission.table, contract }
      const table = await writeTable({ engine, folder, store }, from, admission, subjectKey)
      if (table === undefined) return refused('wrong-state', `nothing of import ${admission.import} has been delivered`)
      const risk = await risksOf(engine, admission, [from], [table])
      const beyond = beyondOf(risk, admission)
      if (beyond.length > 0) return { ...refused('risk-too-high', sentenceOf(beyond)), result: { risk: [...risk], beyond: [...beyond] } }
      const tables = [...(await keptTables(store, before, contract.dataset, folder)), plainTable(table)]
      await store.putParts({ scope: before.scope, at: written(now()), tables, maskKey })
      return { ok: true, result: { rows: table.rows, risk: [...risk] } }
    } finally {
      engine.close()
    }
  })
}

/** What was granted stays as it was written, whatever has been delivered since. */
const keptTables = async (store: PartStore, before: Manifest, added: string, folder: string): Promise<readonly PlainTable[]> => {
  const kept = before.tables.filter(({ table }) => table !== added)
  const filesByTable = await store.openParts({ ...before, tables: kept }, folder)
  return kept.map(({ parts: _, ...table }) => ({ ...table, files: filesByTable.get(table.table) ?? [] }))
}
