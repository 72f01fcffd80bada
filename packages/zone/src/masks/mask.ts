/** What every mask gives: an engine expression with its values bound, whether it can be undone, and what it still tells (article 16). */

import type { Bind } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { DatasetContract, Mask } from '../orders.ts'

export type ColumnType = DatasetContract['columns'][number]['type']

/** The column to mask. `slot` is unique in the statement: names of bound values begin with it. */
export type MaskedColumn = { readonly name: string; readonly type: ColumnType; readonly slot: string }

/** `keyName` is the bound secret of the grant; `row` an expression that numbers the rows of the source. */
export type MaskGround = { readonly keyName: string; readonly row: string }

export type Masking = { readonly sql: string; readonly bind: Bind; readonly type: ColumnType }

export type MaskOf<K extends Mask['kind']> = Extract<Mask, { readonly kind: K }>

export type MaskKind<K extends Mask['kind']> = {
  readonly kind: K
  /** None can be undone from the masked value alone. */
  readonly inverse: 'none'
  /** What a reader of the masked column still learns. */
  readonly leaks: string
  readonly fits: readonly ColumnType[]
  readonly toSql: (mask: MaskOf<K>, column: MaskedColumn, ground: MaskGround) => Masking
}

export const textOf = (column: MaskedColumn): string => `CAST(${quoted(column.name)} AS VARCHAR)`
