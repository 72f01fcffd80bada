/** Reads a stranger's ONNX file as data and says what keeps it out: every field, operator and size is known, or it is refused. Runs inside the sandbox. */
import { PbfReader } from 'pbf'
import { elementTypes, mlDomain } from './format.ts'

export interface OnnxBounds {
  readonly mostBytes: number
  readonly mostNodes: number
  readonly mostElements: number
  readonly mostInputs: number
}

export const standardOnnxBounds: OnnxBounds = { mostBytes: 20 * 1024 ** 2, mostNodes: 2000, mostElements: 5_000_000, mostInputs: 300 }

export interface OnnxSignature {
  readonly inputs: readonly {
    readonly name: string
    readonly type: 'float' | 'double' | 'int64' | 'string' /** Columns it takes at once. */
    readonly width: number
  }[]
  readonly outputs: readonly { readonly name: string; readonly type: 'float' | 'double' | 'int64' | 'string' }[]
  readonly operators: readonly string[]
}

export const onnxRefusals = {
  'not-onnx': { zh: '文件不是可读的 ONNX 模型', en: 'the file cannot be read as an ONNX model' },
  'too-large': { zh: '模型文件超过大小上限', en: 'the model file is larger than the bound' },
  'unknown-field': { zh: '模型文件含有未列入允许清单的内容', en: 'the model file holds something that is not on the allow-list' },
  'external-data': { zh: '模型引用了文件以外的数据', en: 'the model refers to data outside of the file' },
  'operator-not-allowed': { zh: '模型用到了未列入允许清单的算子', en: 'the model uses an operator that is not on the allow-list' },
  'nested-graph': { zh: '模型含有循环、分支或嵌套图', en: 'the model holds a loop, a branch or a nested graph' },
  'version-not-supported': {
    zh: '模型的格式版本或算子集版本不受支持',
    en: 'the format version or an operator set of the model is not supported',
  },
  'tensor-too-large': { zh: '模型中的张量过大或与其数据不符', en: 'a tensor of the model is too large or does not fit its data' },
  'too-many-nodes': { zh: '模型的节点过多', en: 'the model has too many nodes' },
  'shape-not-supported': {
    zh: '输入输出须为逐行的数值或文本张量',
    en: 'inputs and outputs must be tensors of numbers or texts, one row for each row',
  },
} as const
export type OnnxRefusal = keyof typeof onnxRefusals

export type OnnxAnswer =
  | { readonly ok: true; readonly signature: OnnxSignature }
  | { readonly ok: false; readonly refusals: readonly OnnxRefusal[] }

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** None of these repeats, chooses or makes a size out of a value. */
const operatorsByDomain: Readonly<Record<string, ReadonlySet<string>>> = {
  '': words(`
    Abs Add And ArgMax ArgMin Cast Ceil Clip Concat Constant Div Elu Equal Exp Flatten Floor Gather Gemm Greater GreaterOrEqual Identity IsNaN
    LeakyRelu Less LessOrEqual Log LogSoftmax MatMul Max Min Mul Neg Not Or Pow ReduceMax ReduceMean ReduceMin ReduceSum Relu Reshape Round
    Sigmoid Softmax Softplus Sqrt Squeeze Sub Sum Tanh Transpose Unsqueeze Where
  `),
  [mlDomain]: words(`
    ArrayFeatureExtractor Binarizer FeatureVectorizer Imputer LabelEncoder LinearClassifier LinearRegressor Normalizer OneHotEncoder Scaler
    TreeEnsembleClassifier TreeEnsembleRegressor
  `),
}
const highestVersion: Readonly<Record<string, number>> = { '': 21, [mlDomain]: 4 }

interface Found {
  readonly refusals: Set<OnnxRefusal>
  readonly operators: Set<string>
  readonly initializers: Set<string>
  readonly inputs: Value[]
  readonly outputs: Value[]
  readonly bounds: OnnxBounds
  nodes: number
  elements: number
  graphs: number
  operatorSets: number
}

interface Value {
  name: string
  type: number
  shape: (number | undefined)[] | undefined
}

