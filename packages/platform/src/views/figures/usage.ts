/** Article 16: what jobs took, as the zone reported it and the platform keeps it by day; of the workspaces that the reader sees. */
import { sql } from 'kysely'
import { type Asking, firstDay, type Grain } from './grain.ts'
import { workspacesIn } from './sight.ts'

const columnOf = { jobs: 'jobs', cpuSeconds: 'cpu_seconds', readBytes: 'read_bytes' } as const

interface Line {
  readonly month: string
  readonly operator: string
  readonly jobs: number
  readonly amount: number
}

export const usageGrains = async (asking: Asking, of: keyof typeof columnOf): Promise<readonly Grain[]> => {
  const { db, sight, today } = asking
  const { rows } = await sql<Line>`select left(day, 7) as month, operator, sum(jobs)::integer as jobs,
      round(sum(${sql.ref(columnOf[of])})::numeric)::float8 as amount
    from usage_by_day
    where day >= ${firstDay(asking)} and day <= ${today}
      and ${workspacesIn(sight)}
    group by 1, 2`.execute(db)
  return rows.map(({ month, operator, jobs, amount }) => ({ value: amount, counted: jobs, subject: operator, month, keys: { operator } }))
}
