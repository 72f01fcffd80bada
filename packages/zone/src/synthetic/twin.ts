/**
 * The synthetic twin of a granted table: the same columns in the same shapes, and nobody in it (articles 12 and 16).
 *
 * Why results of the twin need no output checks: everything in it is either made up without a look at the data, masked by the same
 * masks under a key of its own, or drawn from counts of one column at a time, to which Laplace noise was added and of which nothing
 * is kept that fewer people than the smallest group stand behind. What an analyst computes on it is computed from these counts.
 *
 * What is claimed: no identifier, free text, join key or filter value of the data; no value that fewer people share than the smallest
 * group; no connection between two columns; of one row, where a row is a subject, epsilon 1 a column and version of the workspace.
 * What is not claimed: that a drawn row can never equal a real one (it may by chance, as any guess may), or that a common value of a
 * column that may be seen is secret. Where a subject may have several rows the line counts subjects, and the noise hides a row.
 */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataEngine } from '../engine/data.ts'
import { engineTypes, literal, quoted } from '../engine/engine.ts'
import { boundBySelect, type TablePlan } from '../grant.ts'
import type { ColumnType } from '../masks/mask.ts'
import type { DatasetContract, Grant } from '../orders.ts'
import { chanceOf } from './chance.ts'
import { drawn } from './draw.ts'
import { type Marginal, marginalOf } from './marginals.ts'
import type { Noise } from './noise.ts'
import { madeUpRelation, madeUpRows } from './rows.ts'

export interface TwinAsked {
  /** With masks under a key of the twin's own. */
  readonly engine: DataEngine
  /** Private. */
  readonly folder: string
  readonly granted: Grant['tables'][number]
  readonly contract: DatasetContract
  readonly plan: TablePlan
  /** The written, masked rows. */
  readonly relation: string
  readonly rows: number
  readonly noise: Noise
}

/** As many rows as develop a query, never more than there are. */
export const mostTwinRows = 5_000
const twinRowsOf = (rows: number): number => Math.min(mostTwinRows, Math.max(100, Math.round(rows / 100) * 100))

/** Writes the twin as one Parquet file and answers its rows. */
export const makeTwin = async (asked: TwinAsked, to: string): Promise<number> => {
  const { engine, plan, noise } = asked
  const rows = twinRowsOf(asked.rows)
  const marginals = await marginalsOf(asked)
  const chances = new Map([...marginals.keys()].map((name) => [name, chanceOf(noise.seed(`draw\n${asked.granted.dataset}\n${name}`))]))
  const lines = Array.from({ length: rows }, (_, twin_row) =>
    JSON.stringify({
      twin_row,
      ...Object.fromEntries(
        plan.columns.flatMap(({ name, type }) => {
          const [marginal, chance] = [marginals.get(name), chances.get(name)]
          return marginal === undefined || chance === undefined ? [] : [[name, drawn(marginal, type, chance)]]
        }),
      ),
    }),
  )
  const file = join(asked.folder, `${asked.granted.dataset}.drawn.json`)
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  await engine.run(`CREATE OR REPLACE TEMP TABLE twin_made_up AS ${madeUp(asked, rows)}`, boundBySelect(plan))
  const types = [
    `twin_row: 'BIGINT'`,
    ...plan.columns.filter(({ name }) => marginals.has(name)).map(({ name, type }) => `${quoted(name)}: '${engineTypes[type]}'`),
  ]
  const drawnRows = `read_json(${literal(file)}, format = 'newline_delimited', columns = {${types.join(', ')}})`
  const select = plan.columns.map(
    ({ name, type }) => `CAST(${marginals.has(name) ? 'd' : 'm'}.${quoted(name)} AS ${engineTypes[type]}) AS ${quoted(name)}`,
  )
  const written = await engine.copy(
    `SELECT ${select.join(', ')} FROM twin_made_up m JOIN ${drawnRows} d USING (twin_row) ORDER BY twin_row`,
    to,
  )
  await engine.run('DROP TABLE twin_made_up')
  return written
}

/** Rows that nobody stands behind, through the masks of the grant under a key of the twin's own. */
const madeUp = ({ granted, contract, plan, noise }: TwinAsked, rows: number): string => {
  const people = contract.subject?.oneRow === false ? Math.ceil(rows / 3) : rows
  // The subject is spelt alike in every table of the workspace, so that a join of twins finds its people.
  const columns = contract.columns.map((column) => (column.name === contract.subject?.column ? { ...column, kind: 'id-number' } : column))
  const source = madeUpRelation(columns, madeUpRows(columns, { rows, seed: noise.seed('people'), people }))
  return `SELECT row_number() OVER () - 1 AS twin_row, * FROM (SELECT ${plan.select} FROM
    (SELECT *, 0 AS file_index, row_number() OVER () AS file_row_number FROM ${source})) /* ${granted.dataset} */`
}

/** Only of columns whose values the decision lets people see, alone or in groups; of numbers that may be summed, the spans. */
const marginalsOf = async ({ engine, granted, contract, plan, relation, noise }: TwinAsked): Promise<ReadonlyMap<string, Marginal>> => {
  const subject = contract.subject?.oneRow === false ? contract.subject.column : undefined
  const found = new Map<string, Marginal>()
  for (const column of plan.columns.filter(({ name, type }) => isDrawn(granted, contract, name, type))) {
    const asked = {
      engine,
      relation,
      column,
      subject,
      minimumGroup: granted.minimumGroup,
      spansOnly: isSummed(granted, column.name),
      noise: scoped(noise, granted.dataset),
    }
    const marginal = await marginalOf(asked)
    if (marginal !== undefined) found.set(column.name, marginal)
  }
  return found
}

const scoped = (noise: Noise, table: string): Noise => ({
  seed: noise.seed,
  laplace: (question, scale) => noise.laplace(`${table}\n${question}`, scale),
})

const isSummed = ({ columns }: TwinAsked['granted'], name: string): boolean =>
  columns.find((column) => column.name === name)?.disclosure === 'after-aggregation'

const isDrawn = (granted: TwinAsked['granted'], contract: DatasetContract, name: string, type: ColumnType): boolean => {
  const disclosure = granted.columns.find((column) => column.name === name)?.disclosure
  const known = contract.columns.find((column) => column.name === name)
  if (known === undefined || known.personal === 'identifier' || name === contract.subject?.column) return false
  if (disclosure === 'after-aggregation') return type !== 'text' && type !== 'boolean'
  return disclosure === 'plain' || disclosure === 'masked' || disclosure === 'after-grouping'
}
