/** How a file lies in the database: in pieces under a key of its own, that key wrapped under the sender's or the case's. */
import { randomBytes, suites } from '@yunhe/keys'
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** Every piece but the last has exactly so many bytes; it fits into what one request may bring. */
export const pieceBytes = 2 ** 20

const cipher = suites.intl

export const newFileKey = (): Uint8Array => randomBytes(32)

/** A key moved to another file or another owner does not open. */
export const wrapKey = (under: Uint8Array, key: Uint8Array, id: string, owner: string): Buffer =>
  Buffer.from(cipher.seal(under, key, Buffer.from(`key of file ${id} of ${owner}`)))
export const unwrapKey = (under: Uint8Array, wrapped: Uint8Array, id: string, owner: string): Uint8Array =>
  cipher.open(under, wrapped, Buffer.from(`key of file ${id} of ${owner}`))

/** A piece moved to another place, or to a file of another length, does not open. */
const bound = (no: number, sizeBytes: number): Buffer => Buffer.from(`piece ${no} of a file of ${sizeBytes} bytes`)
export const sealPiece = (key: Uint8Array, bytes: Uint8Array, no: number, sizeBytes: number): Buffer =>
  Buffer.from(cipher.seal(key, bytes, bound(no, sizeBytes)))

/** What its sender is shown of it. */
export interface About {
  readonly name: string
  /** Where its sender meant to use it. */
  readonly place: string
  /** Once it is there whole. */
  readonly sha256?: string
}
const aboutBound = Buffer.from('what is said of a file')
export const sealAbout = (key: Uint8Array, about: About): Buffer =>
  Buffer.from(cipher.seal(key, Buffer.from(JSON.stringify(about)), aboutBound))
export const openAbout = (key: Uint8Array, sealed: Uint8Array): About =>
  JSON.parse(Buffer.from(cipher.open(key, sealed, aboutBound)).toString('utf8'))

const digestBound = Buffer.from('digest of a piece')
export const sealDigest = (key: Uint8Array, sha256: string): Buffer =>
  Buffer.from(cipher.seal(key, Buffer.from(sha256, 'hex'), digestBound))
export const openDigest = (key: Uint8Array, sealed: Uint8Array): string =>
  Buffer.from(cipher.open(key, sealed, digestBound)).toString('hex')

/** By which a file is found: the plain hash of a short document would tell what stands in it to whoever tries all of its kind. */
export const markOf = (under: Uint8Array, sha256: string): Buffer => Buffer.from(cipher.hmac(under, Buffer.from(`file ${sha256}`)))

export interface Stored {
  readonly id: string
  readonly size_bytes: number
}

/** One piece at a time. @throws where a piece is missing, damaged, or not of this place */
export async function* contentOf(db: Kysely<Tables>, { id, size_bytes }: Stored, key: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let no = 0; no * pieceBytes < size_bytes; no += 1) {
    const piece = await db.selectFrom('file_pieces').select('sealed').where('file', '=', id).where('no', '=', no).executeTakeFirst()
    if (piece === undefined) throw new Error(`could not open a file: its piece ${no} is missing`)
    yield cipher.open(key, piece.sealed, bound(no, size_bytes))
  }
}
