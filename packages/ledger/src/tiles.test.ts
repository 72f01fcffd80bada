import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suites } from '@yunhe/keys'
import { afterAll, describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import { proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from './proofs.ts'
import { tileFile } from './publish.ts'
import { rootByDefinition, textEntries } from './testing.ts'
import { folderTiles, readTile, tileHashes } from './tile-store.ts'
import { bundleBytes, bundlesOf, entriesFrom, entriesPath, hashesFrom, tilePath, widthAt } from './tiles.ts'
import { appendLeaves, emptyEdge } from './tree.ts'

describe('the path of a tile', () => {
  it.each([
    [tilePath(0, 0, 256), 'tile/0/000'],
    [tilePath(0, 999, 256), 'tile/0/999'],
    [tilePath(1, 1000, 256), 'tile/1/x001/000'],
    [tilePath(0, 1234067, 256), 'tile/0/x001/x234/067'],
    [tilePath(2, 1234067, 17), 'tile/2/x001/x234/067.p/17'],
    [entriesPath(1234067, 256), 'tile/entries/x001/x234/067'],
    [entriesPath(0, 1), 'tile/entries/000.p/1'],
  ])('%s is spelled as C2SP spells it', (path, expected) => {
    expect(path).toBe(expected)
  })
})

describe('a bundle of entries', () => {
  it('goes through bytes and back, with empty and with largest entries', () => {
    const entries = [new Uint8Array(0), Buffer.alloc(65_535, 7), Buffer.from('a')]
    expect(entriesFrom(bundleBytes(entries), 'x').map((one) => Buffer.from(one))).toEqual(entries.map((one) => Buffer.from(one)))
  })

  it('has no entry of more than 65,535 bytes', () => {
    expect(() => bundleBytes([Buffer.alloc(65_536)])).toThrow('could not bundle an entry of 65536 bytes')
  })

  it('that ends inside an entry is named', () => {
    expect(() => entriesFrom(Uint8Array.of(0, 1, 5, 0), 'tile/entries/000')).toThrow(
      'could not read tile/entries/000: it ends inside its entry 1',
    )
    expect(() => entriesFrom(Uint8Array.of(0, 2, 5), 'tile/entries/000')).toThrow('it ends inside its entry 0')
  })

  it('begins at a multiple of 256', () => {
    expect(bundlesOf(256, textEntries(300)).map(({ index, entries }) => [index, entries.length])).toEqual([
      [1, 256],
      [2, 44],
    ])
    expect(() => bundlesOf(255, [])).toThrow('could not cut bundles from entry 255')
  })

  it('a row of hashes is a whole number of hashes', () => {
    expect(() => hashesFrom(new Uint8Array(33), 'tile/0/000')).toThrow('could not read tile/0/000: 33 bytes are no row of hashes')
    expect(() => hashesFrom(new Uint8Array(0), 'tile/0/000')).toThrow('0 bytes')
  })
})

describe('tiles in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yunhe-tiles-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const hash = treeHash(suites.intl)
  const size = 256 * 3 + 70
  const leaves = textEntries(size).map(hash.leaf)
  const store = folderTiles(folder)

  it('give every proof that the definition gives', async () => {
    for (const { path, bytes } of appendLeaves(hash, emptyEdge, leaves).tiles.map(tileFile)) await store.write(path, bytes)
    const reader = tileHashes(hash, store, size)
    const root = rootByDefinition(hash, leaves)
    for (const index of [0, 1, 255, 256, 700, size - 1])
      expect(verifyInclusion(hash, index, size, leaves[index] ?? hash.empty, await proveInclusion(hash, reader, index, size), root)).toBe(
        true,
      )
    for (const from of [1, 2, 255, 256, 257, 600, size]) {
      const then = rootByDefinition(hash, leaves.slice(0, from))
      expect(verifyConsistency(hash, from, size, then, root, await proveConsistency(hash, reader, from, size))).toBe(true)
    }
  })

  it('a full tile serves a reader of a size at which it was not full', async () => {
    expect(await readTile(store, 100, 0, 0)).toHaveLength(100)
    expect(widthAt(100, 0, 0)).toBe(100)
  })

  it('a tile that is not there is named', async () => {
    await expect(readTile(store, 2000, 0, 7)).rejects.toThrow('could not read tile/0/007.p/208: there is no such tile')
    expect(await store.read('tile/9/000')).toBeUndefined()
    expect(await store.read('tile')).toBeUndefined()
  })
})
