/** Asks a dataset how little must be given up so that every row hides among k others; answers with levels and shares, never with a value (articles 12 and 16). */
import type { Bind, DataEngine, Row } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { ColumnType } from '../masks/mask.ts'
import { masked } from '../masks/masks.ts'
import type { Mask } from '../orders.ts'
import { type Lattice, type Node, search } from './lattice.ts'
import type { Levels } from './levels.ts'

export interface ProposalColumn {
  readonly name: string
  readonly type: ColumnType
  readonly levels: Levels
}

export interface Wanted {
  /** Each row shall be one of at least so many that look the same. */
  readonly k: number
  /** The share of rows that may be left out for it. */
  readonly mostSuppressed: number
}

export interface Proposal {
  readonly rows: number
  /** Undefined where even leaving out every column does not reach k. */
  readonly found:
    | {
        readonly columns: readonly {
          readonly name: string
          readonly level: number
          readonly of: number
          readonly mask?: Mask
          readonly loss: number
        }[]
        /** The smallest class of the rows that stay. */
        readonly k: number
        readonly suppressedShare: number
        /** Share of the information of these columns that is lost, 0 to 1. */
        readonly loss: number
      }
    | undefined
  /** Combinations of levels there are, and how many had to be measured. */
  readonly nodes: number
  readonly measured: number
}

/** @param relation with its condition: the rows that the request asks for */
export const propose = async (
  engine: DataEngine,
  relation: string,
  columns: readonly ProposalColumn[],
  { k, mostSuppressed }: Wanted,
  bind: Bind = {},
): Promise<Proposal> => {
  const spelt = columns.map((column, index) => speltLevels(column, index))
  const judged: Judged[] = []
  for (const levels of spelt) judged.push(await judgeAlone(engine, relation, levels, k, bind))
  const rows = judged[0]?.rows ?? 0
  const bases = judged.map(({ tooSmall }) => firstOf(tooSmall, (share) => share <= mostSuppressed))
  const kept = spelt.map(({ index, levels }) => ({ index, levels: levels.slice(bases[index]) }))
  await engine.run(classesSql(relation, kept), bindOf(relation, kept, bind))
  const lattice: Lattice = {
    lossByLevel: judged.map(({ losses }, column) => losses.slice(bases[column])),
    mostSuppressed,
    shareTooSmall: async (node) => (rows === 0 ? 1 : numberOf(await one(engine, tooSmallSql(spelt, node, k)), 'too_small') / rows),
  }
  const { best, nodes, measured } = await search(lattice)
  const whole = spelt.reduce((product, { levels }) => product * levels.length, 1)
  if (best === undefined) return { rows, found: undefined, nodes: whole, measured }
  const reached = numberOf(await one(engine, smallestSql(spelt, best.node, k)), 'k')
  return {
    rows,
    found: {
      columns: columns.map(({ name, levels }, index) => {
        const level = (bases[index] ?? 0) + (best.node[index] ?? 0)
        const mask = levels[level]
        return { name, level, of: levels.length - 1, ...(mask && { mask }), loss: judged[index]?.losses[level] ?? 1 }
      }),
      k: reached,
      suppressedShare: best.suppressedShare,
      loss: best.loss,
    },
    nodes: Math.max(whole, nodes),
    measured,
  }
}

interface Spelt {
  readonly index: number
  /** By level: an expression, and what it binds. */
  readonly levels: readonly { readonly sql: string; readonly bind: Bind }[]
}

const speltLevels = ({ name, type, levels }: ProposalColumn, index: number): Spelt => ({
  index,
  levels: levels.map((mask, level) => {
    if (mask === undefined) return { sql: quoted(name), bind: {} }
    const masking = masked(mask, { name, type, slot: `q${index}l${level}` }, { whose: `''` })
    if (masking === undefined) throw new Error(`could not generalize ${name} of type ${type} by ${mask.kind}`)
    return masking
  }),
})

