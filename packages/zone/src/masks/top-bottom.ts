/** Top and bottom coding: what lies beyond an end becomes that end, so that no outlier stands alone. */
import { engineTypes, quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const topBottom: MaskKind<'top-bottom'> = {
  kind: 'top-bottom',
  inverse: 'none',
  leaks: {
    zh: '两端之间的真值；两端之外的，只知道超出了哪一端',
    en: 'the true value between the ends, and beyond them only which end it passed',
  },
  fits: ['integer', 'number'],
  toSql: ({ lowest, highest }, column) => {
    const [low, high] = [`${column.slot}_low`, `${column.slot}_high`]
    const type =
      column.type === 'integer' && [lowest, highest].every((end) => end === undefined || Number.isInteger(end)) ? 'integer' : 'number'
    const value = `CAST(${quoted(column.name)} AS ${engineTypes[type]})`
    const end = (name: string) => `CAST($${name} AS ${engineTypes[type]})`
    const upTo = highest === undefined ? value : `CASE WHEN ${value} > ${end(high)} THEN ${end(high)} ELSE ${value} END`
    const sql = lowest === undefined ? upTo : `CASE WHEN ${value} < ${end(low)} THEN ${end(low)} ELSE ${upTo} END`
    return {
      sql,
      bind: { ...(lowest === undefined ? {} : { [low]: lowest }), ...(highest === undefined ? {} : { [high]: highest }) },
      type,
    }
  },
}
