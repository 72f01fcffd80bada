/** Whom a piece of news is for, and whether it still is: the same rules that cut lists and bells. */
import type { Actor } from '@yunhe/law'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { turnsOf, visibleTo, waitsFor } from './who.ts'

interface Named {
  readonly kind: string
  readonly procedure: string
  readonly id: string
}

/** Whether the reader would be told of it in the console: it is told to a role of theirs, or they follow the case, and they may see it. */
export const isNewsFor = async (
  db: Kysely<Tables>,
  reader: Actor,
  { whose, byPerson, ...news }: Named & { readonly whose: readonly string[] | null; readonly byPerson: string },
): Promise<boolean> => {
  if (byPerson === reader.person) return false
  if (whose !== null && !turnsOf(reader).some((turn) => whose.includes(turn))) return false
  if (whose === null && !(await isFollowing(db, reader, news))) return false
  return isStillNews(db, reader, news)
}

/** Hours may lie between news and its letter: what has been done meanwhile, or is no longer shown to the reader, is not written about. */
export const isStillNews = async (db: Kysely<Tables>, reader: Actor, { kind, procedure, id }: Named): Promise<boolean> => {
  const shown = kind === 'waiting' ? sql<boolean>`${visibleTo(reader)} and ${waitsFor(reader)}` : visibleTo(reader)
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .where(shown)
    .executeTakeFirst()
  return row !== undefined
}

const isFollowing = async (db: Kysely<Tables>, { person }: Actor, { procedure, id }: Named): Promise<boolean> =>
  (await db
    .selectFrom('follows')
    .select('id')
    .where('person', '=', person)
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .executeTakeFirst()) !== undefined
