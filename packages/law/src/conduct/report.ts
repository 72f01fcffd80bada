/** Articles 15 and 18: periodic and annual reports; the platform fills in what it knows, and a figure that differs is explained. */

import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { type Matter, rule } from '../kernel/rule.ts'
import { reasonShape, referenceTo } from '../kernel/shapes.ts'
import { bilingual, joined, titleOfCase } from '../kernel/title.ts'
import {
  type Explanations,
  explanationsShape,
  figuresReported,
  figuresShape,
  noFigures,
  type ReportFigures,
  unexplained,
} from './report/figures.ts'
import { periodsOwed, type ReportKind, type ReportPeriod } from './report/periods.ts'

type Stage = 'none' | 'submitted' | 'returned' | 'accepted'

export type { FigureName, ReportFigures } from './report/figures.ts'
export { figureNames, noFigures } from './report/figures.ts'

export interface ReportSections {
  readonly storage: string
  readonly processing: string
  readonly analysis: string
  readonly security: string
  readonly market: string
}

export interface Report {
  readonly stage: Stage
  readonly authorization: string
  readonly operator: string
  readonly authority: string
  readonly period: string
  readonly kind: ReportKind
  readonly due: Day | undefined
  readonly submittedOn: Day | undefined
  readonly isLate: boolean
  readonly figures: ReportFigures
  readonly recorded: ReportFigures
  readonly explanations: Explanations
  readonly returned: string
}

export interface ReportFacts {
  readonly authorization: {
    readonly operator: string
    readonly authority: string
    readonly activeSince: Day | undefined
    /** Its last day, whether by term or by an earlier end. */
    readonly until: Day
  }
  readonly recorded: ReportFigures
}

export type ReportEvent =
  | {
      readonly type: 'ReportSubmitted'
      readonly authorization: string
      readonly operator: string
      readonly authority: string
      readonly period: string
      readonly kind: ReportKind
      readonly due: Day
      readonly submittedOn: Day
      readonly isLate: boolean
      readonly sections: ReportSections
      readonly figures: ReportFigures
      readonly recorded: ReportFigures
      readonly explanations: Explanations
    }
  | { readonly type: 'ReportReturned'; readonly reason: string }
  | { readonly type: 'ReportAccepted' }

const act = actsOf<Report, ReportFacts, ReportEvent>()

const part = z.string().trim().max(20_000).default('').meta({ format: 'document' })
const submitShape = z.object({
  authorization: referenceTo('authorizations'),
  period: z.string().regex(/^\d{4}(-q[1-4])?$/),
  sections: z.object({ storage: part, processing: part, analysis: part, security: part, market: part }),
  attachments: attachmentsShape,
  figures: figuresShape,
  explanations: explanationsShape,
})
type Submission = z.infer<typeof submitShape>

const kindOf = (period: string): ReportKind => (period.includes('q') ? 'periodic' : 'annual')

const periodOf = ({ asked, facts, on, parameters }: Matter<Report, ReportFacts, Submission>): ReportPeriod | undefined =>
  periodsOwed(facts.authorization, kindOf(asked.period), on, parameters).find(({ id }) => id === asked.period)

const figuresOf = ({ asked, facts: { recorded } }: Matter<Report, ReportFacts, Submission>): ReportFigures =>
  figuresReported(asked.figures, recorded)

export const submit = act(submitShape, {
  name: 'report.submit',
  title: { zh: '报送运营报告', en: 'Hand in a report' },
  when: [
    onlyBy('A15', 'operator'),
    stageIs('A15', 'handed-in', { zh: '该期报告已报送', en: 'the report for this period has been handed in' }, 'none', 'returned'),
  ],
  provided: [
    rule(
      'A15',
      'not-your-authorization',
      { zh: '只能报送本单位授权的运营报告', en: 'reports are on your own authorization' },
      ({ facts, by }) => by.organization !== '' && facts.authorization.operator === by.organization,
      'authorization',
    ),
    rule(
      'A15',
      'period-not-owed',
      { zh: '该周期尚未届满，或者不在授权期内', en: 'this period is not over yet, or lies outside the authorization' },
      (matter) => periodOf(matter) !== undefined,
      'period',
    ),
    rule(
      'W18-1',
      'sections-missing',
      {
        zh: '年度运营报告应当包括产品存储、加工处理、分析利用、安全管理和市场运营五个部分，缺一不可',
        en: 'an annual report has five sections: storage, processing, analysis and use, security management, market operation',
      },
      ({ asked: { period, sections } }) => kindOf(period) === 'periodic' || Object.values(sections).every((text) => text !== ''),
      'sections',
    ),
    rule(
      'A15',
      'report-empty',
      { zh: '定期报告应当说明安全管理情况', en: 'a periodic report says how security was managed' },
      ({ asked: { period, sections } }) => kindOf(period) === 'annual' || sections.security !== '',
      'sections',
    ),
    rule(
      'W18-3',
      'difference-unexplained',
      {
        zh: '所报数据与平台记录不一致的，应当逐项说明原因',
        en: 'a figure differs from the records of the platform: say why, for each one',
      },
      (matter) => unexplained(figuresOf(matter), matter.facts.recorded, matter.asked.explanations).length === 0,
      'figures',
      'explanations',
    ),
  ],
  records: (matter) => {
    const { asked, facts, on } = matter
    const period = periodOf(matter)
    if (period === undefined) return []
    return [
      {
        type: 'ReportSubmitted',
        ...asked,
        operator: facts.authorization.operator,
        authority: facts.authorization.authority,
        kind: period.kind,
        due: period.due,
        submittedOn: on,
        isLate: on > period.due,
        figures: figuresOf(matter),
        recorded: facts.recorded,
      },
    ]
  },
})

