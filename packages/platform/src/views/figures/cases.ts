/** Cases by stage, region and the month of their first entry: one pass over the lines of all kinds that a dashboard counts. */
import { sql } from 'kysely'
import type { Asking, Grain } from './grain.ts'
import { casesIn } from './sight.ts'

interface Line {
  readonly procedure: string
  readonly stage: string
  readonly region: string
  readonly subject: string
  readonly bucket: number
  readonly count: number
}

export const caseGrains = async (asking: Asking, procedures: readonly string[]): Promise<ReadonlyMap<string, readonly Grain[]>> => {
  if (procedures.length === 0) return new Map()
  const { db, sight, months } = asking
  // A case without an organization is a subject of its own: whoever complains is somebody.
  const subject = sight === 'anybody' ? sql`coalesce(organizations[1], id)` : sql`''`
  const starts = months.map(({ begins }) => begins)
  const { rows } = await sql<Line>`select procedure, stage, region, ${subject} as subject,
      width_bucket(opened_at collate "C", ${starts}::text[]) as bucket, count(*)::integer as count
    from cases where procedure = any(${[...procedures]}::text[]) and stage <> 'none' and ${casesIn(sight)}
    group by 1, 2, 3, 4, 5`.execute(db)
  const grains = new Map<string, Grain[]>(procedures.map((name) => [name, []]))
  for (const { procedure, stage, region, subject: about, bucket, count } of rows)
    grains.get(procedure)?.push({
      value: count,
      counted: count,
      subject: about,
      month: months[bucket - 1]?.name,
      keys: { stage, region },
    })
  return grains
}

interface Term {
  readonly region: string
  readonly subject: string
  readonly month: string
  readonly count: number
}

/** Authorizations that had come into force by the last day of each month and had not ended by then; of this month, by today. */
export const termGrains = async ({ db, sight, months, today }: Asking): Promise<readonly Grain[]> => {
  const names = months.map(({ name }) => name)
  const ends = months.map(({ to }) => (to > today ? today : to))
  const { rows } = await sql<Term>`select region, organizations[1] as subject, shown.month, count(*)::integer as count
    from cases join unnest(${names}::text[], ${ends}::text[]) as shown(month, last_day)
      on state ->> 'activeSince' <= last_day and coalesce(state -> 'ended' ->> 'on', '9999') > last_day
    where procedure = 'authorization' and ${casesIn(sight)} group by 1, 2, 3`.execute(db)
  return rows.map(({ region, subject, month, count }) => ({ value: count, counted: count, subject, month, keys: { region } }))
}

interface Risk {
  readonly operator: string
  readonly share: number
}

/** Hundredths of a per cent: the greatest risk measured in a workspace that is still there. */
export const riskGrains = async ({ db, sight }: Asking): Promise<readonly Grain[]> => {
  const { rows } = await sql<Risk>`select state ->> 'operator' as operator,
      round(max((state -> 'provision' ->> 'highestRisk')::numeric) * 10000)::integer as share
    from cases where procedure = 'data-request' and stage in ('active', 'frozen')
      and state -> 'provision' ->> 'highestRisk' is not null and ${casesIn(sight)} group by 1`.execute(db)
  return rows.map(({ operator, share }) => ({ value: share, counted: 1, subject: operator, month: undefined, keys: { operator } }))
}
