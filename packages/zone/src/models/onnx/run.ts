/** Runs a checked ONNX file over a feature table, in batches. Inside the sandbox only: a runtime for strangers' graphs has no business outside. */
import { createRequire } from 'node:module'
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common'
import type { FeatureColumn, FeatureTable } from '../table.ts'
import type { OnnxSignature } from './check.ts'

export const batchRows = 10_000

export type OnnxScores =
  | { readonly ok: true; readonly scores: Float64Array }
  | { readonly ok: false; readonly refusal: 'inputs-do-not-fit' | 'outputs-do-not-fit' }

type Runtime = typeof import('onnxruntime-common')

export const scoredByOnnx = async (
  bytes: Uint8Array,
  signature: OnnxSignature,
  table: FeatureTable,
  told: (done: number, of: number) => void = () => undefined,
): Promise<OnnxScores> => {
  const feeding = feedingOf(signature, table.features)
  if (feeding === undefined) return { ok: false, refusal: 'inputs-do-not-fit' }
  const runtime = createRequire(import.meta.url)('onnxruntime-node') as Runtime
  const session = await runtime.InferenceSession.create(bytes, { intraOpNumThreads: 2, interOpNumThreads: 1, logSeverityLevel: 4 })
  try {
    return await inBatches(runtime, session, signature, feeding, table.rows, told)
  } finally {
    await session.release()
  }
}

const inBatches = async (
  runtime: Runtime,
  session: InferenceSession,
  signature: OnnxSignature,
  feeding: readonly Feed[],
  rows: number,
  told: (done: number, of: number) => void,
): Promise<OnnxScores> => {
  const scores = new Float64Array(rows)
  const output =
    signature.outputs.findLast(({ type }) => type === 'float' || type === 'double') ??
    signature.outputs.find(({ type }) => type === 'int64')
  if (output === undefined) return { ok: false, refusal: 'outputs-do-not-fit' }
  for (let begin = 0; begin < rows; begin += batchRows) {
    const end = Math.min(begin + batchRows, rows)
    const feeds = Object.fromEntries(feeding.map((feed) => [feed.name, tensorOf(runtime, feed, begin, end)]))
    const answer = (await session.run(feeds, [output.name]))[output.name] as TypedTensor<'float32'> | undefined
    const width = answer === undefined ? 0 : answer.data.length / (end - begin)
    if (answer === undefined || !Number.isInteger(width) || width < 1) return { ok: false, refusal: 'outputs-do-not-fit' }
    // Of two classes the last column is the chance of the second.
    for (let row = begin; row < end; row += 1) scores[row] = Number(answer.data[(row - begin) * width + width - 1])
    told(end, rows)
  }
  return { ok: true, scores }
}

interface Feed {
  readonly name: string
  readonly type: OnnxSignature['inputs'][number]['type']
  readonly columns: readonly FeatureColumn[]
}

/** Inputs by the names of columns; or one input that takes all columns in their order. */
const feedingOf = ({ inputs }: OnnxSignature, features: readonly FeatureColumn[]): readonly Feed[] | undefined => {
  const byName = inputs.map(({ name, type, width }) => ({
    name,
    type,
    width,
    columns: features.filter((feature) => feature.name === name),
  }))
  const [only] = inputs
  const feeds =
    inputs.length === 1 && only !== undefined && only.width === features.length && byName[0]?.columns.length !== 1
      ? [{ ...only, columns: features }]
      : byName
  const fits = feeds.every(
    ({ type, width, columns }) => columns.length === width && columns.every(({ kind }) => (kind === 'category') === (type === 'string')),
  )
  return fits ? feeds : undefined
}

const tensorOf = (runtime: Runtime, { type, columns }: Feed, begin: number, end: number): Tensor => {
  const dims = [end - begin, columns.length]
  if (type === 'string') return new runtime.Tensor('string', cellsOf(columns, begin, end, textAt), dims)
  const numbers = cellsOf(columns, begin, end, numberAt)
  if (type === 'int64')
    return new runtime.Tensor(
      'int64',
      BigInt64Array.from(numbers, (value) => BigInt(Math.trunc(Number.isNaN(value) ? 0 : value))),
      dims,
    )
  return type === 'double'
    ? new runtime.Tensor('float64', Float64Array.from(numbers), dims)
    : new runtime.Tensor('float32', Float32Array.from(numbers), dims)
}

const cellsOf = <Value>(
  columns: readonly FeatureColumn[],
  begin: number,
  end: number,
  at: (column: FeatureColumn, row: number) => Value,
): Value[] => {
  const cells: Value[] = []
  for (let row = begin; row < end; row += 1) for (const column of columns) cells.push(at(column, row))
  return cells
}

const textAt = (column: FeatureColumn, row: number): string =>
  column.kind === 'category' ? (column.levels[column.codes[row] ?? -1] ?? '') : ''
const numberAt = (column: FeatureColumn, row: number): number =>
  column.kind === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN
