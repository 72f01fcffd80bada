/** Articles 12 and 18: what the data of each agency is used for. An agency sees its own part alone, an operator that of its own requests. */
import { type RawBuilder, sql } from 'kysely'
import { type Asking, firstDay, type Grain, type Sight } from './grain.ts'
import { casesIn, partsOf } from './sight.ts'

/** One line for each agency whose data a decided request grants. The conditions look at `cases`, so they stand inside. */
export const grantsIn = (sight: Sight): RawBuilder<unknown> => sql`(
  select distinct cases.id as request, cases.opened_at, granted ->> 'provider' as agency
  from cases cross join lateral jsonb_array_elements(coalesce(state -> 'decision' -> 'items', '[]')) as granted
  where procedure = 'data-request' and stage not in ('none', 'submitted', 'rejected')
    and ${partsOf(sight, sql`granted ->> 'provider'`, sql`state ->> 'operator'`)} and ${casesIn(sight)})`

/** Products that stand on the shelf, with the request each is made under. Which requests count decides what is seen of them. */
const shelf = sql`(select id, state ->> 'request' as request from cases where procedure = 'product' and stage = 'published')`
const products = sql`(select id, state ->> 'request' as request from cases where procedure = 'product' and stage <> 'none')`

interface Line {
  readonly agency: string
  readonly bucket: number
  readonly count: number
}

export const requestsByAgency = async ({ db, sight, months }: Asking): Promise<readonly Grain[]> => {
  const starts = months.map(({ begins }) => begins)
  const { rows } =
    await sql<Line>`select agency, width_bucket(opened_at collate "C", ${starts}::text[]) as bucket, count(*)::integer as count
    from ${grantsIn(sight)} as grants group by 1, 2`.execute(db)
  return rows.map(({ agency, bucket, count }) => ({
    value: count,
    counted: count,
    subject: agency,
    month: months[bucket - 1]?.name,
    keys: { agency },
  }))
}

export const productsByAgency = async ({ db, sight }: Asking): Promise<readonly Grain[]> => {
  const { rows } = await sql<Omit<Line, 'bucket'>>`select agency, count(*)::integer as count
    from ${grantsIn(sight)} as grants join ${shelf} as made on made.request = grants.request group by 1`.execute(db)
  return rows.map(({ agency, count }) => ({ value: count, counted: count, subject: agency, month: undefined, keys: { agency } }))
}

interface Calls {
  readonly month: string
  readonly agency: string
  readonly subject: string
  readonly count: number
}

export const callsByAgency = async (asking: Asking): Promise<readonly Grain[]> => {
  const { db, sight, today } = asking
  const { rows } =
    await sql<Calls>`select left(calls.day, 7) as month, agency, calls.consumer as subject, sum(calls.served)::float8 as count
    from ${grantsIn(sight)} as grants join ${products} as made on made.request = grants.request
      join calls_by_day calls on calls.product = made.id
    where calls.day >= ${firstDay(asking)} and calls.day <= ${today} and calls.served > 0 group by 1, 2, 3`.execute(db)
  return rows.map(({ month, agency, subject, count }) => ({ value: count, counted: count, subject, month, keys: { agency } }))
}
