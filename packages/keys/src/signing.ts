/** Signatures of three kinds behind one shape: Ed25519 for the log, ES256 for certificates, SM2 for both in suite gm. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { newSm2PrivateKey, reimported, sm2Identity, sm2PublicKey, sm2Sign, sm2SpkiPrefix, sm2Verify } from './sm2.ts'

export const signingKinds = ['ed25519', 'es256', 'sm2'] as const
export type SigningKind = (typeof signingKinds)[number]

export interface Verifier {
  readonly kind: SigningKind
  /** First 16 bytes of SHA-256 over the SubjectPublicKeyInfo, base64url. */
  readonly keyId: string
  readonly publicKey: KeyObject
  /** Ed25519: 32 bytes. ES256 and SM2: the uncompressed point, 65 bytes. */
  readonly publicBytes: Uint8Array
  /** False for anything that is not a signature by this key over this message, malformed ones too. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean
}

export interface Signer extends Verifier {
  readonly privateKey: KeyObject
  /** Ed25519 and ES256: 64 bytes (ES256 is r ‖ s, as JOSE wants it). SM2: DER. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

export const newSigner = (kind: SigningKind): Signer => signerFrom(kind, newPrivateKey[kind]())

export const signerFromPem = (kind: SigningKind, pem: string): Signer => signerFrom(kind, createPrivateKey(pem))

export const signerFrom = (kind: SigningKind, key: KeyObject): Signer => {
  const privateKey = kind === 'sm2' ? reimported(key) : key
  const verifier = verifierFrom(kind, publicBytesOf(kind, privateKey))
  return { ...verifier, privateKey, sign: signWith[kind](privateKey, verifier.publicBytes) }
}

/** Throws where the bytes are no public key of that kind. */
export const verifierFrom = (kind: SigningKind, publicBytes: Uint8Array): Verifier => {
  const publicKey = importedPublicKey(kind, publicBytes)
  const keyId = createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 16).toString('base64url')
  return { kind, keyId, publicKey, publicBytes, verify: quietly(verifyWith[kind](publicKey, publicBytes)) }
}

const newPrivateKey: Readonly<Record<SigningKind, () => KeyObject>> = {
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
  es256: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
  sm2: newSm2PrivateKey,
}

const spkiPrefix: Readonly<Record<SigningKind, Buffer>> = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  es256: Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
  sm2: sm2SpkiPrefix,
}
const publicLength: Readonly<Record<SigningKind, number>> = { ed25519: 32, es256: 65, sm2: 65 }

const spkiOf = (publicKey: KeyObject) => publicKey.export({ type: 'spki', format: 'der' })

const publicBytesOf = (kind: SigningKind, privateKey: KeyObject): Uint8Array => {
  const spki = spkiOf(createPublicKey(privateKey))
  const prefix = spkiPrefix[kind]
  if (!spki.subarray(0, prefix.length).equals(prefix)) throw new Error(`could not use a private key that is not ${kind}`)
  return spki.subarray(prefix.length)
}

const importedPublicKey = (kind: SigningKind, publicBytes: Uint8Array): KeyObject => {
  if (publicBytes.length !== publicLength[kind]) throw new Error(`could not read a ${kind} public key of ${publicBytes.length} bytes`)
  if (kind === 'sm2') return sm2PublicKey(publicBytes)
  return createPublicKey({ key: Buffer.concat([spkiPrefix[kind], publicBytes]), format: 'der', type: 'spki' })
}

type Signing = (message: Uint8Array) => Uint8Array
type Checking = (message: Uint8Array, signature: Uint8Array) => boolean

const signWith: Readonly<Record<SigningKind, (key: KeyObject, publicBytes: Uint8Array) => Signing>> = {
  ed25519: (key) => (message) => sign(null, message, key),
  es256: (key) => (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
  sm2: (key, point) => {
    const z = sm2Identity(point)
    return (message) => sm2Sign(key, z, message)
  },
}

const verifyWith: Readonly<Record<SigningKind, (key: KeyObject, publicBytes: Uint8Array) => Checking>> = {
  ed25519: (key) => (message, signature) => verify(null, message, key, signature),
  es256: (key) => (message, signature) => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature),
  sm2: (key, point) => {
    const z = sm2Identity(point)
    return (message, signature) => sm2Verify(key, z, message, signature)
  },
}

/** OpenSSL throws on some malformed signatures and says no to others; to a caller both are a no. */
const quietly =
  (check: Checking): Checking =>
  (message, signature) => {
    try {
      return check(message, signature)
    } catch {
      return false
    }
  }
