/** What joined rows tell that no table told alone: near-unique combinations, and groups whose sensitive value is one and the same (article 15). */
import type { Cell } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import { type Fused, type FusedColumn, listed } from './fused.ts'

export type Personal = DatasetContract['columns'][number]['personal']
/** `undefined` of a column that no contract names: it is taken for personal. */
export type PersonalOf = (table: string, column: string) => Personal | undefined

export interface Bounds {
  /** Share of rows that may be alone in their combination although they are not in any of the tables. */
  readonly aloneShare: number
  /** Share of groups that may have one value only. */
  readonly toldShare: number
  /** Rows from which a group is large enough to tell. */
  readonly groupRows: number
  /** Rows from which a join tells anything at all. */
  readonly leastRows: number
}

export const standardBounds: Bounds = { aloneShare: 0.2, toldShare: 0.9, groupRows: 10, leastRows: 100 }

export type RelationKind = 'near-unique' | 'determined' | 'identifier'

/** Names, shares and bounds; never a value. */
export interface Relation {
  readonly kind: RelationKind
  readonly columns: readonly string[]
  readonly share: number
  readonly bound: number
}

/** One question about joined rows: the text that counts, and what its one row of counts says. */
export interface Question {
  readonly sql: string
  readonly read: (counts: readonly Cell[]) => readonly Relation[]
}

export const questionAbout = (fused: Fused, personalOf: PersonalOf, bounds: Bounds = standardBounds): Question | undefined => {
  const isMadeOf = (one: FusedColumn, wanted: Personal) => one.from.some(({ table, column }) => isTaken(personalOf(table, column), wanted))
  const quasi = fused.columns.filter((one) => isMadeOf(one, 'quasi-identifier'))
  const sensitive = fused.columns.filter((one) => isMadeOf(one, 'sensitive'))
  const together = tablesOf(quasi).length > 1 ? quasi : []
  const pairs = fused.columns.flatMap((of) => sensitive.filter((to) => isApart(of, to)).map((to) => ({ of, to })))
  if (together.length === 0 && pairs.length === 0) return undefined
  const alone = together.length === 0 ? [] : [together, ...tablesOf(quasi).map((table) => quasi.filter((one) => isOf(one, table)))]
  const counts = [
    'count(*)',
    ...alone.map((columns) => aloneIn(columns)),
    ...pairs.flatMap(({ of, to }) => [groupsOf(of, bounds), toldBy(of, to, bounds), `count(DISTINCT ${listed([to.as])})`]),
  ]
  const names = listed(fused.columns.map(({ as }) => as))
  return {
    sql: `WITH fused(${names}) AS MATERIALIZED (${fused.rows}) SELECT ${counts.map((count, index) => `${count} AS n${index}`).join(', ')} FROM fused`,
    read: (row) => {
      const numbers = row.map(Number)
      const rows = numbers[0] ?? 0
      if (rows < bounds.leastRows) return []
      const after = 1 + alone.length
      return [
        ...nearUnique(together, numbers.slice(1, after), rows, bounds),
        ...pairs.flatMap((pair, index) => determined(pair, numbers.slice(after + index * 3, after + index * 3 + 3), bounds)),
      ]
    },
  }
}

const isTaken = (personal: Personal | undefined, wanted: Personal): boolean => personal === undefined || personal === wanted
const tablesOf = (columns: readonly FusedColumn[]): readonly string[] => [
  ...new Set(columns.flatMap(({ from }) => from.map(({ table }) => table))),
]
const isOf = ({ from }: FusedColumn, wanted: string): boolean => from.every(({ table }) => table === wanted)
/** What a table says of its own column is no discovery of the join. */
const isApart = (of: FusedColumn, to: FusedColumn): boolean =>
  of.from.length > 0 && tablesOf([of]).every((table) => !tablesOf([to]).includes(table))
const nameOf = ({ from }: FusedColumn): string => from.map(({ table, column }) => `${table}.${column}`).join('+')
const asOf = (columns: readonly FusedColumn[]): string => listed(columns.map(({ as }) => as))

const aloneIn = (columns: readonly FusedColumn[]): string =>
  columns.length === 0 ? '0' : `(SELECT count(*) FROM (SELECT 1 FROM fused GROUP BY ${asOf(columns)} HAVING count(*) = 1))`

const groupsOf = (of: FusedColumn, { groupRows }: Bounds): string =>
  `(SELECT count(*) FROM (SELECT 1 FROM fused GROUP BY ${listed([of.as])} HAVING count(*) >= ${groupRows}))`

const toldBy = (of: FusedColumn, to: FusedColumn, { groupRows }: Bounds): string =>
  `(SELECT count(*) FROM (SELECT 1 FROM fused GROUP BY ${listed([of.as])} HAVING count(*) >= ${groupRows} AND min(${listed([to.as])}) = max(${listed([to.as])}) AND count(${listed([to.as])}) = count(*)))`

/** @param alone rows that are alone: in all columns together, then in those of each table */
const nearUnique = (together: readonly FusedColumn[], alone: readonly number[], rows: number, bounds: Bounds): readonly Relation[] => {
  const [fused = 0, ...each] = alone
  const before = Math.max(0, ...each) / rows
  const share = fused / rows
  return together.length > 0 && share >= bounds.aloneShare && before < bounds.aloneShare
    ? [{ kind: 'near-unique', columns: together.map(nameOf), share, bound: bounds.aloneShare }]
    : []
}

const determined = (
  { of, to }: { readonly of: FusedColumn; readonly to: FusedColumn },
  [groups = 0, told = 0, values = 0]: readonly number[],
  { toldShare }: Bounds,
): readonly Relation[] =>
  groups >= 2 && values >= 2 && told / groups >= toldShare
    ? [{ kind: 'determined', columns: [nameOf(of), nameOf(to)], share: told / groups, bound: toldShare }]
    : []
