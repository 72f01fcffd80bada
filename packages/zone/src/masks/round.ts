/** Moves a number to the nearest multiple of a step; halves go away from zero. */
import { quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const round: MaskKind<'round'> = {
  kind: 'round',
  inverse: 'none',
  leaks: { zh: '数值的大小，误差不超过取整单位的一半', en: 'the size of the number, to half a step' },
  fits: ['integer', 'number'],
  toSql: ({ step }, column) => {
    const name = `${column.slot}_step`
    const type = column.type === 'integer' && Number.isInteger(step) ? 'integer' : 'number'
    const rounded = `round(${quoted(column.name)} / CAST($${name} AS DOUBLE)) * CAST($${name} AS DOUBLE)`
    return { sql: `CAST(${rounded} AS ${type === 'integer' ? 'BIGINT' : 'DOUBLE'})`, bind: { [name]: step }, type }
  },
}
