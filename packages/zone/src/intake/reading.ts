/** What passes between intake and the readers of its formats. */
import type { DataEngine } from '../engine/data.ts'
import type { DatasetContract } from '../orders.ts'
import type { Chosen } from './formats.ts'
import type { Places } from './header.ts'
import type { Quarantine } from './quarantine.ts'
import type { DeliveryRefusal } from './refusals.ts'

/** A file as a relation: columns `place` (number of line or row), `broken` (a reason or null) and those of the contract. */
export type Incoming = {
  readonly relation: string
  readonly typeByColumn: ReadonlyMap<string, string>
  readonly placed: 'line' | 'row'
  /** Records of the file, header left out, those set aside counted. */
  readonly records: number
  readonly setAside: number
  /** Whether the engine may turn records down by itself (number of fields, quotes). */
  readonly mark: string | undefined
}

export type Reading = {
  readonly file: string
  readonly engine: DataEngine
  readonly folder: string
  readonly quarantine: Quarantine
}

/** A file whose columns are known and whose rows have not been read. */
export type Opened = {
  /** As they stand in the file. */
  readonly names: readonly string[]
  readonly chosen: Omit<Chosen, 'unpromised' | 'unpromisedCount' | 'retyped'>
  /** Engine types by position, where the format has types. */
  readonly types?: readonly string[]
  readonly take: (places: Places, contract: DatasetContract) => Promise<Incoming | readonly DeliveryRefusal[]>
}
