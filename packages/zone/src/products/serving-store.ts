/** Where the rows of a published product stand while they are served: a copy of checked results, never of granted data. */
import type { ProductSpec } from '../orders.ts'

export interface ServedColumn {
  readonly name: string
  /** `text`, `integer`, `number`, `date`, `timestamp` or `boolean`. */
  readonly type: string
}

export type ServedValue = string | number | boolean | null
export type ServedRow = readonly ServedValue[]

export interface Condition {
  readonly column: string
  readonly match: ProductSpec['parameters'][number]['match']
  readonly value: string | number
}

/** An answer ready for the wire: `body` is a JSON array of objects, `rows` how many they are. */
export interface LookUp {
  readonly rows: number
  readonly more: boolean
  readonly body: string
}

export interface ServingStore {
  /** Writes a copy to a new file; the columns of `indexed` are what parameters filter. */
  readonly write: (file: string, columns: readonly ServedColumn[], rows: readonly ServedRow[], indexed: readonly string[]) => Promise<void>
  /** Serves the file under the product's name, in place of what was served before. */
  readonly open: (product: string, file: string) => Promise<void>
  readonly look: (product: string, conditions: readonly Condition[], limit: number) => Promise<LookUp>
  /** Stops serving; a look-up that comes later fails. */
  readonly close: (product: string) => Promise<void>
  readonly stop: () => Promise<void>
}
