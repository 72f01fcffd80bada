/** The audit administrator's desk: reads the trail and holds it against the log; changes nothing. */
import { actsAs } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import { entriesThatDiffer } from '../store/audit.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { newestCheckpoint } from '../store/tiles.ts'
import { accountsThatDiffer, auditTrail } from '../views/audit.ts'
import type { LedgerDoor } from './ledger.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface AuditDoor extends LedgerDoor {
  readonly db: Db
  readonly log: Log
}

export const serveAudit = (app: FastifyInstance, { db, log, checkpoints }: AuditDoor): void => {
  const [tree] = checkpoints.trees
  if (tree === undefined) throw new Error('could not audit a log without its trees')
  serve(app, routes.audit, async ({ query, request }) => {
    const trail = await auditTrail(db, readerOf(request), query)
    if (trail === undefined) throw notFound()
    return trail
  })
  serve(app, routes.auditCheck, async ({ request }) => {
    if (!actsAs(readerOf(request), 'audit-admin')) throw notFound()
    const [newest, entries, accounts] = await Promise.all([
      newestCheckpoint(db, tree.origin),
      entriesThatDiffer(db, tree),
      accountsThatDiffer(db, log),
    ])
    return { size: newest?.size ?? 0, entries: [...entries], accounts: [...accounts] }
  })
}
