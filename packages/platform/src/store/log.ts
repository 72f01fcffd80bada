/** Reading and writing the log: an act's entries, its projections and its reactions commit together or not at all. */
import type { Ground, Happening, RuleId } from '@yunhe/law'
import { type Entry, saltBytes } from '@yunhe/ledger'
import { type Addition, type Follower, type KeptAsking, refOf } from './addition.ts'
import { append, type Payload } from './append.ts'
import type { PayloadKeys } from './payloads.ts'
import { type Db, poolOf } from './postgres.ts'

export { type Addition, Conflict, type Follower, type KeptAsking, refOf, type Tx } from './addition.ts'

export interface Recorded {
  readonly ref: string
  readonly version: number
  readonly type: string
  readonly ground: Ground
  readonly basis: readonly string[]
  readonly index: number | undefined
  /** Absent once its payload was destroyed. */
  readonly event: Happening | undefined
  /** What was asked: with the first entry of an act, as long as its payload stands. */
  readonly asking?: KeptAsking | undefined
}

export interface Log {
  readonly read: (stream: string) => Promise<readonly Recorded[]>
  readonly version: (stream: string) => Promise<number>
  /** Streams known under a key. */
  readonly keyed: (key: string) => Promise<readonly string[]>
  readonly append: (addition: Addition) => Promise<readonly string[]>
  readonly forget: (stream: string) => Promise<void>
}

export const openLog = (db: Db, payloads: PayloadKeys, followers: readonly Follower[]): Log => ({
  read: (stream) => readStream(db, payloads, stream),
  version: async (stream) =>
    (await db.selectFrom('streams').select('version').where('stream', '=', stream).executeTakeFirst())?.version ?? 0,
  keyed: async (key) =>
    (await db.selectFrom('stream_keys').select('stream').where('key', '=', key).orderBy('stream').execute()).map(({ stream }) => stream),
  append: (addition) => append(poolOf(db), payloads, followers, addition),
  forget: async (stream) => {
    await payloads.destroy(stream)
    await db.updateTable('payloads').set({ sealed: null }).where('scope', '=', stream).execute()
  },
})

const readStream = async (db: Db, payloads: PayloadKeys, stream: string): Promise<readonly Recorded[]> => {
  const rows = await db
    .selectFrom('entries')
    .innerJoin('payloads', (join) => join.onRef('payloads.stream', '=', 'entries.stream').onRef('payloads.version', '=', 'entries.version'))
    .select(['entries.version', 'entries.canonical', 'entries.leaf_index', 'payloads.scope', 'payloads.sealed'])
    .where('entries.stream', '=', stream)
    .orderBy('entries.version')
    .execute()
  return Promise.all(rows.map((row) => recordedFrom(payloads, stream, row)))
}

interface Row {
  readonly version: number
  readonly canonical: Buffer
  readonly leaf_index: number | null
  readonly scope: string
  readonly sealed: Buffer | null
}

const recordedFrom = async (payloads: PayloadKeys, stream: string, row: Row): Promise<Recorded> => {
  const entry = JSON.parse(row.canonical.toString('utf8')) as Entry
  const ref = refOf(stream, row.version)
  const payload = await openedPayload(payloads, row, ref)
  const [person = '', organization = ''] = entry.by.split('@')
  return {
    ref,
    version: row.version,
    type: entry.type,
    ground: {
      at: entry.at,
      by: { person, organization, roles: payload?.roles ?? [], regionCode: payload?.regionCode ?? '' },
      under: entry.under as readonly RuleId[],
    },
    basis: entry.basis,
    index: row.leaf_index ?? undefined,
    event: payload && { type: entry.type, ...payload.event },
    asking: payload?.asking,
  }
}

/** Undefined only where the key was destroyed on purpose: a payload that is merely gone would silence what happened, and that is a fault. */
const openedPayload = async (payloads: PayloadKeys, { sealed, scope }: Row, ref: string): Promise<Payload | undefined> => {
  const key = await payloads.of(scope)
  if (key === undefined) return undefined
  if (sealed === null) throw new Error(`could not read ${ref}: its payload is gone although its key was never destroyed`)
  return JSON.parse(
    Buffer.from(payloads.open(key, sealed, ref))
      .subarray(saltBytes)
      .toString('utf8'),
  )
}
