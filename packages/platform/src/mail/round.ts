/** A round of the post: news becomes pieces in the outbox, what is due becomes letters. A server that does not answer holds up nothing but letters. */
import { dayOf, type Instant, instant, startOfDay } from '@yunhe/law'
import { addDays } from '@yunhe/law/kernel/days'
import { procedureNamed } from '../projections/procedures.ts'
import { accountsOf, actorOf } from '../store/accounts.ts'
import { codeFor, codeHours, confirmedWishes, type MailStore, type NewsKind, type Pace, type Wishes, wishesOf } from '../store/mail.ts'
import {
  type Addressed,
  claimLetter,
  clearOutbox,
  type News,
  noteUnsure,
  type OutboxState,
  type Piece,
  settlePieces,
  sortNews,
} from '../store/outbox.ts'
import type { Db } from '../store/postgres.ts'
import { isNewsFor, isStillNews } from '../views/news.ts'
import { codeLetter, type Letter, newsLetter } from './letter.ts'
import type { Post, Posted } from './post.ts'

export interface PostRoom extends MailStore {
  readonly db: Db
  readonly post: Post
  readonly clock: () => Instant
  /** Where the console is reached from outside. */
  readonly origin: string
}

/** Daily letters go out when offices open. */
const morningHour = 8
/** So many refusals for good, or so many days of others, end a piece. */
const mostRefusals = 5
const mostDays = 3
const keptDays = 30
const longestWaitMinutes = 60
/** Whoever began to send this long ago is no longer there. */
const sendingMinutes = 10

export const postRound = async (room: PostRoom): Promise<void> => {
  const now = room.clock()
  await noteUnsure(room.db, later(now, -sendingMinutes))
  await sort(room, now)
  for (let mine = await claimLetter(room.db, now); mine.length > 0; mine = await claimLetter(room.db, now)) {
    const posted = await sendOne(room, mine)
    // The next would meet the same closed door.
    if (posted?.outcome === 'failed' && posted.fault !== 'refused' && posted.fault !== 'refused-for-now') break
  }
  await clearOutbox(room.db, later(now, -keptDays * 1_440))
}

/** Everybody who wants letters is looked at as they stand now: a role that was lost brings no more of them. */
const sort = async (room: PostRoom, now: Instant): Promise<void> => {
  const { db } = room
  const wishes = await confirmedWishes(room)
  const accounts = await accountsOf(
    db,
    wishes.map(({ person }) => person),
  )
  const readers = new Map(accounts.map((account) => [account.person, actorOf(account)]))
  const addressees = async (news: News): Promise<readonly Addressed[]> => {
    const found: Addressed[] = []
    for (const wish of wishes) {
      const reader = readers.get(wish.person)
      if (reader === undefined || wish[news.kind] === 'nothing') continue
      if (await isNewsFor(db, reader, news)) found.push({ person: wish.person, dueAt: dueFor(wish[news.kind], now) })
    }
    return found
  }
  while ((await sortNews(db, now, addressees)) > 0);
}

const dueFor = (pace: Pace, now: Instant): Instant => (pace === 'daily' ? nextMorning(now) : now)

export const nextMorning = (now: Instant): Instant => {
  const today = later(startOfDay(dayOf(now)), morningHour * 60)
  return now < today ? today : later(startOfDay(addDays(dayOf(now), 1)), morningHour * 60)
}

/** Undefined where there was nothing left to say. */
const sendOne = async (room: PostRoom, pieces: readonly Piece[]): Promise<Posted | undefined> => {
  const { db, post, clock } = room
  const [first] = pieces
  if (first === undefined) return undefined
  const wishes = await wishesOf(room, first.person)
  const { letter, told, dropped } = await written(room, wishes, pieces)
  await settlePieces(db, numbersOf(dropped), { state: 'withdrawn' })
  if (wishes === undefined || letter === undefined) return undefined
  const posted = await post(wishes.address, letter)
  for (const piece of told) await settlePieces(db, [piece.no], outcomeOf(posted, piece, clock()))
  return posted
}

interface Written {
  readonly letter: Letter | undefined
  readonly told: readonly Piece[]
  readonly dropped: readonly Piece[]
}

const written = async (room: PostRoom, wishes: Wishes | undefined, pieces: readonly Piece[]): Promise<Written> => {
  const nothing: Written = { letter: undefined, told: [], dropped: pieces }
  const [first] = pieces
  if (wishes === undefined || first === undefined) return nothing
  if (first.kind !== 'confirm') return wishes.isConfirmed ? newsFor(room, wishes, pieces) : nothing
  const code = await codeFor(room, wishes.person)
  if (code === undefined) return nothing
  // Of several codes that were asked for only the last is good.
  return { letter: codeLetter(wishes.language, room.origin, code, codeHours), told: pieces, dropped: [] }
}

const newsFor = async ({ db, origin }: PostRoom, wishes: Wishes, pieces: readonly Piece[]): Promise<Written> => {
  const [account] = await accountsOf(db, [wishes.person])
  const stillTold: Piece[] = []
  for (const piece of pieces) if (account !== undefined && (await isStillNews(db, actorOf(account), piece))) stillTold.push(piece)
  // A case that came up twice is counted once.
  const once = [...new Map(stillTold.map((piece) => [`${piece.kind} ${piece.procedure}/${piece.id}`, piece])).values()]
  const told = once.map(({ kind, procedure }) => ({ kind: kind as NewsKind, words: procedureNamed(procedure).title }))
  return {
    letter: told.length === 0 ? undefined : newsLetter(wishes.language, origin, told),
    told: stillTold,
    dropped: pieces.filter((piece) => !stillTold.includes(piece)),
  }
}

const outcomeOf = (posted: Posted, { tries, at }: Piece, now: Instant): Parameters<typeof settlePieces>[2] => {
  if (posted.outcome === 'sent') return { state: 'sent' }
  const { fault } = posted
  if (posted.outcome === 'unsure') return { state: 'unsure', fault }
  const isOver = posted.isForGood ? tries >= mostRefusals : at < later(now, -mostDays * 1_440)
  const state: OutboxState = isOver ? 'given-up' : 'waiting'
  return { state, fault, dueAt: later(now, Math.min(longestWaitMinutes, 2 ** Math.min(tries, 10) / 2)) }
}

const numbersOf = (pieces: readonly Piece[]): readonly number[] => pieces.map(({ no }) => no)

const later = (from: Instant, minutes: number): Instant => instant(new Date(Date.parse(from) + minutes * 60_000).toISOString())
