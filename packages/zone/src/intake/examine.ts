/** Reads a delivered file against its contract: what may be taken in lies in one Parquet file afterwards, the rest is named by place (articles 12, 15). */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataEngine } from '../engine/data.ts'
import { EngineFault, openDataEngine, parquet } from '../engine/data.ts'
import { literal, quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import type { Check } from './contract.ts'
import { checksOf, keyOf } from './contract.ts'
import type { Chosen, Format } from './formats.ts'
import type { Profile } from './profile.ts'
import { profileOf } from './profile.ts'
import type { Quarantine, Reason, Rejected } from './quarantine.ts'
import { keptAtMost, quarantine, reasonWords } from './quarantine.ts'
import { read } from './readers.ts'
import type { Incoming } from './reading.ts'
import type { DeliveryRefusal } from './refusals.ts'
import { deliveryRefusal } from './refusals.ts'

export type Examining = {
  readonly contract: DatasetContract
  /** The delivered file; read, never changed. */
  readonly file: string
  readonly format: Format
  /** A private folder, for what is staged and spilled and for the accepted rows. */
  readonly folder: string
  /** Share of records that may be set aside; above it the whole file is refused. */
  readonly maximumRejectedShare?: number
}

export type Examined =
  | {
      readonly outcome: 'accepted'
      readonly rows: number
      readonly rejectedRows: number
      /** The first thousand, in the order of their places. */
      readonly rejected: readonly Rejected[]
      readonly profile: Profile
      readonly chosen: Chosen
    }
  | Refused

export type Refused = {
  readonly outcome: 'refused'
  readonly refusals: readonly DeliveryRefusal[]
  readonly rejectedRows: number
  readonly rejected: readonly Rejected[]
}

export type Examine = (examining: Examining) => Promise<Examined>

/** Where the accepted rows lie, for whoever seals them. */
export const acceptedIn = (folder: string): string => join(folder, 'accepted.parquet')

/** Where what was set aside lies, a JSON line each, as shapes; not there where nothing was. */
export const setAsideIn = (folder: string): string => join(folder, 'set-aside.jsonl')

/** Strangers' bytes meet the engine's readers here: to be called in a process behind walls. */
export const examine: Examine = async (examining) => {
  const { folder, file } = examining
  const engine = await openDataEngine({ folders: [folder], files: [file], spillFolder: folder, keepsOrder: true })
  try {
    return await take({ ...examining, engine, quarantine: quarantine() })
  } finally {
    engine.close()
  }
}

type Taking = Examining & { readonly engine: DataEngine; readonly quarantine: Quarantine }

const take = async (taking: Taking): Promise<Examined> => {
  const answer = await read(taking, taking.format, taking.contract)
  if (!('incoming' in answer)) return refusedAs(taking, taking.quarantine.listed().length, ...answer)
  const { incoming, chosen } = answer
  const file = acceptedIn(taking.folder)
  const rows = await copyAccepted(taking, incoming, file)
  if (rows === undefined) return refusedAs(taking, 0, deliveryRefusal('parquet-broken', 'pages'))
  const rejectedRows = incoming.records - rows
  const refusal = await refusalOf(taking, { rows, rejectedRows, file })
  if (refusal !== undefined) return refusedAs(taking, rejectedRows, refusal)
  const profile = await profileOf(taking.engine, taking.contract, file)
  await keepSetAside(taking)
  return { outcome: 'accepted', rows, rejectedRows, rejected: taking.quarantine.listed(), profile, chosen }
}

const keepSetAside = async ({ folder, quarantine: aside }: Taking): Promise<void> => {
  const kept = aside.kept()
  if (kept.length > 0) await writeFile(setAsideIn(folder), `${kept.map((one) => JSON.stringify(one)).join('\n')}\n`, { mode: 0o600 })
}

type Accepted = { readonly rows: number; readonly rejectedRows: number; readonly file: string }

/** Writes the rows without a problem and lists the others. @returns undefined where the file cannot be read to its end */
const copyAccepted = async (taking: Taking, incoming: Incoming, file: string): Promise<number | undefined> => {
  const checks = checksOf(taking.contract, incoming.typeByColumn)
  const columns = checks.map(({ column, value }) => `${value} AS ${quoted(column)}`).join(', ')
  try {
    const rows = await taking.engine.copy(`SELECT ${columns} FROM (${incoming.relation}) WHERE ${problemsOf(checks)} IS NULL`, file)
    if (rows + incoming.setAside < incoming.records) await listRejected(taking, incoming, checks)
    return rows
  } catch (fault) {
    if (fault instanceof EngineFault && taking.format.kind === 'parquet') return undefined
    throw fault
  }
}

const problemsOf = (checks: readonly Check[]): string => `coalesce(broken, ${checks.map(({ problem }) => problem).join(', ')})`

/** The engine's own rejects come first: the second reading of the file would count them twice. */
const listRejected = async (taking: Taking, incoming: Incoming, checks: readonly Check[]): Promise<void> => {
  if (incoming.mark !== undefined) await listMalformed(taking, incoming.mark, incoming.placed)
  const all = [
    `{'reason': broken, 'at': NULL, 'shape': NULL}`,
    ...checks.map(
      ({ column, problem, shape }) =>
        `{'reason': CASE WHEN broken IS NULL THEN ${problem} END, 'at': ${literal(column)}, 'shape': CASE WHEN broken IS NULL AND (${problem}) IS NOT NULL THEN ${shape} END}`,
    ),
  ]
  const problems = `unnest(list_filter([${all.join(', ')}], p -> p.reason IS NOT NULL))`
  const query = `SELECT place, p.reason AS reason, p.at AS at, p.shape AS shape FROM (SELECT place, ${problems} AS p FROM (${incoming.relation}) WHERE ${problemsOf(checks)} IS NOT NULL) LIMIT ${keptAtMost}`
  for (const { place, reason, at, shape } of await taking.engine.rows(query))
    if (isReason(reason))
      taking.quarantine.setAside(
        reason,
        { [incoming.placed]: Number(place), ...(typeof at === 'string' ? { column: at } : {}) },
        typeof shape === 'string' ? shape : undefined,
      )
}

/** Of the engine's record of a bad line only its number is read, which staging put before the first mark. */
const listMalformed = async (taking: Taking, mark: string, placed: Incoming['placed']): Promise<void> => {
  const query = `SELECT TRY_CAST(split_part(csv_line, ${literal(mark)}, 1) AS BIGINT) AS line, min(error_type) AS kind FROM reject_errors GROUP BY ALL ORDER BY line LIMIT ${keptAtMost}`
  for (const { line, kind } of await taking.engine.rows(query))
    taking.quarantine.setAside(reasonByKind[String(kind)] ?? 'quote-broken', { [placed]: Number(line) })
}

const reasonByKind: Readonly<Record<string, Reason>> = {
  'MISSING COLUMNS': 'too-few-fields',
  'TOO MANY COLUMNS': 'too-many-fields',
  'UNQUOTED VALUE': 'quote-broken',
  'LINE SIZE OVER MAXIMUM': 'line-too-long',
  'INVALID ENCODING': 'broken-encoding',
}

const isReason = (text: unknown): text is Reason => typeof text === 'string' && text in reasonWords

const refusalOf = async (
  { engine, contract, maximumRejectedShare = 0.2 }: Taking,
  { rows, rejectedRows, file }: Accepted,
): Promise<DeliveryRefusal | undefined> => {
  if (rows + rejectedRows === 0) return deliveryRefusal('no-rows', 'line 2')
  if (rejectedRows / (rows + rejectedRows) > maximumRejectedShare || rows === 0)
    return deliveryRefusal('too-many-rows-rejected', `${rejectedRows} of ${rows + rejectedRows} rows`)
  const key = keyOf(contract)
  if (key.length === 0) return undefined
  const [counted] = await engine.rows(`SELECT count(*) - count(DISTINCT (${key.map(quoted).join(', ')})) AS more FROM ${parquet([file])}`)
  const place = `column ${key.join(', ')}, ${String(counted?.more)} rows`
  return Number(counted?.more) === 0 ? undefined : deliveryRefusal(contract.key === undefined ? 'subject-twice' : 'key-twice', place)
}

const refusedAs = (taking: Taking, rejectedRows: number, ...refusals: readonly DeliveryRefusal[]): Refused => ({
  outcome: 'refused',
  refusals,
  rejectedRows,
  rejected: taking.quarantine.listed(),
})
