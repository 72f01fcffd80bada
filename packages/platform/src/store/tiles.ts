/** The published log as strangers read it, and what shows where an entry stands. */
import { type HashReader, rangeRoot, tileHashes } from '@yunhe/ledger'
import { refOf } from './addition.ts'
import type { Tree } from './checkpoints.ts'
import { databaseTiles } from './database-tiles.ts'
import type { Db } from './postgres.ts'

export const newestCheckpoint = (db: Db, origin: string) =>
  db.selectFrom('checkpoints').select(['size', 'note']).where('origin', '=', origin).orderBy('size', 'desc').limit(1).executeTakeFirst()

export const hashesAt = (db: Db, { origin, hash }: Pick<Tree, 'origin' | 'hash'>, size: number): HashReader =>
  tileHashes(hash, databaseTiles(db, origin), size)

export const entryNamed = async (db: Db, ref: string) => {
  const [, stream = '', version = '0'] = /^(.+)@(\d{1,9})$/.exec(ref) ?? []
  return db
    .selectFrom('entries')
    .select(['leaf_index', 'canonical'])
    .where('stream', '=', stream)
    .where('version', '=', Number(version))
    .executeTakeFirst()
}

/** The name of the entry at an index of the log. */
export const refAt = async (db: Db, index: number): Promise<string | undefined> => {
  const row = await db.selectFrom('entries').select(['stream', 'version']).where('leaf_index', '=', index).executeTakeFirst()
  return row && refOf(row.stream, row.version)
}

/** The root of the tree that ends with the entry of this type and moment in a case: settled by the log alone, whenever anybody asks. */
export const rootAfter = async (db: Db, tree: Pick<Tree, 'origin' | 'hash'>, stream: string, type: string, at: string) => {
  const row = await db
    .selectFrom('entries')
    .select('leaf_index')
    .where('stream', '=', stream)
    .where('type', '=', type)
    .where('at', '=', at)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const newest = await newestCheckpoint(db, tree.origin)
  const index = row?.leaf_index
  if (index === undefined || index === null || newest === undefined || newest.size <= index) return undefined
  return { index, root: await rangeRoot(tree.hash, hashesAt(db, tree, newest.size), { start: 0, end: index + 1 }) }
}

export const pendingEntries = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('entries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('leaf_index', 'is', null)
      .executeTakeFirstOrThrow()
  ).count
