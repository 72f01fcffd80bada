/** Accounts as the administrators of the platform see them: the only place that says which person an entry of the log means. */
import { type Actor, actsAs, administrators, coversRegion, type Instant, type Role, rolesToday } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { sql } from 'kysely'
import type { AccountLine } from '../contract/index.ts'
import type { SignInWays } from '../store/accounts.ts'
import { lockedAmong } from '../store/sign-in-limit.ts'
import { namesOf } from './names.ts'
import { escaped } from './sought.ts'

export interface AccountSources extends SignInWays {
  readonly machineClock: () => Instant
}

export interface AccountsWanted {
  readonly page: number
  readonly pageSize: number
  readonly q?: string | undefined
  readonly organization?: string | undefined
  readonly role?: string | undefined
  readonly standing?: 'open' | 'closed' | undefined
}

/** Undefined for whoever is no administrator: who has an account is nobody else's business. */
export const accountPage = async (
  sources: AccountSources,
  reader: Actor,
  { page, pageSize, q, organization, role, standing }: AccountsWanted,
): Promise<{ readonly rows: AccountLine[]; readonly total: number } | undefined> => {
  if (!administrators.some((one) => actsAs(reader, one))) return undefined
  const { db, accountKey, limits, machineClock } = sources
  let wanted = db.selectFrom('accounts')
  if (!coversRegion(reader, cityCode)) wanted = wanted.where('region_code', '=', reader.regionCode)
  if (organization !== undefined) wanted = wanted.where('organization', '=', organization)
  if (role !== undefined) wanted = wanted.where(sql<boolean>`${role} = any(roles)`)
  if (standing !== undefined) wanted = wanted.where('closed', '=', standing === 'closed')
  if (q !== undefined && q !== '')
    wanted = wanted.where((where) =>
      where.or((['login', 'display_name', 'person'] as const).map((column) => where(column, 'ilike', `%${escaped(q)}%`))),
    )
  const rows = await wanted
    .selectAll()
    .orderBy('organization')
    .orderBy('login')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const { total } = await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const codes = rows.map((row) => row.organization)
  const [names, held, locked] = await Promise.all([
    namesOf(db, codes),
    rolesHeldBy(sources, codes),
    lockedAmong(
      db,
      accountKey,
      rows.map(({ login }) => login),
      limits(),
      machineClock(),
    ),
  ])
  return {
    total,
    rows: rows.map((row) => ({
      person: row.person,
      login: row.login,
      displayName: row.display_name,
      organization: row.organization,
      organizationName: names[row.organization] ?? '',
      roles: row.roles,
      rolesToday: [...rolesToday(row.roles as Role[], held[row.organization] ?? [])],
      isOpen: !row.closed,
      isLocked: locked.has(row.login),
      hasPassword: row.password_hash !== '',
      hasSecondFactor: row.second_factor !== null,
    })),
  }
}

const rolesHeldBy = async ({ db }: SignInWays, codes: readonly string[]): Promise<Readonly<Record<string, readonly Role[]>>> => {
  if (codes.length === 0) return {}
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'state'])
    .where('procedure', '=', 'organization')
    .where('id', 'in', [...new Set(codes)])
    .execute()
  return Object.fromEntries(rows.map(({ id, state }) => [id, (state?.roles ?? []) as readonly Role[]]))
}
