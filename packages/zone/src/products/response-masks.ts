/** What an answer shows of a value: a mask of the response, applied as the row is read, so that what it hides never leaves the store (article 16). */
import type { ResponseMask } from '../orders.ts'

/** @param column the quoted name; numbers of a mask come from a shape that has checked them */
export const maskedSql = (column: string, mask: ResponseMask | undefined): string => {
  switch (mask?.kind) {
    case undefined:
      return column
    case 'round':
      return `round(${column} / ${mask.to}) * ${mask.to}`
    case 'partial':
      return `CASE WHEN ${column} IS NULL THEN NULL WHEN length(${column}) <= ${mask.keepStart + mask.keepEnd} THEN '***' ELSE substr(${column}, 1, ${mask.keepStart}) || '***' || substr(${column}, length(${column}) - ${mask.keepEnd} + 1) END`
    case 'year':
      return `substr(${column}, 1, 4)`
    case 'hide':
      return 'NULL'
  }
}
