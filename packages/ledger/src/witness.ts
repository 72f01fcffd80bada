/** C2SP tlog-witness without its HTTP: cosigns a checkpoint only if it goes on from the last one this witness saw of that log. */
import { type Checkpoint, checkpointFrom } from './checkpoint.ts'
import { hashBytes, sameBytes, type TreeHash } from './hashing.ts'
import { type NoteSigner, type NoteVerifier, openNote, partsOf, signatureLine, strictBase64 } from './note.ts'
import { type Proof, verifyConsistency } from './proofs.ts'

export interface Seen {
  readonly size: number
  readonly root: Uint8Array
}

/** What a witness remembers must outlive it: a witness that forgets can be shown two histories. */
export interface WitnessMemory {
  readonly latest: (origin: string) => Promise<Seen | undefined>
  /** In one step: if the last size is still `from`, remember `to` durably and say true; otherwise change nothing and say false. */
  readonly advance: (origin: string, from: number, to: Seen) => Promise<boolean>
}

export interface Witness {
  readonly hash: TreeHash
  readonly signer: NoteSigner
  readonly memory: WitnessMemory
  /** By origin: the keys of each log that is witnessed. */
  readonly logs: ReadonlyMap<string, readonly NoteVerifier[]>
}

/** Statuses as the HTTP form has them. `body`: for 200 the cosignature line, for 409 the size that is known. */
export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly body: string
}

interface Request {
  readonly old: number
  readonly proof: Proof
  readonly note: string
  readonly checkpoint: Checkpoint
}

/** `old <size>`, proof lines, a blank line and the checkpoint. */
export const addCheckpoint = async (witness: Witness, body: string): Promise<Answer> => {
  const request = requestFrom(body)
  if (!request) return { status: 400, body: 'the request is malformed' }
  const { old, checkpoint } = request
  const keys = witness.logs.get(checkpoint.origin)
  if (!keys) return { status: 404, body: 'this log is not witnessed here' }
  if (!openNote(request.note, keys).ok) return { status: 403, body: 'no known key of this log signed the checkpoint' }
  const seen = (await witness.memory.latest(checkpoint.origin)) ?? { size: 0, root: witness.hash.empty }
  if (old > checkpoint.size) return { status: 400, body: 'the old size is larger than the checkpoint' }
  if (old !== seen.size || (checkpoint.size === seen.size && !sameBytes(seen.root, checkpoint.root))) return conflict(seen)
  if (!goesOn(witness.hash, seen, request)) return { status: 422, body: 'the checkpoint does not go on from the last one' }
  return persistAndSign(witness, request, seen)
}

/** The request a log sends. */
export const addCheckpointBody = (old: number, proof: Proof, note: string): string =>
  [`old ${old}`, ...proof.map((one) => Buffer.from(one).toString('base64')), '', note].join('\n')

/** Remembering comes before signing: a crash between the two loses a signature, never a memory. */
const persistAndSign = async ({ memory, signer }: Witness, { checkpoint, note }: Request, seen: Seen): Promise<Answer> => {
  const { origin, size, root } = checkpoint
  if (!(await memory.advance(origin, seen.size, { size, root }))) return conflict((await memory.latest(origin)) ?? seen)
  const text = partsOf(note)?.text ?? ''
  return { status: 200, body: signatureLine(signer, signer.sign(text)) }
}

const goesOn = (hash: TreeHash, seen: Seen, { checkpoint, proof }: Request): boolean => {
  if (seen.size === 0) return proof.length === 0 && (checkpoint.size > 0 || sameBytes(checkpoint.root, hash.empty))
  return verifyConsistency(hash, seen.size, checkpoint.size, seen.root, checkpoint.root, proof)
}

const conflict = ({ size }: Seen): Answer => ({ status: 409, body: `${size}\n` })

const requestFrom = (body: string): Request | undefined => {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const [, digits = ''] = /^old (0|[1-9][0-9]{0,15})$/.exec(first) ?? []
  const note = body.slice(end + 2)
  const checkpoint = checkpointFrom(partsOf(note)?.text ?? '')
  const proof = lines.map(strictBase64).filter((one) => one !== undefined && one.length === hashBytes)
  if (end < 0 || digits === '' || !checkpoint || proof.length !== lines.length || lines.length > 63) return undefined
  return { old: Number(digits), proof: proof.filter((one) => one !== undefined), note, checkpoint }
}
