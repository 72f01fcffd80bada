/** Article 6: tasks that are late or soon will be, in the cases that the reader sees, by the role of whoever must act. */
import { addDays } from '@yunhe/law'
import { sql } from 'kysely'
import { isRunning } from '../../store/days.ts'
import type { Asking, Grain } from './grain.ts'
import { casesIn } from './sight.ts'

interface Line {
  readonly role: string
  readonly region: string
  readonly count: number
}

const withinDays = 6

export const taskGrains = async ({ db, sight, today, national }: Asking, when: 'late' | 'soon'): Promise<readonly Grain[]> => {
  const due = when === 'late' ? sql`due < ${today}` : sql`due >= ${today} and due <= ${addDays(today, withinDays)}`
  const { rows } = await sql<Line>`select coalesce(split_part(whose[1], ':', 1), '') as role, seen.region, count(*)::integer as count
    from clocks join lateral (
      select region from cases where cases.procedure = clocks.procedure and cases.id = clocks.id and ${casesIn(sight)}
    ) as seen on true
    where kind = 'task' and ${due} and ${national ? sql`true` : sql`rule not like 'N%'`} and ${isRunning}
    group by 1, 2`.execute(db)
  return rows.map(({ role, region, count }) => ({ value: count, counted: count, subject: '', month: undefined, keys: { role, region } }))
}
