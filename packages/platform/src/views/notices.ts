/** What a person was told: of cases the person may see, by case and day, the newest first; what was read is kept for each person. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { NoticeGroup, NoticeView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { NoticeTable } from '../store/tables.ts'
import { clockNamed } from './clocks.ts'
import { turnsOf, visibleTo } from './who.ts'

export interface NoticesWanted {
  readonly kind?: NoticeView['kind'] | undefined
  readonly unread: 'yes' | 'no'
  readonly page: number
  /** How many groups. */
  readonly pageSize: number
}

type Found = Omit<NoticeTable, 'no'> & { readonly no: number; readonly title: string; readonly read: boolean }

/** Told to the reader, of a case that the reader may see today. */
const told = (reader: Actor): RawBuilder<unknown> => sql`notices join lateral (
    select title from cases where cases.procedure = notices.procedure and cases.id = notices.id and ${visibleTo(reader)}
  ) as seen on true left join notices_read on notices_read.no = notices.no and notices_read.person = ${reader.person}
  where notices.whose && ${[...turnsOf(reader)]}::text[]`

export const noticesOf = async (
  db: Db,
  reader: Actor,
  wanted: NoticesWanted,
): Promise<{ unread: number; total: number; groups: NoticeGroup[] }> => {
  const [unread, { total, rows }] = await Promise.all([unreadOf(db, reader), pageOf(db, reader, wanted)])
  return { unread, total, groups: groupsOf(rows) }
}

const pageOf = async (
  db: Db,
  reader: Actor,
  { kind, unread, page, pageSize }: NoticesWanted,
): Promise<{ total: number; rows: readonly Found[] }> => {
  const ofKind = kind === undefined ? sql`` : sql`and notices.kind = ${kind}`
  const onlyUnread = unread === 'yes' ? sql`and notices_read.no is null` : sql``
  const { rows } = await sql<Found & { readonly total: number }>`
    with found as materialized (
      select notices.*, seen.title, notices_read.no is not null as read from ${told(reader)} ${ofKind} ${onlyUnread}
    ), grouped as (
      select procedure, id, day, max(no) as newest, count(*) over () as total from found group by procedure, id, day
      order by newest desc limit ${pageSize} offset ${(page - 1) * pageSize}
    )
    select found.*, grouped.total from found join grouped using (procedure, id, day) order by grouped.newest desc, found.no desc`.execute(
    db,
  )
  return { total: rows[0]?.total ?? 0, rows }
}

export const unreadOf = async (db: Db, reader: Actor): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${told(reader)} and notices_read.no is null`.execute(db)
  return rows[0]?.count ?? 0
}

const groupKey = ({ procedure, id, day }: Found): string => `${procedure}/${id}@${day}`

/** The rows of one group stand together. */
const groupsOf = (rows: readonly Found[]): NoticeGroup[] => {
  const groups = new Map<string, NoticeGroup>()
  for (const row of rows) {
    const notice = viewOf(row)
    const { procedure, plural, id, title, procedureWords, day } = notice
    const group = groups.get(groupKey(row)) ?? { procedure, plural, id, title, procedureWords, day, unread: 0, notices: [] }
    group.notices.push(notice)
    if (!notice.read) group.unread += 1
    groups.set(groupKey(row), group)
  }
  return [...groups.values()]
}

const viewOf = ({ no, kind, procedure, id, title, clock, due, day, read }: Found): NoticeView => {
  const { plural, title: procedureWords } = procedureNamed(procedure)
  const rule = clock === null ? undefined : clockNamed(procedure, clock)
  return {
    no,
    kind,
    procedure,
    plural,
    id,
    title,
    procedureWords,
    ...(rule && { clockWords: rule.title, rule: rule.rule }),
    ...(due !== null && { due }),
    day,
    read,
  }
}
