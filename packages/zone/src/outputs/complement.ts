/** What was taken out can be had by subtraction once a total is known: then more is taken out, until it tells of nobody. */
import { isDominated, isTooSmall, takenAlong, together } from '@yunhe/law/kernel/disclosure'
import { type OutputResult, suppressing } from './check.ts'
import { contributionsIn } from './dominance.ts'
import { sizesBehind } from './small-cells.ts'

const words = {
  zh: '其余各行之和可由总数推出，为避免反推被隐去的行，该行一并隐去',
  en: 'the rows that were taken out could be had from a total: this row was taken out with them',
}

/**
 * The smallest rows that are left go with those that were taken out, until these are more than one, hold enough subjects and rows
 * together where the number of all is known, and are not nearly made up by a few, unless the total itself is and so never leaves.
 */
export const complement = (result: OutputResult, out: ReadonlySet<number>, dominated: readonly number[]) => {
  const { rows, guards } = result
  if (guards === undefined || out.size === 0 || out.size >= rows.length || !(guards.whole || dominated.length > 0))
    return suppressing('complement', 'cell-could-be-inferred', words, [])
  const sizes = sizesBehind(rows, guards)
  const tellsOfFew = (all: readonly number[]): boolean => {
    if (all.length < 2) return true
    const sum = (of: 'subjects' | 'counted') => all.reduce((total, at) => total + (sizes[at]?.[of] ?? 0), 0)
    const size = { subjects: sum('subjects'), counted: sum('counted') }
    return (guards.whole && isTooSmall(size, guards.entities)) || isMadeUpByFew(result, all)
  }
  const subjects = new Map(sizes.map((size, at) => [at, size.subjects]))
  return suppressing('complement', 'cell-could-be-inferred', words, takenAlong(subjects, out, tellsOfFew))
}

const isMadeUpByFew = ({ rows, guards }: OutputResult, some: readonly number[]): boolean =>
  guards?.dominance.some((sum) => {
    const of = (all: readonly number[]) =>
      together(
        all.map((at) => contributionsIn(rows[at] ?? [], sum)),
        guards.rule,
      )
    return isDominated(of(some), guards.rule) && !isDominated(of(rows.map((_, at) => at)), guards.rule)
  }) ?? false
