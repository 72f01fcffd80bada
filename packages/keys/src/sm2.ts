/** SM2 signatures (GM/T 0003.2) with the identity 1234567812345678 that GM/T 0009 gives where none is agreed. */
import { createHash, createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'

const identity = '1234567812345678'
const hex = (text: string) => Buffer.from(text, 'hex')

/** SubjectPublicKeyInfo of an uncompressed point on the curve of GM/T 0003.5, up to the point. */
export const sm2SpkiPrefix = hex('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** a, b and the base point of the curve of GM/T 0003.5. */
const curve = hex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
)

/** Z: the identity, the curve and the public point in one hash, which SM2 puts before each message. */
export const sm2Identity = (point: Uint8Array, id: string = identity): Uint8Array => {
  const name = Buffer.from(id)
  const bits = Buffer.alloc(2)
  bits.writeUInt16BE(name.length * 8)
  return createHash('sm3').update(bits).update(name).update(curve).update(point.subarray(1)).digest()
}

/**
 * A key as it was generated signs plain ECDSA; only an imported key is SM2 to OpenSSL. And `crypto.sign` would put an empty identity
 * before the message, so Z and message are streamed through `createSign`, which adds nothing.
 */
export const newSm2PrivateKey = (): KeyObject => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' })
  return reimported(privateKey)
}

export const reimported = (key: KeyObject): KeyObject => createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }))

/** DER, as GM/T 0009 writes a signature. */
export const sm2Sign = (privateKey: KeyObject, z: Uint8Array, message: Uint8Array): Uint8Array =>
  createSign('sm3').update(z).update(message).sign(privateKey)

export const sm2Verify = (publicKey: KeyObject, z: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  createVerify('sm3').update(z).update(message).verify(publicKey, signature)

export const sm2PublicKey = (point: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([sm2SpkiPrefix, point]), format: 'der', type: 'spki' })

/** r and s, 32 bytes each, from the DER form: the shape a JWS wants. */
export const sm2SignatureRaw = (der: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(der)
  const rLength = bytes.readUInt8(3)
  const r = bytes.subarray(4, 4 + rLength)
  const s = bytes.subarray(4 + rLength + 2)
  return Buffer.concat([padded(r), padded(s)])
}

export const sm2SignatureDer = (raw: Uint8Array): Uint8Array => {
  const body = Buffer.concat([derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32, 64))])
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

const padded = (integer: Uint8Array) => {
  const digits = Buffer.from(integer[0] === 0 ? integer.subarray(1) : integer)
  return Buffer.concat([Buffer.alloc(32 - digits.length), digits])
}

const derInteger = (digits: Uint8Array) => {
  const first = digits.findIndex((digit) => digit !== 0)
  const short = digits.subarray(first < 0 ? digits.length - 1 : first)
  const body = (short[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), short]) : short
  return Buffer.concat([Buffer.of(0x02, body.length), body])
}
