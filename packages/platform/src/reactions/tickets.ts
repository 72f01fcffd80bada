/** A person's pass into the zone, signed after the law let the person in. */
import { type KeyObject, randomUUID } from 'node:crypto'
import type { Actor, Instant } from '@yunhe/law'
import type { Ticket } from '@yunhe/zone/orders'
import { signedBy } from '@yunhe/zone/signing'
import { ticketText } from '../zone-link/link.ts'

export const ticketSigner =
  (zone: string, key: KeyObject, clock: () => Instant, ticketMinutes: () => number) =>
  ({ person, organization }: Actor, purpose: Exclude<Ticket['purpose'], 'watch'>, scope: string) => {
    const issuedAt = clock()
    const expiresAt = new Date(Date.parse(issuedAt) + ticketMinutes() * 60_000).toISOString()
    const ticket = signedBy(key, { id: randomUUID(), zone, person, organization, purpose, scope, issuedAt, expiresAt }) as Ticket
    return { text: ticketText(ticket), expiresAt }
  }
