/** Keeps the zone alive: a lease for as long as the platform is there, and the zone's signed word and meter back (article 24). */
import { type KeyObject, randomUUID } from 'node:crypto'
import type { Instant } from '@yunhe/law'
import type { SignedOrder, Ticket } from '@yunhe/zone/orders'
import { signedBy } from '@yunhe/zone/signing'
import type { Db } from '../store/postgres.ts'
import { keepMeter, keepStatus, meterRead } from '../store/zone-words.ts'
import type { ZoneLink } from '../zone-link/link.ts'

export interface HeartbeatParts {
  readonly db: Db
  readonly link: ZoneLink
  readonly key: KeyObject
  readonly clock: () => Instant
  readonly leaseSeconds: number
}

/** One beat. Throws where the zone cannot be reached; its lease then runs out by itself. */
export const beat = async (parts: HeartbeatParts): Promise<void> => {
  const { link, db, clock } = parts
  await link.send(leaseOrder(parts))
  await keepStatus(db, await link.status(watchTicket(parts)), clock())
  await readMeter(parts)
}

const later = (at: Instant, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString()

const leaseOrder = ({ link, key, clock, leaseSeconds }: HeartbeatParts): SignedOrder => {
  const issuedAt = clock()
  const body = { order: 'lease' as const, until: later(issuedAt, leaseSeconds) }
  return signedBy(key, {
    id: randomUUID(),
    zone: link.zone,
    issuedAt,
    expiresAt: later(issuedAt, 30),
    decision: 'lease',
    under: ['W24-3'],
    body,
  }) as SignedOrder
}

/** The platform's own pass, to look at a zone and touch nothing. */
const watchTicket = ({ link, key, clock }: HeartbeatParts): Ticket => {
  const issuedAt = clock()
  return signedBy(key, {
    id: randomUUID(),
    zone: link.zone,
    person: 'platform',
    organization: '',
    purpose: 'watch' as const,
    scope: '*',
    issuedAt,
    expiresAt: later(issuedAt, 60),
  })
}

const readMeter = async (parts: HeartbeatParts): Promise<void> => {
  const { db, link } = parts
  for (;;) {
    const from = await meterRead(db, link.zone)
    const records = await link.meter(from - 1, watchTicket(parts))
    await keepMeter(db, link.zone, from, records)
    if (records.length < 5_000) return
  }
}
