/** Article 15: one press stops a workspace and what came of it; it is reported truthfully, and only the data authority releases it. */

import { z } from 'zod'
import { kindShape, type RiskKind, riskKinds } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { dayOf, type Instant, instant } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, idShape, reasonShape, referenceTo } from '../kernel/shapes.ts'
import { bilingual, joined, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'raised' | 'reported' | 'assessed' | 'released' | 'closed'

export interface RiskReport {
  readonly stage: Stage
  /** The data request, which is also the workspace that stopped. */
  readonly request: string
  readonly authorization: string
  readonly operator: string
  readonly kind: RiskKind
  readonly raisedAt: Instant | undefined
  /** Last moment of the written report. */
  readonly reportDue: Instant | undefined
  readonly reportedAt: Instant | undefined
  readonly isLate: boolean
  readonly conclusion: string
  /** The job that the zone's tripwire stopped; empty where a person raised it. */
  readonly alarm: string
}

export interface RiskReportFacts {
  /** The request at hand; no operator where there is none. */
  readonly request: { readonly operator: string; readonly authorization: string; readonly stage: string }
}

export type RiskReportEvent =
  | {
      readonly type: 'RiskRaised'
      readonly request: string
      readonly authorization: string
      readonly operator: string
      readonly kind: RiskKind
      readonly finding: string
      readonly raisedAt: Instant
      readonly reportDue: Instant
      /** The job that the zone's tripwire stopped; left out where a person raised it. */
      readonly alarm?: string
    }
  | { readonly type: 'RiskReported'; readonly report: string; readonly at: Instant; readonly isLate: boolean }
  | { readonly type: 'RiskAssessed'; readonly conclusion: string }
  | { readonly type: 'RiskReleased'; readonly reason: string }
  | { readonly type: 'RiskClosed'; readonly reason: string }

const act = actsOf<RiskReport, RiskReportFacts, RiskReportEvent>()
const stage = stageIs<RiskReport, RiskReportFacts, unknown>

const opened = ['active', 'frozen', 'ended', 'sealed']

interface Raising {
  readonly asked: { readonly request: string; readonly kind: RiskKind; readonly finding: string; readonly alarm?: string }
  readonly facts: RiskReportFacts
  readonly at: Instant
  readonly parameters: { readonly riskReportHours: number }
}

const raised = ({ asked, facts, at, parameters }: Raising): readonly RiskReportEvent[] => [
  {
    type: 'RiskRaised',
    ...asked,
    authorization: facts.request.authorization,
    operator: facts.request.operator,
    raisedAt: at,
    reportDue: instant(new Date(Date.parse(at) + parameters.riskReportHours * 3_600_000).toISOString()),
  },
]

/** The stop itself: nothing more is asked than what and why, and nobody is asked for leave. */
export const raise = act(z.object({ request: referenceTo('data-requests'), kind: kindShape(riskKinds), finding: reasonShape }), {
  name: 'risk-report.raise',
  title: { zh: '一键停止并报告风险', en: 'Stop at once and report a risk' },
  when: [
    onlyBy('W15-2', 'operator', 'operator-analyst', 'operator-security', 'security-authority', 'data-authority'),
    stage('A15', 'already-raised', { zh: '该风险已报告', en: 'this risk has been raised already' }, 'none'),
  ],
  provided: [
    rule(
      'A15',
      'no-open-workspace',
      { zh: '该数据申请没有已开通的工作空间', en: 'this request has no workspace that stands open' },
      ({ facts }) => opened.includes(facts.request.stage),
      'request',
    ),
    rule(
      'A15',
      'not-your-workspace',
      { zh: '运营单位只能停止本单位的工作空间', en: 'people of an operator stop its own workspaces' },
      ({ facts, by }) =>
        by.roles.some((role) => role === 'security-authority' || role === 'data-authority') || facts.request.operator === by.organization,
      'request',
    ),
  ],
  records: raised,
})

/** The zone has stopped it already; what it found is drafted here, and the operator still reports in writing and in time. */
export const noteAlarm = act(
  z.object({ request: referenceTo('data-requests'), kind: kindShape(riskKinds), finding: reasonShape, alarm: idShape }),
  {
    name: 'risk-report.note-alarm',
    title: { zh: '记录授权运营域自动停止', en: 'Note that the zone stopped by itself' },
    when: [
      onlyBy('W15-2', 'platform'),
      stage('A15', 'already-raised', { zh: '该风险已报告', en: 'this risk has been raised already' }, 'none'),
    ],
    provided: [
      rule(
        'A15',
        'no-open-workspace',
        { zh: '该数据申请没有已开通的工作空间', en: 'this request has no workspace that stands open' },
        ({ facts }) => opened.includes(facts.request.stage),
        'request',
      ),
    ],
    records: raised,
  },
)

export const report = act(z.object({ report: documentShape, attachments: attachmentsShape }), {
  name: 'risk-report.report',
  title: { zh: '提交书面风险报告', en: 'Hand in the written report' },
  when: [
    onlyBy('A15', 'operator', 'operator-security'),
    ownedBy(
      'A15',
      'not-your-risk',
      { zh: '由所涉运营单位报告', en: 'the operator concerned reports' },
      ({ operator }: RiskReport) => operator,
    ),
    stage('A15', 'not-raised', { zh: '没有待书面报告的风险', en: 'no risk waits for its written report' }, 'raised'),
  ],
  provided: [],
  records: ({ asked, state, at }) => [
    { type: 'RiskReported', ...asked, at, isLate: state.reportDue !== undefined && at > state.reportDue },
  ],
})

export const assess = act(z.object({ conclusion: reasonShape }), {
  name: 'risk-report.assess',
  title: { zh: '研判风险', en: 'Assess the risk' },
  when: [
    onlyBy('A15', 'security-authority'),
    stage(
      'A15',
      'nothing-to-assess',
      { zh: '尚未提交书面报告或者已研判', en: 'there is no written report yet, or it has been assessed' },
      'reported',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RiskAssessed', ...asked }],
})

/** W15-4: whoever pressed cannot take it back. */
export const release = act(z.object({ reason: reasonShape }), {
  name: 'risk-report.release',
  title: { zh: '解除停止', en: 'Release what was stopped' },
  when: [
    onlyBy('W15-4', 'data-authority'),
    stage(
      'W15-2',
      'not-assessed',
      { zh: '风险尚未经安全主管部门研判，不得解除', en: 'the security authority has not assessed the risk yet' },
      'assessed',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RiskReleased', ...asked }],
})

/** The other way out: what stopped is sealed or destroyed and never goes on. */
export const close = act(z.object({ reason: reasonShape }), {
  name: 'risk-report.close',
  title: { zh: '办结（数据已封存或销毁）', en: 'Close: the data is sealed or destroyed' },
  when: [
    onlyBy('W15-4', 'data-authority'),
    stage('A15', 'not-open', { zh: '风险报告已办结', en: 'the risk report is closed' }, 'raised', 'reported', 'assessed'),
    rule(
      'W15-2',
      'workspace-stands',
      { zh: '工作空间未封存、未销毁，应当按程序解除', en: 'the workspace is neither sealed nor destroyed: it has to be released' },
      ({ facts }) => ['sealed', 'destroyed'].includes(facts.request.stage),
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RiskClosed', ...asked }],
})

/** While it is open nothing it concerns goes on. */
export const holdsStill = ({ stage: at }: RiskReport): boolean => ['raised', 'reported', 'assessed'].includes(at)

const start: RiskReport = {
  stage: 'none',
  request: '',
  authorization: '',
  operator: '',
  kind: 'public-interest',
  raisedAt: undefined,
  reportDue: undefined,
  reportedAt: undefined,
  isLate: false,
  conclusion: '',
  alarm: '',
}

const evolve = (state: RiskReport, event: RiskReportEvent): RiskReport => {
  switch (event.type) {
    case 'RiskRaised': {
      const { type: _, finding: __, ...raised } = event
      return { ...state, stage: 'raised', ...raised }
    }
    case 'RiskReported':
      return { ...state, stage: 'reported', reportedAt: event.at, isLate: event.isLate }
    case 'RiskAssessed':
      return { ...state, stage: 'assessed', conclusion: event.conclusion }
    case 'RiskReleased':
      return { ...state, stage: 'released' }
    case 'RiskClosed':
      return { ...state, stage: 'closed' }
  }
}

const clocks: readonly ClockRule<RiskReport, RiskReportFacts>[] = [
  {
    name: 'risk-written-report',
    title: { zh: '书面报告风险', en: 'written report of a risk' },
    kind: 'task',
    rule: 'A15',
    ends: { zh: '记为迟报', en: 'it counts as late' },
    running: ({ stage: at, operator, raisedAt, reportDue }) =>
      at === 'raised' && raisedAt && reportDue
        ? [{ start: dayOf(raisedAt), due: dayOf(reportDue), whose: [{ role: 'operator', organization: operator }] }]
        : [],
  },
]

export const riskReports = procedure<RiskReport, RiskReportFacts, RiskReportEvent>({
  name: 'risk-report',
  plural: 'risk-reports',
  title: { zh: '风险报告', en: 'Risk report' },
  start,
  evolve,
  acts: [raise, noteAlarm, report, assess, release, close],
  stages: {
    none: { zh: '未报告', en: 'not raised' },
    raised: { zh: '已停止，待书面报告', en: 'stopped, waiting for the written report' },
    reported: { zh: '待研判', en: 'waiting for the assessment' },
    assessed: { zh: '已研判', en: 'assessed' },
    released: { zh: '已解除', en: 'released' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ kind, request }) => joined(bilingual(riskKinds[kind]), titleOfCase('data-request', request)),
  concerns: ({ operator }) => ({ organizations: [operator], roles: ['data-authority', 'security-authority', 'audit-admin'] }),
  turns: ({ stage: at, operator, reportDue }) => {
    if (at === 'raised') return [{ role: 'operator', organization: operator, ...(reportDue && { due: dayOf(reportDue) }) }]
    if (at === 'reported') return [{ role: 'security-authority' }]
    if (at === 'assessed') return [{ role: 'data-authority' }]
    return []
  },
  clocks,
  keysOf: ({ request, authorization, operator }) => [`request:${request}`, `authorization:${authorization}`, `operator:${operator}`],
  personal: false,
})
