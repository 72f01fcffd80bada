/** The two authenticated ciphers: AES-256-GCM, and SM4-CTR with HMAC-SM3 (encrypt, then MAC) because SM4-GCM is out of reach of Node. */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** The bytes, or what the cipher made of them once. */
export type AeadKey = Uint8Array | KeyObject

export interface Aead {
  readonly keyBytes: number
  readonly nonceBytes: number
  readonly tagBytes: number
  /** For a key that is used again and again: handing over bytes costs three times the sealing of a short text. */
  readonly prepared: (key: Uint8Array) => AeadKey
  /** Ciphertext followed by its tag. A nonce must never come twice under one key. */
  readonly seal: (key: AeadKey, nonce: Uint8Array, plaintext: Uint8Array, associated: Uint8Array) => Uint8Array
  /** Throws on any change to key, nonce, ciphertext, tag or associated data. */
  readonly open: (key: AeadKey, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array) => Uint8Array
}

export const aes256Gcm: Aead = {
  keyBytes: 32,
  nonceBytes: 12,
  tagBytes: 16,
  prepared: (key) => createSecretKey(key),
  seal: (key, nonce, plaintext, associated) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(associated)
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  },
  open: (key, nonce, sealed, associated) => {
    const { ciphertext, tag } = parted(sealed, 16)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(associated).setAuthTag(tag)
    const plaintext = decipher.update(ciphertext)
    try {
      return Buffer.concat([plaintext, decipher.final()])
    } catch {
      throw changed()
    }
  },
}

/** Key: 16 bytes for SM4, then 32 for HMAC-SM3. The low 8 bytes of a nonce count blocks and should start at zero or be random. */
export const sm4CtrHmacSm3: Aead = {
  keyBytes: 48,
  nonceBytes: 16,
  tagBytes: 32,
  prepared: (key) => key,
  seal: (given, nonce, plaintext, associated) => {
    const key = bytesOf(given)
    const ciphertext = createCipheriv('sm4-ctr', key.subarray(0, 16), nonce).update(plaintext)
    return Buffer.concat([ciphertext, macOf(key, nonce, ciphertext, associated)])
  },
  open: (given, nonce, sealed, associated) => {
    const key = bytesOf(given)
    const { ciphertext, tag } = parted(sealed, 32)
    if (!timingSafeEqual(tag, macOf(key, nonce, ciphertext, associated))) throw changed()
    return createDecipheriv('sm4-ctr', key.subarray(0, 16), nonce).update(ciphertext)
  },
}

const bytesOf = (key: AeadKey): Uint8Array => (key instanceof Uint8Array ? key : key.export())

/** The length of the associated data goes first, so that no byte can move from one part of the input to the next. */
const macOf = (key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, associated: Uint8Array) => {
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(associated.length))
  return createHmac('sm3', key.subarray(16, 48)).update(length).update(associated).update(nonce).update(ciphertext).digest()
}

const parted = (sealed: Uint8Array, tagBytes: number) => {
  if (sealed.length < tagBytes) throw changed()
  return { ciphertext: sealed.subarray(0, sealed.length - tagBytes), tag: sealed.subarray(sealed.length - tagBytes) }
}

const changed = () => new Error('could not open what was sealed: the key, the context or the bytes are not those of the sealing')
