/** Figures that carry sketches of who stands behind them are compared with each other; row by row nothing is known of them. */
import { type Checked, deciding } from './check.ts'
import { findingOf } from './differencing.ts'
import type { ReleaseName } from './release.ts'
import { apart, read, together } from './sketch.ts'

/** 64 buckets tell apart small differences only; a larger group is compared as if it were this one. */
const largestTold = 40

export interface Sketched extends ReleaseName {
  readonly minimum: number
  readonly sketches: readonly string[]
}

/** @param earlier of the same workspace: in another one the same people have other hashes */
export const sketchDifferencing = (fresh: Sketched, earlier: readonly Sketched[]): Checked => {
  const few = Math.min(fresh.minimum, largestTold)
  const shown = withTotal(fresh.sketches)
  const release = earlier.find((one) =>
    withTotal(one.sketches).some((before) => shown.some((now) => isNear(apart(read(now), read(before), few), few))),
  )
  return deciding(
    'differencing',
    release === undefined ? [] : [findingOf('differs-by-few', { release, cells: [] }, { ...fresh, cellCount: 0 })],
  )
}

const withTotal = (sketches: readonly string[]): readonly string[] => (sketches.length > 1 ? [...sketches, together(sketches)] : sketches)
const isNear = (count: number, few: number): boolean => count > 0 && count < few
