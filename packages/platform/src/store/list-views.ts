/** How people like to look at lists, each for themselves: sealed beside the database's reach, since a filter can hold a name. */
import { randomBytes } from 'node:crypto'
import { suites } from '@yunhe/keys'
import type { Instant } from '@yunhe/law'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Within = Kysely<Tables>

export interface ViewStore {
  readonly db: Within
  /** Seals what lies in the database; never in it. */
  readonly accountKey: Uint8Array
}

interface Sealed {
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly columns: readonly string[]
}

export interface KeptView extends Sealed {
  readonly id: string
  readonly list: string
  readonly isDefault: boolean
  readonly savedAt: string
}

export type AskedView = Omit<KeptView, 'id' | 'savedAt'> & { readonly id?: string | undefined }

export const viewsOf = async ({ db, accountKey }: ViewStore, person: string, list: string): Promise<readonly KeptView[]> => {
  const rows = await db.selectFrom('list_views').selectAll().where('person', '=', person).where('list', '=', list).execute()
  return rows
    .map(({ id, sealed, is_default, saved_at }) => {
      const kept = JSON.parse(Buffer.from(suites.intl.open(accountKey, sealed, bound(person, id, list))).toString('utf8')) as Sealed
      return { id, list, ...kept, isDefault: is_default, savedAt: saved_at }
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'zh'))
}

/** One view opens the list at most: the newest that is made so. */
export const keepView = async (
  { db, accountKey }: ViewStore,
  person: string,
  { id = randomBytes(8).toString('hex'), list, isDefault, name, search, columns }: AskedView,
  now: Instant,
): Promise<KeptView> => {
  const sealed = Buffer.from(suites.intl.seal(accountKey, Buffer.from(JSON.stringify({ name, search, columns })), bound(person, id, list)))
  await db.transaction().execute(async (tx) => {
    if (isDefault)
      await tx
        .updateTable('list_views')
        .set({ is_default: false })
        .where('person', '=', person)
        .where('list', '=', list)
        .where('id', '!=', id)
        .execute()
    await tx
      .insertInto('list_views')
      .values({ person, id, list, sealed, is_default: isDefault, saved_at: now })
      .onConflict((clash) => clash.columns(['person', 'id']).doUpdateSet({ list, sealed, is_default: isDefault, saved_at: now }))
      .execute()
  })
  return { id, list, name, search, columns, isDefault, savedAt: now }
}

export const dropView = async (db: Within, person: string, id: string): Promise<void> => {
  await db.deleteFrom('list_views').where('person', '=', person).where('id', '=', id).execute()
}

/** With the account of a person ends what was kept for the person alone. */
export const forgetViewsOf = async (db: Within, person: string): Promise<void> => {
  await db.deleteFrom('list_views').where('person', '=', person).execute()
}

/** A view moved to another person or list in the table does not open. */
const bound = (person: string, id: string, list: string): Buffer => Buffer.from(`view ${id} of ${person} on ${list}`)
