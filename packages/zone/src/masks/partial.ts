/** Keeps the first and last characters and stars the middle; a value too short to have a middle is starred whole. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

export const partial: MaskKind<'partial'> = {
  kind: 'partial',
  inverse: 'none',
  leaks: 'the kept characters and the length of the value',
  fits: ['text', 'integer'],
  toSql: ({ keepStart, keepEnd }, column) => {
    const text = textOf(column)
    const kept = keepStart + keepEnd
    const whole = `repeat('*', length(${text}))`
    const middle = `left(${text}, ${keepStart}) || repeat('*', length(${text}) - ${kept}) || right(${text}, ${keepEnd})`
    return { sql: `CASE WHEN length(${text}) > ${kept} THEN ${middle} ELSE ${whole} END`, bind: {}, type: 'text' }
  },
}
