/** Cases that share a key with this one: the request of an authorization, the product of a request. */
import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { visibleTo } from './who.ts'

const most = 50

/** Both ways: cases that name this one in a key, and cases that this one names. */
export const relatedTo = async (db: Db, reader: Actor, procedure: string, id: string) => {
  const stream = `${procedure}/${id}`
  const { rows: streams } = await sql<{ stream: string }>`
    select stream from stream_keys where split_part(key, ':', 2) = ${id}
    union
    select named.stream from stream_keys own join streams named on split_part(named.stream, '/', 2) = split_part(own.key, ':', 2)
    where own.stream = ${stream}
    limit ${most}`.execute(db)
  const names = streams.map((row) => row.stream).filter((name) => name !== stream)
  if (names.length === 0) return []
  const rows = await db
    .selectFrom('cases')
    .select(['procedure', 'id', 'title', 'stage'])
    .where(
      sql<boolean>`(procedure, id) in (select split_part(name, '/', 1), split_part(name, '/', 2) from unnest(${names}::text[]) as named(name))`,
    )
    .where(visibleTo(reader))
    .orderBy('procedure')
    .orderBy('opened_at')
    .execute()
  return rows.map((row) => {
    const found = procedureNamed(row.procedure)
    return {
      procedure: row.procedure,
      plural: found.plural,
      id: row.id,
      title: row.title,
      stageWords: found.stages[row.stage] ?? { zh: row.stage, en: row.stage },
    }
  })
}
