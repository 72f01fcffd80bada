/** Lists and the inbox: one line a case, with whose turn it is. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { CaseRow as CaseRowView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { CaseTable } from '../store/tables.ts'
import { namesOf } from './names.ts'
import { holdsOneOf, isTurnOf, visibleTo, waitsFor } from './who.ts'

export interface Paging {
  readonly page: number
  readonly pageSize: number
  /** `next` of the page before: goes on from there, however far that is; the page number then counts for nothing. */
  readonly after?: string | undefined
}

export interface Page {
  readonly rows: CaseRowView[]
  readonly total: number
  readonly isMore: boolean
  readonly next?: string
}

/** So many are counted and can be turned to by number; whoever has more before them narrows the list, or goes on by `next`. */
export const mostCounted = 1_000

/** What waits for the reader, the nearest deadline first. */
export const inbox = (db: Db, reader: Actor, paging: Paging): Promise<Page> => {
  const [due, at, procedure, id] = marksIn(paging.after, 4)
  const beyond =
    due === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${due} <> '' and due > ${due} or due = ${due} and (updated_at < ${at} or updated_at = ${at} and (procedure, id) > (${procedure}, ${id}))
          or due is null and (${due} <> '' or updated_at < ${at} or updated_at = ${at} and (procedure, id) > (${procedure}, ${id})))`
  const order = sql`due asc nulls last, updated_at desc, procedure, id`
  return pageOf(db, reader, paging, sql<boolean>`${waitsFor(reader)} and ${beyond}`, order, (row) => [
    row.due ?? '',
    row.updated_at,
    row.procedure,
    row.id,
  ])
}

export interface Wanted extends Paging {
  readonly procedure: string
  readonly stage?: string | undefined
  readonly q?: string | undefined
  readonly organization?: string | undefined
  /** What else must hold of a line. */
  readonly also?: RawBuilder<boolean> | undefined
}

export const list = (db: Db, reader: Actor, { procedure, stage, q, organization, also, ...paging }: Wanted): Promise<Page> => {
  const [at, id] = marksIn(paging.after, 2)
  const conditions = [
    sql<boolean>`procedure = ${procedure}`,
    visibleTo(reader),
    ...(also === undefined ? [] : [also]),
    ...(stage === undefined ? [] : [sql<boolean>`stage = ${stage}`]),
    ...(organization === undefined ? [] : [holdsOneOf('organizations', [organization])]),
    ...(q ? [sql<boolean>`(title ilike ${`%${escaped(q)}%`} or id ilike ${`%${escaped(q)}%`})`] : []),
    ...(at === undefined ? [] : [sql<boolean>`(updated_at, id) < (${at}, ${id})`]),
  ]
  const order = sql`updated_at desc, id desc`
  return pageOf(db, reader, paging, sql<boolean>`${sql.join(conditions, sql` and `)}`, order, (row) => [row.updated_at, row.id])
}

/** Where a page ended, as its reader hands it back: nothing in it that was not on the page. */
const marksIn = (after: string | undefined, count: number): readonly (string | undefined)[] => {
  if (after === undefined) return []
  const marks = Buffer.from(after, 'base64url').toString('utf8').split('\n')
  return marks.length === count && marks.every((mark) => !mark.includes('\u0000')) ? marks : []
}

const markOf = (values: readonly string[]): string => Buffer.from(values.join('\n')).toString('base64url')

/** Everything of a line but the folded case, which only its own page reads. */
export type Line = Omit<Selectable<CaseTable>, 'state' | 'turn_list' | 'roles' | 'version' | 'opened_at'>

export const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** One pass over at most so many cases gives the page and the count: a count of its own would look at every case again. */
const pageOf = async (
  db: Db,
  reader: Actor,
  { page, pageSize, after }: Paging,
  condition: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  marks: (row: Line) => readonly string[],
): Promise<Page> => {
  const offset = after === undefined ? (page - 1) * pageSize : 0
  const found = await sql<{ total: number; lines: Line[] | null }>`
    with found as materialized (
      select procedure, id, stage, title, region, organizations, turns, due, updated_at from cases where ${condition}
      order by ${order} limit ${mostCounted + 1}
    ), wanted as (select * from found limit ${pageSize + 1} offset ${offset})
    select (select count(*) from found) as total, (select json_agg(wanted) from wanted) as lines`.execute(db)
  const { total = 0, lines } = found.rows[0] ?? {}
  const rows = (lines ?? []).slice(0, pageSize)
  const last = rows.at(-1)
  return {
    total: Math.min(total, mostCounted),
    isMore: total > mostCounted,
    ...((lines ?? []).length > pageSize && last && { next: markOf(marks(last)) }),
    rows: await linesOf(db, reader, rows),
  }
}

/** Lines as their reader sees them. */
export const linesOf = async (db: Db, reader: Actor, rows: readonly Line[]): Promise<CaseRowView[]> => {
  const nameByOrganization = await namesOf(
    db,
    rows.flatMap(({ organizations }) => organizations),
  )
  return rows.map((row) => lineOf(row, reader, nameByOrganization))
}

const lineOf = (row: Line, reader: Actor, nameByOrganization: Readonly<Record<string, string>>): CaseRowView => {
  const procedure = procedureNamed(row.procedure)
  const organization = row.organizations[0]
  const name = organization === undefined ? undefined : nameByOrganization[organization]
  return {
    procedure: row.procedure,
    plural: procedure.plural,
    id: row.id,
    title: row.title,
    stage: row.stage,
    stageWords: procedure.stages[row.stage] ?? { zh: row.stage, en: row.stage },
    procedureWords: procedure.title,
    ...(organization !== undefined && { organization }),
    ...(name !== undefined && { organizationName: name }),
    ...(row.due !== null && { due: row.due }),
    yours: isTurnOf(reader, row),
    updatedAt: row.updated_at,
  }
}
