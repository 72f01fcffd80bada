/** What a field of a form may name: told by name, found by what is typed, never more than the reader may see. */
import { type Actor, type Application, type Assessment, actsAs, type Day, type Words } from '@yunhe/law'
import type { ChoiceKind } from '@yunhe/law/kernel/shapes'
import { bilingual } from '@yunhe/law/kernel/title'
import { sql } from 'kysely'
import { fold } from '../commands/reading.ts'
import type { Choice } from '../contract/index.ts'
import { procedureInPath, procedures } from '../projections/procedures.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { lateOf } from './clocks.ts'
import { list } from './lists.ts'
import { isNameShown, type Language, mayBeNamed, sayerOf } from './saying.ts'
import { escaped } from './sought.ts'
import { maySee, visibleTo } from './who.ts'

export interface AskedChoice {
  readonly kind: string
  readonly q: string
  readonly page: number
  /** The case that the form is on. */
  readonly on: { readonly plural: string; readonly id: string } | undefined
  /** Answers of the same form, by field. */
  readonly beside: Readonly<Record<string, string>>
  readonly today: Day
  readonly national: boolean
  readonly language: Language
  readonly log: Pick<Log, 'read'>
}

export interface Choices {
  readonly rows: Choice[]
  readonly isMore: boolean
}

type Finder = (db: Db, reader: Actor, asked: AskedChoice) => Promise<Choices>

const pageSize = 20

const isChoice = (kind: string): kind is ChoiceKind => Object.hasOwn(finders, kind)

/** Undefined where nothing of that kind is chosen anywhere. */
export const choicesOf = async (db: Db, reader: Actor, asked: AskedChoice): Promise<Choices | undefined> => {
  const finder = isChoice(asked.kind) ? finders[asked.kind] : undefined
  if (finder !== undefined) return finder(db, reader, asked)
  return procedureInPath(asked.kind) === undefined ? undefined : ofKind(asked.kind)(db, reader, asked)
}

/** Organizations come by their own route; everything else that is a case is listed as its list lists it. */
const ofKind =
  (plural: string): Finder =>
  async (db, reader, { q, page, today }) => {
    const { name } = procedureInPath(plural) ?? {}
    if (name === undefined) return { rows: [], isMore: false }
    const { rows, next } = await list(db, reader, { procedure: name, filters: { ...(q !== '' && { q }) }, today }, '-updatedAt', {
      page,
      pageSize,
    })
    return {
      rows: rows.map(({ id, title, stageWords }) => ({ value: id, title: title || id, detail: stageWords })),
      isMore: next !== undefined,
    }
  }

interface Row {
  readonly value: string
  readonly title: string
  readonly detail: string | null
}

const pageFrom = (rows: readonly Row[]): Choices => ({
  rows: rows
    .slice(0, pageSize)
    .map(({ value, title, detail }) => ({ value, title, ...(detail && { detail: { zh: detail, en: detail } }) })),
  isMore: rows.length > pageSize,
})

const pageAt = (page: number) => sql`limit ${pageSize + 1} offset ${(page - 1) * pageSize}`
const like = (q: string): string => `%${escaped(q)}%`

/** Scenarios of calls; where the form names the call, or a case that holds some, only those. */
const scenarios: Finder = async (db, reader, { q, page, beside }) => {
  const narrowed = await scenariosBeside(db, reader, beside)
  const { rows } = await sql<Row>`select * from (
      select distinct on (scenario ->> 'id') scenario ->> 'id' as value, scenario ->> 'name' as title, title as detail, id as call, updated_at
      from cases, jsonb_array_elements(state -> 'scenarios') as scenario
      where procedure = 'call' and ${mayBeNamed(reader)} and ${beside.call ? sql`id = ${beside.call}` : sql`true`}
        and ${narrowed === undefined ? sql`true` : sql`scenario ->> 'id' = any(${[...narrowed]}::text[])`}
        and (scenario ->> 'name' ilike ${like(q)} or scenario ->> 'id' ilike ${like(q)})
      order by scenario ->> 'id', updated_at desc
    ) as found order by title, value ${pageAt(page)}`.execute(db)
  return pageFrom(rows)
}

const holders = ['authorization', 'product', 'request'] as const
const kindOfHolder = { authorization: 'authorization', product: 'product', request: 'data-request' } as const

/** None where nothing narrows: the field beside is empty, or names what the reader may not see. */
const scenariosBeside = async (db: Db, reader: Actor, beside: Readonly<Record<string, string>>): Promise<readonly string[] | undefined> => {
  const holder = holders.find((one) => beside[one])
  if (holder === undefined) return undefined
  const row = await db
    .selectFrom('cases')
    .select('state')
    .where('procedure', '=', kindOfHolder[holder])
    .where('id', '=', beside[holder] ?? '')
    .where(visibleTo(reader))
    .executeTakeFirst()
  const state = (row?.state ?? {}) as {
    readonly scenario?: string
    readonly scenarios?: readonly string[]
    readonly content?: { readonly scenarios?: readonly string[] }
  }
  const held = state.content?.scenarios ?? state.scenarios ?? (state.scenario ? [state.scenario] : [])
  return held.length === 0 ? undefined : held
}

/** Colleagues: who else is named by name is told by `isNameShown`. */
const people: Finder = async (db, reader, { q, page }) => {
  const { rows } = await sql<Row>`select person as value, display_name as title, organizations.title as detail
    from accounts left join cases organizations on organizations.procedure = 'organization' and organizations.id = accounts.organization
    where not closed and ${isNameShown(reader)} and (display_name ilike ${like(q)} or login ilike ${like(q)})
    order by display_name, person ${pageAt(page)}`.execute(db)
  return pageFrom(rows)
}

