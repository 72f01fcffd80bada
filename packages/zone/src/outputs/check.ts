/** The shape all output checks share: what they look at, what they say (article 16: only reviewed results leave). */
import type { Cell, ResultColumn } from '../engine/engine.ts'
import type { Guards } from '../sql/check.ts'

export interface OutputResult {
  /** With guards, the columns after the visible ones are the guard's. */
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly guards?: Guards
}

export interface OutputLimits {
  readonly maxRows: number
  readonly maxBytes: number
}

export const standardOutputLimits: OutputLimits = { maxRows: 100_000, maxBytes: 50 * 1024 ** 2 }

export interface OutputContext {
  readonly limits: OutputLimits
}

export interface Against {
  readonly release: string
  readonly at: string
  readonly workspace: string
  readonly operator: string
}

export interface Finding {
  readonly code: string
  readonly words: { readonly zh: string; readonly en: string }
  /** Row and column, counted from 1; never a value. */
  readonly place: string
  /** The earlier release that this result collides with: by name and time, and whose it is. */
  readonly against?: Against
  /** All of these, where it takes several earlier releases together. */
  readonly together?: readonly Against[]
}

export interface CheckOutcome {
  readonly check: string
  /** Whether what remains may leave, as far as this check can tell. */
  readonly passed: boolean
  readonly findings: readonly Finding[]
}

export interface Checked extends CheckOutcome {
  /** Rows, counted from 0, that this check takes out; the rest may leave. */
  readonly suppressed: readonly number[]
}

export type OutputCheck = (result: OutputResult, context: OutputContext) => Checked

const mostFindings = 20

/** A check that takes rows out, with the first of its findings. */
export const suppressing = (check: string, code: string, words: Finding['words'], rows: readonly number[]): Checked => ({
  check,
  passed: true,
  findings: rows.slice(0, mostFindings).map((row) => ({ code, words, place: `row ${row + 1}` })),
  suppressed: rows,
})

/** A check that lets all of it leave or nothing. */
export const deciding = (check: string, findings: readonly Finding[]): Checked => ({
  check,
  passed: findings.length === 0,
  findings: findings.slice(0, mostFindings),
  suppressed: [],
})
