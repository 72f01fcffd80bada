/** Names of organizations by their codes, from the cases of organizations. */
import type { Db } from '../store/postgres.ts'

export interface OrganizationLine {
  readonly uscc: string
  readonly name: string
  readonly roles: string[]
  readonly regionCode: string
}

export const namesOf = async (db: Db, codes: readonly string[]): Promise<Record<string, string>> => {
  const wanted = [...new Set(codes)].filter((code) => code !== '')
  if (wanted.length === 0) return {}
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'title'])
    .where('procedure', '=', 'organization')
    .where('id', 'in', wanted)
    .execute()
  return Object.fromEntries(rows.map(({ id, title }) => [id, title]))
}

export const organizationLines = async (db: Db, role: string | undefined): Promise<OrganizationLine[]> => {
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'title', 'state'])
    .where('procedure', '=', 'organization')
    .orderBy('title')
    .execute()
  return rows
    .map(({ id, title, state }) => {
      const { roles, regionCode } = (state ?? {}) as { roles?: string[]; regionCode?: string }
      return { uscc: id, name: title, roles: roles ?? [], regionCode: regionCode ?? '' }
    })
    .filter(({ roles }) => role === undefined || roles.includes(role))
}
