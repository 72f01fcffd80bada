/** A file of social data on its way in: held against its declaration like any delivery, and sealed where no query, grant or catalog reaches (article 16, W16-4). */
import type { Readable } from 'node:stream'
import { type Accepted, type DeliveryAnswer, type Destination, type Staged, type Take, uploaded } from './deliveries.ts'
import type { Format } from './intake/formats.ts'
import type { ZoneLog } from './log.ts'
import type { Quarantined, Ticket } from './orders.ts'
import type { AccessRefusal } from './refusals.ts'
import { importScope } from './store/manifest.ts'

export type QuarantineAnswer =
  | { readonly ok: true; readonly delivered: DeliveryAnswer }
  | { readonly ok: false; readonly refusal: Extract<AccessRefusal, 'import-unknown' | 'import-closed'> }

/** One file is taken; one that was refused as a whole may be mended and sent again. */
export const quarantining =
  (log: ZoneLog, take: Take) =>
  async (ticket: Ticket, name: string, format: Format, body: Readable | Staged): Promise<QuarantineAnswer> => {
    const known = log.state().imports.get(name)
    if (known === undefined) return { ok: false, refusal: 'import-unknown' }
    const destination: Destination = {
      contract: known.place.contract,
      scope: importScope(name),
      isOpen: () => log.state().imports.get(name)?.stage === 'awaited',
      taken: async (accepted, sha256) =>
        void (await log.record({ type: 'import-quarantined', import: name, found: foundIn(accepted, sha256) })),
    }
    const delivered = await take(ticket, destination, uploaded(format, body))
    return delivered === undefined ? { ok: false, refusal: 'import-closed' } : { ok: true, delivered }
  }

const foundIn = ({ rows, rejectedRows, profile }: Accepted, sha256: string): Quarantined => ({
  sha256,
  rows,
  rejectedRows,
  columns: profile.columns.map(({ name, empty, distinct, suggestions }) => ({
    name,
    empty,
    distinct,
    looksLike: suggestions.map(({ kind, share }) => ({ kind, share })),
  })),
})
