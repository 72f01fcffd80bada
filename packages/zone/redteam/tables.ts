/** The tables that are attacked: one state of disclosure each, a subject with one row and one with many. */
import type { CheckedTable } from '../src/sql/check.ts'

export const tables: readonly CheckedTable[] = [
  {
    name: 'people',
    minimumGroup: 10,
    subject: { column: 'id', oneRow: true },
    columns: [
      { name: 'id', type: 'text', disclosure: 'join-key' },
      { name: 'age', type: 'integer', disclosure: 'plain' },
      { name: 'district', type: 'text', disclosure: 'masked' },
      { name: 'income', type: 'number', disclosure: 'after-aggregation' },
      { name: 'band', type: 'text', disclosure: 'after-grouping' },
      { name: 'sick', type: 'boolean', disclosure: 'filter-only' },
      { name: 'mobile', type: 'text', disclosure: 'hidden' },
    ],
  },
  {
    name: 'visits',
    minimumGroup: 20,
    subject: { column: 'person', oneRow: false },
    columns: [
      { name: 'person', type: 'text', disclosure: 'join-key' },
      { name: 'cost', type: 'number', disclosure: 'after-aggregation' },
      { name: 'kind', type: 'text', disclosure: 'plain' },
      { name: 'on_day', type: 'date', disclosure: 'plain' },
    ],
  },
]
