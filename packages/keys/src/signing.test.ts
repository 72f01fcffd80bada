import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newSigner, signerFrom, signerFromPem, signingKinds, verifierFrom } from './signing.ts'
import { sm2Identity, sm2SignatureDer, sm2SignatureRaw } from './sm2.ts'

const message = Buffer.from('a checkpoint')

describe.each(signingKinds)('a %s signature', (kind) => {
  const signer = newSigner(kind)
  const signature = signer.sign(message)

  it('verifies with the public bytes alone', () => {
    const verifier = verifierFrom(kind, signer.publicBytes)
    expect(verifier.verify(message, signature)).toBe(true)
    expect(verifier.keyId).toBe(signer.keyId)
    expect(signer.keyId).toMatch(/^[\w-]{22}$/)
  })

  it('does not verify over another message, by another key, or with a flipped bit', () => {
    expect(signer.verify(Buffer.from('another'), signature)).toBe(false)
    expect(newSigner(kind).verify(message, signature)).toBe(false)
    for (let place = 0; place < signature.length; place++) {
      const flipped = Uint8Array.from(signature)
      flipped[place] = (flipped[place] ?? 0) ^ 1
      expect(signer.verify(message, flipped), `byte ${place}`).toBe(false)
    }
  })

  it('that is malformed is a no, not a fault', () => {
    for (const bytes of [new Uint8Array(0), signature.subarray(1), Buffer.concat([signature, Buffer.of(0)]), Buffer.alloc(64)])
      expect(signer.verify(message, bytes)).toBe(false)
  })

  it('outlives a trip through PEM', () => {
    const back = signerFromPem(kind, signer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    expect(back.keyId).toBe(signer.keyId)
    expect(signer.verify(message, back.sign(message))).toBe(true)
  })
})

describe('keys', () => {
  it('of another kind or length are refused', () => {
    expect(() => signerFrom('sm2', newSigner('es256').privateKey)).toThrow('could not use a private key that is not sm2')
    expect(() => signerFrom('ed25519', newSigner('sm2').privateKey)).toThrow('could not use a private key that is not ed25519')
    expect(() => verifierFrom('es256', Buffer.alloc(64))).toThrow('could not read a es256 public key of 64 bytes')
  })

  it('a point that is not on the curve is refused', () => {
    expect(() => verifierFrom('sm2', Buffer.concat([Buffer.of(4), Buffer.alloc(64, 5)]))).toThrow()
  })
})

describe('SM2 is SM2', () => {
  it('a key used as it was generated signs plain ECDSA, and that does not pass for SM2', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' })
    const signer = signerFrom('sm2', privateKey)
    const z = sm2Identity(signer.publicBytes)
    expect(signer.verify(message, sign('sm3', Buffer.concat([z, message]), privateKey))).toBe(false)
    expect(signer.verify(message, sign('sm3', message, signer.privateKey))).toBe(false)
    expect(signer.verify(message, signer.sign(message))).toBe(true)
  })

  it('r and s come out and go back in, also with leading zeros', () => {
    const signer = newSigner('sm2')
    for (let turn = 0; turn < 300; turn++) {
      const der = signer.sign(Buffer.of(turn & 255))
      expect(sm2SignatureRaw(der)).toHaveLength(64)
      expect(Buffer.from(sm2SignatureDer(sm2SignatureRaw(der))).equals(der)).toBe(true)
    }
  })

  it.skipIf(spawnSync('openssl', ['version']).status !== 0)(
    'is verified by the OpenSSL command (skipped where there is none), and we verify what it signed',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'yunhe-sm2-'))
      const file = (name: string) => join(folder, name)
      try {
        const signer = newSigner('sm2')
        writeFileSync(file('key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }))
        writeFileSync(file('pub.pem'), signer.publicKey.export({ type: 'spki', format: 'pem' }))
        writeFileSync(file('message'), message)
        writeFileSync(file('signature'), signer.sign(message))
        const dgst = (...args: readonly string[]) =>
          execFileSync('openssl', [
            'pkeyutl',
            '-rawin',
            '-digest',
            'sm3',
            '-pkeyopt',
            'distid:1234567812345678',
            '-in',
            file('message'),
            ...args,
          ])
        expect(dgst('-verify', '-pubin', '-inkey', file('pub.pem'), '-sigfile', file('signature')).toString()).toContain(
          'Verified Successfully',
        )
        expect(signer.verify(message, dgst('-sign', '-inkey', file('key.pem')))).toBe(true)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})
