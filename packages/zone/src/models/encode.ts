/** From columns to numbers: missing values filled, categories spread out, rare categories kept out. Fitted on training rows alone. */
import { type CategoryColumn, type FeatureColumn, type FeatureTable, type NumberColumn, subjectCounter } from './table.ts'

/** One column of numbers that a learner sees, and how it comes from a column of the feature table. */
export type EncodedColumn =
  | {
      readonly from: string
      readonly as: 'number' /** Stands where nothing is known: a coarse mean, never one person's value. */
      readonly fill: number
    }
  | { readonly from: string; readonly as: 'missing' }
  | { readonly from: string; readonly as: 'level'; readonly level: string }

export interface Encoding {
  readonly columns: readonly EncodedColumn[]
  /** Features that carried nothing or too little and were left out, each with the reason. */
  readonly left: readonly { readonly from: string; readonly why: 'constant' | 'rare-categories' }[]
}

/** A matrix by columns; 32 bits are what runtimes of exported models compute in. */
export interface Matrix {
  readonly rows: number
  readonly columns: readonly Float32Array[]
}

export interface EncodingBounds {
  /** Fewest subjects that share a category or a gap before it gets a column of its own. */
  readonly minimumGroup: number
  readonly mostLevels: number
}

export const fitEncoding = (table: FeatureTable, train: Int32Array, bounds: EncodingBounds): Encoding => {
  const count = subjectCounter(table)
  const fitted = table.features.map((feature) =>
    feature.kind === 'number' ? numberColumns(feature, train, count, bounds) : levelColumns(feature, train, count, bounds),
  )
  return {
    columns: fitted.flatMap(({ columns }) => columns),
    left: fitted.flatMap(({ left }) => left),
  }
}

type Fitted = { readonly columns: readonly EncodedColumn[]; readonly left: Encoding['left'] }
type Count = (rows: Iterable<number>) => number

const numberColumns = ({ name, values }: NumberColumn, train: Int32Array, count: Count, { minimumGroup }: EncodingBounds): Fitted => {
  const known = train.filter((row) => !Number.isNaN(values[row]))
  let [sum, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of known) {
    const value = values[row] ?? 0
    sum += value
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (known.length === 0 || least === most) return { columns: [], left: [{ from: name, why: 'constant' }] }
  const fill = coarse(sum / known.length)
  const gaps = train.filter((row) => Number.isNaN(values[row]))
  const tells = gaps.length > 0 && count(gaps) >= minimumGroup && count(known) >= minimumGroup
  return { columns: [{ from: name, as: 'number', fill }, ...(tells ? [{ from: name, as: 'missing' } as const] : [])], left: [] }
}

/** Three digits: enough to fill a gap, too few to give a total away. */
const coarse = (value: number): number => Math.fround(Number(value.toPrecision(3)))

const levelColumns = ({ name, codes, levels }: CategoryColumn, train: Int32Array, count: Count, bounds: EncodingBounds): Fitted => {
  const rowsByLevel = new Map<number, number[]>()
  for (const row of train) {
    const code = codes[row] ?? -1
    const rows = rowsByLevel.get(code)
    if (rows === undefined) rowsByLevel.set(code, [row])
    else rows.push(row)
  }
  const counted = [...rowsByLevel].filter(([code]) => code >= 0).map(([code, rows]) => ({ code, subjects: count(rows) }))
  const kept = counted
    .filter(({ subjects }) => subjects >= bounds.minimumGroup)
    .sort((one, other) => other.subjects - one.subjects || one.code - other.code)
    .slice(0, bounds.mostLevels)
  const rest = rowsByLevel.size - kept.length
  // Where all rows stand in a kept level, one of them follows from the others.
  const spread = rest === 0 ? kept.slice(1) : kept
  const columns = spread
    .sort((one, other) => one.code - other.code)
    .map(({ code }) => ({ from: name, as: 'level' as const, level: levels[code] ?? '' }))
  const why = kept.length === 0 ? 'rare-categories' : 'constant'
  return { columns, left: columns.length === 0 ? [{ from: name, why }] : [] }
}

/** The numbers of some rows. */
export const encoded = (table: FeatureTable, { columns }: Encoding, rows: Int32Array): Matrix => {
  const byName = new Map(table.features.map((feature) => [feature.name, feature]))
  return { rows: rows.length, columns: columns.map((column) => encodedColumn(byName.get(column.from), column, rows)) }
}

const encodedColumn = (feature: FeatureColumn | undefined, column: EncodedColumn, rows: Int32Array): Float32Array => {
  if (feature === undefined) throw new Error(`could not score: the table has no column ${column.from}`)
  const answer = new Float32Array(rows.length)
  if (column.as === 'level') {
    if (feature.kind !== 'category') throw new Error(`could not score: column ${column.from} holds no categories`)
    const code = feature.levels.indexOf(column.level)
    for (let at = 0; at < rows.length; at += 1) answer[at] = code >= 0 && feature.codes[rows[at] ?? 0] === code ? 1 : 0
    return answer
  }
  if (feature.kind !== 'number') throw new Error(`could not score: column ${column.from} holds no numbers`)
  for (let at = 0; at < rows.length; at += 1) {
    const value = feature.values[rows[at] ?? 0] ?? Number.NaN
    if (column.as === 'missing') answer[at] = Number.isNaN(value) ? 1 : 0
    else answer[at] = Number.isNaN(value) ? column.fill : value
  }
  return answer
}

/** The name of an encoded column as people see it: `workclass = Private`. */
export const nameOf = (column: EncodedColumn): string => {
  if (column.as === 'level') return `${column.from} = ${column.level}`
  return column.as === 'missing' ? `${column.from} (missing)` : column.from
}
