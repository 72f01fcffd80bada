/** Rows about people leave only where enough people share each of them: the guard says who each row is about, the airlock counts (article 16). */
import {
  aboutSomebody,
  cellOf,
  dominanceOf,
  type GuardAnswer,
  type Guarded,
  isAggregate,
  type Leaf,
  leavesOf,
  membersOf,
  protectionOf,
  subjectOf,
  tablesAboutSubjects,
  thresholdsOf,
} from './guard.ts'
import { sqlRefusal } from './refusals.ts'
import type { CheckedTable } from './tables.ts'
import { listOf, type Tree, treeOf, treesOf } from './tree.ts'
import { call, cast, named } from './write.ts'

/**
 * Only rows as they stand in granted tables: an order or a limit by what is not shown would tie two results together row by row, and a
 * subquery or a semi join would choose rows that nobody counts.
 * @param path from a column to the result, for the refusal
 */
export const guardRows = (
  root: Tree,
  tables: readonly CheckedTable[],
  outputs: readonly string[],
  path: readonly string[],
): GuardAnswer => {
  const read = leavesOf(treeOf(root.from_table), tables) ?? []
  const leaves = aboutSomebody(read)
  const isPlain =
    !isAggregate(root) &&
    listOf(root.modifiers).length === 0 &&
    treesOf(treeOf(root.cte_map).map).length === 0 &&
    treesOf(root.select_list).every((item) => item.class !== 'STAR') &&
    leaves.length > 0 &&
    // How often a row stands there is an exact count.
    protectionOf(leaves) === undefined &&
    leaves.length === tablesAboutSubjects(root, tables)
  return isPlain
    ? { ok: true, guarded: guarded(root, read, outputs.length) }
    : { ok: false, refusal: sqlRefusal('rows-about-people', ...path) }
}

/** Each combination of values is a cell: it is compared with earlier results like any other. */
const guarded = (root: Tree, read: readonly Leaf[], visible: number): Guarded => {
  const leaves = aboutSomebody(read)
  const values = treesOf(root.select_list).map((item) => named(item, ''))
  return {
    tree: { ...root, select_list: [...listOf(root.select_list), ...leaves.map(whoseRow), named(cellOf(values), '__cell')] },
    members: membersOf(root, read, leaves, values),
    guards: {
      entities: { subjects: leaves.map((_, index) => visible + index), ...thresholdsOf(read) },
      dominance: [],
      rule: dominanceOf(read),
      sums: [],
      cell: visible + leaves.length,
      about: leaves.map(({ table }) => table.name),
      whole: false,
      visible,
    },
  }
}

/** A digest, so that no identifier leaves the sandbox; nothing where an outer join found nobody. */
const whoseRow = (leaf: Leaf, index: number): Tree => named(call('md5', cast(subjectOf(leaf), 'VARCHAR')), `__subject_${index}`)
