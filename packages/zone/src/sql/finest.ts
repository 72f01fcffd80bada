/** Several groupings of the same rows: the rows are grouped once by the keys of all, and each grouping is made of these groups, which are far fewer than the rows. */
import { listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'
import { named } from './write.ts'

/** How a column of a coarser grouping is made of columns of the finest. */
export interface Combined {
  readonly parts: ReadonlyMap<string, Tree>
  /** An expression over columns that are called as the parts are. */
  readonly text: string
}

/**
 * @param nameOf names a tree by its meaning
 * @returns undefined where groups do not tell what their rows would: of medians, variances, different subjects
 */
export const combined = (aggregate: Tree, nameOf: (tree: Tree) => string): Combined | undefined => {
  const [function_name, children] = [textOf(aggregate.function_name), treesOf(aggregate.children)]
  if (aggregate.distinct === true || listOf(treeOf(aggregate.order_bys).orders).length > 0) return undefined
  const own = nameOf(aggregate)
  const itself = new Map([[own, aggregate]])
  if (function_name === 'count' || function_name === 'count_star')
    return { parts: itself, text: `CAST(coalesce(sum(${own}), 0) AS BIGINT)` }
  if (function_name === 'sum') return { parts: itself, text: `sum(${own})` }
  if ((function_name === 'min' || function_name === 'max') && children.length === 1)
    return { parts: itself, text: `${function_name}(${own})` }
  if (function_name === 'max') {
    const most = numberIn(children[1])
    return most === undefined ? undefined : { parts: itself, text: `list_slice(list_reverse_sort(flatten(list(${own}))), 1, ${most})` }
  }
  if (function_name !== 'avg' && function_name !== 'mean') return undefined
  const [sum, count] = (['sum', 'count'] as const).map((name) => named({ ...aggregate, function_name: name }, ''))
  if (sum === undefined || count === undefined) return undefined
  return {
    parts: new Map([
      [nameOf(sum), sum],
      [nameOf(count), count],
    ]),
    text: `CAST(sum(${nameOf(sum)}) AS DOUBLE) / nullif(CAST(sum(${nameOf(count)}) AS DOUBLE), 0)`,
  }
}

const numberIn = (constant: Tree | undefined): number | undefined => {
  const { value } = treeOf(constant?.value)
  return typeof value === 'number' ? value : undefined
}

/** Of so many rows that are read first, each group must have so many on average: otherwise groups are no fewer than rows. */
const [lookedAt, rowsByGroup] = [60_000, 2]

/** The rows of a grouping without what is counted: its keys alone, row by row. */
export const keysOfRows = (root: Tree, keys: ReadonlyMap<string, Tree>): Tree => ({
  ...root,
  select_list: Array.from(keys, ([name, key]) => named(key, name)),
  group_expressions: [],
  group_sets: [],
  aggregate_handling: 'STANDARD_HANDLING',
  modifiers: [],
  having: null,
})

/** @param rows text of `keysOfRows` · @returns a text that answers whether grouping by all these keys saves anything */
export const paysText = (rows: string): string =>
  `SELECT ${rowsByGroup} * count(*) <= sum(n) FROM (SELECT *, count(*) AS n FROM (${rows} LIMIT ${lookedAt}) GROUP BY ALL)`
