/** The platform's own pass, to look at a zone and touch nothing (article 24). */
import { type KeyObject, randomUUID } from 'node:crypto'
import type { Instant } from '@yunhe/law'
import type { Ticket } from '@yunhe/zone/orders'
import { signedBy } from '@yunhe/zone/signing'
import type { ZoneLink } from '../zone-link/link.ts'

export interface Watching {
  readonly link: ZoneLink
  readonly key: KeyObject
  readonly clock: () => Instant
}

export const later = (at: Instant, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString()

export const watchTicket = ({ link, key, clock }: Watching): Ticket => {
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
