/** Which first-steps tours a person was shown or turned down, so that each is offered once, on whatever device. */
import type { Instant } from '@yunhe/law'
import type { Tx } from './log.ts'
import type { Db } from './postgres.ts'

export const toursOf = async (db: Db, person: string): Promise<string[]> => {
  const rows = await db.selectFrom('tours').select('role').where('person', '=', person).orderBy('role').execute()
  return rows.map(({ role }) => role)
}

export const rememberTour = async (db: Db, person: string, role: string, at: Instant): Promise<void> => {
  await db
    .insertInto('tours')
    .values({ person, role, at })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export const forgetToursOf = async (tx: Tx, person: string): Promise<void> => {
  await tx.deleteFrom('tours').where('person', '=', person).execute()
}
