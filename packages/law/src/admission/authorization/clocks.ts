/** Articles 10, 14, 15, 18 and 29: the clocks that run while an authorization stands, and the reports and assessments still owed after it. */
import type { ClockRule, NumbersOn, Running, Whose } from '../../kernel/clocks.ts'
import { contractYears } from '../../kernel/contract-years.ts'
import { addDays, monthsBefore } from '../../kernel/days.ts'
import { periodsTouching, type ReportKind } from '../../kernel/report-periods.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import type { Parameters } from '../../parameters.ts'
import { recheckDue } from './rechecking.ts'
import type { Authorization, AuthorizationFacts } from './state.ts'

type AuthorizationClock = ClockRule<Authorization, AuthorizationFacts>

const theOperator = ({ operator }: Authorization): readonly Whose[] => [{ role: 'operator', organization: operator }]
const stands = ({ stage }: Authorization): boolean => ['pending', 'active', 'suspended'].includes(stage)
const whenever = (holds: boolean, running: () => Running): readonly Running[] => (holds ? [running()] : [])

const term: AuthorizationClock = {
  name: 'term',
  title: { zh: '授权期限', en: 'term of the authorization' },
  kind: 'term',
  rule: 'W10-4',
  ends: { zh: '授权届满，停止数据使用', en: 'the authorization expires and access closes' },
  act: 'expire',
  remind: 'renewalRemindDays',
  running: (state) =>
    whenever(stands(state), () => ({ start: state.from, due: state.until, whose: [...theOperator(state), { role: 'data-authority' }] })),
}

const renewal: AuthorizationClock = {
  name: 'renewal-window',
  title: { zh: '重新申请期间', en: 'window to apply again' },
  kind: 'window',
  rule: 'W10-3',
  ends: { zh: '不再受理重新申请', en: 'no further application to go on is taken' },
  running: (state, on) =>
    whenever(stands(state), () => {
      const opens = monthsBefore(state.until, on(state.from).renewalWindowMonths)
      return { start: opens < state.from ? state.from : opens, due: state.until, whose: theOperator(state) }
    }),
}

const rectification: AuthorizationClock = {
  name: 'rectification',
  title: { zh: '限期整改', en: 'rectification' },
  kind: 'task',
  rule: 'A10',
  ends: { zh: '记录整改逾期，可以提请终止授权', en: 'it is noted as overdue, and the termination can be proposed' },
  act: 'note-rectification-overdue',
  remind: 'taskRemindDays',
  running: (state) => {
    const { rectification: order, stage } = state
    if (stage !== 'suspended' || order === undefined || order.feedback !== undefined || order.failed !== undefined) return []
    return [{ start: order.orderedOn, due: order.due, whose: theOperator(state) }]
  },
}

const letter: AuthorizationClock = {
  name: 'responsible-letter',
  title: { zh: '重新签署责任书', en: 'new letter of responsibility' },
  kind: 'task',
  rule: 'W14-2',
  ends: { zh: '向数据主管部门提出暂停建议', en: 'a suspension is proposed to the data authority' },
  act: 'note-letter-overdue',
  remind: 'taskRemindDays',
  running: (state, on) => {
    const { responsibleChange: change } = state
    if (!stands(state) || change === undefined) return []
    const due = workdaysAfter(calendar, change.on, on(change.on).responsibleLetterWorkdays)
    return [{ start: change.on, due, whose: theOperator(state) }]
  },
}

/** In force from its first day to its end, whether by term or earlier. */
const ran = ({ activeSince, ended, until }: Authorization) =>
  activeSince === undefined ? undefined : { from: activeSince, until: ended !== undefined && ended.on < until ? ended.on : until }

