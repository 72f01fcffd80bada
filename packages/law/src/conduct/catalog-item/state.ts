/** What an entry of the catalog is made of: its fields, what was delivered, and what the zone found its columns to be. */
import { z } from 'zod'
import { authorizedDomains, kindShape, type OpenAttribute, openAttributes } from '../../identifiers/kinds.ts'
import { nameShape, titleShape } from '../../kernel/shapes.ts'
import type { Words } from '../../kernel/words.ts'
import { fieldShape, type Grade, type PersonalKind } from '../shapes.ts'

export type Stage = 'none' | 'registered' | 'governed' | 'delivered'

export const itemShape = z.object({
  title: titleShape,
  /** Name of the dataset as it stands in SQL. */
  dataset: nameShape,
  domain: kindShape(authorizedDomains),
  fields: z.array(fieldShape).min(1).max(400),
  openAttribute: kindShape(openAttributes),
  /** Marked by the agency: state secrets are under other law and never enter the zone. */
  secrecy: z.boolean(),
  /** The column that names the person or body each row is about. */
  subjectColumn: nameShape.optional(),
  oneRow: z.boolean().default(false),
  /** The columns that tell one row from another, for deliveries that update. */
  keyColumns: z.array(nameShape).max(8).optional(),
  updateCycle: titleShape,
  summary: z.string().trim().min(1).max(2000),
})
export type CatalogContent = z.infer<typeof itemShape>

export interface Delivery {
  readonly version: number
  readonly rows: number
  readonly rejected: number
  /** Of the delivered file; empty for what was delivered before the zone told it. */
  readonly sha256?: string | undefined
  readonly mode?: DeliveryMode | undefined
  readonly person?: string | undefined
  /** How often it differed from the version before. */
  readonly driftNotes?: number | undefined
}

/** How a delivery stands to the version before it. */
export const deliveryModes = {
  whole: { zh: '全量', en: 'whole' },
  append: { zh: '追加', en: 'appended' },
  upsert: { zh: '按主键更新', en: 'updated by key' },
} as const satisfies Record<string, Words>
export type DeliveryMode = keyof typeof deliveryModes

/** Why a source that the zone reads by itself brings nothing. */
export const pullTroubles = {
  'pull-failed': { zh: '提取未能完成', en: 'the pull could not be finished' },
  'pull-refused': { zh: '数据源未能读取，或者提取的数据未被接收', en: 'the source could not be read, or what was pulled was not accepted' },
  'puller-dismissed': { zh: '设置人不再承担该项工作', en: 'who set it no longer has this work' },
  'pull-source-gone': { zh: '数据源不再登记', en: 'the source is not set down any more' },
} as const satisfies Record<string, Words>
export type PullTrouble = keyof typeof pullTroubles

/** What the zone holds a column to be, and why: shares of values that fit, never a value. */
export interface Finding {
  readonly name: string
  readonly kind: string
  /** From 0 to 1. */
  readonly confidence: number
  readonly evidence: readonly { readonly sign: string; readonly share: number; readonly sampled: number }[]
  readonly personal: PersonalKind
  readonly grade: Grade
}

/** A finding until the agency has decided on it, and afterwards what it decided. */
export interface Classified extends Finding {
  /** Version of the data in which it was found last. */
  readonly version: number
  readonly standing: 'open' | 'confirmed' | 'overridden'
  readonly reason: string
}

export interface CatalogItem extends CatalogContent {
  readonly stage: Stage
  readonly provider: string
  readonly governance: string
  readonly deliveries: readonly Delivery[]
  readonly classification: readonly Classified[]
  /** The zone still holds files against marks that the agency has changed since. */
  readonly contractBehind: boolean
  /** Stands until a pull succeeds, or nothing is pulled by itself any more. */
  readonly pullTrouble?: PullTrouble | undefined
}

export interface CatalogItemFacts {
  /** Whether another item of the catalog has this dataset name. */
  readonly datasetTaken: boolean
}

