/** Titles of some cases, as far as the reader may see them. */
import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import type { Db } from '../store/postgres.ts'
import { visibleTo } from './who.ts'

/** By `procedure/id`. */
export const titlesOf = async (
  db: Db,
  reader: Actor,
  wanted: readonly (readonly [procedure: string, id: string])[],
): Promise<ReadonlyMap<string, string>> => {
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .select(['procedure', 'id', 'title'])
    .where(
      sql<boolean>`(procedure, id) in (select * from unnest(${wanted.map(([kind]) => kind)}::text[], ${wanted.map(([, id]) => id)}::text[]))`,
    )
    .where(visibleTo(reader))
    .execute()
  return new Map(rows.map(({ procedure, id, title }) => [`${procedure}/${id}`, title]))
}
