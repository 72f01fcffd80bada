/** What an application is made of: what was filed, what each body said of it, and how its public notice went. */

import type { ListKind, OperatorCondition } from '../../identifiers/kinds.ts'
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, type Instant } from '../../kernel/days.ts'

export type Stage =
  | 'none'
  | 'submitted'
  | 'returned'
  | 'accepted'
  | 'selected'
  | 'in-notice'
  | 'noticed'
  | 'confirmed'
  | 'rejected'
  | 'withdrawn'
  | 'lapsed'

/** Article 11: the five parts; the term is told by its first and last day. */
export interface OperationPlan {
  readonly scope: string
  readonly from: Day
  readonly until: Day
  readonly returnMethod: string
  readonly securityMeasures: string
  readonly assetDisposal: string
}

/** Article 7: one document that shows one condition. */
export interface Evidence {
  readonly condition: OperatorCondition
  readonly kind: string
  readonly number: string
  readonly issuer: string
  readonly validTo: Day
  readonly document: string
}

/** What the applicant files, as it stands after the last correction. */
export interface Filing {
  readonly scenarios: readonly string[]
  readonly plan: OperationPlan
  readonly evidence: readonly Evidence[]
  readonly securityHead: string
  readonly securityDepartment: string
}

/** What the call fixed when the application was filed, so that no later change of the call touches it. */
export interface CallTerms {
  readonly call: string
  readonly authority: string
  readonly reviewBodies: readonly string[]
  readonly expertCount: number
  readonly noticeWorkdays: number
}

export interface ListCheck {
  readonly list: ListKind
  readonly checkedOn: Day
  readonly source: string
  readonly result: 'clear' | 'hit'
}

export interface JointOpinion {
  readonly body: string
  readonly person: string
  readonly conclusion: 'agree' | 'refuse'
  readonly reason: string
}

export interface ExpertOpinion {
  readonly person: string
  readonly score: number
  readonly opinion: string
}

/** Names and contacts of objectors stay in the shreddable entries; the case itself does not carry them. */
export interface Objection {
  readonly number: number
  /** A lead is anonymous: kept and read, but it holds nothing up. */
  readonly standing: 'lead' | 'open' | 'upheld' | 'dismissed'
  readonly ground: string
  readonly receivedOn: Day
  readonly due: Day | undefined
  readonly answer: string
}

export interface Application extends CallTerms, Filing {
  readonly stage: Stage
  readonly applicant: string
  /** The authorization it asks to go on with; empty for a first application. */
  readonly renews: string
  /** Set once: an application goes back for correction no second time. */
  readonly returned: { readonly defects: string; readonly on: Day; readonly due: Day } | undefined
  /** First day of the joint review. */
  readonly acceptedOn: Day | undefined
  readonly listChecks: readonly ListCheck[]
  readonly opinions: readonly JointOpinion[]
  readonly recused: readonly string[]
  readonly expertOpinions: readonly ExpertOpinion[]
  readonly notice: { readonly from: Day; readonly until: Day; readonly text: string } | undefined
  readonly objections: readonly Objection[]
  readonly ended: { readonly on: Day; readonly reason: string } | undefined
}

export interface ApplicationFacts {
  /** The call that is applied to; its stage is `none` where there is no such call. */
  readonly call: {
    readonly stage: string
    readonly authority: string
    readonly openFrom: Day
    readonly openTo: Day
    readonly scenarios: readonly string[]
    readonly reviewBodies: readonly string[]
    readonly expertCount: number
    readonly noticeWorkdays: number
  }
  /** Applications of the same organization to the same call that are neither rejected nor withdrawn. */
  readonly liveApplications: number
  /** Credit entries on the applicant that stand today (article 27). */
  readonly creditStanding: { readonly serious: number; readonly ordinary: number }
  /** Last day of the ban on the applicant that stands today. */
  readonly bannedUntil: Day | undefined
  /** Authorizations of the applicant that have not ended. */
  readonly running: readonly { readonly id: string; readonly scenarios: readonly string[] }[]
  /** The authorization to be renewed. */
  readonly renewal: RenewalFact | undefined
}

export interface RenewalFact {
  readonly operator: string
  readonly stage: string
  readonly from: Day
  readonly until: Day
  /** Years whose annual report is past its due day and not handed in. */
  readonly yearsWithoutReport: readonly string[]
  /** Contract years, 1 is the first, that have a final result of their assessment. */
  readonly assessedYears: readonly number[]
}

