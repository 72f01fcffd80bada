import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileKeyProvider } from './file-key-provider.ts'
import { suiteNames, suites } from './suite.ts'

const base = mkdtempSync(join(tmpdir(), 'yunhe-key-store-'))
afterAll(() => rmSync(base, { recursive: true }))

const at = '2026-03-02T09:00:00+08:00'
const rootKey = Buffer.alloc(32, 3)
let turn = 0
const stand = (suite = suites.intl) => {
  turn += 1
  const folder = join(base, `store-${turn}`)
  const open = (root: Uint8Array = rootKey) => fileKeyProvider({ folder, rootKey: root, suite, now: () => at })
  return { folder, open, provider: open() }
}

describe.each(suiteNames)('a key store in a folder, suite %s', (name) => {
  it('gives data keys that it alone can unwrap, also after a restart', async () => {
    const { provider, open } = stand(suites[name])
    await provider.create('workspace/w1')
    const { plain, wrapped } = await provider.generateDataKey('workspace/w1')
    expect(plain).toHaveLength(32)
    expect(wrapped).toMatch(/^v1\./)
    expect(Buffer.from(await open().decryptDataKey('workspace/w1', wrapped)).equals(plain)).toBe(true)
  })

  it('does not unwrap under another scope, another root key or after a change', async () => {
    const { provider, open } = stand(suites[name])
    await provider.create('workspace/w1')
    await provider.create('workspace/w2')
    const { wrapped } = await provider.generateDataKey('workspace/w1')
    await expect(provider.decryptDataKey('workspace/w2', wrapped)).rejects.toThrow('could not open what was sealed')
    await expect(open(Buffer.alloc(32, 4)).decryptDataKey('workspace/w1', wrapped)).rejects.toThrow('could not open what was sealed')
    await expect(provider.decryptDataKey('workspace/w1', `${wrapped}AAAA`)).rejects.toThrow('could not open')
    await expect(provider.decryptDataKey('workspace/w1', wrapped.replace('v1', 'v2'))).rejects.toThrow('names no version of its key')
    await expect(provider.decryptDataKey('workspace/w1', 'nonsense')).rejects.toThrow('names no version of its key')
  })
})

describe('a scope key', () => {
  it('is one private file that holds no key in the clear and no path in its name', async () => {
    const { provider, folder } = stand()
    await provider.create('dataset/../Flights@3')
    const [name = ''] = readdirSync(folder)
    expect(readdirSync(folder)).toHaveLength(1)
    expect(name).toBe('dataset%2f%2e%2e%2f%46lights%403.v1.key')
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is made once', async () => {
    const { provider } = stand()
    await provider.create('dataset/d1')
    await expect(provider.create('dataset/d1')).rejects.toThrow('could not create a key for dataset/d1: version 1 exists')
    await expect(provider.create('')).rejects.toThrow('scope of 0 bytes')
    await expect(provider.generateDataKey('dataset/d2')).rejects.toThrow('could not use the key of dataset/d2: there is none')
    expect(await provider.describe('dataset/d2')).toBeUndefined()
  })

  it.each([60, 61, 90, 256])('may have a name of %i bytes, and once destroyed never comes back under it', async (length) => {
    const { provider, folder, open } = stand()
    const scope = `workspace/${'.'.repeat(length - 10)}`
    const neighbour = `${scope.slice(0, -1)}x`
    await provider.create(scope)
    await provider.create(neighbour)
    await expect(provider.create(scope)).rejects.toThrow('version 1 exists')
    const { wrapped } = await provider.generateDataKey(scope)
    await provider.rotate(scope)
    expect(await open().decryptDataKey(scope, wrapped)).toHaveLength(32)
    expect(Math.max(...readdirSync(folder).map((name) => name.length))).toBeLessThan(255)
    await provider.destroy(scope)
    for (const store of [provider, open()]) {
      await expect(store.create(scope)).rejects.toThrow(`could not create a key for ${scope}: it was destroyed`)
      await expect(store.decryptDataKey(scope, wrapped)).rejects.toThrow('it was destroyed')
      expect(await store.describe(scope)).toMatchObject({ scope, state: 'destroyed', version: 2 })
      expect(await store.describe(neighbour)).toMatchObject({ scope: neighbour, state: 'live' })
    }
  })

  it('has no name of 257 bytes, and no long name that is spelt like the hash of another', async () => {
    const { provider, folder } = stand()
    await expect(provider.create('x'.repeat(257))).rejects.toThrow('a scope of 257 bytes; 256 are the most')
    await provider.create('x'.repeat(61))
    const [hashed = ''] = readdirSync(folder)
    await provider.create(hashed.slice(0, 60))
    expect(readdirSync(folder).filter((name) => name.startsWith('~'))).toEqual([hashed])
  })

  it('that was put under the name of another scope is refused', async () => {
    const { provider, folder } = stand()
    await provider.create('w/1')
    await provider.create('w/2')
    copyFileSync(join(folder, 'w%2f2.v1.key'), join(folder, 'w%2f1.v1.key'))
    await expect(provider.generateDataKey('w/1')).rejects.toThrow(/w%2f1\.v1\.key: it is not version 1 of the key of w\/1/)
  })

  it('rotates: old data keys still unwrap, and rewrap moves them to the new version', async () => {
    const { provider } = stand()
    const first = await provider.create('dataset/d1')
    const { plain, wrapped } = await provider.generateDataKey('dataset/d1')
    const second = await provider.rotate('dataset/d1')
    expect(second).toMatchObject({ version: 2, state: 'live' })
    expect(second.fingerprint).not.toBe(first.fingerprint)
    const moved = await provider.rewrap('dataset/d1', wrapped)
    expect(moved).toMatch(/^v2\./)
    for (const one of [wrapped, moved]) expect(Buffer.from(await provider.decryptDataKey('dataset/d1', one)).equals(plain)).toBe(true)
  })
})

