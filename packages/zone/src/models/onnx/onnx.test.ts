import { describe, expect, it } from 'vitest'
import type { Learner } from '../model.ts'
import { scored } from '../model.ts'
import { adult, anOrder, boosting, categoryColumn, madeUp, numberColumn, tableOf } from '../testing.ts'
import { train } from '../train.ts'
import { checkOnnx } from './check.ts'
import { exportedOnnx } from './export.ts'
import { elementTypes, mlDomain, type OnnxModel } from './format.ts'
import { scoredByOnnx } from './run.ts'
import { onnxBytes } from './write.ts'

const rows = 3000
const { features, amount, label } = madeUp(rows, 5)
const gaps = numberColumn(
  'gaps',
  Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? Number.NaN : row % 13)),
)
const towns = categoryColumn(
  'town',
  Array.from({ length: rows }, (_, row) => ['梁溪', '锡山', '惠山', ''][row % 4] ?? ''),
)
const learners: readonly (readonly [string, Learner, readonly (typeof label)[], string | undefined])[] = [
  ['logistic regression', { learner: 'logistic', penalty: 1, mostIterations: 50 }, [label], 'label'],
  ['linear regression', { learner: 'linear', ridge: 1 }, [amount], 'amount'],
  ['boosted trees of two classes', { learner: 'trees', task: 'binary', ...boosting }, [label], 'label'],
  ['boosted trees of numbers', { learner: 'trees', task: 'regression', ...boosting }, [amount], 'amount'],
  ['clusters', { learner: 'k-means', clusters: 5, starts: 2, mostIterations: 30 }, [], undefined],
]

describe('What leaves as ONNX says the same as what was examined here', () => {
  it.each(learners)('%s', async (_, learner, targets, target) => {
    const table = tableOf([...features, gaps, towns, ...targets], rows)
    const { target: _none, ...rest } = anOrder({ learner })
    const answer = await train(table, { ...rest, ...(target === undefined ? {} : { target: { column: target } }) })
    if (!answer.ok) throw new Error(answer.refusal)
    const bytes = exportedOnnx(answer.training.model)
    const checked = checkOnnx(bytes)
    if (!checked.ok) throw new Error(checked.refusals.join())
    const ours = scored(answer.training.model, table)
    const theirs = await scoredByOnnx(bytes, checked.signature, table)
    if (!theirs.ok) throw new Error(theirs.refusal)
    const farthest = ours.reduce((most, value, row) => Math.max(most, Math.abs(value - (theirs.scores[row] ?? Number.NaN))), 0)
    expect(farthest).toBeLessThan(1e-4)
    expect(new Set(theirs.scores).size).toBeGreaterThan(3)
  })
})

const plain = (change: Partial<OnnxModel> = {}): OnnxModel => ({
  nodes: [{ operator: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: [] }],
  tensors: [],
  inputs: [{ name: 'x', type: elementTypes.float, shape: ['rows', 1] }],
  outputs: [{ name: 'y', type: elementTypes.float, shape: ['rows', 1] }],
  properties: {},
  ...change,
})
const refusalsOf = (bytes: Uint8Array) => {
  const answer = checkOnnx(bytes)
  return answer.ok ? [] : answer.refusals
}

describe('W16-3 an ONNX file that could do more than compute is refused, each for its reason', () => {
  it('a plain one passes', () => expect(refusalsOf(onnxBytes(plain()))).toEqual([]))
  it.each(['Loop', 'If', 'Scan'])('%s', (operator) => {
    const nodes = [{ operator, domain: '', inputs: ['x'], outputs: ['y'], attributes: [] }]
    expect(refusalsOf(onnxBytes(plain({ nodes })))).toEqual(['nested-graph'])
  })
  it.each([
    ['Tile', ''],
    ['ConstantOfShape', ''],
    ['RandomNormal', ''],
    ['StringNormalizer', ''],
    ['ZipMap', mlDomain],
    ['ReadFile', 'com.example'],
  ])('operator %s of domain "%s"', (operator, domain) => {
    const nodes = [{ operator, domain, inputs: ['x'], outputs: ['y'], attributes: [] }]
    expect(refusalsOf(onnxBytes(plain({ nodes })))).toEqual(['operator-not-allowed'])
  })
  it('a tensor that claims more than it brings', () => {
    const tensors = [{ name: 't', dims: [100_000, 100_000, 100], type: elementTypes.float, floats: [1] }]
    expect(refusalsOf(onnxBytes(plain({ tensors })))).toEqual(['tensor-too-large'])
  })
  it('a tensor of more than five million numbers', () => {
    const tensors = [{ name: 't', dims: [5_000_001], type: elementTypes.float, floats: new Array<number>(5_000_001).fill(0) }]
    expect(refusalsOf(onnxBytes(plain({ tensors })))).toEqual(['tensor-too-large'])
  })
  it('more nodes than any model of a table needs', () => {
    const nodes = Array.from({ length: 2001 }, () => ({ operator: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: [] }))
    expect(refusalsOf(onnxBytes(plain({ nodes })))).toEqual(['too-many-nodes'])
  })
  it('a fixed number of rows, or an output that is no tensor', () => {
    expect(refusalsOf(onnxBytes(plain({ inputs: [{ name: 'x', type: elementTypes.float, shape: [7, 1] }] })))).toEqual([
      'shape-not-supported',
    ])
    expect(refusalsOf(onnxBytes(plain({ outputs: [] })))).toEqual(['shape-not-supported'])
  })
  it('bytes of something else, a cut file, and nothing at all', () => {
    expect(refusalsOf(Buffer.from('\u0080\u0004\u0095pickle'))).toContain('not-onnx')
    const whole = onnxBytes(plain())
    expect(refusalsOf(whole.subarray(0, whole.length - 3))).not.toEqual([])
    expect(refusalsOf(new Uint8Array())).toContain('not-onnx')
  })
  it('any byte flipped never makes the check throw', () => {
    const whole = onnxBytes(plain({ tensors: [{ name: 't', dims: [3], type: elementTypes.float, floats: [1, 2, 3] }] }))
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Uint8Array.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ 0xff
      expect(() => checkOnnx(flipped)).not.toThrow()
    }
  })
})

const census = adult()
it.skipIf(census === undefined)(
  'Trees over the census leave as ONNX and say the same',
  async () => {
    if (census === undefined) return
    const answer = await train(
      census,
      anOrder({
        learner: { learner: 'trees', task: 'binary', ...boosting, rounds: 20 },
        target: { column: 'salary_class', positive: '>50K' },
      }),
    )
    if (!answer.ok) throw new Error(answer.refusal)
    const bytes = exportedOnnx(answer.training.model)
    const checked = checkOnnx(bytes)
    const theirs = checked.ok ? await scoredByOnnx(bytes, checked.signature, census) : undefined
    const ours = scored(answer.training.model, census)
    const scores = theirs?.ok ? theirs.scores : new Float64Array()
    expect(ours.reduce((most, value, row) => Math.max(most, Math.abs(value - (scores[row] ?? Number.NaN))), 0)).toBeLessThan(1e-4)
  },
  30_000,
)
