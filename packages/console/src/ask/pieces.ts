/** Sends a file in pieces, to the zone or to the platform, and goes on where it broke off: after a lost connection by itself, after a reload once the file is chosen again. */
import { fault, faultOf, type ProblemFault, problemIn } from './problem.ts'
import { answerTo } from './upload.ts'

export interface UploadView<Answer> {
  readonly upload: string
  readonly sizeBytes: number
  readonly receivedBytes: number
  readonly pieceBytes: number
  readonly pieces: readonly string[]
  readonly answer?: Answer
}

export type Step =
  | { readonly is: 'comparing' | 'checking' | 'another' }
  | { readonly is: 'sending'; readonly bytes: number }
  | { readonly is: 'waiting'; readonly seconds: number }

/** Whoever takes files in pieces, as it is spoken to. */
export interface Receiver<Answer> {
  /** What was begun there and not ended, as far as it may be this file. */
  readonly begun: () => Promise<readonly UploadView<Answer>[]>
  readonly begin: (sizeBytes: number) => Promise<UploadView<Answer>>
  readonly look: (upload: string) => Promise<UploadView<Answer>>
  readonly piece: (upload: string, piece: SentPiece) => Promise<UploadView<Answer>>
  readonly finish: (upload: string) => Promise<Answer>
  /** Lets itself be known anew before the next word: what it was known by may have run out. */
  readonly renew: () => void
}

export interface SentPiece {
  readonly offset: number
  readonly bytes: ArrayBuffer
  /** RFC 9530. */
  readonly digest: string
  readonly signal: AbortSignal
  readonly onSent: (bytes: number) => void
}

export interface Sending {
  readonly file: File
  readonly onStep: (step: Step) => void
  readonly signal: AbortSignal
}

const digestOf = async (bytes: ArrayBuffer): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

const bytesAt = (file: File, offset: number, length: number) => file.slice(offset, offset + length).arrayBuffer()

/** Whether everything that came before is of this very file. */
const isOf = async (file: File, { sizeBytes, pieces, pieceBytes }: UploadView<unknown>): Promise<boolean> => {
  if (sizeBytes !== file.size) return false
  for (const [index, piece] of pieces.entries())
    if (hexOf(await digestOf(await bytesAt(file, index * pieceBytes, pieceBytes))) !== piece) return false
  return true
}

const firstOf = async <Answer>(file: File, begun: readonly UploadView<Answer>[]): Promise<UploadView<Answer> | undefined> => {
  for (const one of begun) if (await isOf(file, one)) return one
  return undefined
}

const waits = [2, 5, 10, 30] as const

const stopped = () => new DOMException('stopped', 'AbortError')
export const isStop = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

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
/** The network, or the receiver for a moment: worth another try. */
const passes = (error: unknown) => {
  const status = statusIn(error)
  return codeIn(error) !== 'no-room' && status !== undefined && (status === 0 || status >= 500 || status === 429)
}

/** Tries again while that may help. */
const persistent =
  ({ onStep, signal }: Sending, renew: () => void) =>
  async <Value>(work: () => Promise<Value>): Promise<Value> => {
    for (let round = 0; ; round += 1) {
      if (signal.aborted) throw stopped()
      try {
        return await work()
      } catch (error) {
        if (codeIn(error) === 'ticket-expired' && round < 2) renew()
        else if (passes(error) && codeIn(error) !== 'too-many-uploads') {
          if (statusIn(error) !== 0) renew()
          const seconds = waits[Math.min(round, waits.length - 1)] ?? 30
          onStep({ is: 'waiting', seconds })
          await pause(seconds, signal)
        } else throw error
      }
    }
  }

/** One piece, telling how much of it has gone: the only request that needs to. */
export const postPiece = <View>(
  address: URL | string,
  headers: Readonly<Record<string, string>>,
  { bytes, digest, signal, onSent }: SentPiece,
): Promise<View> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    const all = { ...headers, 'content-type': 'application/octet-stream', 'content-digest': digest }
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    answerTo<View>(request).then(resolve, reject)
    signal.addEventListener('abort', () => {
      request.abort()
      reject(stopped())
    })
    request.send(bytes)
  })

const lost: ProblemFault = faultOf(fault)

export const sendByPieces = async <Answer>(receiver: Receiver<Answer>, sending: Sending): Promise<Answer> => {
  const { file, onStep, signal } = sending
  const trying = persistent(sending, receiver.renew)

  onStep({ is: 'comparing' })
  const begun = await trying(receiver.begun)
  const known = await firstOf(file, begun)
  if (known === undefined && begun.length > 0) onStep({ is: 'another' })
  let view = known ?? (await trying(() => receiver.begin(file.size)))
  const { upload } = view

  while (view.receivedBytes < view.sizeBytes) {
    const offset: number = view.receivedBytes
    const bytes = await bytesAt(file, offset, view.pieceBytes)
    const digest = `sha-256=:${base64Of(await digestOf(bytes))}:`
    const onSent = (sent: number) => onStep({ is: 'sending', bytes: Math.min(offset + sent, file.size) })
    onSent(0)
    try {
      view = await trying(() => receiver.piece(upload, { offset, bytes, digest, signal, onSent }))
    } catch (error) {
      // It came after all, or another page has gone on with it.
      if (codeIn(error) !== 'piece-out-of-place') throw error
      view = await trying(() => receiver.look(upload))
    }
  }

  onStep({ is: 'checking' })
  try {
    return await trying(() => receiver.finish(upload))
  } catch (error) {
    // What was refused is told; only where nobody knows what became of it is looked again.
    if (statusIn(error) === 422) throw error
    const now = await trying(() => receiver.look(upload))
    if (now.answer === undefined) throw problemIn(error) === undefined ? lost : error
    return now.answer
  }
}
