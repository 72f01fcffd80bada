/** What a twin may know of one column: counts of common values or of round intervals, with noise, and nothing of what few people share. */
import type { DataEngine } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { ColumnType } from '../masks/mask.ts'
import type { Noise } from './noise.ts'

/** A value or an interval with its weight among the others. `from` belongs to it, `to` does not. */
export type Piece =
  | { readonly is: 'value'; readonly value: string; readonly weight: number }
  | { readonly is: 'empty'; readonly weight: number }
  | { readonly is: 'span'; readonly from: number; readonly to: number; readonly weight: number }
export type Marginal = readonly Piece[]

export interface MarginalAsked {
  readonly engine: DataEngine
  readonly relation: string
  readonly column: { readonly name: string; readonly type: ColumnType }
  /** Where one subject may have several rows: people are counted by it. */
  readonly subject: string | undefined
  /** Fewest people behind anything that is kept. */
  readonly minimumGroup: number
  /** Its values may be summed and not seen: none is named, only how many lie between round numbers. */
  readonly spansOnly: boolean
  readonly noise: Noise
}

/** The noise of one column hides one row at this epsilon; a twin of c columns spends c of them. */
export const epsilonPerColumn = 1
const scale = 1 / epsilonPerColumn

/**
 * How many must be counted, noise included, before a value is named at all: the smallest group, and so far above it that the noise
 * lifts a value of one person over the line with a chance of less than one in a million (e^-14).
 */
export const thresholdOf = (minimumGroup: number): number => minimumGroup + 14 * scale

/** Beyond so many values a column is no list of categories. */
const mostCategories = 200
const leastShareKept = 0.5

/** Undefined where too little may be kept: then the column is made up altogether. */
export const marginalOf = async (asked: MarginalAsked): Promise<Marginal | undefined> => {
  const [{ found = 0 } = {}] = await asked.engine.rows(
    `SELECT count(DISTINCT ${quoted(asked.column.name)}) AS found FROM ${asked.relation}`,
  )
  if (!asked.spansOnly && Number(found) <= mostCategories) {
    const common = await commonValues(asked)
    if (common !== undefined) return common
  }
  return isMeasured(asked.column.type) ? spansOf(asked) : undefined
}

const isMeasured = (type: ColumnType): boolean => ['integer', 'number', 'date', 'timestamp'].includes(type)

const peopleIn = ({ subject }: MarginalAsked): string => (subject === undefined ? 'count(*)' : `count(DISTINCT ${quoted(subject)})`)

/** What is below the line goes unnamed and weighs nothing; where that is most of the rows, nothing is kept. */
const commonValues = async (asked: MarginalAsked): Promise<Marginal | undefined> => {
  const { engine, relation, column, noise, minimumGroup } = asked
  const rows = await engine.rows(
    `SELECT CAST(${quoted(column.name)} AS VARCHAR) AS value, count(*) AS n, ${peopleIn(asked)} AS people FROM ${relation} GROUP BY ALL ORDER BY 1`,
  )
  const counted = rows.map(({ value, n, people }) => {
    const drawn = noise.laplace(`${column.name}\nvalue\n${String(value)}`, scale)
    const isNamed = Number(people) >= minimumGroup && Number(people) + drawn >= thresholdOf(minimumGroup)
    const weight = isNamed ? Math.max(0, Number(n) + drawn) : 0
    return value === null ? ({ is: 'empty', weight } as const) : ({ is: 'value', value: String(value), weight } as const)
  })
  const kept = counted.filter(({ weight }) => weight > 0)
  const all = rows.reduce((sum, { n }) => sum + Number(n), 0)
  return sumOf(kept) >= all * leastShareKept && kept.some(({ is }) => is === 'value') ? kept : undefined
}

const cellsOfGrid = 200
const bins = 20

/**
 * Intervals between round numbers: the grid runs from the 2nd to the 98th of a hundred, each rounded to its first digit, so that no
 * edge is a value of somebody. Neighbours are joined until each interval stands for a twentieth of the noisy whole and passes the line.
 */
