/** Writing an act: its entries, its projections and its reactions go to the database in one round trip and commit together or not at all. */
import { suites } from '@yunhe/keys'
import type { Actor, Day, Happening } from '@yunhe/law'
import { canonicalBytes, type Entry, entryBytes, newSalt, payloadHashOf } from '@yunhe/ledger'
import type { Pool } from 'pg'
import { type Addition, Conflict, type Follower, type KeptAsking, refOf } from './addition.ts'
import { type Statement, sendTogether } from './batch.ts'
import { commonScope, type PayloadKeys } from './payloads.ts'
import { writtenBy } from './pen.ts'

/** What rests sealed beside the entry: the event, in which roles it was done, and the legal day it counts for where that was caught up with. */
export interface Payload {
  readonly roles: Actor['roles']
  readonly regionCode: string
  readonly on?: Day
  readonly event: Readonly<Record<string, unknown>>
  readonly asking?: KeptAsking
}

/** @throws Conflict when the case, or one that its facts rest on, is not as it was when it was read */
export const append = async (
  pool: Pool,
  payloads: PayloadKeys,
  followers: readonly Follower[],
  addition: Addition,
): Promise<readonly string[]> => {
  const stream = `${addition.procedure}/${addition.id}`
  const scope = addition.personal ? stream : commonScope
  const key = await payloads.of(scope)
  if (key === undefined) throw new Error(`could not append to ${stream}: its payload key was destroyed`)
  const refs = addition.events.map((_, position) => refOf(stream, addition.expected + position + 1))
  const following = await writtenBy(async (tx) => {
    for (const follower of followers) await follower(tx, addition, refs)
  })
  const statements = [
    ...holdWhatWasSeen(stream, addition),
    moveStream(stream, addition),
    ...addition.events.map((event, position) => writeEntry(payloads, { stream, scope, key }, addition, position, event)),
    ...following,
    // Last, because whoever takes the same key waits from here until we have committed.
    ...linkKeys(stream, addition.keys),
  ]
  try {
    await sendTogether(pool, statements)
  } catch (cause) {
    if (isClash(cause)) throw new Conflict(stream, await whoWasFaster(pool, stream, addition))
    throw cause
  }
  return refs
}

/** A double, a deadlock (two acts rest on each other), or what `must_stand` found changed: one of them wins, the other is told. */
const isClash = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && ['23505', '40P01', 'YH409'].includes(String(cause.code))

const holdKeys = `select case when alone then pg_advisory_xact_lock(hashtextextended(key, 7)) else pg_advisory_xact_lock_shared(hashtextextended(key, 7)) end
  from unnest($1::text[], $2::boolean[]) as wanted(key, alone)`
const keysStand = `select must_stand(false) from unnest($1::text[], $2::integer[]) as wanted(key, streams)
  where (select count(*) from stream_keys known where known.key = wanted.key) <> wanted.streams`
const streamsStand = `with held as materialized (select stream, version from streams where stream = any($1::text[]) order by stream for share)
  select must_stand(false) from unnest($1::text[], $2::integer[]) as wanted(stream, version) left join held using (stream)
  where coalesce(held.version, 0) <> wanted.version`

const holdWhatWasSeen = (stream: string, { seen, seenKeys, keys, expected }: Addition): readonly Statement[] => {
  const others = [...seen].filter(([name]) => name !== stream).sort(inOrder)
  const looked = [...seenKeys].sort(inOrder)
  const held = [
    // A key that was looked up and is to be taken is held alone from the start: two who share it first would wait for each other.
    ...looked.map(([key]) => [key, keys.includes(key)] as const),
    // A case that is not there has no row to hold: whoever looked for it and whoever makes it meet at its name.
    ...others.filter(([, version]) => version === 0).map(([name]) => [name, false] as const),
    ...(expected === 0 ? [[stream, true] as const] : []),
  ].sort(inOrder)
  return [
    ...(held.length > 0 ? [{ text: holdKeys, values: columnsOf(held) }] : []),
    ...(looked.length > 0 ? [{ text: keysStand, values: columnsOf(looked) }] : []),
    ...(others.length > 0 ? [{ text: streamsStand, values: columnsOf(others) }] : []),
  ]
}

