/** The masks by kind, and the one way to turn a decided mask into an expression. */
import type { Mask } from '../orders.ts'
import { bands } from './bands.ts'
import { district } from './district.ts'
import { formatPreserving } from './format-preserving.ts'
import { generalizeAddress } from './generalize-address.ts'
import { generalizeDate } from './generalize-date.ts'
import { generalizeHierarchy } from './generalize-hierarchy.ts'
import { generalizeNumber } from './generalize-number.ts'
import type { MaskedColumn, MaskGround, Masking, MaskKind } from './mask.ts'
import { noise } from './noise.ts'
import { partial } from './partial.ts'
import { pseudonym } from './pseudonym.ts'
import { round } from './round.ts'
import { suppress } from './suppress.ts'
import { topBottom } from './top-bottom.ts'

export const maskByKind: { readonly [K in Mask['kind']]: MaskKind<K> } = {
  pseudonym,
  'format-preserving': formatPreserving,
  partial,
  'generalize-date': generalizeDate,
  'generalize-number': generalizeNumber,
  'generalize-hierarchy': generalizeHierarchy,
  district,
  'generalize-address': generalizeAddress,
  bands,
  'top-bottom': topBottom,
  round,
  noise,
  suppress,
}

/** Undefined where the mask does not fit the type of the column. */
export const masked = (mask: Mask, column: MaskedColumn, ground: MaskGround): Masking | undefined => {
  const kind = kindOf(mask)
  return kind.fits.includes(column.type) ? kind.toSql(mask, column, ground) : undefined
}

/** The table answers for each kind with what is made for it; the compiler cannot follow a mask to its own entry. */
const kindOf = (mask: Mask): AnyKind => maskByKind[mask.kind] as AnyKind

type AnyKind = Pick<MaskKind<Mask['kind']>, 'inverse' | 'leaks' | 'fits'> & {
  readonly toSql: (mask: Mask, column: MaskedColumn, ground: MaskGround) => Masking
}
