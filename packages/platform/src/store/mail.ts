/** Where and about what a person wants to be written to: the address lies sealed, and counts once a code sent there came back. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { suites } from '@yunhe/keys'
import type { Instant } from '@yunhe/law'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

export const newsKinds = ['waiting', 'clocks', 'followed'] as const
export type NewsKind = (typeof newsKinds)[number]
export const paces = ['at-once', 'daily', 'nothing'] as const
export type Pace = (typeof paces)[number]
export type MailLanguage = 'zh-CN' | 'en'

/** A code is good for so many hours and tries. */
export const codeHours = 24
export const mostTries = 5

export interface Wishes extends Readonly<Record<NewsKind, Pace>> {
  readonly person: string
  readonly address: string
  readonly isConfirmed: boolean
  readonly language: MailLanguage
}

export interface MailStore {
  readonly db: Kysely<Tables>
  /** Seals what lies in the database; never in it. */
  readonly accountKey: Uint8Array
}

interface Sealed {
  readonly address: string
  readonly nonce: string
}

export const wishesOf = async (store: MailStore, person: string): Promise<Wishes | undefined> => {
  const row = await store.db.selectFrom('mail_wishes').selectAll().where('person', '=', person).executeTakeFirst()
  return row && wishesFrom(store, row)
}

/** Everybody whose address is confirmed, by person. */
export const confirmedWishes = async (store: MailStore): Promise<readonly Wishes[]> =>
  (await store.db.selectFrom('mail_wishes').selectAll().where('confirmed', '=', true).orderBy('person').execute()).flatMap(
    (row) => wishesFrom(store, row) ?? [],
  )

/** A row that was changed in the database is as good as none, and holds up nobody else's letters. */
const wishesFrom = ({ accountKey }: MailStore, row: Tables['mail_wishes']): Wishes | undefined => {
  const inside = opened(accountKey, row.person, row.sealed)
  return (
    inside && {
      person: row.person,
      address: inside.address,
      isConfirmed: row.confirmed,
      language: row.language as MailLanguage,
      waiting: row.waiting as Pace,
      clocks: row.clocks as Pace,
      followed: row.followed as Pace,
    }
  )
}

/** A new address takes the place of the one before, and nothing but its code is sent there until the code comes back. */
export const giveAddress = async (
  { db, accountKey }: MailStore,
  person: string,
  { address, language }: { readonly address: string; readonly language: MailLanguage },
  now: Instant,
): Promise<void> => {
  const inside: Sealed = { address, nonce: randomBytes(16).toString('hex') }
  const given = { sealed: seal(accountKey, person, inside), confirmed: false, asked_at: now, tries: 0, language }
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('mail_wishes')
      .values({ person, ...given, waiting: 'daily', clocks: 'daily', followed: 'nothing' })
      .onConflict((clash) => clash.column('person').doUpdateSet(given))
      .execute()
    // What was meant for the address before goes nowhere.
    await tx.updateTable('mail_outbox').set({ state: 'withdrawn' }).where('person', '=', person).where('state', '=', 'waiting').execute()
    await tx
      .insertInto('mail_outbox')
      .values({ person, mark: `confirm ${inside.nonce}`, kind: 'confirm', procedure: '', id: '', at: now, due_at: now })
      .execute()
  })
}

/** Codes sent for the person within a day, whatever the address: nobody's letter box is filled from here. */
export const codesSent = async ({ db }: Pick<MailStore, 'db'>, person: string, now: Instant): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from mail_outbox
    where person = ${person} and kind = 'confirm' and at > ${hoursBefore(now, codeHours)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The code for the address that waits to be confirmed: it can be told again after a restart, and lies nowhere. */
export const codeFor = async ({ db, accountKey }: MailStore, person: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom('mail_wishes')
    .select('sealed')
    .where('person', '=', person)
    .where('confirmed', '=', false)
    .executeTakeFirst()
  const inside = row && opened(accountKey, person, row.sealed)
  return inside && codeFrom(accountKey, person, inside)
}

/** Whether the code was right, in time and not tried too often; each try counts. */
export const confirmAddress = async (store: MailStore, person: string, code: string, now: Instant): Promise<boolean> => {
  const { db } = store
  const counted = await db
    .updateTable('mail_wishes')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('person', '=', person)
    .where('confirmed', '=', false)
    .where('tries', '<', mostTries)
    .where('asked_at', '>', hoursBefore(now, codeHours))
    .returning('sealed')
    .executeTakeFirst()
  const inside = counted && opened(store.accountKey, person, counted.sealed)
  if (counted === undefined || inside === undefined || !isSame(code, codeFrom(store.accountKey, person, inside))) return false
  const { numUpdatedRows } = await db
    .updateTable('mail_wishes')
    .set({ confirmed: true })
    .where('person', '=', person)
    .where('sealed', '=', counted.sealed)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const keepWishes = async (
  { db }: Pick<MailStore, 'db'>,
  person: string,
  wishes: Readonly<Record<NewsKind, Pace>> & { readonly language: MailLanguage },
): Promise<void> => {
  const { waiting, clocks, followed, language } = wishes
  await db.updateTable('mail_wishes').set({ waiting, clocks, followed, language }).where('person', '=', person).execute()
  // What is no longer wanted is not sent any more, also where it was put in the outbox before.
  const unwanted = newsKinds.filter((kind) => wishes[kind] === 'nothing')
  if (unwanted.length > 0)
    await db
      .updateTable('mail_outbox')
      .set({ state: 'withdrawn' })
      .where('person', '=', person)
      .where('state', '=', 'waiting')
      .where('kind', 'in', unwanted)
      .execute()
}

/** The person wants no letters any more, or the account has ended. */
export const forgetMailOf = async (db: Kysely<Tables>, person: string): Promise<void> => {
  await db.deleteFrom('mail_wishes').where('person', '=', person).execute()
  await db.updateTable('mail_outbox').set({ state: 'withdrawn' }).where('person', '=', person).where('state', '=', 'waiting').execute()
}

/** An address moved to another person in the table does not open. */
const bound = (person: string): Buffer => Buffer.from(`mail address of ${person}`)
const seal = (key: Uint8Array, person: string, inside: Sealed): Buffer =>
  Buffer.from(suites.intl.seal(key, Buffer.from(JSON.stringify(inside)), bound(person)))
const opened = (key: Uint8Array, person: string, bytes: Uint8Array): Sealed | undefined => {
  try {
    return JSON.parse(Buffer.from(suites.intl.open(key, bytes, bound(person))).toString('utf8'))
  } catch {
    return undefined
  }
}

const codeFrom = (key: Uint8Array, person: string, { address, nonce }: Sealed): string => {
  const bytes = Buffer.from(suites.intl.hmac(key, Buffer.from(JSON.stringify(['mail code', person, address, nonce]))))
  return String(bytes.readUInt32BE(0) % 100_000_000).padStart(8, '0')
}

const isSame = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const hoursBefore = (now: Instant, hours: number): string => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