/** Whoever wins of two that wait for each other may not have committed yet: to hold what it holds is to wait for it. */
const whoWasFaster = async (pool: Pool, stream: string, { expected, seen, seenKeys }: Addition): Promise<readonly string[]> => {
  const streams = [...new Map([...seen, [stream, expected]])]
  await pool.query('select from streams where stream = any($1::text[]) order by stream for share', [streams.map(([name]) => name)])
  await pool.query('select pg_advisory_xact_lock_shared(hashtextextended(key, 7)) from unnest($1::text[]) as wanted(key)', [
    [stream, ...seenKeys.keys()].sort(),
  ])
  const { rows } = await pool.query<{ ref: string }>(fasterThan, [...columnsOf(streams), ...columnsOf([...seenKeys])])
  return rows.map(({ ref }) => ref)
}

const fasterThan = `select ref from (select stream || '@' || now.version as ref
    from unnest($1::text[], $2::integer[]) as seen(stream, version) join streams now using (stream) where now.version <> seen.version
  union
  select (select stream || '@' || 1 from stream_keys known join entries using (stream) where known.key = seen.key and stream <> all($1::text[])
      order by no desc limit 1)
    from unnest($3::text[], $4::integer[]) as seen(key, streams)
    where (select count(*) from stream_keys now where now.key = seen.key) > seen.streams) as faster
  where ref is not null order by ref`

const inOrder = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1)

const columnsOf = <Second extends number | boolean>(pairs: readonly (readonly [string, Second])[]) => [
  pairs.map(([first]) => first),
  pairs.map(([, second]) => second),
]

const openStream = 'insert into streams (stream, procedure, version) values ($1, $2, $3)'
const moveOn = `with moved as (update streams set version = $3 where stream = $1 and version = $2 returning version)
  select must_stand(false) where not exists (select from moved)`

const moveStream = (stream: string, { procedure, expected, events }: Addition): Statement => {
  const version = expected + events.length
  return expected === 0 ? { text: openStream, values: [stream, procedure, version] } : { text: moveOn, values: [stream, expected, version] }
}

interface Sealing {
  readonly stream: string
  readonly scope: string
  readonly key: Uint8Array
}

const addEntry = `with entry as (insert into entries (stream, version, type, at, canonical) values ($1, $2, $3, $4, $5))
  insert into payloads (stream, version, scope, sealed) values ($1, $2, $6, $7)`

const writeEntry = (
  payloads: PayloadKeys,
  { stream, scope, key }: Sealing,
  addition: Addition,
  position: number,
  event: Happening,
): Statement => {
  const version = addition.expected + position + 1
  const { type, ...content } = event
  const { at, on, by, under } = addition.ground
  const asking = position === 0 ? addition.asking : undefined
  const payload: Payload = { roles: by.roles, regionCode: by.regionCode, ...(on && { on }), event: content, ...(asking && { asking }) }
  const [salt, bytes] = [newSalt(), canonicalBytes(payload)]
  const entry: Entry = {
    stream,
    version,
    type,
    at,
    by: `${by.person}@${by.organization}`,
    under,
    basis: addition.basis,
    rules: addition.rules,
    payloadHash: payloadHashOf(suites.intl, salt, bytes),
  }
  const sealed = payloads.seal(key, Buffer.concat([salt, bytes]), refOf(stream, version))
  return { text: addEntry, values: [stream, version, type, at, Buffer.from(entryBytes(entry)), scope, sealed] }
}

/** One statement: whoever takes the same key waits for it and for the commit, and for nothing else. */
const takeKeys = `insert into stream_keys (key, stream) select key, $1 from (
    select key, pg_advisory_xact_lock(hashtextextended(key, 7)) from unnest($2::text[]) with ordinality as wanted(key, place)
    where not exists (select from stream_keys known where known.stream = $1 and known.key = wanted.key) order by place
  ) as held`

const linkKeys = (stream: string, keys: readonly string[]): readonly Statement[] =>
  keys.length === 0 ? [] : [{ text: takeKeys, values: [stream, [...new Set(keys)].sort()] }]
