import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pythonAvailability } from '../availability.ts'
import type { Matrix } from '../encode.ts'
import { clustersOf } from '../learners/k-means.ts'
import { binaryMetrics, regressionMetrics } from '../metrics.ts'
import { fitBody, type Learner, predicted } from '../model.ts'
import type { Side } from '../report.ts'
import { boosting, madeUp } from '../testing.ts'
import { fitInPython } from './fit.ts'

const python = await pythonAvailability()
const folder = mkdtempSync(join(tmpdir(), 'yunhe-python-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rows = 4000
const { features, amount, label } = madeUp(rows, 6)
const numbersOf = (column: typeof label) => (column.kind === 'number' ? column.values : new Float32Array())
const matrix: Matrix = { rows, columns: features.map(numbersOf) }
const nobody: Side = { matrix: { rows: 0, columns: matrix.columns.map(() => new Float32Array()) }, target: new Float64Array() }
const sideOf = (column: typeof label): Side => ({ matrix, target: Float64Array.from(numbersOf(column)) })
const both = async (learner: Learner, side: Side) => ({
  ours: fitBody(learner, side, nobody, 1, () => undefined),
  theirs: await fitInPython(folder)(learner, side, nobody, 1, () => undefined),
})

describe.skipIf(!python.ready)(`What is built in says what scikit-learn says on the same rows (${python.detail})`, () => {
  it.each([
    ['linear regression', { learner: 'linear', ridge: 2 } as const, amount],
    ['logistic regression', { learner: 'logistic', penalty: 0.5, mostIterations: 50 } as const, label],
  ])(
    '%s: the same weights',
    async (_, learner, column) => {
      const { ours, theirs } = await both(learner, sideOf(column))
      if (ours.kind !== 'linear' || theirs.kind !== 'linear') throw new Error('a linear model was asked for')
      for (const [at, weight] of ours.weights.entries()) expect(weight).toBeCloseTo(theirs.weights[at] ?? Number.NaN, 3)
      expect(ours.intercept).toBeCloseTo(theirs.intercept, 3)
    },
    60_000,
  )

  it('boosted trees of two classes and of numbers: as good', async () => {
    const binary = await both({ learner: 'trees', task: 'binary', ...boosting, patience: 0 }, sideOf(label))
    const auc = (body: typeof binary.ours) => binaryMetrics(predicted({ task: 'binary', body }, matrix), sideOf(label).target, 0.5).auc
    expect(Math.abs(auc(binary.ours) - auc(binary.theirs))).toBeLessThan(0.02)
    const regression = await both({ learner: 'trees', task: 'regression', ...boosting, patience: 0 }, sideOf(amount))
    const r2 = (body: typeof binary.ours) => regressionMetrics(predicted({ task: 'regression', body }, matrix), sideOf(amount).target).r2
    expect(Math.abs(r2(regression.ours) - r2(regression.theirs))).toBeLessThan(0.02)
  }, 60_000)

  it('k-means: as close to its centres', async () => {
    const { ours, theirs } = await both({ learner: 'k-means', clusters: 4, starts: 5, mostIterations: 100 }, sideOf(label))
    const inertia = (body: typeof ours) =>
      body.kind === 'centers' ? clustersOf(body, matrix).distances.reduce((sum, one) => sum + one, 0) : Number.NaN
    expect(inertia(ours) / inertia(theirs)).toBeLessThan(1.02)
  }, 60_000)
})
