/** What the registration of a public data resource is made of: the file as it stands, the application under way, its notice, its code and validity. */
import type { Day } from '../../kernel/days.ts'
import type { Words } from '../../kernel/words.ts'

export type Stage =
  | 'none'
  | 'expected'
  | 'submitted'
  | 'returned'
  | 'accepted'
  | 'reviewed'
  | 'in-notice'
  | 'registered'
  | 'refused'
  | 'lapsed'
  | 'cancelled'

export const resourceRegistrationTypes = {
  initial: { zh: '首次登记', en: 'initial registration' },
  change: { zh: '变更登记', en: 'registration of a change' },
  correction: { zh: '更正登记', en: 'correction' },
  renewal: { zh: '续展登记', en: 'renewal' },
  cancellation: { zh: '注销登记', en: 'cancellation' },
} as const satisfies Record<string, Words>
export type ResourceRegistrationType = keyof typeof resourceRegistrationTypes

/** The cases in which a registration may be cancelled (from memory: unconfirmed). */
export const cancellationGrounds = {
  'data-lost': { zh: '数据灭失且无法恢复', en: 'the data is lost and cannot be recovered' },
  'rights-given-up': { zh: '放弃相关权益或者权益期限届满', en: 'rights were given up, or their period is over' },
  'body-ended': { zh: '登记主体终止', en: 'the registrant has ended' },
  'other-law': { zh: '法律、行政法规规定的其他情形', en: 'another case that the law names' },
} as const satisfies Record<string, Words>
export type CancellationGround = keyof typeof cancellationGrounds

/** The parts of the file that are texts; the seventh is the evidence deposit. */
export interface RegistrationFile {
  readonly registrant: string
  readonly lawfulSource: string
  readonly description: string
  readonly productsAndServices: string
  readonly usedIn: string
  readonly riskAssessment: string
  readonly depositNumber: string
  readonly depositedOn: Day | undefined
}

export interface ResourceObjection {
  readonly number: number
  readonly standing: 'open' | 'upheld' | 'dismissed'
  readonly receivedOn: Day
  readonly answer: string
}

export interface ResourceRegistration {
  readonly stage: Stage
  readonly item: string
  readonly name: string
  readonly provider: string
  /** First delivery of a product or service made from the item. */
  readonly deliveredOn: Day | undefined
  readonly isOverdue: boolean
  /** Of the application under way, or of the last one. */
  readonly type: ResourceRegistrationType
  readonly submittedOn: Day | undefined
  readonly acceptedOn: Day | undefined
  readonly file: RegistrationFile
  readonly evidence: string
  readonly ground: CancellationGround | undefined
  /** Set once an application: it goes back no second time. */
  readonly returnedFor: string
  readonly notice: { readonly from: Day; readonly until: Day; readonly summary: string } | undefined
  readonly objections: readonly ResourceObjection[]
  /** Our own code; the national one is only ever what the national platform gave. */
  readonly code: string
  readonly nationalCode: string
  readonly codedOn: Day | undefined
  readonly validTo: Day | undefined
  /** How often something was registered: the first registration is 1. */
  readonly version: number
}

export interface ResourceRegistrationFacts {
  readonly item: {
    /** Empty where there is no such item. */
    readonly provider: string
    readonly title: string
  }
  /** Last day of the authorizations in which the item is granted; none where it is in no authorized operation. */
  readonly authorizedUntil: Day | undefined
  /** The first day on which the overlay judges; none while it is off. */
  readonly overlaySince: Day | undefined
  /** Resources that were given their first code in the year of today. */
  readonly codedThisYear: number
}

export type ResourceRegistrationEvent =
  | {
      readonly type: 'ResourceRegistrationExpected'
      readonly item: string
      readonly name: string
      readonly provider: string
      readonly deliveredOn: Day
    }
  | {
      readonly type: 'ResourceRegistrationSubmitted'
      readonly item: string
      readonly name: string
      readonly provider: string
      readonly registrationType: ResourceRegistrationType
      readonly file: RegistrationFile
      readonly evidence: string
      readonly ground: CancellationGround | undefined
      readonly on: Day
    }
  | { readonly type: 'ResourceRegistrationCorrected'; readonly file: RegistrationFile; readonly on: Day }
  | { readonly type: 'ResourceRegistrationReturned'; readonly defects: string }
  | { readonly type: 'ResourceRegistrationAccepted'; readonly on: Day }
  | { readonly type: 'ResourceFormReviewed'; readonly finding: string }
  | { readonly type: 'ResourceRegistrationRefused'; readonly reason: string }
  | { readonly type: 'ResourceNoticeOpened'; readonly from: Day; readonly until: Day; readonly summary: string }
  | {
      readonly type: 'ResourceObjectionReceived'
      readonly number: number
      readonly realName: string
      readonly contact: string
      readonly ground: string
      readonly evidence: string
      readonly receivedOn: Day
    }
  | {
      readonly type: 'ResourceObjectionAnswered'
      readonly number: number
      readonly conclusion: 'upheld' | 'dismissed'
      readonly answer: string
    }
  | { readonly type: 'ResourceRegistered'; readonly code: string; readonly on: Day; readonly validTo: Day }
  | { readonly type: 'NationalCodeRecorded'; readonly nationalCode: string; readonly proof: string }
  | { readonly type: 'ResourceRegistrationOverdue'; readonly on: Day }
  | { readonly type: 'ResourceRegistrationLapsed'; readonly on: Day }
  | { readonly type: 'ResourceRegistrationCancelled'; readonly on: Day }

