/** What the zone answers about the versions of a dataset, its sources and a sample. */
import type { Chosen, Drift, Mode } from '../../../ask/upload.ts'

export interface Version {
  readonly version: number
  readonly at: string
  readonly rows: number
  readonly rejectedRows: number
  readonly isDestroyed: boolean
  readonly workspaces: number
  readonly delivered?: {
    readonly mode: string
    readonly from: string
    readonly sha256: string
    readonly person: string
    readonly rows: number
    readonly driftNotes: number
  }
}

export interface ColumnProfile {
  readonly name: string
  readonly empty: number
  readonly distinct: number
  readonly length: { readonly least: number; readonly most: number }
  readonly patterns: readonly { readonly shape: string; readonly share: number }[]
  readonly range?: { readonly least: string; readonly most: string }
}

export interface Notes {
  readonly version: number
  readonly profile: { readonly rows: number; readonly sampled: number; readonly columns: readonly ColumnProfile[] }
  readonly drift: readonly Drift[]
  readonly chosen: Chosen
}

export interface Source {
  readonly source: string
  readonly table: string
  readonly kind: string
  readonly isIncremental: boolean
}

export const nameOf = ({ source, table }: Pick<Source, 'source' | 'table'>): string => `${source}/${table}`

export const rhythms = ['day', 'week', 'month'] as const
export type Rhythm = (typeof rhythms)[number]

export interface StandingPull {
  readonly source: string
  readonly table: string
  readonly mode: Mode
  readonly every: Rhythm
  readonly hour: number
  readonly next?: string
  readonly halted?: 'person-dismissed' | 'dataset-shut' | 'source-gone'
  readonly isRunning: boolean
  readonly last?: {
    readonly at: string
    /** None where it was cut short. */
    readonly outcome?: 'accepted' | 'refused' | 'failed'
    readonly reasons: readonly { readonly zh: string; readonly en: string }[]
  }
}

/** From where a dataset may be filled, and what of it is read by itself. */
export interface SourcesView {
  readonly sources: readonly Source[]
  readonly standing?: StandingPull
}

export interface InferredColumn {
  readonly name: string
  readonly title: string
  readonly type: string
  readonly required: boolean
  readonly personal: string
  readonly grade: string
  readonly couldBeKey: boolean
  readonly suggestions: readonly { readonly kind: string }[]
}

export type Inferred =
  | { readonly outcome: 'inferred'; readonly rows: number; readonly chosen: Chosen; readonly columns: readonly InferredColumn[] }
  | {
      readonly outcome: 'refused'
      readonly refusals: readonly {
        readonly code: string
        readonly words: { readonly zh: string; readonly en: string }
        readonly place: string
      }[]
    }

const percent = 1000
/** Per cent with one digit, for charts. */
export const percentOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * percent) / 10)

/** Share of the rows of a delivery that were set aside. */
export const badShareOf = ({ rows, rejectedRows, delivered }: Version): number =>
  percentOf(rejectedRows, (delivered?.rows ?? rows) + rejectedRows)

/** What the form of a new catalog item begins with. */
export const formOf = ({ columns }: Extract<Inferred, { outcome: 'inferred' }>): Readonly<Record<string, unknown>> => {
  const key =
    columns.find(({ couldBeKey, personal }) => couldBeKey && personal === 'identifier') ?? columns.find(({ couldBeKey }) => couldBeKey)
  const subject = columns.find(({ couldBeKey, personal }) => couldBeKey && personal === 'identifier')
  return {
    fields: columns.map(({ name, title, type, required, personal, grade }) => ({ name, title, type, required, personal, grade })),
    ...(key && { keyColumns: [key.name] }),
    ...(subject && { subjectColumn: subject.name, oneRow: true }),
  }
}
