/** What an application is made of: what was filed, what each body said of it, and how its public notice went. */

import type { ExpertField, ScoreItem } from '../../identifiers/kinds.ts'
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, type Instant } from '../../kernel/days.ts'
import { type Evidence, renewedBy } from '../../kernel/evidence.ts'
import type { PassedOver, PoolEntry, Seat } from '../../kernel/expert-panel.ts'
import { checkedBy, type ListAnswer, type ListCheck, type ListFault } from '../../kernel/list-checks.ts'
import type { LegalForm } from '../../overlay/checklists.ts'

export type { Evidence } from '../../kernel/evidence.ts'
export type { ListCheck } from '../../kernel/list-checks.ts'

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
  | 'barred'

/** Article 11: the five parts; the term is told by its first and last day. */
export interface OperationPlan {
  readonly scope: string
  readonly from: Day
  readonly until: Day
  readonly returnMethod: string
  readonly securityMeasures: string
  readonly assetDisposal: string
}

/** What the applicant files, as it stands after the last correction. */
export interface Filing {
  readonly scenarios: readonly string[]
  readonly plan: OperationPlan
  readonly evidence: readonly Evidence[]
  readonly affiliates: readonly string[]
  readonly securityHead: string
  readonly securityDepartment: string
  readonly legalForm?: LegalForm | undefined
}

/** What the call fixed when the application was filed, so that no later change of the call touches it. */
export interface CallTerms {
  readonly call: string
  readonly authority: string
  readonly reviewBodies: readonly string[]
  readonly expertCount: number
  readonly expertFields: readonly ExpertField[]
  readonly noticeWorkdays: number
}

/** A panel that waits for its draw: the pool as it is committed to. */
export interface PanelCall {
  readonly round: number
  readonly seats: number
  readonly pool: readonly PoolEntry[]
  /** SHA-256 of the pool in canonical JSON, hex. */
  readonly poolHash: string
  /** Moment of the entry that called it: by this the draw finds its root. */
  readonly calledAt: string
}

/** What settled a round, so that anybody can compute it again. */
export interface Draw extends PanelCall {
  /** Place in the log of the entry that called the panel, and the root of the log with it as the last, base64. */
  readonly index: number
  readonly root: string
  readonly seed: string
  /** Fields that nobody who sat then was versed in: each got its seat first. */
  readonly wanted: readonly ExpertField[]
  readonly passedOver: readonly { readonly expert: string; readonly because: PassedOver }[]
  readonly drawn: readonly string[]
}

export interface JointOpinion {
  readonly body: string
  readonly person: string
  readonly conclusion: 'agree' | 'refuse'
  readonly reason: string
}

export interface ExpertOpinion {
  readonly person: string
  readonly sheet: readonly { readonly item: ScoreItem; readonly score: number }[]
  readonly score: number
  readonly opinion: string
}

/** Names and contacts of objectors stay in the shreddable entries; the case itself does not carry them. */
export interface Objection {
  readonly number: number
  /** A lead is anonymous: kept and read, but it holds nothing up. */
  readonly standing: 'lead' | 'open' | 'upheld' | 'dismissed' | 'reviewed'
  readonly ground: string
  readonly receivedOn: Day
  readonly due: Day | undefined
  readonly answer: string
}

export interface Notice {
  readonly from: Day
  readonly until: Day
  readonly text: string
}

