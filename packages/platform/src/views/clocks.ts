/** Running clocks as a reader may see them: those of the cases the reader sees, with their words and the article each stands under. */
import { type Actor, type ClockRule, type Day, daysBetween } from '@yunhe/law'
import { sql } from 'kysely'
import type { ClockView, LateBody, LateClock } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import { isRunning } from '../store/days.ts'
import type { Db } from '../store/postgres.ts'
import type { ClockTable } from '../store/tables.ts'
import { namesOf } from './names.ts'
import { turnsOf, visibleTo } from './who.ts'

export interface WantedClocks {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly kind?: string | undefined
  readonly mine: 'yes' | 'no'
  /** Whether national rules judge today; where they do not, none of their clocks runs. */
  readonly national: boolean
}

/** So many at most: a month of the whole city. */
const most = 1_000

export const clocksOfReader = async (db: Db, reader: Actor, wanted: WantedClocks): Promise<{ rows: ClockView[]; isCut: boolean }> => {
  const rows = await found(db, reader, { ...wanted, limit: most + 1 })
  return { rows: await viewsOf(db, reader, rows.slice(0, most)), isCut: rows.length > most }
}

interface Search extends WantedClocks {
  readonly lateOn?: string
  readonly limit: number
}

type Found = ClockTable & { readonly title: string }

/** Only cases the reader may see: the table of clocks itself knows no readers. */
const found = async (db: Db, reader: Actor, { from, to, kind, mine, national, lateOn, limit }: Search): Promise<readonly Found[]> => {
  const asked = [
    ...(from === undefined ? [] : [sql`(due is null or due >= ${from})`]),
    ...(to === undefined ? [] : [sql`(due is null or due <= ${to})`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(mine === 'yes' ? [sql`whose && ${[...turnsOf(reader)]}::text[]`] : []),
    ...(lateOn === undefined ? [] : [sql`kind = 'task' and due < ${lateOn}`]),
    ...(national ? [] : [sql`rule not like 'N%'`]),
    isRunning,
  ]
  const { rows } = await sql<Found>`select clocks.*, seen.title from clocks join lateral (
      select title from cases where cases.procedure = clocks.procedure and cases.id = clocks.id and ${visibleTo(reader)}
    ) as seen on true
    where ${sql.join(asked, sql` and `)}
    order by due nulls last, clocks.procedure, clocks.id, name, subject limit ${limit}`.execute(db)
  return rows
}

const viewsOf = async (db: Db, reader: Actor, rows: readonly Found[]): Promise<ClockView[]> => {
  const mine = new Set(turnsOf(reader))
  const names = await namesOf(
    db,
    rows.flatMap(({ whose }) => whose.flatMap((one) => partsOf(one).organization ?? [])),
  )
  return rows.map((row) => viewOf(row, mine, names))
}

const viewOf = (row: Found, mine: ReadonlySet<string>, names: Readonly<Record<string, string>>): ClockView => {
  const { plural, title: procedureWords } = procedureNamed(row.procedure)
  const rule = clockNamed(row.procedure, row.name)
  return {
    procedure: row.procedure,
    plural,
    id: row.id,
    title: row.title,
    procedureWords,
    name: row.name,
    subject: row.subject,
    words: rule?.title ?? { zh: row.name, en: row.name },
    kind: row.kind as ClockView['kind'],
    rule: row.rule,
    ...(row.started !== null && { started: row.started }),
    ...(row.due !== null && { due: row.due }),
    ...(row.not_published !== null && { notPublished: row.not_published }),
    ends: rule?.ends ?? { zh: '', en: '' },
    whose: row.whose.map((one) => named(partsOf(one), names)),
    yours: row.whose.some((one) => mine.has(one)),
  }
}

export const clockNamed = (procedure: string, name: string): ClockRule<unknown, unknown> | undefined =>
  (procedureNamed(procedure).clocks ?? []).find((one: { readonly name: string }) => one.name === name)

interface Parts {
  readonly role: string
  readonly organization?: string
}

const partsOf = (turn: string): Parts => {
  const [role = '', organization] = turn.split(':')
  return organization === undefined ? { role } : { role, organization }
}

const named = (parts: Parts, names: Readonly<Record<string, string>>) => {
  const name = parts.organization === undefined ? undefined : names[parts.organization]
  return { ...parts, ...(name !== undefined && { organizationName: name }) }
}

/** Every clock whose last day is over, of the cases the reader sees. */
export const lateOf = async (db: Db, reader: Actor, today: Day, national: boolean): Promise<readonly ClockView[]> =>
  viewsOf(db, reader, await found(db, reader, { mine: 'no', national, lateOn: today, limit: most }))

/** What is late, by the body that must act: those that are late the longest first. */
export const lateByBody = async (db: Db, reader: Actor, today: Day, national: boolean): Promise<LateBody[]> => {
  const clocks = await lateOf(db, reader, today, national)
  const urges = await openUrges(db, reader)
  const bodies = new Map<string, LateBody>()
  for (const clock of clocks) {
    const [first] = clock.whose
    if (first === undefined) continue
    const key = `${first.role}:${first.organization ?? ''}`
    const body = bodies.get(key) ?? { ...first, longestDays: 0, rows: [] }
    const late = lateFrom(clock, today, urges)
    bodies.set(key, { ...body, longestDays: Math.max(body.longestDays, late.daysLate), rows: [...body.rows, late] })
  }
  return [...bodies.values()].toSorted((one, other) => other.longestDays - one.longestDays || other.rows.length - one.rows.length)
}

const lateFrom = (clock: ClockView, today: Day, urges: OpenUrges): LateClock => {
  const urge = urges.get(`${clock.plural}/${clock.id} ${clock.name} ${clock.subject}`)
  return { ...clock, daysLate: daysBetween(clock.due as Day, today), ...(urge && { urge }) }
}

type OpenUrges = ReadonlyMap<string, { readonly id: string; readonly stage: string; readonly level: number }>

const openUrges = async (db: Db, reader: Actor): Promise<OpenUrges> => {
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'stage', 'state'])
    .where('procedure', '=', 'urge')
    .where('stage', '!=', 'closed')
    .where(visibleTo(reader))
    .execute()
  return new Map(
    rows.map(({ id, stage, state }) => {
      const { caseKind, caseId, clock, clockSubject, level } = (state ?? {}) as Record<string, string | number>
      return [`${caseKind}/${caseId} ${clock} ${clockSubject}`, { id, stage, level: Number(level) }]
    }),
  )
}
