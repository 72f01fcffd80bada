/** What a matter of registration is made of: what is asked of which product, by whom and why, and how far it has come. */
import type { RegistrationType } from '../../identifiers/kinds.ts'
import type { Day } from '../../kernel/days.ts'
import type { NoticeObjections } from '../../kernel/notice-objections.ts'
import type { CertificateStanding, Particulars } from '../shapes.ts'

export type Stage = 'none' | 'applied' | 'returned' | 'reviewed' | 'in-notice' | 'completed' | 'rejected' | 'withdrawn'
export type MatterType = Exclude<RegistrationType, 'initial'>

export interface Registration {
  readonly stage: Stage
  readonly matterType: MatterType
  readonly product: string
  readonly productName: string
  readonly code: string
  readonly operator: string
  /** Organization that applied, and its person: nobody reviews what they applied for. */
  readonly applicant: string
  readonly person: string
  readonly particulars: Particulars
  readonly ground: string
  readonly evidence: string
  readonly reviewDue: Day | undefined
  readonly notice: { readonly from: Day; readonly until: Day } | undefined
  /** What the registrar found wrong; told once and whole. */
  readonly defects: string
  readonly decision: { readonly on: Day; readonly reason: string } | undefined
}

export interface RegistrationFacts extends NoticeObjections {
  /** No operator where there is no such product. */
  readonly product: {
    readonly name: string
    readonly operator: string
    readonly stage: string
    readonly code: string
    readonly isPaid: boolean
    readonly particulars: Particulars
    /** The newest version of its certificate. */
    readonly certificate: { readonly standing: CertificateStanding; readonly validTo: Day } | undefined
  }
  readonly authorizationUntil: Day
  /** Organizations that an error in the register concerns: the operator, those who provide its data, those who use it. */
  readonly concerned: readonly string[]
  /** Other matters of the same product that are not decided. */
  readonly openMatters: number
}

interface Papers {
  readonly particulars: Particulars
  readonly ground: string
  readonly evidence: string
}

export type RegistrationEvent =
  | ({
      readonly type: 'RegistrationMatterApplied'
      readonly matterType: MatterType
      readonly product: string
      readonly productName: string
      readonly code: string
      readonly operator: string
      readonly applicant: string
      readonly person: string
      readonly reviewDue: Day | undefined
    } & Papers)
  | { readonly type: 'RegistrationMatterReturned'; readonly defects: string }
  | ({ readonly type: 'RegistrationMatterResubmitted'; readonly reviewDue: Day | undefined } & Papers)
  | { readonly type: 'RegistrationMatterReviewed'; readonly finding: string }
  | { readonly type: 'RegistrationMatterNoticeOpened'; readonly from: Day; readonly until: Day }
  | { readonly type: 'RegistrationMatterCompleted'; readonly on: Day }
  | { readonly type: 'RegistrationMatterRejected'; readonly reason: string; readonly on: Day }
  | { readonly type: 'RegistrationMatterWithdrawn'; readonly reason: string; readonly on: Day }

/** Waits for somebody: the product is not revised meanwhile. */
export const isOpenMatter = ({ stage }: Pick<Registration, 'stage'>): boolean =>
  ['applied', 'returned', 'reviewed', 'in-notice'].includes(stage)

export const start: Registration = {
  stage: 'none',
  matterType: 'change',
  product: '',
  productName: '',
  code: '',
  operator: '',
  applicant: '',
  person: '',
  particulars: {},
  ground: '',
  evidence: '',
  reviewDue: undefined,
  notice: undefined,
  defects: '',
  decision: undefined,
}

export const evolve = (state: Registration, event: RegistrationEvent): Registration => {
  switch (event.type) {
    case 'RegistrationMatterApplied': {
      const { type: _, ...applied } = event
      return { ...state, stage: 'applied', ...applied }
    }
    case 'RegistrationMatterReturned':
      return { ...state, stage: 'returned', defects: event.defects, reviewDue: undefined }
    case 'RegistrationMatterResubmitted': {
      const { type: _, ...papers } = event
      return { ...state, stage: 'applied', ...papers }
    }
    case 'RegistrationMatterReviewed':
      return { ...state, stage: 'reviewed', reviewDue: undefined }
    case 'RegistrationMatterNoticeOpened':
      return { ...state, stage: 'in-notice', notice: { from: event.from, until: event.until } }
    case 'RegistrationMatterCompleted':
      return { ...state, stage: 'completed', decision: { on: event.on, reason: '' } }
    case 'RegistrationMatterRejected':
      return { ...state, stage: 'rejected', decision: { on: event.on, reason: event.reason } }
    case 'RegistrationMatterWithdrawn':
      return { ...state, stage: 'withdrawn', decision: { on: event.on, reason: event.reason } }
  }
}
