/** Which days have begun, and the cases whose clocks may run out on one. */
import type { Db } from './postgres.ts'

export const hasBegun = async (db: Db, day: string): Promise<boolean> =>
  (await db.selectFrom('days_begun').select('day').where('day', '=', day).executeTakeFirst()) !== undefined

export const noteBegun = async (db: Db, day: string): Promise<void> => {
  await db
    .insertInto('days_begun')
    .values({ day })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export const casesInStages = async (db: Db, procedure: string, stages: readonly string[]): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('cases')
      .select('id')
      .where('procedure', '=', procedure)
      .where('stage', 'in', [...stages])
      .orderBy('opened_at')
      .execute()
  ).map(({ id }) => id)
