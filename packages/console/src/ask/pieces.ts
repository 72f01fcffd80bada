/** Sends a large file to the zone by pieces, and goes on where it broke off: after a lost connection by itself, after a reload once the file is chosen again. */
import { queryOf } from './ask.ts'
import { fault, faultOf, type ProblemFault, problemIn } from './problem.ts'
import { answerTo, type Delivered, formatOf, type Said, saidOf } from './upload.ts'
import type { Pass } from './zone.ts'
import { askZone } from './zone.ts'

interface UploadView {
  readonly upload: string
  readonly stage: 'receiving' | 'examining' | 'ended'
  readonly sizeBytes: number
  readonly receivedBytes: number
  readonly pieceBytes: number
  readonly pieces: readonly string[]
  readonly answer?: Delivered
}

export type Step =
  | { readonly is: 'comparing' | 'checking' | 'another' }
  | { readonly is: 'sending'; readonly bytes: number }
  | { readonly is: 'waiting'; readonly seconds: number }

export interface Sending {
  /** Asks the platform to be let in: a ticket lasts minutes, a file may take hours. */
  readonly enter: () => Promise<Pass>
  /** `datasets/flights`, `imports/s1`. */
  readonly place: string
  readonly file: File
  readonly said: Said
  readonly onStep: (step: Step) => void
  readonly signal: AbortSignal
}

/** Up to here one request does. */
export const wholeUpTo = 4 * 2 ** 20
/** Where the browser has no digests, outside of a secure context, a file goes in one request. */
export const canGoByPieces = (file: File): boolean => file.size > wholeUpTo && globalThis.crypto?.subtle !== undefined

const digestOf = async (bytes: ArrayBuffer): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

const bytesAt = (file: File, offset: number, length: number) => file.slice(offset, offset + length).arrayBuffer()

/** Whether everything that came before is of this very file. */
const isOf = async (file: File, { sizeBytes, pieces, pieceBytes }: UploadView): Promise<boolean> => {
  if (sizeBytes !== file.size) return false
  for (const [index, piece] of pieces.entries())
    if (hexOf(await digestOf(await bytesAt(file, index * pieceBytes, pieceBytes))) !== piece) return false
  return true
}

const firstOf = async (file: File, begun: readonly UploadView[]): Promise<UploadView | undefined> => {
  for (const one of begun) if (await isOf(file, one)) return one
  return undefined
}

const waits = [2, 5, 10, 30] as const

const stopped = () => new DOMException('stopped', 'AbortError')

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1_000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(stopped())
    })
  })

const codeIn = (error: unknown) => problemIn(error)?.refusals?.[0]?.code
const statusIn = (error: unknown) => problemIn(error)?.status
/** The network, or the zone for a moment: worth another try. */
const passes = (error: unknown) => {
  const status = statusIn(error)
  return codeIn(error) !== 'no-room' && status !== undefined && (status === 0 || status >= 500 || status === 429)
}

/** Tries again while that may help, with a new ticket where the old one is over. */
const persistent = ({ enter, onStep, signal }: Sending) => {
  let pass: Promise<Pass> | undefined
  return async <Value>(work: (pass: Pass) => Promise<Value>): Promise<Value> => {
    for (let round = 0; ; round += 1) {
      if (signal.aborted) throw stopped()
      try {
        pass ??= enter()
        return await work(await pass)
      } catch (error) {
        if (codeIn(error) === 'ticket-expired' && round < 2) pass = undefined
        else if (passes(error) && codeIn(error) !== 'too-many-uploads') {
          pass = statusIn(error) === 0 ? pass : undefined
          const seconds = waits[Math.min(round, waits.length - 1)] ?? 30
          onStep({ is: 'waiting', seconds })
          await pause(seconds, signal)
        } else throw error
      }
    }
  }
}

const sendPiece = (pass: Pass, path: string, bytes: ArrayBuffer, digest: Uint8Array, { signal, onSent }: PieceWays): Promise<UploadView> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', new URL(path, pass.zoneUrl))
    request.setRequestHeader('authorization', `Ticket ${pass.ticket}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('content-digest', `sha-256=:${base64Of(digest)}:`)
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    answerTo<UploadView>(request).then(resolve, reject)
    signal.addEventListener('abort', () => {
      request.abort()
      reject(stopped())
    })
    request.send(bytes)
  })

interface PieceWays {
  readonly signal: AbortSignal
  readonly onSent: (bytes: number) => void
}

const lost: ProblemFault = faultOf(fault)

export const sendByPieces = async (sending: Sending): Promise<Delivered> => {
  const { place, file, said, onStep, signal } = sending
  const base = `/${place}/uploads`
  const trying = persistent(sending)
  const lookAt = (upload: string) => trying((pass) => askZone<UploadView>(pass, 'GET', `${base}/${upload}`))

  onStep({ is: 'comparing' })
  const { uploads } = await trying((pass) => askZone<{ readonly uploads: readonly UploadView[] }>(pass, 'GET', base))
  const begun = await firstOf(file, uploads)
  if (begun === undefined && uploads.length > 0) onStep({ is: 'another' })
  let view: UploadView = begun ?? (await trying((pass) => askZone<UploadView>(pass, 'POST', base, { sizeBytes: file.size })))
  const { upload } = view

  while (view.receivedBytes < view.sizeBytes) {
    const offset: number = view.receivedBytes
    const bytes = await bytesAt(file, offset, view.pieceBytes)
    const digest = await digestOf(bytes)
    const onSent = (sent: number) => onStep({ is: 'sending', bytes: Math.min(offset + sent, file.size) })
    onSent(0)
    try {
      view = await trying((pass) => sendPiece(pass, `${base}/${upload}/pieces?offset=${offset}`, bytes, digest, { signal, onSent }))
    } catch (error) {
      // It came after all, or another page has gone on with it.
      if (codeIn(error) !== 'piece-out-of-place') throw error
      view = await lookAt(upload)
    }
  }

  onStep({ is: 'checking' })
  const path = `${base}/${upload}/delivery${queryOf(saidOf(formatOf(file.name), said))}`
  try {
    // Large files are examined for minutes.
    return await trying((pass) => askZone<Delivered>(pass, 'POST', path, {}, examinedWithinMs))
  } catch (error) {
    const now = await lookAt(upload)
    if (now.answer === undefined) throw problemIn(error) === undefined ? lost : error
    return now.answer
  }
}

const examinedWithinMs = 3_600_000

/** Gives up whatever this person has half sent there. */
export const giveUp = async (pass: Pass, place: string): Promise<void> => {
  const { uploads } = await askZone<{ readonly uploads: readonly UploadView[] }>(pass, 'GET', `/${place}/uploads`)
  for (const { upload } of uploads) await askZone(pass, 'DELETE', `/${place}/uploads/${upload}`)
}
