/** Reads the bound plan from its leaves to its root: which columns reach which result, and what is done with them on the way. */
import { judge, judgeAggregated } from './disclosure.ts'
import { bareIndex, type Columns, conjuncts, type Flow, flowsOf, isProtected, once, through } from './flow.ts'
import { countingAggregates, safeAggregates } from './functions.ts'
import { type SqlRefusal, sqlRefusal } from './refusals.ts'
import { type CheckedTable, columnNamed, isOpen, tableNamed } from './tables.ts'
import { type Json, listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'

/** What stands after a step of the plan. */
export interface Relation {
  readonly columns: readonly (readonly Flow[])[]
  /** A step that is not known: any result may come from any column. */
  readonly unknown: boolean
  /** Which rows stand here was decided by a column that may not be seen. */
  readonly veiled: boolean
  /** An aggregate over protected columns or veiled rows has been made: its cells need a guard. */
  readonly needsGuard: boolean
  readonly refusals: readonly SqlRefusal[]
}

interface Surroundings {
  readonly tables: readonly CheckedTable[]
  readonly named: ReadonlyMap<number, Relation>
}

const nothing: Relation = { columns: [], unknown: false, veiled: false, needsGuard: false, refusals: [] }

const at =
  ({ columns, unknown }: Relation): Columns =>
  (index) =>
    columns[index] ?? (unknown ? columns.flat() : [])

const refusing = (relation: Relation, refusals: readonly SqlRefusal[]): Relation => ({
  ...relation,
  refusals: [...relation.refusals, ...refusals],
})

type Step = (node: Tree, around: Surroundings) => Relation
const child = (node: Tree, around: Surroundings, index = 0): Relation => infer(treesOf(node.children)[index] ?? {}, around)

/** The relation at the root of a plan. */
export const infer = (node: Tree, around: Surroundings): Relation => (steps[textOf(node.type)] ?? unknownStep)(node, around)

const scan: Step = (node, { tables }) => {
  const source = treeOf(node.function_data)
  const table = tableNamed(tables, textOf(source.table))
  const own = node.name === 'seq_scan' && source.catalog === 'memory' && source.schema === 'main'
  if (!own || table === undefined) return refusing(nothing, [sqlRefusal('table-not-granted', textOf(source.table))])
  const names = listOf(node.names).map(textOf)
  const flows = treesOf(node.column_indexes).map(({ index }) => flowsFrom(table, typeof index === 'number' ? names[index] : undefined))
  return { ...nothing, columns: flows }
}

/** Without a name it is the row's own number, which only a count of rows reads: no column of the grant. */
const flowsFrom = (table: CheckedTable, name: string | undefined): readonly Flow[] => {
  if (name === undefined) return []
  const disclosure = columnNamed(table, name)?.disclosure ?? 'hidden'
  return [{ from: { table: table.name, column: name }, disclosure, mode: 'raw', bare: true, path: [`${table.name}.${name}`] }]
}

const filter: Step = (node, around) => {
  const input = child(node, around)
  return listOf(node.expressions)
    .flatMap(conjuncts)
    .reduce<Relation>((relation, condition) => filtered(relation, condition, at(input)), input)
}

const filtered = (relation: Relation, condition: Json, columns: Columns): Relation => {
  const tree = treeOf(condition)
  // FROM a, b WHERE a.id = b.id is a join written as a filter.
  if (tree.type === 'COMPARE_EQUAL' && joinsTables(columns, tree.left, columns, tree.right))
    return refusing(relation, judge('join', 'JOIN', flowsOf(condition, columns)))
  const flows = flowsOf(condition, columns)
  return refusing({ ...relation, veiled: relation.veiled || flows.some(isProtected) }, judge('filter', 'WHERE', flows))
}

const joinsTables = (leftColumns: Columns, left: Json | undefined, rightColumns: Columns, right: Json | undefined): boolean => {
  const [one, other] = [bareIndex(left), bareIndex(right)]
  if (one === undefined || other === undefined) return false
  return [...leftColumns(one), ...rightColumns(other)].every(
    (flow) => flow.bare && (flow.disclosure === 'join-key' || isOpen(flow.disclosure)),
  )
}

const projection: Step = (node, around) => {
  const input = child(node, around)
  return { ...input, unknown: false, columns: listOf(node.expressions).map((expression) => flowsOf(expression, at(input))) }
}

const aggregate: Step = (node, around) => {
  const input = child(node, around)
  const groups = listOf(node.groups).map((group) => flowsOf(group, at(input)))
  const veiled = input.veiled || groups.flat().some(isProtected)
  const calls = treesOf(node.expressions).map((call) => aggregated(call, at(input), veiled))
  const inside = input.needsGuard ? [sqlRefusal('aggregate-inside')] : []
  return {
    columns: [...groups.map(asGroup), ...calls.map(({ flows }) => flows)],
    unknown: listOf(node.grouping_functions).length > 0,
    veiled,
    needsGuard: input.needsGuard || veiled || calls.some(({ strict }) => strict),
    refusals: [...input.refusals, ...inside, ...judge('group', 'GROUP BY', groups.flat()), ...calls.flatMap(({ refusals }) => refusals)],
  }
}

const asGroup = (flows: readonly Flow[]): readonly Flow[] =>
  flows.map((flow) => ({ ...flow, mode: flow.mode === 'raw' ? 'grouped' : flow.mode, path: [...flow.path, 'GROUP BY'] }))

interface Aggregated {
  readonly flows: readonly Flow[]
  readonly strict: boolean
  readonly refusals: readonly SqlRefusal[]
}

/** Over protected columns, or over rows that a protected column chose, an aggregate must treat all its rows alike. */
const aggregated = (call: Tree, columns: Columns, veiled: boolean): Aggregated => {
  const name = textOf(call.name)
  const children = listOf(call.children)
  const all = flowsOf(children, columns)
  const looked = [...all, ...flowsOf([call.filter ?? null, call.order_bys ?? null], columns)]
  const strict = veiled || looked.some(isProtected)
  const path = looked.find(isProtected)?.path ?? [name]
  const plain = call.filter === null && call.order_bys === null && children.every((one) => isPlainArgument(one, columns))
  const alike = plain && (call.aggregate_type !== 'DISTINCT' || countingAggregates.has(name))
  return {
    flows: through(`${name}()`, all).map((flow) => ({ ...flow, mode: 'aggregated' })),
    strict,
    refusals: [
      ...(strict && !safeAggregates.has(name) ? [sqlRefusal('aggregate-reveals', ...path, `${name}()`)] : []),
      ...(strict && !alike ? [sqlRefusal('aggregate-isolates', ...path, `${name}()`)] : []),
      ...judgeAggregated(`${name}()`, countingAggregates.has(name), looked),
    ],
  }
}

const isPlainArgument = (expression: Json, columns: Columns): boolean => {
  const index = bareIndex(expression)
  if (index !== undefined) return columns(index).every((flow) => flow.bare)
  return treeOf(expression).expression_class === 'BOUND_CONSTANT'
}

const both = (node: Tree, around: Surroundings): Relation & { readonly left: Relation; readonly right: Relation } => {
  const [left, right] = [child(node, around, 0), child(node, around, 1)]
  const inside = left.needsGuard || right.needsGuard ? [sqlRefusal('aggregate-inside')] : []
  return {
    left,
    right,
    columns: [...left.columns, ...right.columns],
    unknown: left.unknown || right.unknown,
    veiled: left.veiled || right.veiled,
    needsGuard: left.needsGuard || right.needsGuard,
    refusals: [...left.refusals, ...right.refusals, ...inside],
  }
}

const comparisonJoin: Step = (node, around) => {
  const sides = both(node, around)
  const joined = treesOf(node.conditions).reduce<Relation>(
    (relation, condition) => joinedBy(relation, condition, at(sides.left), at(sides.right)),
    sides,
  )
  const kind = textOf(node.join_type)
  if (!joinKinds.has(kind) || node.predicate !== null) return unknownFrom(joined)
  return kind === 'SEMI' || kind === 'ANTI' ? { ...joined, columns: sides.left.columns, unknown: sides.left.unknown } : joined
}
const joinKinds = new Set(['INNER', 'LEFT', 'RIGHT', 'OUTER', 'SEMI', 'ANTI'])

const joinedBy = (relation: Relation, { left, right, comparison }: Tree, leftColumns: Columns, rightColumns: Columns): Relation => {
  const flows = [...flowsOf(left, leftColumns), ...flowsOf(right, rightColumns)]
  if (comparison === 'COMPARE_EQUAL' && joinsTables(leftColumns, left, rightColumns, right))
    return refusing(relation, judge('join', 'JOIN', flows))
  return refusing({ ...relation, veiled: relation.veiled || flows.some(isProtected) }, judge('filter', 'JOIN', flows))
}

const ordered: Step = (node, around) => {
  const input = child(node, around)
  const expressions = treesOf(node.orders).map((order) => order.expression ?? null)
  const projected = listOf(node.projections).length > 0 ? unknownFrom(input) : input
  return refusing(projected, judge('order', 'ORDER BY', flowsOf(expressions, at(input))))
}

const distinctRows: Step = (node, around) => {
  const input = child(node, around)
  return node.distinct_type === 'DISTINCT'
    ? input
    : refusing(input, judge('order', 'DISTINCT ON', flowsOf(listOf(node.distinct_targets), at(input))))
}

/** WITH: the first child is what the name stands for, the second the query that uses it. */
const withName: Step = (node, around) => {
  const given = child(node, around, 0)
  const named = new Map(around.named).set(Number(node.table_index), given)
  const used = infer(treesOf(node.children)[1] ?? {}, { ...around, named })
  return refusing(used, given.refusals)
}
const namedReference: Step = (node, { named }) => named.get(Number(node.cte_index)) ?? unknownFrom(nothing)

/** Whatever an unknown step does, it may do with every column it has. */
const unknownStep: Step = (node, around) => {
  const inputs = treesOf(node.children).map((one) => infer(one, around))
  return unknownFrom({
    columns: inputs.flatMap(({ columns }) => columns),
    unknown: true,
    veiled: inputs.some(({ veiled }) => veiled),
    needsGuard: inputs.some(({ needsGuard }) => needsGuard),
    refusals: inputs.flatMap(({ refusals }) => refusals),
  })
}

const unknownFrom = (relation: Relation): Relation => {
  const all = once(through('?', relation.columns.flat()))
  const unseen = relation.veiled || relation.needsGuard || all.some(isProtected)
  return refusing({ ...relation, columns: relation.columns.map(() => all), unknown: true }, unseen ? [sqlRefusal('unknown-step')] : [])
}

const steps: Readonly<Record<string, Step>> = {
  LOGICAL_GET: scan,
  LOGICAL_DUMMY_SCAN: () => ({ ...nothing, columns: [[]] }),
  LOGICAL_FILTER: (node, around) => (listOf(node.projection_map).length > 0 ? unknownStep(node, around) : filter(node, around)),
  LOGICAL_PROJECTION: projection,
  LOGICAL_AGGREGATE_AND_GROUP_BY: aggregate,
  LOGICAL_COMPARISON_JOIN: comparisonJoin,
  LOGICAL_CROSS_PRODUCT: both,
  LOGICAL_ORDER_BY: ordered,
  LOGICAL_LIMIT: (node, around) => child(node, around),
  LOGICAL_DISTINCT: distinctRows,
  LOGICAL_MATERIALIZED_CTE: withName,
  LOGICAL_CTE_REF: namedReference,
}
