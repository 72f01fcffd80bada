/** Sends orders to a zone: each is signed once for its decision, kept, and sent again until the zone has answered it. */
import { createHash, type KeyObject } from 'node:crypto'
import type { Instant } from '@yunhe/law'
import { canonicalBytes } from '@yunhe/ledger'
import type { Order, Receipt, SignedOrder } from '@yunhe/zone/orders'
import { signedBy } from '@yunhe/zone/signing'
import type { OrderBook } from '../store/order-book.ts'
import type { ZoneLink } from '../zone-link/link.ts'

export interface Decision {
  /** The entry that the order carries out: `authorization/a1@5`. */
  readonly ref: string
  readonly under: readonly string[]
}

export interface Orders {
  /** The zone's signed receipt; throws where the zone cannot be reached, so that the reaction is tried again. */
  readonly give: (decision: Decision, body: Order) => Promise<Receipt>
}

export interface OrderParts {
  readonly link: ZoneLink
  readonly book: OrderBook
  readonly key: KeyObject
  readonly clock: () => Instant
  readonly orderMinutes: number
}

export const orders = ({ link, book, key, clock, orderMinutes }: OrderParts): Orders => {
  const sign = (id: string, { ref, under }: Decision, body: Order): SignedOrder => {
    const issuedAt = clock()
    const expiresAt = new Date(Date.parse(issuedAt) + orderMinutes * 60_000).toISOString()
    return signedBy(key, { id, zone: link.zone, issuedAt, expiresAt, decision: ref, under: [...under], body }) as SignedOrder
  }
  const attempt = async (decision: Decision, body: Order, number: number): Promise<Receipt> => {
    const id = idOf(decision, body, number)
    const known = await book.find(id)
    if (known?.receipt?.outcome === 'done') return known.receipt
    const isOver = known !== undefined && known.signed.expiresAt <= clock()
    // An answer of no, or an order that has run out: the same decision is put to the zone afresh.
    if (known !== undefined && (known.receipt !== undefined || isOver) && number < mostAttempts) return attempt(decision, body, number + 1)
    const signed = known?.signed ?? sign(id, decision, body)
    if (known === undefined) await book.keep(signed, clock())
    const receipt = await link.send(signed)
    await book.answer(id, receipt)
    return receipt
  }
  return { give: (decision, body) => attempt(decision, body, 1) }
}

const mostAttempts = 50

const idOf = ({ ref }: Decision, body: Order, number: number): string =>
  createHash('sha256').update(canonicalBytes({ ref, body, number })).digest('hex').slice(0, 32)
