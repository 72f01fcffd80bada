/** Models against scikit-learn on the same rows in the same run where this machine has it: learning from 100,000 × 20, and scoring 100,000 rows. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Matrix } from '../packages/zone/src/models/encode.ts'
import { fitTrees } from '../packages/zone/src/models/learners/boosting.ts'
import { fitLogistic } from '../packages/zone/src/models/learners/logistic.ts'
import { type Body, type ModelDocument, predicted } from '../packages/zone/src/models/model.ts'
import { checkOnnx } from '../packages/zone/src/models/onnx/check.ts'
import { exportedOnnx } from '../packages/zone/src/models/onnx/export.ts'
import { scoredByOnnx } from '../packages/zone/src/models/onnx/run.ts'
import { madeUp, tableOf } from '../packages/zone/src/models/testing.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const [rows, width, rounds, runs] = [100_000, 20, 50, 3]
const loadBefore = loadNow()
const { features, label } = madeUp(rows, width)
const columns = features.map((feature) => (feature.kind === 'number' ? feature.values : new Float32Array()))
const matrix: Matrix = { rows, columns }
const target = Float64Array.from(label.kind === 'number' ? label.values : [])
const nobody = { matrix: { rows: 0, columns: columns.map(() => new Float32Array()) }, target: new Float64Array() }
const boosting = { mostLeaves: 31, mostDepth: 6, minimumLeaf: 50, ridge: 1, learningRate: 0.1, rounds, patience: 0, bins: 64 }

const timesOf = async (task: () => unknown): Promise<readonly number[]> => {
  const times: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now()
    await task()
    if (run > 0) times.push(performance.now() - began)
  }
  return times
}

const python = `
import json, sys, time
sys.path.append("/usr/lib/python3/dist-packages")
import numpy, sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.ensemble import HistGradientBoostingClassifier
x = numpy.fromfile(sys.argv[1] + "/x.f32", dtype="<f4").reshape(${width}, ${rows}).T.astype("float64")
y = numpy.fromfile(sys.argv[1] + "/y.f64", dtype="<f8")
def timed(make, ask):
    learned, said = [], []
    for run in range(${runs + 1}):
        began = time.perf_counter(); model = make(); learned.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter(); ask(model); said.append(1000 * (time.perf_counter() - began))
    return {"fit": learned[1:], "score": said[1:]}
def logistic():
    scaled = StandardScaler().fit_transform(x)
    return scaled, LogisticRegression(C=1.0, tol=1e-8, max_iter=200).fit(scaled, y)
print(json.dumps({"version": sklearn.__version__,
  "logistic": timed(logistic, lambda pair: pair[1].predict_proba(pair[0])),
  "trees": timed(lambda: HistGradientBoostingClassifier(max_iter=${rounds}, max_leaf_nodes=31, max_depth=6, min_samples_leaf=50, max_bins=64, learning_rate=0.1, l2_regularization=1.0, early_stopping=False).fit(x, y), lambda model: model.predict_proba(x))}))
`

interface Peer {
  readonly version: string
  readonly logistic: { readonly fit: readonly number[]; readonly score: readonly number[] }
  readonly trees: { readonly fit: readonly number[]; readonly score: readonly number[] }
}

/** Undefined where this machine has no scikit-learn: then scoring is held against onnxruntime alone. */
const peerOf = (): Peer | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'yunhe-bench-'))
  try {
    writeFileSync(
      join(folder, 'x.f32'),
      Buffer.concat(columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))),
    )
    writeFileSync(join(folder, 'y.f64'), target)
    const answer = spawnSync('/usr/bin/python3', ['-I', '-S', '-c', python, folder], { encoding: 'utf8', maxBuffer: 1e8 })
    return answer.status === 0 ? (JSON.parse(answer.stdout) as Peer) : undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const modelOf = (body: Body): ModelDocument => ({
  format: 'yunhe-model/1',
  task: 'binary',
  encoding: { columns: features.map(({ name }) => ({ from: name, as: 'number', fill: 0 })), left: [] },
  body,
})
const logistic: Body = { kind: 'linear', ...fitLogistic(matrix, target, { penalty: 1, mostIterations: 50 }) }
const trees: Body = { kind: 'trees', ...fitTrees({ matrix, target }, nobody, 'log-loss', boosting) }
const table = tableOf(features, rows)

const byOnnx = async (body: Body): Promise<readonly number[]> => {
  const bytes = exportedOnnx(modelOf(body))
  const checked = checkOnnx(bytes)
  if (!checked.ok) throw new Error(`could not measure: our own file is refused for ${checked.refusals.join()}`)
  return timesOf(() => scoredByOnnx(bytes, checked.signature, table))
}

const ours = {
  logistic: {
    fit: await timesOf(() => fitLogistic(matrix, target, { penalty: 1, mostIterations: 50 })),
    score: await timesOf(() => predicted(modelOf(logistic), matrix)),
  },
  trees: {
    fit: await timesOf(() => fitTrees({ matrix, target }, nobody, 'log-loss', boosting)),
    score: await timesOf(() => predicted(modelOf(trees), matrix)),
  },
}
const onnx = { logistic: await byOnnx(logistic), trees: await byOnnx(trees) }
const peer = peerOf()

const figure = (name: string, times: readonly number[], against?: readonly number[]): Figure => {
  const { n, median, min, max } = spreadOf(times)
  return {
    name,
    unit: 'ms',
    machine,
    versions: { node: process.version, ...(peer === undefined ? {} : { 'scikit-learn': peer.version }) },
    n,
    median,
    min,
    max,
    loadBefore,
    ...(against === undefined ? {} : { ratio: rounded(median / spreadOf(against).median) }),
  }
}

await keep('models', [
  figure('logistic regression learned, against scikit-learn', ours.logistic.fit, peer?.logistic.fit),
  figure(`boosted trees learned, ${rounds} rounds of 31 leaves, against HistGradientBoosting`, ours.trees.fit, peer?.trees.fit),
  figure('100,000 rows scored by logistic regression, against onnxruntime with its columns laid out', ours.logistic.score, onnx.logistic),
  figure('100,000 rows scored by boosted trees, against onnxruntime with its columns laid out', ours.trees.score, onnx.trees),
  ...(peer === undefined
    ? []
    : [
        figure('100,000 rows scored by logistic regression, against scikit-learn', ours.logistic.score, peer.logistic.score),
        figure('100,000 rows scored by boosted trees, against HistGradientBoosting', ours.trees.score, peer.trees.score),
      ]),
])
