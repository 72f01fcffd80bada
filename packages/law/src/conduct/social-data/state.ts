/** What an import of social data is made of: what was declared, what the zone found, what each body said, and what became of it. */
import type { SocialSource } from '../../identifiers/kinds.ts'
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, instant } from '../../kernel/days.ts'
import type { ColumnGrant, Field } from '../shapes.ts'

export type Stage =
  | 'none'
  | 'declared'
  | 'quarantined'
  | 'approved'
  | 'refused-by-zone'
  | 'imported'
  | 'rejected'
  | 'withdrawn'
  | 'lapsed'
  | 'ended'
  | 'purged'

/** What shows that the data was come by lawfully; the paper itself stays with the operator, its hash tells which one it is. */
export interface SourceProof {
  readonly title: string
  readonly number: string
  readonly sha256: string
  /** Last day on which it lets the data be used; none where it names none. */
  readonly validTo?: Day | undefined
}

export interface Declaration {
  readonly request: string
  readonly title: string
  /** Name of the table as it will stand in SQL. */
  readonly dataset: string
  readonly description: string
  readonly source: { readonly kind: SocialSource; readonly name: string }
  readonly lawfulOrigin: string
  readonly proof: SourceProof
  readonly fields: readonly Field[]
  readonly subjectColumn?: string | undefined
  readonly oneRow: boolean
  readonly personalInformation: boolean
  /** The ground in law on which personal information was collected and is brought in. */
  readonly personalBasis: string
  /** Why the scenario needs the two kinds of data together. */
  readonly necessity: string
  readonly until: Day
}

/** Counts and signs of what lies in quarantine, as the zone reported them: never a value. */
export interface Found {
  readonly sha256: string
  readonly rows: number
  readonly rejectedRows: number
  readonly columns: readonly {
    readonly name: string
    readonly empty: number
    readonly distinct: number
    readonly looksLike: readonly { readonly kind: string; readonly share: number }[]
  }[]
}

/** Who must answer: a body by name, or whichever security authority takes it up. */
export interface RequiredBody {
  readonly as: 'authority' | 'reviewer' | 'security'
  /** Empty for a security authority that has not taken it up. */
  readonly body: string
}

export interface Opinion {
  readonly as: RequiredBody['as']
  readonly body: string
  readonly person: string
  readonly conclusion: 'agree' | 'refuse'
  readonly reason: string
}

export interface ImportDecision {
  readonly fields: readonly ColumnGrant[]
  readonly minimumGroup: number
  readonly maximumRisk: number
  readonly quasiIdentifiers: readonly string[]
  readonly reason: string
}

/** The zone's proof that the file and its key are gone. */
export interface Purge {
  readonly inventoryRoot: string
  readonly objects: number
  readonly keyFingerprint: string
  readonly method: string
  readonly startedAt: string
  readonly endedAt: string
  readonly verification: readonly { readonly tried: string; readonly answer: string }[]
  readonly residuals: readonly string[]
}

export interface SocialData extends Omit<Declaration, 'source' | 'proof'> {
  readonly stage: Stage
  readonly source: Declaration['source'] | undefined
  readonly proof: SourceProof | undefined
  readonly authorization: string
  readonly operator: string
  readonly authority: string
  readonly scenario: string
  /** Who declared it for the operator. */
  readonly declarer: string
  readonly declaredOn: Day | undefined
  /** Last day on which the file is taken. */
  readonly deliverBy: Day | undefined
  readonly found: Found | undefined
  readonly quarantinedOn: Day | undefined
  readonly required: readonly RequiredBody[]
  readonly opinions: readonly Opinion[]
  readonly recused: readonly { readonly body: string; readonly person: string; readonly reason: string }[]
  readonly decision: ImportDecision | undefined
  readonly importedOn: Day | undefined
  readonly rows: number
  readonly highestRisk: number | undefined
  readonly zoneRefusal: string
  readonly purge: Purge | undefined
}

export interface SocialDataFacts {
  /** The request in whose workspace it is to be joined; its stage is `none` where there is no such one. */
  readonly request: { readonly stage: string; readonly operator: string; readonly scenario: string; readonly until: Day }
  readonly authorization: {
    readonly id: string
    readonly stage: string
    readonly authority: string
    /** Joint reviewers of the call it came from. */
    readonly reviewBodies: readonly string[]
  }
  /** Whether the name stands in the catalog, or for another import of this request that is not over. */
  readonly nameTaken: boolean
}

