/** Repeatable chance for made-up values: the same seed gives the same rows. Nothing secret rests on it, and nothing secret may. */

export interface Chance {
  /** At least 0, below 1. */
  readonly share: () => number
  /** A whole number; both ends belong to it. */
  readonly between: (from: number, to: number) => number
  readonly oneOf: <const T>(values: readonly [T, ...T[]]) => T
  /** `length` signs out of `alphabet`. */
  readonly signs: (alphabet: string, length: number) => string
  /** Normally distributed around 0 with deviation 1. */
  readonly normal: () => number
}

export const chanceOf = (seed: string): Chance => {
  const state = { at: seedOf(seed) }
  /** A 32-bit counter whose bits are mixed twice: even enough for samples, and the same in every version of the runtime. */
  const share = (): number => {
    state.at = (state.at + 0x9e3779b9) >>> 0
    const first = Math.imul(state.at ^ (state.at >>> 16), 0x21f0aaad)
    const second = Math.imul(first ^ (first >>> 15), 0x735a2d97)
    return ((second ^ (second >>> 15)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(share() * (to - from + 1))
  return {
    share,
    between,
    oneOf: (values) => values[between(0, values.length - 1)] ?? values[0],
    signs: (alphabet, length) => Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
  }
}

const seedOf = (seed: string): number =>
  [...seed].reduce((hash, sign) => Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5)
