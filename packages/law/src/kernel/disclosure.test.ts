import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contributionsOf, isDominated, isTooSmall, takenAlong, together } from './disclosure.ts'

const least = { minimum: 10, minimumRows: 12 }
const rule = { largest: 2, largestShare: 0.9, restShare: 0.1 }

describe('A16 what a cell tells of the few behind it', () => {
  it.each([
    { subjects: 9, counted: 50, small: true },
    { subjects: 10, counted: 12, small: false },
    { subjects: 10, counted: 11, small: true },
    { subjects: 0, counted: 0, small: true },
    { subjects: Number.NaN, counted: 50, small: true },
  ])('A16 $subjects subjects in $counted rows: too small is $small', ({ small, ...size }) => {
    expect(isTooSmall(size, least)).toBe(small)
  })

  it.each([
    { bySubject: [50, 40, 10], dominated: false },
    { bySubject: [51, 40, 9], dominated: true },
    { bySubject: [100], dominated: true },
    { bySubject: [], dominated: false },
  ])('A16 contributions of $bySubject: dominated is $dominated', ({ bySubject, dominated }) => {
    expect(isDominated(contributionsOf(bySubject, rule), rule)).toBe(dominated)
  })

  it('A16 cells taken together are as large as all of them, and their largest is the largest of any', () => {
    const cells = [contributionsOf([30, 20, 1], rule), contributionsOf([40, 2], rule)]
    expect(together(cells, rule)).toEqual({ top1: 40, top2: 70, top: 70, total: 93 })
  })
})

describe('A16 what goes along with a cell that is taken out', () => {
  const taken = (sizes: readonly number[], out: readonly number[]) =>
    takenAlong(new Map(sizes.map((size, at) => [at, size])), new Set(out), (all) => {
      const subjects = all.reduce((sum, at) => sum + (sizes[at] ?? 0), 0)
      return all.length < 2 || subjects < least.minimum
    })

  it.each([
    { sizes: [50, 40, 30, 3], out: [3], along: [2] },
    { sizes: [50, 40, 30, 3, 4], out: [3, 4], along: [2] },
    { sizes: [50, 40, 30, 6, 7], out: [3, 4], along: [] },
  ])('A16 beside $out of $sizes go $along', ({ sizes, out, along }) => {
    expect(taken(sizes, out)).toEqual(along)
  })

  it('A16 whatever is taken out never tells of fewer than it must, unless nothing is left to go with it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        const out = sizes.flatMap((size, at) => (size < least.minimum ? [at] : []))
        if (out.length === 0) return
        const all = [...out, ...taken(sizes, out)]
        const subjects = all.reduce((sum, at) => sum + (sizes[at] ?? 0), 0)
        expect((all.length >= 2 && subjects >= least.minimum) || all.length === sizes.length).toBe(true)
      }),
    )
  })
})
