/** Trees of scikit-learn in our own form. */
import type { Tree } from '../learners/tree.ts'

export interface PythonTree {
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly value: readonly number[]
}

/** Its thresholds are 64 bits over 32-bit values: rounded down to 32 bits they part the same values the same way. */
export const standardTree = ({ feature, threshold, left, right, value }: PythonTree): Tree => ({
  feature: feature.map((one, at) => ((left[at] ?? -1) < 0 ? -1 : one)),
  threshold: threshold.map(roundedDown),
  left,
  right,
  value: value.map(Math.fround),
})

const roundedDown = (value: number): number => {
  const near = Math.fround(value)
  if (near <= value) return near
  const bits = new Int32Array(1)
  const view = new Float32Array(bits.buffer)
  view[0] = near
  bits[0] = (bits[0] ?? 0) + (near > 0 ? -1 : 1)
  return view[0]
}
