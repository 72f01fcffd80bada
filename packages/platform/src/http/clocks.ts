/** The calendar: clocks, what is late, and what a person is told. Each cut to what the reader may see. */
import { dayOf, type Instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { Outside } from '../commands/reading.ts'
import { routes } from '../contract/index.ts'
import { markRead } from '../store/notices.ts'
import type { Db } from '../store/postgres.ts'
import { clocksOfReader, lateByBody } from '../views/clocks.ts'
import { calendarOf } from '../views/ics.ts'
import { noticesOf, unreadOf } from '../views/notices.ts'
import { turnsOf } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'

export interface ClockDoor {
  readonly db: Db
  readonly clock: () => Instant
  readonly outside: Outside
  /** Where the console is reached from outside. */
  readonly origin: string
}

export const serveClocks = (app: FastifyInstance, { db, clock, origin, outside }: ClockDoor): void => {
  const national = () => outside.numbersOn(dayOf(clock())).nationalOverlay
  serve(app, routes.clocks, async ({ query, request }) => clocksOfReader(db, readerOf(request), { ...query, national: national() }))
  serve(app, routes.calendar, async ({ request, reply }) => {
    const { rows } = await clocksOfReader(db, readerOf(request), { mine: 'yes', national: national() })
    reply.type('text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="yunhe.ics"')
    return calendarOf(rows, origin, clock())
  })
  serve(app, routes.late, async ({ request }) => lateByBody(db, readerOf(request), dayOf(clock()), national()))
  serve(app, routes.notices, async ({ query, request }) => noticesOf(db, readerOf(request), query))
  serve(app, routes.readNotices, async ({ body, request }) => {
    const reader = readerOf(request)
    await markRead(db, reader.person, turnsOf(reader), body)
    return { unread: await unreadOf(db, reader) }
  })
}
