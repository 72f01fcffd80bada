/** From a feature table to a model, what was measured of it, and the verdict. Pure: the same table, order and seed give the same model to the last bit. */
import { encoded, fitEncoding } from './encode.ts'
import { clustersOf } from './learners/k-means.ts'
import type { Told } from './learners/logistic.ts'
import { type AttackScores, attacksOnChances, attacksOnDistances, attacksOnNumbers, bySubject, membershipChecks } from './membership.ts'
import { memorizationChecks, mostFrequent, shareOfTopTwo, squaresOf } from './memorization.ts'
import { type Body, fitBody, type Learner, type ModelDocument, predicted, taskOf } from './model.ts'
import { fairnessOf, figuresOf, type Measured, type Pictures, picturesOf, type Side } from './report.ts'
import { sketchOfSubjects } from './sketches.ts'
import { type SplitName, type SplitShares, splitBySubject, splitNames } from './split.ts'
import { type CategoryColumn, type FeatureColumn, type FeatureTable, subjectCounter } from './table.ts'
import { finding, type ModelCheck, type ModelVerdict, modelCheck, type VerdictBounds, verdictOf } from './verdict.ts'

export interface TrainOrder {
  readonly learner: Learner
  /** Left out for clusters. */
  readonly target?: { readonly column: string /** The class a chance speaks of; only of two classes. */; readonly positive?: string }
  /** A column of categories by which what the model does is compared; never a feature. */
  readonly group?: string
  readonly shares: SplitShares
  readonly seed: number
  /** From which chance on the positive class is said. */
  readonly threshold: number
  readonly mostLevels: number
  readonly bounds: VerdictBounds
}

export type TrainRefusal =
  | 'too-few-subjects'
  | 'no-features'
  | 'target-missing'
  | 'target-not-a-number'
  | 'target-not-two-classes'
  | 'class-too-small'
  | 'target-of-few'
  | 'group-not-categories'
  | 'too-many-cells'

export interface Training {
  readonly model: ModelDocument
  readonly measured: readonly Measured[]
  readonly groups: readonly Measured[]
  /** Who has which answer, by side: two targets that differ for a few people tell of these few. */
  readonly answers: readonly Measured[]
  readonly pictures: Pictures
  readonly verdict: ModelVerdict
  readonly left: ModelDocument['encoding']['left']
  /** Feature names that say almost exactly what the target says. */
  readonly leaks: readonly string[]
}

export type Trained = { readonly ok: true; readonly training: Training } | { readonly ok: false; readonly refusal: TrainRefusal }

/** Teaches a body from encoded sides; a Python estimator has the same shape and may take longer. */
export type Fit = (learner: Learner, train: Side, validation: Side, seed: number, tell: (told: Told) => void) => Body | Promise<Body>

/** Cells of the encoded training matrix; more do not fit into the memory of a job. */
const mostCells = 80_000_000

