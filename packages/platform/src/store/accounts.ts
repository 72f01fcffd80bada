/** Who may sign in: the rows of accounts as their cases made them, with the password and the second factor beside; sessions by the hash of a random token. */
import { createHash, randomBytes } from 'node:crypto'
import { suites } from '@yunhe/keys'
import { type Actor, type Instant, isOfficial, type Role, rolesToday } from '@yunhe/law'
import { sql } from 'kysely'
import { matches } from './passwords.ts'
import { type Db, poolOf } from './postgres.ts'
import { type Attempt, countAttempt, forgetAttempts, type Limits } from './sign-in-limit.ts'
import { stepOf } from './totp.ts'

const sessionHours = 12

/** What is still to be done before anything else may be: a session like this opens nothing but its own account. */
export type Pending = 'password' | 'second-factor'

export interface Account {
  readonly login: string
  readonly person: string
  readonly displayName: string
  readonly organization: string
  /** The roles that count today: granted to the account and still held by the organization. */
  readonly roles: readonly Role[]
  readonly regionCode: string
}

export interface SignedIn {
  readonly account: Account
  readonly csrf: string
  readonly hasSecondFactor: boolean
  readonly pending: Pending | undefined
}

/** What signing in rests on beside the database. */
export interface SignInWays {
  readonly db: Db
  /** Seals second factors and names failures; never in the database. */
  readonly accountKey: Uint8Array
  readonly limits: () => Limits
  /** Whether administrators and public bodies must have a second factor. */
  readonly demandsSecondFactor: () => boolean
}

export interface Credentials extends Attempt {
  readonly password: string
  readonly code: string
}

export type Entrance =
  | { readonly outcome: 'in'; readonly token: string }
  /** Login or password is wrong: the two are not told apart. */
  | { readonly outcome: 'wrong' | 'code-needed' }
  | { readonly outcome: 'too-many'; readonly seconds: number }

/** The token goes into the cookie and is kept by nobody else. */
export const signIn = async (ways: SignInWays, given: Credentials, now: Instant): Promise<Entrance> => {
  const { db, accountKey } = ways
  const seconds = await countAttempt(db, accountKey, given, ways.limits(), now)
  if (seconds !== undefined) return { outcome: 'too-many', seconds }
  const row = await db.selectFrom('accounts').selectAll().where('login', '=', given.login).where('closed', '=', false).executeTakeFirst()
  const isRight = await matches(given.password, row?.password_hash)
  if (row === undefined || !isRight) return { outcome: 'wrong' }
  if (row.second_factor !== null && !(await takeCode(ways, row.person, given.code, now)))
    return { outcome: given.code === '' ? 'code-needed' : 'wrong' }
  await forgetAttempts(db, accountKey, given)
  return { outcome: 'in', token: await openSession(db, given.login, now) }
}

const openSession = async (db: Db, login: string, now: Instant): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString()
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await db
    .insertInto('sessions')
    .values({ token_hash: hashOf(token), login, csrf: randomBytes(16).toString('base64url'), expires_at: expires })
    .execute()
  return token
}

export const sessionOf = async (ways: SignInWays, token: string, now: Instant): Promise<SignedIn | undefined> => {
  const { rows } = await poolOf(ways.db).query<Row & Standing>({ ...whoHolds, values: [hashOf(token), now] })
  const [row] = rows
  if (row === undefined) return undefined
  const account = accountFrom(row)
  const mustEnrol = ways.demandsSecondFactor() && row.second_factor === null && account.roles.some(isOfficial)
  return {
    account,
    csrf: row.csrf,
    hasSecondFactor: row.second_factor !== null,
    pending: row.must_change ? 'password' : mustEnrol ? 'second-factor' : undefined,
  }
}

interface Standing {
  readonly csrf: string
  readonly second_factor: Buffer | null
  readonly must_change: boolean
}

/** Asked with every request, so it is prepared. The organization as it stands now: a role it lost is lost to its people at once. */
const whoHolds = {
  name: 'who_holds_a_session',
  text: `select accounts.login, person, display_name, organization, accounts.roles, region_code, second_factor, must_change, csrf, body.state as body
    from sessions join accounts using (login)
    left join cases body on body.procedure = 'organization' and body.id = accounts.organization
    where token_hash = $1 and expires_at > $2 and not closed`,
}

