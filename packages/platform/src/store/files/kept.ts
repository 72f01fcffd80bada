/** Files of cases: bound to the case in the transaction of the act that refers to them, read whole or not at all, gone with the payloads of the case. */
import { createHash } from 'node:crypto'
import type { AttachedFile } from '@yunhe/law'
import { type Selectable, sql } from 'kysely'
import type { Follower } from '../addition.ts'
import { commonScope, type PayloadKeys } from '../payloads.ts'
import type { Db } from '../postgres.ts'
import type { Tables } from '../tables.ts'
import { contentOf, markOf, unwrapKey, wrapKey } from './sealing.ts'
import type { Sender, UploadStore } from './uploads.ts'

export interface FileStore extends UploadStore {
  readonly db: Db
  readonly payloads: PayloadKeys
}

/** A file that an act may refer to. */
export interface AtHand extends AttachedFile {
  /** Where it is still its sender's: what becomes the case's with the act. */
  readonly upload?: string
}

/** Of the files that are asked for, those that this person has sent whole, or that this organization has handed in to this case before. */
export type FilesAtHand = (who: Sender, stream: string, asked: readonly AttachedFile[]) => Promise<readonly AtHand[]>

export const filesAtHand =
  (store: FileStore): FilesAtHand =>
  async (who, stream, asked) => {
    const named = [...new Map(asked.map((one) => [one.sha256, one])).values()]
    const [sent, held] = await Promise.all([sentBy(store, who, named), heldIn(store, who, stream)])
    return named.flatMap((file) => {
      const { sha256, name } = file
      const upload = sent(sha256)
      const stands = upload ?? held(sha256)
      if (stands === undefined) return []
      const { media_type: mediaType, size_bytes: sizeBytes } = stands
      return [{ name, sha256, mediaType, sizeBytes, ...(upload && { upload: upload.id }) }]
    })
  }

type Row = Selectable<Tables['files']>
type Finding = (sha256: string) => Row | undefined

const sentBy = async ({ db, accountKey }: FileStore, { person }: Sender, named: readonly AttachedFile[]): Promise<Finding> => {
  const marks = named.map(({ sha256 }) => markOf(accountKey, sha256))
  const rows = await db
    .selectFrom('files')
    .selectAll()
    .where('person', '=', person)
    .where('stream', 'is', null)
    .where(sql<boolean>`mark = any(${marks}::bytea[])`)
    .orderBy('touched_at')
    .execute()
  return (sha256) => rows.find(({ mark }) => mark !== null && markOf(accountKey, sha256).equals(mark))
}

const heldIn = async ({ db, payloads }: FileStore, { organization }: Sender, stream: string): Promise<Finding> => {
  const rows = organization === '' ? [] : await ofCase(db, stream).where('organization', '=', organization).execute()
  const key = rows[0]?.scope ? await payloads.of(rows[0].scope) : undefined
  return (sha256) => (key === undefined ? undefined : rows.find(({ mark }) => mark !== null && markOf(key, sha256).equals(mark)))
}

const ofCase = (db: Db, stream: string) => db.selectFrom('files').selectAll().where('stream', '=', stream).orderBy('id')

/** In the transaction of the act: an upload that is another act's by then, or was thrown away, undoes the act. */
export const bindFiles =
  ({ db, payloads, accountKey }: FileStore): Follower =>
  async (tx, { procedure, id, personal, uploads = [], ground }) => {
    if (uploads.length === 0) return
    const stream = `${procedure}/${id}`
    const scope = personal ? stream : commonScope
    const under = await payloads.of(scope)
    if (under === undefined) throw new Error(`could not bind files to ${stream}: its payload key was destroyed`)
    const rows = await db
      .selectFrom('files')
      .selectAll()
      .where(
        'id',
        'in',
        uploads.map(({ upload }) => upload),
      )
      .execute()
    for (const { upload, sha256 } of uploads) {
      const row = rows.find((one) => one.id === upload && one.stream === null)
      const key = row && unwrapKey(accountKey, row.wrapped, row.id, row.person)
      // Where it is gone already nothing is found below either, and the act is undone.
      const wrapped = key ? wrapKey(under, key, upload, stream) : Buffer.alloc(0)
      await sql`with bound as (update files set stream = ${stream}, scope = ${scope}, wrapped = ${wrapped}, about = null, mark = ${markOf(under, sha256)}
          where id = ${upload} and person = ${ground.by.person} and stream is null and ${key !== undefined} returning id)
        select must_stand(false) where not exists (select from bound)`.execute(tx)
    }
  }

export type Opened =
  | { readonly is: 'whole'; readonly sizeBytes: number; readonly content: () => AsyncGenerator<Uint8Array> }
  /** It was handed in, and what is stored is not it: said so and never served. */
  | { readonly is: 'damaged' }

/** Looked at from its first byte to its last before any of it is handed out. */
export const openKept = async ({ db, payloads }: Pick<FileStore, 'db' | 'payloads'>, stream: string, sha256: string): Promise<Opened> => {
  const rows = await ofCase(db, stream).execute()
  for (const row of rows) {
    const under = row.scope === null ? undefined : await payloads.of(row.scope)
    if (under === undefined || row.mark === null || !markOf(under, sha256).equals(row.mark)) continue
    const content = () => contentOf(db, row, unwrapKey(under, row.wrapped, row.id, stream))
    if ((await hashIn(content)) === sha256) return { is: 'whole', sizeBytes: row.size_bytes, content }
  }
  return { is: 'damaged' }
}

/** Undefined where it does not open to its end. */
const hashIn = async (content: () => AsyncGenerator<Uint8Array>): Promise<string | undefined> => {
  try {
    const hash = createHash('sha256')
    for await (const bytes of content()) hash.update(bytes)
    return hash.digest('hex')
  } catch {
    return undefined
  }
}

export interface FilesOfCase {
  readonly stream: string
  readonly files: readonly AttachedFile[]
}

/** `call/c1: file 1f…: damaged` for each file that an entry speaks of and that is not stored as it was handed in. */
export const filesThatDiffer = async (
  store: Pick<FileStore, 'db' | 'payloads'>,
  cases: readonly FilesOfCase[],
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { stream, files } of cases)
    for (const sha256 of new Set(files.map((one) => one.sha256)))
      if ((await openKept(store, stream, sha256)).is === 'damaged') found.push(`${stream}: file ${sha256.slice(0, 16)}…: damaged`)
  return found
}