export const train = async (
  whole: FeatureTable,
  order: TrainOrder,
  tell: (told: Told) => void = () => undefined,
  fit: Fit = fitBody,
): Promise<Trained> => {
  const taught = targetIn(whole, order)
  if (typeof taught === 'string') return { ok: false, refusal: taught }
  const group = whole.features.find(({ name }) => name === order.group)
  if (order.group !== undefined && group?.kind !== 'category') return { ok: false, refusal: 'group-not-categories' }
  const table = { ...whole, features: whole.features.filter(({ name }) => name !== order.target?.column && name !== order.group) }
  const split = splitBySubject(table, order.shares, order.seed)
  const short = tooFew(table, split.train, taught.values, order)
  if (short !== undefined) return { ok: false, refusal: short }

  const encoding = fitEncoding(table, split.train, { minimumGroup: order.bounds.minimumGroup, mostLevels: order.mostLevels })
  if (encoding.columns.length === 0) return { ok: false, refusal: 'no-features' }
  if (encoding.columns.length * table.rows > mostCells) return { ok: false, refusal: 'too-many-cells' }
  const sideOf = (rows: Int32Array): Side => ({
    matrix: encoded(table, encoding, rows),
    target: Float64Array.from(rows, (row) => taught.values[row] ?? 0),
  })
  const sides: Readonly<Record<SplitName, Side>> = {
    train: sideOf(split.train),
    validation: sideOf(split.validation),
    test: sideOf(split.test),
  }
  const curve: Told[] = []
  const body = await fit(order.learner, sides.train, sides.validation, order.seed, (told) => {
    curve.push(told)
    tell(told)
  })
  const task = taskOf(order.learner)
  const model: ModelDocument = {
    format: 'yunhe-model/1',
    task,
    ...(taught.positive === undefined ? {} : { positive: taught.positive }),
    encoding,
    body,
  }
  const count = subjectCounter(table)
  const measuredOver = (scope: string, rows: Int32Array, figures: Measured['figures']): Measured => ({
    scope,
    subjects: count(rows),
    figures,
    sketch: sketchOfSubjects(table, rows),
  })
  const answers =
    task === 'clusters'
      ? []
      : splitNames.flatMap((side) =>
          answersOn(side, split[side], taught.values, task).map(({ scope, rows }) => measuredOver(scope, rows, {})),
        )
  // Where one of the answers has too few people, the figures of that side would speak of these few.
  const isFit = (side: SplitName) =>
    task !== 'binary' ||
    answers.filter(({ scope }) => scope.startsWith(`${side}: `)).every(({ subjects }) => subjects >= order.bounds.minimumGroup)
  const measured = splitNames
    .filter((side) => split[side].length > 0 && isFit(side))
    .map((side) => measuredOver(side, split[side], figuresOf(model, sides[side], order.threshold, order.seed)))
  const groups = group?.kind === 'category' && task !== 'clusters' ? groupsOf(group, split.test) : []
  return {
    ok: true,
    training: {
      model,
      measured,
      answers,
      groups: groups.map(({ level, rows }) => measuredOver(level, rows, fairnessOf(model, sideOf(rows), order.threshold))),
      pictures: picturesOf({
        model,
        train: sides.train,
        test: sides.test,
        threshold: order.threshold,
        minimumGroup: order.bounds.minimumGroup,
        curve,
      }),
      verdict: verdictOf(
        [
          ...attacked(model, sides, split, table, order.bounds),
          ...memorizationChecks(
            body,
            {
              encoding,
              matrix: sides.train.matrix,
              ...(task === 'clusters' ? {} : { target: sides.train.target }),
              rows: split.train,
              table,
            },
            order.bounds,
          ),
          gapCheck(model, sides, order),
        ],
        order.bounds,
      ),
      left: encoding.left,
      leaks:
        task === 'clusters'
          ? []
          : leaksIn(
              encoding.columns.map(({ from }) => from),
              sides.train,
            ),
    },
  }
}

interface Taught {
  readonly values: Float64Array
  readonly positive?: string
}

const targetIn = ({ features, rows }: FeatureTable, { learner, target }: TrainOrder): Taught | TrainRefusal => {
  const task = taskOf(learner)
  if (task === 'clusters') return { values: new Float64Array(rows) }
  const column = features.find(({ name }) => name === target?.column)
  if (column === undefined) return 'target-missing'
  if (task === 'regression') return column.kind === 'number' ? { values: Float64Array.from(column.values) } : 'target-not-a-number'
  return classesOf(column, target?.positive)
}

/** Two classes: two texts, or the numbers 0 and 1. */
const classesOf = (column: FeatureColumn, positive: string | undefined): Taught | TrainRefusal => {
  if (column.kind === 'number') {
    const fits = column.values.every((value) => value === 0 || value === 1)
    return fits ? { values: Float64Array.from(column.values), positive: positive ?? '1' } : 'target-not-two-classes'
  }
  const said = positive ?? column.levels[1]
  const code = column.levels.indexOf(said ?? '')
  if (column.levels.length !== 2 || code < 0 || said === undefined) return 'target-not-two-classes'
  return { values: Float64Array.from(column.codes, (one) => (one === code ? 1 : 0)), positive: said }
}

const tooFew = (table: FeatureTable, rows: Int32Array, target: Float64Array, { learner, bounds }: TrainOrder): TrainRefusal | undefined => {
  const count = subjectCounter(table)
  if (count(rows) < fewestSubjects(bounds)) return 'too-few-subjects'
  if (taskOf(learner) === 'regression') return isOfFew(table, rows, target, bounds, count) ? 'target-of-few' : undefined
  if (taskOf(learner) !== 'binary') return undefined
  const classes = [0, 1].map((label) => count(rows.filter((row) => target[row] === label)))
  return Math.min(...classes) < bounds.minimumGroup ? 'class-too-small' : undefined
}

