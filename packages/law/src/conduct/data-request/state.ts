/** What a data request is made of: one list, the opinions on it, one decision, and what became of its workspace. */
import type { AuthMode, AuthorizedDomain, Criterion, OpenAttribute, UsePurpose } from '../../identifiers/kinds.ts'
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, instant } from '../../kernel/days.ts'
import type { ColumnGrant, Dominance, FigureProtection, IsolationLevel, Noise, PersonalKind, RowLimit } from '../shapes.ts'
import type { Beyond, RiskLimits, TableRisk } from './risk.ts'

export type Stage =
  | 'none'
  | 'submitted'
  | 'approved'
  | 'rejected'
  | 'refused-by-zone'
  | 'active'
  | 'frozen'
  | 'ended'
  | 'sealed'
  | 'destroyed'

export interface RequestedItem {
  readonly item: string
  readonly fields: readonly (ColumnGrant & { readonly reason: string })[]
  readonly rows: readonly RowLimit[]
  readonly reason: string
}

/** What is asked for, frozen as it is submitted. */
export interface RequestList {
  readonly authorization: string
  readonly scenario: string
  readonly purpose: UsePurpose
  readonly items: readonly RequestedItem[]
  readonly until: Day
}

/** Who must answer before anything is decided, and as what. */
export interface RequiredBody {
  readonly body: string
  readonly as: 'authority' | 'provider' | 'reviewer'
}

export type Conclusions = { readonly [Key in Criterion]: { readonly pass: boolean; readonly reason: string } }

export interface RequestOpinion extends Conclusions {
  readonly body: string
  readonly person: string
}

export interface GrantedItem {
  readonly item: string
  readonly dataset: string
  readonly provider: string
  readonly fields: readonly ColumnGrant[]
  readonly rows: readonly RowLimit[]
}

export interface RequestDecision extends RiskLimits {
  readonly items: readonly GrantedItem[]
  /** Of subjects in a cell. */
  readonly minimumGroup: number
  /** Of rows in a cell; as many as subjects where it is left out. */
  readonly minimumRows?: number | undefined
  readonly dominance?: Dominance | undefined
  readonly figures?: FigureProtection
  readonly roundingBase?: number | undefined
  readonly noise?: Noise | undefined
  readonly maximumRisk: number
  readonly minimumIsolation: IsolationLevel
  readonly quasiIdentifiers: readonly string[]
  /** Highest risk that level 3 of GB/T 42460 accepts, as the parameter said on that day; decisions of before have none. */
  readonly levelRisk?: number
  /** How much of the zone's machine its jobs may take, as the parameters said on that day; decisions of before have none. */
  readonly quota?: JobQuota
  readonly reason: string
}

export interface JobQuota {
  /** Waiting or running. */
  readonly liveJobs: number
  /** Running side by side. */
  readonly parallelJobs: number
  readonly jobsPerDay: number
  readonly cpuMinutesPerDay: number
  /** Of one job, in MiB; decisions of before leave it to the zone. */
  readonly jobMemoryMebibytes?: number
}

export interface Provision {
  readonly rows: number
  /** Highest measured re-identification risk over its tables; none where nothing personal was granted. */
  readonly highestRisk: number | undefined
  /** Table by table, as the zone measured it; workspaces opened before it did so have none. */
  readonly risk?: readonly TableRisk[] | undefined
}

export interface DataRequest extends Omit<RequestList, 'purpose'> {
  readonly stage: Stage
  readonly operator: string
  readonly authority: string
  readonly purpose: UsePurpose | undefined
  readonly required: readonly RequiredBody[]
  /** Article 16 (2): the operating procedures for this workspace. */
  readonly procedures: string
  readonly submittedOn: Day | undefined
  readonly opinions: readonly RequestOpinion[]
  readonly decision: RequestDecision | undefined
  readonly provision: Provision | undefined
  /** First day its workspace stood open: from then on its scenario is live. */
  readonly openedOn: Day | undefined
  readonly zoneRefusal: string
  /** Which measures kept the zone from opening it. */
  readonly beyond: readonly Beyond[]
  readonly purposeEndedOn: Day | undefined
}

/** A catalog item as it stands today. */
export interface ItemFact {
  readonly id: string
  readonly inCatalog: boolean
  readonly provider: string
  readonly dataset: string
  readonly domain: AuthorizedDomain
  readonly openAttribute: OpenAttribute
  readonly secrecy: boolean
  readonly fields: readonly { readonly name: string; readonly personal: PersonalKind }[]
  /** The agency has changed the marks of its fields, and the zone does not know it yet. */
  readonly contractBehind?: boolean
}

