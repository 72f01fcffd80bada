/** The risk of a table by columns of somebody's choice: figures over the whole table, recorded, bounded, and never a row (articles 12 and 16). */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parquet } from '../engine/data.ts'
import { planOf } from '../grant.ts'
import type { ZoneLog } from '../log.ts'
import type { MeasuredRisk, Ticket } from '../orders.ts'
import { openMaskingEngine } from '../provision.ts'
import { tableIn } from '../provisioning.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { ZoneState } from '../state.ts'
import { datasetScope, workspaceScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { Clock } from '../time.ts'
import { openTurns } from '../turns.ts'
import { type MeasuredTable, sensitiveOf } from './judge.ts'
import { measureRisk } from './measure.ts'
import { populationOf, type Source } from './population.ts'
import { roughly } from './rough.ts'
import type { Population } from './sizes.ts'

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
  const secret = await ground.store.maskKeyOf(manifest)
  if (secret === undefined) throw new Error(`could not measure in ${workspace}: it has no secret of its own`)
  const measured = await withPrivateFolder(async (folder) => {
    const files = (await ground.store.openParts({ ...manifest, tables: [stored] }, folder)).get(asked.table) ?? []
    const engine = await openMaskingEngine(folder, secret)
    try {
      return await measureRisk(engine, {
        relation: parquet(files),
        quasiIdentifiers: asked.quasiIdentifiers,
        sensitive: sensitiveOf(granted, contract, stored.columns).filter(({ name }) => !asked.quasiIdentifiers.includes(name)),
        population: granted.rows.length === 0 ? undefined : await populationNow(ground, { engine, folder, granted, contract }, asked),
        acceptedRisk: known.grant.maximumRisk,
      })
    } finally {
      engine.close()
    }
  })
  const left = isOperator ? questionsOfOperator - questionsIn(log.state(), workspace).length : undefined
  return { ok: true, measured: isOperator ? roughly(measured) : measured, isRough: isOperator, left }
}

/** The dataset as it is in force today, masked as the workspace is. */
const populationNow = async (
  { store }: ChosenGround,
  { engine, folder, granted, contract }: Pick<MeasuredTable, 'granted' | 'contract'> & Pick<Source, 'engine' | 'folder'>,
  { table, quasiIdentifiers }: AskedRisk,
): Promise<Population | undefined> => {
  const source = await store.currentVersion(datasetScope(table))
  const plan = planOf(granted, contract)
  if (source === undefined || typeof plan === 'string') return undefined
  const place = join(folder, 'source')
  await mkdir(place, { mode: 0o700 })
  const files = (await store.openParts(source, place)).get(table) ?? []
  return populationOf({ engine, folder, files, dataset: table, plan }, quasiIdentifiers)
}

const questionsIn = ({ riskQuestions }: ZoneState, workspace: string): readonly string[] => riskQuestions.get(workspace) ?? []

const no = (refusal: AccessRefusal, ...fields: readonly string[]): ChosenAnswer => ({ ok: false, refusal, fields })
