/** Moves a day back to the first day of its month, quarter, year or decade. */
import { quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const generalizeDate: MaskKind<'generalize-date'> = {
  kind: 'generalize-date',
  inverse: 'none',
  leaks: { zh: '日期所在的时段，以及时段的先后', en: 'the period the day lies in, and the order of periods' },
  fits: ['date', 'timestamp'],
  toSql: ({ to }, column) => ({ sql: `CAST(date_trunc('${to}', ${quoted(column.name)}) AS DATE)`, bind: {}, type: 'date' }),
}
