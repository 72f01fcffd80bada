/** Names of organizations by their codes, from the cases of organizations. */
import { type Actor, actingRoles, coversRegion, isOfficial } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { sql } from 'kysely'
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

/** Organizations to choose from. A public body of a district is offered those of the city and its own (article 4). */
export const organizationLines = async (db: Db, reader: Actor, role: string | undefined): Promise<OrganizationLine[]> => {
  const isBound = actingRoles(reader).some(isOfficial) && !coversRegion(reader, cityCode)
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'title', 'state'])
    .where('procedure', '=', 'organization')
    .$if(isBound, (wanted) => wanted.where('region', 'in', [cityCode, reader.regionCode]))
    .orderBy('title')
    .execute()
  return rows
    .map(({ id, title, state }) => {
      const { roles, regionCode } = (state ?? {}) as { roles?: string[]; regionCode?: string }
      return { uscc: id, name: title, roles: roles ?? [], regionCode: regionCode ?? '' }
    })
    .filter(({ roles }) => role === undefined || roles.includes(role))
}

/** Organizations of the city that hold a role, the first admitted first. */
export const bodiesInRole = async (db: Db, role: string): Promise<readonly { readonly code: string; readonly name: string }[]> => {
  const { rows } = await sql<{ code: string; name: string }>`select id as code, title as name from cases
    where procedure = 'organization' and region = ${cityCode} and state -> 'roles' @> ${JSON.stringify([role])}::jsonb
    order by opened_at, id limit 20`.execute(db)
  return rows
}
