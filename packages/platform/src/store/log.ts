/** Reading and writing the log: an act's entries, its projections and its reactions commit together or not at all. */
import type { Addition, Follower } from './addition.ts'
import { append } from './append.ts'
import { keyedBy, pastsOf, type Recorded, standsAs, whole } from './past.ts'
import type { PayloadKeys } from './payloads.ts'
import { type Db, poolOf } from './postgres.ts'

export { type Addition, Conflict, type Follower, type KeptAsking, refOf, type Tx } from './addition.ts'
export type { Recorded } from './past.ts'

export interface Log {
  /** @throws Damaged where a row is not what was written */
  readonly read: (stream: string) => Promise<readonly Recorded[]>
  /** As `read`, for many in one round trip; a case that is not there has no entries. */
  readonly readAll: (streams: readonly string[]) => Promise<ReadonlyMap<string, readonly Recorded[]>>
  /** For showing: entries that are damaged say so, and the others stand. */
  readonly inspect: (stream: string) => Promise<readonly Recorded[]>
  readonly inspectAll: (streams: readonly string[]) => Promise<ReadonlyMap<string, readonly Recorded[]>>
  readonly version: (stream: string) => Promise<number>
  /** Streams known under a key. */
  readonly keyed: (key: string) => Promise<readonly string[]>
  readonly keyedAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>
  /** Whether cases and keys still are as they were seen. */
  readonly stands: (seen: ReadonlyMap<string, number>, seenKeys: ReadonlyMap<string, number>) => Promise<boolean>
  readonly append: (addition: Addition) => Promise<readonly string[]>
  readonly forget: (stream: string) => Promise<void>
}

/** @param committed told of every addition that is in the log for good */
export const openLog = (
  db: Db,
  payloads: PayloadKeys,
  followers: readonly Follower[],
  committed: (addition: Addition) => void = () => {},
): Log => {
  const pool = poolOf(db)
  const inspect: Log['inspect'] = async (stream) => (await pastsOf(pool, payloads, [stream])).get(stream) ?? []
  return {
    inspect,
    inspectAll: (streams) => pastsOf(pool, payloads, streams),
    read: async (stream) => whole(await inspect(stream)),
    readAll: async (streams) => {
      const pasts = await pastsOf(pool, payloads, streams)
      for (const past of pasts.values()) whole(past)
      return pasts
    },
    version: async (stream) =>
      (await db.selectFrom('streams').select('version').where('stream', '=', stream).executeTakeFirst())?.version ?? 0,
    keyed: async (key) => (await keyedBy(pool, [key])).get(key) ?? [],
    keyedAll: (keys) => keyedBy(pool, keys),
    stands: (seen, seenKeys) => standsAs(pool, seen, seenKeys),
    append: async (addition) => {
      const refs = await append(pool, payloads, followers, addition)
      committed(addition)
      return refs
    },
    forget: async (stream) => {
      await payloads.destroy(stream)
      await db.updateTable('payloads').set({ sealed: null }).where('scope', '=', stream).execute()
      await db.deleteFrom('files').where('scope', '=', stream).execute()
    },
  }
}
