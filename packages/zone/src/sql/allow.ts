/** The allow-list of syntax: a tree whose every node, key, function, type and table is known, or a refusal. */
import { aggregateFunctions, argumentsAtMost, castTypes, scalarFunctions } from './functions.ts'
import { type SqlRefusal, type SqlRefusalCode, sqlRefusal } from './refusals.ts'
import { type CheckedTable, tableNamed } from './tables.ts'
import { isTree, type Json, listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'

interface Scope {
  readonly tables: readonly CheckedTable[]
  readonly parameters: readonly string[]
  /** Names that WITH has given so far. */
  readonly named: readonly string[]
}

type Check = (value: Json | undefined, scope: Scope) => readonly SqlRefusal[]
type Shape = Readonly<Record<string, Check>>

const nothing: readonly SqlRefusal[] = []
const refuse = (code: SqlRefusalCode, ...path: readonly string[]) => [sqlRefusal(code, ...path)]

const free: Check = () => nothing
/** The key may be there, but must say nothing. */
const empty: Check = (value) => (isEmpty(value) ? nothing : refuse('unknown-node'))
const emptyOr =
  (code: SqlRefusalCode): Check =>
  (value) =>
    isEmpty(value) ? nothing : refuse(code)
const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)

const ownName: Check = (value) => (textOf(value).startsWith('__') ? refuse('reserved-name', textOf(value)) : nothing)
const columnName: Check = (value) => {
  const names = listOf(value).map(textOf)
  if (names.some((name) => name.startsWith('__'))) return refuse('reserved-name', names.join('.'))
  return names.some((name) => name.toLowerCase() === 'rowid') ? refuse('column-hidden', names.join('.')) : nothing
}
const typeName: Check = (value) =>
  castTypes.has(textOf(treeOf(value).id)) ? nothing : refuse('type-not-allowed', textOf(treeOf(value).id))

const kept = (shape: Shape, tree: Tree, scope: Scope): readonly SqlRefusal[] =>
  Object.entries(tree).flatMap(([key, value]) => (shape[key] ?? unknownKey(key))(value, scope))
const unknownKey =
  (key: string): Check =>
  (value) =>
    isEmpty(value) ? nothing : refuse('unknown-node', key)

const expression: Check = (value, scope) => {
  if (!isTree(value)) return isEmpty(value) ? nothing : refuse('unknown-node')
  const kind = textOf(value.class)
  const shape = expressions[kind]
  if (shape !== undefined)
    return kept({ class: free, type: typeOf[kind] ?? free, alias: ownName, query_location: free, ...shape }, value, scope)
  return refuse(kind === 'SUBQUERY' ? 'subquery' : kind === 'WINDOW' ? 'window' : 'unknown-node', kind.toLowerCase())
}
const expressionList: Check = (value, scope) => listOf(value).flatMap((one) => expression(one, scope))

const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(textOf(value)) ? nothing : refuse('unknown-node', textOf(value).toLowerCase())

const typeOf: Readonly<Record<string, Check>> = {
  OPERATOR: oneOf(
    'COMPARE_IN',
    'COMPARE_NOT_IN',
    'OPERATOR_IS_NULL',
    'OPERATOR_IS_NOT_NULL',
    'OPERATOR_NOT',
    'OPERATOR_COALESCE',
    'OPERATOR_NULLIF',
  ),
  CONJUNCTION: oneOf('CONJUNCTION_AND', 'CONJUNCTION_OR'),
  CAST: oneOf('OPERATOR_CAST'),
}

const parameterName: Check = (value, { parameters }) =>
  parameters.includes(textOf(value)) ? nothing : refuse('parameter-unknown', textOf(value))
const orders: Check = (value, scope) =>
  treesOf(isTree(value) ? value.orders : value).flatMap((order) => kept({ type: free, null_order: free, expression }, order, scope))
const constant: Check = (value) =>
  castTypes.has(textOf(treeOf(treeOf(value).type).id)) || treeOf(value).is_null === true ? nothing : refuse('type-not-allowed')

const checks: Check = (value, scope) => treesOf(value).flatMap((one) => kept({ when_expr: expression, then_expr: expression }, one, scope))

const expressions: Readonly<Record<string, Shape>> = {
  COLUMN_REF: { column_names: columnName },
  CONSTANT: { value: constant },
  PARAMETER: { identifier: parameterName },
  COMPARISON: { left: expression, right: expression },
  CONJUNCTION: { children: expressionList },
  OPERATOR: { children: expressionList },
  CAST: { child: expression, cast_type: typeName, try_cast: free },
  CASE: { case_checks: checks, else_expr: expression },
  BETWEEN: { input: expression, lower: expression, upper: expression },
  STAR: {
    relation_name: free,
    exclude_list: free,
    columns: emptyOr('columns-expression'),
    expr: emptyOr('columns-expression'),
    replace_list: emptyOr('columns-expression'),
    rename_list: emptyOr('columns-expression'),
    qualified_exclude_list: emptyOr('columns-expression'),
  },
  FUNCTION: {
    function_name: (value) =>
      scalarFunctions.has(textOf(value)) || aggregateFunctions.has(textOf(value)) ? nothing : refuse('function-not-allowed', textOf(value)),
    schema: (value) => (['', 'main'].includes(textOf(value)) ? nothing : refuse('function-not-allowed')),
    catalog: emptyOr('function-not-allowed'),
    children: expressionList,
    filter: expression,
    order_bys: orders,
    distinct: free,
    is_operator: free,
    export_state: empty,
  },
}

