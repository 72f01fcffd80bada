import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOf, isSignedBy, signedBy } from './signing.ts'

/** The first test vector of RFC 8032, 7.1: a key that strangers have too. */
const privateKey = createPrivateKey({
  key: Buffer.from('302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = createPublicKey(privateKey)
const body = { zone: 'z1', order: { b: 2, a: '无锡' } }

describe('a signed body', () => {
  it('is accepted as it was signed, in whatever order its fields stand', () => {
    const signed = signedBy(privateKey, body)
    expect(isSignedBy(publicKey, { signature: signed.signature, order: { a: '无锡', b: 2 }, zone: 'z1' } as typeof signed)).toBe(true)
  })
  it('is signed anew, not on top of an older signature', () => {
    expect(signedBy(privateKey, signedBy(privateKey, body))).toEqual(signedBy(privateKey, body))
  })
  it.each([
    ['a changed field', { order: { b: 3, a: '无锡' } }],
    ['a field more', { more: true }],
    ['a field less', { zone: undefined }],
  ])('is refused with %s', (_, change) => {
    expect(isSignedBy(publicKey, JSON.parse(JSON.stringify({ ...signedBy(privateKey, body), ...change })))).toBe(false)
  })
  it('is refused under another key, and with a signature that is cut, empty or spelt otherwise', () => {
    const signed = signedBy(privateKey, body)
    expect(isSignedBy(generateKeyPairSync('ed25519').publicKey, signed)).toBe(false)
    for (const signature of ['', signed.signature.slice(0, -2), `${signed.signature}==`])
      expect(isSignedBy(publicKey, { ...signed, signature })).toBe(false)
  })
  it('is a fault with a key that is not Ed25519', () => {
    expect(() => signedBy(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey, body)).toThrow('with a key of type ec')
  })
})

it('has one hash whatever the order of its fields', () => {
  expect(hashOf({ a: 1, b: [2, { d: 4, c: 3 }] })).toBe(hashOf({ b: [2, { c: 3, d: 4 }], a: 1 }))
})
