/** What a person has read of what the person was told. */
import type { Db } from './postgres.ts'

/** Numbers of what was never told do no harm: they are not kept. */
export const markRead = async (db: Db, person: string, numbers: readonly number[]): Promise<void> => {
  await db
    .insertInto('notices_read')
    .columns(['person', 'no'])
    .expression((from) =>
      from
        .selectFrom('notices')
        .select(({ val }) => [val(person).as('person'), 'no'])
        .where('no', 'in', [...numbers]),
    )
    .onConflict((clash) => clash.doNothing())
    .execute()
}
