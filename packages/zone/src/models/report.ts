/** What is measured of a model and may be shown once it has passed the output checks: every number coarse, every share of enough people. */
import { type Matrix, nameOf } from './encode.ts'
import { clustersOf } from './learners/k-means.ts'
import { binaryMetrics, confusionAt, regressionMetrics, scoreBins, separation, silhouette } from './metrics.ts'
import { type ModelDocument, predicted } from './model.ts'

export type Figures = Readonly<Record<string, number>>

/** Metrics over one set of subjects: a side of the split, or a group within the test. */
export interface Measured {
  /** `train`, `validation`, `test`; of a group its name. */
  readonly scope: string
  readonly subjects: number
  readonly figures: Figures
  /** Who stands behind the figures, for the comparison with everything that was released before. */
  readonly sketch: string
}

export interface Pictures {
  readonly curve: readonly { readonly round: number; readonly loss: number; readonly validationLoss?: number }[]
  readonly importance: readonly { readonly column: string; readonly share: number }[]
  /** Share of the others that is taken for the positive class, and share of the positive class that is found. */
  readonly roc: readonly { readonly falseShare: number; readonly foundShare: number }[]
  readonly calibration: readonly { readonly said: number; readonly found: number }[]
  /** Shares of all rows of the test. */
  readonly confusion?: {
    readonly threshold: number
    readonly truePositives: number
    readonly falsePositives: number
    readonly trueNegatives: number
    readonly falseNegatives: number
  }
  /** Whole hundredths of the training subjects, by cluster. */
  readonly clusters: readonly number[]
}

/** Three digits: a figure over a thousand people does not move by one of them in a way that can be read off. */
export const coarse = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : 0)

const coarseAll = (figures: Figures): Figures => Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, coarse(value)]))

export interface Side {
  readonly matrix: Matrix
  readonly target: Float64Array
}

export const figuresOf = (model: ModelDocument, { matrix, target }: Side, threshold: number, seed: number): Figures => {
  if (model.body.kind === 'centers') {
    const { nearest, distances, rows } = clustersOf(model.body, matrix)
    const inertia = distances.reduce((sum, distance) => sum + distance, 0) / Math.max(matrix.rows, 1)
    return coarseAll({ inertia, silhouette: silhouette(rows, matrix.columns.length, nearest, seed) })
  }
  const answers = predicted(model, matrix)
  return coarseAll(model.task === 'binary' ? { ...binaryMetrics(answers, target, threshold) } : { ...regressionMetrics(answers, target) })
}

/** What a model does for one group: how often it says yes, how many of the right ones it finds, or by how much it errs on average. */
export const fairnessOf = (model: ModelDocument, { matrix, target }: Side, threshold: number): Figures => {
  const answers = predicted(model, matrix)
  const rows = Math.max(matrix.rows, 1)
  if (model.task === 'regression')
    return coarseAll({
      bias: answers.reduce((sum, answer, row) => sum + answer - (target[row] ?? 0), 0) / rows,
      ...regressionMetrics(answers, target),
    })
  if (model.task === 'clusters') return {}
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusionAt(answers, target, threshold)
  return coarseAll({
    saidYes: (truePositives + falsePositives) / rows,
    found: truePositives / Math.max(truePositives + falseNegatives, 1),
    falseAlarms: falsePositives / Math.max(falsePositives + trueNegatives, 1),
  })
}

export interface Pictured {
  readonly model: ModelDocument
  readonly train: Side
  readonly test: Side
  readonly threshold: number
  readonly minimumGroup: number
  readonly curve: Pictures['curve']
}

export const picturesOf = ({ model, train, test, threshold, minimumGroup, curve }: Pictured): Pictures => {
  const answers = model.task === 'binary' ? predicted(model, test.matrix) : new Float64Array()
  return {
    curve: thinned(curve).map(({ round, loss, validationLoss }) => ({
      round,
      loss: coarse(loss),
      ...(validationLoss === undefined ? {} : { validationLoss: coarse(validationLoss) }),
    })),
    importance: importanceOf(model),
    roc: model.task === 'binary' ? rocOf(answers, test.target) : [],
    calibration: model.task === 'binary' ? calibrationOf(answers, test.target, minimumGroup) : [],
    ...(model.task === 'binary' ? { confusion: confusionShares(answers, test.target, threshold) } : {}),
    clusters: model.body.kind === 'centers' ? clusterShares(clustersOf(model.body, train.matrix).nearest, model.body.centers.length) : [],
  }
}

const mostPoints = 60
const thinned = (curve: Pictures['curve']): Pictures['curve'] => {
  const step = Math.ceil(curve.length / mostPoints)
  return curve.filter((_, at) => at % step === 0 || at === curve.length - 1)
}

/** Largest first; of scaled columns the size of a weight says how much it counts. */
const importanceOf = ({ body, encoding }: ModelDocument): Pictures['importance'] => {
  if (body.kind === 'centers') return []
  const weights = body.kind === 'trees' ? body.importance : body.weights.map(Math.abs)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return encoding.columns
    .map((column, at) => ({ column: nameOf(column), share: coarse(total > 0 ? (weights[at] ?? 0) / total : 0) }))
    .sort((one, other) => other.share - one.share)
    .slice(0, 20)
}

/** At fixed shares, never at the step of a single row. */
const rocOf = (answers: Float64Array, labels: Float64Array): Pictures['roc'] => {
  const { foundAt } = separation(answers, labels)
  return Array.from({ length: 21 }, (_, at) => at / 20).map((falseShare) => ({
    falseShare,
    foundShare: Number(foundAt(falseShare).toFixed(2)),
  }))
}

const calibrationOf = (answers: Float64Array, labels: Float64Array, minimumGroup: number): Pictures['calibration'] =>
  scoreBins(answers, 10, minimumGroup * 5).map(({ rows }) => {
    let [said, found] = [0, 0]
    for (const row of rows) {
      said += answers[row] ?? 0
      found += labels[row] ?? 0
    }
    return { said: Number((said / rows.length).toFixed(2)), found: Number((found / rows.length).toFixed(2)) }
  })

const confusionShares = (answers: Float64Array, labels: Float64Array, threshold: number): NonNullable<Pictures['confusion']> => {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusionAt(answers, labels, threshold)
  const share = (count: number) => Number((count / Math.max(labels.length, 1)).toFixed(3))
  return {
    threshold,
    truePositives: share(truePositives),
    falsePositives: share(falsePositives),
    trueNegatives: share(trueNegatives),
    falseNegatives: share(falseNegatives),
  }
}

const clusterShares = (nearest: Int32Array, clusters: number): readonly number[] => {
  const counts = new Array<number>(clusters).fill(0)
  for (const cluster of nearest) counts[cluster] = (counts[cluster] ?? 0) + 1
  return counts.map((count) => Math.round((count / Math.max(nearest.length, 1)) * 100))
}
