/** Logistic regression with an L2 penalty, by Newton's method with steps halved where they overshoot. */
import type { Matrix } from '../encode.ts'
import type { LinearBody } from './linear.ts'
import { fitScaling, scaledRows } from './scaling.ts'
import { normalEquations, solved } from './solve.ts'

export interface LogisticParameters {
  /** Half of it times the squared weights is added to the summed loss: the inverse of what others call C. */
  readonly penalty: number
  readonly mostIterations: number
}

export interface Told {
  /** After each round or iteration: its number, how many there may be, and the mean loss in training (and validation). */
  readonly round: number
  readonly of: number
  readonly loss: number
  readonly validationLoss?: number
}

export const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score))

/** log(1 + exp(score)) - label · score, without overflow. */
export const logLossOf = (score: number, label: number): number =>
  Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - label * score

export const fitLogistic = (
  matrix: Matrix,
  labels: Float64Array,
  { penalty, mostIterations }: LogisticParameters,
  tell: (told: Told) => void = () => undefined,
): LinearBody => {
  const scaling = fitScaling(matrix)
  const width = matrix.columns.length
  const rows = scaledRows(matrix, scaling)
  let weights = new Float64Array(width + 1)
  let [scores, loss] = evaluated(rows, labels, weights, penalty)
  let dropped: readonly number[] = []
  for (let round = 1; round <= mostIterations; round += 1) {
    const chances = scores.map(sigmoid)
    const { matrix: curvature } = normalEquations(
      rows,
      width,
      (row) => weightOf(chances[row] ?? 0.5),
      () => 0,
    )
    const slope = slopeOf(rows, width, chances, labels)
    for (let at = 0; at < width; at += 1) {
      curvature[at * (width + 1) + at] = (curvature[at * (width + 1) + at] ?? 0) + penalty
      slope[at] = (slope[at] ?? 0) - penalty * (weights[at] ?? 0)
    }
    const step = solved(curvature, slope, width + 1)
    dropped = step.dropped
    const better = improved(rows, labels, weights, step.values, penalty, loss)
    if (better === undefined) break
    const gain = loss - better.loss
    weights = better.weights
    scores = better.scores
    loss = better.loss
    tell({ round, of: mostIterations, loss: loss / Math.max(labels.length, 1) })
    if (gain <= 1e-10 * Math.max(loss, 1)) break
  }
  return { scaling, weights: [...weights.subarray(0, width)], intercept: weights[width] ?? 0, dropped }
}

const weightOf = (chance: number): number => Math.max(chance * (1 - chance), 1e-12)

const slopeOf = (rows: Float64Array, width: number, chances: Float64Array, labels: Float64Array): Float64Array => {
  const slope = new Float64Array(width + 1)
  for (let row = 0; row < labels.length; row += 1) {
    const miss = (labels[row] ?? 0) - (chances[row] ?? 0)
    const start = row * width
    for (let at = 0; at < width; at += 1) slope[at] = (slope[at] ?? 0) + miss * (rows[start + at] ?? 0)
    slope[width] = (slope[width] ?? 0) + miss
  }
  return slope
}

const evaluated = (rows: Float64Array, labels: Float64Array, weights: Float64Array, penalty: number): readonly [Float64Array, number] => {
  const width = weights.length - 1
  const scores = new Float64Array(labels.length)
  let loss = 0
  for (let row = 0; row < labels.length; row += 1) {
    let score = weights[width] ?? 0
    const start = row * width
    for (let at = 0; at < width; at += 1) score += (weights[at] ?? 0) * (rows[start + at] ?? 0)
    scores[row] = score
    loss += logLossOf(score, labels[row] ?? 0)
  }
  for (let at = 0; at < width; at += 1) loss += (penalty / 2) * (weights[at] ?? 0) ** 2
  return [scores, loss]
}

const improved = (rows: Float64Array, labels: Float64Array, from: Float64Array, step: Float64Array, penalty: number, before: number) => {
  for (let share = 1; share > 1e-4; share /= 2) {
    const weights = from.map((value, at) => value + share * (step[at] ?? 0))
    const [scores, loss] = evaluated(rows, labels, weights, penalty)
    if (loss < before) return { weights, scores, loss }
  }
  return undefined
}
