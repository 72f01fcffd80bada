/**
 * A large file on its way in by pieces: a piece counts once it is there whole and as its sender meant it, so that a broken connection, or a zone
 * that stood still, goes on where it stopped (articles 12, 15 and 16). What has come lies sealed on disk under a key of this file alone, which is
 * destroyed as it ends; in the clear it lies in private memory while it is examined, and at no other time.
 */
import { createHash, randomUUID } from 'node:crypto'
import { appendFile, mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeyProvider, placeOfPiece, type SentPiece } from '@yunhe/keys'
import type { ZoneAct } from './acts.ts'
import type { DeliveryAnswer, Staged } from './deliveries.ts'
import type { ZoneLog } from './log.ts'
import type { Ticket } from './orders.ts'
import type { AccessRefusal } from './refusals.ts'
import type { BegunUpload } from './state.ts'
import { type Scope, uploadScope } from './store/manifest.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import { type Clock, written } from './time.ts'
import { openTurns } from './turns.ts'
import { openVault, type Vault } from './vault.ts'

/** Every piece but the last has exactly so many bytes. */
export const pieceBytes = 4 * 2 ** 20
export const mostBytes = 64 * 2 ** 30
const mostOfPerson = 3
const mostOfZone = 12
/** Without a piece for so long, what has come is wiped. */
export const idleMs = 6 * 3_600_000
/** The log of the zone lies on the same disk and must always find room. */
const keptFreeBytes = 512 * 2 ** 20
/** The answer to a delivery is kept so long for whoever lost it with the connection. */
const answerMs = 30 * 60_000

export interface UploadView {
  readonly upload: string
  readonly stage: 'receiving' | 'examining' | 'ended'
  readonly sizeBytes: number
  readonly receivedBytes: number
  readonly pieceBytes: number
  /** SHA-256 of each piece that has come, hex: whoever goes on sees whether it is the same file. */
  readonly pieces: readonly string[]
  readonly until: string
  /** What became of it, once it has ended; none where it failed. */
  readonly answer?: DeliveryAnswer
}

type No = { readonly ok: false; readonly refusal: AccessRefusal }
type Outcome<Value> = { readonly ok: true; readonly value: Value } | No

interface Upload {
  readonly id: string
  readonly scope: string
  readonly person: string
  readonly organization: string
  readonly sizeBytes: number
  readonly pieces: string[]
  receivedBytes: number
  lastMs: number
  stage: UploadView['stage']
  /** How it ended; what has come is wiped by then, or will be at the next sweep. */
  end?: UploadEnd
  isWiped?: boolean
  ending?: Promise<Outcome<DeliveryAnswer | undefined>> | undefined
  answer?: DeliveryAnswer
}

type UploadEnd = Extract<ZoneAct, { type: 'upload-ended' }>['outcome']

export interface Uploads {
  /** Recorded before anything is taken. */
  readonly begin: (ticket: Ticket, scope: Scope, sizeBytes: number) => Promise<Outcome<UploadView>>
  /** What this person has begun for it and not ended. */
  readonly of: (ticket: Ticket, scope: Scope) => readonly UploadView[]
  readonly one: (ticket: Ticket, scope: Scope, upload: string) => Outcome<UploadView>
  /** The same piece sent twice counts once. @param sha256 hex, as its sender has it */
  readonly piece: (ticket: Ticket, scope: Scope, upload: string, piece: SentPiece) => Promise<Outcome<UploadView>>
  /** Hands the whole file on, once; whoever asks again hears the same answer. Undefined where its destination does not take it. */
  readonly deliver: (ticket: Ticket, scope: Scope, upload: string, take: Take) => Promise<Outcome<DeliveryAnswer | undefined>>
  readonly discard: (ticket: Ticket, scope: Scope, upload: string) => Promise<Outcome<UploadView>>
  /** Wipes what nobody goes on with, and what is for a place that has been shut. */
  readonly sweep: () => Promise<void>
}

type Take = (file: Staged) => Promise<DeliveryAnswer | undefined>

export interface UploadsGround {
  /** Of the zone; what comes lies in `uploads` in it. */
  readonly folder: string
  readonly log: ZoneLog
  readonly keys: KeyProvider
  readonly now: Clock
}

