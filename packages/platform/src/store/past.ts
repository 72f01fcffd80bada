/** Reading the log: what happened to cases, many at a time in one round trip. */
import { suites } from '@yunhe/keys'
import type { Ground, Happening, RuleId } from '@yunhe/law'
import { type Entry, saltBytes, treeHash } from '@yunhe/ledger'
import type { Pool } from 'pg'
import { type KeptAsking, refOf } from './addition.ts'
import type { Payload } from './append.ts'
import type { PayloadKeys } from './payloads.ts'

const { leaf: leafHash } = treeHash(suites.intl)

export interface Recorded {
  readonly ref: string
  readonly version: number
  readonly type: string
  readonly ground: Ground
  readonly basis: readonly string[]
  readonly index: number | undefined
  /** Its hash as a leaf of the log, hex. */
  readonly leaf?: string | undefined
  /** Absent once its payload was destroyed, and where it is damaged. */
  readonly event: Happening | undefined
  /** Present where the row is not what was written: nothing may be decided on it. */
  readonly damaged?: true
  /** What was asked: with the first entry of an act, as long as its payload stands. */
  readonly asking?: KeptAsking | undefined
}

/** Somebody changed a row of the log, or lost a payload whose key was never destroyed. */
export class Damaged extends Error {
  readonly refs: readonly string[]
  constructor(refs: readonly string[]) {
    super(`could not read ${refs.join(', ')}: what the database holds is not what was written`)
    this.refs = refs
  }
}

/** @throws Damaged: a history with a hole decides nothing */
export const whole = (past: readonly Recorded[]): readonly Recorded[] => {
  const damaged = past.filter((one) => one.damaged)
  if (damaged.length > 0) throw new Damaged(damaged.map(({ ref }) => ref))
  return past
}

export interface Row {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly at: string
  readonly canonical: Buffer
  readonly leaf_index: number | null
  readonly scope: string | null
  readonly sealed: Buffer | null
}

const readStreams = {
  name: 'past_of_streams',
  text: `select stream, version, type, at, canonical, leaf_index, scope, sealed from entries left join payloads using (stream, version)
    where stream = any($1::text[]) order by stream, version`,
}

/** The entries of each of these cases in their order; none for a case that is not there. */
export const pastsOf = async (
  pool: Pool,
  payloads: PayloadKeys,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly Recorded[]>> => {
  const pasts = new Map<string, Recorded[]>(streams.map((stream) => [stream, []]))
  const { rows } = await pool.query<Row>({ ...readStreams, values: [[...streams]] })
  for (const row of rows) pasts.get(row.stream)?.push(await recordedFrom(payloads, row))
  return pasts
}

const readKeys = { name: 'streams_of_keys', text: 'select key, stream from stream_keys where key = any($1::text[]) order by key, stream' }

/** The cases known under each of these keys. */
export const keyedBy = async (pool: Pool, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const streams = new Map<string, string[]>(keys.map((key) => [key, []]))
  const { rows } = await pool.query<{ key: string; stream: string }>({ ...readKeys, values: [[...keys]] })
  for (const { key, stream } of rows) streams.get(key)?.push(stream)
  return streams
}

const stillStands = {
  name: 'still_stands',
  text: `select not exists (select from unnest($1::text[], $2::integer[]) as seen(stream, version) left join streams now using (stream)
      where coalesce(now.version, 0) <> seen.version)
    and not exists (select from unnest($3::text[], $4::integer[]) as seen(key, streams)
      where (select count(*) from stream_keys now where now.key = seen.key) <> seen.streams) as stands`,
}

/** Whether every case still has this version and every key this many cases. */
export const standsAs = async (pool: Pool, seen: ReadonlyMap<string, number>, seenKeys: ReadonlyMap<string, number>): Promise<boolean> => {
  const values = [[...seen.keys()], [...seen.values()], [...seenKeys.keys()], [...seenKeys.values()]]
  const { rows } = await pool.query<{ stands: boolean }>({ ...stillStands, values })
  return rows[0]?.stands === true
}

export const recordedFrom = async (payloads: PayloadKeys, row: Row): Promise<Recorded> => {
  const ref = refOf(row.stream, row.version)
  const entry = entryIn(row)
  const payload = entry && (await openedPayload(payloads, row, ref))
  if (entry === undefined || payload === 'damaged') return damagedEntry(row, ref)
  const [person = '', organization = ''] = entry.by.split('@')
  return {
    ref,
    version: row.version,
    type: entry.type,
    ground: {
      at: entry.at,
      ...(payload?.on && { on: payload.on }),
      by: { person, organization, roles: payload?.roles ?? [], regionCode: payload?.regionCode ?? '' },
      under: entry.under as readonly RuleId[],
    },
    basis: entry.basis,
    index: row.leaf_index ?? undefined,
    leaf: Buffer.from(leafHash(row.canonical)).toString('hex'),
    event: payload && { type: entry.type, ...payload.event },
    asking: payload?.asking,
  }
}

/** The bytes must speak of the place where they lie; whether they are the published ones is the audit's question. */
const entryIn = ({ canonical, stream, version, type }: Row): Entry | undefined => {
  try {
    const entry = JSON.parse(canonical.toString('utf8')) as Entry
    return entry.stream === stream && entry.version === version && entry.type === type ? entry : undefined
  } catch {
    return undefined
  }
}

/** Undefined only where the key was destroyed on purpose: a payload that is merely gone would silence what happened. */
const openedPayload = async (payloads: PayloadKeys, { sealed, scope }: Row, ref: string): Promise<Payload | 'damaged' | undefined> => {
  const key = scope === null ? undefined : await payloads.of(scope)
  if (scope !== null && key === undefined) return undefined
  if (key === undefined || sealed === null) return 'damaged'
  try {
    return JSON.parse(
      Buffer.from(payloads.open(key, sealed, ref))
        .subarray(saltBytes)
        .toString('utf8'),
    )
  } catch {
    return 'damaged'
  }
}

/** What its columns still say of it. */
const damagedEntry = ({ version, type, at, leaf_index }: Row, ref: string): Recorded => ({
  ref,
  version,
  type,
  ground: { at, by: { person: '', organization: '', roles: [], regionCode: '' }, under: [] },
  basis: [],
  index: leaf_index ?? undefined,
  event: undefined,
  damaged: true,
})
