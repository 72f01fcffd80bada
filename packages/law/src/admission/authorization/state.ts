/** What an authorization is made of: who may run which scenarios for how long, what suspended it and what ended it. */
import type { OperatorCondition, SuspensionCause, ViolationCase } from '../../identifiers/kinds.ts'
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, type Instant } from '../../kernel/days.ts'
import { type Evidence, renewedBy } from '../../kernel/evidence.ts'
import { checkedBy, type ListAnswer, type ListCheck, type ListFault } from '../../kernel/list-checks.ts'
import type { AgreementContents } from '../../overlay/checklists.ts'

export type Stage = 'none' | 'pending' | 'active' | 'suspended' | 'expired' | 'renewed' | 'terminated' | 'revoked'

export interface Authorization {
  readonly stage: Stage
  readonly application: string
  readonly operator: string
  readonly authority: string
  readonly scenarios: readonly string[]
  readonly from: Day
  readonly until: Day
  readonly agreement: { readonly signedOn: Day; readonly from: Day; readonly until: Day } | undefined
  readonly responsible: { readonly first: string; readonly security: string } | undefined
  readonly rectification: Rectification | undefined
  /** How many were ordered so far: a resolution on the end holds for the one it was passed on. */
  readonly rectifications: number
  /** Checks of the lists of article 7 made during the term, the newest of each list. */
  readonly listChecks: readonly ListCheck[]
  /** Lists that could not be read when they were last asked. */
  readonly listFaults: readonly ListFault[]
  /** Whether the sources have been asked and their answer is not here yet. */
  readonly listsAwaited: boolean
  /** What shows the six conditions, renewed as it runs out. */
  readonly evidence: readonly HeldEvidence[]
  readonly grantedOn: Day | undefined
  /** The day of the last monthly re-check. */
  readonly recheckedOn: Day | undefined
  /** A responsible person changed and no new letter has come yet. */
  readonly responsibleChange: { readonly who: ResponsibleRole; readonly on: Day; readonly due: Day | undefined } | undefined
  /** Proposals to suspend that the data authority has not answered, in their order: a second one waits, it is not lost. */
  readonly proposals: readonly Proposal[]
  /** Everything ever proposed, so that nothing is proposed twice. */
  readonly proposed: readonly string[]
  readonly activeSince: Day | undefined
  readonly ended: { readonly on: Day; readonly cause: 'violation' | 'other' } | undefined
}

export interface Rectification {
  readonly violation: ViolationCase
  readonly orderedOn: Day
  readonly due: Day
  readonly feedback: string | undefined
  readonly extensions: number
  readonly failed: RectificationFailure | undefined
}
export type RectificationFailure = 'overdue' | 'not-accepted'
export type ResponsibleRole = 'first' | 'security'

/** As the application showed a condition; the document itself stays there. */
export type HeldEvidence = Omit<Evidence, 'document'>

export interface Proposal {
  readonly cause: SuspensionCause
  /** What it is about: a period, a finding, an assessment. */
  readonly subject: string
  readonly violation: ViolationCase
  readonly reason: string
}

/** One proposal by its cause and subject. */
export const proposalKey = ({ cause, subject }: Pick<Proposal, 'cause' | 'subject'>): string => `${cause} ${subject}`

export interface AuthorizationFacts {
  /** The application as far as it is decided. */
  readonly application: {
    readonly stage: string
    readonly applicant: string
    readonly authority: string
    readonly scenarios: readonly string[]
    readonly from: Day
    readonly until: Day
    readonly listChecks: readonly Pick<ListCheck, 'list' | 'checkedOn' | 'result'>[]
    readonly evidence: readonly HeldEvidence[]
  }
  /** Whether another authorization rests on the same application. */
  readonly grantedBefore: boolean
  /** What the coordination mechanism resolved on granting, revoking and terminating. */
  readonly deliberation: { readonly grant: Resolved; readonly revoke: Resolved; readonly terminate: Resolved }
  readonly openObjections: number
  /** Bans on the operator that last beyond today. */
  readonly bannedUntil: Day | undefined
  /** Scenarios of the authorization for which some providing agency has no approved plan valid today. */
  readonly scenariosWithoutPlan: readonly string[]
  /** Persons of the operator that are enabled today. */
  readonly admittedPersons: number
  readonly operatorPlanValid: boolean
  /** Periods whose periodic report is past its due day and not handed in. */
  /** SHA-256 of each document that is handed in now, in its order, hex. */
  readonly documentHashes: readonly string[]
  /** The authorization, granted and not ended, by which the operator goes on; empty where there is none. */
  readonly renewedBy: string
  readonly overdueReports: readonly { readonly id: string; readonly due: Day }[]
}

export type Resolved = 'none' | 'passed' | 'rejected'