/** A period starts to be owed as it is over; the report that is handed in stops its clocks, and a returned one runs on a clock of its own. */
const owed =
  (kind: ReportKind, lateBy: (numbers: Parameters) => number = () => 0) =>
  (state: Authorization, on: NumbersOn, id: string): readonly Running[] => {
    const time = ran(state)
    return time === undefined
      ? []
      : periodsTouching(time, kind, on).map((period) => ({
          subject: period.id,
          start: period.to,
          due: addDays(period.due, lateBy(on(period.to))),
          whose: theOperator(state),
          answeredBy: `report/${id}.${period.id}`,
        }))
  }

const periodicReport: AuthorizationClock = {
  name: 'periodic-report',
  title: { zh: '报送定期报告', en: 'periodic report' },
  kind: 'task',
  rule: 'W15-3',
  ends: { zh: '停止受理新的数据申请', en: 'no new data request is taken' },
  remind: 'taskRemindDays',
  running: owed('periodic'),
}

const annualReport: AuthorizationClock = {
  name: 'annual-report',
  title: { zh: '报送年度运营报告', en: 'annual report' },
  kind: 'task',
  rule: 'W18-2',
  ends: { zh: '报送前不得重新申请授权', en: 'no renewal before it is handed in' },
  remind: 'taskRemindDays',
  running: owed('annual'),
}

const lateReport: AuthorizationClock = {
  name: 'late-report',
  title: { zh: '定期报告逾期宽限', en: 'a periodic report that stays away' },
  kind: 'term',
  rule: 'W15-3',
  ends: { zh: '向数据主管部门提出暂停建议', en: 'a suspension is proposed to the data authority' },
  act: 'note-report-overdue',
  running: owed('periodic', ({ periodicReportProposalDays }) => periodicReportProposalDays),
}

const yearlyAssessment: AuthorizationClock = {
  name: 'yearly-assessment',
  title: { zh: '完成年度评估', en: 'yearly assessment' },
  kind: 'task',
  rule: 'A29',
  ends: { zh: '提示数据主管部门；未评估的年度不得重新申请', en: 'the data authority is alarmed; no renewal without the result' },
  remind: 'taskRemindDays',
  running: (state, on, id) => {
    const time = ran(state)
    if (time === undefined) return []
    const years = contractYears({ from: state.from, until: time.until })
    return years.map(({ year, until }) => ({
      subject: `${year}`,
      start: until,
      due: addDays(until, on(until).assessmentDays),
      whose: [{ role: 'data-authority' }],
      answeredBy: `assessment/${id}.y${year}`,
    }))
  },
}

const recheck: AuthorizationClock = {
  name: 'condition-recheck',
  title: { zh: '定期复核运营单位条件', en: 'monthly check of the conditions' },
  kind: 'term',
  rule: 'W7-5',
  ends: { zh: '平台自动复核名单和证明材料', en: 'the platform looks at lists and evidence again' },
  act: 'recheck-conditions',
  asksOutside: true,
  running: (state, on) => {
    const { recheckedOn, grantedOn } = state
    const start = recheckedOn ?? grantedOn
    if (!stands(state) || start === undefined) return []
    return [{ start, due: recheckDue(state, on(start).listRecheckMonths), whose: [{ role: 'data-authority' }] }]
  },
}

const evidence: AuthorizationClock = {
  name: 'condition-evidence',
  title: { zh: '运营条件证明材料有效期', en: 'validity of the evidence for a condition' },
  kind: 'validity',
  rule: 'W7-1',
  ends: { zh: '证明材料失效；复核时提出整改建议', en: 'it counts no longer; the next check proposes a rectification' },
  remind: 'evidenceRemindDays',
  running: (state) =>
    stands(state)
      ? state.evidence.map(({ condition, validFrom, validTo }, place) => ({
          subject: `${condition} ${place + 1}`,
          start: validFrom,
          due: validTo,
          whose: theOperator(state),
        }))
      : [],
}

export const clocks: readonly AuthorizationClock[] = [
  term,
  renewal,
  rectification,
  letter,
  periodicReport,
  lateReport,
  annualReport,
  yearlyAssessment,
  recheck,
  evidence,
]
