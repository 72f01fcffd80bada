/**
 * Whether sums of released cells, each taken some times, come to a figure of few people. Rows that stand in the same cells of all releases
 * are one atom; a combination gives each cell a number, an atom the sum of the numbers of its cells, and tells of those whose atoms are not
 * nothing in it. It is a disclosure where these are fewer than `few` people.
 */
import { type Effort, type Equations, openEquations, type Terms } from './equations.ts'
import { cellsOf, type Incidence, inOrder, settleAll, valueOf } from './incidence.ts'
import { openPacking } from './packing.ts'
import type { PrimeField } from './prime-field.ts'

export interface Bounds {
  /** Of the elimination, in terms written. */
  readonly steps: number
  /** Of the search, in cases looked at. */
  readonly cases: number
}

export const standardBounds: Bounds = { steps: 200_000_000, cases: 2_000 }

export interface Combination {
  /** Numbers of the releases that take part. */
  readonly releases: readonly number[]
  /** Cells of the new one that do. */
  readonly fresh: readonly number[]
}

export interface Chance {
  readonly field: PrimeField
  /** From 0 to below 1. */
  readonly next: () => number
}

/**
 * A combination with the new cells that no earlier cells give by themselves; `undecided` where the bounds were reached before it was clear.
 * Atoms of `few` people or more are nothing in what is looked for. Of the others as many disjoint sets are taken as there are people to
 * hide, each settling all that the new cells can add: fewer people cannot touch all of these sets, so nothing can be told of so few. Where
 * there are not as many sets, whoever could be told of stands in them, and these people are searched case by case.
 */
export const combinationOfFew = (
  incidence: Incidence,
  few: number,
  { field, next }: Chance,
  bounds: Bounds,
): Combination | 'undecided' | undefined => {
  const effort: Effort = { steps: 0 }
  const isOver = () => effort.steps > bounds.steps
  const equations = openEquations(incidence.cellCount, { field, effort, last: incidence.firstFresh }, next)
  const { atoms, people } = incidence
  const news: Terms[] = []
  const hidden = atoms.filter((atom) => people.sizeOf(atom) >= few)
  settleAll(equations, incidence, hidden, { isOver, news })
  const [solution] = equations.solutions
  const small = atoms.filter((atom) => people.sizeOf(atom) < few && valueOf(incidence, solution, atom, field.prime) !== 0)
  if (isOver()) return 'undecided'
  if (small.length === 0) return undefined
  const packing = openPacking({ incidence, equations, small, few, news, isOver })
  if (packing.isTight()) return undefined
  const some = packing.involved(inOrder(incidence, small))
  if (isOver()) return 'undecided'
  return searched({ incidence, few, news: packing.news, some, cases: bounds.cases, isOver }, equations)
}

interface Searching {
  readonly incidence: Incidence
  readonly few: number
  readonly news: readonly Terms[]
  readonly some: readonly number[]
  readonly cases: number
  readonly isOver: () => boolean
}

const searched = (searching: Searching, start: Equations): Combination | 'undecided' | undefined => {
  const waiting: { readonly equations: Equations; readonly told: readonly number[] }[] = [{ equations: start, told: [] }]
  for (let count = 0; waiting.length > 0; count += 1) {
    if (count >= searching.cases || searching.isOver()) return 'undecided'
    const { equations, told } = waiting.pop() ?? { equations: start, told: [] }
    const seen = narrowed(searching, equations.copy(), told)
    if (seen === undefined) continue
    if ('all' in seen) return fewestReleases(searching, seen.all)
    const [one = 0] = seen.next
    waiting.push({ equations: seen.equations, told: [...told, one] })
    const without = seen.equations.copy()
    without.settle(without.sum(cellsOf(searching.incidence, one)))
    waiting.push({ equations: without, told })
  }
  return undefined
}

type Seen =
  | { readonly all: Equations }
  /** Atoms that are told of or not together, and were not decided about. */
  | { readonly equations: Equations; readonly next: readonly number[] }

/** What cannot be told of beside those that are is nothing; nothing to see where nothing new is left. @param told of these something is told */
const narrowed = ({ incidence, few, news, some }: Searching, equations: Equations, told: readonly number[]): Seen | undefined => {
  const { sizeOfAll } = incidence.people
  for (;;) {
    if (news.every((one) => equations.sumOf(one).at.length === 0)) return undefined
    const alike = alikeIn(incidence, equations, some)
    const chosen = alike.filter((atoms) => atoms.some((atom) => told.includes(atom)))
    const isGone = told.some((one) => !chosen.some((atoms) => atoms.includes(one)))
    const sure = chosen.flat()
    if (isGone || sizeOfAll(sure) >= few) return undefined
    if (sizeOfAll(alike.flat()) < few) return { all: equations }
    const open = alike.filter((atoms) => !chosen.includes(atoms))
    const heavy = open.filter((atoms) => sizeOfAll([...sure, ...atoms]) >= few)
    if (heavy.length === 0) return { equations, next: open.toSorted((one, other) => sizeOfAll(other) - sizeOfAll(one))[0] ?? [] }
    for (const [one = 0] of heavy) equations.settle(equations.sum(cellsOf(incidence, one)))
  }
}

/** Atoms of which one is a multiple of the other are nothing together or not at all: then what three solutions by chance say of them is as much apart. */
const alikeIn = (incidence: Incidence, { solutions, prime, over }: Equations, some: readonly number[]): readonly (readonly number[])[] => {
  const [one, other, third] = solutions
  const alike = new Map<string, number[]>()
  for (const atom of some) {
    const [a, b, c] = [one, other, third].map((solution) => valueOf(incidence, solution, atom, prime))
    if (a === undefined || b === undefined || c === undefined || (a === 0 && b === 0 && c === 0)) continue
    const key = a === 0 ? `0 ${b} ${c}` : `${over(b, a)} ${over(c, a)}`
    const known = alike.get(key)
    if (known === undefined) alike.set(key, [atom])
    else known.push(atom)
  }
  return [...alike.values()]
}

/** Up to this many new cells are looked at one by one, to say which of them it is. */
const mostCellsNamed = 256

/** Leaves out, one after another, each release and each new cell without which something new is still told of few. */
const fewestReleases = ({ incidence, news }: Searching, found: Equations): Combination => {
  let equations = found
  const without = (unknowns: readonly number[]): boolean => {
    const less = equations.copy()
    for (const one of unknowns) less.settle(less.sum([one]))
    if (news.every((one) => less.sumOf(one).at.length === 0)) return false
    equations = less
    return true
  }
  const releases = cellsByRelease(incidence).flatMap((cells, at) => (cells.size === 0 || without([...cells]) ? [] : [at]))
  const fresh: number[] = []
  for (let one = incidence.firstFresh; one <= incidence.cellCount; one += 1)
    if (incidence.cellCount - incidence.firstFresh >= mostCellsNamed || !without([one])) fresh.push(one - incidence.firstFresh + 1)
  return { releases, fresh }
}

const cellsByRelease = (incidence: Incidence): readonly ReadonlySet<number>[] => {
  const sets = Array.from({ length: incidence.releaseCount }, () => new Set<number>())
  for (const atom of incidence.atoms)
    for (const [at, cell] of cellsOf(incidence, atom).entries()) if (cell !== 0) sets[at]?.add(cell)
  return sets
}
