/** C2SP checkpoints: origin, size and root of a log, as the text of a signed note. */
import { hashBytes } from './hashing.ts'
import { type NoteSigner, type NoteVerifier, openNote, signNote, strictBase64 } from './note.ts'

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** Further lines, none empty; their meaning is the log's own. */
  readonly extensions?: readonly string[]
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly signedBy: readonly NoteVerifier[] }
  | { readonly ok: false; readonly why: 'malformed' | 'bad-signature' | 'not-signed'; readonly detail: string }

export const checkpointText = ({ origin, size, root, extensions = [] }: Checkpoint): string =>
  `${[origin, String(size), Buffer.from(root).toString('base64'), ...extensions].join('\n')}\n`

/** The note to publish. */
export const signCheckpoint = (checkpoint: Checkpoint, signers: readonly NoteSigner[]): string => {
  const text = checkpointText(checkpoint)
  if (!checkpointFrom(text))
    throw new Error(`could not sign a checkpoint of ${checkpoint.origin} at size ${checkpoint.size}: it is malformed`)
  return signNote(text, signers)
}

/** Undefined where the text is no checkpoint, spelled exactly as one must be. */
export const checkpointFrom = (text: string): Checkpoint | undefined => {
  const [origin = '', digits = '', base64 = '', ...rest] = text.split('\n')
  const root = strictBase64(base64)
  const extensions = rest.slice(0, -1)
  const size = /^(0|[1-9][0-9]*)$/.test(digits) ? Number(digits) : Number.NaN
  const sound = origin !== '' && Number.isSafeInteger(size) && root?.length === hashBytes && rest.at(-1) === '' && !extensions.includes('')
  if (!sound || !root) return undefined
  return extensions.length > 0 ? { origin, size, root, extensions } : { origin, size, root }
}

/** A checkpoint counts only under a signature of a key that is known here. */
export const openCheckpoint = (note: string, known: readonly NoteVerifier[]): OpenedCheckpoint => {
  const opened = openNote(note, known)
  if (!opened.ok) return opened
  const checkpoint = checkpointFrom(opened.text)
  if (!checkpoint) return { ok: false, why: 'malformed', detail: 'its text is no origin, size and root' }
  return { ok: true, checkpoint, signedBy: opened.signedBy }
}
