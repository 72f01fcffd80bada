/** A provider's file on its way in: recorded, streamed into private memory, held against the contract, recorded again (articles 12 and 15). */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Examine } from './intake/examine.ts'
import type { Format } from './intake/formats.ts'
import { type Delivered, deliver } from './intake/intake.ts'
import type { DeliveryRefusal } from './intake/refusals.ts'
import type { ZoneLog } from './log.ts'
import type { DatasetContract, Sender } from './orders.ts'
import type { DeliveryMode, Scope } from './store/manifest.ts'
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

/** How a delivery stands to what is there. */
export interface How {
  readonly mode?: DeliveryMode
  readonly driftAccepted?: boolean
}

/** Where the bytes come from: a person's upload, or a source that the zone itself reads into the file. */
export interface Origin {
  readonly format: Format
  /** `csv`, `source civil-registry`. */
  readonly from: string
  /** Fills the file; answers how far a source was read, or why it was not. */
  readonly fill: (file: string, seen: (bytes: Uint8Array) => void) => Promise<Filled | DeliveryRefusal>
}

interface Filled {
  readonly watermark?: string
  /** Hex, where it was worked out as the bytes came. */
  readonly sha256?: string
}

/** A file that has come whole, piece by piece, into a private folder on the same disk. */
export interface Staged {
  readonly file: string
  readonly sha256: string
}

export type Accepted = Extract<Delivered, { outcome: 'accepted' }>

export type DeliveryAnswer = Delivered & { readonly delivery: string }

export const uploaded = (format: Format, body: Readable | Staged): Origin => ({
  format,
  from: format.kind === 'json-lines' ? 'json' : format.kind,
  fill: async (file, seen) => {
    if ('sha256' in body) {
      await rename(body.file, file)
      return { sha256: body.sha256 }
    }
    await pipeline(body, watched(seen), createWriteStream(file, { mode: 0o600 }))
    return {}
  },
})

export type Take = (sender: Sender, destination: Destination, origin: Origin, how?: How) => Promise<DeliveryAnswer | undefined>

/** One after another per dataset, so that versions follow the order of the deliveries. @returns undefined where the destination has closed */
export const deliveries = ({ log, store, now, examine, inTurn }: DeliveryGround): Take => {
  const take = async (sender: Sender, destination: Destination, origin: Origin, how: How): Promise<DeliveryAnswer | undefined> => {
    const { contract, scope, isOpen, taken } = destination
    if (isOpen?.() === false) return undefined
    const delivery = randomUUID()
    const named = { delivery, dataset: contract.dataset }
    const { person, organization } = sender
    const { mode = 'whole' } = how
    await log.record({ type: 'delivery-begun', ...named, format: origin.from, person, organization, mode })
    try {
      const hash = createHash('sha256')
      let sha256 = ''
      const answer = await withPrivateFolder(async (folder): Promise<Delivered> => {
        const file = join(folder, 'delivered')
        const filled = await origin.fill(file, (bytes) => hash.update(bytes))
        if ('code' in filled) return { outcome: 'refused', refusals: [filled], rejectedRows: 0, rejected: [] }
        const { sha256: found, ...rest } = filled
        sha256 = found ?? hash.digest('hex')
        const from = () => ({ delivery, from: origin.from, sha256, person, organization })
        return deliver({
          contract,
          file,
          folder,
          format: origin.format,
          scope,
          store,
          at: written(now()),
          examine,
          ...how,
          from,
          ...rest,
        })
      })
      if (answer.outcome === 'accepted') await taken?.(answer, sha256)
      const { version, rows } = answer.outcome === 'accepted' ? answer : { version: 0, rows: 0 }
      await log.record({
        type: 'delivery-ended',
        ...named,
        outcome: answer.outcome,
        version,
        rows,
        rejectedRows: answer.rejectedRows,
        sha256,
      })
      return { ...answer, delivery }
    } catch (fault) {
      await log.record({ type: 'delivery-ended', ...named, outcome: 'failed', version: 0, rows: 0, rejectedRows: 0 })
      throw fault
    }
  }

  return (sender, destination, origin, how = {}) => inTurn(destination.scope, () => take(sender, destination, origin, how))
}

const watched = (seen: (bytes: Uint8Array) => void) =>
  async function* (bytes: AsyncIterable<Uint8Array | string>) {
    for await (const piece of bytes) {
      seen(typeof piece === 'string' ? Buffer.from(piece) : piece)
      yield piece
    }
  }
