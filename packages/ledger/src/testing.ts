/** For the tests of this room: trees small enough to be hashed by the definition of RFC 6962 itself. */
import type { TreeHash } from './hashing.ts'
import type { HashReader } from './tile-store.ts'

export const textEntries = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`))

/** MTH of RFC 6962 2.1, word for word, as a second opinion on everything that is faster. */
export const rootByDefinition = (hash: TreeHash, leaves: readonly Uint8Array[]): Uint8Array => {
  const [first, second] = leaves
  if (!first) return hash.empty
  if (!second) return first
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hash.node(rootByDefinition(hash, leaves.slice(0, split)), rootByDefinition(hash, leaves.slice(split)))
}

export const leavesReader = (hash: TreeHash, leaves: readonly Uint8Array[]): HashReader => {
  const known = new Map<string, Uint8Array>()
  return {
    hash: async (level, index) => {
      const name = `${level}/${index}`
      const found = known.get(name) ?? rootByDefinition(hash, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
      known.set(name, found)
      return found
    },
  }
}

export const flippedAt = (bytes: Uint8Array, bit: number): Uint8Array => {
  const flipped = Uint8Array.from(bytes)
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
