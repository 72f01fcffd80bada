/** Columns cut into at most 255 bins. A cut is the shortest number between two neighbouring values: it says as little as it can of either. */

export interface Bins {
  /** By column: which bin each row stands in. */
  readonly codes: readonly Uint8Array[]
  /** By column: the upper edge of each bin but the last; a value at the edge belongs below it. */
  readonly edges: readonly (readonly number[])[]
}

export const binned = (columns: readonly Float32Array[], mostBins: number): Bins => {
  const edges = columns.map((column) => edgesOf(column, mostBins))
  return { edges, codes: columns.map((column, at) => codesOf(column, edges[at] ?? [])) }
}

const edgesOf = (column: Float32Array, mostBins: number): readonly number[] => {
  const sorted = column.slice().sort()
  const distinct = distinctOf(sorted, mostBins)
  if (distinct !== undefined) return distinct.slice(1).map((value, at) => between(distinct[at] ?? value, value))
  const edges: number[] = []
  for (let bin = 1; bin < mostBins; bin += 1) {
    const at = Math.floor((bin * sorted.length) / mostBins)
    const below = sorted[at - 1] ?? 0
    const above = nextAbove(sorted, at, below)
    if (above === undefined) continue
    const edge = between(below, above)
    if (edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge)
  }
  return edges
}

/** The different values, or nothing where there are more than bins. */
const distinctOf = (sorted: Float32Array, most: number): readonly number[] | undefined => {
  const distinct: number[] = []
  for (const value of sorted) {
    if (value === distinct.at(-1)) continue
    distinct.push(value)
    if (distinct.length > most) return undefined
  }
  return distinct
}

const nextAbove = (sorted: Float32Array, from: number, value: number): number | undefined => {
  for (let at = from; at < sorted.length; at += 1) if ((sorted[at] ?? 0) > value) return sorted[at]
  return undefined
}

/** The number with the fewest digits in [below, above), representable in 32 bits. */
export const between = (below: number, above: number): number => {
  const middle = below + (above - below) / 2
  for (let digits = 1; digits <= 9; digits += 1) {
    const candidate = Math.fround(Number(middle.toPrecision(digits)))
    if (candidate > below && candidate < above) return candidate
  }
  return Math.fround(below)
}

const codesOf = (column: Float32Array, edges: readonly number[]): Uint8Array => {
  const cuts = Float32Array.from(edges)
  const codes = new Uint8Array(column.length)
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (value <= (cuts[middle] ?? 0)) high = middle
      else low = middle + 1
    }
    codes[row] = low
  }
  return codes
}
