/** What a typed text finds: by a title or number of one's own, by the name of what a title names, or by what lies inside. Where it finds few, these are looked up by name. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../store/postgres.ts'
import { deepest, isTitled, mayBeNamed } from './saying.ts'
import { nearTo } from './who.ts'

/** So many are judged by name; where a text finds more, the list is walked in its order and ends early. */
export const mostFew = 1_000
/** Of cases so called, and of names that titles borrow. */
const [mostCalled, mostMarks] = [300, 2_000]

export const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
export const likeOf = (q: string): string => `%${escaped(q)}%`

export interface Within {
  /** Only cases of this kind. */
  readonly procedure?: string | undefined
  /** Also by datasets, fields and codes, and by the organizations that are concerned. */
  readonly isDeep?: boolean
}

/** Conditions on `cases`; who may see what they find is judged beside them. */
export interface Sought {
  /** Its own words say it, or it is one of the few. */
  readonly says: RawBuilder<boolean>
  /** Its title borrows a name that does; nothing where few were found, which are all named. */
  readonly borrows: RawBuilder<boolean> | undefined
}

interface Found {
  readonly kinds: readonly string[] | null
  readonly ids: readonly string[] | null
}

export const sought = async (db: Db, reader: Actor, q: string, { procedure, isDeep = false }: Within): Promise<Sought> => {
  const like = likeOf(q)
  const ofKind = procedure === undefined ? sql<boolean>`true` : sql<boolean>`procedure = ${procedure}`
  const isWorded = sql<boolean>`(said like lower(${like}) or number like lower(${like})${isDeep ? sql` or ${liesInside(like)}` : sql``})`
  const worded = sql`select procedure, id from case_words where ${ofKind} and ${isWorded}`
  const borrowing = sql`select procedure, id from (${marksCalled(reader, like)}) as names
    join cases on marks_in(title) @> array[names.mark] where ${ofKind}`
  const first = await upToEnough(
    db,
    isDeep ? [worded, sql`select procedure, id from cases where ${ofKind} and ${isOfBodies(like)}`] : [worded],
  )
  const few = first.ids.length > mostFew ? first : joined(first, await upToEnough(db, [borrowing]))
  if (few.ids.length <= mostFew) return { says: areNamed(few.kinds, few.ids), borrows: undefined }
  return {
    says: isDeep
      ? sql<boolean>`((procedure, id) in (${worded}) or ${isOfBodies(like)})`
      : sql<boolean>`(${isTitled(like)} or id ilike ${like})`,
    borrows: sql<boolean>`(procedure, id) in (${borrowing})`,
  }
}

interface Names {
  readonly kinds: readonly string[]
  readonly ids: readonly string[]
}

const upToEnough = async (db: Db, ways: readonly RawBuilder<unknown>[]): Promise<Names> => {
  const each = ways.map((way) => sql`(${way} limit ${sql.lit(mostFew + 1)})`)
  const { rows } =
    await sql<Found>`select array_agg(procedure) as kinds, array_agg(id) as ids from (${sql.join(each, sql` union all `)}) as found`.execute(
      db,
    )
  return { kinds: rows[0]?.kinds ?? [], ids: rows[0]?.ids ?? [] }
}

const joined = (one: Names, other: Names): Names => ({ kinds: [...one.kinds, ...other.kinds], ids: [...one.ids, ...other.ids] })

const areNamed = (kinds: readonly string[], ids: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(procedure, id) in (select * from unnest(${[...kinds]}::text[], ${[...ids]}::text[]))`

/** Each way selects `procedure, id`: all that they find together, by name, where that is few. */
export const fewOf = async (db: Db, ways: readonly RawBuilder<unknown>[]): Promise<RawBuilder<boolean> | undefined> => {
  const { kinds, ids } = await upToEnough(db, ways)
  return ids.length <= mostFew ? areNamed(kinds, ids) : undefined
}

/** The cases of a kind that may concern a reader: where they are few they are not looked for among all others. */
export const concerning = async (db: Db, reader: Actor, procedure: string): Promise<readonly RawBuilder<boolean>[]> => {
  const few = await fewOf(db, [sql`select procedure, id from cases where ${nearTo(reader, procedure)}`])
  return few === undefined ? [] : [few]
}

/** Nothing that is redacted for anybody: shown to whoever sees the case. What a call names its scenarios is found by their marks. */
const liesInside = (like: string): RawBuilder<boolean> => sql<boolean>`(procedure <> 'call' and inside like lower(${like}))`

const isOfBodies = (like: string): RawBuilder<boolean> => sql<boolean>`organizations && array(
  select id from case_words where procedure = 'organization' and (said like lower(${like}) or number like lower(${like})) limit 200)`

/** The marks by which titles name what is called so: for a search by the name of what a case rests on. */
const marksCalled = (reader: Actor, like: string): RawBuilder<unknown> => sql`
  with recursive called(mark, level) as (
    (select procedure || '/' || id, 1 from case_words join cases using (procedure, id)
      where said like lower(${like}) and ${mayBeNamed(reader)} limit ${sql.lit(mostCalled)})
    union
    (select 'scenario/' || (scenario ->> 'id'), 1
      from case_words join cases using (procedure, id), jsonb_array_elements(state -> 'scenarios') as scenario
      where procedure = 'call' and inside like lower(${like}) and ${mayBeNamed(reader)} and scenario ->> 'name' ilike ${like} limit ${sql.lit(mostCalled)})
    union
    select procedure || '/' || id, level + 1 from called join cases on marks_in(title) @> array[mark]
      where level < ${sql.lit(deepest - 1)} and ${mayBeNamed(reader)}
  ) select mark from called limit ${sql.lit(mostMarks)}`