/** Takes up what was on its way as the zone went down; it has the whole time again. */
export const openUploads = async ({ folder, log, keys, now }: UploadsGround): Promise<Uploads> => {
  const place = join(folder, 'uploads')
  await mkdir(place, { recursive: true, mode: 0o700 })
  const vault = openVault(place, keys, uploadScope)
  const known = new Map<string, Upload>()
  const inTurn = openTurns()

  const find = ({ person }: Ticket, scope: Scope, id: string): Outcome<Upload> => {
    const found = known.get(id)
    return found?.person === person && found.scope === scope ? { ok: true, value: found } : no('upload-unknown')
  }
  /** The key first: what a crash leaves behind then opens nothing. */
  const wipe = async (upload: Upload, end: UploadEnd): Promise<void> => {
    upload.stage = 'ended'
    upload.end = end
    upload.lastMs = now()
    if ((await keys.describe(uploadScope(upload.id))) !== undefined) await keys.destroy(uploadScope(upload.id))
    await vault.remove(upload.id)
    await log.record({ type: 'upload-ended', upload: upload.id, scope: upload.scope, outcome: end, receivedBytes: upload.receivedBytes })
    upload.isWiped = true
  }
  const remove = async (upload: Upload, end: UploadEnd): Promise<void> => {
    await wipe(upload, end)
    known.delete(upload.id)
  }

  let clearBytes = 0
  const handOn = async (upload: Upload, scope: Scope, take: Take): Promise<Outcome<DeliveryAnswer | undefined>> => {
    const { id, sizeBytes } = upload
    if (upload.stage !== 'receiving') return no('upload-unknown')
    if (upload.receivedBytes < sizeBytes) return no('upload-not-whole')
    clearBytes += sizeBytes
    try {
      if (!(await hasClearRoom(clearBytes))) return no('no-room')
      upload.stage = 'examining'
      await log.record({ type: 'upload-handed-on', upload: id, scope })
      const answer = await withPrivateFolder(async (clear) => take(await putTogether(vault, upload, join(clear, 'received'))))
      if (answer !== undefined) upload.answer = answer
      await wipe(upload, 'delivered')
      return { ok: true, value: answer }
    } catch (fault) {
      await wipe(upload, 'failed')
      throw fault
    } finally {
      clearBytes -= sizeBytes
    }
  }

  for (const [id, begun] of log.state().uploads) {
    const upload = { ...(await takenUp(vault, id, begun)), lastMs: now() }
    const isLive = (await keys.describe(uploadScope(id)))?.state === 'live'
    // Whether a version came of one that was handed on stands with the versions; handed on again it could become a second.
    if (isLive && !begun.isHandedOn) known.set(id, upload)
    else await wipe(upload, 'failed')
  }

  const swept = async (upload: Upload): Promise<void> => {
    if (upload.stage === 'ended' && !upload.isWiped)
      return inTurn(upload.id, async () => {
        if (!upload.isWiped) await wipe(upload, upload.end ?? 'failed')
      })
    if (upload.stage === 'ended' && now() - upload.lastMs > answerMs) known.delete(upload.id)
    if (upload.stage !== 'receiving') return
    await inTurn(upload.id, async () => {
      if (upload.stage !== 'receiving') return
      if (log.state().shut.has(upload.scope)) await remove(upload, 'shut')
      else if (now() - upload.lastMs > idleMs) await remove(upload, 'expired')
    })
  }

  return {
    // One after another: who comes second counts the first.
    begin: ({ person, organization }, scope, sizeBytes) =>
      inTurn('begin', async () => {
        const open = [...known.values()].filter(({ stage }) => stage !== 'ended')
        if (open.length >= mostOfZone || open.filter((one) => one.person === person).length >= mostOfPerson) return no('too-many-uploads')
        const toCome = open.reduce((sum, one) => sum + one.sizeBytes - one.receivedBytes, sizeBytes)
        if (!(await hasRoom(place, toCome + keptFreeBytes))) return no('no-room')
        const id = randomUUID()
        await log.record({ type: 'upload-begun', upload: id, scope, sizeBytes, person, organization })
        await keys.create(uploadScope(id))
        const upload: Upload = {
          id,
          scope,
          person,
          organization,
          sizeBytes,
          pieces: [],
          receivedBytes: 0,
          lastMs: now(),
          stage: 'receiving',
        }
        known.set(id, upload)
        return { ok: true, value: viewOf(upload) }
      }),
    of: ({ person }, scope) =>
      [...known.values()].filter((one) => one.person === person && one.scope === scope && one.stage !== 'ended').map(viewOf),
    one: (ticket, scope, id) => viewed(find(ticket, scope, id)),
    piece: (ticket, scope, id, piece) =>
      inTurn(id, async () => {
        const found = find(ticket, scope, id)
        if (!found.ok) return found
        const upload = found.value
        upload.lastMs = now()
        const place = placeOfPiece({ ...upload, pieceBytes }, piece)
        if (place === 'here') return { ok: true, value: viewOf(upload) }
        if (place !== 'next') return no(refusalByPlace[place])
        if (upload.stage !== 'receiving') return no('piece-out-of-place')
        await vault.putBytes(id, nameOfPiece(upload.pieces.length, piece.sha256), piece.bytes)
        upload.pieces.push(piece.sha256)
        upload.receivedBytes += piece.bytes.length
        return { ok: true, value: viewOf(upload) }
      }),
    deliver: async (ticket, scope, id, take) => {
      const found = find(ticket, scope, id)
      if (!found.ok) return found
      const upload = found.value
      upload.ending ??= inTurn(id, () => handOn(upload, scope, take))
      const ended = await upload.ending
      // What was not whole or found no room may be handed on later.
      if (!ended.ok) upload.ending = undefined
      return ended
    },
    discard: (ticket, scope, id) =>
      inTurn(id, async () => {
        const found = find(ticket, scope, id)
        if (!found.ok) return found
        if (found.value.stage !== 'ended') await remove(found.value, 'discarded')
        return { ok: true, value: viewOf(found.value) }
      }),
    sweep: async () => {
      for (const upload of [...known.values()]) await swept(upload)
    },
  }
}

