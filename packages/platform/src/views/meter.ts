/** Metered calls by day, cut to what the reader may see. */
import { type Actor, actsAs, coversRegion, type Role } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'
import { visibleTo } from './who.ts'

const watching: readonly Role[] = ['data-authority', 'finance', 'security-authority']

export const callsByDay = async (db: Db, reader: Actor, product: string | undefined) => {
  const watches = watching.some((role) => actsAs(reader, role))
  let wanted = db.selectFrom('calls_by_day').selectAll()
  if (product !== undefined) wanted = wanted.where('product', '=', product)
  // The city watches all, a district the products of its region (article 4).
  if (!watches || !coversRegion(reader, cityCode)) {
    const visible = db
      .selectFrom('cases')
      .select('id')
      .where('procedure', '=', 'product')
      .where('stage', '!=', 'none')
      .where(visibleTo(reader))
    wanted =
      watches || reader.roles.includes('operator')
        ? wanted.where('product', 'in', visible)
        : wanted.where('consumer', '=', reader.organization)
  }
  const rows = await wanted.orderBy('day').orderBy('product').orderBy('consumer').limit(5_000).execute()
  const names = await namesOf(
    db,
    rows.map(({ consumer }) => consumer),
  )
  return rows.map((row) => ({ ...row, consumerName: names[row.consumer] ?? '' }))
}
