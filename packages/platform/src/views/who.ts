/** What a reader may see: cases that concern the reader's roles or organization, in the reader's region (article 4), nothing else. */
import { type Actor, actingRoles, coversRegion, isOfficial, type Role } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../store/postgres.ts'

type ListColumn = 'roles' | 'organizations' | 'turns'

/** Whether a column of `cases` holds one of these words. */
export const holdsOneOf = (column: ListColumn, words: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} && ${[...words]}::text[]`

/** Whether a public body of a district asks: it sees what is its region's, and what names it. */
const isOfDistrict = (reader: Actor): boolean => !coversRegion(reader, cityCode)

/** Roles that see every such case wherever it belongs, and those that see it in their region only. */
const partedRoles = (reader: Actor): { readonly anywhere: readonly Role[]; readonly inRegion: readonly Role[] } => {
  const acting = actingRoles(reader)
  return isOfDistrict(reader)
    ? { anywhere: acting.filter((role) => !isOfficial(role)), inRegion: acting.filter(isOfficial) }
    : { anywhere: acting, inRegion: [] }
}

const named = (roles: readonly Role[], { organization }: Actor): readonly string[] => roles.map((role) => `${role}:${organization}`)

/** Turns that are this reader's: by role alone, or by role in this organization. */
export const turnsOf = (reader: Actor): readonly string[] => [...actingRoles(reader), ...named(actingRoles(reader), reader)]

/**
 * Narrows a kind to the cases that may concern this reader, by one index: quick where the reader sees few of many. It lets through whatever
 * `visibleTo` does, and more; beside that one it stands, never in its place.
 */
export const nearTo = (reader: Actor, procedure: string): RawBuilder<boolean> =>
  sql<boolean>`seen_by(procedure, roles, organizations, turns) && ${[...new Set([...turnsOf(reader), reader.organization])].map((key) => `${procedure} ${key}`)}::text[]`

const isTheirs = ({ regionCode }: Actor): RawBuilder<boolean> => sql<boolean>`region = ${regionCode}`

/** The catalog is one for the city and its districts: what every operator may see, every public body may. */
const inSharedCatalog = sql<boolean>`procedure = 'catalog-item' and ${holdsOneOf('roles', ['operator'])}`

export const visibleTo = (reader: Actor): RawBuilder<boolean> => {
  const { anywhere, inRegion } = partedRoles(reader)
  const always = sql<boolean>`${holdsOneOf('roles', anywhere)} or ${holdsOneOf('organizations', [reader.organization])}
    or ${holdsOneOf('turns', [...anywhere, ...named(actingRoles(reader), reader)])}`
  if (inRegion.length === 0) return sql<boolean>`(${always})`
  return sql<boolean>`(${always} or (${holdsOneOf('roles', inRegion)} and (${isTheirs(reader)} or ${inSharedCatalog}))
    or (${holdsOneOf('turns', inRegion)} and ${isTheirs(reader)}))`
}

export const waitsFor = (reader: Actor): RawBuilder<boolean> => {
  const { anywhere, inRegion } = partedRoles(reader)
  const always = holdsOneOf('turns', [...anywhere, ...named(actingRoles(reader), reader)])
  return inRegion.length === 0 ? always : sql<boolean>`(${always} or (${holdsOneOf('turns', inRegion)} and ${isTheirs(reader)}))`
}

/** Whether it is this reader's turn in a case they may see. */
export const isTurnOf = (reader: Actor, { turns, region }: { readonly turns: readonly string[]; readonly region: string }): boolean => {
  const { anywhere, inRegion } = partedRoles(reader)
  const mine: readonly string[] = [...anywhere, ...named(actingRoles(reader), reader), ...(region === reader.regionCode ? inRegion : [])]
  return turns.some((turn) => mine.includes(turn))
}

/** Whether there is such a case and the reader may see it; the two are not told apart. */
export const maySee = async (db: Db, reader: Actor, procedure: string, id: string): Promise<boolean> => {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', procedure)
    .where('id', '=', id)
    .where(visibleTo(reader))
    .executeTakeFirst()
  return row !== undefined
}
