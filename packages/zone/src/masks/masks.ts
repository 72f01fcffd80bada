/** The masks by kind, and the one way to turn a decided mask into an expression. */
import type { Mask } from '../orders.ts'
import { district } from './district.ts'
import { generalizeDate } from './generalize-date.ts'
import { generalizeHierarchy } from './generalize-hierarchy.ts'
import { generalizeNumber } from './generalize-number.ts'
import type { MaskedColumn, MaskGround, Masking, MaskKind } from './mask.ts'
import { noise } from './noise.ts'
import { partial } from './partial.ts'
import { pseudonym } from './pseudonym.ts'
import { suppress } from './suppress.ts'

export const maskByKind: { readonly [K in Mask['kind']]: MaskKind<K> } = {
  pseudonym,
  partial,
  'generalize-date': generalizeDate,
  'generalize-number': generalizeNumber,
  'generalize-hierarchy': generalizeHierarchy,
  district,
  noise,
  suppress,
}

/** Undefined where the mask does not fit the type of the column. */
export const masked = (mask: Mask, column: MaskedColumn, ground: MaskGround): Masking | undefined => {
  switch (mask.kind) {
    case 'pseudonym':
      return fitting(maskByKind.pseudonym, column)?.toSql(mask, column, ground)
    case 'partial':
      return fitting(maskByKind.partial, column)?.toSql(mask, column, ground)
    case 'generalize-date':
      return fitting(maskByKind['generalize-date'], column)?.toSql(mask, column, ground)
    case 'generalize-number':
      return fitting(maskByKind['generalize-number'], column)?.toSql(mask, column, ground)
    case 'generalize-hierarchy':
      return fitting(maskByKind['generalize-hierarchy'], column)?.toSql(mask, column, ground)
    case 'district':
      return fitting(maskByKind.district, column)?.toSql(mask, column, ground)
    case 'noise':
      return fitting(maskByKind.noise, column)?.toSql(mask, column, ground)
    case 'suppress':
      return fitting(maskByKind.suppress, column)?.toSql(mask, column, ground)
  }
}

const fitting = <K extends Mask['kind']>(kind: MaskKind<K>, column: MaskedColumn): MaskKind<K> | undefined =>
  kind.fits.includes(column.type) ? kind : undefined
