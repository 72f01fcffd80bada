/** Linear regression with a ridge, by Cholesky on scaled columns. */
import type { Matrix } from '../encode.ts'
import { fitScaling, type Scaling, scaledRows } from './scaling.ts'
import { normalEquations, solved } from './solve.ts'

/** Intercept and weights of scaled columns; of both linear and logistic regression. */
export interface LinearBody {
  readonly scaling: Scaling
  readonly weights: readonly number[]
  readonly intercept: number
  /** Columns that followed from others and were given no weight. */
  readonly dropped: readonly number[]
}

export interface LinearParameters {
  /** Added to the diagonal of the squares of scaled columns; the intercept is free of it. */
  readonly ridge: number
}

export const fitLinear = (matrix: Matrix, target: Float64Array, { ridge }: LinearParameters): LinearBody => {
  const scaling = fitScaling(matrix)
  const width = matrix.columns.length
  const { matrix: squares, right } = normalEquations(
    scaledRows(matrix, scaling),
    width,
    () => 1,
    (row) => target[row] ?? 0,
  )
  for (let at = 0; at < width; at += 1) squares[at * (width + 1) + at] = (squares[at * (width + 1) + at] ?? 0) + ridge
  const { values, dropped } = solved(squares, right, width + 1)
  return { scaling, weights: [...values.subarray(0, width)], intercept: values[width] ?? 0, dropped }
}

/** The sum of a linear body for each row. */
export const linearScores = ({ scaling, weights, intercept }: LinearBody, { columns, rows }: Matrix): Float64Array => {
  const scores = new Float64Array(rows).fill(intercept)
  for (const [at, column] of columns.entries()) {
    const weight = weights[at] ?? 0
    if (weight === 0) continue
    const [mean, scale] = [scaling.offset[at] ?? 0, scaling.scale[at] ?? 0]
    for (let row = 0; row < rows; row += 1) scores[row] = (scores[row] ?? 0) + ((column[row] ?? 0) - mean) * scale * weight
  }
  return scores
}
