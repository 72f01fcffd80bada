/** Merkle proofs of RFC 6962 and of its subtrees: that an entry is in a tree, and that a later tree only added to an earlier one. */
import { hashBytes, sameBytes, type TreeHash } from './hashing.ts'
import type { HashReader } from './tile-store.ts'

/** Leaves from `start` up to but not including `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

export type Proof = readonly Uint8Array[]

export const proveInclusion = (hash: TreeHash, reader: HashReader, index: number, size: number): Promise<Proof> =>
  hashesOf(hash, reader, inclusionRanges(index, { start: 0, end: size }))

export const proveConsistency = (hash: TreeHash, reader: HashReader, from: number, to: number): Promise<Proof> =>
  hashesOf(hash, reader, consistencyRanges({ start: 0, end: from }, to))

export const proveSubtreeInclusion = (hash: TreeHash, reader: HashReader, index: number, subtree: Range): Promise<Proof> =>
  hashesOf(hash, reader, inclusionRanges(index, subtree))

export const proveSubtreeConsistency = (hash: TreeHash, reader: HashReader, subtree: Range, size: number): Promise<Proof> =>
  hashesOf(hash, reader, consistencyRanges(subtree, size))

/** The root over a range of leaves, folded from the perfect subtrees it consists of. */
export const rangeRoot = async (hash: TreeHash, reader: HashReader, { start, end }: Range): Promise<Uint8Array> => {
  const width = end - start
  if (isPowerOfTwo(width)) return reader.hash(Math.log2(width), start / width)
  const middle = start + splitOf(width)
  return hash.node(await rangeRoot(hash, reader, { start, end: middle }), await rangeRoot(hash, reader, { start: middle, end }))
}

export const verifyInclusion = (hash: TreeHash, index: number, size: number, leaf: Uint8Array, proof: Proof, root: Uint8Array): boolean =>
  verifySubtreeInclusion(hash, index, { start: 0, end: size }, leaf, proof, root)

/** Nothing is consistent with an empty tree: that would say nothing, so it is refused. */
export const verifyConsistency = (
  hash: TreeHash,
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
  proof: Proof,
): boolean => from > 0 && verifySubtreeConsistency(hash, { start: 0, end: from }, to, fromRoot, toRoot, proof)

/** Lengths come first: an empty root or a proof of another length is refused before anything is hashed. */
export const verifySubtreeInclusion = (
  hash: TreeHash,
  index: number,
  subtree: Range,
  leaf: Uint8Array,
  proof: Proof,
  root: Uint8Array,
): boolean => {
  if (!isSubtree(subtree) || !isPlace(index) || index < subtree.start || index >= subtree.end) return false
  const ranges = inclusionRanges(index, subtree)
  if (!areHashes([leaf, root, ...proof]) || proof.length !== ranges.length) return false
  const climbed = ranges.reduce((below, range, step) => joinBeside(hash, below, range.end <= index, proof[step]), leaf)
  return sameBytes(climbed, root)
}

export const verifySubtreeConsistency = (
  hash: TreeHash,
  subtree: Range,
  size: number,
  subtreeRoot: Uint8Array,
  root: Uint8Array,
  proof: Proof,
): boolean => {
  if (!isPlace(subtree.start) || !isPlace(size) || subtree.end > size) return false
  if (subtree.start === subtree.end) return proof.length === 0 && areHashes([root]) && sameBytes(subtreeRoot, hash.empty)
  if (!isSubtree(subtree)) return false
  const steps = consistencySteps(subtree, { start: 0, end: size }, true)
  if (!areHashes([subtreeRoot, root, ...proof]) || proof.length !== steps.filter(({ range }) => range).length) return false
  const { known, whole } = climb(hash, steps, subtreeRoot, proof)
  return sameBytes(known, subtreeRoot) && sameBytes(whole, root)
}

/** A subtree begins at a multiple of the least power of two that holds it, so that it is a subtree of every larger tree. */
export const isSubtree = ({ start, end }: Range): boolean => {
  if (!isPlace(start) || !isPlace(end) || start >= end) return false
  const width = 2 ** Math.ceil(Math.log2(end - start))
  return start % width === 0
}

/** The siblings on the way up from a leaf, lowest first. */
const inclusionRanges = (index: number, { start, end }: Range): readonly Range[] => {
  if (end - start <= 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...inclusionRanges(index, { start, end: middle }), { start: middle, end }]
    : [...inclusionRanges(index, { start: middle, end }), { start, end: middle }]
}

const consistencyRanges = (subtree: Range, size: number): readonly Range[] =>
  consistencySteps(subtree, { start: 0, end: size }, true).flatMap(({ range }) => (range ? [range] : []))

/**
 * How both roots grow from the bottom: `begin` from the known root or from a given hash, then a sibling on the `right` (only the whole
 * tree has it), on the `left` of the whole alone, or on the left of `both`.
 */
interface Step {
  readonly take: 'begin' | 'right' | 'left' | 'both'
  readonly range?: Range
}

const consistencySteps = (subtree: Range, tree: Range, known: boolean): readonly Step[] => {
  if (subtree.start === tree.start && subtree.end === tree.end) return [known ? { take: 'begin' } : { take: 'begin', range: tree }]
  const middle = tree.start + splitOf(tree.end - tree.start)
  const [left, right] = [
    { start: tree.start, end: middle },
    { start: middle, end: tree.end },
  ]
  if (subtree.end <= middle) return [...consistencySteps(subtree, left, known), { take: 'right', range: right }]
  if (subtree.start >= middle) return [...consistencySteps(subtree, right, known), { take: 'left', range: left }]
  return [...consistencySteps({ start: middle, end: subtree.end }, right, false), { take: 'both', range: left }]
}

const climb = (hash: TreeHash, steps: readonly Step[], subtreeRoot: Uint8Array, proof: Proof) => {
  const given = proof.values()
  let [known, whole] = [subtreeRoot, subtreeRoot]
  for (const { take, range } of steps) {
    const beside = range ? (given.next().value ?? hash.empty) : subtreeRoot
    if (take === 'begin') [known, whole] = [beside, beside]
    if (take === 'right') whole = hash.node(whole, beside)
    if (take === 'left') whole = hash.node(beside, whole)
    if (take === 'both') [known, whole] = [hash.node(beside, known), hash.node(beside, whole)]
  }
  return { known, whole }
}

const joinBeside = (hash: TreeHash, below: Uint8Array, onTheLeft: boolean, beside: Uint8Array = hash.empty) =>
  onTheLeft ? hash.node(beside, below) : hash.node(below, beside)

const hashesOf = (hash: TreeHash, reader: HashReader, ranges: readonly Range[]): Promise<Proof> =>
  Promise.all(ranges.map((range) => rangeRoot(hash, reader, range)))

const areHashes = (all: readonly Uint8Array[]) => all.every(({ length }) => length === hashBytes)
const isPlace = (number: number) => Number.isSafeInteger(number) && number >= 0

/** The largest power of two smaller than the width. */
const splitOf = (width: number): number => {
  let split = 1
  while (split * 2 < width) split *= 2
  return split
}

const isPowerOfTwo = (width: number) => Number.isInteger(Math.log2(width))
