import { describe, expect, it } from 'vitest'
import { apart, read, sketchOf, together } from './sketch.ts'

/** A sketch made the way the engine makes it, of subjects 0 to n - 1 spread by a multiplier. */
const hash = (subject: number) => BigInt.asUintN(64, BigInt(subject + 1) * 0x9e3779b97f4a7c15n) ^ (BigInt(subject) << 17n)
const sketchOfSubjects = (subjects: readonly number[]) => {
  const sums = new Map<bigint, bigint>()
  for (const subject of subjects) sums.set(hash(subject) % 64n, (sums.get(hash(subject) % 64n) ?? 0n) ^ hash(subject))
  return sketchOf(`[${[...sums.keys()].join(', ')}]`, `[${[...sums.values()].join(', ')}]`)
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)
const difference = (one: readonly number[], other: readonly number[]) =>
  apart(read(sketchOfSubjects(one)), read(sketchOfSubjects(other)), 64)

describe('a sketch of who stands in a cell', () => {
  it('is the same for the same subjects in any order', () => {
    expect(difference(upTo(1000), upTo(1000).reverse())).toBe(0)
  })

  it.each([1, 2, 9])('shows a difference of %i, never as more', (few) => {
    const apartBy = difference(upTo(1000), upTo(1000 + few))
    expect(apartBy).toBeGreaterThan(0)
    expect(apartBy).toBeLessThanOrEqual(few)
  })

  it('shows a large difference as large', () => {
    expect(difference(upTo(1000), upTo(1200))).toBeGreaterThan(40)
  })

  it('adds up over cells that share no subject', () => {
    const parts = [upTo(30), upTo(70).slice(30)].map(sketchOfSubjects)
    expect(together(parts)).toBe(sketchOfSubjects(upTo(70)))
  })
})
