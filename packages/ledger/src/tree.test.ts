import { suites } from '@yunhe/keys'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import { rootByDefinition, textEntries } from './testing.ts'
import { appendLeaves, edgeAt, edgeBytes, edgeFrom, emptyEdge, rootOf } from './tree.ts'

const hash = treeHash(suites.intl)
const leaves = textEntries(1200).map(hash.leaf)
const grownTo = (size: number) => appendLeaves(hash, emptyEdge, leaves.slice(0, size)).edge
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('the root', () => {
  it('of nothing is the hash of nothing', () => {
    expect(hex(rootOf(hash, emptyEdge))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(rootOf(treeHash(suites.gm), emptyEdge))).toBe('1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b')
  })

  it('of the RFC 6962 sample of eight entries is the published one', () => {
    const sample = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const edge = appendLeaves(
      hash,
      emptyEdge,
      sample.map((entry) => hash.leaf(Buffer.from(entry, 'hex'))),
    ).edge
    expect(hex(rootOf(hash, edge))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })

  it.each([1, 2, 3, 255, 256, 257, 511, 512, 513, 1199, 1200])('of %i leaves is that of the definition', (size) => {
    expect(hex(rootOf(hash, grownTo(size)))).toBe(hex(rootByDefinition(hash, leaves.slice(0, size))))
  })

  it('does not depend on how the leaves came in', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 4 }), (groups) => {
        let [edge, from] = [emptyEdge, 0]
        for (const count of groups) {
          edge = appendLeaves(hash, edge, leaves.slice(from, from + count)).edge
          from += count
        }
        expect(edge).toEqual(grownTo(from))
      }),
      { numRuns: 30 },
    ))

  it('leaves the edge it grew from as it was', () => {
    const edge = grownTo(300)
    const before = edgeBytes(edge)
    appendLeaves(hash, edge, leaves.slice(300, 700))
    expect(hex(edgeBytes(edge))).toBe(hex(before))
  })
})

describe('an edge', () => {
  it.each([0, 1, 255, 256, 257, 1200])('of %i leaves goes through bytes and back', (size) => {
    expect(hex(edgeBytes(edgeFrom(edgeBytes(grownTo(size)))))).toBe(hex(edgeBytes(grownTo(size))))
  })

  it('that is cut or too long is refused', () => {
    const bytes = edgeBytes(grownTo(3))
    expect(() => edgeFrom(bytes.subarray(0, -1))).toThrow('could not read an edge of 103 bytes')
    expect(() => edgeFrom(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('could not read an edge of 105 bytes')
    expect(() => edgeFrom(new Uint8Array(3))).toThrow('could not read an edge of 3 bytes')
  })

  it('comes back from the tiles that were written on the way', async () => {
    const tiles = new Map<string, readonly Uint8Array[]>()
    let edge = emptyEdge
    for (let from = 0; from < 1200; from += 100) {
      const growth = appendLeaves(hash, edge, leaves.slice(from, from + 100))
      edge = growth.edge
      for (const { level, index, hashes } of growth.tiles) tiles.set(`${level}/${index}/${hashes.length}`, hashes)
    }
    expect(await edgeAt(1200, async (level, index, width) => tiles.get(`${level}/${index}/${width}`) ?? [])).toEqual(edge)
  })
})
