/** Articles 15 and 25: an inspection asks for evidence, finds what is wrong, and what stays wrong becomes a case of article 10. */

import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { type Matter, rule } from '../kernel/rule.ts'
import { dayShape, documentShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'planned' | 'closed'

export interface EvidenceAsked {
  readonly number: number
  readonly material: string
  readonly due: Day
  readonly answered: boolean
}

export interface Finding {
  readonly number: number
  readonly finding: string
  readonly due: Day
  readonly standing: 'open' | 'reported' | 'accepted' | 'overdue'
}

export interface Inspection {
  readonly stage: Stage
  readonly authorization: string
  readonly operator: string
  readonly body: string
  readonly title: string
  readonly plannedFor: Day | undefined
  readonly packages: number
  readonly evidence: readonly EvidenceAsked[]
  readonly findings: readonly Finding[]
}

export interface InspectionFacts {
  readonly authorization: {
    /** Empty where there is no such authorization. */
    readonly operator: string
    readonly stage: string
    /** Whether a proposal to suspend waits for the data authority. */
    readonly proposalOpen: boolean
  }
  /** The newest entries of the authorization and of everything that came of it. */
  readonly entries: readonly string[]
}

export type InspectionEvent =
  | {
      readonly type: 'InspectionPlanned'
      readonly authorization: string
      readonly operator: string
      readonly body: string
      readonly title: string
      readonly plannedFor: Day
    }
  | { readonly type: 'EvidencePackageTaken'; readonly entries: readonly string[] }
  | { readonly type: 'InspectionEvidenceRequested'; readonly number: number; readonly material: string; readonly due: Day }
  | { readonly type: 'InspectionEvidenceAnswered'; readonly number: number; readonly answer: string }
  | { readonly type: 'FindingMade'; readonly number: number; readonly finding: string; readonly due: Day }
  | { readonly type: 'FindingReported'; readonly number: number; readonly feedback: string }
  | { readonly type: 'FindingAccepted'; readonly number: number }
  | { readonly type: 'FindingOverdue'; readonly number: number }
  | { readonly type: 'InspectionClosed'; readonly conclusion: string }

const act = actsOf<Inspection, InspectionFacts, InspectionEvent>()
const underWay = stageIs<Inspection, InspectionFacts, unknown>(
  'A25',
  'not-under-way',
  { zh: '检查未立项或者已办结', en: 'the inspection is not under way' },
  'planned',
)
const yours = ownedBy<Inspection, InspectionFacts, unknown>(
  'A15',
  'not-your-inspection',
  { zh: '由被检查的运营单位办理', en: 'the operator that is inspected does this' },
  ({ operator }) => operator,
)
const inspectors = onlyBy<Inspection, InspectionFacts, unknown>('A25', 'security-authority', 'data-authority')
const dayInTime = rule<Inspection, InspectionFacts, { readonly due: Day }>(
  'A25',
  'due-in-the-past',
  { zh: '期限不得早于今日', en: 'its last day is before today' },
  ({ asked, on }) => asked.due >= on,
  'due',
)
const numberShape = z.int().min(1)

export const plan = act(z.object({ authorization: referenceTo('authorizations'), title: titleShape, plannedFor: dayShape }), {
  name: 'inspection.plan',
  title: { zh: '检查立项', en: 'Plan an inspection' },
  when: [inspectors, stageIs('A25', 'already-planned', { zh: '该检查已立项', en: 'this inspection has been planned' }, 'none')],
  provided: [
    rule(
      'A25',
      'no-such-authorization',
      { zh: '没有该授权', en: 'there is no such authorization' },
      ({ facts }) => facts.authorization.operator !== '',
      'authorization',
    ),
    rule(
      'A25',
      'planned-in-the-past',
      { zh: '检查日期不得早于今日', en: 'an inspection is not planned for a day that is over' },
      ({ asked, on }) => asked.plannedFor >= on,
      'plannedFor',
    ),
  ],
  records: ({ asked, facts, by }) => [
    { type: 'InspectionPlanned', ...asked, operator: facts.authorization.operator, body: by.organization },
  ],
})

/** W15-5: on demand, and without asking the operator: what the ledger shows. */
export const takePackage = act(z.object({}), {
  name: 'inspection.take-package',
  title: { zh: '调取证据包', en: 'Take the evidence package' },
  when: [
    onlyBy('W15-5', 'security-authority', 'data-authority'),
    underWay,
    rule(
      'W15-5',
      'nothing-recorded',
      { zh: '该授权没有可调取的账目', en: 'the ledger shows nothing of this authorization' },
      ({ facts }) => facts.entries.length > 0,
    ),
  ],
  provided: [],
  records: ({ facts }) => [{ type: 'EvidencePackageTaken', entries: facts.entries }],
})

export const requestEvidence = act(z.object({ material: reasonShape, due: dayShape }), {
  name: 'inspection.request-evidence',
  title: { zh: '要求提供材料', en: 'Ask for evidence' },
  when: [inspectors, underWay],
  provided: [dayInTime],
  records: ({ asked, state }) => [{ type: 'InspectionEvidenceRequested', number: state.evidence.length + 1, ...asked }],
})

export const answerEvidence = act(z.object({ number: numberShape, answer: documentShape, attachments: attachmentsShape }), {
  name: 'inspection.answer-evidence',
  title: { zh: '提供材料', en: 'Hand over the evidence' },
  when: [onlyBy('A15', 'operator', 'operator-security'), yours, underWay],
  provided: [
    rule(
      'W15-5',
      'no-open-request',
      { zh: '没有该项待提供的材料', en: 'no request of that number waits for an answer' },
      ({ asked, state }) => state.evidence.some(({ number, answered }) => number === asked.number && !answered),
      'number',
    ),
  ],
  records: ({ asked }) => [{ type: 'InspectionEvidenceAnswered', ...asked }],
})

export const find = act(z.object({ finding: documentShape, due: dayShape, attachments: attachmentsShape }), {
  name: 'inspection.find',
  title: { zh: '记录检查问题', en: 'Record a finding' },
  when: [inspectors, underWay],
  provided: [dayInTime],
  records: ({ asked, state }) => [{ type: 'FindingMade', number: state.findings.length + 1, ...asked }],
})

const findingIn = (code: string, zh: string, en: string, ...standings: readonly Finding['standing'][]) =>
  rule<Inspection, InspectionFacts, { readonly number: number }>(
    'A25',
    code,
    { zh, en },
    ({ asked, state }) => state.findings.some(({ number, standing }) => number === asked.number && standings.includes(standing)),
    'number',
  )

export const reportFinding = act(z.object({ number: numberShape, feedback: documentShape, attachments: attachmentsShape }), {
  name: 'inspection.report-finding',
  title: { zh: '反馈问题整改', en: 'Report how a finding was mended' },
  when: [onlyBy('A25', 'operator'), yours, underWay],
  provided: [findingIn('no-open-finding', '没有该项待整改的问题', 'no finding of that number waits to be mended', 'open', 'overdue')],
  records: ({ asked }) => [{ type: 'FindingReported', ...asked }],
})

export const acceptFinding = act(z.object({ number: numberShape }), {
  name: 'inspection.accept-finding',
  title: { zh: '问题整改销号', en: 'Accept that a finding is mended' },
  when: [inspectors, underWay],
  provided: [findingIn('not-reported', '该问题尚未反馈整改', 'that finding has not been reported as mended', 'reported')],
  records: ({ asked }) => [{ type: 'FindingAccepted', ...asked }],
})

const overdueFinding = ({ state, on }: Matter<Inspection, InspectionFacts, unknown>) =>
  state.findings.find(({ standing, due }) => standing === 'open' && on > due)

/** Tried every day: it waits while the authority has another proposal to answer or the rights are suspended anyway. */
export const noteOverdue = act(z.object({}), {
  name: 'inspection.note-overdue',
  title: { zh: '记录问题逾期未改', en: 'Note that a finding is overdue' },
  when: [
    onlyBy('W25-3', 'platform'),
    underWay,
    rule(
      'W25-3',
      'no-finding-overdue',
      { zh: '没有逾期未改的问题', en: 'no finding is open beyond its due day' },
      (matter) => overdueFinding(matter) !== undefined,
    ),
    rule(
      'A10',
      'case-under-way',
      { zh: '授权已暂停或者已有建议待处理', en: 'the authorization is suspended already, or a proposal waits' },
      ({ facts: { authorization } }) => !authorization.proposalOpen && ['pending', 'active'].includes(authorization.stage),
    ),
  ],
  provided: [],
  records: (matter) => {
    const overdue = overdueFinding(matter)
    return overdue === undefined ? [] : [{ type: 'FindingOverdue', number: overdue.number }]
  },
})

export const close = act(z.object({ conclusion: documentShape, attachments: attachmentsShape }), {
  name: 'inspection.close',
  title: { zh: '检查办结', en: 'Close the inspection' },
  when: [
    inspectors,
    underWay,
    rule('W15-5', 'evidence-awaited', { zh: '尚有材料未提供且期限未满', en: 'some evidence is still awaited' }, ({ state, on }) =>
      state.evidence.every(({ answered, due }) => answered || on > due),
    ),
    rule(
      'W25-3',
      'finding-open',
      { zh: '尚有问题未销号，也未转入整改程序', en: 'some finding is neither accepted nor handed on as overdue' },
      ({ state }) => state.findings.every(({ standing }) => standing === 'accepted' || standing === 'overdue'),
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'InspectionClosed', ...asked }],
})

const start: Inspection = {
  stage: 'none',
  authorization: '',
  operator: '',
  body: '',
  title: '',
  plannedFor: undefined,
  packages: 0,
  evidence: [],
  findings: [],
}

const standing = (state: Inspection, number: number, now: Finding['standing']): Inspection => ({
  ...state,
  findings: state.findings.map((one) => (one.number === number ? { ...one, standing: now } : one)),
})

const evolve = (state: Inspection, event: InspectionEvent): Inspection => {
  switch (event.type) {
    case 'InspectionPlanned': {
      const { type: _, ...planned } = event
      return { ...state, stage: 'planned', ...planned }
    }
    case 'EvidencePackageTaken':
      return { ...state, packages: state.packages + 1 }
    case 'InspectionEvidenceRequested': {
      const { type: _, ...asked } = event
      return { ...state, evidence: [...state.evidence, { ...asked, answered: false }] }
    }
    case 'InspectionEvidenceAnswered':
      return { ...state, evidence: state.evidence.map((one) => (one.number === event.number ? { ...one, answered: true } : one)) }
    case 'FindingMade': {
      const { type: _, ...made } = event
      return { ...state, findings: [...state.findings, { ...made, standing: 'open' }] }
    }
    case 'FindingReported':
      return standing(state, event.number, 'reported')
    case 'FindingAccepted':
      return standing(state, event.number, 'accepted')
    case 'FindingOverdue':
      return standing(state, event.number, 'overdue')
    case 'InspectionClosed':
      return { ...state, stage: 'closed' }
  }
}

const turnsOf = ({ stage, operator, evidence, findings, body }: Inspection): readonly Turn[] => {
  if (stage !== 'planned') return []
  const awaited = [
    ...evidence.filter(({ answered }) => !answered),
    ...findings.filter((one) => one.standing === 'open' || one.standing === 'overdue'),
  ]
  const theirs = awaited.map(({ due }): Turn => ({ role: 'operator', organization: operator, due }))
  const ours = (['security-authority', 'data-authority'] as const).map((role): Turn => ({ role, organization: body }))
  return theirs.length > 0 ? theirs : ours
}

/** A finding keeps its clock while it waits to be mended; once noted as overdue nothing more is noted. */
const clocks: readonly ClockRule<Inspection, InspectionFacts>[] = [
  {
    name: 'finding',
    title: { zh: '检查问题整改', en: 'finding to be mended' },
    kind: 'task',
    rule: 'W25-3',
    ends: { zh: '记录逾期，提出责令整改建议', en: 'it is noted as overdue and a rectification is proposed' },
    act: 'note-overdue',
    remind: 'taskRemindDays',
    running: ({ stage, operator, findings }) =>
      stage !== 'planned'
        ? []
        : findings
            .filter((one) => one.standing === 'open' || one.standing === 'overdue')
            .map(({ number, due, standing: now }) => ({
              subject: `${number}`,
              due,
              whose: [{ role: 'operator', organization: operator }],
              followed: now === 'overdue',
            })),
  },
  {
    name: 'inspection-evidence',
    title: { zh: '提供检查材料', en: 'evidence for an inspection' },
    kind: 'task',
    rule: 'W15-5',
    ends: { zh: '可以不待材料即办结检查', en: 'the inspection may be closed without it' },
    remind: 'taskRemindDays',
    running: ({ stage, operator, evidence }) =>
      stage !== 'planned'
        ? []
        : evidence
            .filter(({ answered }) => !answered)
            .map(({ number, due }) => ({ subject: `${number}`, due, whose: [{ role: 'operator', organization: operator }] })),
  },
]

export const inspections = procedure<Inspection, InspectionFacts, InspectionEvent>({
  name: 'inspection',
  plural: 'inspections',
  title: { zh: '监督检查', en: 'Inspection' },
  start,
  evolve,
  acts: [plan, takePackage, requestEvidence, answerEvidence, find, reportFinding, acceptFinding, noteOverdue, close],
  stages: {
    none: { zh: '未立项', en: 'not planned' },
    planned: { zh: '检查中', en: 'under way' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title, authorization }) => joined(title, titleOfCase('authorization', authorization)),
  concerns: ({ operator, body }) => ({
    organizations: [operator, body],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: turnsOf,
  clocks,
  keysOf: ({ authorization, operator }) => [`authorization:${authorization}`, `operator:${operator}`],
  personal: false,
})
