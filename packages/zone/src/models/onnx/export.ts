/** Our models as ONNX: filling gaps, spreading categories and scaling included, so that whoever runs the file gives it plain columns. */
import type { EncodedColumn } from '../encode.ts'
import type { TreesBody } from '../learners/boosting.ts'
import type { CentersBody } from '../learners/k-means.ts'
import type { LinearBody } from '../learners/linear.ts'
import type { Scaling } from '../learners/scaling.ts'
import type { ModelDocument } from '../model.ts'
import { elementTypes, mlDomain, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxTensor, type OnnxValue } from './format.ts'
import { onnxBytes } from './write.ts'

export const exportedOnnx = (model: ModelDocument, properties: Readonly<Record<string, string>> = {}): Uint8Array =>
  onnxBytes(onnxOf(model, properties))

interface Piece {
  readonly nodes: readonly OnnxNode[]
  readonly tensors: readonly OnnxTensor[]
}

export const onnxOf = ({ encoding, body, task, positive }: ModelDocument, properties: Readonly<Record<string, string>>): OnnxModel => {
  const sources = sourcesOf(encoding.columns)
  const inputs = sources.map(inputOf)
  const encodedNodes = sources.flatMap(encodingNodes)
  const joined = ml0('Concat', sources.flatMap(encodedNames), 'features', [{ name: 'axis', int: 1 }])
  const { nodes, tensors } = body.kind === 'linear' ? linearPiece(body) : body.kind === 'trees' ? treesPiece(body) : centersPiece(body)
  const chance = task === 'binary' ? [ml0('Sigmoid', ['score'], 'chance')] : []
  return {
    nodes: [...encodedNodes, joined, ...nodes, ...chance],
    tensors,
    inputs,
    outputs: [
      task === 'clusters'
        ? { name: 'cluster', type: elementTypes.int64, shape: ['rows'] }
        : { name: task === 'binary' ? 'chance' : 'score', type: elementTypes.float, shape: ['rows', 1] },
    ],
    properties: { format: 'yunhe-model/1', task, ...(positive === undefined ? {} : { positive }), ...properties },
  }
}

/** The encoded columns that come from one column of the table; those of a category stand side by side. */
interface Source {
  readonly from: string
  readonly columns: readonly EncodedColumn[]
}

const sourcesOf = (columns: readonly EncodedColumn[]): readonly Source[] => {
  const sources: { from: string; columns: EncodedColumn[] }[] = []
  for (const column of columns) {
    const last = sources.at(-1)
    if (last?.from === column.from) last.columns.push(column)
    else sources.push({ from: column.from, columns: [column] })
  }
  return sources
}

const isCategory = ({ columns }: Source) => columns[0]?.as === 'level'
const inputOf = (source: Source): OnnxValue => ({
  name: source.from,
  type: isCategory(source) ? elementTypes.string : elementTypes.float,
  shape: ['rows', 1],
})

const encodedNames = (source: Source): readonly string[] =>
  isCategory(source) ? [`${source.from}__levels`] : source.columns.map(({ as }) => `${source.from}__${as}`)

const encodingNodes = (source: Source): readonly OnnxNode[] => {
  const { from, columns } = source
  if (isCategory(source)) {
    const levels = columns.map((column) => (column.as === 'level' ? column.level : ''))
    return [
      ml('OneHotEncoder', [from], `${from}__spread`, [
        { name: 'cats_strings', strings: levels },
        { name: 'zeros', int: 1 },
      ]),
      ml0('Flatten', [`${from}__spread`], `${from}__levels`, [{ name: 'axis', int: 1 }]),
    ]
  }
  return columns.flatMap((column) =>
    column.as === 'number'
      ? [
          ml('Imputer', [from], `${from}__number`, [
            { name: 'imputed_value_floats', floats: [column.fill] },
            { name: 'replaced_value_float', float: Number.NaN },
          ]),
        ]
      : [
          ml0('IsNaN', [from], `${from}__gap`),
          ml0('Cast', [`${from}__gap`], `${from}__missing`, [{ name: 'to', int: elementTypes.float }]),
        ],
  )
}

