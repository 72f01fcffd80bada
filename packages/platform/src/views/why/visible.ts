/** Which of some cases a reader may look into: those the reader may see, and whose history is shown. */
import type { Actor } from '@yunhe/law'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../store/postgres.ts'
import { stateFor } from '../redaction.ts'
import { visibleTo } from '../who.ts'

export interface VisibleCase {
  readonly procedure: string
  readonly id: string
  readonly title: string
}

export const visibleAmong = async (db: Db, reader: Actor, streams: readonly string[]): Promise<ReadonlyMap<string, VisibleCase>> => {
  if (streams.length === 0) return new Map()
  const procedures = streams.map((stream) => stream.slice(0, stream.indexOf('/')))
  const ids = streams.map((stream) => stream.slice(stream.indexOf('/') + 1))
  const rows = await db
    .selectFrom('cases')
    .select(['procedure', 'id', 'title', 'state'])
    .where(sql<SqlBool>`(procedure, id) in (select * from unnest(${procedures}::text[], ${ids}::text[]))`)
    .where(visibleTo(reader))
    .execute()
  const open = rows.filter(({ procedure, state }) => state === null || stateFor(procedure, state, reader).history)
  return new Map(open.map(({ procedure, id, title }) => [`${procedure}/${id}`, { procedure, id, title }]))
}
