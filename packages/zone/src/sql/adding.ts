/** Which texts add up floating numbers: such a sum depends on the order of the rows, and threads change it (article 16: the same inputs give the same output). */
import { allTrees, type Tree, textOf, treesOf } from './tree.ts'

const exactTypes = /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL)$/
const ofAnyOrder = new Set('count count_star min max median quantile_cont quantile_disc approx_count_distinct bool_and bool_or'.split(' '))

/** @param plan as the engine bound it: there every number has its type, however the text writes it */
export const addsFractions = (plan: Tree): boolean =>
  allTrees(plan).some(
    (tree) =>
      tree.expression_class === 'BOUND_AGGREGATE' &&
      !ofAnyOrder.has(textOf(tree.name)) &&
      !treesOf(tree.arguments).every(({ id }) => exactTypes.test(textOf(id))),
  )
