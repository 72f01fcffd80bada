/** What people have begun to write and not sent, each for themselves: sealed beside the database's reach, and gone once it was sent, thrown away or forgotten. */
import { suites } from '@yunhe/keys'
import type { Instant } from '@yunhe/law'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Days after which what nobody touched is wiped. */
export const draftDays = 30
/** So many one person may leave lying; the oldest makes room. */
export const mostDrafts = 50

/** Which form: an act, and the case it is on; empty where it would open one. */
export interface Form {
  readonly person: string
  readonly act: string
  readonly id: string
}

export interface Draft extends Omit<Form, 'person'> {
  readonly answers: Readonly<Record<string, unknown>>
  readonly savedAt: string
}

type Within = Kysely<Tables>

export interface DraftStore {
  readonly db: Within
  /** Seals what lies in the database; never in it. */
  readonly accountKey: Uint8Array
}

export const keepDraft = async ({ db, accountKey }: DraftStore, form: Form, answers: Draft['answers'], now: Instant): Promise<void> => {
  const sealed = Buffer.from(suites.intl.seal(accountKey, Buffer.from(JSON.stringify(answers)), bound(form)))
  await db.deleteFrom('drafts').where('saved_at', '<', oldest(now)).execute()
  await db
    .insertInto('drafts')
    .values({ ...form, sealed, saved_at: now })
    .onConflict((clash) => clash.columns(['person', 'act', 'id']).doUpdateSet({ sealed, saved_at: now }))
    .execute()
  await sql`delete from drafts where person = ${form.person} and (act, id) in
    (select act, id from drafts where person = ${form.person} order by saved_at desc, act, id offset ${mostDrafts})`.execute(db)
}

export const draftFor = async ({ db, accountKey }: DraftStore, form: Form, now: Instant): Promise<Draft | undefined> => {
  const row = await db
    .selectFrom('drafts')
    .selectAll()
    .where('person', '=', form.person)
    .where('act', '=', form.act)
    .where('id', '=', form.id)
    .where('saved_at', '>=', oldest(now))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const answers = JSON.parse(Buffer.from(suites.intl.open(accountKey, row.sealed, bound(form))).toString('utf8'))
  return { act: row.act, id: row.id, answers, savedAt: row.saved_at }
}

/** What lies there of one person, the newest first; what is in it stays sealed. */
export const draftsOf = async (
  { db }: Pick<DraftStore, 'db'>,
  person: string,
  now: Instant,
): Promise<readonly Omit<Draft, 'answers'>[]> => {
  const rows = await db
    .selectFrom('drafts')
    .select(['act', 'id', 'saved_at'])
    .where('person', '=', person)
    .where('saved_at', '>=', oldest(now))
    .orderBy('saved_at', 'desc')
    .execute()
  return rows.map(({ act, id, saved_at }) => ({ act, id, savedAt: saved_at }))
}

export const wipeDraft = async (db: Within, { person, act, id }: Form): Promise<void> => {
  await db.deleteFrom('drafts').where('person', '=', person).where('act', '=', act).where('id', '=', id).execute()
}

/** Somebody's account has ended: nobody is left to send it. */
export const wipeDraftsOf = async (db: Within, person: string): Promise<void> => {
  await db.deleteFrom('drafts').where('person', '=', person).execute()
}

/** A draft moved to another person or form in the table does not open. */
const bound = ({ person, act, id }: Form): Buffer => Buffer.from(`draft of ${person} for ${act} on ${id}`)

const oldest = (now: Instant): string => new Date(Date.parse(now) - draftDays * 86_400_000).toISOString()