export interface DataRequestFacts {
  /** The authorization asked under, or stood under; its stage is `none` where there is no such one. */
  readonly authorization: {
    readonly stage: string
    readonly operator: string
    readonly authority: string
    readonly mode: AuthMode
    readonly domains: readonly AuthorizedDomain[]
    readonly scenarios: readonly string[]
    readonly until: Day
    /** Joint reviewers of the call it came from. */
    readonly reviewBodies: readonly string[]
    /** Due days of periodic reports that are past and not handed in. */
    readonly reportsDue: readonly Day[]
  }
  /** The catalog items of the list. */
  readonly items: readonly ItemFact[]
  /** Providing agencies without an approved emergency plan for the scenario that is valid today. */
  readonly providersWithoutPlan: readonly string[]
  /** Whether the operator's own plan is valid today. */
  readonly operatorPlanValid: boolean
  /** Whether a request with exactly this list has been submitted before. */
  readonly listUsedBefore: boolean
  /** Whether who acts is a person enabled today (article 16). */
  readonly personEnabled: boolean
  /** Risk reports on this workspace that the data authority has not released. */
  readonly openRisks: number
}

/** Article 2: none of the items is prohibited from opening or marked secret as they stand today. */
export const areItemsOpen = ({ items }: Pick<DataRequestFacts, 'items'>): boolean =>
  items.every(({ openAttribute, secrecy }) => openAttribute !== 'prohibited' && !secrecy)

export type DataRequestEvent =
  | ({
      readonly type: 'DataRequestSubmitted'
      readonly operator: string
      readonly authority: string
      readonly required: readonly RequiredBody[]
      readonly procedures: string
    } & RequestList)
  | { readonly type: 'OperatingProceduresFiled'; readonly procedures: string }
  | { readonly type: 'MaskingPlanAsked'; readonly body: string; readonly person: string }
  | ({ readonly type: 'RequestOpinionGiven' } & RequestOpinion)
  | ({ readonly type: 'DataRequestApproved' } & RequestDecision)
  | { readonly type: 'DataRequestRejected'; readonly reason: string }
  | ({ readonly type: 'WorkspaceProvisioned' } & Provision)
  | { readonly type: 'WorkspaceRefusedByZone'; readonly refusal: string; readonly detail: string; readonly beyond?: readonly Beyond[] }
  | { readonly type: 'PseudonymsRenewed'; readonly reason: string }
  | { readonly type: 'WorkspaceEntered'; readonly person: string }
  | { readonly type: 'RiskExamined'; readonly body: string; readonly person: string }
  | { readonly type: 'WorkspaceFrozen'; readonly reason: string }
  | { readonly type: 'WorkspaceThawed'; readonly reason: string }
  | { readonly type: 'PurposeEnded'; readonly cause: string; readonly reason: string; readonly on: Day }
  | { readonly type: 'WorkspaceSealed'; readonly reason: string }
  | { readonly type: 'WorkspaceDestroyed'; readonly task: string }

export const start: DataRequest = {
  stage: 'none',
  authorization: '',
  operator: '',
  authority: '',
  scenario: '',
  purpose: undefined,
  items: [],
  until: '' as Day,
  required: [],
  procedures: '',
  submittedOn: undefined,
  opinions: [],
  decision: undefined,
  provision: undefined,
  openedOn: undefined,
  zoneRefusal: '',
  beyond: [],
  purposeEndedOn: undefined,
}

export const evolve = (state: DataRequest, event: DataRequestEvent, { at }: Pick<Ground, 'at'>): DataRequest => {
  switch (event.type) {
    case 'DataRequestSubmitted': {
      const { type: _, ...submitted } = event
      return { ...state, stage: 'submitted', submittedOn: dayOf(instant(at)), ...submitted }
    }
    case 'OperatingProceduresFiled':
      return { ...state, procedures: event.procedures }
    case 'RequestOpinionGiven': {
      const { type: _, ...opinion } = event
      return { ...state, opinions: [...state.opinions, opinion] }
    }
    case 'DataRequestApproved': {
      const { type: _, ...decision } = event
      return { ...state, stage: 'approved', decision, zoneRefusal: '', beyond: [] }
    }
    case 'DataRequestRejected':
      return { ...state, stage: 'rejected' }
    case 'WorkspaceProvisioned':
      return {
        ...state,
        stage: 'active',
        openedOn: state.openedOn ?? dayOf(instant(at)),
        zoneRefusal: '',
        provision: { rows: event.rows, highestRisk: event.highestRisk, risk: event.risk },
      }
    case 'WorkspaceRefusedByZone':
      return { ...state, stage: 'refused-by-zone', zoneRefusal: event.refusal, beyond: event.beyond ?? [] }
    case 'MaskingPlanAsked':
    case 'PseudonymsRenewed':
    case 'WorkspaceEntered':
    case 'RiskExamined':
      return state
    case 'WorkspaceFrozen':
      return { ...state, stage: 'frozen' }
    case 'WorkspaceThawed':
      return { ...state, stage: 'active' }
    case 'PurposeEnded':
      return { ...state, stage: 'ended', purposeEndedOn: event.on }
    case 'WorkspaceSealed':
      return { ...state, stage: 'sealed' }
    case 'WorkspaceDestroyed':
      return { ...state, stage: 'destroyed' }
  }
}