export type SocialDataEvent =
  | ({
      readonly type: 'SocialDataDeclared'
      readonly authorization: string
      readonly operator: string
      readonly authority: string
      readonly scenario: string
      readonly declarer: string
      readonly deliverBy: Day
      readonly required: readonly RequiredBody[]
    } & Declaration)
  | { readonly type: 'SocialDataDeliveryOpened'; readonly person: string }
  | ({ readonly type: 'SocialDataQuarantined' } & Found)
  | ({ readonly type: 'SocialDataOpinionGiven' } & Opinion)
  | { readonly type: 'SocialDataReviewerRecused'; readonly body: string; readonly person: string; readonly reason: string }
  | ({ readonly type: 'SocialDataApproved' } & ImportDecision)
  | { readonly type: 'SocialDataRejected'; readonly reason: string }
  | { readonly type: 'SocialDataImported'; readonly rows: number; readonly highestRisk: number | undefined }
  | { readonly type: 'SocialDataRefusedByZone'; readonly refusal: string; readonly detail: string }
  | { readonly type: 'SocialDataWithdrawn'; readonly reason: string }
  | { readonly type: 'SocialDataLapsed'; readonly reason: string }
  | { readonly type: 'SocialDataEnded'; readonly reason: string }
  | ({ readonly type: 'SocialDataPurged' } & Purge)

/** The case is over and what the zone holds of it is to be purged. */
export const isOver = ({ stage }: Pick<SocialData, 'stage'>): boolean =>
  ['rejected', 'withdrawn', 'lapsed', 'ended', 'purged'].includes(stage)

export const start: SocialData = {
  stage: 'none',
  request: '',
  authorization: '',
  operator: '',
  authority: '',
  scenario: '',
  title: '',
  dataset: '',
  description: '',
  source: undefined,
  lawfulOrigin: '',
  proof: undefined,
  fields: [],
  oneRow: false,
  personalInformation: false,
  personalBasis: '',
  necessity: '',
  until: '' as Day,
  declarer: '',
  declaredOn: undefined,
  deliverBy: undefined,
  found: undefined,
  quarantinedOn: undefined,
  required: [],
  opinions: [],
  recused: [],
  decision: undefined,
  importedOn: undefined,
  rows: 0,
  highestRisk: undefined,
  zoneRefusal: '',
  purge: undefined,
}

export const evolve = (state: SocialData, event: SocialDataEvent, { at }: Pick<Ground, 'at'>): SocialData => {
  const { type, ...told } = event
  const on = () => dayOf(instant(at))
  switch (event.type) {
    case 'SocialDataDeclared':
      return { ...state, stage: 'declared', declaredOn: on(), ...(told as Omit<typeof event, 'type'>) }
    case 'SocialDataDeliveryOpened':
      return state
    case 'SocialDataQuarantined':
      return { ...state, stage: 'quarantined', quarantinedOn: on(), found: told as Found }
    case 'SocialDataOpinionGiven':
      return { ...state, opinions: [...state.opinions, told as Opinion] }
    case 'SocialDataReviewerRecused':
      return { ...state, recused: [...state.recused, { body: event.body, person: event.person, reason: event.reason }] }
    case 'SocialDataApproved':
      return { ...state, stage: 'approved', decision: told as ImportDecision }
    case 'SocialDataRejected':
      return { ...state, stage: 'rejected' }
    case 'SocialDataImported':
      return { ...state, stage: 'imported', importedOn: on(), zoneRefusal: '', rows: event.rows, highestRisk: event.highestRisk }
    case 'SocialDataRefusedByZone':
      return { ...state, stage: 'refused-by-zone', zoneRefusal: event.refusal }
    case 'SocialDataWithdrawn':
      return { ...state, stage: 'withdrawn' }
    case 'SocialDataLapsed':
      return { ...state, stage: 'lapsed' }
    case 'SocialDataEnded':
      return { ...state, stage: 'ended' }
    case 'SocialDataPurged':
      return { ...state, stage: 'purged', purge: told as Purge }
  }
}
