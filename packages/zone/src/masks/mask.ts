/** What every mask gives: an engine expression with its values bound, whether it can be undone, and what it still tells (article 16). */

import type { Words } from '@yunhe/law/kernel/words'
import type { Bind } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { DatasetContract, Mask } from '../orders.ts'

export type ColumnType = DatasetContract['columns'][number]['type']

/** The column to mask. `slot` is unique in the statement: names of bound values begin with it. */
export type MaskedColumn = { readonly name: string; readonly type: ColumnType; readonly slot: string }

/** `whose` is an expression that names whose row it is, as text: the data subject, or where there is none the row of the source itself. */
export type MaskGround = { readonly whose: string }

export type Masking = { readonly sql: string; readonly bind: Bind; readonly type: ColumnType }

export type MaskOf<K extends Mask['kind']> = Extract<Mask, { readonly kind: K }>

export type MaskKind<K extends Mask['kind']> = {
  readonly kind: K
  /** None can be undone from the masked value alone; a permutation could be by whoever holds the key of the grant, which the zone gives to nobody. */
  readonly inverse: 'none' | 'with-the-key'
  /** What a reader of the masked column still learns; shown beside the mask wherever one is chosen. */
  readonly leaks: Words
  readonly fits: readonly ColumnType[]
  readonly toSql: (mask: MaskOf<K>, column: MaskedColumn, ground: MaskGround) => Masking
}

export const textOf = (column: MaskedColumn): string => `CAST(${quoted(column.name)} AS VARCHAR)`
