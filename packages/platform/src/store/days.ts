/** Which days have begun, which clocks have run out on one, and on which day something is next to be done. */
import type { Day } from '@yunhe/law'
import { sql } from 'kysely'
import type { Db } from './postgres.ts'
import type { ClockTable } from './tables.ts'

export const lastBegun = async (db: Db): Promise<Day | undefined> =>
  ((
    await db
      .selectFrom('days_begun')
      .select(({ fn }) => fn.max<Day | null>('day').as('day'))
      .executeTakeFirst()
  )?.day ?? undefined) as Day | undefined

export const noteBegun = async (db: Db, day: Day): Promise<void> => {
  await db
    .insertInto('days_begun')
    .values({ day })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

/** How many days before its last a clock is brought to mind, by the parameter that says so. */
export type Reminders = readonly { readonly remind: string; readonly days: number }[]

/** A clock stops as the case that answers it is there, without being told. */
export const isRunning = sql<boolean>`(clocks.answered_by is null or not exists (select from streams where streams.stream = clocks.answered_by))`

/** Clocks whose last day is over and that have something following, in the order of their days; of one day the case that is older goes first. */
export const ranOut = async (db: Db, on: Day): Promise<readonly Pick<ClockTable, 'procedure' | 'id' | 'act' | 'name'>[]> =>
  db
    .selectFrom('clocks')
    .innerJoin('cases', (join) => join.onRef('cases.procedure', '=', 'clocks.procedure').onRef('cases.id', '=', 'clocks.id'))
    .select(['clocks.procedure', 'clocks.id', 'clocks.act', 'clocks.name'])
    .where('clocks.act', 'is not', null)
    .where('clocks.due', '<', on)
    .where(isRunning)
    .orderBy('clocks.due')
    .orderBy('cases.opened_at')
    .orderBy('clocks.procedure')
    .orderBy('clocks.id')
    .orderBy('clocks.name')
    .orderBy('clocks.subject')
    .execute()

/**
 * The first day after one, up to another, on which a clock has run out or is to be brought to mind.
 * @param aside clocks, as `procedure name`, that a day which is over is not gone through for
 */
export const nextEventful = async (
  db: Db,
  after: Day,
  until: Day,
  reminders: Reminders,
  aside: readonly string[],
): Promise<Day | undefined> => {
  const { rows } = await sql<{ day: Day | null }>`select min(day) as day from (
      select (due::date + 1)::text as day from clocks where due is not null and (act is not null or kind = 'task') and ${isRunning}
        and procedure || ' ' || name <> all(${[...aside]}::text[])
      union all
      select (due::date - wanted.days)::text from clocks join unnest(${reminders.map(({ remind }) => remind)}::text[],
        ${reminders.map(({ days }) => days)}::integer[]) as wanted(remind, days) on wanted.remind = clocks.remind
      where due is not null and ${isRunning}
    ) as eventful where day > ${after} and day <= ${until}`.execute(db)
  return rows[0]?.day ?? undefined
}

/** Brings to mind what runs out so many days from now: each clock once for each of these days. */
export const writeReminders = async (db: Db, on: Day, reminders: Reminders): Promise<void> => {
  await sql`insert into notices (mark, kind, whose, procedure, id, clock, subject, due, day)
    select concat_ws(' ', 'reminder', procedure || '/' || id, name, subject, due, wanted.days), 'reminder', whose, procedure, id, name, subject, due, ${on}
    from clocks join unnest(${reminders.map(({ remind }) => remind)}::text[],
      ${reminders.map(({ days }) => days)}::integer[]) as wanted(remind, days) on wanted.remind = clocks.remind
    where due = (${on}::date + wanted.days)::text and (started is null or started <= ${on}) and ${isRunning}
    order by due, procedure, id, name, subject, wanted.days
    on conflict (mark) do nothing`.execute(db)
}

/** Article 6: what was to be done by yesterday is put before whoever was to do it and before the data authority, which may urge. */
export const writeOverdue = async (db: Db, on: Day): Promise<void> => {
  await sql`insert into notices (mark, kind, whose, procedure, id, clock, subject, due, day)
    select concat_ws(' ', 'overdue', procedure || '/' || id, name, subject, due), 'overdue',
      array(select distinct one from unnest(whose || array['data-authority']) as one order by one), procedure, id, name, subject, due, ${on}
    from clocks where kind = 'task' and due = (${on}::date - 1)::text and ${isRunning}
    order by procedure, id, name, subject
    on conflict (mark) do nothing`.execute(db)
}

/** Clocks whose last day has to be asked for again: other cases give it, its working days were not published, or it started meanwhile. */
export const unnamedClocks = (db: Db, after: Day, until: Day): Promise<readonly ClockTable[]> =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where((where) =>
      where.or([
        where('by_facts', '=', true),
        where('not_published', 'is not', null),
        where.and([where('started', '>', after), where('started', '<=', until)]),
      ]),
    )
    .orderBy('procedure')
    .orderBy('id')
    .execute()

/** Cases that may have clocks, where the table has none at all: it was made when the cases were there already. */
export const casesWithoutClocks = async (
  db: Db,
  procedures: readonly string[],
): Promise<readonly Pick<ClockTable, 'procedure' | 'id'>[]> => {
  if ((await db.selectFrom('clocks').select('id').limit(1).executeTakeFirst()) !== undefined) return []
  return db
    .selectFrom('cases')
    .select(['procedure', 'id'])
    .where('procedure', 'in', [...procedures])
    .orderBy('procedure')
    .orderBy('id')
    .execute()
}

/** Cases with a clock that has not started yet. */
export const clocksAhead = (db: Db, on: Day): Promise<readonly Pick<ClockTable, 'procedure' | 'id'>[]> =>
  db.selectFrom('clocks').select(['procedure', 'id']).distinct().where('started', '>', on).orderBy('procedure').orderBy('id').execute()

export const nameDue = async (db: Db, { procedure, id, name }: ClockTable, due: Day | undefined): Promise<void> => {
  await db
    .updateTable('clocks')
    .set({ due: due ?? null })
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .where('name', '=', name)
    .execute()
}
