/** Metered calls by day, cut to what the reader may see. */
import type { Actor } from '@yunhe/law'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'
import { visibleTo } from './who.ts'

export const callsByDay = async (db: Db, reader: Actor, product: string | undefined) => {
  const mayWatch = reader.roles.some((role) => role === 'data-authority' || role === 'finance' || role === 'security-authority')
  let wanted = db.selectFrom('calls_by_day').selectAll()
  if (product !== undefined) wanted = wanted.where('product', '=', product)
  if (!mayWatch) {
    const visible = db
      .selectFrom('cases')
      .select('id')
      .where('procedure', '=', 'product')
      .where('stage', '!=', 'none')
      .where(visibleTo(reader))
    wanted = reader.roles.includes('operator') ? wanted.where('product', 'in', visible) : wanted.where('consumer', '=', reader.organization)
  }
  const rows = await wanted.orderBy('day').orderBy('product').orderBy('consumer').limit(5_000).execute()
  const names = await namesOf(
    db,
    rows.map(({ consumer }) => consumer),
  )
  return rows.map((row) => ({ ...row, consumerName: names[row.consumer] ?? '' }))
}
