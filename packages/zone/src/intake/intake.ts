/** Takes a delivered file into the zone: examined behind walls, sealed, and the version switched in one step (articles 12, 15). */
import { datasetScope, type Scope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { acceptedIn, type Examine, type Examined, type Examining, type Refused } from './examine.ts'

export type Delivery = Examining & {
  /** Where it is sealed: the dataset where it is left out, or the quarantine of an import. */
  readonly scope?: Scope
  readonly store: PartStore
  /** When it is delivered, ISO 8601 in UTC. */
  readonly at: string
  readonly examine: Examine
}

export type Delivered = (Extract<Examined, { outcome: 'accepted' }> & { readonly version: number }) | Refused

/** A refusal leaves everything as it was: the version before stays in force. */
export const deliver = async ({ scope, store, at, examine, ...examining }: Delivery): Promise<Delivered> => {
  const examined = await examine(examining)
  if (examined.outcome === 'refused') return examined
  const { contract, folder } = examining
  const { rows, rejectedRows } = examined
  const columns = contract.columns.map(({ name, type }) => ({ name, type }))
  const table = { table: contract.dataset, rows, columns, files: [acceptedIn(folder)] }
  const { version } = await store.putParts({ scope: scope ?? datasetScope(contract.dataset), at, rejectedRows, tables: [table] })
  return { ...examined, version }
}
