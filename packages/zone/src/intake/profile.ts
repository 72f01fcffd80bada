/** What is said of an accepted version: counts, lengths and shapes; the least and the greatest only where a column is nobody's. */
import type { DataEngine } from '../engine/data.ts'
import { parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import type { Suggestion } from './classify.ts'
import { classify } from './classify.ts'
import { folded, shapeOf } from './shape.ts'

export type ColumnProfile = {
  readonly name: string
  readonly empty: number
  /** Estimated; about 2 % off. */
  readonly distinct: number
  /** Number of signs, in a sample. */
  readonly length: { readonly least: number; readonly most: number }
  /** Shapes that at least ten sampled values share. */
  readonly patterns: readonly { readonly shape: string; readonly share: number }[]
  /** Only of numbers and days that neither the contract nor the values call personal. */
  readonly range?: { readonly least: string; readonly most: string }
  readonly suggestions: readonly Suggestion[]
}
export type Profile = { readonly rows: number; readonly sampled: number; readonly columns: readonly ColumnProfile[] }

const sampledSpans = 4
const sampledRows = 500
/** A shape that fewer share could be somebody's. */
const leastAlike = 10
const mostPatterns = 5

type Column = DatasetContract['columns'][number]

export const profileOf = async (engine: DataEngine, contract: DatasetContract, file: string): Promise<Profile> => {
  const from = parquet([file])
  const counts = contract.columns.flatMap(({ name, type, personal }, index) => [
    `count(*) - count(${quoted(name)}) AS e${index}`,
    `approx_count_distinct(${quoted(name)}) AS d${index}`,
    ...(hasRange(type) && personal === 'none'
      ? [`CAST(min(${quoted(name)}) AS VARCHAR) AS l${index}`, `CAST(max(${quoted(name)}) AS VARCHAR) AS g${index}`]
      : []),
  ])
  const [counted = {}] = await engine.rows(`SELECT count(*) AS n, ${counts.join(', ')} FROM ${from}`)
  const rows = Number(counted.n)
  const sample = await engine.rows(`SELECT * FROM ${from} WHERE ${spansOf(rows)}`)
  const columns = contract.columns.map((column, index) => {
    const values = sample.flatMap((row) => (row[column.name] === null ? [] : [String(row[column.name])]))
    const suggestions = classify(values, namesOf(column))
    const isNobodys = suggestions.every(({ personal }) => personal === 'none')
    const [least, most] = [counted[`l${index}`], counted[`g${index}`]]
    return {
      name: column.name,
      empty: Number(counted[`e${index}`]),
      distinct: Number(counted[`d${index}`]),
      length: lengthsOf(values),
      patterns: patternsOf(values),
      ...(isNobodys && typeof least === 'string' && typeof most === 'string' ? { range: { least, most } } : {}),
      suggestions,
    }
  })
  return { rows, sampled: sample.length, columns }
}

const hasRange = (type: Column['type']): boolean => ['integer', 'number', 'date', 'timestamp'].includes(type)

export const namesOf = ({ name, title }: Pick<Column, 'name' | 'title'>): readonly string[] => [
  name,
  ...(title === undefined ? [] : [title]),
]

/** From its beginning, its middle and its end: the first rows alone are often those somebody tried things with. */
const spansOf = (rows: number): string =>
  Array.from({ length: sampledSpans }, (_, span) => Math.floor((rows * span) / sampledSpans))
    .map((from) => `file_row_number BETWEEN ${from} AND ${from + sampledRows - 1}`)
    .join(' OR ')

const lengthsOf = (values: readonly string[]) =>
  values.reduce(({ least, most }, { length }) => ({ least: Math.min(least, length), most: Math.max(most, length) }), {
    least: values[0]?.length ?? 0,
    most: 0,
  })

const patternsOf = (values: readonly string[]): ColumnProfile['patterns'] => {
  const countByShape = new Map<string, number>()
  for (const value of values) {
    const shape = folded(shapeOf(value))
    countByShape.set(shape, (countByShape.get(shape) ?? 0) + 1)
  }
  return [...countByShape]
    .filter(([, count]) => count >= leastAlike)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostPatterns)
    .map(([shape, count]) => ({ shape, share: Math.round((count / values.length) * 1000) / 1000 }))
}
