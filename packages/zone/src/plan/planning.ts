/** What a body that reviews a request may ask the zone before anything is decided: made-up examples, and a plan worked out on the data that answers with levels alone (articles 12 and 16). */
import { z } from 'zod'
import type { Bind, DataEngine } from '../engine/data.ts'
import { openDataEngine, parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import { rowsWhere } from '../grant.ts'
import type { ZoneLog } from '../log.ts'
import { type DatasetContract, disclosures, mask, sqlName, type Ticket } from '../orders.ts'
import type { AccessRefusal } from '../refusals.ts'
import { datasetScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { InTurn } from '../turns.ts'
import { type ColumnExamples, examplesOf } from './examples.ts'
import { levelsOf } from './levels.ts'
import { type Proposal, type ProposalColumn, propose } from './propose.ts'

export const askedExamples = z.strictObject({
  dataset: sqlName,
  columns: z
    .array(z.strictObject({ name: sqlName, disclosure: z.enum(disclosures), mask: mask.optional() }))
    .min(1)
    .max(400),
})

export const askedProposal = z.strictObject({
  dataset: sqlName,
  /** More than six columns are more combinations than can be looked at. */
  quasiIdentifiers: z.array(sqlName).min(1).max(6),
  rows: z
    .array(z.strictObject({ column: sqlName, from: z.string().max(80).optional(), to: z.string().max(80).optional() }))
    .max(10)
    .default([]),
  k: z.int().min(2).max(10_000),
  mostSuppressed: z.number().min(0).max(0.2),
})
export type AskedProposal = z.infer<typeof askedProposal>

/** Fewer rows could be told apart by asking again with other limits. */
const leastRows = 1000

export type Planned<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly fields?: readonly string[] }

export interface Planning {
  readonly examples: (asked: z.infer<typeof askedExamples>) => Promise<Planned<readonly ColumnExamples[]>>
  /** Recorded before the data is opened. */
  readonly propose: (ticket: Ticket, asked: AskedProposal) => Promise<Planned<Proposal>>
}

export interface PlanningGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly inTurn: InTurn
}

export const planning = ({ log, store, inTurn }: PlanningGround): Planning => ({
  examples: async ({ dataset, columns }) => {
    const contract = log.state().datasets.get(dataset)
    return contract === undefined ? { ok: false, refusal: 'dataset-unknown' } : { ok: true, answer: await examplesOf(contract, columns) }
  },
  propose: async (ticket, asked) => {
    const contract = log.state().datasets.get(asked.dataset)
    const manifest = contract && (await store.currentVersion(datasetScope(asked.dataset)))
    if (contract === undefined || manifest === undefined) return { ok: false, refusal: 'dataset-unknown' }
    const unknown = [...asked.quasiIdentifiers, ...asked.rows.map(({ column }) => column)].filter(
      (name) => typeOf(contract, name) === undefined,
    )
    if (unknown.length > 0 || new Set(asked.quasiIdentifiers).size < asked.quasiIdentifiers.length)
      return { ok: false, refusal: 'malformed', fields: ['quasiIdentifiers'] }
    const { dataset, k, mostSuppressed, quasiIdentifiers } = asked
    await log.record({
      type: 'plan-asked',
      dataset,
      quasiIdentifiers,
      k,
      mostSuppressed,
      person: ticket.person,
      organization: ticket.organization,
    })
    // One at a time: each takes the memory of a provisioning.
    return inTurn('plan', () =>
      withPrivateFolder(async (folder) => {
        const files = (await store.openParts(manifest, folder)).get(dataset) ?? []
        const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
        try {
          return await proposeOn(engine, files, contract, asked)
        } finally {
          engine.close()
        }
      }),
    )
  },
})

const proposeOn = async (
  engine: DataEngine,
  files: readonly string[],
  contract: DatasetContract,
  asked: AskedProposal,
): Promise<Planned<Proposal>> => {
  const { where, bind } = rowsWhere(asked.rows, contract)
  const relation = `(SELECT ${asked.quasiIdentifiers.map(quoted).join(', ')} FROM ${parquet(files)} WHERE ${where})`
  const [counted] = await engine.rows(`SELECT count(*) AS n FROM ${relation}`, bind)
  if (Number(counted?.n ?? 0) < leastRows) return { ok: false, refusal: 'plan-too-small' }
  const columns: ProposalColumn[] = []
  for (const name of asked.quasiIdentifiers) columns.push(await columnOf(engine, relation, contract, name, bind))
  const proposal = await propose(engine, relation, columns, asked, bind)
  return { ok: true, answer: rounded(proposal) }
}

const typeOf = ({ columns }: DatasetContract, name: string) => columns.find((column) => column.name === name)?.type

const columnOf = async (
  engine: DataEngine,
  relation: string,
  contract: DatasetContract,
  name: string,
  bind: Bind,
): Promise<ProposalColumn> => {
  const type = typeOf(contract, name) ?? 'text'
  const span = type === 'integer' || type === 'number' ? await spanOf(engine, relation, name, bind) : undefined
  return { name, type, levels: levelsOf({ name, type, span }) }
}

/** Between the first and the last hundredth, so that no single value shows in the width of the bands. */
const spanOf = async (engine: DataEngine, relation: string, name: string, bind: Bind): Promise<number> => {
  const value = `CAST(${quoted(name)} AS DOUBLE)`
  const [row] = await engine.rows(`SELECT approx_quantile(${value}, 0.99) - approx_quantile(${value}, 0.01) AS span FROM ${relation}`, bind)
  return Number(row?.span ?? 0)
}

/** Counts to the hundred and shares to the thousand: enough to judge a plan, too little to tell one row. */
const rounded = ({ rows, found, ...more }: Proposal): Proposal => ({
  ...more,
  rows: Math.floor(rows / 100) * 100,
  found: found && {
    ...found,
    columns: found.columns.map((column) => ({ ...column, loss: thousandth(column.loss) })),
    suppressedShare: Math.ceil(found.suppressedShare * 1000) / 1000,
    loss: thousandth(found.loss),
  },
})

const thousandth = (value: number): number => Math.round(value * 1000) / 1000
