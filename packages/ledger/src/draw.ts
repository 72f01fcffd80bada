/** A draw that nobody can choose and everybody can compute again: an order of names from the root of a log. `docs/formats/expert-draw.md` tells it. */
import type { Suite } from '@yunhe/keys'

type Hash = Suite['hash']

/** @param root of the log whose last entry is the one that called the draw */
export const drawSeed = (hash: Hash, root: Uint8Array, name: string, round: number): Uint8Array =>
  hash(Buffer.from(`yunhe draw v1\n${Buffer.from(root).toString('base64')}\n${name}\n${round}\n`))

/** The names in drawn order: sorted by their bytes, each once, then shuffled from the last place to the first (Fisher and Yates). */
export const drawnOrder = (hash: Hash, seed: Uint8Array, names: readonly string[]): readonly string[] => {
  const order = [...new Set(names)].toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  const next = wordsFrom(hash, seed)
  for (let last = order.length - 1; last > 0; last--) {
    const place = below(next, last + 1)
    const [moved, kept] = [order[place] as string, order[last] as string]
    order[last] = moved
    order[place] = kept
  }
  return order
}

const words = 2 ** 32

/** Words past the last whole multiple are passed over, so that no place is likelier than another. */
const below = (next: () => number, count: number): number => {
  const limit = words - (words % count)
  for (;;) {
    const word = next()
    if (word < limit) return word % count
  }
}

/** 32-bit words, big end first, of hash(seed, 0), hash(seed, 1), … */
const wordsFrom = (hash: Hash, seed: Uint8Array): (() => number) => {
  let block: Buffer = Buffer.alloc(0)
  let number = 0
  return () => {
    if (block.length < 4) {
      const counter = Buffer.alloc(4)
      counter.writeUInt32BE(number++)
      block = Buffer.from(hash(seed, counter))
    }
    const word = block.readUInt32BE(0)
    block = block.subarray(4)
    return word
  }
}
