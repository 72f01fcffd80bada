/** What of a model rests on too few: leaves, clusters, columns, categories, thresholds that are somebody's own value (article 16). */
import type { Finding } from '../outputs/check.ts'
import { type Encoding, type Matrix, nameOf } from './encode.ts'
import type { TreesBody } from './learners/boosting.ts'
import { type CentersBody, clustersOf } from './learners/k-means.ts'
import { leafOf, type Tree } from './learners/tree.ts'
import { type Body, parametersIn } from './model.ts'
import { type FeatureTable, subjectCounter } from './table.ts'
import { finding, type ModelCheck, modelCheck, type VerdictBounds } from './verdict.ts'

/** The training side: its matrix, what it was taught, and whose its rows are. */
export interface Trained {
  readonly encoding: Encoding
  readonly matrix: Matrix
  /** Left out for clusters. */
  readonly target?: Float64Array
  /** Row numbers in the table, in the order of the matrix. */
  readonly rows: Int32Array
  readonly table: Pick<FeatureTable, 'subjects' | 'subjectHashes'>
}

export const memorizationChecks = (body: Body, trained: Trained, bounds: VerdictBounds): readonly ModelCheck[] => [
  perParameter(body, trained, bounds),
  rareCategories(trained, bounds),
  ...(body.kind === 'trees' ? treeChecks(body, trained, bounds) : columnChecks(trained, bounds)),
  ...(body.kind === 'centers' ? [clusterSizes(body, trained, bounds)] : []),
]

const subjectsIn = ({ table, rows }: Trained) => {
  const count = subjectCounter(table)
  return (places: Iterable<number>): number => count(rowsAt(rows, places))
}

function* rowsAt(rows: Int32Array, places: Iterable<number>): Generator<number> {
  for (const place of places) yield rows[place] ?? 0
}

/** Leaves of trees are held to their size instead: many of them share the same people. */
const perParameter = (body: Body, trained: Trained, { fewestSubjectsPerParameter, minimumGroup }: VerdictBounds): ModelCheck => {
  const subjects = subjectsIn(trained)(trained.rows.keys())
  const perLeaf = body.kind === 'trees' ? Math.max(...body.trees.map(({ feature }) => (feature.length + 1) / 2), 1) : parametersIn(body)
  const bound = body.kind === 'trees' ? minimumGroup : fewestSubjectsPerParameter
  const measured = subjects / perLeaf
  return modelCheck('parameters', measured < bound ? [finding('too-many-parameters', 'model')] : [], { measured, bound })
}

const rareCategories = (trained: Trained, { minimumGroup }: VerdictBounds): ModelCheck => {
  const count = subjectsIn(trained)
  const rare = trained.encoding.columns.flatMap((column, at) => {
    if (column.as === 'number') return []
    const values = trained.matrix.columns[at] ?? new Float32Array()
    return count(placesWhere(values, (value) => value === 1)) < minimumGroup ? [finding('category-too-rare', nameOf(column))] : []
  })
  return modelCheck('categories', rare, { measured: rare.length, bound: 0 })
}

function* placesWhere(values: Float32Array, holds: (value: number) => boolean): Generator<number> {
  for (let at = 0; at < values.length; at += 1) if (holds(values[at] as number)) yield at
}

/** A weight, or a coordinate of a centre, says something of those whose value is not the usual one: there must be enough, and no two may outweigh the rest. */
const columnChecks = (trained: Trained, bounds: VerdictBounds): readonly ModelCheck[] => {
  const count = subjectsIn(trained)
  const few: Finding[] = []
  const ofTwo: Finding[] = []
  for (const [at, column] of trained.encoding.columns.entries()) {
    const values = trained.matrix.columns[at] ?? new Float32Array()
    const usual = mostFrequent(values)
    if (count(placesWhere(values, (value) => value !== usual)) < bounds.minimumGroup) few.push(finding('column-of-few', nameOf(column)))
    if (shareOfTopTwo(squaresOf(values), trained) > bounds.topTwoShare) ofTwo.push(finding('column-of-two', nameOf(column)))
  }
  return [
    modelCheck('columns-of-few', few, { measured: few.length, bound: 0 }),
    modelCheck('columns-of-two', ofTwo, { measured: ofTwo.length, bound: 0 }),
  ]
}

export const mostFrequent = (values: Float32Array): number => {
  const sorted = values.slice().sort()
  let [best, bestCount, run] = [sorted[0] ?? 0, 0, 0]
  for (let at = 0; at < sorted.length; at += 1) {
    run = at > 0 && sorted[at] === sorted[at - 1] ? run + 1 : 1
    if (run > bestCount) [best, bestCount] = [sorted[at] as number, run]
  }
  return best
}

export const squaresOf = (values: Float32Array): Float64Array => {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / Math.max(values.length, 1)
  return Float64Array.from(values, (value) => (value - mean) ** 2)
}

