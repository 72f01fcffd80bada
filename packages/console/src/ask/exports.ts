/** How the console asks the zone about exports and traces: the content comes from the zone and goes nowhere else. */
import type { Model } from './models.ts'
import { askZone, type OutputCheck, type Pass } from './zone.ts'

export interface ExportCheck extends OutputCheck {
  readonly findings: readonly {
    readonly code: string
    readonly words: { readonly zh: string; readonly en: string }
    readonly place: string
    readonly warning?: boolean
  }[]
}

export interface ExportFile {
  readonly name: string
  readonly kind: string
  readonly format: string
  readonly rows: number
  readonly sizeBytes: number
  readonly sha256: string
}

export interface ExportView {
  readonly export: string
  readonly stage: string
  readonly snapshot: string
  readonly files: readonly (ExportFile & {
    readonly strength: { readonly places: number; readonly tolerance: number; readonly columns: readonly string[] }
  })[]
  readonly report: { readonly passed: boolean; readonly checks: readonly ExportCheck[] }
}

export interface Draft {
  readonly files: readonly object[]
  readonly context: string
}

export const draftExport = (pass: Pass, workspace: string, draft: Draft, one?: string): Promise<ExportView> =>
  askZone(pass, 'POST', `/workspaces/${workspace}/exports${one === undefined ? '' : `/${one}`}`, draft)

export const snapshotOf = (pass: Pass, one: string): Promise<ExportView> => askZone(pass, 'GET', `/exports/${one}/snapshot`)

export interface FileText {
  readonly file: ExportFile
  /** Of a model every text that stands in its file. */
  readonly text: string
  readonly model?: Model
}
export const fileOf = (pass: Pass, one: string, name: string): Promise<FileText> => askZone(pass, 'GET', `/exports/${one}/snapshot/${name}`)

export interface Fetched {
  readonly file: string
  readonly text: string
  readonly encoding: 'utf8' | 'base64'
}
/** The bytes as they left. */
export const contentOf = ({ text, encoding }: Fetched): Uint8Array =>
  encoding === 'utf8' ? new TextEncoder().encode(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

export const fetchFile = (pass: Pass, one: string, name: string): Promise<Fetched> => askZone(pass, 'GET', `/exports/${one}/files/${name}`)

export interface TraceAnswer {
  readonly sample: string
  readonly verdict: 'named' | 'unclear' | 'none'
  readonly suspects: readonly {
    readonly export: string
    readonly operator: string
    readonly person: string
    readonly evidence: 'digits' | 'text' | 'canaries' | 'grant-canaries' | 'bytes'
    readonly matched: number
    readonly of: number
    readonly chanceExponent: number
  }[]
  readonly compared: number
}

/** Text that was found, or a file whose bytes are looked for. */
export interface Sample {
  readonly sample: string
  readonly encoding: 'utf8' | 'base64'
}

export const compareSample = (pass: Pass, trace: string, sample: Sample): Promise<TraceAnswer> =>
  askZone(pass, 'POST', `/traces/${trace}/samples`, sample)

/** Only what the platform's form asks for. */
export const plainFile = ({ name, kind, format, rows, sizeBytes, sha256 }: ExportFile): ExportFile => ({
  name,
  kind,
  format,
  rows,
  sizeBytes,
  sha256,
})
