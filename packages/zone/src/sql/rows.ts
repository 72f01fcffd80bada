/** Rows about people leave only where enough people share each of them: the guard says who each row is about, the airlock counts (article 16). */
import { type GuardAnswer, type Guarded, isAggregate, type Leaf, leavesOf, membersOf, subjectOf, tablesAboutSubjects } from './guard.ts'
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
  const leaves = read.filter(({ table }) => table.about !== 'nobody')
  const isPlain =
    !isAggregate(root) &&
    listOf(root.modifiers).length === 0 &&
    treesOf(treeOf(root.cte_map).map).length === 0 &&
    treesOf(root.select_list).every((item) => item.class !== 'STAR') &&
    leaves.length > 0 &&
    leaves.length === tablesAboutSubjects(root, tables)
  return isPlain
    ? { ok: true, guarded: guarded(root, leaves, Math.max(...read.map(({ table }) => table.minimumGroup)), outputs.length) }
    : { ok: false, refusal: sqlRefusal('rows-about-people', ...path) }
}

/** Each combination of values is a cell: it is compared with earlier results like any other. */
const guarded = (root: Tree, leaves: readonly Leaf[], minimum: number, visible: number): Guarded => ({
  tree: { ...root, select_list: [...listOf(root.select_list), ...leaves.map(whoseRow)] },
  members: membersOf({ ...root, group_expressions: treesOf(root.select_list).map((item) => named(item, '')) }, leaves),
  guards: {
    entities: { subjects: leaves.map((_, index) => visible + index), minimum },
    dominance: [],
    keys: Array.from({ length: visible }, (_, index) => index),
    visible,
  },
})

/** A digest, so that no identifier leaves the sandbox; nothing where an outer join found nobody. */
const whoseRow = (leaf: Leaf, index: number): Tree => named(call('md5', cast(subjectOf(leaf), 'VARCHAR')), `__subject_${index}`)
