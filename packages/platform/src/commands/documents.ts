/** The hashes of the documents that are handed in with a form, in their order: what a later dispute holds a file against. */
import { createHash } from 'node:crypto'

export const documentHashesIn = (asked: Readonly<Record<string, unknown>> | undefined): readonly string[] =>
  Array.isArray(asked?.evidence) ? asked.evidence.map((one) => sha256(String((one as { document?: unknown }).document ?? ''))) : []

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
