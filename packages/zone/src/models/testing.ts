/** Made-up feature tables for tests and benches, from a seed. */
import { existsSync, readFileSync } from 'node:fs'
import { drawsFrom } from './random.ts'
import { type SplitShares, splitBySubject } from './split.ts'
import type { FeatureColumn, FeatureTable } from './table.ts'
import type { TrainOrder } from './train.ts'
import { standardBounds } from './verdict.ts'

/** Each row a subject of its own unless `subjectOf` says otherwise. */
export const tableOf = (
  features: readonly FeatureColumn[],
  rows: number,
  subjectOf: (row: number) => number = (row) => row,
): FeatureTable => {
  const subjects = Int32Array.from({ length: rows }, (_, row) => subjectOf(row))
  const distinct = Math.max(...subjects, -1) + 1
  const draw = drawsFrom(99)
  return {
    rows,
    features,
    subjects,
    subjectHashes: BigUint64Array.from(
      { length: distinct },
      () => (BigInt(Math.floor(draw() * 2 ** 32)) << 32n) | BigInt(Math.floor(draw() * 2 ** 32)),
    ),
  }
}

export const numberColumn = (name: string, values: Iterable<number>): FeatureColumn => ({
  name,
  kind: 'number',
  values: Float32Array.from(values),
})

export const categoryColumn = (name: string, values: readonly string[]): FeatureColumn => {
  const levels = [...new Set(values.filter((value) => value !== ''))].toSorted()
  return { name, kind: 'category', levels, codes: Int32Array.from(values, (value) => levels.indexOf(value)) }
}

/** Normal by the sum of twelve draws. */
export const normals = (count: number, seed: number): Float64Array => {
  const draw = drawsFrom(seed)
  return Float64Array.from({ length: count }, () => Array.from({ length: 12 }, draw).reduce((sum, one) => sum + one, -6))
}

/** `width` normal columns; a number that follows from them, and two classes. */
export const madeUp = (rows: number, width: number, seed = 1) => {
  const columns = Array.from({ length: width }, (_, at) => normals(rows, seed * 1000 + at))
  const noise = normals(rows, seed * 1000 + 999)
  const draw = drawsFrom(seed + 7)
  const score = Float64Array.from({ length: rows }, (_, row) => {
    const at = (column: number) => columns[column % width]?.[row] ?? 0
    return 1.5 * at(0) - 2 * at(1) + 0.5 * at(2) * at(3) + Math.sin(2 * at(4))
  })
  const features = columns.map((values, at) => numberColumn(`x${at}`, values))
  const amount = numberColumn(
    'amount',
    score.map((value, row) => value + 0.5 * (noise[row] ?? 0)),
  )
  const label = numberColumn(
    'label',
    score.map((value) => (draw() < 1 / (1 + Math.exp(-value)) ? 1 : 0)),
  )
  return { features, amount, label }
}

export const anOrder = (change: Partial<TrainOrder> & Pick<TrainOrder, 'learner'>): TrainOrder => ({
  target: { column: 'label' },
  shares: { validation: 0.15, test: 0.25 },
  seed: 7,
  threshold: 0.5,
  mostLevels: 50,
  bounds: { ...standardBounds, minimumGroup: 10 },
  ...change,
})

export const boosting = {
  mostLeaves: 15,
  mostDepth: 5,
  minimumLeaf: 40,
  ridge: 1,
  learningRate: 0.1,
  rounds: 60,
  patience: 10,
  bins: 64,
} as const

export const sharesOf = (validation: number, test: number): SplitShares => ({ validation, test })
export const splitOf = (table: FeatureTable, seed = 7) => splitBySubject(table, { validation: 0.15, test: 0.25 }, seed)

const adultFile = new URL('../../../../../shared/data/adult/adult.csv', import.meta.url)

/** The census sample of 1994 that everybody measures by; undefined where it does not lie beside the project. */
export const adult = (): FeatureTable | undefined => {
  if (!existsSync(adultFile)) return undefined
  const [header = '', ...lines] = readFileSync(adultFile, 'utf8').trim().split(/\r?\n/)
  const rows = lines.map((line) => line.split(';'))
  const features = header.split(';').map((name, at) => {
    const values = rows.map((row) => row[at] ?? '')
    return name === 'age' ? numberColumn('age', values.map(Number)) : categoryColumn(name.replaceAll('-', '_'), values)
  })
  return tableOf(features, rows.length)
}
