/**
 * A large file on its way in by pieces: a piece counts once it is there whole and as its sender meant it, so that a broken connection goes on
 * where it stopped (articles 12, 15 and 16). What has come lies where a delivery lies while it is examined: in private memory, gone with the zone.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { placeOfPiece, type SentPiece } from '@yunhe/keys'
import type { DeliveryAnswer, Staged } from './deliveries.ts'
import type { ZoneLog } from './log.ts'
import type { Ticket } from './orders.ts'
import type { AccessRefusal } from './refusals.ts'
import type { Scope } from './store/manifest.ts'
import { makePrivateFolder } from './store/private-folder.ts'
import { type Clock, written } from './time.ts'
import { openTurns } from './turns.ts'

/** Every piece but the last has exactly so many bytes. */
export const pieceBytes = 4 * 2 ** 20
export const mostBytes = 64 * 2 ** 30
const mostOfPerson = 3
const mostOfZone = 12
/** Without a piece for so long, what has come is wiped. */
export const idleMs = 6 * 3_600_000
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
  readonly scope: Scope
  readonly person: string
  readonly organization: string
  readonly sizeBytes: number
  readonly file: string
  readonly handle: FileHandle
  readonly hash: Hash
  readonly pieces: string[]
  receivedBytes: number
  lastMs: number
  stage: UploadView['stage']
  ending?: Promise<DeliveryAnswer | undefined>
  answer?: DeliveryAnswer
}

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
  readonly stop: () => Promise<void>
}

type Take = (file: Staged) => Promise<DeliveryAnswer | undefined>

export const openUploads = (log: ZoneLog, now: Clock): Uploads => {
  const known = new Map<string, Upload>()
  const inTurn = openTurns()

  const find = ({ person }: Ticket, scope: Scope, id: string): Outcome<Upload> => {
    const found = known.get(id)
    return found?.person === person && found.scope === scope ? { ok: true, value: found } : no('upload-unknown')
  }
  const end = async (upload: Upload, outcome: 'delivered' | 'discarded' | 'expired' | 'shut' | 'failed'): Promise<void> => {
    upload.stage = 'ended'
    upload.lastMs = now()
    await upload.handle.close().catch(() => undefined)
    await rm(dirname(upload.file), { recursive: true, force: true })
    await log.record({ type: 'upload-ended', upload: upload.id, scope: upload.scope, outcome, receivedBytes: upload.receivedBytes })
  }
  const remove = async (upload: Upload, outcome: 'discarded' | 'expired' | 'shut'): Promise<void> => {
    known.delete(upload.id)
    await end(upload, outcome)
  }

  return {
    begin: async (ticket, scope, sizeBytes) => {
      const open = [...known.values()].filter(({ stage }) => stage !== 'ended')
      if (open.length >= mostOfZone || open.filter(({ person }) => person === ticket.person).length >= mostOfPerson)
        return no('too-many-uploads')
      const { person, organization } = ticket
      const id = randomUUID()
      const folder = await makePrivateFolder()
      const room = await statfs(folder)
      if (room.bavail * room.bsize < sizeBytes) {
        await rm(folder, { recursive: true, force: true })
        return no('no-room')
      }
      await log.record({ type: 'upload-begun', upload: id, scope, sizeBytes, person, organization })
      const file = join(folder, 'received')
      const handle = await openFile(file)
      const upload: Upload = {
        id,
        scope,
        person,
        organization,
        sizeBytes,
        file,
        handle,
        hash: createHash('sha256'),
        pieces: [],
        receivedBytes: 0,
        lastMs: now(),
        stage: 'receiving',
      }
      known.set(id, upload)
      return { ok: true, value: viewOf(upload) }
    },
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
        await upload.handle.write(piece.bytes, 0, piece.bytes.length, piece.offset)
        upload.hash.update(piece.bytes)
        upload.pieces.push(piece.sha256)
        upload.receivedBytes += piece.bytes.length
        return { ok: true, value: viewOf(upload) }
      }),
    deliver: async (ticket, scope, id, take) => {
      const found = find(ticket, scope, id)
      if (!found.ok) return found
      const upload = found.value
      if (upload.stage === 'receiving' && upload.receivedBytes < upload.sizeBytes) return no('upload-not-whole')
      upload.ending ??= inTurn(id, async () => {
        upload.stage = 'examining'
        try {
          const answer = await take({ file: upload.file, sha256: upload.hash.digest('hex') })
          if (answer !== undefined) upload.answer = answer
          await end(upload, 'delivered')
          return answer
        } catch (fault) {
          await end(upload, 'failed')
          throw fault
        }
      })
      return { ok: true, value: await upload.ending }
    },
    discard: (ticket, scope, id) =>
      inTurn(id, async () => {
        const found = find(ticket, scope, id)
        if (!found.ok) return found
        if (found.value.stage !== 'ended') await remove(found.value, 'discarded')
        return { ok: true, value: viewOf(found.value) }
      }),
    sweep: async () => {
      const { shut } = log.state()
      for (const upload of [...known.values()]) {
        const idle = now() - upload.lastMs
        if (upload.stage === 'ended' && idle > answerMs) known.delete(upload.id)
        if (upload.stage !== 'receiving') continue
        if (shut.has(upload.scope)) await remove(upload, 'shut')
        else if (idle > idleMs) await remove(upload, 'expired')
      }
    },
    stop: async () => {
      for (const { handle, file } of known.values()) {
        await handle.close().catch(() => undefined)
        await rm(dirname(file), { recursive: true, force: true })
      }
    },
  }
}

const openFile = (file: string): Promise<FileHandle> => open(file, 'wx', 0o600)

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
