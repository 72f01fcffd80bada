/** C2SP signed notes: a text, a blank line and signature lines. A known key that signed badly voids the note; unknown keys say nothing. */
import { createHash } from 'node:crypto'
import { type Signer, type Verifier, verifierFrom } from '@yunhe/keys'

export interface NoteVerifier {
  readonly name: string
  /** First 4 bytes of a hash over name, type and key. */
  readonly keyId: Uint8Array
  /** `name+keyid+base64`, as it is handed to strangers. */
  readonly vkey: string
  readonly verify: (text: string, signature: Uint8Array) => boolean
}

export interface NoteSigner extends NoteVerifier {
  readonly sign: (text: string) => Uint8Array
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signedBy: readonly NoteVerifier[]; readonly signatures: readonly NoteSignature[] }
  | { readonly ok: false; readonly why: 'malformed' | 'bad-signature' | 'not-signed'; readonly detail: string }

const sm2Label = Buffer.from('sm2-with-sm3/v1')
const dash = '\u2014 '

/** Ed25519 as type 0x01; SM2 as the private type 0xff under its label, which other verifiers pass over. */
export const noteSigner = (name: string, signer: Signer): NoteSigner => ({
  ...noteVerifier(name, signer),
  sign: (text) => signer.sign(Buffer.from(text)),
})

export const noteVerifier = (name: string, verifier: Verifier): NoteVerifier => ({
  ...namedKey(name, keyMaterial(verifier)),
  verify: (text, signature) => verifier.verify(Buffer.from(text), signature),
})

/** A witness: it signs the time too, and its key has a type of its own (0x04), so that no log signature passes for a cosignature. */
export const cosigner = (name: string, signer: Signer, nowSeconds: () => number): NoteSigner => ({
  ...cosignatureVerifier(name, signer),
  sign: (text) => {
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(BigInt(nowSeconds()))
    return Buffer.concat([time, signer.sign(cosigned(time, text))])
  },
})

export const cosignatureVerifier = (name: string, verifier: Verifier): NoteVerifier => ({
  ...namedKey(name, Buffer.concat([Buffer.of(4), verifier.publicBytes])),
  verify: (text, signature) => signature.length === 72 && verifier.verify(cosigned(signature.subarray(0, 8), text), signature.subarray(8)),
})

/** Throws where the text is no verifier key of a kind that is known here. */
export const verifierFromVkey = (vkey: string): NoteVerifier => {
  const [name = '', id = '', ...rest] = vkey.trim().split('+')
  const material = strictBase64(rest.join('+'))
  const made = material && isName(name) ? verifierOf(name, material) : undefined
  if (made?.vkey !== `${name}+${id}+${rest.join('+')}`) throw new Error(`could not read ${JSON.stringify(vkey)} as a verifier key`)
  return made
}

/** `text` must end with a line end. Throws where it could not stand in a note. */
export const signNote = (text: string, signers: readonly NoteSigner[]): string => {
  if (!isText(text)) throw new Error('could not sign a note whose text is empty, has control characters or does not end with a line end')
  return `${text}\n${signers.map((signer) => signatureLine(signer, signer.sign(text))).join('')}`
}

export const signatureLine = ({ name, keyId }: Pick<NoteVerifier, 'name' | 'keyId'>, signature: Uint8Array): string =>
  `${dash}${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`

export const openNote = (note: string, known: readonly NoteVerifier[]): OpenedNote => {
  const parts = partsOf(note)
  if (!parts) return { ok: false, why: 'malformed', detail: 'it is not a text, a blank line and signature lines' }
  const { text, signatures } = parts
  const claims = signatures.flatMap((one) => known.filter((key) => isBy(one, key)).map((key) => ({ key, one })))
  const bad = claims.find(({ key, one }) => !key.verify(text, one.signature))
  if (bad) return { ok: false, why: 'bad-signature', detail: `the signature of ${bad.key.name} is not over this text` }
  if (claims.length === 0) return { ok: false, why: 'not-signed', detail: 'no key that is known here signed it' }
  return { ok: true, text, signatures, signedBy: [...new Set(claims.map(({ key }) => key))] }
}

/** Text and signatures as they stand, nothing checked. */
export const partsOf = (note: string): { readonly text: string; readonly signatures: readonly NoteSignature[] } | undefined => {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2).split('\n')
  if (end < 0 || note.length > 1_000_000 || !isText(text) || lines.pop() !== '' || lines.length === 0 || lines.length > 100)
    return undefined
  const signatures = lines.map(signatureOf)
  return signatures.every((one) => one !== undefined) ? { text, signatures } : undefined
}

/** The bytes of canonical base64, or undefined for any other spelling. */
export const strictBase64 = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, 'base64')
  return text.length > 0 && bytes.toString('base64') === text ? bytes : undefined
}

const signatureOf = (line: string): NoteSignature | undefined => {
  const [, name = '', base64 = ''] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = strictBase64(base64)
  return bytes && bytes.length > 4 && isName(name) ? { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) } : undefined
}

const isBy = (one: NoteSignature, key: NoteVerifier) => one.name === key.name && Buffer.compare(one.keyId, key.keyId) === 0

const keyMaterial = ({ kind, publicBytes }: Verifier): Uint8Array => {
  if (kind === 'ed25519') return Buffer.concat([Buffer.of(1), publicBytes])
  if (kind === 'sm2') return Buffer.concat([Buffer.of(0xff), sm2Label, publicBytes])
  throw new Error(`could not sign notes with ${kind}`)
}

const verifierOf = (name: string, material: Uint8Array): NoteVerifier | undefined => {
  const [type, key] = [material[0], material.subarray(1)]
  if (type === 1 && key.length === 32) return noteVerifier(name, verifierFrom('ed25519', key))
  if (type === 4 && key.length === 32) return cosignatureVerifier(name, verifierFrom('ed25519', key))
  const labelled = type === 0xff && sm2Label.equals(key.subarray(0, sm2Label.length))
  return labelled && key.length === sm2Label.length + 65
    ? noteVerifier(name, verifierFrom('sm2', key.subarray(sm2Label.length)))
    : undefined
}

const namedKey = (name: string, material: Uint8Array) => {
  if (!isName(name)) throw new Error(`could not name a key ${JSON.stringify(name)}: a name has no spaces and no plus`)
  const keyId = createHash('sha256').update(name).update('\n').update(material).digest().subarray(0, 4)
  return { name, keyId, vkey: `${name}+${keyId.toString('hex')}+${Buffer.from(material).toString('base64')}` }
}

const cosigned = (time: Uint8Array, text: string) => Buffer.from(`cosignature/v1\ntime ${Buffer.from(time).readBigUInt64BE(0)}\n${text}`)

const isName = (name: string) => /^[^\s+]+$/u.test(name)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the format forbids
const isText = (text: string) => text.endsWith('\n') && !/\p{Cs}/u.test(text) && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
