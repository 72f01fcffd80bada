/** Keeps the zone alive: a lease for as long as the platform is there, and the zone's signed word and meter back (article 24). */
import { randomUUID } from 'node:crypto'
import type { SignedOrder } from '@yunhe/zone/orders'
import { signedBy } from '@yunhe/zone/signing'
import type { Db } from '../store/postgres.ts'
import { keepMeter, keepStatus, meterRead } from '../store/zone-words.ts'
import { later, type Watching, watchTicket } from './watching.ts'

export interface HeartbeatParts extends Watching {
  readonly db: Db
  readonly leaseSeconds: number
}

/** One beat. Throws where the zone cannot be reached; its lease then runs out by itself. */
export const beat = async (parts: HeartbeatParts): Promise<void> => {
  const { link, db, clock } = parts
  await link.send(leaseOrder(parts))
  await keepStatus(db, await link.status(watchTicket(parts)), clock())
  await readMeter(parts)
}

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

const readMeter = async (parts: HeartbeatParts): Promise<void> => {
  const { db, link } = parts
  for (;;) {
    const from = await meterRead(db, link.zone)
    const records = await link.meter(from - 1, watchTicket(parts))
    await keepMeter(db, link.zone, from, records)
    if (records.length < 5_000) return
  }
}