interface Judged {
  readonly rows: number
  /** By level, of this column alone: the share of rows in classes below k, and the share of information lost. */
  readonly tooSmall: readonly number[]
  readonly losses: readonly number[]
}

/** A column that already fails by itself at a level fails there with any others beside it: those levels need no looking at. */
const judgeAlone = async (engine: DataEngine, relation: string, { index, levels }: Spelt, k: number, bind: Bind): Promise<Judged> => {
  const tooSmall: number[] = []
  const entropies: number[] = []
  let rows = 0
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE alone AS SELECT ${levels.map(({ sql }, level) => `hash(${sql}) AS l${level}`).join(', ')}, count(*) AS n FROM ${relation} GROUP BY ALL`,
    bindOf(relation, [{ index, levels }], bind),
  )
  for (const level of levels.keys()) {
    const row = await one(
      engine,
      `SELECT coalesce(sum(n), 0) AS total, coalesce(sum(n) FILTER (n < ${k}), 0) AS too_small, coalesce(sum(n * ln(n)), 0) AS weighted FROM (SELECT sum(n)::DOUBLE AS n FROM alone GROUP BY l${level})`,
    )
    rows = numberOf(row, 'total')
    tooSmall.push(rows === 0 ? 1 : numberOf(row, 'too_small') / rows)
    entropies.push(rows === 0 ? 0 : Math.max(0, Math.log(rows) - numberOf(row, 'weighted') / rows))
  }
  await engine.run('DROP TABLE alone')
  return { rows, tooSmall, losses: lossesOf(entropies) }
}

/** What a level no longer tells, by entropy; a column that says nothing has nothing to lose before it is gone. */
const lossesOf = (entropies: readonly number[]): readonly number[] => {
  const [whole = 0] = entropies
  const top = entropies.length - 1
  return entropies.map((entropy, level) => (level === top ? 1 : whole < 1e-9 ? 0 : Math.min(1, Math.max(0, 1 - entropy / whole))))
}

const firstOf = (shares: readonly number[], holds: (share: number) => boolean): number => {
  const first = shares.findIndex(holds)
  return first < 0 ? shares.length - 1 : first
}

/** Counted once, at the lowest levels that still matter; every other node is made of these classes. */
const classesSql = (relation: string, spelt: readonly Spelt[]): string => {
  const kept = spelt.flatMap(({ index, levels }) => levels.map(({ sql }, step) => `hash(${sql}) AS ${cell(index, step)}`))
  return `CREATE OR REPLACE TEMP TABLE classes AS SELECT ${[...kept, 'count(*) AS n'].join(', ')} FROM ${relation} GROUP BY ALL`
}

const cell = (column: number, step: number): string => `c${column}_${step}`

const sizes = (spelt: readonly Spelt[], node: Node): string =>
  `(SELECT sum(n)::BIGINT AS n FROM classes GROUP BY ${spelt.map(({ index }) => cell(index, node[index] ?? 0)).join(', ')})`

const tooSmallSql = (spelt: readonly Spelt[], node: Node, k: number): string =>
  `SELECT coalesce(sum(n) FILTER (n < ${k}), 0) AS too_small FROM ${sizes(spelt, node)}`

const smallestSql = (spelt: readonly Spelt[], node: Node, k: number): string =>
  `SELECT coalesce(min(n) FILTER (n >= ${k}), 0) AS k FROM ${sizes(spelt, node)}`

/** A statement takes only the values that it names. */
const bindOf = (relation: string, spelt: readonly Spelt[], bind: Bind): Bind =>
  Object.assign({}, ...spelt.flatMap(({ levels }) => levels.map((level) => level.bind)), relation.includes('$') ? bind : {})

const one = async (engine: DataEngine, sql: string): Promise<Row> => (await engine.rows(sql))[0] ?? {}

const numberOf = (row: Row, name: string): number => Number(row[name] ?? 0)