/** Whom the data authority or the mechanism may appoint: whoever holds an account as an expert. */
const expertsToAppoint: Finder = async (db, reader, { q, page }) => {
  if (!actsAs(reader, 'data-authority') && !actsAs(reader, 'mechanism')) return { rows: [], isMore: false }
  const { rows } = await sql<Row>`select person as value, display_name as title, organizations.title as detail
    from accounts left join cases organizations on organizations.procedure = 'organization' and organizations.id = accounts.organization
    where not closed and accounts.roles @> array['expert'] and (display_name ilike ${like(q)} or organizations.title ilike ${like(q)})
    order by display_name, person ${pageAt(page)}`.execute(db)
  return pageFrom(rows)
}

/** Folded from the log: what is personal rests nowhere else. */
const stateOn = async (db: Db, reader: Actor, { on, log }: AskedChoice, name: string): Promise<unknown> => {
  const procedure = on && procedureInPath(on.plural)
  if (procedure?.name !== name || !(await maySee(db, reader, name, on?.id ?? ''))) return undefined
  return fold(procedure, await log.read(`${name}/${on?.id}`))
}

/** Who sits on the panel of this application is known to who called it, and to nobody who is judged. */
const expertsSeated: Finder = async (db, reader, asked) => {
  const state = actsAs(reader, 'data-authority')
    ? ((await stateOn(db, reader, asked, 'application')) as Application | undefined)
    : undefined
  const seats = (state?.panel ?? []).filter(({ left }) => left === '')
  if (seats.length === 0) return { rows: [], isMore: false }
  const { rows } = await sql<Row>`select person as value, display_name as title, null as detail from accounts
    where person = any(${seats.map(({ person }) => person)}::text[])`.execute(db)
  const nameByPerson = new Map(rows.map(({ value, title }) => [value, title]))
  return matching(
    asked,
    seats.map(({ expert, person }) => ({ value: expert, title: nameByPerson.get(person) ?? person })),
  )
}

const indicators: Finder = async (db, reader, asked) => {
  const state = (await stateOn(db, reader, asked, 'assessment')) as Assessment | undefined
  return matching(
    asked,
    (state?.indicators ?? []).map(({ code, name, weight }) => ({
      value: code,
      title: name,
      detail: { zh: `权重${weight}`, en: `weight ${weight}` },
    })),
  )
}

/** What is granted is an application, what is ended an authorization. */
const deliberated: Finder = async (db, reader, asked) => {
  const granting = asked.beside.type !== 'terminate' && asked.beside.type !== 'revoke'
  const ending = asked.beside.type !== 'grant'
  const [applications, authorizations] = await Promise.all([
    granting ? ofKind('applications')(db, reader, asked) : nothing,
    ending ? ofKind('authorizations')(db, reader, asked) : nothing,
  ])
  return { rows: [...applications.rows, ...authorizations.rows], isMore: applications.isMore || authorizations.isMore }
}
const nothing: Choices = { rows: [], isMore: false }

const caseKinds: Finder = async (_, __, asked) =>
  matching(
    asked,
    procedures.map(({ plural, title }) => ({ value: plural, title: plural, words: title })),
  )

interface Titled {
  readonly value: string
  readonly title: string
  readonly detail?: Words
  /** Instead of the title, where the law has words for it. */
  readonly words?: Words
}

/** A short list that is at hand already. */
const matching = ({ q, page }: Pick<AskedChoice, 'q' | 'page'>, all: readonly Titled[]): Choices => {
  const wanted = q.toLowerCase()
  const found = all.filter(({ value, title, words }) =>
    [value, title, words?.zh ?? '', words?.en ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  )
  const from = (page - 1) * pageSize
  return {
    rows: found.slice(from, from + pageSize).map(({ value, title, detail, words }) => ({
      value,
      title: words === undefined ? title : bilingual(words),
      ...(detail && { detail }),
    })),
    isMore: found.length > from + pageSize,
  }
}

const lateOnes = (db: Db, reader: Actor, { today, national }: AskedChoice) => lateOf(db, reader, today, national)

const lateCases: Finder = async (db, reader, asked) => {
  const late = (await lateOnes(db, reader, asked)).filter(({ plural }) => !asked.beside.caseKind || plural === asked.beside.caseKind)
  const byId = new Map(late.map((one) => [one.id, { value: one.id, title: one.title, detail: one.words }]))
  // What is typed is a name, so the titles are said before they are compared.
  const say = await sayerOf(
    db,
    reader,
    asked.language,
    [...byId.values()].map(({ title }) => title),
  )
  return matching(
    asked,
    [...byId.values()].map((one) => ({ ...one, title: say(one.title) })),
  )
}

const lateClocks: Finder = async (db, reader, asked) => {
  const { caseKind, caseId } = asked.beside
  const late = (await lateOnes(db, reader, asked)).filter(({ plural, id }) => plural === caseKind && id === caseId)
  return matching(asked, [...new Map(late.map(({ name, words }) => [name, { value: name, title: name, words }])).values()])
}

const lateSubjects: Finder = async (db, reader, asked) => {
  const { caseKind, caseId, clock } = asked.beside
  const late = (await lateOnes(db, reader, asked)).filter(
    ({ plural, id, name, subject }) => plural === caseKind && id === caseId && name === clock && subject !== '',
  )
  return matching(
    asked,
    late.map(({ subject }) => ({ value: subject, title: subject })),
  )
}

const finders: Readonly<Record<ChoiceKind, Finder>> = {
  scenarios,
  people,
  'experts-to-appoint': expertsToAppoint,
  'experts-seated': expertsSeated,
  indicators,
  deliberated,
  'case-kinds': caseKinds,
  'late-cases': lateCases,
  'late-clocks': lateClocks,
  'late-subjects': lateSubjects,
}
