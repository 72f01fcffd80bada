/** Cases that share a key with this one: what it rests on, what came of it, and what else came of the same. */
import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import type { CaseView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { visibleTo } from './who.ts'

/** Of each kind. */
const most = 50

type Link = CaseView['related'][number]['link']
/** A case that is several of them is told once, as the first. */
const links: readonly Link[] = ['above', 'below', 'beside']

/** An organization has everything it ever did beside each other: that is a list of its own. */
const noParent = 'organization/%'

const linked = async (db: Db, procedure: string, id: string): Promise<ReadonlyMap<string, Link>> => {
  const stream = `${procedure}/${id}`
  const { rows } = await sql<{ stream: string; link: Link }>`
    with above as (
      select named.stream, own.key from stream_keys own join streams named on split_part(named.stream, '/', 2) = split_part(own.key, ':', 2)
      where own.stream = ${stream})
    (select distinct stream, 'above' as link from above limit ${most})
    union all
    (select distinct stream, 'below' from stream_keys where split_part(key, ':', 2) = ${id} limit ${most})
    union all
    (select distinct other.stream, 'beside' from above join stream_keys other using (key)
      where above.stream not like ${noParent} and other.stream like ${`${procedure}/%`} limit ${most})`.execute(db)
  const told = rows.filter((row) => row.stream !== stream)
  return new Map(links.toReversed().flatMap((link) => told.filter((row) => row.link === link).map((row) => [row.stream, link] as const)))
}

export const relatedTo = async (db: Db, reader: Actor, procedure: string, id: string): Promise<CaseView['related']> => {
  const linkByStream = await linked(db, procedure, id)
  if (linkByStream.size === 0) return []
  const rows = await db
    .selectFrom('cases')
    .select(['procedure', 'id', 'title', 'stage', 'due'])
    .where(
      sql<boolean>`(procedure, id) in (select split_part(name, '/', 1), split_part(name, '/', 2) from unnest(${[...linkByStream.keys()]}::text[]) as named(name))`,
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
      procedureWords: found.title,
      stageWords: found.stages[row.stage] ?? { zh: row.stage, en: row.stage },
      link: linkByStream.get(`${row.procedure}/${row.id}`) ?? 'beside',
      ...(row.due === null ? {} : { due: row.due }),
    }
  })
}
