/** What the zone found in a snapshot: each check with its findings, and the tables it comes from. */
import type { Finding } from '../outputs/airlock.ts'

/** A warning is shown to whoever asks and whoever reviews, and stops nothing by itself. */
export interface ExportFinding extends Finding {
  readonly warning?: boolean
}
export interface ExportCheck {
  readonly check: string
  readonly passed: boolean
  readonly findings: readonly ExportFinding[]
}

export interface Report {
  readonly snapshot: string
  readonly passed: boolean
  readonly checks: readonly ExportCheck[]
  /** Granted tables that the files come from; none where a text may tell of any. */
  readonly tables: readonly string[]
}