export interface FormerNotice extends Notice {
  readonly endedOn: Day
  readonly because: string
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
  /** Lists that could not be read when they were last asked. */
  readonly listFaults: readonly ListFault[]
  /** Whether the sources have been asked and their answer is not here yet. */
  readonly listsAwaited: boolean
  readonly opinions: readonly JointOpinion[]
  readonly panelCall: PanelCall | undefined
  readonly draws: readonly Draw[]
  readonly panel: readonly Seat[]
  readonly expertOpinions: readonly ExpertOpinion[]
  readonly notice: Notice | undefined
  /** Notices that a later one corrected, or that a new review ended: what was published stays as it was. */
  readonly formerNotices: readonly FormerNotice[]
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
    readonly expertFields: readonly ExpertField[]
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
  /** SHA-256 of each document that is handed in now, in its order, hex. */
  readonly documentHashes: readonly string[]
  /** Experts in the pool today by their numbers, where a panel is to be called. */
  readonly pool: readonly PoolEntry[]
  readonly poolHash: string
  /** The order that the log has put the called pool in; nothing before it has taken up the call. */
  readonly draw: { readonly index: number; readonly root: string; readonly seed: string; readonly order: readonly string[] } | undefined
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
  | { readonly type: 'ListCheckRequested' }
  | {
      readonly type: 'ListsChecked'
      readonly how: 'hand' | 'source'
      readonly checks: readonly ListAnswer[]
      readonly reason: string
      readonly evidence: string
    }
  | { readonly type: 'EvidenceRenewed'; readonly evidence: readonly Evidence[] }
  | ({ readonly type: 'ExpertPanelCalled' } & Omit<PanelCall, 'calledAt'>)
  | {
      readonly type: 'ExpertsDrawn'
      readonly round: number
      readonly index: number
      readonly root: string
      readonly seed: string
      readonly wanted: readonly ExpertField[]
      readonly passedOver: Draw['passedOver']
      readonly drawn: readonly Pick<Seat, 'expert' | 'person' | 'fields'>[]
    }
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
  | { readonly type: 'NoticeCorrected'; readonly from: Day; readonly until: Day; readonly text: string; readonly reason: string }
  | { readonly type: 'ReturnedToReview'; readonly on: Day; readonly reason: string }
  | { readonly type: 'NoticeClosed' }
  | { readonly type: 'OperatorConfirmed' }
  | { readonly type: 'ApplicationRejected'; readonly on: Day; readonly reason: string }
  | { readonly type: 'ApplicationBarred'; readonly on: Day }

export const start: Application = {
  stage: 'none',
  applicant: '',
  renews: '',
  call: '',
  authority: '',
  reviewBodies: [],
  expertCount: 0,
  expertFields: [],
  noticeWorkdays: 0,
  scenarios: [],
  plan: { scope: '', from: '' as Day, until: '' as Day, returnMethod: '', securityMeasures: '', assetDisposal: '' },
  evidence: [],
  affiliates: [],
  securityHead: '',
  securityDepartment: '',
  returned: undefined,
  acceptedOn: undefined,
  listChecks: [],
  listFaults: [],
  listsAwaited: false,
  opinions: [],
  panelCall: undefined,
  draws: [],
  panel: [],
  expertOpinions: [],
  notice: undefined,
  formerNotices: [],
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
      return { ...state, ...checkedBy(state, event) }
    case 'ListCheckRequested':
      return { ...state, listsAwaited: true }
    case 'EvidenceRenewed':
      return { ...state, evidence: renewedBy(state.evidence, event.evidence) }
    case 'ExpertPanelCalled': {
      const { type: _, ...call } = event
      return { ...state, panelCall: { ...call, calledAt: at } }
    }
    case 'ExpertsDrawn':
      return seated(state, event)
    case 'ExpertRecused':
      return { ...state, panel: state.panel.map((seat) => (seat.person === event.person ? { ...seat, left: event.conflict } : seat)) }
    case 'ExpertOpinionGiven': {
      const { type: _, ...opinion } = event
      return { ...state, expertOpinions: [...state.expertOpinions, opinion] }
    }
    case 'OperatorPreliminarilySelected':
      return { ...state, stage: 'selected' }
    case 'NoticeOpened':
      return { ...state, stage: 'in-notice', notice: noticeIn(event) }
    case 'NoticeCorrected':
      return { ...state, stage: 'in-notice', formerNotices: noticesEnded(state, event.from, event.reason), notice: noticeIn(event) }
    case 'ReturnedToReview':
      return reviewedAgain(state, event)
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
    case 'ApplicationBarred':
      return { ...state, stage: 'barred', ended: { on: event.on, reason: '申请单位被列入禁入' } }
  }
}

const seated = (state: Application, { type: _, drawn, ...draw }: Extract<ApplicationEvent, { type: 'ExpertsDrawn' }>): Application => {
  const { panelCall: call } = state
  if (call === undefined) return state
  const seats = drawn.map((one): Seat => ({ ...one, round: draw.round, left: '' }))
  return {
    ...state,
    panelCall: undefined,
    draws: [...state.draws, { ...call, ...draw, drawn: drawn.map(({ expert }) => expert) }],
    panel: [...state.panel, ...seats],
  }
}

const noticeIn = ({ from, until, text }: Notice): Notice => ({ from, until, text })

const noticesEnded = ({ formerNotices, notice }: Application, endedOn: Day, because: string): readonly FormerNotice[] =>
  notice === undefined ? formerNotices : [...formerNotices, { ...notice, endedOn, because }]

/** W9-5: the bodies and the experts speak anew, knowing what the objection showed; the panel stays. */
const reviewedAgain = (state: Application, { on, reason }: { readonly on: Day; readonly reason: string }): Application => ({
  ...state,
  stage: 'accepted',
  acceptedOn: on,
  opinions: [],
  expertOpinions: [],
  formerNotices: noticesEnded(state, on, reason),
  notice: undefined,
  objections: state.objections.map((one) => (one.standing === 'upheld' ? { ...one, standing: 'reviewed' } : one)),
})

const answered = (objection: Objection, answer: { readonly outcome: 'upheld' | 'dismissed'; readonly reason: string }): Objection => ({
  ...objection,
  standing: answer.outcome,
  answer: answer.reason,
})
