/** Keeps of an address its beginning: up to the street, up to the county-level unit, or the city alone; an address in which that level is not named is left out. */
import { districtSql } from './district.ts'
import type { MaskKind, MaskOf } from './mask.ts'
import { textOf } from './mask.ts'

/** Up to the first word that ends as streets, towns and villages do: house, building and room come after it. */
const street = '^.{2,}?(?:街道|大道|路|街|巷|弄|镇|乡|村|道)'
const city = '^(?:.{2,8}?(?:省|自治区))?(.{2,8}?(?:市|自治州|地区|盟))'

const sqlAt: { readonly [To in MaskOf<'generalize-address'>['to']]: (text: string) => string } = {
  street: (text) => `nullif(regexp_extract(${text}, '${street}'), '')`,
  district: districtSql,
  /** A county-level city writes itself first; it lies in Wuxi all the same. */
  city: (text) =>
    `CASE WHEN ${districtSql(text)} IS NOT NULL THEN '无锡市' WHEN ${text} IS NOT NULL THEN nullif(regexp_extract(${text}, '${city}', 1), '') END`,
}

export const generalizeAddress: MaskKind<'generalize-address'> = {
  kind: 'generalize-address',
  inverse: 'none',
  leaks: {
    zh: '地址所在的道路、县级市区或者城市；人少的道路可能只有一户',
    en: 'the street, the county-level unit or the city; a short street may be one household',
  },
  fits: ['text'],
  toSql: ({ to }, column) => ({ sql: sqlAt[to](textOf(column)), bind: {}, type: 'text' }),
}
