/** How columns of granted tables flow into an expression of the bound plan. */
import type { Disclosure } from '../orders.ts'
import { wideningTypes } from './functions.ts'
import { type ColumnOfTable, isOpen } from './tables.ts'
import { isTree, type Json, listOf, type Tree, textOf, treeOf } from './tree.ts'

/** One column on its way: `raw` rows, a `grouped` key, or `aggregated` over a group. */
export interface Flow {
  readonly from: ColumnOfTable
  readonly disclosure: Disclosure
  readonly mode: 'raw' | 'grouped' | 'aggregated'
  /** Whether the value is still the column's own, not computed from it. */
  readonly bare: boolean
  readonly path: readonly string[]
}

export const isProtected = (flow: Flow): boolean => flow.mode !== 'aggregated' && !isOpen(flow.disclosure)
export const through = (step: string, flows: readonly Flow[]): readonly Flow[] =>
  flows.map((flow) => ({ ...flow, bare: false, path: [...flow.path, step] }))

/** The columns that stand under an index; an unknown step answers all it has for any index. */
export type Columns = (index: number) => readonly Flow[]

/** The bare reference an expression is, looking through casts that keep a number what it is. */
export const bareIndex = (expression: Json | undefined): number | undefined => {
  const tree = treeOf(expression)
  if (tree.expression_class === 'BOUND_REF' && typeof tree.index === 'number') return tree.index
  const keeps = tree.expression_class === 'BOUND_CAST' && tree.try_cast === false && wideningTypes.has(textOf(treeOf(tree.return_type).id))
  return keeps ? bareIndex(tree.child) : undefined
}

/** Every column an expression looks at, once, with the steps it takes inside: a text of a few lines may repeat itself a million times. */
export const flowsOf = (expression: Json | undefined, columns: Columns): readonly Flow[] => once(allFlowsOf(expression, columns))

export const once = (flows: readonly Flow[]): readonly Flow[] =>
  flows.length < 2
    ? flows
    : [...new Map(flows.map((flow) => [`${flow.from.table}.${flow.from.column} ${flow.mode} ${flow.bare}`, flow])).values()]

const allFlowsOf = (expression: Json | undefined, columns: Columns): readonly Flow[] => {
  const index = bareIndex(expression)
  if (index !== undefined) return columns(index)
  if (Array.isArray(expression)) return expression.flatMap((one) => allFlowsOf(one, columns))
  if (!isTree(expression)) return []
  const inside = Object.values(expression).flatMap((value) => allFlowsOf(value, columns))
  return typeof expression.expression_class === 'string' ? once(through(stepName(expression), inside)) : inside
}

const stepName = (tree: Tree): string => textOf(tree.name) || textOf(tree.type).toLowerCase().replaceAll('_', '-')

/** The parts of a condition that must all hold. */
export const conjuncts = (condition: Json | undefined): readonly Json[] => {
  const tree = treeOf(condition)
  if (tree.type === 'CONJUNCTION_AND') return listOf(tree.children).flatMap(conjuncts)
  return condition === undefined || condition === null ? [] : [condition]
}
