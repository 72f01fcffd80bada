/** Article 23: the last day to pay. */
import type { ClockRule } from '../../kernel/clocks.ts'
import type { Bill, BillFacts } from './state.ts'

export const clocks: readonly ClockRule<Bill, BillFacts>[] = [
  {
    name: 'payment',
    title: { zh: '缴款', en: 'payment' },
    kind: 'task',
    rule: 'W23-3',
    ends: { zh: '停止新的使用授权', en: 'nothing new is granted' },
    remind: 'taskRemindDays',
    running: ({ stage, consumer, notice }) =>
      stage === 'noticed' && notice
        ? [{ start: notice.on, due: notice.due, whose: [{ role: 'consumer', organization: consumer }, { role: 'finance' }] }]
        : [],
  },
]
