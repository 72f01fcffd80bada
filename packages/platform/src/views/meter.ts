/** Metered calls by day, cut to what the reader may see. */
import { type Actor, actsAs, coversRegion, type Role } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'
import { visibleTo } from './who.ts'

const watching: readonly Role[] = ['data-authority', 'finance', 'security-authority']

/** Whether somebody follows all calls of a region. */
export const watchesCalls = (reader: Actor): boolean => watching.some((role) => actsAs(reader, role))

/** A condition on `calls_by_day`. The city watches all, a district the products of its region (article 4). */
export const callsSeenBy = (reader: Actor): RawBuilder<boolean> => {
  const watches = watchesCalls(reader)
  if (watches && coversRegion(reader, cityCode)) return sql<boolean>`true`
  return watches || reader.roles.includes('operator')
    ? sql<boolean>`product in (select id from cases where procedure = 'product' and stage <> 'none' and ${visibleTo(reader)})`
    : sql<boolean>`consumer = ${reader.organization}`
}

export const callsByDay = async (db: Db, reader: Actor, product: string | undefined) => {
  let wanted = db.selectFrom('calls_by_day').selectAll().where(callsSeenBy(reader))
  if (product !== undefined) wanted = wanted.where('product', '=', product)
  const rows = await wanted.orderBy('day').orderBy('product').orderBy('consumer').limit(5_000).execute()
  const names = await namesOf(
    db,
    rows.map(({ consumer }) => consumer),
  )
  return rows.map((row) => ({ ...row, consumerName: names[row.consumer] ?? '' }))
}
