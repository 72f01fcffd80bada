/** A database as a source sees it: text in, text out, read-only. */
import type { Source } from './source.ts'

export type Cells = readonly (string | null)[]

/** What both kinds of database answer to; all in one read-only snapshot. */
export interface Connection {
  readonly quoted: (identifier: string) => string
  /** A parameter of the statement, counted from 1. */
  readonly parameter: (place: number) => string
  /** A value as text, whatever its type. */
  readonly asText: (expression: string) => string
  readonly one: (sql: string, values: readonly string[]) => Promise<Cells | undefined>
  /** In batches, as the reader asks for them. */
  readonly rows: (sql: string, values: readonly string[]) => AsyncIterable<readonly Cells[]>
  readonly close: () => Promise<void>
}

export interface Connecting {
  readonly source: Source
  readonly password: string | undefined
  readonly ca: string | undefined
}