const emptyFile: RegistrationFile = {
  registrant: '',
  lawfulSource: '',
  description: '',
  productsAndServices: '',
  usedIn: '',
  riskAssessment: '',
  depositNumber: '',
  depositedOn: undefined,
}

export const start: ResourceRegistration = {
  stage: 'none',
  item: '',
  name: '',
  provider: '',
  deliveredOn: undefined,
  isOverdue: false,
  type: 'initial',
  submittedOn: undefined,
  acceptedOn: undefined,
  file: emptyFile,
  evidence: '',
  ground: undefined,
  returnedFor: '',
  notice: undefined,
  objections: [],
  code: '',
  nationalCode: '',
  codedOn: undefined,
  validTo: undefined,
  version: 0,
}

export const evolve = (state: ResourceRegistration, event: ResourceRegistrationEvent): ResourceRegistration => {
  switch (event.type) {
    case 'ResourceRegistrationExpected': {
      const { type: _, ...expected } = event
      return { ...state, stage: 'expected', ...expected }
    }
    case 'ResourceRegistrationSubmitted': {
      const { type: _, registrationType, on, ...filed } = event
      const fresh = { returnedFor: '', notice: undefined, objections: [], acceptedOn: undefined }
      return { ...state, ...fresh, ...filed, stage: 'submitted', type: registrationType, submittedOn: on }
    }
    case 'ResourceRegistrationCorrected':
      return { ...state, stage: 'submitted', file: event.file, submittedOn: event.on }
    case 'ResourceRegistrationReturned':
      return { ...state, stage: 'returned', returnedFor: event.defects }
    case 'ResourceRegistrationAccepted':
      return { ...state, stage: 'accepted', acceptedOn: event.on }
    case 'ResourceFormReviewed':
      return { ...state, stage: 'reviewed' }
    case 'ResourceRegistrationRefused':
      // What was registered before stays so: only the application under way is refused.
      return { ...state, stage: state.version > 0 ? 'registered' : 'refused' }
    default:
      return afterReview(state, event)
  }
}

type FilingEvent =
  | 'ResourceRegistrationExpected'
  | 'ResourceRegistrationSubmitted'
  | 'ResourceRegistrationCorrected'
  | 'ResourceRegistrationReturned'
  | 'ResourceRegistrationAccepted'
  | 'ResourceFormReviewed'
  | 'ResourceRegistrationRefused'

const afterReview = (
  state: ResourceRegistration,
  event: Exclude<ResourceRegistrationEvent, { type: FilingEvent }>,
): ResourceRegistration => {
  switch (event.type) {
    case 'ResourceNoticeOpened':
      return { ...state, stage: 'in-notice', notice: { from: event.from, until: event.until, summary: event.summary } }
    case 'ResourceObjectionReceived': {
      const { number, receivedOn } = event
      return { ...state, objections: [...state.objections, { number, standing: 'open', receivedOn, answer: '' }] }
    }
    case 'ResourceObjectionAnswered': {
      const { number, conclusion, answer } = event
      return {
        ...state,
        objections: state.objections.map((one) => (one.number === number ? { ...one, standing: conclusion, answer } : one)),
      }
    }
    case 'ResourceRegistered': {
      const { code, on, validTo } = event
      return { ...state, stage: 'registered', code, codedOn: state.codedOn ?? on, validTo, version: state.version + 1, isOverdue: false }
    }
    case 'NationalCodeRecorded':
      return { ...state, nationalCode: event.nationalCode }
    case 'ResourceRegistrationOverdue':
      return { ...state, isOverdue: true }
    case 'ResourceRegistrationLapsed':
      return { ...state, stage: 'lapsed' }
    case 'ResourceRegistrationCancelled':
      return { ...state, stage: 'cancelled' }
  }
}