/** Number and hash of a piece are the name of what is sealed: whoever goes on is told without opening anything. */
const nameOfPiece = (index: number, sha256: string): string => `${String(index).padStart(8, '0')}-${sha256}`

/** The pieces from the first on without a gap; a last one that a crash cut short has no name yet. */
const takenUp = async (
  vault: Vault,
  id: string,
  { scope, person, organization, sizeBytes }: BegunUpload,
): Promise<Omit<Upload, 'lastMs'>> => {
  const pieces = (await vault.names(id))
    .toSorted()
    .filter((name, index) => Number(name.slice(0, 8)) === index)
    .map((name) => name.slice(9))
  return {
    id,
    scope,
    person,
    organization,
    sizeBytes,
    pieces,
    receivedBytes: Math.min(pieces.length * pieceBytes, sizeBytes),
    stage: 'receiving',
  }
}

/** Opens one piece after another into a file in private memory; a piece that is not what its name says is a fault. */
const putTogether = async (vault: Vault, { id, pieces }: Upload, file: string): Promise<Staged> => {
  const hash = createHash('sha256')
  for (const [index, sha256] of pieces.entries()) {
    const bytes = await vault.bytes(id, nameOfPiece(index, sha256))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Error(`could not put upload ${id} together: piece ${index} differs`)
    hash.update(bytes)
    await appendFile(file, bytes, { mode: 0o600 })
  }
  return { file, sha256: hash.digest('hex') }
}

const hasRoom = async (folder: string, bytes: number): Promise<boolean> => {
  const room = await statfs(folder)
  return room.bavail * room.bsize >= bytes
}

const hasClearRoom = (bytes: number): Promise<boolean> => withPrivateFolder((folder) => hasRoom(folder, bytes))

const no = (refusal: AccessRefusal): No => ({ ok: false, refusal })

const viewed = (found: Outcome<Upload>): Outcome<UploadView> => (found.ok ? { ok: true, value: viewOf(found.value) } : found)

const viewOf = ({ id, stage, sizeBytes, receivedBytes, pieces, lastMs, answer }: Upload): UploadView => ({
  upload: id,
  stage,
  sizeBytes,
  receivedBytes,
  pieceBytes,
  pieces: [...pieces],
  until: written(lastMs + idleMs),
  ...(answer && { answer }),
})

const refusalByPlace = { 'out-of-place': 'piece-out-of-place', damaged: 'piece-damaged' } as const
