/** Chance that can be repeated: the same seed gives the same city on every machine. */

export type Chance = {
  /** From 0 to below 1. */
  readonly fraction: () => number
  readonly below: (limit: number) => number
  readonly between: (least: number, most: number) => number
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T
}

/** Mulberry32: 32 bits of state, good enough for people who do not exist, useless for keys. */
export const chance = (seed: number): Chance => {
  let state = (seed * 2_654_435_761) >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    oneOf: (choices) => choices[below(choices.length)] ?? choices[0],
  }
}
