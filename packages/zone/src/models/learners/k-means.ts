/** k-means on scaled columns: k-means++ from a seed, the best of a few starts. */
import type { Matrix } from '../encode.ts'
import { type Draw, drawsFrom } from '../random.ts'
import type { Told } from './logistic.ts'
import { fitScaling, type Scaling, scaledRows } from './scaling.ts'

export interface CentersBody {
  readonly scaling: Scaling
  /** Each in scaled columns. */
  readonly centers: readonly (readonly number[])[]
}

export interface KMeansParameters {
  readonly clusters: number
  readonly starts: number
  readonly mostIterations: number
}

interface Clustered {
  readonly centers: Float64Array
  readonly inertia: number
}

export const fitKMeans = (
  matrix: Matrix,
  { clusters, starts, mostIterations }: KMeansParameters,
  seed: number,
  tell: (told: Told) => void = () => undefined,
): CentersBody => {
  const scaling = fitScaling(matrix)
  const rows = scaledRows(matrix, scaling)
  const width = matrix.columns.length
  const draw = drawsFrom(seed)
  let best: Clustered | undefined
  for (let start = 1; start <= starts; start += 1) {
    const found = oneStart(rows, width, Math.min(clusters, matrix.rows), mostIterations, draw)
    if (best === undefined || found.inertia < best.inertia) best = found
    tell({ round: start, of: starts, loss: best.inertia / Math.max(matrix.rows, 1) })
  }
  const centers = best?.centers ?? new Float64Array()
  return {
    scaling,
    centers: Array.from({ length: Math.min(clusters, matrix.rows) }, (_, at) =>
      [...centers.subarray(at * width, (at + 1) * width)].map(Math.fround),
    ),
  }
}

const oneStart = (rows: Float64Array, width: number, clusters: number, mostIterations: number, draw: Draw): Clustered => {
  const count = rows.length / Math.max(width, 1)
  let centers = firstCenters(rows, width, clusters, draw)
  const nearest = new Int32Array(count)
  let inertia = Number.POSITIVE_INFINITY
  for (let round = 0; round < mostIterations; round += 1) {
    const now = assign(rows, width, centers, nearest)
    if (inertia - now <= 1e-9 * Math.max(now, 1)) return { centers, inertia: now }
    inertia = now
    centers = meansOf(rows, width, nearest, centers)
  }
  return { centers, inertia: assign(rows, width, centers, nearest) }
}

/** Each next centre is a row, drawn the more likely the farther it lies from those before it. */
const firstCenters = (rows: Float64Array, width: number, clusters: number, draw: Draw): Float64Array => {
  const count = rows.length / Math.max(width, 1)
  const centers = new Float64Array(clusters * width)
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const row = cluster === 0 ? Math.floor(draw() * count) : drawnBy(distances, draw())
    centers.set(rows.subarray(row * width, (row + 1) * width), cluster * width)
    for (let at = 0; at < count; at += 1)
      distances[at] = Math.min(distances[at] as number, squaredDistance(rows, at * width, centers, cluster * width, width))
  }
  return centers
}

const drawnBy = (weights: Float64Array, share: number): number => {
  let total = 0
  for (const weight of weights) total += weight
  let left = share * total
  for (let at = 0; at < weights.length; at += 1) {
    left -= weights[at] as number
    if (left <= 0) return at
  }
  return Math.max(weights.length - 1, 0)
}

export const squaredDistance = (one: Float64Array, oneAt: number, other: Float64Array, otherAt: number, width: number): number => {
  let sum = 0
  for (let at = 0; at < width; at += 1) sum += ((one[oneAt + at] as number) - (other[otherAt + at] as number)) ** 2
  return sum
}

const assign = (rows: Float64Array, width: number, centers: Float64Array, nearest: Int32Array): number => {
  const clusters = centers.length / Math.max(width, 1)
  let inertia = 0
  for (let row = 0; row < nearest.length; row += 1) {
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const distance = squaredDistance(rows, row * width, centers, cluster * width, width)
      if (distance < least) [best, least] = [cluster, distance]
    }
    nearest[row] = best
    inertia += least
  }
  return inertia
}

/** A cluster that nobody came to stays where it was. */
const meansOf = (rows: Float64Array, width: number, nearest: Int32Array, before: Float64Array): Float64Array => {
  const sums = new Float64Array(before.length)
  const counts = new Int32Array(before.length / Math.max(width, 1))
  for (let row = 0; row < nearest.length; row += 1) {
    const cluster = nearest[row] as number
    counts[cluster] = (counts[cluster] as number) + 1
    for (let at = 0; at < width; at += 1)
      sums[cluster * width + at] = (sums[cluster * width + at] as number) + (rows[row * width + at] as number)
  }
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / width)] as number
    return count === 0 ? (before[at] as number) : sum / count
  })
}

/** The cluster of each row and its squared distance to the centre. */
export const clustersOf = (
  { scaling, centers }: CentersBody,
  matrix: Matrix,
): { readonly nearest: Int32Array; readonly distances: Float64Array; readonly rows: Float64Array } => {
  const rows = scaledRows(matrix, scaling)
  const width = matrix.columns.length
  const flat = Float64Array.from(centers.flat())
  const nearest = new Int32Array(matrix.rows)
  assign(rows, width, flat, nearest)
  const distances = Float64Array.from(nearest, (cluster, row) => squaredDistance(rows, row * width, flat, cluster * width, width))
  return { nearest, distances, rows }
}
