/** What a yearly assessment is made of: who assesses which contract year by which indicators, what was asked for, and a grade anyone can compute again. */
import type { AuthMode } from '../../identifiers/kinds.ts'
import { contractYears } from '../../kernel/contract-years.ts'
import type { Day } from '../../kernel/days.ts'

export { contractYears } from '../../kernel/contract-years.ts'

export type Stage = 'none' | 'planned' | 'recused' | 'evidence' | 'scored' | 'final'

export const grades = ['A', 'B', 'C', 'D'] as const
/** D does not comply. */
export type Grade = (typeof grades)[number]

export interface Indicator {
  readonly code: string
  readonly name: string
  readonly about?: string
  /** Basis points; those of one plan sum to 10,000. */
  readonly weight: number
}

export interface EvidenceRequest {
  readonly number: number
  readonly indicator: string
  readonly material: string
  /** Last day to answer. */
  readonly due: Day
  readonly standing: 'open' | 'answered' | 'refused'
  readonly answer: string
}

export interface Score {
  readonly indicator: string
  /** Whole points, 0 to 100. */
  readonly points: number
  readonly reason: string
}

/** In hundredths of a point, so that no fraction is lost: 8,650 is 86.5. */
export interface Result {
  readonly total: number
  readonly grade: Grade
}

export interface Assessment {
  readonly stage: Stage
  readonly authorization: string
  readonly operator: string
  readonly authority: string
  /** 1 for the first year of the agreement. */
  readonly year: number
  readonly yearFrom: Day
  readonly yearUntil: Day
  readonly due: Day
  readonly assessor: string
  /** The published system it goes by, and for which class of operators. */
  readonly system: string
  readonly mode: AuthMode
  readonly indicators: readonly Indicator[]
  readonly independence: string
  readonly requests: readonly EvidenceRequest[]
  readonly scores: readonly Score[]
  /** Points from which a grade was A, B, C on the day of scoring. */
  readonly lines: readonly number[]
  readonly result: Result | undefined
  readonly feedback: { readonly due: Day; readonly text: string | undefined } | undefined
  readonly finalOn: Day | undefined
}

export interface AssessmentFacts {
  /** No operator where there is no such authorization. */
  readonly authorization: {
    readonly operator: string
    readonly authority: string
    readonly from: Day
    readonly until: Day
    readonly mode: AuthMode
  }
  /** The system of indicators that is named; its stage is `none` where there is none. */
  readonly system: { readonly stage: string; readonly mode: AuthMode; readonly indicators: readonly Indicator[] }
  /** Bodies that hold the role of an assessor. */
  readonly assessors: readonly string[]
  /** Organizations that share in the proceeds of the operator's products, and those that use them. */
  readonly boundToOperator: readonly string[]
}

export type AssessmentEvent =
  | {
      readonly type: 'AssessmentPlanned'
      readonly authorization: string
      readonly operator: string
      readonly authority: string
      readonly year: number
      readonly yearFrom: Day
      readonly yearUntil: Day
      readonly due: Day
      readonly assessor: string
      readonly system: string
      readonly mode: AuthMode
      readonly indicators: readonly Indicator[]
    }
  | { readonly type: 'IndependenceDeclared'; readonly statement: string }
  | { readonly type: 'AssessorRecused'; readonly statement: string }
  | { readonly type: 'AssessorReplaced'; readonly assessor: string }
  | {
      readonly type: 'EvidenceRequested'
      readonly number: number
      readonly indicator: string
      readonly material: string
      readonly due: Day
    }
  | { readonly type: 'EvidenceAnswered'; readonly number: number; readonly answer: string }
  | { readonly type: 'EvidenceRefused'; readonly number: number; readonly on: Day }
  | ({
      readonly type: 'AssessmentScored'
      readonly scores: readonly Score[]
      readonly lines: readonly number[]
      readonly feedbackDue: Day
    } & Result)
  | { readonly type: 'AssessmentFeedbackGiven'; readonly text: string }
  | ({ readonly type: 'AssessmentFinalized'; readonly opinion: string; readonly on: Day } & Result)

/** Anyone can compute it again: each indicator's points times its weight; the grade by the lines of the day. */
export const resultOf = (indicators: readonly Indicator[], scores: readonly Score[], lines: readonly number[]): Result => {
  const pointsOf = (code: string) => scores.find(({ indicator }) => indicator === code)?.points ?? 0
  const total = Math.floor(indicators.reduce((sum, { code, weight }) => sum + pointsOf(code) * weight, 0) / 100)
  const at = lines.findIndex((line) => total >= line * 100)
  return { total, grade: grades[at === -1 ? grades.length - 1 : at] ?? 'D' }
}

/** W29-4: contract years that are over on that day and whose assessment is not final. */
export const yearsWithoutResult = (
  term: { readonly from: Day; readonly until: Day },
  assessments: readonly Pick<Assessment, 'year' | 'stage'>[],
  on: Day,
): readonly number[] =>
  contractYears(term)
    .filter(({ year, until }) => until < on && !assessments.some((one) => one.year === year && one.stage === 'final'))
    .map(({ year }) => year)

export const start: Assessment = {
  stage: 'none',
  authorization: '',
  operator: '',
  authority: '',
  year: 0,
  yearFrom: '' as Day,
  yearUntil: '' as Day,
  due: '' as Day,
  assessor: '',
  system: '',
  mode: 'scenario',
  indicators: [],
  independence: '',
  requests: [],
  scores: [],
  lines: [],
  result: undefined,
  feedback: undefined,
  finalOn: undefined,
}

const requestMoved = (state: Assessment, number: number, change: Partial<EvidenceRequest>): Assessment => ({
  ...state,
  requests: state.requests.map((one) => (one.number === number ? { ...one, ...change } : one)),
})

export const evolve = (state: Assessment, event: AssessmentEvent): Assessment => {
  switch (event.type) {
    case 'AssessmentPlanned': {
      const { type: _, ...planned } = event
      return { ...state, stage: 'planned', ...planned }
    }
    case 'IndependenceDeclared':
      return { ...state, stage: 'evidence', independence: event.statement }
    case 'AssessorRecused':
      return { ...state, stage: 'recused' }
    case 'AssessorReplaced':
      return { ...state, stage: 'planned', assessor: event.assessor }
    case 'EvidenceRequested': {
      const { type: _, ...request } = event
      return { ...state, requests: [...state.requests, { ...request, standing: 'open', answer: '' }] }
    }
    case 'EvidenceAnswered':
      return requestMoved(state, event.number, { standing: 'answered', answer: event.answer })
    case 'EvidenceRefused':
      return requestMoved(state, event.number, { standing: 'refused' })
    case 'AssessmentScored':
      return {
        ...state,
        stage: 'scored',
        scores: event.scores,
        lines: event.lines,
        result: { total: event.total, grade: event.grade },
        feedback: { due: event.feedbackDue, text: undefined },
      }
    case 'AssessmentFeedbackGiven':
      return { ...state, feedback: state.feedback && { ...state.feedback, text: event.text } }
    case 'AssessmentFinalized':
      return { ...state, stage: 'final', result: { total: event.total, grade: event.grade }, finalOn: event.on }
  }
}