const spansOf = async (asked: MarginalAsked): Promise<Marginal | undefined> => {
  const { engine, relation, column, noise, minimumGroup } = asked
  const value = measured(column)
  const [ends] = await engine.rows(
    `SELECT quantile_cont(v, 0.02) AS low, quantile_cont(v, 0.98) AS high, count(v) AS n, (SELECT ${peopleIn(asked)} FROM ${relation}) AS people
      FROM (SELECT ${value} AS v FROM ${relation})`,
  )
  if (ends === undefined || Number(ends.people) < thresholdOf(minimumGroup) || Number(ends.n) === 0) return undefined
  const grid = gridOf(Number(ends.low), Number(ends.high))
  const rows = await engine.rows(
    `SELECT least(greatest(floor((${value} - $low) / $step), 0), $last)::INTEGER AS cell, count(*) AS n, ${peopleIn(asked)} AS people
      FROM ${relation} WHERE ${value} IS NOT NULL GROUP BY cell`,
    { low: grid.low, step: grid.step, last: grid.cells - 1 },
  )
  const byCell = new Map(rows.map(({ cell, n, people }) => [Number(cell), { n: Number(n), people: Number(people) }]))
  const noisy = Array.from({ length: grid.cells }, (_, cell) => {
    const drawn = noise.laplace(`${column.name}\ncell\n${cell}`, scale)
    const { n, people } = byCell.get(cell) ?? { n: 0, people: 0 }
    return { from: grid.low + cell * grid.step, to: grid.low + (cell + 1) * grid.step, n: n + drawn, people: people + drawn }
  })
  const joined = joinedCells(noisy, { least: Math.max(thresholdOf(minimumGroup), sum(noisy.map(({ people }) => people)) / bins) })
  const empty = await emptyOf(asked)
  const spans = joined.map(({ from, to, n }): Piece => ({ is: 'span', from, to, weight: Math.max(0, n) }))
  return spans.length === 0 ? undefined : [...spans, ...empty]
}

interface Cell {
  readonly from: number
  readonly to: number
  readonly n: number
  readonly people: number
}

/** The last interval takes what is left over. */
const joinedCells = (cells: readonly Cell[], { least }: { readonly least: number }): readonly Cell[] => {
  const joined: Cell[] = []
  let open: Cell | undefined
  for (const cell of cells) {
    open = open === undefined ? cell : { from: open.from, to: cell.to, n: open.n + cell.n, people: open.people + cell.people }
    if (open.people < least) continue
    joined.push(open)
    open = undefined
  }
  const last = joined.pop()
  if (last === undefined) return []
  return [...joined, open === undefined ? last : { from: last.from, to: open.to, n: last.n + open.n, people: last.people + open.people }]
}

const emptyOf = async (asked: MarginalAsked): Promise<readonly Piece[]> => {
  const { engine, relation, column, noise, minimumGroup } = asked
  const [{ n = 0, people = 0 } = {}] = await engine.rows(
    `SELECT count(*) AS n, ${peopleIn(asked)} AS people FROM ${relation} WHERE ${quoted(column.name)} IS NULL`,
  )
  const drawn = noise.laplace(`${column.name}\nempty`, scale)
  const isKept = Number(people) >= minimumGroup && Number(people) + drawn >= thresholdOf(minimumGroup)
  return isKept ? [{ is: 'empty', weight: Number(n) + drawn }] : []
}

/** A day is its number since 1970, a time its seconds. */
const measured = ({ name, type }: MarginalAsked['column']): string => {
  if (type === 'date') return `date_diff('day', DATE '1970-01-01', ${quoted(name)})::DOUBLE`
  if (type === 'timestamp') return `epoch(${quoted(name)})::DOUBLE`
  return `${quoted(name)}::DOUBLE`
}

/** A step of 1, 2 or 5 with zeros, and ends that are whole steps of a tenth of the width. */
export const gridOf = (low: number, high: number): { readonly low: number; readonly step: number; readonly cells: number } => {
  const width = high > low ? high - low : 1
  const coarse = roundUp(width / 10)
  const from = Math.floor(low / coarse) * coarse
  const to = Math.ceil(high / coarse + 1e-9) * coarse
  const step = roundUp((to - from) / cellsOfGrid)
  return { low: from, step, cells: Math.max(1, Math.ceil((to - from) / step - 1e-9)) }
}
const roundUp = (value: number): number => {
  const ten = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((digit) => digit * ten >= value * (1 - 1e-9)) ?? 10) * ten
}

const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0)
const sumOf = (pieces: readonly { readonly weight: number }[]): number => sum(pieces.map(({ weight }) => weight))
