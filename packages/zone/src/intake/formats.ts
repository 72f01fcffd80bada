/** What a provider may say of a file, and what intake found where nothing was said. */
import type { Encoding } from './encoding.ts'
import type { Delimiter } from './header.ts'

export const formatNames = ['csv', 'json', 'parquet', 'xlsx'] as const
export type FormatName = (typeof formatNames)[number]

/** What is left out is found out. `json-lines` also takes one array. */
export type Format =
  | { readonly kind: 'csv'; readonly delimiter?: Delimiter; readonly encoding?: Encoding }
  | { readonly kind: 'json-lines'; readonly encoding?: Encoding }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'xlsx'; readonly sheet?: string }

/** How the file was read, for whoever delivered it. */
export type Chosen = {
  readonly delimiter?: Delimiter
  readonly encoding?: Encoding
  readonly layout?: 'lines' | 'array'
  readonly sheet?: string
  readonly sheets?: number
  /** Names that the contract does not promise, as far as they can be a column's; their number is exact. */
  readonly unpromised: readonly string[]
  readonly unpromisedCount: number
  /** Promised columns that arrived as another type of the format. */
  readonly retyped: readonly { readonly column: string; readonly from: string }[]
}
