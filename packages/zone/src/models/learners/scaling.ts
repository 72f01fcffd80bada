/** Columns brought to mean 0 and deviation 1, so that one penalty fits all of them. */
import type { Matrix } from '../encode.ts'

export interface Scaling {
  readonly offset: readonly number[]
  readonly scale: readonly number[]
}

export const fitScaling = ({ columns, rows }: Matrix): Scaling => {
  const moments = columns.map((column) => {
    let sum = 0
    for (const value of column) sum += value
    const mean = sum / Math.max(rows, 1)
    let squares = 0
    for (const value of column) squares += (value - mean) ** 2
    const deviation = Math.sqrt(squares / Math.max(rows, 1))
    return { mean: Math.fround(mean), scale: Math.fround(deviation > 0 ? 1 / deviation : 0) }
  })
  return { offset: moments.map(({ mean }) => mean), scale: moments.map(({ scale }) => scale) }
}

/** Row by row in one array: what inner loops read in order. */
export const scaledRows = ({ columns, rows }: Matrix, { offset, scale }: Scaling): Float64Array => {
  const width = columns.length
  const answer = new Float64Array(rows * width)
  for (const [at, column] of columns.entries()) {
    const [mean, factor] = [offset[at] ?? 0, scale[at] ?? 0]
    for (let row = 0; row < rows; row += 1) answer[row * width + at] = ((column[row] ?? 0) - mean) * factor
  }
  return answer
}