/** Who people are today, without a session: for what the platform tells them by itself. Those whose account is closed are left out. */
export const accountsOf = async (db: Db, people: readonly string[]): Promise<readonly Account[]> => {
  const { rows } = await poolOf(db).query<Row>(whoAre, [[...people]])
  return rows.map(accountFrom)
}

const whoAre = `select accounts.login, person, display_name, organization, accounts.roles, region_code, body.state as body from accounts
  left join cases body on body.procedure = 'organization' and body.id = accounts.organization
  where person = any($1) and not closed order by person`

export const signOut = async (db: Db, token: string): Promise<void> => {
  await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
}

export const passwordIsRight = async (db: Db, person: string, password: string): Promise<boolean> => {
  const row = await db.selectFrom('accounts').select('password_hash').where('person', '=', person).executeTakeFirst()
  return matches(password, row?.password_hash)
}

/** @param mustChange whether it was handed over and is good for one sign-in */
export const setPassword = async (db: Db, person: string, hash: string, mustChange: boolean): Promise<void> => {
  await db.updateTable('accounts').set({ password_hash: hash, must_change: mustChange }).where('person', '=', person).execute()
}

/** Ends what the person has open, but for one session. */
export const endSessions = async (db: Db, login: string, exceptToken?: string): Promise<void> => {
  let ended = db.deleteFrom('sessions').where('login', '=', login)
  if (exceptToken !== undefined) ended = ended.where('token_hash', '!=', hashOf(exceptToken))
  await ended.execute()
}

/** A secret that counts once a code of it was shown. */
export const beginSecondFactor = async ({ db, accountKey }: SignInWays, person: string): Promise<Uint8Array> => {
  const secret = randomBytes(20)
  await db
    .updateTable('accounts')
    .set({ second_factor_pending: sealed(accountKey, person, secret) })
    .where('person', '=', person)
    .execute()
  return secret
}

/** Whether the code is one of the secret that was begun; nothing counts yet. */
export const codeFitsPending = async ({ db, accountKey }: SignInWays, person: string, code: string, now: Instant): Promise<boolean> => {
  const row = await db.selectFrom('accounts').select('second_factor_pending').where('person', '=', person).executeTakeFirst()
  const secret = row?.second_factor_pending && opened(accountKey, person, row.second_factor_pending)
  return secret ? stepOf(secret, code, Date.parse(now), 0) !== undefined : false
}

export const enrolSecondFactor = async (db: Db, person: string): Promise<void> => {
  await db
    .updateTable('accounts')
    .set({ second_factor: sql`second_factor_pending`, second_factor_pending: null, second_factor_step: 0 })
    .where('person', '=', person)
    .where('second_factor_pending', 'is not', null)
    .execute()
}

/** Takes a code once: of two who bring the same at once, one is late. */
const takeCode = async ({ db, accountKey }: SignInWays, person: string, code: string, now: Instant): Promise<boolean> => {
  const row = await db
    .selectFrom('accounts')
    .select(['second_factor', 'second_factor_step'])
    .where('person', '=', person)
    .executeTakeFirst()
  if (!row?.second_factor) return false
  const step = stepOf(opened(accountKey, person, row.second_factor), code, Date.parse(now), row.second_factor_step)
  if (step === undefined) return false
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set({ second_factor_step: step })
    .where('person', '=', person)
    .where('second_factor_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const sealed = (key: Uint8Array, person: string, secret: Uint8Array): Buffer =>
  Buffer.from(suites.intl.seal(key, secret, Buffer.from(`second factor of ${person}`)))
const opened = (key: Uint8Array, person: string, bytes: Uint8Array): Uint8Array =>
  suites.intl.open(key, bytes, Buffer.from(`second factor of ${person}`))

export const actorOf = ({ person, organization, roles, regionCode }: Account): Actor => ({ person, organization, roles, regionCode })

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

interface Row {
  readonly login: string
  readonly person: string
  readonly display_name: string
  readonly organization: string
  readonly roles: readonly string[]
  readonly region_code: string
  readonly body: Readonly<Record<string, unknown>> | null
}

const accountFrom = ({ login, person, display_name, organization, roles, region_code, body }: Row): Account => {
  const { roles: held = [], regionCode } = (body ?? {}) as { roles?: readonly Role[]; regionCode?: string }
  return {
    login,
    person,
    displayName: display_name,
    organization,
    roles: rolesToday(roles as readonly Role[], held),
    regionCode: regionCode || region_code,
  }
}
