/** Leaves the column and none of its values. */

import { engineTypes } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const suppress: MaskKind<'suppress'> = {
  kind: 'suppress',
  inverse: 'none',
  leaks: { zh: '除该字段存在外，不透露任何信息', en: 'nothing but that the column exists' },
  fits: ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'],
  toSql: (_, column) => ({ sql: `CAST(NULL AS ${engineTypes[column.type]})`, bind: {}, type: column.type }),
}
