/** Who stands behind a figure of a model, as 64 exclusive-ors of subject hashes: too many people stand behind it to name them all. */
const buckets = 64

/** A sketch as 32-bit words, two for each bucket. */
export type ReadSketch = Uint32Array

export const read = (sketch: string): ReadSketch => {
  const bytes = Uint8Array.from(Buffer.from(sketch, 'base64'))
  if (bytes.length !== buckets * 8) throw new Error(`could not read a sketch of ${bytes.length} bytes`)
  return new Uint32Array(bytes.buffer)
}

/**
 * In how many buckets two sketches differ, counted up to `most`. Never more than the number of subjects by which the cells
 * differ, and 0 only if they are the same (but for a chance of 2^-64): a small difference is never overlooked, while a large
 * one may look smaller than it is.
 */
export const apart = (one: ReadSketch, other: ReadSketch, most: number): number => {
  let count = 0
  for (let at = 0; at < one.length && count < most; at += 2) {
    if (one[at] !== other[at] || one[at + 1] !== other[at + 1]) count += 1
  }
  return count
}

/** The sketch of cells that share no subject, taken as one. */
export const together = (sketches: readonly string[]): string => {
  const sum = new Uint32Array(buckets * 2)
  for (const sketch of sketches) for (const [at, word] of read(sketch).entries()) sum[at] = (sum[at] ?? 0) ^ word
  return Buffer.from(sum.buffer).toString('base64')
}