export const checkOnnx = (bytes: Uint8Array, bounds: OnnxBounds = standardOnnxBounds): OnnxAnswer => {
  if (bytes.length > bounds.mostBytes) return { ok: false, refusals: ['too-large'] }
  const found: Found = {
    refusals: new Set(),
    operators: new Set(),
    initializers: new Set(),
    inputs: [],
    outputs: [],
    bounds,
    nodes: 0,
    elements: 0,
    graphs: 0,
    operatorSets: 0,
  }
  try {
    new PbfReader(bytes).readFields(readModel, found)
  } catch {
    return { ok: false, refusals: ['not-onnx'] }
  }
  if (found.graphs !== 1 || found.operatorSets === 0) found.refusals.add('not-onnx')
  const signature = signatureOf(found)
  if (signature === undefined) found.refusals.add('shape-not-supported')
  return signature === undefined || found.refusals.size > 0 ? { ok: false, refusals: [...found.refusals] } : { ok: true, signature }
}

/** Steps over what says nothing to a runtime: names, notes, producers. */
const ignored = (): void => undefined

const readModel = (tag: number, found: Found, pbf: PbfReader): void => {
  if (tag === 1) {
    if (pbf.readVarint() > 10) found.refusals.add('version-not-supported')
  } else if (tag === 7) {
    found.graphs += 1
    pbf.readMessage(readGraph, found)
  } else if (tag === 8) {
    found.operatorSets += 1
    const { domain, version } = pbf.readMessage(readOperatorSet, { domain: '', version: 0 })
    const highest = highestVersion[domain === 'ai.onnx' ? '' : domain]
    if (highest === undefined || version > highest || version < 1) found.refusals.add('version-not-supported')
  } else if (tag === 20 || tag === 25) found.refusals.add('nested-graph')
  else if (![2, 3, 4, 5, 6, 14].includes(tag)) found.refusals.add('unknown-field')
}

const readOperatorSet = (tag: number, set: { domain: string; version: number }, pbf: PbfReader): void => {
  if (tag === 1) set.domain = pbf.readString()
  if (tag === 2) set.version = pbf.readVarint()
}

const readGraph = (tag: number, found: Found, pbf: PbfReader): void => {
  if (tag === 1) {
    found.nodes += 1
    if (found.nodes > found.bounds.mostNodes) found.refusals.add('too-many-nodes')
    else readNode(found, pbf)
  } else if (tag === 5) readTensor(found, pbf)
  else if (tag === 11) found.inputs.push(pbf.readMessage(readValue, noValue()))
  else if (tag === 12) found.outputs.push(pbf.readMessage(readValue, noValue()))
  else if (![2, 10, 13, 16].includes(tag)) found.refusals.add('unknown-field')
}

const readNode = (found: Found, pbf: PbfReader): void => {
  const node = { operator: '', domain: '' }
  pbf.readMessage((tag: number, _: Found, inner: PbfReader) => {
    if (tag === 4) node.operator = inner.readString()
    else if (tag === 7) node.domain = inner.readString()
    else if (tag === 5) readAttribute(found, inner)
    else if (![1, 2, 3, 6, 9].includes(tag)) found.refusals.add('unknown-field')
  }, found)
  const domain = node.domain === 'ai.onnx' ? '' : node.domain
  found.operators.add(domain === '' ? node.operator : `${domain}.${node.operator}`)
  if (operatorsByDomain[domain]?.has(node.operator) !== true)
    found.refusals.add(['If', 'Loop', 'Scan', 'SequenceMap'].includes(node.operator) ? 'nested-graph' : 'operator-not-allowed')
}

/** A graph inside an attribute is refused where it is seen and never looked into: however deep it nests, nothing follows it. */
const readAttribute = (found: Found, pbf: PbfReader): void => {
  pbf.readMessage((tag: number, _: Found, inner: PbfReader) => {
    if (tag === 5 || tag === 10) readTensor(found, inner)
    else if (tag === 6 || tag === 11) found.refusals.add('nested-graph')
    else if (![1, 2, 3, 4, 7, 8, 9, 13, 20].includes(tag)) found.refusals.add('unknown-field')
  }, found)
}

const bytesByElement: Readonly<Record<number, number>> = { 1: 4, 6: 4, 7: 8, 9: 1, 11: 8 }

interface Tensor {
  elements: number
  dims: number
  type: number
  raw: number
  typed: number
  outside: boolean
  unknown: boolean
}

