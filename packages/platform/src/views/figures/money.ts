/** Articles 20 and 23: what was billed and received by month, and what distribution statements gave to each party. Whole fen. */
import { sql } from 'kysely'
import { type Asking, firstDay, type Grain } from './grain.ts'
import { casesIn, partsOf } from './sight.ts'

/** A bill that was reversed is as if it had never been. */
export const standingBill = sql<boolean>`procedure = 'bill' and stage not in ('none', 'reversed')`

/** The day by which a bill counts. */
export const dayOfBill = {
  billed: sql<string>`state ->> 'to'`,
  received: sql<string>`state -> 'receipt' ->> 'on'`,
} as const

interface Line {
  readonly month: string
  readonly operator: string
  readonly region: string
  readonly subject: string
  readonly bills: number
  readonly fen: number
}

export const billGrains = async (asking: Asking, what: 'billed' | 'received'): Promise<readonly Grain[]> => {
  const { db, sight, today } = asking
  const on = dayOfBill[what]
  const { rows } =
    await sql<Line>`select left(${on}, 7) as month, state ->> 'operator' as operator, region, state ->> 'consumer' as subject,
      count(*)::integer as bills, sum((state ->> 'amountFen')::bigint)::float8 as fen
    from cases where ${standingBill} and ${on} >= ${firstDay(asking)} and ${on} <= ${today} and ${casesIn(sight)}
    group by 1, 2, 3, 4`.execute(db)
  return rows.map(({ month, operator, region, subject, bills, fen }) => ({
    value: fen,
    counted: bills,
    subject,
    month,
    keys: { operator, region },
  }))
}

interface Share {
  readonly month: string
  readonly party: string
  readonly bills: number
  readonly fen: number
}

export const shareGrains = async (asking: Asking): Promise<readonly Grain[]> => {
  const { db, sight, today } = asking
  const on = sql`state -> 'statement' ->> 'on'`
  const { rows } = await sql<Share>`select left(${on}, 7) as month, part ->> 'organization' as party, count(*)::integer as bills,
      sum((part ->> 'amountFen')::bigint)::float8 as fen
    from cases cross join lateral jsonb_array_elements(coalesce(state -> 'statement' -> 'parts', '[]')) as part
    where ${standingBill} and ${on} >= ${firstDay(asking)} and ${on} <= ${today}
      and ${partsOf(sight, sql`part ->> 'organization'`, sql`state ->> 'operator'`)} and ${casesIn(sight)}
    group by 1, 2`.execute(db)
  return rows.map(({ month, party, bills, fen }) => ({ value: fen, counted: bills, subject: party, month, keys: { party } }))
}
