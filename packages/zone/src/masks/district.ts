/** Keeps of an address only the county-level unit of Wuxi it lies in, the first it names; an address that names none is left out. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

/** The seven county-level units of Wuxi, as the division of the city stands since 2016. */
export const districtsOfWuxi = ['梁溪区', '锡山区', '惠山区', '滨湖区', '新吴区', '江阴市', '宜兴市'] as const

/** How most addresses begin, which is much cheaper to see than to search. */
const starts = ['江苏省无锡市', '江苏省', '无锡市'] as const

/** The first unit named counts: later words of an address are roads and houses, and may be named after another unit. */
export const districtSql = (text: string): string => {
  const begins = starts.flatMap((start) => districtsOfWuxi.map((unit) => `WHEN starts_with(${text}, '${start}${unit}') THEN '${unit}'`))
  return `CASE ${begins.join(' ')} WHEN ${text} IS NOT NULL THEN nullif(regexp_extract(${text}, '${districtsOfWuxi.join('|')}'), '') END`
}

export const district: MaskKind<'district'> = {
  kind: 'district',
  inverse: 'none',
  leaks: { zh: '地址所在的县级市、区', en: 'the county-level unit of the address' },
  fits: ['text'],
  toSql: (_, column) => ({ sql: districtSql(textOf(column)), bind: {}, type: 'text' }),
}
