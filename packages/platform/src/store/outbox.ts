/** The outbox: what is to be written to whom, each news once a person; what was being sent as the platform fell is not sent again. */
import type { Instant } from '@yunhe/law'
import { sql } from 'kysely'
import type { NewsKind } from './mail.ts'
import type { Db } from './postgres.ts'

export const outboxStates = ['waiting', 'sending', 'sent', 'given-up', 'unsure', 'withdrawn'] as const
export type OutboxState = (typeof outboxStates)[number]
/** What went wrong, in kinds of ours: what a server says may repeat an address. */
export const postFaults = ['unreachable', 'insecure', 'not-let-in', 'refused-for-now', 'refused', 'broken-off'] as const
export type PostFault = (typeof postFaults)[number]

export interface News {
  readonly mark: string
  readonly kind: NewsKind
  readonly procedure: string
  readonly id: string
  /** As whom it is told; nobody by name where a followed case changed. */
  readonly whose: readonly string[] | null
  readonly byPerson: string
}

export interface Piece {
  readonly no: number
  readonly person: string
  readonly kind: NewsKind | 'confirm'
  readonly procedure: string
  readonly id: string
  readonly tries: number
  readonly at: string
}

/** Who is to be written to about one piece of news, and from when on. */
export interface Addressed {
  readonly person: string
  readonly dueAt: Instant
}

const mostNews = 200

/** Takes news from the room and puts a piece for each who wants it into the outbox: both or neither. Answers how much there was. */
export const sortNews = async (db: Db, now: Instant, addressees: (news: News) => Promise<readonly Addressed[]>): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<News>`select mail_room.mark, mail_room.procedure, mail_room.id, notices.whose, by_person as "byPerson",
        case when notice is null then 'followed' when notices.kind in ('turn', 'urge') then 'waiting' else 'clocks' end as kind
      from mail_room left join notices on notices.no = mail_room.notice
      order by mail_room.mark limit ${mostNews} for update of mail_room skip locked`.execute(tx)
    for (const news of rows)
      for (const { person, dueAt } of await addressees(news))
        await tx
          .insertInto('mail_outbox')
          .values({ person, mark: news.mark, kind: news.kind, procedure: news.procedure, id: news.id, at: now, due_at: dueAt })
          .onConflict((clash) => clash.doNothing())
          .execute()
    const marks = rows.map(({ mark }) => mark)
    if (marks.length > 0) await tx.deleteFrom('mail_room').where('mark', 'in', marks).execute()
    return rows.length
  })

/** Says before it is sent that it is being sent: whoever falls in between has at most sent it once. */
export const claimLetter = async (db: Db, now: Instant): Promise<readonly Piece[]> => {
  const { rows } = await sql<Piece>`with due as (
      select person, kind = 'confirm' as is_confirm from mail_outbox where state = 'waiting' and due_at <= ${now}
      order by kind = 'confirm' desc, due_at, no limit 1),
    mine as (select mail_outbox.no from mail_outbox join due on due.person = mail_outbox.person and due.is_confirm = (mail_outbox.kind = 'confirm')
      where state = 'waiting' and due_at <= ${now} for update of mail_outbox skip locked)
    update mail_outbox set state = 'sending', due_at = ${now}, tries = tries + 1 where no in (select no from mine) and state = 'waiting'
    returning no, person, kind, procedure, id, tries, at`.execute(db)
  return rows
}

export const settlePieces = async (
  db: Db,
  numbers: readonly number[],
  outcome: { readonly state: OutboxState; readonly fault?: PostFault; readonly dueAt?: Instant },
): Promise<void> => {
  if (numbers.length === 0) return
  const { state, fault = null, dueAt } = outcome
  await db
    .updateTable('mail_outbox')
    .set({ state, fault, ...(dueAt !== undefined && { due_at: dueAt }) })
    .where('no', 'in', [...numbers])
    .where('state', '=', 'sending')
    .execute()
}

/** Whoever was sending these is gone: nobody knows whether they went out, and a letter too few does less harm than one too many. */
export const noteUnsure = async (db: Db, since: Instant): Promise<void> => {
  await db
    .updateTable('mail_outbox')
    .set({ state: 'unsure', fault: 'broken-off' })
    .where('state', '=', 'sending')
    .where('due_at', '<', since)
    .execute()
}

/** What is settled is kept for a while, so that its state can be seen. */
export const clearOutbox = async (db: Db, before: Instant): Promise<void> => {
  await db.deleteFrom('mail_outbox').where('at', '<', before).where('state', 'not in', ['waiting', 'sending']).execute()
}

export interface OpenPiece extends Pick<Piece, 'person' | 'kind' | 'tries' | 'at'> {
  readonly state: OutboxState
  readonly due_at: string
  readonly fault: PostFault | null
}

export interface OutboxView {
  readonly counts: Readonly<Record<OutboxState, number>>
  readonly sorting: number
  readonly oldestWaiting: string | undefined
  readonly open: readonly OpenPiece[]
}

const mostShown = 100

/** For the system administrator: how the post stands, and what did not go out. */
export const outboxView = async (db: Db): Promise<OutboxView> => {
  const { rows } = await sql<{ state: OutboxState; count: number; oldest: string }>`
    select state, count(*) as count, min(at) as oldest from mail_outbox group by state`.execute(db)
  const sorting = await sql<{ count: number }>`select count(*) as count from mail_room`.execute(db)
  const open = await sql<OpenPiece>`select person, kind, state, at, due_at, tries, fault from mail_outbox
    where state in ('sending', 'given-up', 'unsure') or (state = 'waiting' and tries > 0) order by no desc limit ${mostShown}`.execute(db)
  const countOf = (state: OutboxState) => rows.find((one) => one.state === state)?.count ?? 0
  return {
    counts: Object.fromEntries(outboxStates.map((state) => [state, countOf(state)])) as Record<OutboxState, number>,
    sorting: sorting.rows[0]?.count ?? 0,
    oldestWaiting: rows.find(({ state }) => state === 'waiting')?.oldest,
    open: open.rows,
  }
}