export type CatalogItemEvent =
  | ({ readonly type: 'CatalogItemRegistered'; readonly provider: string } & Readonly<CatalogContent>)
  | { readonly type: 'GovernanceCertified'; readonly statement: string }
  | { readonly type: 'OpenAttributeChanged'; readonly openAttribute: OpenAttribute; readonly secrecy: boolean; readonly reason: string }
  | { readonly type: 'DeliveryOpened'; readonly person: string }
  | ({ readonly type: 'DeliveryNoted'; readonly found?: readonly Finding[] | undefined } & Delivery)
  | {
      readonly type: 'ClassificationConfirmed'
      readonly columns: readonly { readonly name: string; readonly personal: PersonalKind; readonly grade: Grade }[]
      readonly reason: string
      readonly person: string
    }
  | { readonly type: 'ContractFollowed' }
  | { readonly type: 'PullTroubled'; readonly trouble: PullTrouble }
  | { readonly type: 'PullTroubleEnded' }

export const start: CatalogItem = {
  stage: 'none',
  provider: '',
  title: '',
  dataset: '',
  domain: 'finance',
  fields: [],
  openAttribute: 'prohibited',
  secrecy: false,
  oneRow: false,
  updateCycle: '',
  summary: '',
  governance: '',
  deliveries: [],
  classification: [],
  contractBehind: false,
}

export const evolve = (state: CatalogItem, event: CatalogItemEvent): CatalogItem => {
  switch (event.type) {
    case 'CatalogItemRegistered': {
      const { type: _, ...registered } = event
      return { ...state, stage: 'registered', ...registered }
    }
    case 'GovernanceCertified':
      return { ...state, stage: state.stage === 'delivered' ? 'delivered' : 'governed', governance: event.statement }
    case 'OpenAttributeChanged':
      return { ...state, openAttribute: event.openAttribute, secrecy: event.secrecy }
    case 'DeliveryOpened':
      return state
    case 'DeliveryNoted': {
      const { type: _, found = [], ...delivery } = event
      const classification = foundAgain(state.classification, found, delivery.version)
      return { ...state, stage: 'delivered', deliveries: [...state.deliveries, delivery], classification }
    }
    case 'ClassificationConfirmed':
      return decided(state, event)
    case 'ContractFollowed':
      return { ...state, contractBehind: false }
    case 'PullTroubled':
      return { ...state, pullTrouble: event.trouble }
    case 'PullTroubleEnded':
      return { ...state, pullTrouble: undefined }
  }
}

/** What was decided on a column stays decided while it is found to be the same; what is found to be something else is open again. */
const foundAgain = (before: readonly Classified[], found: readonly Finding[], version: number): readonly Classified[] => [
  ...before.filter(({ name }) => found.every((one) => one.name !== name)),
  ...found.map((finding): Classified => {
    const known = before.find(({ name, kind }) => name === finding.name && kind === finding.kind)
    return { ...finding, version, standing: known?.standing ?? 'open', reason: known?.reason ?? '' }
  }),
]

const decided = (state: CatalogItem, { columns, reason }: Extract<CatalogItemEvent, { type: 'ClassificationConfirmed' }>): CatalogItem => {
  const decisionOn = (name: string) => columns.find((column) => column.name === name)
  const fields = state.fields.map((field) => ({ ...field, ...decisionOn(field.name) }))
  const hasChanged = fields.some(({ personal, grade }, at) => personal !== state.fields[at]?.personal || grade !== state.fields[at]?.grade)
  return {
    ...state,
    fields,
    contractBehind: state.contractBehind || hasChanged,
    classification: state.classification.map((one) => {
      const decision = decisionOn(one.name)
      if (decision === undefined) return one
      return { ...one, standing: isAsFound(decision, one) ? 'confirmed' : 'overridden', reason }
    }),
  }
}

/** Whether a decision takes a finding over as it is. */
export const isAsFound = (decision: Pick<Finding, 'personal' | 'grade'>, found: Pick<Finding, 'personal' | 'grade'>): boolean =>
  decision.personal === found.personal && decision.grade === found.grade

export const openFindings = ({ classification }: Pick<CatalogItem, 'classification'>): readonly Classified[] =>
  classification.filter(({ standing }) => standing === 'open')
