import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suites } from '@yunhe/keys'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import {
  isSubtree,
  type Proof,
  proveConsistency,
  proveInclusion,
  proveSubtreeConsistency,
  rangeRoot,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './proofs.ts'
import { flippedAt, leavesReader, rootByDefinition, textEntries } from './testing.ts'
import { hashesFrom } from './tiles.ts'

const folder = join(import.meta.dirname, '../../../../shared/vectors/merkle')
const sha256 = treeHash(suites.intl)

interface Vector {
  readonly desc: string
  readonly wantErr: boolean
  readonly proof: readonly string[] | null
  readonly [field: string]: unknown
}

const bytes = (text: unknown) => Buffer.from(String(text ?? ''), 'base64')
const proofOf = ({ proof }: Vector) => (proof ?? []).map(bytes)
const read = (kind: string): readonly (Vector & { readonly file: string })[] =>
  readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file: `${kind}/${file}`, ...JSON.parse(readFileSync(join(folder, kind, file), 'utf8')) }))

const checks: Readonly<Record<string, (one: Vector) => boolean>> = {
  inclusion: (one) =>
    verifyInclusion(sha256, Number(one.leafIdx), Number(one.treeSize), bytes(one.leafHash), proofOf(one), bytes(one.root)),
  consistency: (one) => verifyConsistency(sha256, Number(one.size1), Number(one.size2), bytes(one.root1), bytes(one.root2), proofOf(one)),
  subtreeinclusion: (one) =>
    verifySubtreeInclusion(
      sha256,
      Number(one.leafIdx),
      { start: Number(one.start), end: Number(one.end) },
      bytes(one.leafHash),
      proofOf(one),
      bytes(one.root),
    ),
  subtreeconsistency: (one) =>
    verifySubtreeConsistency(
      sha256,
      { start: Number(one.start), end: Number(one.end) },
      Number(one.size),
      bytes(one.root1),
      bytes(one.root2),
      proofOf(one),
    ),
}

/** Whoever wrote these four accepts roots that are no hashes at all; here lengths are checked before anything else. */
const notApplicable = [
  'consistency/additional/sizes-are-equal-one-and-proof-is-empty.json',
  'subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty.json',
  'subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty.json',
  'subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty.json',
]

describe.skipIf(!existsSync(folder))('the published vectors for Merkle proofs (skipped where ../shared/vectors/merkle is missing)', () => {
  it.each(Object.entries(checks))('%s: each is accepted or refused as it says', (kind, check) => {
    const applicable = read(kind).filter(({ file }) => !notApplicable.includes(file))
    const wrong = applicable.filter((one) => check(one) === one.wantErr)
    expect(wrong.map(({ file, desc, wantErr }) => `${file}: ${desc}, should be ${wantErr ? 'refused' : 'accepted'}`)).toEqual([])
  })

  it('are 518, of which four cannot apply because their roots are not 32 bytes long', () => {
    const all = Object.keys(checks).flatMap(read)
    expect(all).toHaveLength(518)
    const excused = all.filter(({ file }) => notApplicable.includes(file))
    expect(excused.map(({ root2 }) => bytes(root2).length)).toEqual([12, 12, 12, 12])
  })
})

describe.each(['intl', 'gm'] as const)('proofs made here, suite %s', (suite) => {
  const hash = treeHash(suites[suite])
  const leaves = textEntries(33).map(hash.leaf)
  const reader = leavesReader(hash, leaves)
  const root = (size: number) => rootByDefinition(hash, leaves.slice(0, size))
  const flips = (proof: Proof): readonly Proof[] =>
    proof.flatMap((_, place) => [0, 77, 255].map((bit) => proof.map((one, at) => (at === place ? flippedAt(one, bit) : one))))

  it('show every entry in every tree, and nothing when a bit of anything is flipped', async () => {
    for (let size = 1; size <= 33; size++)
      for (let index = 0; index < size; index += 3) {
        const proof = await proveInclusion(hash, reader, index, size)
        const leaf = leaves[index] ?? hash.empty
        expect(verifyInclusion(hash, index, size, leaf, proof, root(size))).toBe(true)
        expect(verifyInclusion(hash, index, size, flippedAt(leaf, 3), proof, root(size))).toBe(false)
        expect(verifyInclusion(hash, index, size, leaf, proof, flippedAt(root(size), 3))).toBe(false)
        for (const bad of [...flips(proof), [...proof, root(size)], ...(proof.length > 0 ? [proof.slice(1)] : [])])
          expect(verifyInclusion(hash, index, size, leaf, bad, root(size))).toBe(false)
      }
  })

  it('show that every tree goes on from every earlier one, and nothing when a bit of anything is flipped', async () => {
    for (let to = 1; to <= 33; to++)
      for (let from = 1; from <= to; from += 3) {
        const proof = await proveConsistency(hash, reader, from, to)
        expect(verifyConsistency(hash, from, to, root(from), root(to), proof)).toBe(true)
        expect(verifyConsistency(hash, from, to, flippedAt(root(from), 9), root(to), proof)).toBe(false)
        expect(verifyConsistency(hash, from, to, root(from), flippedAt(root(to), 9), proof)).toBe(false)
        for (const bad of [...flips(proof), [...proof, root(to)]])
          expect(verifyConsistency(hash, from, to, root(from), root(to), bad)).toBe(false)
      }
  })

  it('show subtrees', async () => {
    for (let size = 2; size <= 33; size++)
      for (let end = 1; end <= size; end++)
        for (let start = 0; start < end; start++) {
          if (!isSubtree({ start, end })) continue
          const proof = await proveSubtreeConsistency(hash, reader, { start, end }, size)
          const subtreeRoot = await rangeRoot(hash, reader, { start, end })
          expect(verifySubtreeConsistency(hash, { start, end }, size, subtreeRoot, root(size), proof)).toBe(true)
          expect(verifySubtreeConsistency(hash, { start, end }, size, flippedAt(subtreeRoot, 1), root(size), proof)).toBe(false)
        }
  })

  it('are refused for sizes that are no whole numbers or beyond what a number holds', () => {
    for (const size of [0, -1, 1.5, Number.NaN, 2 ** 53, 2 ** 64])
      expect(verifyInclusion(hash, 0, size, leaves[0] ?? hash.empty, [], leaves[0] ?? hash.empty)).toBe(false)
  })
})

describe('any flipped bit', () => {
  it('breaks a proof of inclusion', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), async (size, at, bit) => {
        const leaves = textEntries(size).map(sha256.leaf)
        const index = at % size
        const leaf = leaves[index] ?? sha256.empty
        const root = rootByDefinition(sha256, leaves)
        const proof = await proveInclusion(sha256, leavesReader(sha256, leaves), index, size)
        const all = Buffer.concat([leaf, root, ...proof])
        const parts = hashesFrom(flippedAt(all, bit % (all.length * 8)), 'a proof')
        const [oneLeaf = sha256.empty, oneRoot = sha256.empty, ...rest] = parts
        expect(verifyInclusion(sha256, index, size, leaf, proof, root)).toBe(true)
        expect(verifyInclusion(sha256, index, size, oneLeaf, rest, oneRoot)).toBe(false)
      }),
    ))
})
