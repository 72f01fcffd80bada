/** Keeps of an address only the county-level unit of Wuxi it lies in, the first it names; an address that names none is left out. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

/** The seven county-level units of Wuxi, as the division of the city stands since 2016. */
export const districtsOfWuxi = ['梁溪区', '锡山区', '惠山区', '滨湖区', '新吴区', '江阴市', '宜兴市'] as const

export const district: MaskKind<'district'> = {
  kind: 'district',
  inverse: 'none',
  leaks: 'the county-level unit of the address',
  fits: ['text'],
  /** The first unit named counts: later words of an address are roads and houses, and may be named after another unit. */
  toSql: (_, column) => ({ sql: `nullif(regexp_extract(${textOf(column)}, '${districtsOfWuxi.join('|')}'), '')`, bind: {}, type: 'text' }),
}
