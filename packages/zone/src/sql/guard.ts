/** Adds to the outermost aggregate the columns that show whether its cells may leave, by editing the tree (article 16). */
import { aggregateFunctions } from './functions.ts'
import { type SqlRefusal, sqlRefusal } from './refusals.ts'
import { type CheckedTable, tableNamed } from './tables.ts'
import { allTrees, type Json, listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'
import { call, cast, column, constant, named } from './write.ts'

/** Number of subjects in a cell, the smallest over all tables that were joined; or, of rows, who each row is about, by table. */
export type Entities =
  | { readonly output: string; readonly index: number; readonly minimum: number }
  | { readonly subjects: readonly number[]; readonly minimum: number }

/** Where the airlock finds the guard's columns in a result; counted from 0. */
export interface Guards {
  readonly entities: Entities
  /** For each sum or average, the largest, the two largest and the total contribution to the cell. */
  readonly dominance: readonly { readonly of: string; readonly top1: number; readonly top2: number; readonly total: number }[]
  /** Where the keys of a cell stand in the result; left out where one of them is not shown. */
  readonly keys?: readonly number[]
  /** Number of result columns that a person sees. */
  readonly visible: number
}

export interface Guarded {
  readonly tree: Tree
  readonly guards: Guards
  /** One row for each subject in each cell: keys `k0…`, the subject's hash `h`; left out where the tables are about nobody. */
  readonly members?: Tree
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
  return { ok: true, guarded: guarded(root, leaves, outputs, readsSubjects(root, tables)) }
}

/** The smallest group holds for every table; what tells of single subjects is asked only where a table that is read has some. */
const guarded = (root: Tree, leaves: readonly Leaf[], outputs: readonly string[], hasSubjects: boolean): Guarded => {
  const sums = hasSubjects ? sumsOf(root) : []
  const entities = outputs.length
  const extra = [
    named(call('least', ...leaves.map((leaf) => countOf(leaf, leaves.length > 1))), '__entities'),
    ...sums.flatMap((value, index) => contributions(value, index)),
  ]
  return {
    tree: {
      ...root,
      group_expressions: keysOf(root, leaves),
      ...plainGrouping(root, leaves),
      select_list: [...listOf(root.select_list), ...extra],
    },
    ...(hasSubjects ? { members: membersOf(root, leaves) } : {}),
    guards: {
      entities: { output: '__entities', index: entities, minimum: Math.max(...leaves.map(({ table }) => table.minimumGroup)) },
      dominance: sums.map((value, index) => ({
        of: nameOf(value),
        top1: entities + 1 + index * 3,
        top2: entities + 2 + index * 3,
        total: entities + 3 + index * 3,
      })),
      ...shownKeys(root, leaves),
      visible: outputs.length,
    },
  }
}

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

/** A declared subject is the same in every table that names it; the third row of one table is nobody of another. */
const identityOf = (leaf: Leaf): readonly Tree[] =>
  leaf.table.subject === undefined ? [subjectOf(leaf), constant(leaf.table.name)] : [subjectOf(leaf)]

/** Everything that is summed or averaged, each once. */
const sumsOf = (root: Tree): readonly Tree[] => {
  const values = aggregatesIn(root.select_list ?? [])
    .filter((tree) => ['sum', 'avg', 'mean'].includes(textOf(tree.function_name)))
    .flatMap((tree) => treesOf(tree.children).slice(0, 1))
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

const contributions = (value: Tree, index: number): readonly Tree[] => {
  const size = call('abs', cast(named(value, ''), 'DOUBLE'))
  return [
    named(call('max', size), `__top1_${index}`),
    named(call('list_sum', call('max', size, constant(2))), `__top2_${index}`),
    named(call('sum', size), `__total_${index}`),
  ]
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

const shownKeys = (root: Tree, leaves: readonly Leaf[]): { readonly keys?: readonly number[] } => {
  const selected = treesOf(root.select_list).map((item) => JSON.stringify(named(item, '')))
  const keys = keysOf(root, leaves).map((key) => selected.indexOf(JSON.stringify(key)))
  return keys.includes(-1) ? {} : { keys }
}

export const membersOf = (root: Tree, leaves: readonly Leaf[]): Tree => {
  const [first] = leaves
  const told = leaves.find(({ table }) => table.subject !== undefined) ?? leaves.find(({ table }) => table.about !== 'nobody') ?? first
  if (told === undefined) throw new Error('could not write the members of cells without a table')
  const keys = keysOf(root, leaves).map((key, index) => named(key, `k${index}`))
  return {
    ...root,
    // A row that is a subject of its own stands in one cell once.
    modifiers: leaves.length > 1 || told.table.subject?.oneRow === false ? [{ type: 'DISTINCT_MODIFIER', distinct_on_targets: [] }] : [],
    select_list: [...keys, named(call('hash', ...identityOf(told)), 'h')],
    group_expressions: [],
    group_sets: [],
    aggregate_handling: 'STANDARD_HANDLING',
    having: null,
  }
}

/** Around a printed query of members: per cell, 64 exclusive-ors of subject hashes. */
export const sketchQuery = (members: string, keys: number): string => {
  const cell = Array.from({ length: keys }, (_, index) => `k${index}`)
  const list = cell.length > 0 ? `${cell.join(', ')}, ` : ''
  return `SELECT ${list}list(b) AS buckets, list(x) AS sums FROM (SELECT ${list}(h % 64)::UTINYINT AS b, bit_xor(h) AS x FROM (${members}) GROUP BY ALL) GROUP BY ALL`
}
