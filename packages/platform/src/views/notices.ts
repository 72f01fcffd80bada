/** What a person was told: of cases the person may see, the newest first; what was read is kept for each person. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { NoticeView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { NoticeTable } from '../store/tables.ts'
import { clockNamed } from './clocks.ts'
import { turnsOf, visibleTo } from './who.ts'

const most = 100

type Found = Omit<NoticeTable, 'no'> & { readonly no: number; readonly title: string; readonly read: boolean; readonly rule: string | null }

/** Told to the reader, of a case that the reader may see today. */
const told = (reader: Actor): RawBuilder<unknown> => sql`notices join lateral (
    select title from cases where cases.procedure = notices.procedure and cases.id = notices.id and ${visibleTo(reader)}
  ) as seen on true left join notices_read on notices_read.no = notices.no and notices_read.person = ${reader.person}
  where notices.whose && ${[...turnsOf(reader)]}::text[]`

export const noticesOf = async (db: Db, reader: Actor): Promise<{ unread: number; rows: NoticeView[] }> => {
  const { rows } = await sql<Found>`select notices.*, seen.title, notices_read.no is not null as read from ${told(reader)}
    order by notices.no desc limit ${most}`.execute(db)
  return { unread: await unreadOf(db, reader), rows: rows.map(viewOf) }
}

export const unreadOf = async (db: Db, reader: Actor): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${told(reader)} and notices_read.no is null`.execute(db)
  return rows[0]?.count ?? 0
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
