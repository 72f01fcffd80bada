/** Gradient-boosted trees for numbers (squared loss) and for two classes (log loss), stopped where validation stops getting better. */
import type { Matrix } from '../encode.ts'
import { binned } from './bins.ts'
import { logLossOf, sigmoid, type Told } from './logistic.ts'
import { groveOf, grow, leafOf, type Tree, type TreeParameters } from './tree.ts'

export interface TreesBody {
  readonly base: number
  readonly trees: readonly Tree[]
  /** By column: share of the fall of the loss. */
  readonly importance: readonly number[]
}

export interface BoostingParameters extends TreeParameters {
  readonly rounds: number
  /** Stops after so many rounds without a better validation loss; 0 never stops. */
  readonly patience: number
  readonly bins: number
}

export interface Sides {
  readonly matrix: Matrix
  readonly target: Float64Array
}

export type Loss = 'squares' | 'log-loss'

export const fitTrees = (
  train: Sides,
  validation: Sides,
  loss: Loss,
  parameters: BoostingParameters,
  tell: (told: Told) => void = () => undefined,
): TreesBody => {
  const { matrix, target } = train
  const base = Math.fround(baseOf(target, loss))
  const grove = groveOf(binned(matrix.columns, Math.min(parameters.bins, 255)), matrix.rows)
  const [scores, validated] = [new Float64Array(matrix.rows).fill(base), new Float64Array(validation.matrix.rows).fill(base)]
  const [gradient, curvature] = [new Float64Array(matrix.rows), new Float64Array(matrix.rows)]
  const trees: Tree[] = []
  const gains: Float64Array[] = []
  let best = { rounds: 0, loss: Number.POSITIVE_INFINITY }
  for (let round = 1; round <= parameters.rounds; round += 1) {
    slopes(scores, target, loss, gradient, curvature)
    const grown = grow(grove, gradient, curvature, scores, parameters)
    trees.push(grown.tree)
    gains.push(grown.gains)
    addTree(grown.tree, validation.matrix, validated)
    const validationLoss = validation.matrix.rows > 0 ? meanLoss(validated, validation.target, loss) : Number.NaN
    tell({
      round,
      of: parameters.rounds,
      loss: meanLoss(scores, target, loss),
      ...(Number.isNaN(validationLoss) ? {} : { validationLoss }),
    })
    if (validationLoss < best.loss - 1e-9) best = { rounds: round, loss: validationLoss }
    if (parameters.patience > 0 && validation.matrix.rows > 0 && round - best.rounds >= parameters.patience) break
    if (grown.tree.feature.length === 1) break
  }
  const kept = parameters.patience > 0 && validation.matrix.rows > 0 ? Math.max(best.rounds, 1) : trees.length
  return { base, trees: trees.slice(0, kept), importance: sharesOf(gains.slice(0, kept), matrix.columns.length) }
}

const baseOf = (target: Float64Array, loss: Loss): number => {
  let sum = 0
  for (const value of target) sum += value
  const mean = sum / Math.max(target.length, 1)
  if (loss === 'squares') return mean
  const chance = Math.min(Math.max(mean, 1e-6), 1 - 1e-6)
  return Math.log(chance / (1 - chance))
}

const slopes = (scores: Float64Array, target: Float64Array, loss: Loss, gradient: Float64Array, curvature: Float64Array): void => {
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number
    const value = target[row] as number
    if (loss === 'squares') {
      gradient[row] = score - value
      curvature[row] = 1
    } else {
      const chance = sigmoid(score)
      gradient[row] = chance - value
      curvature[row] = Math.max(chance * (1 - chance), 1e-9)
    }
  }
}

const meanLoss = (scores: Float64Array, target: Float64Array, loss: Loss): number => {
  let sum = 0
  for (let row = 0; row < scores.length; row += 1) {
    const [score, value] = [scores[row] as number, target[row] as number]
    sum += loss === 'squares' ? (score - value) ** 2 : logLossOf(score, value)
  }
  return sum / Math.max(scores.length, 1)
}

const addTree = (tree: Tree, matrix: Matrix, scores: Float64Array): void => {
  for (let row = 0; row < matrix.rows; row += 1) scores[row] = (scores[row] as number) + (tree.value[leafOf(tree, matrix, row)] as number)
}

const sharesOf = (gains: readonly Float64Array[], columns: number): readonly number[] => {
  const sums = Array.from({ length: columns }, (_, column) => gains.reduce((sum, gain) => sum + (gain[column] ?? 0), 0))
  const total = sums.reduce((sum, gain) => sum + gain, 0)
  return sums.map((gain) => (total > 0 ? gain / total : 0))
}

export const treeScores = ({ base, trees }: Pick<TreesBody, 'base' | 'trees'>, matrix: Matrix): Float64Array => {
  const scores = new Float64Array(matrix.rows).fill(base)
  for (const tree of trees) addTree(tree, matrix, scores)
  return scores
}
