/** Files on their way into an act: their sender's alone, sent in pieces that may break off and go on, and cleared away where no act refers to them in time. */
import { createHash } from 'node:crypto'
import { placeOfPiece, type Received, randomBytes, type SentPiece } from '@yunhe/keys'
import type { AttachedFile, FileMediaType, Instant } from '@yunhe/law'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { lookingFor } from './content.ts'
import {
  contentOf,
  markOf,
  newFileKey,
  openAbout,
  openDigest,
  pieceBytes,
  sealAbout,
  sealDigest,
  sealPiece,
  unwrapKey,
  wrapKey,
} from './sealing.ts'

type Within = Kysely<Tables>

export interface UploadStore {
  readonly db: Within
  /** Seals what no act refers to yet; never in the database. */
  readonly accountKey: Uint8Array
}

export interface Sender {
  readonly person: string
  readonly organization: string
}

export interface Upload extends Received {
  readonly id: string
  readonly name: string
  readonly place: string
  readonly mediaType: string
  /** Once it is there whole. */
  readonly sha256?: string
}

/** So many of one person may lie there, whatever their size. */
const mostOfPerson = 100

export type UploadFault = 'unknown' | 'no-room' | 'out-of-place' | 'damaged' | 'not-whole' | 'not-what-it-says'

export interface Room {
  /** Of all that the person has lying there. */
  readonly mostBytes: number
  /** Days after which what nobody touched is cleared away. */
  readonly days: number
}

export const beginUpload = (
  { db, accountKey }: UploadStore,
  { person, organization }: Sender,
  { name, place, mediaType, sizeBytes }: Pick<Upload, 'name' | 'place' | 'mediaType' | 'sizeBytes'>,
  room: Room,
  now: Instant,
): Promise<Upload | UploadFault> =>
  db.transaction().execute(async (tx) => {
    // Of two that begin at once, one waits: both together might be too much.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`uploads of ${person}`}, 11))`.execute(tx)
    await clearUploads(tx, room.days, now)
    const { count, bytes } = await lyingOf(tx, person)
    if (count >= mostOfPerson || bytes + sizeBytes > room.mostBytes) return 'no-room'
    const [id, key] = [Buffer.from(randomBytes(12)).toString('hex'), newFileKey()]
    await tx
      .insertInto('files')
      .values({
        id,
        person,
        organization,
        wrapped: wrapKey(accountKey, key, id, person),
        about: sealAbout(key, { name, place }),
        media_type: mediaType,
        size_bytes: sizeBytes,
        touched_at: now,
      })
      .execute()
    return { id, name, place, mediaType, sizeBytes, receivedBytes: 0, pieceBytes, pieces: [] }
  })

