/** A provider's file on its way in: recorded, streamed into private memory, held against the contract, recorded again (articles 12 and 15). */
import { createHash, type Hash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Examine } from './intake/examine.ts'
import { type Delivered, deliver } from './intake/intake.ts'
import type { Format } from './intake/readers.ts'
import type { ZoneLog } from './log.ts'
import type { DatasetContract, Ticket } from './orders.ts'
import type { Scope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { type Clock, written } from './time.ts'
import type { InTurn } from './turns.ts'

export interface DeliveryGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly now: Clock
  readonly examine: Examine
  readonly inTurn: InTurn
}

/** What is delivered to where. */
export interface Destination {
  readonly contract: DatasetContract
  readonly scope: Scope
  /** Asked in its turn: another file may have come first. */
  readonly isOpen?: () => boolean
  /** Records what lies there now, before anybody learns of it. */
  readonly taken?: (delivered: Accepted, sha256: string) => Promise<void>
}

export type Accepted = Extract<Delivered, { outcome: 'accepted' }>

export type DeliveryAnswer = Delivered & { readonly delivery: string }

/** One after another per dataset, so that versions follow the order of the deliveries. @returns undefined where the destination has closed */
export const deliveries = ({ log, store, now, examine, inTurn }: DeliveryGround) => {
  const take = async (ticket: Ticket, destination: Destination, format: Format, body: Readable): Promise<DeliveryAnswer | undefined> => {
    const { contract, scope, isOpen, taken } = destination
    if (isOpen?.() === false) return undefined
    const delivery = randomUUID()
    const named = { delivery, dataset: contract.dataset }
    await log.record({ type: 'delivery-begun', ...named, format: format.kind, person: ticket.person, organization: ticket.organization })
    try {
      const hash = createHash('sha256')
      const answer = await withPrivateFolder(async (folder) => {
        const file = join(folder, 'delivered')
        await pipeline(body, hashing(hash), createWriteStream(file, { mode: 0o600 }))
        return deliver({ contract, file, folder, format, scope, store, at: written(now()), examine })
      })
      if (answer.outcome === 'accepted') await taken?.(answer, hash.digest('hex'))
      const accepted = answer.outcome === 'accepted' ? { version: answer.version, rows: answer.rows } : { version: 0, rows: 0 }
      await log.record({ type: 'delivery-ended', ...named, outcome: answer.outcome, ...accepted, rejectedRows: answer.rejectedRows })
      return { ...answer, delivery }
    } catch (fault) {
      await log.record({ type: 'delivery-ended', ...named, outcome: 'failed', version: 0, rows: 0, rejectedRows: 0 })
      throw fault
    }
  }

  return (ticket: Ticket, destination: Destination, format: Format, body: Readable): Promise<DeliveryAnswer | undefined> =>
    inTurn(destination.scope, () => take(ticket, destination, format, body))
}

const hashing = (hash: Hash) =>
  async function* (bytes: AsyncIterable<Uint8Array | string>) {
    for await (const piece of bytes) {
      hash.update(piece)
      yield piece
    }
  }