const callSizes = (tree: Tree): readonly SqlRefusal[] => {
  const most = argumentsAtMost[textOf(tree.function_name)]
  return most !== undefined && listOf(tree.children).length > most
    ? refuse('function-not-allowed', `${textOf(tree.function_name)}/${listOf(tree.children).length}`)
    : nothing
}

const table: Check = (value, scope) => {
  if (!isTree(value)) return isEmpty(value) ? nothing : refuse('unknown-node')
  const kind = textOf(value.type)
  const shape = tableKinds[kind]
  if (shape !== undefined) return kept({ type: free, alias: ownTableName, query_location: free, sample: empty, ...shape }, value, scope)
  return refuse(kind === 'TABLE_FUNCTION' ? 'table-function' : 'unknown-node', kind.toLowerCase())
}
const ownTableName: Check = (value, scope) => ownName(value, scope)
const grantedName: Check = (value, { tables, named }) => {
  const name = textOf(value)
  return named.includes(name.toLowerCase()) || tableNamed(tables, name) !== undefined ? nothing : refuse('table-not-granted', name)
}
const noOtherPlace: Check = (value) => (textOf(value) === '' ? nothing : refuse('table-not-granted', textOf(value)))
const query: Check = (value, scope) => queryNode(treeOf(treeOf(value).node), scope)

const tableKinds: Readonly<Record<string, Shape>> = {
  EMPTY: {},
  BASE_TABLE: {
    schema_name: noOtherPlace,
    catalog_name: noOtherPlace,
    table_name: grantedName,
    column_name_alias: empty,
    at_clause: empty,
  },
  SUBQUERY: { subquery: query, column_name_alias: empty },
  JOIN: {
    left: table,
    right: table,
    condition: expression,
    join_type: oneOf('INNER', 'LEFT', 'RIGHT', 'OUTER', 'SEMI', 'ANTI'),
    ref_type: oneOf('REGULAR', 'CROSS'),
    using_columns: free,
    delim_flipped: empty,
    duplicate_eliminated_columns: empty,
  },
}

const modifier = (tree: Tree, scope: Scope): readonly SqlRefusal[] => {
  const shape = modifiers[textOf(tree.type)]
  return shape === undefined ? refuse('unknown-node', textOf(tree.type).toLowerCase()) : kept({ type: free, ...shape }, tree, scope)
}
const modifiers: Readonly<Record<string, Shape>> = {
  ORDER_MODIFIER: { orders },
  LIMIT_MODIFIER: { limit: expression, offset: expression },
  DISTINCT_MODIFIER: { distinct_on_targets: expressionList },
}

const queryShape: Shape = {
  type: free,
  modifiers: (value, scope) => treesOf(value).flatMap((one) => modifier(one, scope)),
  cte_map: free,
  select_list: expressionList,
  from_table: table,
  where_clause: expression,
  group_expressions: expressionList,
  group_sets: (value) => (listOf(value).length > 1 ? refuse('grouping-sets') : nothing),
  aggregate_handling: oneOf('STANDARD_HANDLING', 'FORCE_AGGREGATES'),
  having: expression,
  sample: empty,
  qualify: emptyOr('window'),
}

/** Names given by WITH come into sight one after the other. */
const queryNode = (tree: Tree, scope: Scope): readonly SqlRefusal[] => {
  if (textOf(tree.type) !== 'SELECT_NODE')
    return refuse(textOf(tree.type) === 'SET_OPERATION_NODE' ? 'set-operation' : 'unknown-node', textOf(tree.type).toLowerCase())
  let inner = scope
  const fromWith: SqlRefusal[] = []
  for (const entry of treesOf(treeOf(tree.cte_map).map)) {
    const name = textOf(entry.key).toLowerCase()
    if (name.startsWith('__') || tableNamed(scope.tables, name) !== undefined) fromWith.push(sqlRefusal('reserved-name', name))
    fromWith.push(...withEntry(treeOf(entry.value), inner))
    inner = { ...inner, named: [...inner.named, name] }
  }
  return [...fromWith, ...kept(queryShape, tree, inner)]
}
const withEntry = (tree: Tree, scope: Scope) => kept({ aliases: empty, query, materialized: free, key_targets: empty }, tree, scope)

/** What keeps a syntax tree from being looked at further; empty when every part of it is known. */
export const allowed = (root: Tree, scope: Omit<Scope, 'named'>): readonly SqlRefusal[] => [
  ...queryNode(root, { ...scope, named: [] }),
  ...callsOf(root).flatMap(callSizes),
]

const callsOf = (value: Json | undefined): readonly Tree[] => {
  if (Array.isArray(value)) return value.flatMap(callsOf)
  if (!isTree(value)) return []
  return [...(value.class === 'FUNCTION' ? [value] : []), ...Object.values(value).flatMap(callsOf)]
}