export type AuthorizationEvent =
  | {
      readonly type: 'AuthorizationGranted'
      readonly application: string
      readonly operator: string
      readonly authority: string
      readonly scenarios: readonly string[]
      readonly from: Day
      readonly until: Day
      readonly evidence: readonly HeldEvidence[]
    }
  | {
      readonly type: 'AgreementSigned'
      readonly from: Day
      readonly until: Day
      readonly signedOn: Day
      readonly text: string
      readonly contents?: AgreementContents | undefined
    }
  | { readonly type: 'ResponsiblePersonsAppointed'; readonly first: string; readonly security: string; readonly letter: string }
  | { readonly type: 'AuthorizationActivated' }
  | { readonly type: 'RectificationOrdered'; readonly violation: ViolationCase; readonly finding: string; readonly due: Day }
  | { readonly type: 'RectificationReported'; readonly feedback: string }
  | { readonly type: 'RectificationExtended'; readonly due: Day; readonly reason: string }
  | { readonly type: 'RectificationFailed'; readonly failure: RectificationFailure; readonly reason: string }
  | { readonly type: 'AuthorizationResumed'; readonly acceptance: string }
  | {
      readonly type: 'ConditionsRechecked'
      readonly on: Day
      /** Conditions that nothing valid shows that day. */
      readonly lapsed: readonly { readonly condition: OperatorCondition; readonly validTo: string }[]
    }
  | {
      readonly type: 'ListsChecked'
      readonly how: 'hand' | 'source'
      readonly checks: readonly ListAnswer[]
      readonly reason: string
      readonly evidence: string
    }
  | { readonly type: 'EvidenceRenewed'; readonly evidence: readonly Evidence[] }
  | {
      readonly type: 'ResponsiblePersonChanged'
      readonly who: ResponsibleRole
      readonly reason: string
      readonly on: Day
      readonly due: Day | undefined
    }
  | ({ readonly type: 'SuspensionProposed' } & Proposal)
  | { readonly type: 'SuspensionProposalDismissed'; readonly reason: string }
  | { readonly type: 'AuthorizationTerminated'; readonly reason: string; readonly on: Day }
  | { readonly type: 'AuthorizationRevoked'; readonly cause: 'violation' | 'other'; readonly reason: string; readonly on: Day }
  | { readonly type: 'AuthorizationExpired'; readonly on: Day; readonly renewedBy: string }

export const start: Authorization = {
  stage: 'none',
  application: '',
  operator: '',
  authority: '',
  scenarios: [],
  from: '' as Day,
  until: '' as Day,
  agreement: undefined,
  responsible: undefined,
  rectification: undefined,
  rectifications: 0,
  listChecks: [],
  listFaults: [],
  listsAwaited: false,
  evidence: [],
  grantedOn: undefined,
  recheckedOn: undefined,
  responsibleChange: undefined,
  proposals: [],
  proposed: [],
  activeSince: undefined,
  ended: undefined,
}

export const evolve = (state: Authorization, event: AuthorizationEvent, { at }: Pick<Ground, 'at'>): Authorization => {
  switch (event.type) {
    case 'AuthorizationGranted': {
      const { type: _, ...granted } = event
      return { ...state, stage: 'pending', ...granted, grantedOn: dayOf(at as Instant) }
    }
    case 'AgreementSigned':
      return { ...state, agreement: { signedOn: event.signedOn, from: event.from, until: event.until } }
    case 'ResponsiblePersonsAppointed':
      return { ...state, responsible: { first: event.first, security: event.security }, responsibleChange: undefined }
    case 'AuthorizationActivated':
      return { ...state, stage: 'active', activeSince: state.activeSince ?? dayOf(at as Instant) }
    case 'RectificationOrdered': {
      const { violation, due } = event
      const rectification = { violation, orderedOn: dayOf(at as Instant), due, feedback: undefined, extensions: 0, failed: undefined }
      // An order answers every proposal that names its violation; the others wait on.
      const proposals = state.proposals.filter((one) => one.violation !== violation)
      return { ...state, stage: 'suspended', proposals, rectification, rectifications: state.rectifications + 1 }
    }
    case 'RectificationReported':
      return rectifying(state, { feedback: event.feedback })
    case 'RectificationExtended':
      return rectifying(state, { due: event.due, extensions: (state.rectification?.extensions ?? 0) + 1 })
    case 'RectificationFailed':
      return rectifying(state, { failed: event.failure, feedback: undefined })
    case 'ListsChecked':
      return { ...state, ...checkedBy(state, event) }
    case 'ConditionsRechecked':
      return { ...state, recheckedOn: event.on, listsAwaited: true }
    case 'EvidenceRenewed':
      return { ...state, evidence: renewedBy(state.evidence, event.evidence.map(withoutDocument)) }
    case 'ResponsiblePersonChanged':
      return { ...state, responsibleChange: { who: event.who, on: event.on, due: event.due } }
    case 'SuspensionProposed': {
      const { type: _, ...proposal } = event
      return { ...state, proposals: [...state.proposals, proposal], proposed: [...state.proposed, proposalKey(proposal)] }
    }
    case 'SuspensionProposalDismissed':
      return { ...state, proposals: state.proposals.slice(1) }
    case 'AuthorizationTerminated':
      return { ...state, stage: 'terminated', ended: { on: event.on, cause: 'other' } }
    case 'AuthorizationResumed':
      return { ...state, stage: 'active', rectification: undefined }
    case 'AuthorizationRevoked':
      return { ...state, stage: 'revoked', ended: { on: event.on, cause: event.cause } }
    case 'AuthorizationExpired':
      return { ...state, stage: event.renewedBy ? 'renewed' : 'expired', ended: { on: event.on, cause: 'other' } }
  }
}

const rectifying = (state: Authorization, change: Partial<Rectification>): Authorization =>
  state.rectification === undefined ? state : { ...state, rectification: { ...state.rectification, ...change } }

export const withoutDocument = ({ document: _, ...held }: Evidence): HeldEvidence => held
