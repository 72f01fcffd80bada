/** A cipher suite: every primitive the system uses, of one family, behind one interface. */
import { createHash, createHmac, hash as hashOnce, hkdfSync, randomBytes } from 'node:crypto'
import { type Aead, type AeadKey, aes256Gcm, sm4CtrHmacSm3 } from './aead.ts'
import { newSigner, type Signer, type SigningKind, type Verifier, verifierFrom } from './signing.ts'
import { selfTestOf } from './vectors.ts'

export const suiteNames = ['intl', 'gm'] as const
export type SuiteName = (typeof suiteNames)[number]
export type SigningPurpose = 'log' | 'certificate'

export interface Suite {
  readonly name: SuiteName
  /** The byte that names the suite at the front of what it sealed. */
  readonly id: number
  readonly aead: Aead
  readonly signing: Readonly<Record<SigningPurpose, SigningKind>>
  /** 32 bytes over the parts one after the other. */
  readonly hash: (...parts: readonly Uint8Array[]) => Uint8Array
  readonly hmac: (key: Uint8Array, bytes: Uint8Array) => Uint8Array
  readonly kdf: (secret: Uint8Array, info: string, lengthBytes: number, salt?: Uint8Array) => Uint8Array
  /** Suite byte ‖ random nonce ‖ ciphertext ‖ tag, under a key of 32 bytes. */
  readonly seal: (key: Uint8Array, plaintext: Uint8Array, associated: Uint8Array) => Uint8Array
  /** Throws on any change, and on what another suite sealed. */
  readonly open: (key: Uint8Array, sealed: Uint8Array, associated: Uint8Array) => Uint8Array
  readonly newSigner: (purpose?: SigningPurpose) => Signer
  readonly verifierFrom: (publicBytes: Uint8Array, purpose?: SigningPurpose) => Verifier
  /** Throws and names the first published vector that is not met. */
  readonly selfTest: () => void
}

/** Up to here one call beats a stream; an entry of a log is mostly shorter. */
const shortBytes = 4096

/** A stream of hashing costs several times the hashing itself where little is hashed, and logs hash little, often. */
const hashOf = (digest: Primitives['digest'], parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  if (bytes > shortBytes) return parts.reduce((hash, part) => hash.update(part), createHash(digest)).digest()
  return Buffer.from(hashOnce(digest, Buffer.concat(parts, bytes), 'hex'), 'hex')
}

interface Primitives {
  readonly name: SuiteName
  readonly id: number
  readonly digest: 'sha256' | 'sm3'
  readonly aead: Aead
  readonly signing: Readonly<Record<SigningPurpose, SigningKind>>
}

const suiteOf = ({ name, id, digest, aead, signing }: Primitives): Suite => {
  const kdf: Suite['kdf'] = (secret, info, lengthBytes, salt = new Uint8Array(0)) =>
    new Uint8Array(hkdfSync(digest, secret, salt, info, lengthBytes))
  /** Derived once for a key that is held anyway, and gone with it: nobody changes the bytes of a key in place. */
  const sealingKeys = new WeakMap<Uint8Array, AeadKey>()
  const sealingKey = (key: Uint8Array) => {
    const known = sealingKeys.get(key)
    if (known !== undefined) return known
    if (key.length !== 32) throw new Error(`could not seal or open with a key of ${key.length} bytes; 32 are needed`)
    const derived = aead.prepared(kdf(key, 'yunhe/seal/1', aead.keyBytes))
    sealingKeys.set(key, derived)
    return derived
  }
  return {
    name,
    id,
    aead,
    signing,
    hash: (...parts) => hashOf(digest, parts),
    hmac: (key, bytes) => createHmac(digest, key).update(bytes).digest(),
    kdf,
    seal: (key, plaintext, associated) => {
      const nonce = randomBytes(aead.nonceBytes)
      return Buffer.concat([Buffer.of(id), nonce, aead.seal(sealingKey(key), nonce, plaintext, associated)])
    },
    open: (key, sealed, associated) => {
      if (sealed[0] !== id) throw new Error(`could not open with suite ${name} what does not name it`)
      const nonceEnd = 1 + aead.nonceBytes
      return aead.open(sealingKey(key), sealed.subarray(1, nonceEnd), sealed.subarray(nonceEnd), associated)
    },
    newSigner: (purpose = 'log') => newSigner(signing[purpose]),
    verifierFrom: (publicBytes, purpose = 'log') => verifierFrom(signing[purpose], publicBytes),
    selfTest: () => selfTestOf(name),
  }
}

export const suites: Readonly<Record<SuiteName, Suite>> = {
  intl: suiteOf({ name: 'intl', id: 1, digest: 'sha256', aead: aes256Gcm, signing: { log: 'ed25519', certificate: 'es256' } }),
  gm: suiteOf({ name: 'gm', id: 2, digest: 'sm3', aead: sm4CtrHmacSm3, signing: { log: 'sm2', certificate: 'sm2' } }),
}

/** Only the two allow-listed names; anything else throws. */
export const suite = (name: string): Suite => {
  if (name === 'intl' || name === 'gm') return suites[name]
  throw new Error(`could not find a suite named ${JSON.stringify(name)}; there are intl and gm`)
}

/** For the start of every program: no key is touched before the primitives met their published vectors. */
export const selfTestAll = (): void => {
  for (const name of suiteNames) suites[name].selfTest()
}
