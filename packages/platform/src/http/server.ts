/** The door itself: cookies, headers, limits, the console's files, and every route. */
import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Actor } from '@yunhe/law'
import Fastify, { type FastifyInstance } from 'fastify'
import { Conflict } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { visibleRefs } from '../views/visible-refs.ts'
import { type AccountDoor, serveAccounts } from './accounts.ts'
import { type AuditDoor, serveAudit } from './audit.ts'
import { type CaseDoor, serveCases } from './cases.ts'
import { serveChoices } from './choices.ts'
import { type ClockDoor, serveClocks } from './clocks.ts'
import { type ConsoleDoor, serveConsole } from './console.ts'
import { serveDashboards } from './dashboards.ts'
import { type DraftDoor, serveDrafts } from './drafts.ts'
import { serveDraws } from './draws.ts'
import { serveEvaluation } from './evaluation.ts'
import { faultLine } from './fault.ts'
import { type FileDoor, serveFiles } from './files.ts'
import { type GuideDoor, serveGuide } from './guide.ts'
import { type HomeDoor, serveHome } from './home.ts'
import { type LedgerDoor, serveLedger } from './ledger.ts'
import { type LineageDoor, serveLineage } from './lineage.ts'
import { type ListDoor, serveLists } from './lists.ts'
import { type MailDoor, serveMail } from './mail.ts'
import { serveMeter } from './meter.ts'
import { type RulesDoor, serveRules } from './rules.ts'
import { serveSession } from './session.ts'
import { conflict, send, speakOfErrors } from './speak.ts'
import { serveTest, type TestDoor } from './test-mode.ts'
import { turnAwayUnwritable } from './text.ts'
import { sayTitles } from './titles.ts'
import { serveWhatIf, type WhatIfDoor } from './what-if.ts'
import { serveWhy, type WhyDoor } from './why.ts'
import { serveZoneDesk, type ZoneDesk } from './zone-desk.ts'

export interface Door
  extends CaseDoor,
    ClockDoor,
    DraftDoor,
    FileDoor,
    HomeDoor,
    GuideDoor,
    WhyDoor,
    WhatIfDoor,
    AccountDoor,
    AuditDoor,
    LedgerDoor,
    ZoneDesk,
    ConsoleDoor,
    RulesDoor,
    LineageDoor,
    ListDoor,
    MailDoor {
  /** Makes sure that the numbers of today are known before anything is answered. */
  readonly fresh: () => Promise<void>
  /** Registers the public pages. */
  readonly publicPages: (app: FastifyInstance) => void
  /** Present in test mode only. */
  readonly test?: TestDoor
}

declare module 'fastify' {
  interface FastifyReply {
    nonce: string
  }
}

export const buildServer = async (door: Door): Promise<FastifyInstance> => {
  // Request lines are not logged: a path or a query can name a person's case.
  const app = Fastify({ logger: { level: 'warn', serializers: { err: faultLine } }, bodyLimit: 2_000_000 })
  app.setErrorHandler(async (error, request, reply) => speakOfErrors(await toldTo(door.db, request.reader, error), request, reply))
  app.setNotFoundHandler((_, reply) =>
    send(reply, { type: 'https://yunhe.example/problems/not-found', title: 'there is nothing here', status: 404 }),
  )
  await app.register(cookie)
  await app.register(rateLimit, { max: door.test ? 100_000 : 1_200, timeWindow: '1 minute' })
  app.decorateReply('nonce', '')
  app.addHook('onRequest', async (_, reply) => guard(reply, door.zoneUrl))
  app.addHook('onRequest', door.fresh)
  turnAwayUnwritable(app)
  sayTitles(app, door.db)
  serveSession(app, door)
  serveCases(app, door)
  serveLists(app, door)
  serveWhy(app, door)
  serveWhatIf(app, door)
  serveLedger(app, door)
  serveDrafts(app, door)
  serveDraws(app, door)
  serveFiles(app, door)
  serveAccounts(app, door)
  serveMail(app, door)
  serveAudit(app, door)
  serveMeter(app, door)
  serveLineage(app, door)
  serveEvaluation(app, door)
  serveChoices(app, door)
  serveClocks(app, door)
  serveHome(app, door)
  serveGuide(app, door)
  serveDashboards(app, door)
  serveRules(app, door)
  serveZoneDesk(app, door)
  await serveConsole(app, door)
  door.publicPages(app)
  if (door.test) serveTest(app, door.test)
  return app
}

/** Who was slower learns of the faster entries that are not hidden from this reader anyway. */
const toldTo = async (db: Db, reader: Actor | undefined, error: unknown): Promise<unknown> =>
  error instanceof Conflict ? conflict(reader === undefined ? [] : await visibleRefs(db, reader, error.faster)) : error

/** Strict headers on every answer; scripts and styles of ours carry the nonce of this answer. */
const guard = (reply: { nonce: string; header: (name: string, value: string) => unknown }, zoneUrl: string): void => {
  reply.nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${reply.nonce}'`,
    `style-src 'self' 'nonce-${reply.nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${zoneUrl}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  reply.header('content-security-policy', policy.join('; '))
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'same-origin')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
}
