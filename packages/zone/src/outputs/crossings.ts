/** Who stands where in two divisions at once, counted. */
import type { Crossing } from './crossing.ts'
import type { Cells } from './division.ts'

interface Laid {
  readonly one: { readonly cells: Cells; readonly count: number }
  readonly other: { readonly cells: Cells; readonly count: number }
  readonly few: number
  readonly subjects: Uint32Array | undefined
  /** How many people an element stands for; one where it is left out. */
  readonly weights?: Uint32Array | undefined
}

/** Up to this many pairs of cells are counted in an array. */
const mostInArray = 4_000_000

export const crossingsOf = ({ one, other, few, subjects, weights }: Laid): readonly Crossing[] => {
  const width = other.count + 1
  const length = Math.max(one.cells.length, other.cells.length)
  if (subjects !== undefined) return crossingsOfSubjects({ one, other, few, subjects }, width, length)
  if ((one.count + 1) * width > mostInArray) return crossingsInMap({ one: one.cells, other: other.cells, weights }, width, length)
  const counts = new Uint32Array((one.count + 1) * width)
  for (let at = 0; at < length; at += 1) {
    const pair = (one.cells[at] ?? 0) * width + (other.cells[at] ?? 0)
    counts[pair] = (counts[pair] ?? 0) + (weights?.[at] ?? 1)
  }
  const crossings: Crossing[] = []
  for (let pair = 1; pair < counts.length; pair += 1) {
    const weight = counts[pair] ?? 0
    if (weight > 0) crossings.push({ one: Math.floor(pair / width), other: pair % width, weight })
  }
  return crossings
}

const crossingsInMap = (
  { one, other, weights }: { readonly one: Cells; readonly other: Cells; readonly weights: Uint32Array | undefined },
  width: number,
  length: number,
): readonly Crossing[] => {
  const counts = new Map<number, number>()
  for (let at = 0; at < length; at += 1) {
    const pair = (one[at] ?? 0) * width + (other[at] ?? 0)
    if (pair !== 0) counts.set(pair, (counts.get(pair) ?? 0) + (weights?.[at] ?? 1))
  }
  return [...counts].toSorted(([a], [b]) => a - b).map(([pair, weight]) => ({ one: Math.floor(pair / width), other: pair % width, weight }))
}

/** Different subjects are counted, as far as `few`: who has many rows in a pair of cells is one. */
const crossingsOfSubjects = (
  { one, other, few, subjects }: Laid & { readonly subjects: Uint32Array },
  width: number,
  length: number,
): readonly Crossing[] => {
  const found = new Map<number, Set<number>>()
  for (let at = 0; at < length; at += 1) {
    const pair = (one.cells[at] ?? 0) * width + (other.cells[at] ?? 0)
    if (pair === 0) continue
    const known = found.get(pair)
    if (known === undefined) found.set(pair, new Set([subjects[at] ?? 0]))
    else if (known.size < few) known.add(subjects[at] ?? 0)
  }
  return [...found].map(([pair, set]) => ({ one: Math.floor(pair / width), other: pair % width, weight: set.size, subjects: set }))
}
