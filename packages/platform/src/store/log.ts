/** Reading and writing the log: an act's entries, its projections and its reactions commit together or not at all. */
import { suites } from '@yunhe/keys'
import type { Actor, Ground, Happening, RuleId } from '@yunhe/law'
import { canonicalBytes, type Entry, entryBytes, newSalt, payloadHash, saltBytes } from '@yunhe/ledger'
import { sql, type Transaction } from 'kysely'
import { commonScope, type PayloadKeys } from './payloads.ts'
import type { Db } from './postgres.ts'
import type { Tables } from './tables.ts'

export type Tx = Transaction<Tables>

/** `authorization/a1@3`: the lasting name of an entry. */
export const refOf = (stream: string, version: number): string => `${stream}@${version}`

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

/** What was asked by the act that an entry began. */
export interface KeptAsking {
  readonly act: string
  /** Fields that the event says as they were asked. */
  readonly same: readonly string[]
  /** Fields that it does not say, with what was asked. */
  readonly also: Readonly<Record<string, unknown>>
  /** Fields that are kept by nobody. */
  readonly withheld: readonly string[]
}

/** What an act adds to the log. */
export interface Addition {
  readonly procedure: string
  readonly id: string
  /** Version of the stream that the decision was taken on; 0 for a new case. */
  readonly expected: number
  /** Versions of the other streams whose facts were read. */
  readonly seen: ReadonlyMap<string, number>
  /** How many streams each key that was looked up had. */
  readonly seenKeys: ReadonlyMap<string, number>
  readonly events: readonly Happening[]
  /** What was asked, sealed with the first event. */
  readonly asking?: KeptAsking
  readonly ground: Ground
  readonly basis: readonly string[]
  /** Version of the rules that decided. */
  readonly rules: string
  readonly personal: boolean
  /** The case as it stands after the events. */
  readonly folded: unknown
  readonly keys: readonly string[]
}

/** Runs in the transaction of the addition: a projection or the start of a reaction. */
export type Follower = (tx: Tx, addition: Addition, refs: readonly string[]) => Promise<void>

/** Somebody was faster: nothing was written. */
export class Conflict extends Error {
  readonly stream: string
  constructor(stream: string) {
    super(`could not append to ${stream}: it or a case it rests on has changed meanwhile`)
    this.stream = stream
  }
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
  append: (addition) => append(db, payloads, followers, addition),
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

/** What rests sealed beside the entry: the event, and in which roles it was done. */
interface Payload {
  readonly roles: Actor['roles']
  readonly regionCode: string
  readonly event: Readonly<Record<string, unknown>>
  readonly asking?: KeptAsking
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

const append = async (db: Db, payloads: PayloadKeys, followers: readonly Follower[], addition: Addition): Promise<readonly string[]> => {
  const stream = `${addition.procedure}/${addition.id}`
  const scope = addition.personal ? stream : commonScope
  const key = await payloads.of(scope)
  if (key === undefined) throw new Error(`could not append to ${stream}: its payload key was destroyed`)
  const refs = addition.events.map((_, position) => refOf(stream, addition.expected + position + 1))
  try {
    await db.transaction().execute(async (tx) => {
      await holdWhatWasSeen(tx, stream, addition)
      await moveStream(tx, stream, addition)
      for (const [position, event] of addition.events.entries())
        await writeEntry(tx, payloads, { stream, scope, key }, addition, position, event)
      for (const follower of followers) await follower(tx, addition, refs)
      // Last, because whoever takes the same key waits from here until we have committed.
      await linkKeys(tx, stream, addition.keys)
    })
  } catch (cause) {
    if (isClash(cause)) throw new Conflict(stream)
    throw cause
  }
  return refs
}

/** A deadlock here means two acts rest on each other: one of them wins, the other is told. */
const isClash = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && (cause.code === '23505' || cause.code === '40P01')

const holdWhatWasSeen = async (tx: Tx, stream: string, { seen, seenKeys, keys }: Addition): Promise<void> => {
  // A key that was looked up and is to be taken is held alone from the start: two who share it first would wait for each other.
  for (const key of [...seenKeys.keys()].sort()) await (keys.includes(key) ? holdAlone(tx, key) : holdShared(tx, key))
  for (const [key, count] of seenKeys) {
    const rows = await tx.selectFrom('stream_keys').select('stream').where('key', '=', key).execute()
    if (rows.length !== count) throw new Conflict(stream)
  }
  const others = [...seen].filter(([name]) => name !== stream).sort(([a], [b]) => (a < b ? -1 : 1))
  if (others.length === 0) return
  const rows = await tx
    .selectFrom('streams')
    .select(['stream', 'version'])
    .where(
      'stream',
      'in',
      others.map(([name]) => name),
    )
    .orderBy('stream')
    .forShare()
    .execute()
  const versionByStream = new Map(rows.map((row) => [row.stream, row.version]))
  if (others.some(([name, version]) => (versionByStream.get(name) ?? 0) !== version)) throw new Conflict(stream)
}

const moveStream = async (tx: Tx, stream: string, { procedure, expected, events }: Addition): Promise<void> => {
  const version = expected + events.length
  if (expected === 0) {
    await tx.insertInto('streams').values({ stream, procedure, version }).execute()
    return
  }
  const { numUpdatedRows } = await tx
    .updateTable('streams')
    .set({ version })
    .where('stream', '=', stream)
    .where('version', '=', expected)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Conflict(stream)
}

interface Sealing {
  readonly stream: string
  readonly scope: string
  readonly key: Uint8Array
}

const writeEntry = async (
  tx: Tx,
  payloads: PayloadKeys,
  { stream, scope, key }: Sealing,
  addition: Addition,
  position: number,
  event: Happening,
): Promise<void> => {
  const version = addition.expected + position + 1
  const { type, ...content } = event
  const { at, by, under } = addition.ground
  const asking = position === 0 ? addition.asking : undefined
  const payload: Payload = { roles: by.roles, regionCode: by.regionCode, event: content, ...(asking && { asking }) }
  const salt = newSalt()
  const entry: Entry = {
    stream,
    version,
    type,
    at,
    by: `${by.person}@${by.organization}`,
    under,
    basis: addition.basis,
    rules: addition.rules,
    payloadHash: payloadHash(suites.intl, salt, payload),
  }
  await tx
    .insertInto('entries')
    .values({ stream, version, type, at, canonical: Buffer.from(entryBytes(entry)), leaf_index: null })
    .execute()
  const sealed = payloads.seal(key, Buffer.concat([salt, canonicalBytes(payload)]), refOf(stream, version))
  await tx.insertInto('payloads').values({ stream, version, scope, sealed }).execute()
}

const holdShared = (tx: Tx, key: string) => sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 7))`.execute(tx)
const holdAlone = (tx: Tx, key: string) => sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`.execute(tx)

const linkKeys = async (tx: Tx, stream: string, keys: readonly string[]): Promise<void> => {
  if (keys.length === 0) return
  const known = await tx.selectFrom('stream_keys').select('key').where('stream', '=', stream).execute()
  const fresh = [...new Set(keys)].filter((key) => !known.some((row) => row.key === key)).sort()
  if (fresh.length === 0) return
  // One round trip: whoever takes the same key waits for it and for the commit, and for nothing else.
  await sql`insert into stream_keys (key, stream) select key, ${stream} from (
    select key, pg_advisory_xact_lock(hashtextextended(key, 7)) from unnest(${fresh}::text[]) with ordinality as wanted(key, place) order by place
  ) as held`.execute(tx)
}
