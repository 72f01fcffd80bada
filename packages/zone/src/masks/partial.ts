/** Keeps the first and last characters and stars the middle; a value too short to have a middle is starred whole. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

export const partial: MaskKind<'partial'> = {
  kind: 'partial',
  inverse: 'none',
  leaks: { zh: '保留的首尾字符和取值的长度', en: 'the kept characters and the length of the value' },
  fits: ['text', 'integer'],
  toSql: ({ keepStart, keepEnd }, column) => {
    const text = textOf(column)
    const kept = keepStart + keepEnd
    const ends = [
      ...(keepStart > 0 ? [`substr(${text}, 1, ${keepStart})`] : []),
      stars(`length(${text}) - ${kept}`),
      ...(keepEnd > 0 ? [`substr(${text}, -${keepEnd})`] : []),
    ]
    return {
      sql: `CASE WHEN length(${text}) > ${kept} THEN concat(${ends.join(', ')}) ELSE ${stars(`length(${text})`)} END`,
      bind: {},
      type: 'text',
    }
  },
}

const stars = (count: string): string => `repeat('*', ${count})`
