/** Which cases a person follows, and from when on changes are new to the person. */
import type { Instant } from '@yunhe/law'
import type { Tx } from './log.ts'
import type { Db } from './postgres.ts'

export interface Followed {
  readonly procedure: string
  readonly id: string
}

export const follow = async (db: Db, person: string, { procedure, id }: Followed, since: Instant): Promise<void> => {
  await db
    .insertInto('follows')
    .values({ person, procedure, id, since })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export const unfollow = async (db: Db, person: string, { procedure, id }: Followed): Promise<void> => {
  await db.deleteFrom('follows').where('person', '=', person).where('procedure', '=', procedure).where('id', '=', id).execute()
}

export const isFollowed = async (db: Db, person: string, { procedure, id }: Followed): Promise<boolean> => {
  const row = await db
    .selectFrom('follows')
    .select('id')
    .where('person', '=', person)
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever comes for the first time has missed nothing. */
export const beginLooking = async (db: Db, person: string, at: Instant): Promise<void> => {
  await db
    .insertInto('last_looks')
    .values({ person, at })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export const lookedAt = async (db: Db, person: string, at: string): Promise<void> => {
  await db
    .insertInto('last_looks')
    .values({ person, at })
    .onConflict((clash) => clash.column('person').doUpdateSet({ at }))
    .execute()
}

export const lastLook = async (db: Db, person: string): Promise<string | undefined> =>
  (await db.selectFrom('last_looks').select('at').where('person', '=', person).executeTakeFirst())?.at

/** With the account of a person ends what was kept for the person alone. */
export const forgetLooksOf = async (tx: Tx, person: string): Promise<void> => {
  await tx.deleteFrom('follows').where('person', '=', person).execute()
  await tx.deleteFrom('last_looks').where('person', '=', person).execute()
}
