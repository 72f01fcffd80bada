/** Article 24: how long the form review of a matter of registration may take, and its public notice. */
import type { ClockRule } from '../../kernel/clocks.ts'
import type { Registration, RegistrationFacts } from './state.ts'

type RegistrationClock = ClockRule<Registration, RegistrationFacts>

const review: RegistrationClock = {
  name: 'registration-matter-review',
  title: { zh: '登记事项形式审核', en: 'form review of a matter of registration' },
  kind: 'task',
  rule: 'A24',
  ends: { zh: '提示登记机构', en: 'the registrar is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, applicant, reviewDue }) =>
    stage === 'applied' && reviewDue
      ? [{ due: reviewDue, whose: [{ role: 'registrar' }, { role: 'operator', organization: applicant }] }]
      : [],
}

const notice: RegistrationClock = {
  name: 'registration-matter-notice',
  title: { zh: '登记事项公示', en: 'public notice of a matter of registration' },
  kind: 'notice',
  rule: 'A24',
  ends: { zh: '公示期满，可以办结', en: 'the notice is over and the matter can be completed' },
  running: ({ stage, operator, notice: opened }) =>
    stage === 'in-notice' && opened
      ? [{ start: opened.from, due: opened.until, whose: [{ role: 'registrar' }, { role: 'operator', organization: operator }] }]
      : [],
}

export const clocks: readonly RegistrationClock[] = [review, notice]
