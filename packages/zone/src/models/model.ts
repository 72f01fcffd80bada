/** A model as plain data: how it reads a feature table, and what it has learned. The only form in which a model is kept; no code is ever in it. */
import { type Encoding, encoded, type Matrix } from './encode.ts'
import { type BoostingParameters, fitTrees, type Sides, type TreesBody, treeScores } from './learners/boosting.ts'
import { type CentersBody, clustersOf, fitKMeans, type KMeansParameters } from './learners/k-means.ts'
import { fitLinear, type LinearBody, type LinearParameters, linearScores } from './learners/linear.ts'
import { fitLogistic, type LogisticParameters, sigmoid, type Told } from './learners/logistic.ts'
import type { FeatureTable } from './table.ts'

export const tasks = ['regression', 'binary', 'clusters'] as const
export type Task = (typeof tasks)[number]

export type Learner =
  | ({ readonly learner: 'linear' } & LinearParameters)
  | ({ readonly learner: 'logistic' } & LogisticParameters)
  | ({ readonly learner: 'trees'; readonly task: 'regression' | 'binary' } & BoostingParameters)
  | ({ readonly learner: 'k-means' } & KMeansParameters)

export type Body =
  | ({ readonly kind: 'linear' } & LinearBody)
  | ({ readonly kind: 'trees' } & TreesBody)
  | ({ readonly kind: 'centers' } & CentersBody)

export interface ModelDocument {
  readonly format: 'yunhe-model/1'
  readonly task: Task
  /** What the class is called that a chance speaks of; only of two classes. */
  readonly positive?: string
  readonly encoding: Encoding
  readonly body: Body
}

export const taskOf = (learner: Learner): Task => {
  if (learner.learner === 'trees') return learner.task
  return learner.learner === 'linear' ? 'regression' : learner.learner === 'logistic' ? 'binary' : 'clusters'
}

/** Learns from the training side; the validation side only says when to stop. */
export const fitBody = (learner: Learner, train: Sides, validation: Sides, seed: number, tell: (told: Told) => void): Body => {
  switch (learner.learner) {
    case 'linear':
      return { kind: 'linear', ...fitLinear(train.matrix, train.target, learner) }
    case 'logistic':
      return { kind: 'linear', ...fitLogistic(train.matrix, train.target, learner, tell) }
    case 'trees':
      return { kind: 'trees', ...fitTrees(train, validation, learner.task === 'binary' ? 'log-loss' : 'squares', learner, tell) }
    case 'k-means':
      return { kind: 'centers', ...fitKMeans(train.matrix, learner, seed, tell) }
  }
}

/** What the model says of each row: a number, the chance of the positive class, or the number of a cluster. */
export const predicted = ({ task, body }: Pick<ModelDocument, 'task' | 'body'>, matrix: Matrix): Float64Array => {
  if (body.kind === 'centers') return Float64Array.from(clustersOf(body, matrix).nearest)
  const scores = body.kind === 'linear' ? linearScores(body, matrix) : treeScores(body, matrix)
  return task === 'binary' ? scores.map(sigmoid) : scores
}

/** The same, straight from a feature table. */
export const scored = (model: ModelDocument, table: FeatureTable): Float64Array =>
  predicted(
    model,
    encoded(
      table,
      model.encoding,
      Int32Array.from({ length: table.rows }, (_, row) => row),
    ),
  )

/** Numbers that were learned: what could carry something about somebody. */
export const parametersIn = (body: Body): number => {
  if (body.kind === 'linear') return body.weights.filter((weight) => weight !== 0).length + 1
  if (body.kind === 'centers') return body.centers.reduce((sum, center) => sum + center.length, 0)
  return body.trees.reduce((sum, tree) => sum + tree.feature.length, 1)
}
