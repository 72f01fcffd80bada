import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadOrCreateRootKey, loadOrCreateSigningKey } from './key-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-key-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a key file', () => {
  it('is made once and then found, private and alone', () => {
    const file = join(folder, 'keys', 'root.key')
    const root = loadOrCreateRootKey(file)
    expect(root).toHaveLength(32)
    expect(Buffer.from(loadOrCreateRootKey(file)).equals(root)).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'keys'))).toEqual(['root.key'])
  })

  it('that others may read is refused', () => {
    const file = join(folder, 'shared.key')
    loadOrCreateRootKey(file)
    chmodSync(file, 0o640)
    expect(() => loadOrCreateRootKey(file)).toThrow('others may read it; its mode must be 0600')
  })

  it('that is cut short is refused and not replaced', () => {
    const file = join(folder, 'short.key')
    writeFileSync(file, 'abcd\n', { mode: 0o600 })
    expect(() => loadOrCreateRootKey(file)).toThrow('a root key is 64 hex digits')
  })

  it('holds a signing key of one kind', () => {
    const file = join(folder, 'log.pem')
    const signer = loadOrCreateSigningKey(file, 'sm2')
    expect(loadOrCreateSigningKey(file, 'sm2').keyId).toBe(signer.keyId)
    expect(() => loadOrCreateSigningKey(file, 'ed25519')).toThrow(/log\.pem as a ed25519 private key/)
  })
})
