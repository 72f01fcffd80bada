/** Articles 10, 18 and 29: who may apply again for what it runs, when, and with which results. */
import { contractYearsOver } from '../../kernel/contract-years.ts'
import { isWithin, monthsBefore, windowOfDays } from '../../kernel/days.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import type { Application, ApplicationFacts, RenewalFact } from './state.ts'

interface Renewing {
  readonly renews: string
  readonly scenarios: readonly string[]
}
type Filed = Matter<Application, ApplicationFacts, Renewing>

const yearsOver = ({ from, until }: RenewalFact, { on }: Pick<Filed, 'on'>) => contractYearsOver(from, until, on)

/** Held against every filing: what is no renewal passes all but the first. */
export const renewalRules: readonly Rule<Application, ApplicationFacts, Renewing>[] = [
  rule(
    'W10-3',
    'renewal-not-named',
    {
      zh: '本单位正在运营该应用场景，应当作为期满重新申请提出，并指明原授权',
      en: 'you run one of these scenarios: name the authorization that is to be renewed',
    },
    ({ asked, facts }) =>
      asked.renews !== '' || facts.running.every(({ scenarios }) => scenarios.every((scenario) => !asked.scenarios.includes(scenario))),
    'renews',
  ),
  rule(
    'A10',
    'not-yours-to-renew',
    { zh: '只能就本单位尚未终结的授权重新申请', en: 'only an authorization of yours that has not ended is renewed' },
    ({ asked, facts, by }) =>
      asked.renews === '' ||
      (facts.renewal?.operator === by.organization && ['pending', 'active', 'suspended'].includes(facts.renewal.stage)),
    'renews',
  ),
  rule(
    'W10-3',
    'outside-renewal-window',
    { zh: '重新申请应当在期满前三个月内提出', en: 'renewal is asked for within the three months before expiry' },
    ({ asked, facts: { renewal }, at, parameters }) =>
      asked.renews === '' ||
      renewal === undefined ||
      isWithin(windowOfDays(monthsBefore(renewal.until, parameters.renewalWindowMonths), renewal.until), at),
    'renews',
  ),
  rule(
    'W18-2',
    'annual-report-missing',
    { zh: '有年度运营报告逾期未报送，不得重新申请', en: 'an annual report is overdue: hand it in first' },
    ({ asked, facts: { renewal } }) => asked.renews === '' || renewal === undefined || renewal.yearsWithoutReport.length === 0,
    'renews',
  ),
  rule(
    'W10-7',
    'last-assessment-missing',
    { zh: '重新申请应当附最近一个协议年度的评估结果', en: 'the assessment of the last contract year has no result yet' },
    (matter) => {
      const { renewal } = matter.facts
      const last = renewal && yearsOver(renewal, matter).at(-1)
      return matter.asked.renews === '' || renewal === undefined || last === undefined || renewal.assessedYears.includes(last)
    },
    'renews',
  ),
]

/** W29-4 at the decisions: every contract year that is over has its result. */
export const allYearsAssessed: Rule<Application, ApplicationFacts, unknown> = rule(
  'W29-4',
  'assessment-year-missing',
  { zh: '原授权有协议年度缺少评估结果，不得续期', en: 'a contract year of the authorization to be renewed has no assessment result' },
  (matter) => {
    const { renewal } = matter.facts
    return (
      matter.state.renews === '' ||
      renewal === undefined ||
      yearsOver(renewal, matter).every((year) => renewal.assessedYears.includes(year))
    )
  },
)