describe('destruction', () => {
  it('takes every version away for ever and says what was done', async () => {
    const { provider, folder, open } = stand()
    const first = await provider.create('workspace/w1')
    const { wrapped } = await provider.generateDataKey('workspace/w1')
    const second = await provider.rotate('workspace/w1')
    const done = await provider.destroy('workspace/w1')
    expect(done).toMatchObject({
      scope: 'workspace/w1',
      fingerprint: second.fingerprint,
      fingerprints: [first.fingerprint, second.fingerprint],
      at,
    })
    expect(done.answer).toContain('best effort')
    expect(readdirSync(folder)).toEqual(['workspace%2fw1.destroyed'])
    for (const store of [provider, open()]) {
      await expect(store.decryptDataKey('workspace/w1', wrapped)).rejects.toThrow('could not use the key of workspace/w1: it was destroyed')
      await expect(store.generateDataKey('workspace/w1')).rejects.toThrow('it was destroyed')
      await expect(store.rotate('workspace/w1')).rejects.toThrow('it was destroyed')
      await expect(store.create('workspace/w1')).rejects.toThrow('could not create a key for workspace/w1: it was destroyed')
      expect(await store.describe('workspace/w1')).toMatchObject({ state: 'destroyed', version: 2 })
      expect(await store.destroy('workspace/w1')).toEqual(done)
    }
  })

  it('leaves the other scopes alone, also those that begin with the same letters', async () => {
    const { provider } = stand()
    for (const scope of ['w/1', 'w/10', 'w/1.v1']) await provider.create(scope)
    const { plain, wrapped } = await provider.generateDataKey('w/10')
    await provider.destroy('w/1')
    expect(Buffer.from(await provider.decryptDataKey('w/10', wrapped)).equals(plain)).toBe(true)
    expect(await provider.describe('w/1.v1')).toMatchObject({ state: 'live' })
    await expect(provider.destroy('w/2')).rejects.toThrow('could not destroy the key of w/2: there is none')
  })

  it('that a crash cut short is finished at the next start, and nobody unwraps in between', async () => {
    const { provider, folder, open } = stand()
    await provider.create('workspace/w1')
    const { wrapped } = await provider.generateDataKey('workspace/w1')
    const keyFile = join(folder, 'workspace%2fw1.v1.key')
    copyFileSync(keyFile, join(base, 'kept'))
    await provider.destroy('workspace/w1')
    copyFileSync(join(base, 'kept'), keyFile)
    await expect(provider.decryptDataKey('workspace/w1', wrapped)).rejects.toThrow('it was destroyed')
    writeFileSync(keyFile, 'half overwritten')
    await provider.destroy('workspace/w1')
    expect(readdirSync(folder)).toEqual(['workspace%2fw1.destroyed'])
    copyFileSync(join(base, 'kept'), keyFile)
    await open().describe('workspace/w1')
    expect(readdirSync(folder)).toEqual(['workspace%2fw1.destroyed'])
    expect(readFileSync(join(folder, 'workspace%2fw1.destroyed'), 'utf8')).not.toContain('wrapped')
  })
})
