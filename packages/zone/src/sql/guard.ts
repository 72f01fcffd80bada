/** Adds to the outermost aggregate the columns that show whether its cells may leave, by editing the tree (article 16). */

import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { Protection } from '../orders.ts'
import { aggregateFunctions } from './functions.ts'
import { type SqlRefusal, sqlRefusal } from './refusals.ts'
import { type CheckedTable, columnNamed, standardDominance, strictest, tableNamed } from './tables.ts'
import { allTrees, type Json, listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'
import { call, cast, column, constant, named } from './write.ts'

/** Number of subjects in a cell, the smallest over all tables that were joined; or, of rows, who each row is about, by table. */
export type Entities = Thresholds &
  ({ readonly output: string; readonly index: number; readonly rows: number } | { readonly subjects: readonly number[] })

/** The strictest of all tables that are read. */
export interface Thresholds {
  /** Of subjects in a cell. */
  readonly minimum: number
  /** Of rows in a cell. */
  readonly minimumRows: number
}

/** Where the airlock finds the guard's columns in a result; counted from 0. */
export interface Guards {
  readonly entities: Entities
  /** For each sum or average, the largest, the largest few and the total contribution of one subject to the cell. */
  readonly dominance: readonly {
    readonly of: string
    readonly top1: number
    readonly top2: number
    readonly top: number
    readonly total: number
  }[]
  readonly rule: DominanceRule
  /** The columns of numbers that are added up or averaged, or that what is added up is made of, each with the number of its table among `about`. */
  readonly sums: readonly { readonly table: number; readonly column: string }[]
  /** Names the cell as the members name it. */
  readonly cell: number
  /** The tables about somebody, in the order in which the members have them. */
  readonly about: readonly string[]
  /** Where the keys of a cell stand in the result; left out where one of them is not shown, and where rows are no cells. */
  readonly keys?: readonly number[]
  /** All rows of one table stand in its cells: what is taken out is what is missing from its number of rows, which the workspace shows. */
  readonly whole: boolean
  /** The columns whose figures are rounded or moved before anybody sees them, and how; left out where exact ones may be seen. */
  readonly figures?: Figures
  /** Number of result columns that a person sees. */
  readonly visible: number
}

export interface Figures {
  readonly protection: Exclude<Protection, { readonly kind: 'none' }>
  /** `largest` is where the largest contribution to a sum stands. */
  readonly columns: readonly { readonly index: number; readonly of: 'count' | 'sum' | 'avg'; readonly largest?: number }[]
}

export interface Guarded {
  readonly tree: Tree
  readonly guards: Guards
  /** One row for each row that was counted: its cell `__c`, and its number in each table about somebody; left out where there is none. */
  readonly members?: Tree
  /** Per subject of each table and cell, what it contributes; where one subject may have several rows. */
  readonly contributions?: readonly Tree[]
}

export type GuardAnswer = { readonly ok: true; readonly guarded: Guarded } | { readonly ok: false; readonly refusal: SqlRefusal }

export interface Leaf {
  readonly table: CheckedTable
  readonly alias: string
}

/** @param outputs names of the result columns as they were bound */
export const guard = (root: Tree, tables: readonly CheckedTable[], outputs: readonly string[]): GuardAnswer => {
  if (!isAggregate(root)) return { ok: false, refusal: sqlRefusal('aggregate-inside') }
  // A star would move the positions that GROUP BY 2 means.
  if (treesOf(root.select_list).some((item) => item.class === 'STAR')) return { ok: false, refusal: sqlRefusal('columns-expression', '*') }
  const leaves = leavesOf(treeOf(root.from_table), tables)
  const shadowed = treesOf(treeOf(root.cte_map).map).length > 0
  if (leaves === undefined || leaves.length === 0 || shadowed) return { ok: false, refusal: sqlRefusal('derived-rows') }
  const answer = guarded(root, leaves, outputs, readsSubjects(root, tables))
  const protection = protectionOf(leaves)
  if (protection === undefined || answer.guards.about.length === 0) return { ok: true, guarded: answer }
  const columns = figuresOf(root, leaves, answer.guards, protection)
  return columns === undefined
    ? { ok: false, refusal: sqlRefusal('figures-unprotected') }
    : { ok: true, guarded: { ...answer, guards: { ...answer.guards, figures: { protection, columns } } } }
}

export const protectionOf = (leaves: readonly Leaf[]): Figures['protection'] | undefined => {
  for (const { table } of leaves) if (table.protection !== undefined && table.protection.kind !== 'none') return table.protection
  return undefined
}

/**
 * Every column is a key of the cell or a bare count, sum or average: what is computed from exact figures, or chosen, sorted and cut off by
 * them, would tell them again.
 */
const figuresOf = (
  root: Tree,
  leaves: readonly Leaf[],
  { dominance }: Guards,
  { kind }: Figures['protection'],
): Figures['columns'] | undefined => {
  if ((root.having ?? null) !== null || listOf(root.modifiers).length > 0) return undefined
  const keys = new Set(keysOf(root, leaves).map((key) => JSON.stringify(key)))
  const columns: Figures['columns'][number][] = []
  for (const [index, item] of treesOf(root.select_list).entries()) {
    if (keys.has(JSON.stringify(named(item, '')))) continue
    const of = ofFigure[textOf(item.function_name)]
    if (item.class !== 'FUNCTION' || of === undefined || (item.filter ?? null) !== null) return undefined
    if (of === 'avg' && kind === 'round') return undefined
    const largest = dominance.find((sum) => sum.of === nameOf(treesOf(item.children)[0] ?? {}))?.top1
    columns.push({ index, of, ...(of !== 'count' && largest !== undefined && { largest }) })
  }
  return columns
}
const ofFigure: Readonly<Record<string, 'count' | 'sum' | 'avg'>> = {
  count: 'count',
  count_star: 'count',
  sum: 'sum',
  avg: 'avg',
  mean: 'avg',
}

/** The thresholds hold for every table; what tells of single subjects is asked only where a table that is read has some. */
const guarded = (root: Tree, leaves: readonly Leaf[], outputs: readonly string[], hasSubjects: boolean): Guarded => {
  const sums = hasSubjects ? sumsOf(root) : []
  const about = hasSubjects ? countedAmong(leaves) : []
  const isSplit = leaves.length > 1 || about.some(({ table }) => table.subject?.oneRow === false)
  const rule = dominanceOf(leaves)
  const first = outputs.length + 3
  const told = isSplit ? about : [undefined]
  const dominance = told.flatMap((_, table) =>
    sums.map((value, index) => {
      const at = first + (table * sums.length + index) * 4
      return { of: nameOf(value), top1: at, top2: at + 1, top: at + 2, total: at + 3 }
    }),
  )
  return {
    tree: {
      ...root,
      group_expressions: keysOf(root, leaves),
      ...plainGrouping(root, leaves),
      select_list: [
        ...listOf(root.select_list),
        named(call('least', ...leaves.map((leaf) => countOf(leaf, leaves.length > 1))), '__entities'),
        named(call('count_star'), '__rows'),
        named(cellOf(keysOf(root, leaves)), '__cell'),
        ...(isSplit ? [] : sums.flatMap((value, index) => contributions(value, index, rule))),
      ],
    },
    ...(about.length > 0 ? { members: membersOf(root, leaves, about) } : {}),
    ...(isSplit && sums.length > 0 ? { contributions: about.map((leaf) => contributionsOf(root, leaves, leaf, sums)) } : {}),
    guards: {
      entities: { output: '__entities', index: outputs.length, rows: outputs.length + 1, ...thresholdsOf(leaves) },
      dominance,
      rule,
      sums: summedColumns(sums, about),
      cell: outputs.length + 2,
      ...shownKeys(root, leaves),
      about: about.map(({ table }) => table.name),
      whole:
        about.length > 0 && leaves.length === 1 && treeOf(root.from_table).type === 'BASE_TABLE' && (root.where_clause ?? null) === null,
      visible: outputs.length,
    },
  }
}

/** Where a table about people only filters, the rows that it chose are compared. */
const countedAmong = (leaves: readonly Leaf[]): readonly Leaf[] => {
  const about = aboutSomebody(leaves)
  return about.length > 0 ? about : leaves
}

export const aboutSomebody = (leaves: readonly Leaf[]): readonly Leaf[] => leaves.filter(({ table }) => table.about !== 'nobody')

export const thresholdsOf = (leaves: readonly Leaf[]): Thresholds => ({
  minimum: Math.max(...leaves.map(({ table }) => table.minimumGroup)),
  minimumRows: Math.max(...leaves.map(({ table }) => table.minimumRows ?? table.minimumGroup)),
})

export const dominanceOf = (leaves: readonly Leaf[]): DominanceRule =>
  strictest(leaves.map(({ table }) => table.dominance ?? standardDominance))

/** One name for a cell, made of what makes the cell; the whole result is one where nothing does. */
export const cellOf = (keys: readonly Tree[]): Tree => call('hash', constant('cell'), ...keys)

/** `GROUP BY ALL` is written out, so that the cells of the result and those of the members are the same. */
const plainGrouping = (root: Tree, leaves: readonly Leaf[]): Tree => {
  const keys = keysOf(root, leaves)
  return { aggregate_handling: 'STANDARD_HANDLING', group_sets: keys.length > 0 ? [keys.map((_, index) => index)] : [] }
}

export const isAggregate = (root: Tree): boolean =>
  listOf(root.group_expressions).length > 0 ||
  root.aggregate_handling === 'FORCE_AGGREGATES' ||
  aggregatesIn([root.select_list ?? [], root.having ?? null]).length > 0

const aggregatesIn = (value: Json): readonly Tree[] =>
  allTrees(value).filter((tree) => tree.class === 'FUNCTION' && aggregateFunctions.has(textOf(tree.function_name)))

/** The granted tables that are joined, or undefined where anything else stands among them. */
export const leavesOf = (from: Tree, tables: readonly CheckedTable[]): readonly Leaf[] | undefined => {
  if (from.type === 'JOIN') {
    const [left, right] = [leavesOf(treeOf(from.left), tables), leavesOf(treeOf(from.right), tables)]
    const hidden = from.join_type === 'SEMI' || from.join_type === 'ANTI'
    return left === undefined || right === undefined ? undefined : [...left, ...(hidden ? [] : right)]
  }
  const table = from.type === 'BASE_TABLE' ? tableNamed(tables, textOf(from.table_name)) : undefined
  return table === undefined ? undefined : [{ table, alias: textOf(from.alias) || textOf(from.table_name) }]
}

/** A count of rows is free and enough where each row is a subject of its own and no join repeats it. */
const countOf = (leaf: Leaf, joined: boolean): Tree =>
  !joined && leaf.table.subject?.oneRow !== false ? call('count_star') : { ...call('count', subjectOf(leaf)), distinct: true }

/** Whatever stands in FROM counts, also what only filters, as the right side of a semi join does. */
const readsSubjects = (root: Tree, tables: readonly CheckedTable[]): boolean => tablesAboutSubjects(root.from_table, tables) > 0

/** How often a granted table about subjects is read; a name that WITH gave stands for tables that are counted where they stand. */
export const tablesAboutSubjects = (tree: Json | undefined, tables: readonly CheckedTable[]): number =>
  allTrees(tree).filter(({ type, table_name }) => {
    const table = type === 'BASE_TABLE' ? tableNamed(tables, textOf(table_name)) : undefined
    return table !== undefined && table.about !== 'nobody'
  }).length

export const subjectOf = ({ table, alias }: Leaf): Tree => column(alias, table.subject?.column ?? 'rowid')

/** Everything that is summed or averaged, each once. */
const sumsOf = (root: Tree): readonly Tree[] => {
  const values = aggregatesIn(root.select_list ?? [])
    .filter((tree) => ['sum', 'avg', 'mean'].includes(textOf(tree.function_name)))
    .flatMap((tree) => treesOf(tree.children).slice(0, 1))
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

/** Numbers only: a text or a day in what is added up decides which numbers are, and adds nothing. */
const summedColumns = (sums: readonly Tree[], about: readonly Leaf[]): Guards['sums'] => {
  const found = allTrees(sums).flatMap((tree) => {
    if (tree.class !== 'COLUMN_REF') return []
    const names = listOf(tree.column_names).map((name) => textOf(name).toLowerCase())
    const [column = '', alias] = [names.at(-1), names.at(-2)]
    return about.flatMap((leaf, table) => {
      const own = alias === undefined || alias === leaf.alias.toLowerCase() ? columnNamed(leaf.table, column) : undefined
      return own !== undefined && (own.type === 'integer' || own.type === 'number') ? [{ table, column: own.name }] : []
    })
  })
  return [...new Map(found.map((one) => [`${one.table} ${one.column}`, one])).values()]
}

/** The engine keeps the largest of a cell once, whatever is read from them. */
const contributions = (value: Tree, index: number, { largest }: DominanceRule): readonly Tree[] => {
  const size = call('abs', cast(named(value, ''), 'DOUBLE'))
  const top = call('max', size, constant(Math.max(2, largest)))
  const sumOfTop = (count: number) => call('list_sum', call('list_slice', top, constant(1), constant(count)))
  return [
    named(call('array_extract', top, constant(1)), `__top1_${index}`),
    named(sumOfTop(2), `__top2_${index}`),
    named(sumOfTop(largest), `__top_${index}`),
    named(call('sum', size), `__total_${index}`),
  ]
}

/** What one subject adds to a cell over all its rows, as one row: splitting an amount into many makes it no smaller. */
const contributionsOf = (root: Tree, leaves: readonly Leaf[], of: Leaf, sums: readonly Tree[]): Tree => {
  const keys = keysOf(root, leaves).map((key) => named(key, ''))
  const sizes = sums.map((value, index) => named(call('abs', call('sum', cast(named(value, ''), 'DOUBLE'))), `__v${index}`))
  const grouped = [...keys, subjectOf(of)]
  return {
    ...root,
    modifiers: [],
    select_list: [named(cellOf(keys), '__c'), ...sizes],
    group_expressions: grouped,
    group_sets: [grouped.map((_, index) => index)],
    aggregate_handling: 'STANDARD_HANDLING',
    having: null,
  }
}

/** Around the printed text of an aggregate and those of the contributions to its cells: the same rows in the same order, with the contributions beside them. */
export const withContributions = (main: string, contributed: readonly string[], sums: number, { largest }: DominanceRule): string => {
  const columns = (table: number) =>
    Array.from({ length: sums }, (_, index) => [
      `__d${table}.a${index}`,
      `__d${table}.b${index}`,
      `__d${table}.n${index}`,
      `__d${table}.t${index}`,
    ]).flat()
  const sizes = Array.from(
    { length: sums },
    (_, index) =>
      `max(__v${index}) AS a${index}, list_sum(max(__v${index}, 2)) AS b${index}, list_sum(max(__v${index}, ${largest})) AS n${index}, sum(__v${index}) AS t${index}`,
  )
  const joins = contributed.map(
    (text, table) =>
      `LEFT JOIN (SELECT __c, ${sizes.join(', ')} FROM (${text}) GROUP BY __c) AS __d${table} ON __m.__cell = __d${table}.__c`,
  )
  const all = contributed.flatMap((_, table) => columns(table))
  return `SELECT __m.* EXCLUDE (__at), ${all.join(', ')} FROM (SELECT *, row_number() OVER () AS __at FROM (${main})) AS __m ${joins.join(' ')} ORDER BY __m.__at`
}

const nameOf = (value: Tree): string => listOf(value.column_names).map(textOf).join('.') || textOf(value.function_name)

/** The expressions that make a cell, with positions, aliases and ALL resolved to what they stand for. */
const keysOf = (root: Tree, leaves: readonly Leaf[]): readonly Tree[] => {
  const selected = treesOf(root.select_list)
  if (root.aggregate_handling === 'FORCE_AGGREGATES')
    return selected.filter((item) => aggregatesIn(item).length === 0).map((item) => named(item, ''))
  return treesOf(root.group_expressions).map((expression) => named(resolved(expression, selected, leaves), ''))
}

const resolved = (expression: Tree, selected: readonly Tree[], leaves: readonly Leaf[]): Tree => {
  const position = treeOf(expression.value).value
  if (expression.class === 'CONSTANT' && typeof position === 'number') return selected[position - 1] ?? expression
  const names = listOf(expression.column_names).map(textOf)
  const [name] = names
  if (expression.class !== 'COLUMN_REF' || names.length !== 1 || name === undefined) return expression
  const isColumn = leaves.some(({ table }) => table.columns.some((one) => one.name.toLowerCase() === name.toLowerCase()))
  return isColumn ? expression : (selected.find((item) => textOf(item.alias).toLowerCase() === name.toLowerCase()) ?? expression)
}

/** Its columns have names that nobody may give: WHERE stays as it was asked, and may name what SELECT calls something. */
export const membersOf = (
  root: Tree,
  leaves: readonly Leaf[],
  about: readonly Leaf[],
  keys: readonly Tree[] = keysOf(root, leaves),
): Tree => ({
  ...root,
  modifiers: [],
  select_list: [
    named(cellOf(keys.map((key) => named(key, ''))), '__c'),
    // Nobody, where an outer join found nobody.
    ...about.map(({ alias }, index) => named(call('greatest', cast(column(alias, 'rowid'), 'INTEGER'), constant(-1)), `__r${index}`)),
  ],
  group_expressions: [],
  group_sets: [],
  aggregate_handling: 'STANDARD_HANDLING',
  having: null,
})

const shownKeys = (root: Tree, leaves: readonly Leaf[]): { readonly keys?: readonly number[] } => {
  const selected = treesOf(root.select_list).map((item) => JSON.stringify(named(item, '')))
  const keys = keysOf(root, leaves).map((key) => selected.indexOf(JSON.stringify(key)))
  return keys.includes(-1) ? {} : { keys }
}
