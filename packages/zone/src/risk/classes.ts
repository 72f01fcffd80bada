/** The classes of a table: who cannot be told apart by the quasi-identifiers. Counted once, every measure reads from the count (articles 12 and 16). */
import type { DataEngine } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { ColumnType } from '../masks/mask.ts'

export interface SensitiveColumn {
  readonly name: string
  readonly type: ColumnType
}

/** A table as it is measured. */
export interface Measured {
  /** The rows as a person of the workspace will meet them. */
  readonly relation: string
  /** Without any, all rows are one class. */
  readonly quasiIdentifiers: readonly string[]
}

/** Temporary tables of the engine: one row a class; one row a value of the sensitive column; one row a class and value. */
export const [classes, values, cells] = ['risk_classes', 'risk_values', 'risk_cells'] as const

/** Empty values are a value of their own: two rows without a birth date look alike. */
export const sameClass = (one: string, other: string, quasiIdentifiers: readonly string[]): string =>
  ['true', ...quasiIdentifiers.map((name) => `${one}.${quoted(name)} IS NOT DISTINCT FROM ${other}.${quoted(name)}`)].join(' AND ')

export const listed = (quasiIdentifiers: readonly string[]): string => quasiIdentifiers.map((name) => `${quoted(name)}, `).join('')

/** Its number, its quasi-identifiers and its `size`. */
export const countClasses = (engine: DataEngine, { relation, quasiIdentifiers }: Measured): Promise<void> => {
  const grouping = quasiIdentifiers.length === 0 ? '' : `GROUP BY ${quasiIdentifiers.map(quoted).join(', ')}`
  return engine.run(
    `CREATE OR REPLACE TEMP TABLE ${classes} AS SELECT row_number() OVER () AS class, * FROM
      (SELECT ${listed(quasiIdentifiers)}count(*) AS size FROM ${relation} ${grouping}) WHERE size > 0`,
  )
}

const ordered: readonly ColumnType[] = ['integer', 'number', 'date', 'timestamp']
export const isOrdered = ({ type }: SensitiveColumn): boolean => ordered.includes(type)

/** Beyond so many values neighbours share a bin, equally many in each: a step of t stays a step, and l is never overstated. */
export const mostValues = 1000

/** `values`: rank, share of all rows, shares summed up to it. `cells`: class, its size, rank and `n` rows. Empty is the lowest value. */
export const countCells = async (engine: DataEngine, measured: Measured, column: SensitiveColumn): Promise<void> => {
  const value = quoted(column.name)
  const counted = `SELECT ${value} AS value, count(*) AS n FROM ${measured.relation} GROUP BY ${value}`
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${values} AS ${counted}`)
  const [{ found = 0 } = {}] = await engine.rows(`SELECT count(*) AS found FROM ${values}`)
  const isBinned = isOrdered(column) && Number(found) > mostValues
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${values} AS ${rankedBy(isBinned ? binOfValue : orderOfValue)}`)
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${cells} AS ${isBinned ? cellsOfBins(measured, value) : cellsOfValues(measured, value)}`)
  const summed = `SELECT rank, sum(n) AS n FROM ${values} GROUP BY rank`
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE ${values} AS
      SELECT rank, n / sum(n) OVER () AS share, sum(n) OVER (ORDER BY rank) / sum(n) OVER () AS upto FROM (${summed})`,
  )
}

const orderOfValue = 'row_number() OVER (ORDER BY value NULLS FIRST)'
const binOfValue = `((${orderOfValue} - 1) * ${mostValues}) // count(*) OVER ()`
const rankedBy = (place: string): string =>
  `SELECT value, n, dense_rank() OVER (ORDER BY place) AS rank FROM (SELECT value, n, ${place} AS place FROM ${values})`

/** Few values: the rows are grouped as they are, and only the groups meet the ranks. */
const cellsOfValues = ({ relation, quasiIdentifiers }: Measured, value: string): string =>
  `SELECT c.class, c.size, v.rank, g.n
    FROM (SELECT ${listed(quasiIdentifiers)}${value} AS risk_value, count(*) AS n FROM ${relation} GROUP BY ALL) g
    JOIN ${values} v ON v.value IS NOT DISTINCT FROM g.risk_value
    JOIN ${classes} c ON ${sameClass('c', 'g', quasiIdentifiers)}`

const cellsOfBins = ({ relation, quasiIdentifiers }: Measured, value: string): string =>
  `SELECT c.class, c.size, g.risk_rank AS rank, g.n
    FROM (SELECT ${listed(quasiIdentifiers)}v.rank AS risk_rank, count(*) AS n
      FROM ${relation} r JOIN ${values} v ON v.value IS NOT DISTINCT FROM r.${value} GROUP BY ALL) g
    JOIN ${classes} c ON ${sameClass('c', 'g', quasiIdentifiers)}`

/** What has been measured takes no memory any more. */
export const forget = async (engine: DataEngine): Promise<void> => {
  for (const table of [classes, values, cells]) await engine.run(`DROP TABLE IF EXISTS ${table}`)
}
