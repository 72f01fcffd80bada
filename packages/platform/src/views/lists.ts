/** Lists and the inbox: one line a case, with whose turn it is. */
import type { Actor } from '@yunhe/law'
import type { Selectable } from 'kysely'
import type { CaseRow as CaseRowView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { CaseTable } from '../store/tables.ts'
import { namesOf } from './names.ts'
import { holdsOneOf, isTurnOf, visibleTo, waitsFor } from './who.ts'

export interface Paging {
  readonly page: number
  readonly pageSize: number
}

export interface Page {
  readonly rows: CaseRowView[]
  readonly total: number
}

/** What waits for the reader, the nearest deadline first. */
export const inbox = async (db: Db, reader: Actor, paging: Paging): Promise<Page> => {
  const wanted = db.selectFrom('cases').where(waitsFor(reader))
  const rows = await wanted
    .selectAll()
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('updated_at', 'desc')
    .limit(paging.pageSize)
    .offset((paging.page - 1) * paging.pageSize)
    .execute()
  return pageOf(db, reader, rows, (await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total)
}

export interface Wanted extends Paging {
  readonly procedure: string
  readonly stage?: string | undefined
  readonly q?: string | undefined
  readonly organization?: string | undefined
}

export const list = async (db: Db, reader: Actor, { procedure, stage, q, organization, page, pageSize }: Wanted): Promise<Page> => {
  let wanted = db.selectFrom('cases').where('procedure', '=', procedure).where(visibleTo(reader))
  if (stage !== undefined) wanted = wanted.where('stage', '=', stage)
  if (organization !== undefined) wanted = wanted.where(holdsOneOf('organizations', [organization]))
  if (q !== undefined && q !== '')
    wanted = wanted.where((where) => where.or([where('title', 'ilike', `%${escaped(q)}%`), where('id', 'ilike', `%${escaped(q)}%`)]))
  const rows = await wanted
    .selectAll()
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return pageOf(db, reader, rows, (await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total)
}

export const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

const pageOf = async (db: Db, reader: Actor, rows: readonly Selectable<CaseTable>[], total: number): Promise<Page> => {
  const nameByOrganization = await namesOf(
    db,
    rows.flatMap(({ organizations }) => organizations),
  )
  return { total, rows: rows.map((row) => lineOf(row, reader, nameByOrganization)) }
}

const lineOf = (row: Selectable<CaseTable>, reader: Actor, nameByOrganization: Readonly<Record<string, string>>): CaseRowView => {
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
