/** What a reader may see: cases that concern the reader's roles or organization, nothing else. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../store/postgres.ts'

type ListColumn = 'roles' | 'organizations' | 'turns'

/** Whether a column of `cases` holds one of these words. */
export const holdsOneOf = (column: ListColumn, words: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} && ${[...words]}::text[]`

/** Turns that are this reader's: by role alone, or by role in this organization. */
export const turnsOf = ({ roles, organization }: Actor): readonly string[] => roles.flatMap((role) => [role, `${role}:${organization}`])

export const visibleTo = (reader: Actor): RawBuilder<boolean> =>
  sql<boolean>`(${holdsOneOf('roles', reader.roles)} or ${holdsOneOf('organizations', [reader.organization])} or ${holdsOneOf('turns', turnsOf(reader))})`

export const waitsFor = (reader: Actor): RawBuilder<boolean> => holdsOneOf('turns', turnsOf(reader))

/** Whether there is such a case and the reader may see it; the two are not told apart. */
export const maySee = async (db: Db, reader: Actor, procedure: string, id: string): Promise<boolean> => {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .where(visibleTo(reader))
    .executeTakeFirst()
  return row !== undefined
}
