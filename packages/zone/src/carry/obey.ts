/** Orders in, receipts out: verify, record, carry out, record again, answer (article 24). */
import type { KeyObject } from 'node:crypto'
import type { ZoneLog } from '../log.ts'
import type { IsolationLevel } from '../orders.ts'
import { type Order, type OrderRefusal, type Receipt, type SignedOrder, signedOrder } from '../orders.ts'
import { hashOf, signedBy } from '../signing.ts'
import type { Door } from '../tickets.ts'
import { type Clock, written } from '../time.ts'
import { openTurns } from '../turns.ts'
import { isSignedByThePlatform, type NotCarriedOut, notAllowed, notFromThePlatform, tooOld } from './admissible.ts'
import type { Strangers } from './strangers.ts'

export type Outcome =
  | { readonly ok: true; readonly result: Receipt['result']; readonly detail?: string }
  | { readonly ok: false; readonly refusal: OrderRefusal; readonly detail: string; readonly result?: Receipt['result'] }

export interface OrderDesk {
  readonly log: ZoneLog
  readonly now: Clock
  readonly door: Door
  readonly strangers: Strangers
  readonly signingKey: KeyObject
  readonly isolation: () => IsolationLevel
  /** Does what the order says. May be called again for an order that a crash cut short: doing it twice leaves the same. */
  readonly carryOut: (order: SignedOrder) => Promise<Outcome>
  readonly faulted: (fault: unknown, context: string) => void
}

export interface Obedience {
  /** Answers whatever was sent. Throws `NotRecorded` where the log did not take it; then nothing was done. */
  readonly obey: (sent: unknown) => Promise<Receipt>
  /** After a restart: carries out what was received and not finished. */
  readonly finish: () => Promise<void>
}

export const obedience = (desk: OrderDesk): Obedience => {
  const running = new Map<string, { readonly hash: string; readonly receipt: Promise<Receipt>; readonly logIndex: -1 }>()
  const inTurn = openTurns()

  /** The same order sent while it runs waits for the same receipt: the platform may always ask again. */
  const obey = async (sent: unknown): Promise<Receipt> => {
    const parsed = signedOrder.safeParse(sent)
    if (!parsed.success) return turnAway(desk, sent, { refusal: 'malformed', detail: placesOf(parsed.error.issues) })
    const order = parsed.data
    const hash = hashOf(order)
    const strange = notFromThePlatform(order, desk.door)
    if (strange !== undefined) return turnAway(desk, order, strange)
    const known = running.get(order.id) ?? desk.log.state().orders.get(order.id)
    if (known === undefined) {
      const workspace = workspaceOf(order.body)
      const start = () => once(desk, order, hash)
      return run(order, hash, workspace === undefined ? start : () => inTurn(workspace, start))
    }
    if (known.hash !== hash) return turnDown(desk, order.id, hash, replayed)
    return known.receipt ?? run(order, hash, () => finished(desk, order, known.logIndex))
  }

  const run = async (order: SignedOrder, hash: string, start: () => Promise<Receipt>): Promise<Receipt> => {
    const receipt = start()
    running.set(order.id, { hash, receipt, logIndex: -1 })
    try {
      return await receipt
    } finally {
      running.delete(order.id)
    }
  }

  const finish = async (): Promise<void> => {
    for (const { order, hash, logIndex, receipt } of [...desk.log.state().orders.values()])
      if (receipt === undefined) await run(order, hash, () => finished(desk, order, logIndex))
  }
  return { obey, finish }
}

const replayed: NotCarriedOut = { refusal: 'replayed', detail: 'another order with this id was received before' }

const once = async (desk: OrderDesk, order: SignedOrder, hash: string): Promise<Receipt> => {
  const atMs = desk.now()
  const refused = tooOld(order, atMs) ?? notAllowed(order.body, desk.log.state(), desk.isolation(), atMs)
  if (refused !== undefined) return turnDown(desk, order.id, hash, refused)
  const logIndex = await desk.log.record({ type: 'order-received', order, orderHash: hash })
  return finished(desk, order, logIndex)
}

const finished = async (desk: OrderDesk, order: SignedOrder, logIndex: number): Promise<Receipt> => {
  const outcome = await desk.carryOut(order).catch((fault: unknown): Outcome => {
    desk.faulted(fault, `order ${order.id}`)
    return { ok: false, refusal: 'failed', detail: `the zone could not carry out ${order.body.order}; its own log has the fault` }
  })
  const receipt = receiptFor(desk, order.id, logIndex, outcome)
  await desk.log.record({ type: 'order-done', orderId: order.id, receipt })
  return receipt
}

/** What the platform signed is always recorded, however wrong; what it did not sign, up to an allowance. */
const turnAway = async (desk: OrderDesk, sent: unknown, refused: NotCarriedOut): Promise<Receipt> => {
  const recorded = isSignedByThePlatform(sent, desk.door) || (await desk.strangers.isRecorded())
  if (recorded) return turnDown(desk, orderIdIn(sent), hashOf(sent ?? null), refused)
  return receiptFor(desk, orderIdIn(sent), notRecorded, { ok: false, ...refused })
}

/** In place of an index in the log. */
const notRecorded = -1

/** A turned-down order is recorded by its hash: whoever sends them must not be able to write into the log. */
const turnDown = async (desk: OrderDesk, orderId: string, orderHash: string, { refusal, detail }: NotCarriedOut): Promise<Receipt> => {
  const logIndex = await desk.log.record({ type: 'order-turned-down', orderId, orderHash, refusal, detail })
  return receiptFor(desk, orderId, logIndex, { ok: false, refusal, detail })
}

const receiptFor = ({ door, now, signingKey }: OrderDesk, orderId: string, logIndex: number, outcome: Outcome): Receipt =>
  signedBy(signingKey, {
    orderId,
    zone: door.zone,
    at: written(now()),
    ...(outcome.ok ? { outcome: 'done' as const } : { outcome: 'refused' as const, refusal: outcome.refusal }),
    ...(outcome.detail === undefined ? {} : { detail: outcome.detail }),
    result: outcome.result ?? {},
    logIndex,
  })

/** Orders that build on one workspace wait for each other; what stops something waits for nobody. */
const workspaceOf = (body: Order): string | undefined => {
  switch (body.order) {
    case 'provision':
      return body.grant.workspace
    case 'publish':
      return body.spec.workspace
    case 'admit':
      return body.admission.workspace
    case 'examine-export':
      return body.workspace
    case 'release-export':
      return body.terms.workspace
    case 'seal':
    case 'unseal':
    case 'destroy':
      return body.workspace
    default:
      return undefined
  }
}

const orderIdIn = (sent: unknown): string => {
  const id = typeof sent === 'object' && sent !== null && 'id' in sent ? sent.id : undefined
  return typeof id === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(id) ? id : 'unreadable'
}

const placesOf = (issues: readonly { readonly path: readonly PropertyKey[] }[]): string =>
  `the order is malformed at ${issues
    .slice(0, 5)
    .map(({ path }) => (path.length === 0 ? 'its root' : path.map(String).join('.')))
    .join(', ')}`