export type ApplicationEvent =
  | ({ readonly type: 'ApplicationSubmitted'; readonly applicant: string; readonly renews: string } & CallTerms & Filing)
  | ({ readonly type: 'ApplicationCorrected' } & Filing)
  | { readonly type: 'ApplicationWithdrawn'; readonly on: Day; readonly reason: string }
  | { readonly type: 'ApplicationLapsed'; readonly on: Day }
  | { readonly type: 'ApplicationReturned'; readonly defects: string; readonly due: Day }
  | { readonly type: 'ApplicationAccepted' }
  | ({ readonly type: 'JointOpinionGiven' } & JointOpinion)
  | { readonly type: 'ListsChecked'; readonly checks: readonly ListCheck[] }
  | { readonly type: 'ExpertRecused'; readonly person: string; readonly conflict: string }
  | ({ readonly type: 'ExpertOpinionGiven' } & ExpertOpinion)
  | { readonly type: 'OperatorPreliminarilySelected'; readonly reason: string; readonly creditWeighing: string }
  | { readonly type: 'NoticeOpened'; readonly from: Day; readonly until: Day; readonly text: string }
  | {
      readonly type: 'NoticeObjectionReceived'
      readonly number: number
      readonly standing: 'lead' | 'open'
      readonly realName: string
      readonly contact: string
      readonly ground: string
      readonly evidence: string
      readonly receivedOn: Day
      readonly due: Day | undefined
    }
  | { readonly type: 'NoticeObjectionAnswered'; readonly number: number; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string }
  | { readonly type: 'NoticeClosed' }
  | { readonly type: 'OperatorConfirmed' }
  | { readonly type: 'ApplicationRejected'; readonly on: Day; readonly reason: string }

export const start: Application = {
  stage: 'none',
  applicant: '',
  renews: '',
  call: '',
  authority: '',
  reviewBodies: [],
  expertCount: 0,
  noticeWorkdays: 0,
  scenarios: [],
  plan: { scope: '', from: '' as Day, until: '' as Day, returnMethod: '', securityMeasures: '', assetDisposal: '' },
  evidence: [],
  securityHead: '',
  securityDepartment: '',
  returned: undefined,
  acceptedOn: undefined,
  listChecks: [],
  opinions: [],
  recused: [],
  expertOpinions: [],
  notice: undefined,
  objections: [],
  ended: undefined,
}

export const evolve = (state: Application, event: ApplicationEvent, { at }: Pick<Ground, 'at'>): Application => {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { type: _, ...filed } = event
      return { ...start, stage: 'submitted', ...filed }
    }
    case 'ApplicationCorrected': {
      const { type: _, ...filing } = event
      return { ...state, stage: 'submitted', ...filing }
    }
    case 'ApplicationWithdrawn':
      return { ...state, stage: 'withdrawn', ended: { on: event.on, reason: event.reason } }
    case 'ApplicationLapsed':
      return { ...state, stage: 'lapsed', ended: { on: event.on, reason: '补正期限届满未补正' } }
    case 'ApplicationReturned':
      return { ...state, stage: 'returned', returned: { defects: event.defects, on: dayOf(at as Instant), due: event.due } }
    case 'ApplicationAccepted':
      return { ...state, stage: 'accepted', acceptedOn: dayOf(at as Instant) }
    case 'JointOpinionGiven': {
      const { type: _, ...opinion } = event
      return { ...state, opinions: [...state.opinions, opinion] }
    }
    case 'ListsChecked':
      return { ...state, listChecks: event.checks }
    case 'ExpertRecused':
      return { ...state, recused: [...state.recused, event.person] }
    case 'ExpertOpinionGiven': {
      const { type: _, ...opinion } = event
      return { ...state, expertOpinions: [...state.expertOpinions, opinion] }
    }
    case 'OperatorPreliminarilySelected':
      return { ...state, stage: 'selected' }
    case 'NoticeOpened':
      return { ...state, stage: 'in-notice', notice: { from: event.from, until: event.until, text: event.text } }
    case 'NoticeObjectionReceived': {
      const { number, standing, ground, receivedOn, due } = event
      return { ...state, objections: [...state.objections, { number, standing, ground, receivedOn, due, answer: '' }] }
    }
    case 'NoticeObjectionAnswered':
      return { ...state, objections: state.objections.map((one) => (one.number === event.number ? answered(one, event) : one)) }
    case 'NoticeClosed':
      return { ...state, stage: 'noticed' }
    case 'OperatorConfirmed':
      return { ...state, stage: 'confirmed' }
    case 'ApplicationRejected':
      return { ...state, stage: 'rejected', ended: { on: event.on, reason: event.reason } }
  }
}

const answered = (objection: Objection, answer: { readonly outcome: 'upheld' | 'dismissed'; readonly reason: string }): Objection => ({
  ...objection,
  standing: answer.outcome,
  answer: answer.reason,
})
