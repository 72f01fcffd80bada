/** Lists and the inbox: one line a case, with whose turn it is. */
import type { Actor, Day } from '@yunhe/law'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { CaseRow as CaseRowView, ListSort } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { CaseTable } from '../store/tables.ts'
import { type Narrowing, narrowedBy } from './list-filters.ts'
import { marked, orderOf, read } from './list-order.ts'
import { namesOf } from './names.ts'
import { concerning, sought } from './sought.ts'
import { isTurnOf, visibleTo, waitsFor } from './who.ts'

export interface Paging {
  readonly page: number
  readonly pageSize: number
  /** `next` of the page before: goes on from there, however far that is; the page number then counts for nothing. */
  readonly after?: string | undefined
  /** Where in its order a list begins: `startsAt` says what fits which order. */
  readonly from?: string | undefined
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
  const [due, at, procedure, id] = read(paging.after, 4)
  const beyond =
    due === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${due} <> '' and due > ${due} or due = ${due} and (updated_at < ${at} or updated_at = ${at} and (procedure, id) > (${procedure}, ${id}))
          or due is null and (${due} <> '' or updated_at < ${at} or updated_at = ${at} and (procedure, id) > (${procedure}, ${id})))`
  const order = sql`due asc nulls last, updated_at desc, procedure, id`
  return pageOf(db, reader, paging, sql<boolean>`${waitsFor(reader)} and ${beyond}`, order, (row) =>
    marked([row.due ?? '', row.updated_at, row.procedure, row.id]),
  )
}

/** Which cases of a list are wanted. */
export interface Wanted {
  readonly procedure: string
  readonly filters: Narrowing
  /** What else must hold of a line. */
  readonly also?: RawBuilder<boolean> | undefined
  /** The legal day, from which it is counted how near a last day is. */
  readonly today: Day
}

const conditionOf = async (db: Db, reader: Actor, { procedure, filters, also, today }: Wanted): Promise<readonly RawBuilder<boolean>[]> => {
  const text = filters.q ? await sought(db, reader, filters.q, { procedure }) : undefined
  return [
    sql<boolean>`procedure = ${procedure}`,
    visibleTo(reader),
    ...(text === undefined ? [] : [text.borrows ? sql<boolean>`(${text.says} or ${text.borrows})` : text.says]),
    ...(text !== undefined && text.borrows === undefined ? [] : await concerning(db, reader, procedure)),
    ...(also === undefined ? [] : [also]),
    ...narrowedBy(reader, filters, today),
  ]
}

const all = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> => sql<boolean>`${sql.join([...conditions], sql` and `)}`

export const list = async (db: Db, reader: Actor, wanted: Wanted, sort: ListSort, paging: Paging): Promise<Page> => {
  const order = orderOf(sort)
  const condition = all([...(await conditionOf(db, reader, wanted)), order.beyond(paging.after), order.startingAt(paging.from)])
  return pageOf(db, reader, paging, condition, order.by, order.markOf)
}

/** How many there are, exactly: every one of them is looked at. */
export const countsOf = async (db: Db, reader: Actor, wanted: Wanted) => {
  const { stage, ...others } = wanted.filters
  const condition = all(await conditionOf(db, reader, { ...wanted, filters: others }))
  const { rows } = await sql<{ stage: string; count: number }>`
    select stage, count(*) as count from cases where ${condition} group by stage order by stage`.execute(db)
  const chosen = stage?.split(',')
  const counted = rows.filter((row) => chosen === undefined || chosen.includes(row.stage))
  return { total: counted.reduce((sum, { count }) => sum + count, 0), byStage: rows }
}

/** Everything of a line but the folded case, which only its own page reads. */
export type Line = Omit<Selectable<CaseTable>, 'state' | 'turn_list' | 'roles' | 'version' | 'opened_at'>

/** One pass over at most so many cases gives the page and the count: a count of its own would look at every case again. A page that goes on counts nothing. */
const pageOf = async (
  db: Db,
  reader: Actor,
  { page, pageSize, after }: Paging,
  condition: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  markOf: (row: Line) => string,
): Promise<Page> => {
  const offset = after === undefined ? (page - 1) * pageSize : 0
  const found = await sql<{ total: number; lines: Line[] | null }>`
    with found as materialized (
      select procedure, id, stage, title, region, organizations, turns, due, updated_at from cases where ${condition}
      order by ${order} limit ${after === undefined ? mostCounted + 1 : pageSize + 1}
    ), wanted as (select * from found limit ${pageSize + 1} offset ${offset})
    select (select count(*) from found) as total, (select json_agg(wanted) from wanted) as lines`.execute(db)
  const { total = 0, lines } = found.rows[0] ?? {}
  const rows = (lines ?? []).slice(0, pageSize)
  const last = rows.at(-1)
  return {
    total: Math.min(total, after === undefined ? mostCounted : pageSize),
    isMore: after === undefined ? total > mostCounted : total > pageSize,
    ...((lines ?? []).length > pageSize && last && { next: markOf(last) }),
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
    region: row.region,
    ...(row.due !== null && { due: row.due }),
    yours: isTurnOf(reader, row),
    updatedAt: row.updated_at,
  }
}
