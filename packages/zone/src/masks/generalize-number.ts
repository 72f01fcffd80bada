/** Moves a number down to the lower end of its band: bands of one width, counted from zero. */
import { quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const generalizeNumber: MaskKind<'generalize-number'> = {
  kind: 'generalize-number',
  inverse: 'none',
  leaks: { zh: '数值所在的区间；特别大或者特别小的数可能独占一个区间', en: 'the band the number lies in; an outlier is alone in its band' },
  fits: ['integer', 'number'],
  toSql: ({ width }, column) => {
    const type = column.type === 'integer' && Number.isInteger(width) ? 'integer' : 'number'
    const name = `${column.slot}_width`
    const band = `floor(${quoted(column.name)} / CAST($${name} AS DOUBLE)) * CAST($${name} AS DOUBLE)`
    return { sql: `CAST(${band} AS ${type === 'integer' ? 'BIGINT' : 'DOUBLE'})`, bind: { [name]: width }, type }
  },
}