const readTensor = (found: Found, pbf: PbfReader): void => {
  const tensor = pbf.readMessage(readTensorField, { elements: 1, dims: 0, type: 0, raw: -1, typed: 0, outside: false, unknown: false })
  if (tensor.outside) found.refusals.add('external-data')
  if (tensor.unknown) found.refusals.add('unknown-field')
  found.elements += tensor.elements
  const size = bytesByElement[tensor.type]
  const fits =
    tensor.type === elementTypes.string
      ? tensor.raw < 0 && tensor.typed === tensor.elements
      : size !== undefined && (tensor.raw >= 0 ? tensor.raw === tensor.elements * size : tensor.typed === tensor.elements)
  if (!fits || tensor.dims > 4 || !Number.isSafeInteger(tensor.elements) || found.elements > found.bounds.mostElements)
    found.refusals.add('tensor-too-large')
}

const readTensorField = (tag: number, tensor: Tensor, pbf: PbfReader): void => {
  if (tag === 1) {
    for (const dim of pbf.readPackedVarint([], true)) {
      tensor.dims += 1
      tensor.elements = dim >= 0 && tensor.dims <= 8 ? tensor.elements * dim : Number.NaN
    }
  } else if (tag === 2) tensor.type = pbf.readVarint()
  else if (tag === 4) tensor.typed += pbf.readPackedFloat().length
  else if (tag === 5 || tag === 7) tensor.typed += pbf.readPackedVarint([], true).length
  else if (tag === 6) tensor.typed += 1
  else if (tag === 9) tensor.raw = pbf.readBytes().length
  else if (tag === 10) tensor.typed += pbf.readPackedDouble().length
  else if (tag === 13) tensor.outside = true
  else if (tag === 14) tensor.outside ||= pbf.readVarint() !== 0
  else if (![3, 8, 12].includes(tag)) tensor.unknown = true
}

const noValue = (): Value => ({ name: '', type: 0, shape: undefined })

const readValue = (tag: number, value: Value, pbf: PbfReader): void => {
  if (tag === 1) value.name = pbf.readString()
  if (tag === 2)
    pbf.readMessage((kind: number, _: Value, inner: PbfReader) => {
      // Sequences, maps and whatever else there is stay without a shape, and so are refused.
      if (kind === 1) inner.readMessage(readTensorType, value)
    }, value)
}

const readTensorType = (tag: number, value: Value, pbf: PbfReader): void => {
  if (tag === 1) value.type = pbf.readVarint()
  if (tag === 2) {
    value.shape = []
    const shape = value.shape
    pbf.readMessage((dim: number, _: Value, inner: PbfReader) => {
      if (dim !== 1) return
      const size = inner.readMessage(readDimension, { size: undefined })
      shape.push(size.size)
    }, value)
  }
}

const readDimension = (tag: number, dim: { size: number | undefined }, pbf: PbfReader): void => {
  if (tag === 1) dim.size = pbf.readVarint(true)
  else if (tag === 2) ignored()
}

const typeNames: Readonly<Record<number, 'float' | 'double' | 'int64' | 'string'>> = { 1: 'float', 7: 'int64', 8: 'string', 11: 'double' }

const signatureOf = ({ inputs, outputs, operators, bounds }: Found): OnnxSignature | undefined => {
  const given = inputs.map(({ name, type, shape }) => ({
    name,
    type: typeNames[type],
    width: shape?.length === 1 ? 1 : shape?.length === 2 ? shape[1] : undefined,
    rows: shape?.[0],
  }))
  const said = outputs.map(({ name, type }) => ({ name, type: typeNames[type] }))
  const known =
    given.length > 0 &&
    given.length <= bounds.mostInputs &&
    said.length > 0 &&
    said.length <= 3 &&
    given.every(
      ({ type, width, rows }) =>
        type !== undefined && width !== undefined && width >= 1 && width <= bounds.mostInputs && (rows === undefined || rows <= 0),
    ) &&
    said.every(({ type }) => type !== undefined)
  if (!known) return undefined
  return {
    inputs: given.map(({ name, type, width }) => ({ name, type: type ?? 'float', width: width ?? 1 })),
    outputs: said.map(({ name, type }) => ({ name, type: type ?? 'float' })),
    operators: [...operators].sort(),
  }
}
