/** The published files of a log, as the database keeps them. */
import type { TileReader } from '@yunhe/ledger'
import type { Db } from './postgres.ts'

export const databaseTiles = (db: Db, origin: string): TileReader => ({
  read: async (path) =>
    (await db.selectFrom('tiles').select('bytes').where('origin', '=', origin).where('path', '=', path).executeTakeFirst())?.bytes,
})
