/** A provider's file on its way in: recorded, streamed into private memory, held against the contract, recorded again (articles 12 and 15). */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Examine } from './intake/examine.ts'
import { type Delivered, deliver } from './intake/intake.ts'
import type { Format } from './intake/readers.ts'
import type { ZoneLog } from './log.ts'
import type { DatasetContract, Ticket } from './orders.ts'
import type { PartStore } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { type Clock, written } from './time.ts'
import { openTurns } from './turns.ts'

export interface DeliveryGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly now: Clock
  readonly examine: Examine
}

export type DeliveryAnswer = Delivered & { readonly delivery: string }

/** One after another per dataset, so that versions follow the order of the deliveries. */
export const deliveries = ({ log, store, now, examine }: DeliveryGround) => {
  const inTurn = openTurns()

  const take = async (ticket: Ticket, contract: DatasetContract, format: Format, body: Readable): Promise<DeliveryAnswer> => {
    const delivery = randomUUID()
    const named = { delivery, dataset: contract.dataset }
    await log.record({ type: 'delivery-begun', ...named, format: format.kind, person: ticket.person, organization: ticket.organization })
    try {
      const answer = await withPrivateFolder(async (folder) => {
        const file = join(folder, 'delivered')
        await pipeline(body, createWriteStream(file, { mode: 0o600 }))
        return deliver({ contract, file, folder, format, store, at: written(now()), examine })
      })
      const accepted = answer.outcome === 'accepted' ? { version: answer.version, rows: answer.rows } : { version: 0, rows: 0 }
      await log.record({ type: 'delivery-ended', ...named, outcome: answer.outcome, ...accepted, rejectedRows: answer.rejectedRows })
      return { ...answer, delivery }
    } catch (fault) {
      await log.record({ type: 'delivery-ended', ...named, outcome: 'failed', version: 0, rows: 0, rejectedRows: 0 })
      throw fault
    }
  }

  return (ticket: Ticket, contract: DatasetContract, format: Format, body: Readable): Promise<DeliveryAnswer> =>
    inTurn(contract.dataset, () => take(ticket, contract, format, body))
}
