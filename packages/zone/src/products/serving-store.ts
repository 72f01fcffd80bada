/** Where the rows of a published product stand while they are served: a copy of checked results, never of granted data. */
import type { ProductSpec, ResponseMask } from '../orders.ts'

export interface ServedColumn {
  readonly name: string
  /** `text`, `integer`, `number`, `date`, `timestamp` or `boolean`. */
  readonly type: string
}

export type ServedValue = string | number | boolean | null
export type ServedRow = readonly ServedValue[]

/** Rows as they come: a copy may be larger than what memory should hold at once. */
export type ServedBatches = Iterable<readonly ServedRow[]> | AsyncIterable<readonly ServedRow[]>

export interface Condition {
  readonly column: string
  readonly match: ProductSpec['parameters'][number]['match']
  readonly value: string | number
}

/** A column as one answer shows it. */
export interface ShownColumn {
  readonly name: string
  readonly mask?: ResponseMask | undefined
}

export interface Wanted {
  readonly conditions: readonly Condition[]
  /** All columns as they stand where it is left out. */
  readonly show?: readonly ShownColumn[] | undefined
  readonly limit: number
  /** Only rows that stand after this one; 0 begins at the first. */
  readonly after?: number | undefined
}

/** An answer ready for the wire: `body` is a JSON array of objects, `rows` how many they are, `last` where the next page begins. */
export interface LookUp {
  readonly rows: number
  readonly more: boolean
  readonly last: number
  readonly body: string
}

export interface ServingStore {
  /** Writes a copy to a new file and answers its rows; the columns of `indexed` are what parameters filter. */
  readonly write: (file: string, columns: readonly ServedColumn[], batches: ServedBatches, indexed: readonly string[]) => Promise<number>
  /** Serves the file under the product's name, in place of what was served before. */
  readonly open: (product: string, file: string) => Promise<void>
  readonly look: (product: string, wanted: Wanted) => Promise<LookUp>
  /** Stops serving; a look-up that comes later fails. */
  readonly close: (product: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A version is served under its own name, so that no call meets the rows of another. */
export const servedName = ({ product, version }: Pick<ProductSpec, 'product' | 'version'>): string => `${product}@${version}`
