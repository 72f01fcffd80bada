/** Keeps of an address only the county-level unit of Wuxi it lies in, the first it names; an address that names none is left out. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

/** The seven county-level units of Wuxi, as the division of the city stands since 2016. */
export const districtsOfWuxi = ['梁溪区', '锡山区', '惠山区', '滨湖区', '新吴区', '江阴市', '宜兴市'] as const

const units = districtsOfWuxi.map((unit) => `'${unit}'`).join(', ')

/** The first unit named counts: later words of an address are roads and houses, and may be named after another unit. Most addresses begin in one of three ways, which is cheaper to see than to search. */
export const districtSql = (text: string): string => {
  const after = (start: string) =>
    `WHEN starts_with(${text}, '${start}') AND substr(${text}, ${start.length + 1}, 3) IN (${units}) THEN substr(${text}, ${start.length + 1}, 3)`
  const beginnings = ['江苏省', '江苏省无锡市', '无锡市'].map(after).join(' ')
  return `CASE ${beginnings} WHEN ${text} IS NOT NULL THEN nullif(regexp_extract(${text}, '${districtsOfWuxi.join('|')}'), '') END`
}

export const district: MaskKind<'district'> = {
  kind: 'district',
  inverse: 'none',
  leaks: { zh: '地址所在的县级市、区', en: 'the county-level unit of the address' },
  fits: ['text'],
  toSql: (_, column) => ({ sql: districtSql(textOf(column)), bind: {}, type: 'text' }),
}
