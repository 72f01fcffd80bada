/** Article 19: the last day to destroy, and the last day of what is held by law. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import type { Destruction, DestructionFacts } from './state.ts'

type DestructionClock = ClockRule<Destruction, DestructionFacts>

const whoseTurn = (stage: Destruction['stage']) => (stage === 'approved' || stage === 'executing' ? 'data-center' : 'data-authority')

const destruction: DestructionClock = {
  name: 'destruction',
  title: { zh: '数据销毁', en: 'destruction of data' },
  kind: 'task',
  rule: 'A19',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, openedOn, due }, on) =>
    ['opened', 'approved', 'executing', 'executed'].includes(stage)
      ? [
          {
            start: openedOn,
            due: due ?? workdaysAfter(calendar, openedOn, on(openedOn).destructionWorkdays),
            whose: [{ role: whoseTurn(stage) }],
          },
        ]
      : [],
}

const legalHold: DestructionClock = {
  name: 'legal-hold',
  title: { zh: '依法保留', en: 'hold by law' },
  kind: 'term',
  rule: 'W19-4',
  ends: { zh: '保留期满，应当解除并销毁', en: 'the hold is over: it is lifted and the data destroyed' },
  remind: 'evidenceRemindDays',
  running: ({ stage, hold }) => (stage === 'held' && hold ? [{ due: hold.until, whose: [{ role: 'data-authority' }] }] : []),
}

export const clocks: readonly DestructionClock[] = [destruction, legalHold]