const node =
  (domain: string) =>
  (operator: string, inputs: readonly string[], output: string, attributes: readonly OnnxAttribute[] = []): OnnxNode => ({
    operator,
    domain,
    inputs,
    outputs: [output],
    attributes,
  })
const ml = node(mlDomain)
const ml0 = node('')

const scaler = ({ offset, scale }: Scaling): OnnxNode =>
  ml('Scaler', ['features'], 'scaled', [
    { name: 'offset', floats: offset },
    { name: 'scale', floats: scale },
  ])

const floats = (name: string, dims: readonly number[], values: readonly number[]): OnnxTensor => ({
  name,
  dims,
  type: elementTypes.float,
  floats: values,
})

const linearPiece = ({ scaling, weights, intercept }: LinearBody): Piece => ({
  nodes: [scaler(scaling), ml0('Gemm', ['scaled', 'weights', 'intercept'], 'score')],
  tensors: [floats('weights', [weights.length, 1], weights), floats('intercept', [1], [intercept])],
})

/** The nearest centre has the least |c|² - 2·x·c. */
const centersPiece = ({ scaling, centers }: CentersBody): Piece => ({
  nodes: [
    scaler(scaling),
    ml0('Gemm', ['scaled', 'centers', 'squares'], 'distances', [
      { name: 'alpha', float: -2 },
      { name: 'transB', int: 1 },
    ]),
    ml0('ArgMin', ['distances'], 'cluster', [
      { name: 'axis', int: 1 },
      { name: 'keepdims', int: 0 },
    ]),
  ],
  tensors: [
    floats('centers', [centers.length, centers[0]?.length ?? 0], centers.flat()),
    floats(
      'squares',
      [centers.length],
      centers.map((center) => center.reduce((sum, value) => sum + value ** 2, 0)),
    ),
  ],
})

const treesPiece = ({ base, trees }: TreesBody): Piece => {
  const all = trees.flatMap((tree, number) => tree.feature.map((feature, at) => ({ tree, number, feature, at })))
  const leaves = all.filter(({ feature }) => feature < 0)
  const cuts = (of: (one: (typeof all)[number]) => number) => all.map((one) => (one.feature < 0 ? 0 : of(one)))
  return {
    nodes: [
      ml('TreeEnsembleRegressor', ['features'], 'score', [
        { name: 'n_targets', int: 1 },
        { name: 'aggregate_function', string: 'SUM' },
        { name: 'post_transform', string: 'NONE' },
        { name: 'base_values', floats: [base] },
        { name: 'nodes_treeids', ints: all.map(({ number }) => number) },
        { name: 'nodes_nodeids', ints: all.map(({ at }) => at) },
        { name: 'nodes_modes', strings: all.map(({ feature }) => (feature < 0 ? 'LEAF' : 'BRANCH_LEQ')) },
        { name: 'nodes_featureids', ints: cuts(({ feature }) => feature) },
        { name: 'nodes_values', floats: cuts(({ tree, at }) => tree.threshold[at] ?? 0) },
        { name: 'nodes_truenodeids', ints: cuts(({ tree, at }) => tree.left[at] ?? 0) },
        { name: 'nodes_falsenodeids', ints: cuts(({ tree, at }) => tree.right[at] ?? 0) },
        { name: 'target_treeids', ints: leaves.map(({ number }) => number) },
        { name: 'target_nodeids', ints: leaves.map(({ at }) => at) },
        { name: 'target_ids', ints: leaves.map(() => 0) },
        { name: 'target_weights', floats: leaves.map(({ tree, at }) => tree.value[at] ?? 0) },
      ]),
    ],
    tensors: [],
  }
}