/** Share of a total that its two largest subjects make up. */
export const shareOfTopTwo = (amounts: Float64Array, { table, rows }: Pick<Trained, 'table' | 'rows'>): number => {
  const bySubject = new Float64Array(table.subjectHashes.length)
  let [total, first, second] = [0, 0, 0]
  for (let at = 0; at < amounts.length; at += 1) {
    const subject = table.subjects[rows[at] ?? 0] ?? 0
    bySubject[subject] = (bySubject[subject] ?? 0) + (amounts[at] as number)
    total += amounts[at] as number
  }
  for (const amount of bySubject) {
    if (amount > first) [first, second] = [amount, first]
    else if (amount > second) second = amount
  }
  return total > 0 ? (first + second) / total : 0
}

const clusterSizes = (body: CentersBody, trained: Trained, { minimumGroup }: VerdictBounds): ModelCheck => {
  const { nearest } = clustersOf(body, trained.matrix)
  const count = subjectsIn(trained)
  const sizes = body.centers.map((_, cluster) => count(placesWhere(Float32Array.from(nearest), (value) => value === cluster)))
  const small = sizes.flatMap((size, cluster) => (size < minimumGroup ? [finding('cluster-too-small', `cluster ${cluster + 1}`)] : []))
  return modelCheck('clusters', small, { measured: Math.min(...sizes), bound: minimumGroup })
}

const treeChecks = (body: TreesBody, trained: Trained, bounds: VerdictBounds): readonly ModelCheck[] => {
  const count = subjectsIn(trained)
  const small: Finding[] = []
  const ofTwo: Finding[] = []
  const scores = new Float64Array(trained.matrix.rows).fill(body.base)
  let smallest = Number.POSITIVE_INFINITY
  for (const [round, tree] of body.trees.entries()) {
    for (const [leaf, places] of placesByLeaf(tree, trained.matrix)) {
      const place = `tree ${round + 1}, leaf ${leaf}`
      const size = count(places)
      smallest = Math.min(smallest, size)
      if (size < bounds.minimumGroup) small.push(finding('leaf-too-small', place))
      if (isOfTwo(places, scores, trained, bounds.topTwoShare)) ofTwo.push(finding('leaf-of-two', place))
      for (const at of places) scores[at] = (scores[at] as number) + (tree.value[leaf] as number)
    }
  }
  const thresholds = thresholdsOfFew(body, trained, bounds)
  return [
    modelCheck('leaves', small, { measured: Number.isFinite(smallest) ? smallest : 0, bound: bounds.minimumGroup }),
    modelCheck('leaves-of-two', ofTwo, { measured: ofTwo.length, bound: 0 }),
    modelCheck('thresholds', thresholds, { measured: thresholds.length, bound: 0 }),
  ]
}

/** Leaves that nobody of the training reaches rest on nobody, and have nothing to tell but what a merge left there: they count as empty. */
const placesByLeaf = (tree: Tree, matrix: Matrix): ReadonlyMap<number, readonly number[]> => {
  const places = new Map<number, number[]>(tree.feature.flatMap((feature, node) => (feature < 0 ? [[node, []]] : [])))
  for (let row = 0; row < matrix.rows; row += 1) places.get(leafOf(tree, matrix, row))?.push(row)
  return places
}

const isOfTwo = (places: readonly number[], scores: Float64Array, { target, rows, table }: Trained, most: number): boolean => {
  if (target === undefined) return false
  const bySubject = new Map<number, number>()
  let total = 0
  for (const at of places) {
    const miss = Math.abs((target[at] as number) - (scores[at] as number))
    const subject = table.subjects[rows[at] ?? 0] ?? 0
    bySubject.set(subject, (bySubject.get(subject) ?? 0) + miss)
    total += miss
  }
  let [first, second] = [0, 0]
  for (const amount of bySubject.values()) {
    if (amount > first) [first, second] = [amount, first]
    else if (amount > second) second = amount
  }
  return total > 0 && (first + second) / total > most
}

const thresholdsOfFew = ({ trees }: TreesBody, trained: Trained, { minimumGroup }: VerdictBounds): readonly Finding[] => {
  const count = subjectsIn(trained)
  const used = new Map<string, { readonly column: number; readonly threshold: number }>()
  for (const { feature, threshold } of trees)
    for (const [node, column] of feature.entries())
      if (column >= 0) used.set(`${column} ${threshold[node]}`, { column, threshold: threshold[node] as number })
  const holdersOf = rowsByValue(trained.matrix)
  return [...used.values()].flatMap(({ column, threshold }) => {
    const values = trained.matrix.columns[column] ?? new Float32Array()
    const rows = holdersOf(column).get(threshold) ?? 0
    const holders = rows === 0 ? 0 : count(placesWhere(values, (value) => value === threshold))
    const named = trained.encoding.columns[column]
    return holders > 0 && holders < minimumGroup && named !== undefined ? [finding('threshold-of-few', nameOf(named))] : []
  })
}

/** How many rows hold each value of a column; counted once a column. */
const rowsByValue = ({ columns }: Matrix) => {
  const counted = new Map<number, ReadonlyMap<number, number>>()
  return (column: number): ReadonlyMap<number, number> => {
    const known = counted.get(column)
    if (known !== undefined) return known
    const counts = new Map<number, number>()
    for (const value of columns[column] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1)
    counted.set(column, counts)
    return counts
  }
}
