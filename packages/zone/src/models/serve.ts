/** A model as a product: its features are the parameters, one answer is the row (articles 3 and 17). Only a model whose verdict passed, asked again at each call. */
import type { ServedColumn } from '../products/serving-store.ts'
import { scored } from './model.ts'
import type { ModelRecord, TrainedRecord } from './registry.ts'
import { coarse } from './report.ts'
import type { FeatureColumn } from './table.ts'

/** The model, or a developer's sentence why it is not served. */
export const servable = (record: ModelRecord | undefined): TrainedRecord | string => {
  if (record === undefined) return 'there is no such model in the workspace'
  if (record.origin !== 'trained') return 'an imported model only scores inside'
  const failed = record.verdict.checks.filter(({ passed }) => !passed).map(({ check }) => check)
  return record.verdict.passed ? record : `the model did not pass its verdict: ${failed.join(', ')}`
}

const answerName = { regression: 'score', binary: 'chance', clusters: 'cluster' } as const

/** Columns of the answer: what was given, and what the model says of it. */
export const servedColumnsOf = ({ document }: Pick<TrainedRecord, 'document'>): readonly ServedColumn[] => {
  const types = new Map(document.encoding.columns.map(({ from, as }) => [from, as === 'level' ? 'text' : 'number']))
  const inputs = [...types].map(([name, type]) => ({ name, type }))
  return [...inputs, { name: answerName[document.task], type: document.task === 'clusters' ? 'integer' : 'number' }]
}

export interface Given {
  readonly column: string
  readonly value: string | number
}

/** What is not given is a gap, as in the data it was taught from. Three digits: more would let the model be copied by asking. */
export const answerOf = ({ document }: Pick<TrainedRecord, 'document'>, given: readonly Given[]): Readonly<Record<string, number>> => {
  const inputs = servedColumnsOf({ document }).slice(0, -1)
  const valueOfInput = new Map(given.map(({ column, value }) => [column, value]))
  const features = inputs.map(({ name, type }) => oneCell(name, type, valueOfInput.get(name)))
  const row = { rows: 1, features, subjects: new Int32Array(1), subjectHashes: new BigUint64Array(1) }
  const said = scored(document, row)[0] ?? Number.NaN
  return { [answerName[document.task]]: document.task === 'clusters' ? said + 1 : coarse(said) }
}

const oneCell = (name: string, type: string, value: string | number | undefined): FeatureColumn =>
  type === 'text'
    ? { name, kind: 'category', codes: Int32Array.of(value === undefined ? -1 : 0), levels: [String(value ?? '')] }
    : { name, kind: 'number', values: Float32Array.of(value === undefined ? Number.NaN : Number(value)) }
