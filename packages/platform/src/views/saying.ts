/** Says titles: what they borrow from other cases, as far as this reader may see those, in the reader's language. */
import { type Actor, actsAs, type Words } from '@yunhe/law'
import { type CaseMark, casesIn, titleIn } from '@yunhe/law/kernel/title'
import { type RawBuilder, sql } from 'kysely'
import { procedureInPath, procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { holdsOneOf, visibleTo } from './who.ts'

export type Language = keyof Words

/** A report names its authorization, which names its scenarios. */
export const deepest = 4

const keyOf = ({ procedure, id }: CaseMark): string => `${procedure}/${id}`

/** One question to the database a level for all titles together. What the reader may not see is told by its kind, never by its number. */
export const sayerOf = async (db: Db, reader: Actor, language: Language, titles: readonly string[]): Promise<(title: string) => string> => {
  const found = new Map<string, string>()
  let wanted = titles.flatMap(casesIn)
  for (let level = 0; level < deepest && wanted.length > 0; level++) {
    const fresh = [...new Map(wanted.map((one) => [keyOf(one), one])).values()].filter((one) => !found.has(keyOf(one)))
    const rows = await lookUp(db, reader, fresh)
    for (const { key, title } of rows) found.set(key, title)
    wanted = rows.flatMap(({ title }) => casesIn(title))
  }
  const say = (title: string, level: number): string =>
    titleIn(language, title, (mark) => {
      const borrowed = level < deepest ? found.get(keyOf(mark)) : undefined
      return borrowed ? say(borrowed, level + 1) : kindOf(mark)[language]
    })
  return (title) => say(title, 0)
}

/** An urge names the kind of its case as a path does. */
const nameOf = (kind: string): string => procedureInPath(kind)?.name ?? kind

const kindOf = ({ procedure }: CaseMark): Words =>
  procedure === 'scenario' ? { zh: '应用场景', en: 'a scenario' } : procedureNamed(nameOf(procedure)).title

interface Found {
  readonly key: string
  readonly title: string
}

const lookUp = async (db: Db, reader: Actor, wanted: readonly CaseMark[]): Promise<readonly Found[]> => {
  const idsOf = (kind: string): readonly string[] => wanted.filter(({ procedure }) => procedure === kind).map(({ id }) => id)
  const cases = wanted.filter(({ procedure }) => procedure !== 'scenario' && procedure !== 'account')
  const [titled, scenarios, accounts] = await Promise.all([
    cases.length === 0 ? [] : titledCases(db, reader, cases),
    scenariosNamed(db, reader, idsOf('scenario')),
    peopleNamed(db, reader, idsOf('account')),
  ])
  return [
    ...titled,
    ...scenarios.map(({ id, name }) => ({ key: `scenario/${id}`, title: name })),
    ...accounts.map(({ id, name }) => ({ key: `account/${id}`, title: name })),
  ]
}

const titledCases = async (db: Db, reader: Actor, wanted: readonly CaseMark[]): Promise<readonly Found[]> => {
  const [kinds, names, ids] = [
    wanted.map(({ procedure }) => procedure),
    wanted.map(({ procedure }) => nameOf(procedure)),
    wanted.map(({ id }) => id),
  ]
  const { rows } = await sql<Found>`select wanted.kind || '/' || id as key, title
    from cases join unnest(${kinds}::text[], ${names}::text[], ${ids}::text[]) as wanted(kind, procedure, id) using (procedure, id)
    where ${mayBeTold(reader)}`.execute(db)
  return rows
}

/**
 * The title of an authorization says for which scenarios it was given, as its public notice did (article 9), and for how long, and nothing else:
 * whoever sees a case that rests on it may read which it is, without seeing it.
 */
const mayBeTold = (reader: Actor): RawBuilder<boolean> => sql<boolean>`(procedure = 'authorization' or ${mayBeNamed(reader)})`

/** Who an organization is, everybody behind the door may know; what is published, too. */
export const mayBeNamed = (reader: Actor): RawBuilder<boolean> =>
  sql<boolean>`(procedure = 'organization' or ${holdsOneOf('roles', ['public'])} or ${visibleTo(reader)})`

export interface Named {
  readonly id: string
  readonly name: string
}

/**
 * The names that calls gave their scenarios; the latest call counts. Each is asked for by itself: one that hardly any
 * call names is found by its number, one that many name by the newest of them.
 */
export const scenariosNamed = async (db: Db, reader: Actor, ids: readonly string[]): Promise<readonly Named[]> => {
  if (ids.length === 0) return []
  const named = [...new Set(ids)].map((id) => {
    const isNamed = sql<boolean>`procedure = 'call' and scenarios_in(state) @> array[${id}::text]`
    const newest = sql`scenario ->> 'id' = ${id} and ${mayBeNamed(reader)} order by updated_at desc limit 1`
    return sql`(with few as materialized (select updated_at, state, procedure, roles, organizations, turns, region from cases where ${isNamed} limit ${sql.lit(fewCalls)})
      (select scenario ->> 'id' as id, scenario ->> 'name' as name from few, jsonb_array_elements(state -> 'scenarios') as scenario
        where (select count(*) from few) < ${sql.lit(fewCalls)} and ${newest})
      union all (select scenario ->> 'id' as id, scenario ->> 'name' as name from cases, jsonb_array_elements(state -> 'scenarios') as scenario
        where (select count(*) from few) = ${sql.lit(fewCalls)} and ${isNamed} and ${newest}))`
  })
  const { rows } = await sql<Named>`${sql.join(named, sql` union all `)}`.execute(db)
  return rows
}

/** One call more than are looked at without their order. */
const fewCalls = 201

/** Which of many texts are numbers of scenarios at all. */
export const scenariosAmong = async (db: Db, texts: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`select text as id from unnest(${[...new Set(texts)]}::text[]) as text
    where exists (select from cases where procedure = 'call' and scenarios_in(state) @> array[text])`.execute(db)
  return rows.map(({ id }) => id)
}

/** People are called by their names before their own organization and before those who administer accounts. */
export const isNameShown = (reader: Actor): RawBuilder<boolean> =>
  (['system-admin', 'security-admin', 'audit-admin'] as const).some((role) => actsAs(reader, role))
    ? sql<boolean>`true`
    : sql<boolean>`organization = ${reader.organization}`

export const peopleNamed = async (db: Db, reader: Actor, ids: readonly string[]): Promise<readonly Named[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<Named>`select person as id, display_name as name from accounts
    where person = any(${[...new Set(ids)]}::text[]) and ${isNameShown(reader)}`.execute(db)
  return rows
}

/** Marks are no words: they are set aside where the whole title matches. */
export const isTitled = (like: string): RawBuilder<boolean> => sql<boolean>`(title ilike ${like} and text_in(title) ilike ${like})`
