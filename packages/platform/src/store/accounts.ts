/** Who may sign in: accounts with argon2id, sessions by the hash of a random token. */
import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Actor, Instant, Role } from '@yunhe/law'
import type { Db } from './postgres.ts'

const argon2Of = promisify(argon2)
/** RFC 9106, second recommended option. */
const cost = { memory: 65_536, passes: 3, parallelism: 4 }
const sessionHours = 12

export interface Account {
  readonly login: string
  readonly person: string
  readonly displayName: string
  readonly organization: string
  readonly roles: readonly Role[]
  readonly regionCode: string
}

export interface SignedIn {
  readonly account: Account
  readonly csrf: string
}

const hashPassword = async (password: string, salt = randomBytes(16)): Promise<string> => {
  const hash = await argon2Of('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce: salt, tagLength: 32, ...cost })
  return `argon2id$${salt.toString('base64url')}$${Buffer.from(hash).toString('base64url')}`
}

const matches = async (password: string, stored: string): Promise<boolean> => {
  const [, salt = '', hash = ''] = stored.split('$')
  const [, , tried = ''] = (await hashPassword(password, Buffer.from(salt, 'base64url'))).split('$')
  return timingSafeEqual(createHash('sha256').update(tried).digest(), createHash('sha256').update(hash).digest())
}

/** Makes an account, or leaves the one that is there. */
export const openAccount = async (db: Db, account: Account, password: string): Promise<void> => {
  const known = await db.selectFrom('accounts').select('login').where('login', '=', account.login).executeTakeFirst()
  if (known) return
  await db
    .insertInto('accounts')
    .values({
      login: account.login,
      person: account.person,
      display_name: account.displayName,
      organization: account.organization,
      roles: [...account.roles],
      region_code: account.regionCode,
      password_hash: await hashPassword(password),
    })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

/** The token goes into the cookie and is kept by nobody else. Undefined: login or password is wrong, the two are not told apart. */
export const signIn = async (db: Db, login: string, password: string, now: Instant): Promise<{ readonly token: string } | undefined> => {
  const row = await db.selectFrom('accounts').selectAll().where('login', '=', login).where('closed', '=', false).executeTakeFirst()
  const right = await matches(password, row?.password_hash ?? `argon2id$${'A'.repeat(22)}$x`)
  if (row === undefined || !right) return undefined
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString()
  await db
    .insertInto('sessions')
    .values({ token_hash: hashOf(token), login, csrf: randomBytes(16).toString('base64url'), expires_at: expires })
    .execute()
  return { token }
}

export const sessionOf = async (db: Db, token: string, now: Instant): Promise<SignedIn | undefined> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.login', 'sessions.login')
    .selectAll('accounts')
    .select('sessions.csrf')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .where('closed', '=', false)
    .executeTakeFirst()
  return row && { account: accountFrom(row), csrf: row.csrf }
}

export const signOut = async (db: Db, token: string): Promise<void> => {
  await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
}

export const actorOf = ({ person, organization, roles, regionCode }: Account): Actor => ({ person, organization, roles, regionCode })

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const accountFrom = (row: {
  login: string
  person: string
  display_name: string
  organization: string
  roles: string[]
  region_code: string
}): Account => ({
  login: row.login,
  person: row.person,
  displayName: row.display_name,
  organization: row.organization,
  roles: row.roles as Role[],
  regionCode: row.region_code,
})
