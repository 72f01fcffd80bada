/** A person's home: what waits by kind, what others changed since the person last looked, what is followed. */
import type { Actor } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { CaseRow, ChangeView, HomeView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import { lastLook } from '../store/follows.ts'
import type { Db } from '../store/postgres.ts'
import { type Line, linesOf } from './lists.ts'
import { isHistoryShown } from './redaction.ts'
import { fewOf } from './sought.ts'
import { holdsOneOf, visibleTo, waitsFor } from './who.ts'

/** So many of each are shown. */
const most = 30

export const homeOf = async (db: Db, reader: Actor): Promise<HomeView> => {
  const since = await lastLook(db, reader.person)
  const [waiting, changed, followed] = await Promise.all([
    waitingByKind(db, reader),
    since === undefined ? [] : changesSince(db, reader, since),
    followedBy(db, reader),
  ])
  return {
    waiting,
    ...(since !== undefined && { since }),
    changes: changed.slice(0, most),
    areMoreChanges: changed.length > most,
    follows: followed.slice(0, most),
    areMoreFollows: followed.length > most,
  }
}

const waitingByKind = async (db: Db, reader: Actor): Promise<HomeView['waiting']> => {
  const { rows } = await sql<{ procedure: string; count: number; due: string | null }>`
    select procedure, count(*) as count, min(due) as due from cases where ${waitsFor(reader)} group by procedure order by procedure`.execute(
    db,
  )
  return rows.map(({ procedure, count, due }) => ({ plural: procedureNamed(procedure).plural, count, ...(due !== null && { due }) }))
}

type Found = Line & { readonly operator: string | null }

const columns = sql`procedure, id, stage, title, region, organizations, turns, due, updated_at`

const isFollowedBy = ({ person }: Actor): RawBuilder<boolean> =>
  sql<boolean>`(procedure, id) in (select procedure, id from follows where person = ${person})`

const followedBy = async (db: Db, reader: Actor): Promise<CaseRow[]> => {
  const { rows } = await sql<Line>`select ${columns} from cases where ${isFollowedBy(reader)} and ${visibleTo(reader)}
    order by updated_at desc, procedure, id limit ${most + 1}`.execute(db)
  return linesOf(db, reader, rows)
}

/** Cases whose changes a person wants to hear of: followed, of the person's organization, or waiting for the person. */
const concerns = (reader: Actor): readonly RawBuilder<boolean>[] => [
  isFollowedBy(reader),
  holdsOneOf('organizations', [reader.organization]),
  waitsFor(reader),
]

const changesSince = async (db: Db, reader: Actor, since: string): Promise<ChangeView[]> => {
  const ways = concerns(reader)
  const few = await fewOf(
    db,
    ways.map((way) => sql`select procedure, id from cases where ${way}`),
  )
  // Where many concern the person, the newest changes soon fill the page. What the person did alone drops out again, so more are looked at than are shown.
  const { rows } = await sql<Found>`select ${columns}, case when procedure = 'product' then state ->> 'operator' end as operator
    from cases where updated_at > ${since} and ${few ?? sql`(${sql.join([...ways], sql` or `)})`} and ${visibleTo(reader)}
    order by updated_at desc, procedure, id limit ${most * 3}`.execute(db)
  const happened = await eventsSince(db, rows, since)
  const byOthers = rows.filter((row) => (happened.get(streamOf(row)) ?? []).some(({ person }) => person !== reader.person))
  const lines = await linesOf(db, reader, byOthers)
  return lines.map((line, place) => {
    const row = byOthers[place]
    const isShown = row !== undefined && isHistoryShown(row.procedure, row.operator ?? '', reader)
    const events = isShown ? (happened.get(streamOf(row)) ?? []) : []
    return { ...line, events: events.map(({ type, at }) => ({ type, at })) }
  })
}

const streamOf = ({ procedure, id }: Pick<Line, 'procedure' | 'id'>): string => `${procedure}/${id}`

interface Happened {
  readonly type: string
  readonly at: string
  readonly person: string
}

const eventsSince = async (
  db: Db,
  rows: readonly Pick<Line, 'procedure' | 'id'>[],
  since: string,
): Promise<ReadonlyMap<string, readonly Happened[]>> => {
  const { rows: found } = await sql<Happened & { readonly stream: string }>`
    select stream, type, at, split_part(convert_from(canonical, 'UTF8')::jsonb ->> 'by', '@', 1) as person
    from entries where stream = any(${rows.map(streamOf)}::text[]) and at > ${since} order by no`.execute(db)
  const byStream = new Map<string, Happened[]>()
  for (const { stream, ...one } of found) byStream.set(stream, [...(byStream.get(stream) ?? []), one])
  return byStream
}
