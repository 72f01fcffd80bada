/** Where a text puts tables together: the joined rows as a query of the zone's own, before anything is grouped (article 15). */
import { openReader } from '../engine/duckdb.ts'
import { quoted, type SqlReader } from '../engine/engine.ts'
import type { JobTable, JobWork } from '../jobs/work.ts'
import type { CheckedSql, CheckedTable } from '../sql/check.ts'
import { infer } from '../sql/infer.ts'
import { lineageOf } from '../sql/lineage.ts'
import type { ColumnOfTable } from '../sql/tables.ts'
import { allTrees, type Json, readTree, type Tree, textOf, treeOf, treesOf, writeTree } from '../sql/tree.ts'
import { document } from '../sql/write.ts'

/** One column of joined rows, and the granted columns it is made of. */
export interface FusedColumn {
  readonly as: string
  readonly from: readonly ColumnOfTable[]
}

export interface Fused {
  /** Gives the joined rows, one column for each of `columns` in their order. */
  readonly rows: string
  readonly columns: readonly FusedColumn[]
}

export interface Fusing {
  readonly work: Pick<JobWork, 'tables' | 'queries'>
  readonly reads: CheckedSql['reads']
  readonly tables: readonly CheckedTable[]
}

/** More would be a query that no person reads any more; each costs a pass over its rows. */
const mostJoins = 4

let shared: Promise<SqlReader> | undefined
const sharedReader = (): Promise<SqlReader> => {
  shared ??= openReader()
  return shared
}

/** The joins of checked work, each once. What stands in them is told by the bound plan, so that no nesting hides a table. */
export const fusedIn = async ({ work, reads, tables }: Fusing): Promise<readonly Fused[]> => {
  const reader = await sharedReader()
  const loaded = loadedTables(tables, reads)
  const found = new Map<string, Fused>()
  for (const [index, { sql }] of [...work.tables, ...work.queries].entries()) {
    const before = work.tables.slice(0, index)
    for (const rows of await joinsIn(reader, sql)) {
      if (found.size >= mostJoins || found.has(rows)) continue
      const columns = await columnsOf(reader, loaded, rows, before)
      if (new Set(columns.flatMap(({ from }) => from.map(({ table }) => table))).size > 1) found.set(rows, { rows, columns })
    }
  }
  return [...found.values()]
}

/** As the job loads them: a star stands for these columns in this order. */
const loadedTables = (tables: readonly CheckedTable[], reads: CheckedSql['reads']): readonly CheckedTable[] =>
  tables.flatMap((table) => {
    const names = reads.find((one) => one.table === table.name)?.columns ?? []
    const columns = names.flatMap((name) => table.columns.filter((one) => one.name === name))
    return columns.length === 0 ? [] : [{ ...table, columns }]
  })

/** Each SELECT over a JOIN, with the names that WITH gave around it, as a text of its own that gives all its rows. */
const joinsIn = async ({ parse, print }: SqlReader, sql: string): Promise<readonly string[]> => {
  const [statement] = treesOf(treeOf(readTree(await parse(sql))).statements)
  const parameters = statement?.named_param_map ?? []
  const nodes = selectsIn(treeOf(statement?.node), []).filter(({ node }) => treeOf(node.from_table).type === 'JOIN')
  return Promise.all(nodes.map(({ node, named }) => print(writeTree(document(joinedRows(node, named), parameters)))))
}

interface Placed {
  readonly node: Tree
  /** Entries of WITH that are in sight of it. */
  readonly named: readonly Json[]
}

const selectsIn = (value: Json | undefined, named: readonly Json[]): readonly Placed[] => {
  if (Array.isArray(value)) return value.flatMap((one) => selectsIn(one, named))
  const tree = treeOf(value)
  if (Object.keys(tree).length === 0) return []
  const own = tree.type === 'SELECT_NODE' ? treesOf(treeOf(tree.cte_map).map) : []
  const inSight = [...named, ...own]
  return [
    ...(tree.type === 'SELECT_NODE' ? [{ node: tree, named: inSight }] : []),
    ...Object.entries(tree).flatMap(([key, inner]) => selectsIn(inner, key === 'cte_map' ? named : inSight)),
  ]
}

const star: Tree = {
  class: 'STAR',
  type: 'STAR',
  alias: '',
  query_location: 0,
  relation_name: '',
  exclude_list: [],
  replace_list: [],
  columns: false,
  expr: null,
  unpacked: false,
  qualified_exclude_list: [],
  rename_list: [],
}

/** A condition that asks another query is left away: then more rows are looked at, and never fewer. */
const joinedRows = (node: Tree, named: readonly Json[]): Tree => ({
  ...node,
  cte_map: { map: named },
  modifiers: [],
  select_list: [star],
  where_clause: asksAnother(node.where_clause) ? null : (node.where_clause ?? null),
  group_expressions: [],
  group_sets: [],
  aggregate_handling: 'STANDARD_HANDLING',
  having: null,
  qualify: null,
})

const asksAnother = (value: Json | undefined): boolean => allTrees(value).some((tree) => textOf(tree.class) === 'SUBQUERY')

/** Nothing where the text stands only inside another, as a query that looks outwards does: the outer one is looked at itself. */
const columnsOf = async (
  { openBinder }: SqlReader,
  tables: readonly CheckedTable[],
  rows: string,
  before: readonly JobTable[],
): Promise<readonly FusedColumn[]> => {
  const binder = await openBinder(tables)
  try {
    const { plan, columns } = await binder.bind(withTables(rows, before))
    const planned = treeOf(readTree(plan))
    const [top] = treesOf(planned.plans)
    if (planned.error !== false || top === undefined) return []
    const names = columns.map((_, index) => `f${index}`)
    return lineageOf(infer(top, { tables, named: new Map() }), names).map(({ output, from }) => ({ as: output, from }))
  } finally {
    binder.close()
  }
}

/** The tables that the job made before stand for the queries that made them. */
const withTables = (rows: string, before: readonly JobTable[]): string =>
  before.length === 0 ? rows : `WITH ${before.map(({ name, sql }) => `${quoted(name)} AS (${sql})`).join(', ')} SELECT * FROM (${rows})`

export const listed = (names: readonly string[]): string => names.map(quoted).join(', ')
