/** What a product is made of: its specification by version, who verified and reviewed it, its registration, prices and shelf. */
import type { RegistrationType, UsePurpose } from '../../identifiers/kinds.ts'
import type { Day } from '../../kernel/days.ts'
import type { NoticeObjections } from '../../kernel/notice-objections.ts'
import { masksAsOrdered, type Particulars } from '../shapes.ts'
import { type Certificate, type CertificateVersion, endedAs, withNext } from './certificate.ts'
import { type Content, withParticulars } from './content.ts'
import { deliveryAsOrdered, plainDelivery, sourceAsOrdered } from './delivery.ts'

export type { Content } from './content.ts'

export type Stage =
  | 'none'
  | 'draft'
  | 'verified'
  | 'review-refused'
  | 'reviewed'
  | 'returned'
  | 'registered'
  | 'in-notice'
  | 'coded'
  | 'certified'
  | 'publishing'
  | 'published'
  | 'suspended'
  | 'unshelved'
  | 'cancelled'

export interface Verification {
  readonly versionHash: string
  readonly verification: string
  readonly hazardCheck: string
  readonly riskAssessedOn: Day
  readonly person: string
}

export const reviewKinds = {
  security: { zh: '数据安全审核', en: 'security review' },
  data: { zh: '数据审核', en: 'data review' },
} as const
export type ReviewKind = keyof typeof reviewKinds

/** Counts only for the version whose hash it names. */
export interface Review {
  readonly kind: ReviewKind
  readonly versionHash: string
  readonly conclusion: 'pass' | 'refuse'
  readonly opinion: string
  readonly body: string
  readonly person: string
  readonly on: Day
}

export interface Price {
  readonly unitPriceFen: number
  readonly from: Day
  readonly reason: string
}

