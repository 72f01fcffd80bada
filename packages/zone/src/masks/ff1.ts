/** FF1 of NIST SP 800-38G: a keyed permutation of the numerals of one length, over many of them at once. */
import { blockBytes, blockwise } from './cmac.ts'

export interface Ff1Shape {
  readonly radix: number
  /** Numerals in a text. */
  readonly length: number
  /** Bytes of the tweak that goes with each text; one shorter than a block beside a half. */
  readonly tweakBytes: number
}

/** Both halves of each text as numbers, changed in place; `tweaks` one after the other. */
export interface Halves {
  readonly left: Float64Array
  readonly right: Float64Array
  readonly tweaks?: Uint8Array
}

export interface Ff1 {
  readonly encrypt: (halves: Halves) => void
  readonly decrypt: (halves: Halves) => void
}

const rounds = 10
/** Beyond this the product of a byte and a rest is no longer a whole number of a double; below 2^29 three bytes go at once. */
const exact = 2 ** 45

export const ff1 = (key: Uint8Array, shape: Ff1Shape): Ff1 => {
  const { radix, length, tweakBytes } = shape
  const [u, v] = [Math.floor(length / 2), length - Math.floor(length / 2)]
  if (radix ** length < 1_000_000)
    throw new Error(`could not permute ${radix} to the ${length}: SP 800-38G asks for a million texts at least`)
  if (radix ** v > Number.MAX_SAFE_INTEGER) throw new Error(`could not hold half of ${length} numerals to the base ${radix} as a number`)
  const encrypt = blockwise(key)
  const halfBytes = Math.ceil(Math.ceil(v * Math.log2(radix)) / 8)
  const roundBytes = 4 * Math.ceil(halfBytes / 4) + 4
  const ground = { ...shape, halfBytes, encrypt, first: encrypt(firstBlock(shape, u)) }
  const size = (round: number): number => radix ** (round % 2 === 0 ? u : v)
  /** In even rounds the left half is the one that is changed: the halves change places by turns instead of being copied. */
  const run = ({ left, right, tweaks = new Uint8Array(left.length * tweakBytes) }: Halves, order: readonly number[], sign: 1 | -1) => {
    for (const round of order) {
      const [changed, read] = round % 2 === 0 ? [left, right] : [right, left]
      const made = roundOutput(ground, round, read, tweaks)
      const modulus = size(round)
      for (let at = 0; at < changed.length; at += 1) {
        const shift = restOf(made, at * blockBytes, at * blockBytes + roundBytes, modulus)
        const moved = (changed[at] ?? 0) + sign * shift
        changed[at] = moved >= modulus ? moved - modulus : moved < 0 ? moved + modulus : moved
      }
    }
  }
  const forth = Array.from({ length: rounds }, (_, round) => round)
  return { encrypt: (halves) => run(halves, forth, 1), decrypt: (halves) => run(halves, forth.toReversed(), -1) }
}

/** P: version 1, method 2, addition 1, radix, rounds, half, length, bytes of the tweak. */
const firstBlock = ({ radix, length, tweakBytes }: Ff1Shape, u: number): Uint8Array => {
  const block = Buffer.alloc(blockBytes)
  block.set([1, 2, 1])
  block.writeUIntBE(radix, 3, 3)
  block.set([rounds, u % 256], 6)
  block.writeUInt32BE(length, 8)
  block.writeUInt32BE(tweakBytes, 12)
  return new Uint8Array(block)
}

interface RoundGround extends Ff1Shape {
  readonly halfBytes: number
  readonly encrypt: (blocks: Uint8Array) => Uint8Array
  /** The cipher over P, which is the same for all. */
  readonly first: Uint8Array
}

/** Q is the tweak, zeros, the round and the half, and ends with a block: each text chains through its blocks beside the others. */
const roundOutput = (
  { tweakBytes, halfBytes, encrypt, first }: RoundGround,
  round: number,
  half: Float64Array,
  tweaks: Uint8Array,
): Uint8Array => {
  const blocks = Math.ceil((tweakBytes + 1 + halfBytes) / blockBytes)
  let state = repeated(first, half.length)
  for (let block = 0; block < blocks; block += 1) {
    if (tweakBytes > 0) mixTweaks(state, tweaks, tweakBytes, block * blockBytes)
    if (block === blocks - 1) mixHalves(state, half, halfBytes, round)
    state = new Uint8Array(encrypt(state))
  }
  return state
}

const repeated = (block: Uint8Array, count: number): Uint8Array => {
  const all = new Uint8Array(count * blockBytes)
  for (let at = 0; at < all.length; at += blockBytes) all.set(block, at)
  return all
}

/** The bytes of each tweak that fall into the block that begins at `from`. */
const mixTweaks = (state: Uint8Array, tweaks: Uint8Array, tweakBytes: number, from: number): void => {
  const to = Math.min(tweakBytes, from + blockBytes)
  for (let at = 0, tweak = 0; at < state.length; at += blockBytes, tweak += tweakBytes)
    for (let byte = from; byte < to; byte += 1) {
      const cell = at + byte - from
      state[cell] = (state[cell] ?? 0) ^ (tweaks[tweak + byte] ?? 0)
    }
}

/** The round and the half fill the end of the last block: a half has at most seven bytes, so they never reach into the block before. */
const mixHalves = (state: Uint8Array, half: Float64Array, halfBytes: number, round: number): void => {
  for (let at = 0; at < half.length; at += 1) {
    let rest = half[at] ?? 0
    let cell = at * blockBytes + blockBytes - 1
    for (let byte = 0; byte < halfBytes; byte += 1, cell -= 1) {
      const higher = Math.floor(rest / 256)
      state[cell] = (state[cell] ?? 0) ^ (rest - higher * 256)
      rest = higher
    }
    state[cell] = (state[cell] ?? 0) ^ round
  }
}

/** The first bytes of a block as one number, by the modulus; never more than 12 are asked for, so one block of output is enough. */
const restOf = (made: Uint8Array, from: number, to: number, modulus: number): number => {
  if (modulus > exact) return Number(BigInt(`0x${Buffer.from(made.subarray(from, to)).toString('hex')}`) % BigInt(modulus))
  const step = modulus < 2 ** 29 ? 3 : 1
  let rest = 0
  for (let at = from; at < to; at += step) {
    let piece = 0
    let scale = 1
    for (let byte = at; byte < Math.min(at + step, to); byte += 1, scale *= 256) piece = piece * 256 + (made[byte] ?? 0)
    rest = (rest * scale + piece) % modulus
  }
  return rest
}

/** One text of numerals: for whoever checks vectors. */
export const ff1Text = (
  key: Uint8Array,
  radix: number,
  tweak: Uint8Array,
  text: string,
  way: 'encrypt' | 'decrypt' = 'encrypt',
): string => {
  const u = Math.floor(text.length / 2)
  const halves = {
    left: Float64Array.of(Number.parseInt(text.slice(0, u), radix)),
    right: Float64Array.of(Number.parseInt(text.slice(u), radix)),
    tweaks: tweak,
  }
  ff1(key, { radix, length: text.length, tweakBytes: tweak.length })[way](halves)
  const written = (half: Float64Array, width: number) => (half[0] ?? 0).toString(radix).padStart(width, '0')
  return written(halves.left, u) + written(halves.right, text.length - u)
}
