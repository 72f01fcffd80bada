/** Symmetric positive systems by Cholesky; a column that follows from those before it gets nothing. */

/** @param matrix `size` times `size`, by rows; only the lower triangle is read · @returns the solution, and which columns were dropped */
export const solved = (
  matrix: Float64Array,
  right: Float64Array,
  size: number,
): { readonly values: Float64Array; readonly dropped: readonly number[] } => {
  const lower = new Float64Array(size * size)
  const dropped: number[] = []
  for (let column = 0; column < size; column += 1) {
    let pivot = matrix[column * size + column] ?? 0
    const own = pivot
    for (let k = 0; k < column; k += 1) pivot -= (lower[column * size + k] ?? 0) ** 2
    if (pivot <= own * 1e-9 || pivot <= 0) {
      dropped.push(column)
      continue
    }
    const root = Math.sqrt(pivot)
    lower[column * size + column] = root
    for (let row = column + 1; row < size; row += 1) {
      let value = matrix[row * size + column] ?? 0
      for (let k = 0; k < column; k += 1) value -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0)
      lower[row * size + column] = value / root
    }
  }
  return { values: backward(lower, forward(lower, right, size), size), dropped }
}

const forward = (lower: Float64Array, right: Float64Array, size: number): Float64Array => {
  const answer = new Float64Array(size)
  for (let row = 0; row < size; row += 1) {
    const pivot = lower[row * size + row] ?? 0
    if (pivot === 0) continue
    let value = right[row] ?? 0
    for (let k = 0; k < row; k += 1) value -= (lower[row * size + k] ?? 0) * (answer[k] ?? 0)
    answer[row] = value / pivot
  }
  return answer
}

const backward = (lower: Float64Array, middle: Float64Array, size: number): Float64Array => {
  const answer = new Float64Array(size)
  for (let row = size - 1; row >= 0; row -= 1) {
    const pivot = lower[row * size + row] ?? 0
    if (pivot === 0) continue
    let value = middle[row] ?? 0
    for (let k = row + 1; k < size; k += 1) value -= (lower[k * size + row] ?? 0) * (answer[k] ?? 0)
    answer[row] = value / pivot
  }
  return answer
}

/** Adds weight · (row of `rows` ⊗ itself) of every row to the lower triangle, and weight · value to the right side. */
export const normalEquations = (
  rows: Float64Array,
  width: number,
  weightOf: (row: number) => number,
  sideOf: (row: number) => number,
): { readonly matrix: Float64Array; readonly right: Float64Array } => {
  const size = width + 1
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  const count = rows.length / Math.max(width, 1)
  for (let row = 0; row < count; row += 1) {
    const [weight, value, start] = [weightOf(row), sideOf(row), row * width]
    for (let one = 0; one < width; one += 1) {
      const left = weight * (rows[start + one] ?? 0)
      if (left === 0) continue
      const base = one * size
      for (let other = 0; other <= one; other += 1) matrix[base + other] = (matrix[base + other] ?? 0) + left * (rows[start + other] ?? 0)
      right[one] = (right[one] ?? 0) + value * (rows[start + one] ?? 0)
      matrix[width * size + one] = (matrix[width * size + one] ?? 0) + left
    }
    matrix[width * size + width] = (matrix[width * size + width] ?? 0) + weight
    right[width] = (right[width] ?? 0) + value
  }
  return { matrix, right }
}
