/** What everybody may see: cases that concern the public, page by page, and the words by which they are found. */
import type { Happening, Procedure } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import { fold } from '../commands/reading.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { escaped } from './sought.ts'
import { holdsOneOf } from './who.ts'

export interface PublicCase<State> {
  readonly id: string
  readonly state: State
  /** Moments of its first and its last entry. */
  readonly openedAt: string
  readonly updatedAt: string
}

export interface PublicSources {
  readonly db: Db
  readonly log: Log
}

/** Something that every case that is wanted has; `path` leads into the folded case. */
export type Wanted =
  | { readonly words: string }
  | { readonly stages: readonly string[] }
  | { readonly organization: string }
  | { readonly path: readonly string[]; readonly is: string }
  | { readonly path: readonly string[]; readonly holds: string }

export interface PublicPaging {
  readonly page: number
  readonly pageSize: number
  readonly order?: 'newest' | 'name' | 'id'
}

export interface PublicList<State> {
  readonly rows: readonly PublicCase<State>[]
  readonly total: number
}

/** Where words are looked for beside the title and the name of the body: public texts of a case, never what its page does not show. */
const searchedIn: Readonly<Record<string, readonly (readonly string[])[]>> = {
  call: [['summary'], ['conditions'], ['scenarios']],
  product: [['content', 'summary'], ['code'], ['certificate', 'number'], ['content', 'scenarios']],
  registration: [['code']],
  disclosure: [['year'], ['about']],
}

const mostWords = 5

export const wordsIn = (text: string): readonly string[] =>
  [...new Set(text.split(/\s+/).filter((word) => word !== ''))].slice(0, mostWords)

/** Every word stands somewhere in what is public of the case. */
const says = (procedure: string, text: string): RawBuilder<boolean>[] =>
  wordsIn(text).map((word) => {
    const like = `%${escaped(word)}%`
    const inState = (searchedIn[procedure] ?? []).map((path) => sql<boolean>`state #>> ${[...path]}::text[] ilike ${like}`)
    const named = sql<boolean>`exists (select from cases body where body.procedure = 'organization' and body.id = cases.organizations[1] and body.title ilike ${like})`
    return sql<boolean>`(${sql.join([sql<boolean>`title ilike ${like}`, named, ...inState], sql` or `)})`
  })

const conditionOf = (procedure: string, wanted: Wanted): RawBuilder<boolean>[] => {
  if ('words' in wanted) return says(procedure, wanted.words)
  if ('stages' in wanted) return [sql<boolean>`stage = any(${[...wanted.stages]}::text[])`]
  if ('organization' in wanted) return [sql<boolean>`organizations[1] = ${wanted.organization}`]
  const { path } = wanted
  if ('is' in wanted) return [sql<boolean>`state #>> ${[...path]}::text[] = ${wanted.is}`]
  return [sql<boolean>`state #> ${[...path]}::text[] @> ${JSON.stringify([wanted.holds])}::jsonb`]
}

const isPublic = (procedure: string): RawBuilder<boolean> => sql<boolean>`procedure = ${procedure} and ${holdsOneOf('roles', ['public'])}`

const orders = {
  newest: sql`updated_at desc, id desc`,
  name: sql`title collate "C", id`,
  id: sql`id`,
} as const

interface Line {
  readonly id: string
  readonly opened_at: string
  readonly updated_at: string
  readonly state: unknown
}

/** One page of the public cases of a kind, and how many there are in all. */
export const publicList = async <State, Facts, Event extends Happening>(
  { db, log }: PublicSources,
  procedure: Procedure<State, Facts, Event>,
  { page, pageSize, order = 'newest' }: PublicPaging,
  wanted: readonly Wanted[] = [],
): Promise<PublicList<State>> => {
  const conditions = [isPublic(procedure.name), ...wanted.flatMap((one) => conditionOf(procedure.name, one))]
  const where = sql.join(conditions, sql` and `)
  const { rows } = await sql<Line>`select id, opened_at, updated_at, state from cases where ${where}
    order by ${orders[order]} limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from cases where ${where}`.execute(db)
  const folded = async ({ id, opened_at, updated_at, state }: Line): Promise<PublicCase<State>> => ({
    id,
    openedAt: opened_at,
    updatedAt: updated_at,
    // What is personal rests in the log alone.
    state: state === null ? fold(procedure, await log.read(`${procedure.name}/${id}`)) : (state as State),
  })
  return { rows: await Promise.all(rows.map(folded)), total: counted.rows[0]?.total ?? 0 }
}

/** The bodies that public cases of a kind name first, by the number of their cases. */
export const publicBodies = async (db: Db, procedure: string): Promise<readonly string[]> => {
  const { rows } = await sql<{
    body: string
  }>`select organizations[1] as body from cases where ${isPublic(procedure)} and cardinality(organizations) > 0
    group by 1 order by count(*) desc, 1 limit 200`.execute(db)
  return rows.map(({ body }) => body)
}

/** Undefined where there is none or it is not public: the two are not told apart. */
export const publicCase = async <State, Facts, Event extends Happening>(
  { db, log }: PublicSources,
  procedure: Procedure<State, Facts, Event>,
  id: string,
): Promise<PublicCase<State> | undefined> => {
  const { rows } = await sql<
    Omit<Line, 'state'>
  >`select id, opened_at, updated_at from cases where ${isPublic(procedure.name)} and id = ${id}`.execute(db)
  const [row] = rows
  return (
    row && {
      id,
      openedAt: row.opened_at,
      updatedAt: row.updated_at,
      state: fold(procedure, await log.read(`${procedure.name}/${id}`)),
    }
  )
}

/** The names that published calls gave their scenarios; a scenario no call names keeps its id. */
export const scenarioNames = async (db: Db, ids: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  if (ids.length === 0) return {}
  const { rows } = await sql<{
    id: string
    name: string
  }>`select distinct on (scenario ->> 'id') scenario ->> 'id' as id, scenario ->> 'name' as name
    from cases, jsonb_array_elements(state -> 'scenarios') scenario
    where ${isPublic('call')} and scenario ->> 'id' = any(${[...new Set(ids)]}::text[])
    order by scenario ->> 'id', updated_at desc`.execute(db)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Scenarios that public products are bound to. */
export const productScenarios = async (db: Db): Promise<readonly string[]> => {
  const { rows } = await sql<{
    id: string
  }>`select distinct scenario as id from cases, jsonb_array_elements_text(state #> '{content,scenarios}') scenario
    where ${isPublic('product')} order by 1 limit 200`.execute(db)
  return rows.map(({ id }) => id)
}
