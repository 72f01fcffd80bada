/** The paper that goes with the files: what left, to whom, on which decision, signed by the zone (docs/formats/export.md). */
import type { KeyObject } from 'node:crypto'
import type { ShownModel } from '../models/registry.ts'
import type { ExportTerms } from '../orders.ts'
import { hashOf, type Signed, signedBy } from '../signing.ts'
import { tolerance } from '../watermark/digits.ts'
import type { MarkedFile } from './marking.ts'

export interface ExportManifest extends Signed {
  readonly format: 'yunhe/export@1'
  readonly zone: string
  readonly export: string
  readonly grant: string
  readonly authorization: string
  readonly operator: string
  readonly person: string
  readonly scenario: string
  readonly recipients: readonly string[]
  /** What was reviewed: the files before they were marked. */
  readonly snapshot: string
  readonly releasedAt: string
  readonly until: string
  /** The ledger entry of the platform that decided it. */
  readonly decision: string
  /** Index of the order in the zone's own log. */
  readonly logIndex: number
  readonly files: readonly {
    readonly name: string
    readonly kind: string
    readonly format: string
    readonly rows: number
    readonly sizeBytes: number
    readonly sha256: string
    /** Columns whose numbers may differ from the true ones, and by which share of them at most. */
    readonly tolerance?: { readonly columns: readonly string[]; readonly share: number }
    /** The file carries no mark: these are the bytes that were reviewed. */
    readonly unmarked?: true
    /** Of a model: which it is, what it is for, and what its verdict rests on. */
    readonly model?: {
      readonly model: string
      readonly name: string
      readonly version: number
      readonly hash: string
      readonly card: ShownModel['card']
      readonly checks: readonly { readonly check: string; readonly passed: boolean; readonly measured?: number; readonly bound?: number }[]
    }
  }[]
}

export interface Releasing {
  readonly zone: string
  readonly grant: string
  readonly terms: ExportTerms
  readonly decision: string
  readonly logIndex: number
  readonly at: string
}

export const signedManifest = (
  key: KeyObject,
  files: readonly MarkedFile[],
  { zone, grant, terms, decision, logIndex, at }: Releasing,
): ExportManifest =>
  signedBy(key, {
    format: 'yunhe/export@1' as const,
    zone,
    export: terms.export,
    grant,
    authorization: terms.authorization,
    operator: terms.operator,
    person: terms.person,
    scenario: terms.scenario,
    recipients: terms.recipients,
    snapshot: terms.snapshot,
    releasedAt: at,
    until: terms.until,
    decision,
    logIndex,
    files: files.map(({ name, kind, format, rows, sizeBytes, sha256, marked, unmarked, model }) => ({
      name,
      kind,
      format,
      rows,
      sizeBytes,
      sha256,
      ...(marked.length > 0 && { tolerance: { columns: marked, share: tolerance } }),
      ...(unmarked && { unmarked }),
      ...(model && { model: named(model) }),
    })),
  })

const named = ({ model, name, version, hash, card, verdict }: ShownModel) => ({
  model,
  name,
  version,
  hash,
  card,
  checks: verdict.checks.map(({ findings: _, ...check }) => check),
})

/** SHA-256 over the canonical form of the whole manifest, its signature too: what the platform's ledger holds of it. */
export const manifestHash = (manifest: ExportManifest): string => hashOf(manifest)
