/**
 * The rules of outputs, held against a figure: cells with too few behind them or made up by a few are taken out, and with them what would
 * give them away by subtraction (article 16). The arithmetic is the one that results of the zone leave by.
 */
import type { Parameters } from '@yunhe/law'
import {
  type Contributions,
  contributionsOf,
  type DominanceRule,
  isDominated,
  isTooSmall,
  type Least,
  takenAlong,
  together,
} from '@yunhe/law/kernel/disclosure'
import type { Measure } from '../../contract/figures.ts'
import type { Cell, Measured } from './measured.ts'

export interface Guarding {
  readonly least: Least
  readonly dominance: DominanceRule
}

export const guardingBy = (numbers: Parameters): Guarding => ({
  least: { minimum: numbers.minimumGroup, minimumRows: numbers.minimumGroup },
  dominance: {
    largest: numbers.dominanceContributors,
    largestShare: numbers.dominanceShare,
    restShare: numbers.dominanceMarginShare,
  },
})

/** What may be seen of a figure: its values, and nothing where a cell was taken out. */
export interface Shown {
  readonly total: number | null
  readonly breakdowns: readonly { readonly by: Measured['breakdowns'][number]['by']; readonly parts: readonly Part[] }[]
  readonly months: readonly Part[]
}
export type Part = readonly [key: string, amount: number | null]

export const asItIs = ({ total, breakdowns, months }: Measured): Shown => ({
  total: total.value,
  breakdowns: breakdowns.map(({ by, parts }) => ({ by, parts: parts.map(([key, { value }]) => [key, value]) })),
  months: months.map(([key, { value }]) => [key, value]),
})

/** Where the total itself tells of few, all that it is made of goes with it; what never was shows nobody and stays. */
export const guarded = ({ total, breakdowns, months }: Measured, measure: Measure, guarding: Guarding): Shown => {
  const isOut = tellsOfFew(total, guarding)
  const margin = (named: readonly (readonly [string, Cell])[], addsUp: boolean): readonly Part[] => {
    const cells = named.map(([, cell]) => cell)
    const out = isOut ? notNothing(cells) : outIn(cells, addsUp, guarding)
    return named.map(([key, { value }], at) => [key, out.has(at) ? null : value])
  }
  return {
    total: isOut ? null : total.value,
    breakdowns: breakdowns.map(({ by, parts }) => ({ by, parts: margin(parts, measure !== 'distinct' && measure !== 'greatest') })),
    // What stands may have come about within the months that are shown, all of it: then they add up to it too.
    months: margin(months, measure === 'flow' || measure === 'standing'),
  }
}

const notNothing = (cells: readonly Cell[]): ReadonlySet<number> => new Set(cells.flatMap(({ value }, at) => (value === 0 ? [] : [at])))

/** Nothing tells of nobody. */
const tellsOfFew = ({ value, counted, bySubject }: Cell, { least, dominance }: Guarding): boolean =>
  value !== 0 &&
  (isTooSmall({ subjects: bySubject.size, counted }, least) || isDominated(contributions({ bySubject }, dominance), dominance))

const contributions = ({ bySubject }: Pick<Cell, 'bySubject'>, rule: DominanceRule): Contributions =>
  contributionsOf([...bySubject.values()], rule)

const asOne = (cells: readonly Cell[], rule: DominanceRule): Contributions =>
  together(
    cells.map((cell) => contributions(cell, rule)),
    rule,
  )

/** A cell that is out could be had from a total that stands beside it, where the cells add up to that. */
const outIn = (cells: readonly Cell[], addsUp: boolean, guarding: Guarding): ReadonlySet<number> => {
  const { least, dominance } = guarding
  const out = new Set(cells.flatMap((cell, at) => (tellsOfFew(cell, guarding) ? [at] : [])))
  if (!addsUp || out.size === 0) return out
  const sizes = new Map(cells.flatMap(({ value, bySubject }, at) => (value === 0 ? [] : [[at, bySubject.size] as const])))
  const ofAll = asOne(cells, dominance)
  const few = (all: readonly number[]): boolean => {
    if (all.length < 2) return true
    const some = all.flatMap((at) => cells[at] ?? [])
    const sum = (of: (cell: Cell) => number) => some.reduce((total, cell) => total + of(cell), 0)
    const size = { subjects: sum(({ bySubject }) => bySubject.size), counted: sum(({ counted }) => counted) }
    return isTooSmall(size, least) || (isDominated(asOne(some, dominance), dominance) && !isDominated(ofAll, dominance))
  }
  return new Set([...out, ...takenAlong(sizes, out, few)])
}