export interface Served {
  readonly rows: number
  readonly suppressedRows: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** W13-1: a new version of data after an objection was upheld. */
export interface DataRenewal {
  readonly objection: string
  readonly item: string
  readonly version: number
  readonly handling: 'open' | 'refreshed' | 'not-affected'
  readonly statement: string
}

export interface Product {
  readonly stage: Stage
  readonly operator: string
  /** The data request in whose workspace it is made, and so the workspace. */
  readonly request: string
  readonly version: number
  /** Hash of the specification as the zone will be ordered to publish it. */
  readonly versionHash: string
  readonly content: Content
  readonly verification: Verification | undefined
  readonly reviews: readonly Review[]
  readonly registration: { readonly type: RegistrationType; readonly on: Day } | undefined
  readonly notice: { readonly from: Day; readonly until: Day } | undefined
  /** Given once; a new version keeps it. */
  readonly code: string
  readonly codedOn: Day | undefined
  /** The one in force for this version; none while a new version is on its way. */
  readonly certificate: Certificate | undefined
  /** Every one ever issued, oldest first. */
  readonly certificates: readonly CertificateVersion[]
  /** Matters of registration that have been carried out. */
  readonly carriedOut: readonly string[]
  /** Ceiling in fen by scenario. */
  readonly ceilingFenByScenario: Readonly<Record<string, number>>
  readonly prices: readonly Price[]
  readonly served: Served | undefined
  /** Data it rests on that was corrected after an objection, and what became of that. */
  readonly renewals: readonly DataRenewal[]
  /** Why it waits: what a review found, what the registrar returned, what suspended it, why the zone refused. */
  readonly held: string
}

/** A decided change, correction, renewal or cancellation, as its own case tells it. */
export interface RegistrationMatter {
  readonly id: string
  readonly stage: string
  readonly product: string
  readonly type: RegistrationType
  readonly particulars: Particulars
  readonly ground: string
}

export interface ProductFacts extends NoticeObjections {
  /** The data request in whose workspace the product is made; no operator where there is none. */
  readonly request: {
    readonly operator: string
    readonly scenarios: readonly string[]
    readonly purpose: UsePurpose | undefined
    /** Whether its workspace stands open in the zone. */
    readonly opened: boolean
    /** Risk reports on it that the data authority has not released. */
    readonly openRisks: number
    /** Whether the workspace is frozen: a plan lapsed, a risk was reported, the authorization was suspended. */
    readonly frozen: boolean
    /** Whether none of its items has since been prohibited from opening or marked secret. */
    readonly itemsOpen: boolean
    /** Whether the emergency plans of its scenario, the agencies' and the operator's own, are valid today. */
    readonly plansValid: boolean
  }
  readonly authorization: { readonly active: boolean; readonly until: Day }
  /** Hash of the specification as it would stand once the draft or revision at hand is recorded. */
  readonly versionHash: string
  readonly distributionInForce: boolean
  /** Take-downs on a notice of infringement that stand. */
  readonly takeDowns: number
  /** The matter of registration that is to be carried out; absent where none is named. */
  readonly matter: RegistrationMatter | undefined
  /** Matters of registration of this product that are not decided. */
  readonly openMatters: number
  /** Products that were given their code in the year of today. */
  readonly codedThisYear: number
}

export type ProductEvent =
  | {
      readonly type: 'ProductDrafted'
      readonly operator: string
      readonly request: string
      readonly version: number
      readonly versionHash: string
      readonly content: Content
    }
  | { readonly type: 'ProductRevised'; readonly version: number; readonly versionHash: string; readonly content: Content }
  | ({ readonly type: 'ProductVerified' } & Verification)
  | ({ readonly type: 'ProductReviewed' } & Review)
  | {
      readonly type: 'CeilingSet'
      readonly scenario: string
      readonly ceilingFen: number
      readonly basis: string
      /** Its written report, where one was made. */
      readonly reportNumber?: string
      readonly reportedOn?: Day
    }
  | ({ readonly type: 'PriceSet' } & Price)
  | { readonly type: 'ProductDataRenewed'; readonly objection: string; readonly item: string; readonly version: number }
  | {
      readonly type: 'DataRenewalHandled'
      readonly objection: string
      readonly handling: 'refreshed' | 'not-affected'
      readonly statement: string
    }
  | { readonly type: 'ProductRegistered'; readonly registrationType: RegistrationType; readonly finding: string; readonly on: Day }
  | { readonly type: 'RegistrationReturned'; readonly defects: string }
  | { readonly type: 'RegistrationNoticeOpened'; readonly from: Day; readonly until: Day }
  | { readonly type: 'RegistrationCodeAssigned'; readonly code: string; readonly on: Day }
  | ({ readonly type: 'CertificateIssued' } & Certificate)
  | {
      readonly type: 'RegistrationAmended'
      readonly matter: string
      readonly registrationType: RegistrationType
      readonly particulars: Particulars
    }
  | { readonly type: 'RegistrationCancelled'; readonly matter: string; readonly reason: string; readonly on: Day }
  | { readonly type: 'CertificateRevoked'; readonly basis: string; readonly reason: string; readonly on: Day }
  | { readonly type: 'CertificateExpired'; readonly on: Day }
  | { readonly type: 'PublicationOrdered'; readonly version: number; readonly versionHash: string }
  | ({ readonly type: 'ProductPublished' } & Served)
  | { readonly type: 'PublicationFailed'; readonly refusal: string; readonly detail: string }
  | { readonly type: 'ProductSuspended'; readonly reason: string }
  | { readonly type: 'ProductResumed'; readonly reason: string }
  | { readonly type: 'ProductUnshelved'; readonly reason: string }

export const start: Product = {
  stage: 'none',
  operator: '',
  request: '',
  version: 0,
  versionHash: '',
  content: { name: '', purpose: 'industry-development', summary: '', scenarios: [], parameters: [], ...plainDelivery },
  verification: undefined,
  reviews: [],
  registration: undefined,
  notice: undefined,
  code: '',
  codedOn: undefined,
  certificate: undefined,
  certificates: [],
  carriedOut: [],
  ceilingFenByScenario: {},
  prices: [],
  served: undefined,
  renewals: [],
  held: '',
}

export const evolve = (state: Product, event: ProductEvent): Product => {
  switch (event.type) {
    case 'ProductDrafted': {
      const { type: _, ...drafted } = event
      return { ...start, stage: 'draft', ...drafted, content: { ...plainDelivery, ...drafted.content } }
    }
    case 'ProductRevised': {
      const { type: _, ...revised } = event
      return { ...state, ...noLongerShown, stage: 'draft', ...revised, content: { ...plainDelivery, ...revised.content } }
    }
    case 'ProductVerified': {
      const { type: _, ...verification } = event
      return { ...state, stage: 'verified', verification }
    }
    case 'ProductReviewed': {
      const { type: _, ...review } = event
      return reviewed({ ...state, reviews: [...state.reviews, review] }, review)
    }
    case 'CeilingSet':
      return { ...state, ceilingFenByScenario: { ...state.ceilingFenByScenario, [event.scenario]: event.ceilingFen } }
    case 'PriceSet': {
      const { type: _, ...price } = event
      return { ...state, prices: [...state.prices.filter(({ from }) => from < price.from), price] }
    }
    case 'ProductDataRenewed': {
      const { type: _, ...renewal } = event
      return { ...state, renewals: [...state.renewals, { ...renewal, handling: 'open', statement: '' }] }
    }
    case 'DataRenewalHandled': {
      const { type: _, ...handled } = event
      return { ...state, renewals: state.renewals.map((one) => (one.objection === handled.objection ? { ...one, ...handled } : one)) }
    }
    default:
      return isCertifying(event) ? certified(state, event) : circulated(state, event)
  }
}

/** What a new version loses: it was said of the old one. */
const noLongerShown = {
  verification: undefined,
  reviews: [],
  registration: undefined,
  notice: undefined,
  certificate: undefined,
  served: undefined,
  held: '',
}

const reviewed = (state: Product, { conclusion, opinion }: Review): Product => {
  if (conclusion === 'refuse') return { ...state, stage: 'review-refused', held: opinion }
  return state.reviews.length === Object.keys(reviewKinds).length ? { ...state, stage: 'reviewed' } : state
}

type MakingEvent =
  | 'ProductDrafted'
  | 'ProductRevised'
  | 'ProductVerified'
  | 'ProductReviewed'
  | 'CeilingSet'
  | 'PriceSet'
  | 'ProductDataRenewed'
  | 'DataRenewalHandled'

const certifyingTypes = [
  'CertificateIssued',
  'RegistrationAmended',
  'RegistrationCancelled',
  'CertificateRevoked',
  'CertificateExpired',
] as const
type CertifyingEvent = Extract<ProductEvent, { type: (typeof certifyingTypes)[number] }>
type CirculatingEvent = Exclude<ProductEvent, { type: MakingEvent } | CertifyingEvent>

const isCertifying = (event: ProductEvent): event is CertifyingEvent => certifyingTypes.some((type) => type === event.type)

/** What leaves the shelf by itself, because its certificate no longer stands. */
const withoutCertificate = (state: Product, reason: string): Product => ({
  ...state,
  certificate: undefined,
  ...(['publishing', 'published', 'suspended'].includes(state.stage) && { stage: 'suspended', held: reason }),
})

const certified = (state: Product, event: CertifyingEvent): Product => {
  switch (event.type) {
    case 'CertificateIssued': {
      const { type: _, ...certificate } = event
      const stage = state.stage === 'coded' ? 'certified' : state.stage
      return { ...state, stage, certificate, certificates: withNext(state.certificates, certificate) }
    }
    case 'RegistrationAmended':
      return { ...state, content: withParticulars(state.content, event.particulars), carriedOut: [...state.carriedOut, event.matter] }
    case 'RegistrationCancelled':
      return {
        ...state,
        stage: 'cancelled',
        certificate: undefined,
        certificates: endedAs(state.certificates, 'cancelled', event.on, event.reason),
        carriedOut: [...state.carriedOut, event.matter],
        held: event.reason,
      }
    case 'CertificateRevoked':
      return { ...withoutCertificate(state, event.reason), certificates: endedAs(state.certificates, 'revoked', event.on, event.reason) }
    case 'CertificateExpired':
      return { ...withoutCertificate(state, ''), certificates: endedAs(state.certificates, 'expired', event.on, '') }
  }
}

const circulated = (state: Product, event: CirculatingEvent): Product => {
  switch (event.type) {
    case 'ProductRegistered':
      return { ...state, stage: 'registered', registration: { type: event.registrationType, on: event.on } }
    case 'RegistrationReturned':
      return { ...state, stage: 'returned', held: event.defects }
    case 'RegistrationNoticeOpened':
      return { ...state, stage: 'in-notice', notice: { from: event.from, until: event.until } }
    case 'RegistrationCodeAssigned':
      return { ...state, stage: 'coded', code: event.code, codedOn: state.codedOn ?? event.on }
    case 'PublicationOrdered':
      return { ...state, stage: 'publishing', held: '' }
    case 'ProductPublished': {
      const { type: _, ...served } = event
      return { ...state, stage: state.stage === 'suspended' ? 'suspended' : 'published', served }
    }
    case 'PublicationFailed':
      return { ...state, stage: state.stage === 'suspended' ? 'suspended' : 'certified', held: event.detail || event.refusal }
    case 'ProductSuspended':
      return { ...state, stage: 'suspended', held: event.reason }
    case 'ProductResumed':
      return { ...state, stage: state.served ? 'published' : 'certified', held: '' }
    case 'ProductUnshelved':
      return { ...state, stage: 'unshelved', held: event.reason }
  }
}

/** What the zone is ordered to publish, and what the hash of a version is taken over: nothing that is signed may differ from what is served. */
export const specificationOf = (
  product: string,
  { version, request, operator, content }: Pick<Product, 'version' | 'request' | 'operator' | 'content'>,
) => ({
  product,
  version,
  workspace: request,
  operator,
  name: content.name,
  source: sourceAsOrdered(content),
  delivery: deliveryAsOrdered(content),
  parameters: content.parameters,
  masks: masksAsOrdered(content.masks),
  cacheSeconds: content.cacheSeconds,
  scenarios: content.scenarios,
})

/** The price that stands on a day; none where none was set by then. */
export const priceOn = ({ prices }: Pick<Product, 'prices'>, on: Day): Price | undefined => prices.findLast(({ from }) => from <= on)

/** Every price that stood on some day of a period, in their order. */
export const pricesWithin = ({ prices }: Pick<Product, 'prices'>, from: Day, to: Day): readonly Price[] => [
  ...[priceOn({ prices }, from)].filter((price) => price !== undefined),
  ...prices.filter((price) => price.from > from && price.from <= to),
]
