/** How often somebody may try to sign in: counted by login, by address and by both, under keyed names, before the password is looked at. */
import { suites } from '@yunhe/keys'
import { sql } from 'kysely'
import type { Tx } from './log.ts'
import type { Db } from './postgres.ts'

export interface Limits {
  /** Failures of one login from one address; a login from anywhere has four times, an address twenty times as many. */
  readonly failures: number
  readonly minutes: number
}

export interface Attempt {
  readonly login: string
  readonly address: string
}

const keyed = (key: Uint8Array, text: string): string =>
  Buffer.from(suites.intl.hmac(key, Buffer.from(`sign-in ${text}`)))
    .toString('hex')
    .slice(0, 32)

const keysOf = (key: Uint8Array, { login, address }: Attempt) => {
  const [who, where] = [keyed(key, `login ${login}`), keyed(key, `address ${address}`)]
  return { pair: `pair:${who}:${where}`, login: `login:${who}`, address: `address:${where}` }
}

/**
 * Counts the attempt as failed until it is known to be right: many at once are no way around.
 * @returns seconds to wait, where there were too many
 */
export const countAttempt = async (db: Db, key: Uint8Array, attempt: Attempt, limits: Limits, now: string): Promise<number | undefined> => {
  const keys = keysOf(key, attempt)
  const most = { [keys.pair]: limits.failures, [keys.login]: limits.failures * 4, [keys.address]: limits.failures * 20 }
  const windowMs = limits.minutes * 60_000
  const old = new Date(Date.parse(now) - windowMs).toISOString()
  const { rows } = await sql<{ key: string; failures: number; since: string }>`
    insert into sign_in_failures (key, failures, since) select key, 1, ${now} from unnest(${Object.keys(most).sort()}::text[]) as wanted(key)
    on conflict (key) do update set
      failures = case when sign_in_failures.since <= ${old} then 1 else sign_in_failures.failures + 1 end,
      since = case when sign_in_failures.since <= ${old} then ${now} else sign_in_failures.since end
    returning key, failures, since`.execute(db)
  const waits = rows
    .filter((row) => row.failures > (most[row.key] ?? 0))
    .map(({ since }) => Math.ceil((Date.parse(since) + windowMs - Date.parse(now)) / 1_000))
  return waits.length === 0 ? undefined : Math.max(1, ...waits)
}

/** It was right: what was counted against it is taken back. */
export const forgetAttempts = async (db: Db, key: Uint8Array, attempt: Attempt): Promise<void> => {
  const keys = keysOf(key, attempt)
  await db.deleteFrom('sign_in_failures').where('key', 'in', [keys.pair, keys.login]).execute()
  await db
    .updateTable('sign_in_failures')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1) }))
    .where('key', '=', keys.address)
    .execute()
}

/** The security administrator unlocks a login, wherever it was tried from. */
export const forgetFailuresOf = async (db: Db | Tx, key: Uint8Array, login: string): Promise<void> => {
  const who = keyed(key, `login ${login}`)
  await db
    .deleteFrom('sign_in_failures')
    .where((where) => where.or([where('key', '=', `login:${who}`), where('key', 'like', `pair:${who}:%`)]))
    .execute()
}

/** Logins that are locked now, of those given. */
export const lockedAmong = async (
  db: Db,
  key: Uint8Array,
  logins: readonly string[],
  limits: Limits,
  now: string,
): Promise<ReadonlySet<string>> => {
  const loginByKey = new Map(logins.map((login) => [keyed(key, `login ${login}`), login]))
  const old = new Date(Date.parse(now) - limits.minutes * 60_000).toISOString()
  const rows = await db
    .selectFrom('sign_in_failures')
    .selectAll()
    .where('since', '>', old)
    .where(sql<string>`split_part(key, ':', 2)`, 'in', loginByKey.size === 0 ? [''] : [...loginByKey.keys()])
    .execute()
  return new Set(
    rows
      .filter((row) => row.failures >= limits.failures * (row.key.startsWith('login:') ? 4 : 1))
      .flatMap((row) => loginByKey.get(row.key.split(':')[1] ?? '') ?? []),
  )
}
