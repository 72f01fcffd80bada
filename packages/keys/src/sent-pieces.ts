/** Files that are sent in pieces over HTTP, the same way everywhere: where a piece belongs, whether it is here already, and its digest (RFC 9530). */
import { createHash } from 'node:crypto'

/** What has come so far. Every piece but the last has `pieceBytes`. */
export interface Received {
  readonly sizeBytes: number
  readonly receivedBytes: number
  readonly pieceBytes: number
  /** SHA-256 of each, hex, in their order. */
  readonly pieces: readonly string[]
}

export interface SentPiece {
  readonly offset: number
  /** As its sender has it, hex. */
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** `here`: it came before, and its sender did not hear of it. */
export type PlaceOfPiece = 'next' | 'here' | 'out-of-place' | 'damaged'

export const placeOfPiece = (
  { sizeBytes, receivedBytes, pieceBytes, pieces }: Received,
  { offset, sha256, bytes }: SentPiece,
): PlaceOfPiece => {
  if (offset < receivedBytes && offset % pieceBytes === 0 && pieces[offset / pieceBytes] === sha256) return 'here'
  if (offset !== receivedBytes || offset >= sizeBytes) return 'out-of-place'
  const due = Math.min(pieceBytes, sizeBytes - offset)
  return bytes.length === due && createHash('sha256').update(bytes).digest('hex') === sha256 ? 'next' : 'damaged'
}

/** Of a header `sha-256=:base64:`, hex; undefined for anything else. */
export const contentDigestIn = (header: unknown): string | undefined => {
  const text = typeof header === 'string' ? /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(header)?.[1] : undefined
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('hex')
}
