/** The risk of a table by columns of somebody's choice: figures over the whole table, recorded, bounded, and never a row (articles 12 and 16). */
import { openDataEngine, parquet } from '../engine/data.ts'
import { planOf } from '../grant.ts'
import type { ZoneLog } from '../log.ts'
import type { MeasuredRisk, Ticket } from '../orders.ts'
import { selectBindOf } from '../provision.ts'
import { tableIn } from '../provisioning.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { ZoneState } from '../state.ts'
import { datasetScope, workspaceScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { Clock } from '../time.ts'
import { openTurns } from '../turns.ts'
import { sensitiveOf } from './judge.ts'
import { measureRisk } from './measure.ts'
import { populationOf } from './population.ts'
import { roughly } from './rough.ts'

export interface AskedRisk {
  readonly table: string
  readonly quasiIdentifiers: readonly string[]
}

export type ChosenAnswer =
  | { readonly ok: true; readonly measured: MeasuredRisk; readonly isRough: boolean; readonly left: number | undefined }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly fields: readonly string[] }

export type MeasureChosen = (ticket: Ticket, workspace: string, asked: AskedRisk) => Promise<ChosenAnswer>

export interface ChosenGround {
  readonly log: Pick<ZoneLog, 'state' | 'record'>
  readonly store: PartStore
  readonly now: Clock
}

/** Different questions that the people of an operator may ask of one workspace, for as long as it stands: an answer is about all rows, and many of them together are more than one. */
export const questionsOfOperator = 20

/** One measurement after another: each may take most of the memory that the zone has for it. */
export const measuringChosen = (ground: ChosenGround): MeasureChosen => {
  const inTurn = openTurns()
  return (ticket, workspace, asked) => inTurn('all', () => measureChosen(ground, ticket, workspace, asked))
}

/** The order of columns makes no other question. */
const questionOf = ({ table, quasiIdentifiers }: AskedRisk): string => `${table}: ${quasiIdentifiers.toSorted().join(', ')}`

const measureChosen = async (ground: ChosenGround, ticket: Ticket, workspace: string, asked: AskedRisk): Promise<ChosenAnswer> => {
  const { log, now } = ground
  const state = log.state()
  const known = state.workspaces.get(workspace)
  if (known === undefined) return no('workspace-unknown')
  if (known.stage === 'sealed' || known.stage === 'destroyed') return no(`workspace-${known.stage}`)
  const found = tableIn(known, asked.table, state.datasets, now())
  if (found?.contract === undefined) return no('malformed', 'table')
  const isOperator = ticket.purpose === 'workbench'
  const question = questionOf(asked)
  const before = questionsIn(state, workspace)
  if (isOperator && !before.includes(question) && before.length >= questionsOfOperator) return no('questions-used-up')
  const manifest = await ground.store.currentVersion(workspaceScope(workspace))
  const stored = manifest?.tables.find(({ table }) => table === asked.table)
  const isWritten = (name: string) => stored?.columns.some((column) => column.name === name) ?? false
  if (manifest === undefined || stored === undefined || !asked.quasiIdentifiers.every(isWritten)) return no('malformed', 'quasiIdentifiers')
  const { person, organization } = ticket
  await log.record({ type: 'risk-measured', workspace, question, person, organization, counted: isOperator })
  const { granted, contract } = found
  const measured = await withPrivateFolder(async (folder) => {
    const files = (await ground.store.openParts({ ...manifest, tables: [stored] }, folder)).get(asked.table) ?? []
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    try {
      const source = granted.rows.length === 0 ? undefined : await ground.store.currentVersion(datasetScope(asked.table))
      const plan = planOf(granted, contract)
      const secret = await ground.store.maskKeyOf(manifest)
      const population =
        source === undefined || typeof plan === 'string' || secret === undefined
          ? undefined
          : await populationOf(
              { engine, store: ground.store, folder, manifest: source, dataset: asked.table, plan, bind: selectBindOf(plan, secret) },
              asked.quasiIdentifiers,
            )
      return await measureRisk(engine, {
        relation: parquet(files),
        quasiIdentifiers: asked.quasiIdentifiers,
        sensitive: sensitiveOf(granted, contract, stored.columns).filter(({ name }) => !asked.quasiIdentifiers.includes(name)),
        population,
        acceptedRisk: known.grant.maximumRisk,
      })
    } finally {
      engine.close()
    }
  })
  const left = isOperator ? questionsOfOperator - questionsIn(log.state(), workspace).length : undefined
  return { ok: true, measured: isOperator ? roughly(measured) : measured, isRough: isOperator, left }
}

const questionsIn = ({ riskQuestions }: ZoneState, workspace: string): readonly string[] => riskQuestions.get(workspace) ?? []

const no = (refusal: AccessRefusal, ...fields: readonly string[]): ChosenAnswer => ({ ok: false, refusal, fields })
