/** Articles 6, 20, 22 and 23: a bill from the meter over the treasury to the statement of who shares in it. */

import { procedure, type Turn } from '../kernel/act.ts'
import { joined, titleOfCase } from '../kernel/title.ts'
import { confirm, draft, reverse } from './bill/charging.ts'
import { clocks } from './bill/clocks.ts'
import { distribute, markPaid, notice, receipt } from './bill/collecting.ts'
import { type Bill, type BillEvent, type BillFacts, evolve, start } from './bill/state.ts'

export { journalOf } from './bill/journal.ts'
export { type Bill, type BillEvent, type BillFacts, chargesWithin, isOverdueOn } from './bill/state.ts'

const turnsOf = ({ stage, consumer, notice: issued }: Bill): readonly Turn[] => {
  switch (stage) {
    case 'drafted':
      return [{ role: 'consumer', organization: consumer }]
    case 'noticed':
      return [
        { role: 'consumer', organization: consumer, ...(issued && { due: issued.due }) },
        { role: 'finance', ...(issued && { due: issued.due }) },
      ]
    case 'confirmed':
    case 'paid':
    case 'receipted':
      return [{ role: 'finance' }]
    default:
      return []
  }
}

export const bills = procedure<Bill, BillFacts, BillEvent>({
  name: 'bill',
  plural: 'bills',
  title: { zh: '账单', en: 'Bill' },
  start,
  evolve,
  acts: [draft, confirm, notice, markPaid, receipt, distribute, reverse],
  stages: {
    none: { zh: '未出账', en: 'not drafted' },
    drafted: { zh: '待确认', en: 'to be confirmed' },
    confirmed: { zh: '已确认', en: 'confirmed' },
    noticed: { zh: '待缴款', en: 'to be paid' },
    paid: { zh: '已入库', en: 'paid' },
    receipted: { zh: '已开票', en: 'receipted' },
    distributed: { zh: '已分配', en: 'shared' },
    reversed: { zh: '已冲销', en: 'reversed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ product, from, to }) => joined(titleOfCase('product', product), `${from} — ${to}`),
  concerns: ({ operator, consumer, statement }) => ({
    organizations: [...new Set([operator, consumer, ...(statement?.parts.map(({ organization }) => organization) ?? [])])],
    roles: ['finance', 'data-authority', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ product, operator, consumer }) => [`product:${product}`, `operator:${operator}`, `consumer:${consumer}`],
  personal: false,
})
