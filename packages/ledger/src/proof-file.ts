/** C2SP tlog-proof: the receipt a person takes away, that an entry stands in a log, checkable without any server. */
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { hashBytes, type TreeHash } from './hashing.ts'
import { type NoteVerifier, strictBase64 } from './note.ts'
import { type Proof, verifyInclusion } from './proofs.ts'

export interface ProofFile {
  readonly index: number
  readonly proof: Proof
  /** The signed note, as published. */
  readonly checkpoint: string
  /** Opaque bytes that the proof does not cover. */
  readonly extra?: Uint8Array
}

export type CheckedProof =
  | { readonly ok: true; readonly index: number; readonly checkpoint: Checkpoint; readonly signedBy: readonly NoteVerifier[] }
  | {
      readonly ok: false
      readonly why: 'malformed' | 'bad-signature' | 'not-signed' | 'wrong-origin' | 'not-included'
      readonly detail: string
    }

const header = 'c2sp.org/tlog-proof@v1'
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export const proofFileText = ({ index, proof, checkpoint, extra }: ProofFile): string =>
  [header, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...proof.map(base64), '', checkpoint].join('\n')

/** Undefined where the text is no proof file; its checkpoint is not looked at. */
export const proofFileFrom = (text: string): ProofFile | undefined => {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? strictBase64(lines.shift()?.slice('extra '.length) ?? '') : null
  const [, digits = ''] = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? '') ?? []
  const proof = lines.map(strictBase64).filter((one) => one?.length === hashBytes)
  if (first !== header || extra === undefined || digits === '' || proof.length !== lines.length || lines.length > 63) return undefined
  const file = { index: Number(digits), proof: proof.filter((one) => one !== undefined), checkpoint: text.slice(end + 2) }
  return extra ? { ...file, extra } : file
}

/** Holds a receipt against the entry it is for. */
export const checkProofFile = (
  hash: TreeHash,
  text: string,
  entry: Uint8Array,
  log: { readonly origin: string; readonly keys: readonly NoteVerifier[] },
): CheckedProof => {
  const file = proofFileFrom(text)
  if (!file) return { ok: false, why: 'malformed', detail: 'it is no tlog-proof' }
  const opened = openCheckpoint(file.checkpoint, log.keys)
  if (!opened.ok) return opened
  const { origin, size, root } = opened.checkpoint
  if (origin !== log.origin) return { ok: false, why: 'wrong-origin', detail: `its checkpoint is of ${origin}` }
  if (!verifyInclusion(hash, file.index, size, hash.leaf(entry), file.proof, root))
    return { ok: false, why: 'not-included', detail: `it does not show this entry at index ${file.index} of ${size}` }
  return { ok: true, index: file.index, checkpoint: opened.checkpoint, signedBy: opened.signedBy }
}
