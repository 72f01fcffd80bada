/** The further names of cases, held against the log: decisions find their facts by them, so a name too few would let through what a rule forbids. */
import type { Happening } from '@yunhe/law'
import { sql } from 'kysely'
import type { Recorded, Tx } from '../store/log.ts'
import type { AnyProcedure } from './procedures.ts'

export interface KeysEver {
  /** Under which the case is to be found as it stands. */
  readonly now: ReadonlySet<string>
  /** Under which it may be found: a name once given is kept. */
  readonly ever: ReadonlySet<string>
}

export const keysEver = ({ start, evolve, keysOf }: AnyProcedure, past: readonly Recorded[]): KeysEver => {
  const ever = new Set<string>()
  let state = start
  for (const { event, ground } of past) {
    state = evolve(state, event as Happening, ground)
    for (const key of keysOf(state)) ever.add(key)
  }
  return { now: new Set(keysOf(state)), ever }
}

interface Named {
  readonly stream: string
  readonly keys: KeysEver
}

/** Names what is missing and what is made up of these cases' names; mends both where asked to. */
export const replayKeys = async (tx: Tx, named: readonly Named[], rebuild: boolean): Promise<readonly string[]> => {
  const streams = named.map(({ stream }) => stream)
  const rows = await tx
    .selectFrom('stream_keys')
    .selectAll()
    .where(sql<boolean>`stream = any(${streams}::text[])`)
    .orderBy('stream')
    .orderBy('key')
    .execute()
  const standing = new Set(rows.map(({ key, stream }) => lineOf(stream, key)))
  const missing = named.flatMap(({ stream, keys }) =>
    [...keys.now].filter((key) => !standing.has(lineOf(stream, key))).map((key) => ({ stream, key })),
  )
  const everByStream = new Map(named.map(({ stream, keys }) => [stream, keys.ever]))
  const invented = rows.filter(({ stream, key }) => !everByStream.get(stream)?.has(key))
  if (rebuild) {
    if (missing.length > 0) await tx.insertInto('stream_keys').values(missing).execute()
    for (const { stream, key } of invented) await tx.deleteFrom('stream_keys').where('stream', '=', stream).where('key', '=', key).execute()
  }
  return [...missing.map(({ stream, key }) => `${stream}: name ${key} missing`), ...invented.map(madeUp)]
}

/** Names of cases that are not in the log at all. */
export const keysOfNoCase = async (tx: Tx, rebuild: boolean): Promise<readonly string[]> => {
  const { rows } = await sql<{ key: string; stream: string }>`
    select key, stream from stream_keys where stream not in (select stream from streams) order by stream, key`.execute(tx)
  if (rebuild && rows.length > 0) await sql`delete from stream_keys where stream not in (select stream from streams)`.execute(tx)
  return rows.map(madeUp)
}

const madeUp = ({ stream, key }: { readonly stream: string; readonly key: string }): string => `${stream}: name ${key} not in the log`

const lineOf = (stream: string, key: string): string => `${stream} ${key}`
