/** Replaces a value by the broader word of a hierarchy; a value the hierarchy does not know is left out, never passed on. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

export const generalizeHierarchy: MaskKind<'generalize-hierarchy'> = {
  kind: 'generalize-hierarchy',
  inverse: 'none',
  leaks: { zh: '上一级的类别；只对应一个取值的类别等于原值', en: 'the broader word; a word that stands for one value only is that value' },
  fits: ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'],
  toSql: ({ valueByValue }, column) => {
    const [from, to] = [`${column.slot}_from`, `${column.slot}_to`]
    const bind = { [from]: Object.keys(valueByValue), [to]: Object.values(valueByValue) }
    return { sql: `map($${from}, $${to})[${textOf(column)}]`, bind, type: 'text' }
  },
}