/** A number that only a few have, or that two people make up, would stand in the figures. */
const isOfFew = (
  table: FeatureTable,
  rows: Int32Array,
  target: Float64Array,
  { minimumGroup, topTwoShare }: VerdictBounds,
  count: (rows: Iterable<number>) => number,
): boolean => {
  const values = Float32Array.from(rows, (row) => target[row] ?? 0)
  const usual = mostFrequent(values)
  const others = rows.filter((row) => Math.fround(target[row] ?? 0) !== usual)
  return count(others) < minimumGroup || shareOfTopTwo(squaresOf(values), { table, rows }) > topTwoShare
}

/** Both classes; of numbers those above the middle of the side, and the others. */
const answersOn = (side: SplitName, rows: Int32Array, target: Float64Array, task: string) => {
  const middle = task === 'binary' ? 0.5 : rows.reduce((sum, row) => sum + (target[row] ?? 0), 0) / Math.max(rows.length, 1)
  return [
    { scope: `${side}: 1`, rows: rows.filter((row) => (target[row] ?? 0) > middle) },
    { scope: `${side}: 0`, rows: rows.filter((row) => (target[row] ?? 0) <= middle) },
  ].filter((one) => rows.length > 0 || one.rows.length > 0)
}

/** Below this no model is taught at all: its figures would be those of a few people. */
export const fewestSubjects = ({ minimumGroup }: Pick<VerdictBounds, 'minimumGroup'>): number => Math.max(50, 5 * minimumGroup)

const groupsOf = ({ codes, levels }: CategoryColumn, rows: Int32Array) =>
  levels.map((level, code) => ({ level, rows: rows.filter((row) => codes[row] === code) })).filter((group) => group.rows.length > 0)

const attacked = (
  model: ModelDocument,
  sides: Readonly<Record<SplitName, Side>>,
  split: Readonly<Record<SplitName, Int32Array>>,
  { subjects }: FeatureTable,
  bounds: VerdictBounds,
): readonly ModelCheck[] => {
  const [members, others] = [attacksOf(model, sides.train), attacksOf(model, sides.test)]
  return membershipChecks(
    members.map((scores, at) => ({
      members: bySubject(scores, split.train, subjects),
      others: bySubject(others[at] ?? new Float64Array(), split.test, subjects),
    })),
    bounds,
  )
}

const attacksOf = (model: ModelDocument, { matrix, target }: Side): readonly AttackScores[] => {
  if (model.body.kind === 'centers') return attacksOnDistances(clustersOf(model.body, matrix).distances)
  const answers = predicted(model, matrix)
  return model.task === 'binary' ? attacksOnChances(answers, target) : attacksOnNumbers(answers, target)
}

/** How much better it does on what it has seen. Clusters have no answer to be right about. */
const gapCheck = (model: ModelDocument, sides: Readonly<Record<SplitName, Side>>, { threshold, seed, bounds }: TrainOrder): ModelCheck => {
  const quality = (side: Side): number => {
    const figures = figuresOf(model, side, threshold, seed)
    return (model.task === 'binary' ? figures.auc : model.task === 'regression' ? figures.r2 : 0) ?? 0
  }
  const measured = sides.test.matrix.rows === 0 ? 0 : quality(sides.train) - quality(sides.test)
  return modelCheck('gap', measured > bounds.mostGap ? [finding('learned-by-heart', 'model')] : [], { measured, bound: bounds.mostGap })
}

/** A column that almost is the answer was probably made from it. */
const leaksIn = (names: readonly string[], { matrix, target }: Side): readonly string[] => [
  ...new Set(names.filter((_, at) => Math.abs(correlation(matrix.columns[at] ?? new Float32Array(), target)) > 0.995)),
]

const correlation = (one: Float32Array, other: Float64Array): number => {
  let [sumOne, sumOther, squaresOne, squaresOther, products] = [0, 0, 0, 0, 0]
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [one[at] as number, other[at] as number]
    sumOne += a
    sumOther += b
    squaresOne += a * a
    squaresOther += b * b
    products += a * b
  }
  const count = Math.max(one.length, 1)
  const spread = Math.sqrt((squaresOne - sumOne ** 2 / count) * (squaresOther - sumOther ** 2 / count))
  return spread > 0 ? (products - (sumOne * sumOther) / count) / spread : 0
}