const lyingOf = async (db: Within, person: string): Promise<{ readonly count: number; readonly bytes: number }> => {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*) as count, coalesce(sum(size_bytes), 0)::bigint as bytes from files where person = ${person} and stream is null`.execute(
    db,
  )
  return rows[0] ?? { count: 0, bytes: 0 }
}

/** What one person has lying there, in the order in which it was begun or touched. */
export const uploadsOf = async (store: UploadStore, person: string): Promise<readonly Upload[]> => {
  const rows = await mine(store.db, person).orderBy('touched_at').orderBy('id').execute()
  return Promise.all(rows.map((row) => viewOf(store, row)))
}

export const uploadNamed = async (store: UploadStore, person: string, id: string): Promise<Upload | UploadFault> => {
  const row = await mine(store.db, person).where('id', '=', id).executeTakeFirst()
  return row === undefined ? 'unknown' : viewOf(store, row)
}

const mine = (db: Within, person: string) => db.selectFrom('files').selectAll().where('person', '=', person).where('stream', 'is', null)

type Row = Selectable<Tables['files']>

const keyOf = ({ accountKey }: UploadStore, { id, person, wrapped }: Row): Uint8Array => unwrapKey(accountKey, wrapped, id, person)

const viewOf = async (store: UploadStore, row: Row): Promise<Upload> => {
  const key = keyOf(store, row)
  const come = await store.db.selectFrom('file_pieces').select('digest').where('file', '=', row.id).orderBy('no').execute()
  const about = row.about === null ? { name: '', place: '' } : openAbout(key, row.about)
  return {
    id: row.id,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    receivedBytes: Math.min(come.length * pieceBytes, row.size_bytes),
    pieceBytes,
    pieces: come.map(({ digest }) => openDigest(key, digest)),
    ...about,
  }
}

/** The same piece sent twice counts once, also where both come at the same moment. */
export const takePiece = (store: UploadStore, person: string, id: string, piece: SentPiece, now: Instant): Promise<Upload | UploadFault> =>
  holding(store, person, id, async (within, row) => {
    const upload = await viewOf(within, row)
    const place = placeOfPiece(upload, piece)
    if (place === 'here') return upload
    if (place !== 'next') return place
    const [key, no] = [keyOf(store, row), upload.pieces.length]
    const sealed = sealPiece(key, piece.bytes, no, row.size_bytes)
    await within.db
      .insertInto('file_pieces')
      .values({ file: id, no, sealed, digest: sealDigest(key, piece.sha256) })
      .execute()
    await within.db.updateTable('files').set({ touched_at: now }).where('id', '=', id).execute()
    return viewOf(within, row)
  })

/** Holds the whole file against what it is said to be; what it is not is thrown away. Whoever asks again hears the same. */
export const finishUpload = (store: UploadStore, person: string, id: string, now: Instant): Promise<AttachedFile | UploadFault> =>
  holding(store, person, id, async (within, row) => {
    const upload = await viewOf(within, row)
    const { name, place, mediaType, sizeBytes } = upload
    if (upload.sha256 !== undefined) return { name, mediaType, sizeBytes, sha256: upload.sha256 }
    if (upload.receivedBytes < sizeBytes) return 'not-whole'
    const key = keyOf(store, row)
    const looking = lookingFor(mediaType as FileMediaType)
    const hash = createHash('sha256')
    for await (const bytes of contentOf(within.db, row, key)) {
      looking.see(bytes)
      hash.update(bytes)
    }
    if (!looking.isIt()) {
      await within.db.deleteFrom('files').where('id', '=', id).execute()
      return 'not-what-it-says'
    }
    const sha256 = hash.digest('hex')
    await within.db
      .updateTable('files')
      .set({ about: sealAbout(key, { name, place, sha256 }), mark: markOf(store.accountKey, sha256), touched_at: now })
      .where('id', '=', id)
      .execute()
    return { name, mediaType, sizeBytes, sha256 }
  })

/** One at a time for each upload. */
const holding = <Value>(
  store: UploadStore,
  person: string,
  id: string,
  work: (within: UploadStore, row: Row) => Promise<Value>,
): Promise<Value | UploadFault> =>
  store.db.transaction().execute(async (tx) => {
    const row = await mine(tx, person).where('id', '=', id).forUpdate().executeTakeFirst()
    return row === undefined ? 'unknown' : work({ ...store, db: tx }, row)
  })

/** Whether there was one. */
export const discardUpload = async ({ db }: UploadStore, person: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('files')
    .where('id', '=', id)
    .where('person', '=', person)
    .where('stream', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** What no act refers to and nobody has touched for so many days. */
export const clearUploads = async (db: Within, days: number, now: Instant): Promise<void> => {
  const oldest = new Date(Date.parse(now) - days * 86_400_000).toISOString()
  await db.deleteFrom('files').where('stream', 'is', null).where('touched_at', '<', oldest).execute()
}

/** Somebody's account has ended: no act of theirs will refer to it. */
export const forgetUploadsOf = async (db: Within, person: string): Promise<void> => {
  await db.deleteFrom('files').where('stream', 'is', null).where('person', '=', person).execute()
}
