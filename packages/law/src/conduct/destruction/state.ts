/** What a destruction is made of: why it is due, who approved, carried out and witnessed it, and the record the zone signed. */
import { z } from 'zod'
import { type DestructionTrigger, destructionTriggers } from '../../identifiers/kinds.ts'
import type { Day } from '../../kernel/days.ts'
import { idShape } from '../../kernel/shapes.ts'

export type Stage = 'none' | 'opened' | 'held' | 'approved' | 'executing' | 'executed' | 'certified'

/** As the zone signs it: what was there, how it was destroyed, and what was tried afterwards. */
export const recordShape = z.object({
  inventory: z.array(z.object({ object: z.string(), sizeBytes: z.int().min(0), sha256: z.string() })),
  inventoryRoot: z.string(),
  keyFingerprint: z.string(),
  keyStoreAnswer: z.string(),
  method: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  executor: idShape,
  witness: idShape,
  verification: z.array(z.object({ tried: z.string(), answer: z.string() })),
  residuals: z.array(z.string()),
})
export type DestructionRecord = Readonly<z.infer<typeof recordShape>>

/** Triggers that end the purpose of personal information. */
export const purposeTriggers = ['purpose-met', 'purpose-impossible', 'no-longer-needed'] as const satisfies readonly DestructionTrigger[]
export const isPurposeTrigger = (trigger: DestructionTrigger): boolean => purposeTriggers.some((one) => one === trigger)
export const triggerKinds = destructionTriggers

export interface Hold {
  readonly basis: string
  readonly until: Day
}

export interface Destruction {
  readonly stage: Stage
  readonly trigger: DestructionTrigger
  readonly authorization: string
  /** The data request, which is also the workspace. */
  readonly request: string
  /** The catalog item whose dataset is to go; empty where it is a workspace. */
  readonly item: string
  /** The export whose files are to go; empty where it is something else. */
  readonly export: string
  /** Whether the zone has shut the dataset or the export; a workspace says so in its own case. */
  readonly isShut: boolean
  readonly operator: string
  readonly openedOn: Day
  /** Last day to destroy; undefined while the working days of the year are not published. */
  readonly due: Day | undefined
  readonly requester: string
  readonly disposalPlan: string
  readonly hold: Hold | undefined
  readonly approver: string
  readonly executor: string
  readonly witness: string
  readonly record: DestructionRecord | undefined
  readonly certificateNumber: string
  readonly certifiedOn: Day | undefined
  /** Why the zone did not carry it out. */
  readonly failure: string
}

export interface DestructionFacts {
  /** The authorization the request was granted under. */
  readonly authorization: { readonly stage: string }
  readonly request: {
    /** Empty where there is no such request. */
    readonly operator: string
    readonly authorization: string
    readonly stage: string
  }
  readonly item: {
    /** Empty where there is no such item. */
    readonly provider: string
    /** Whether it may not be opened any more (article 2), so that nothing new reads it. */
    readonly isClosed: boolean
  }
  readonly export: {
    /** Empty where it was not asked for. */
    readonly operator: string
    readonly authorization: string
    readonly keeping: 'sealed' | 'destroyed' | undefined
  }
  /** Tasks for the same workspace, dataset or export that are not certified. */
  readonly openTasks: number
  /** What the operation plan said of assets after the term; empty where there is no application. */
  readonly disposalPlan: string
  /** Liability cases on the authorization that are open (article 31). */
  readonly liabilityCases: number
  /** Destructions certified in the year of today. */
  readonly certifiedThisYear: number
}

export type DestructionEvent =
  | {
      readonly type: 'DestructionOpened'
      readonly trigger: DestructionTrigger
      readonly authorization: string
      readonly request: string
      readonly item?: string
      readonly export?: string
      readonly operator: string
      readonly openedOn: Day
      readonly due: Day | undefined
      readonly requester: string
      /** The disposal plan of article 11, where the term has ended. */
      readonly disposalPlan?: string
    }
  | { readonly type: 'HoldingShut' }
  | ({ readonly type: 'LegalHoldPlaced' } & Hold)
  | { readonly type: 'LegalHoldLifted'; readonly reason: string }
  | { readonly type: 'DestructionApproved'; readonly method: string; readonly disposal: string; readonly approver: string }
  | { readonly type: 'DestructionStarted'; readonly executor: string; readonly witness: string }
  | { readonly type: 'DestructionExecuted'; readonly record: DestructionRecord }
  | { readonly type: 'DestructionFailed'; readonly refusal: string; readonly detail: string }
  | { readonly type: 'DestructionAccepted'; readonly opinion: string; readonly certificateNumber: string; readonly on: Day }

export const start: Destruction = {
  stage: 'none',
  trigger: 'revoked',
  authorization: '',
  request: '',
  item: '',
  export: '',
  isShut: false,
  operator: '',
  openedOn: '' as Day,
  due: undefined,
  requester: '',
  disposalPlan: '',
  hold: undefined,
  approver: '',
  executor: '',
  witness: '',
  record: undefined,
  certificateNumber: '',
  certifiedOn: undefined,
  failure: '',
}

export const evolve = (state: Destruction, event: DestructionEvent): Destruction => {
  switch (event.type) {
    case 'DestructionOpened': {
      const { type: _, ...opened } = event
      return { ...state, stage: 'opened', ...opened }
    }
    case 'HoldingShut':
      return { ...state, isShut: true }
    case 'LegalHoldPlaced':
      return { ...state, stage: 'held', hold: { basis: event.basis, until: event.until } }
    case 'LegalHoldLifted':
      return { ...state, stage: 'opened', hold: undefined }
    case 'DestructionApproved':
      return { ...state, stage: 'approved', approver: event.approver }
    case 'DestructionStarted':
      return { ...state, stage: 'executing', executor: event.executor, witness: event.witness, failure: '' }
    case 'DestructionExecuted':
      return { ...state, stage: 'executed', record: event.record }
    case 'DestructionFailed':
      return { ...state, stage: 'approved', failure: event.detail || event.refusal }
    case 'DestructionAccepted':
      return { ...state, stage: 'certified', certificateNumber: event.certificateNumber, certifiedOn: event.on }
  }
}
