/** Metered calls by month, region of their product, scenario and consumer. */
import { sql } from 'kysely'
import { type Asking, firstDay, type Grain } from './grain.ts'
import { callsIn } from './sight.ts'

interface Line {
  readonly month: string
  readonly region: string
  readonly scenario: string
  readonly subject: string
  readonly count: number
}

export const callGrains = async (asking: Asking, outcome: 'served' | 'refused'): Promise<readonly Grain[]> => {
  const { db, sight, today } = asking
  const { rows } = await sql<Line>`select left(calls.day, 7) as month, made.region, calls.scenario, calls.consumer as subject,
      sum(${sql.ref(`calls.${outcome}`)})::float8 as count
    from (select * from calls_by_day where day >= ${firstDay(asking)} and day <= ${today} and ${callsIn(sight)}) calls
      join cases made on made.procedure = 'product' and made.id = calls.product
    where ${sql.ref(`calls.${outcome}`)} > 0 group by 1, 2, 3, 4`.execute(db)
  return rows.map(({ month, region, scenario, subject, count }) => ({
    value: count,
    counted: count,
    subject,
    month,
    keys: { region, scenario },
  }))
}