const submitted = stageIs<Report, ReportFacts, unknown>(
  'A15',
  'not-submitted',
  { zh: '没有待审阅的报告', en: 'no report waits to be read' },
  'submitted',
)

/** A report that went back counts as not handed in. */
export const returnReport = act(z.object({ reason: reasonShape }), {
  name: 'report.return',
  title: { zh: '退回报告', en: 'Return the report' },
  when: [onlyBy('A18', 'data-authority'), submitted],
  provided: [],
  records: ({ asked }) => [{ type: 'ReportReturned', ...asked }],
})

export const accept = act(z.object({}), {
  name: 'report.accept',
  title: { zh: '接收报告', en: 'Accept the report' },
  when: [onlyBy('A18', 'data-authority'), submitted],
  provided: [],
  records: () => [{ type: 'ReportAccepted' }],
})

/** Whether it counts for its period. */
export const isHandedIn = ({ stage }: Report): boolean => stage === 'submitted' || stage === 'accepted'

const start: Report = {
  stage: 'none',
  authorization: '',
  operator: '',
  authority: '',
  period: '',
  kind: 'periodic',
  due: undefined,
  submittedOn: undefined,
  isLate: false,
  figures: noFigures,
  recorded: noFigures,
  explanations: {},
  returned: '',
}

const evolve = (state: Report, event: ReportEvent): Report => {
  switch (event.type) {
    case 'ReportSubmitted': {
      const { type: _, sections: __, ...submission } = event
      return { ...state, stage: 'submitted', ...submission, returned: '' }
    }
    case 'ReportReturned':
      return { ...state, stage: 'returned', returned: event.reason }
    case 'ReportAccepted':
      return { ...state, stage: 'accepted' }
  }
}

const clocks: readonly ClockRule<Report, ReportFacts>[] = [
  {
    name: 'returned-report',
    title: { zh: '修改后重新报送报告', en: 'handing in a returned report again' },
    kind: 'task',
    rule: 'A18',
    ends: { zh: '按未报送处理', en: 'it counts as not handed in' },
    remind: 'taskRemindDays',
    running: ({ stage, operator, due }) =>
      stage === 'returned' && due ? [{ due, whose: [{ role: 'operator', organization: operator }] }] : [],
  },
]

/** `2026-q1` as it is said. */
const periodTitle = (period: string): string => {
  const [year = '', quarter] = period.split('-q')
  if (year === '') return ''
  const zh = quarter === undefined ? `${year}年` : `${year}年第${'一二三四'[Number(quarter) - 1] ?? ''}季度`
  return bilingual({ zh, en: quarter === undefined ? year : `${year} Q${quarter}` })
}

export const reports = procedure<Report, ReportFacts, ReportEvent>({
  name: 'report',
  plural: 'reports',
  title: { zh: '运营报告', en: 'Operation report' },
  start,
  evolve,
  acts: [submit, returnReport, accept],
  stages: {
    none: { zh: '未报送', en: 'not handed in' },
    submitted: { zh: '已报送', en: 'handed in' },
    returned: { zh: '已退回', en: 'returned' },
    accepted: { zh: '已接收', en: 'accepted' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ authorization, period }) => joined(periodTitle(period), titleOfCase('authorization', authorization)),
  concerns: ({ operator, authority }) => ({
    organizations: [operator, authority],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: ({ stage, operator, due }) => {
    if (stage === 'submitted') return [{ role: 'data-authority' }]
    if (stage === 'returned') return [{ role: 'operator', organization: operator, ...(due && { due }) }]
    return []
  },
  clocks,
  keysOf: ({ authorization, operator }) => [`authorization:${authorization}`, `operator:${operator}`],
  personal: false,
})
