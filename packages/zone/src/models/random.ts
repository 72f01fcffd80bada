/** Chance that can be played again: the same seed gives the same draws on every machine. */

/** Numbers in [0, 1), by mulberry32. */
export type Draw = () => number

export const drawsFrom = (seed: number): Draw => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One number in [0, 1) for one subject under one seed, the same wherever the subject stands among the rows. */
export const shareOf = (subject: bigint, seed: number): number => {
  const low = mixed(Number(subject & 0xffff_ffffn) ^ mixed(seed >>> 0))
  return mixed(Number((subject >> 32n) & 0xffff_ffffn) ^ low) / 2 ** 32
}

/** The finisher of murmur3: every bit of the input moves every bit of the output. */
const mixed = (value: number): number => {
  let bits = value >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
