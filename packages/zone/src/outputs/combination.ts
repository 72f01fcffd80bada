/**
 * Whether sums of released cells, each taken some times, come to a figure of few people. Rows that stand in the same cells of all releases
 * are one atom; a combination gives each cell a number, an atom the sum of the numbers of its cells, and tells of those whose atoms are not
 * nothing in it. It is a disclosure where these are fewer than `few` people.
 */
import { type Effort, type Equations, openEquations, type Terms } from './equations.ts'
import { cellsOf, type Incidence, inOrder, settleAll, valueIn } from './incidence.ts'
import { allButOne, disjointBases, openPacking } from './packing.ts'
import type { PrimeField } from './prime-field.ts'

export interface Bounds {
  /** Of the elimination, in terms written. */
  readonly steps: number
  /** Of the search, in cases looked at. */
  readonly cases: number
  /** Of the clock, whatever the others leave. */
  readonly milliseconds: number
}

export const standardBounds: Bounds = { steps: 100_000_000, cases: 2_000, milliseconds: 20_000 }

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

type Pause = () => Promise<void>

/**
 * A combination with the new cells that no earlier cells give by themselves; `undecided` where the bounds were reached before it was clear.
 * Atoms of `few` people or more are nothing in what is looked for. Of the others as many disjoint sets are taken as there are people to
 * hide; only what a set leaves open that does not settle all that the new cells can add is searched, case by case.
 */
export const combinationOfFew = async (
  incidence: Incidence,
  few: number,
  chance: Chance,
  bounds: Bounds,
  others: Pause,
): Promise<Combination | 'undecided' | undefined> => {
  const { small, packing, isOver, pause } = await begun(incidence, few, chance, bounds, others)
  const searching = { incidence, few, news: packing.news, cases: bounds.cases, isOver, pause }
  for await (const { left } of packing.loose()) {
    const found = await searched(searching, left, small)
    if (found !== undefined) return found
  }
  return isOver() ? 'undecided' : undefined
}

/** Where these are some atoms of many and tell of nobody: the equations in which all of them are nothing, for the others to be held against. */
export const nothingOfFew = async (
  incidence: Incidence,
  few: number,
  chance: Chance,
  bounds: Bounds,
  pause: Pause,
): Promise<Equations | undefined> => {
  const { packing, isOver } = await begun(incidence, few, chance, bounds, pause)
  for await (const _ of packing.loose()) return undefined
  return isOver() ? undefined : packing.settled
}

/**
 * The atoms that hide by themselves are settled, the others packed. All in an order that follows from where they stand, whatever their numbers:
 * then the same releases are named each time, and an atom has most in common with the one before, which leaves short sums.
 */
const begun = async (incidence: Incidence, few: number, { field, next }: Chance, bounds: Bounds, others: Pause) => {
  const effort: Effort = { steps: 0 }
  const ends = performance.now() + bounds.milliseconds
  const isOver = () => effort.steps > bounds.steps || performance.now() > ends
  const pause = pausing(others)
  const equations = openEquations(incidence.cellCount, { field, effort, last: incidence.firstFresh }, next)
  const { people } = incidence
  const atoms = inOrder(incidence, incidence.atoms)
  const news: Terms[] = []
  const hidden = atoms.filter((atom) => people.sizeOf(atom) >= few)
  await settleAll(equations, incidence, hidden, { isOver, pause, news })
  const [solution] = equations.solutions
  const small = atoms.filter((atom) => people.sizeOf(atom) < few && valueIn(incidence, solution, atom, field.prime) !== 0)
  return { small, packing: await openPacking({ incidence, equations, small, few, news, isOver, pause }), isOver, pause }
}

/** Others get their turn after so many milliseconds. */
const longestTurn = 5

const pausing = (others: Pause): Pause => {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < longestTurn) return
    await others()
    last = performance.now()
  }
}

interface Searching {
  readonly incidence: Incidence
  readonly few: number
  readonly news: readonly Terms[]
  readonly cases: number
  readonly isOver: () => boolean
  readonly pause: Pause
}

interface Case {
  readonly equations: Equations
  /** Of these something is told. */
  readonly told: readonly number[]
  /** The atoms that are not nothing yet. */
  readonly some: readonly number[]
}

const searched = async (
  searching: Searching,
  start: Equations,
  some: readonly number[],
): Promise<Combination | 'undecided' | undefined> => {
  const waiting: Case[] = [{ equations: start, told: [], some }]
  for (let count = 0; waiting.length > 0; count += 1) {
    if (count >= searching.cases || searching.isOver()) return 'undecided'
    await searching.pause()
    const one = waiting.pop()
    const seen = one && (await narrowed(searching, one))
    if (seen === undefined) continue
    if (seen.next === undefined) return fewestReleases(searching, seen.equations)
    const parts = seen.told.length === 0 ? await packedAgain(searching, seen) : undefined
    if (parts !== undefined) {
      waiting.push(...parts)
      continue
    }
    const once = seen.told.length === 0 ? await touchingOnce(searching, seen) : undefined
    if (once !== undefined) {
      waiting.push(...once)
      continue
    }
    waiting.push({ ...seen, told: [...seen.told, seen.next] })
    const equations = seen.equations.copy()
    equations.settle(equations.sum(cellsOf(searching.incidence, seen.next)))
    waiting.push({ ...seen, equations })
  }
  // The last one may have been left where the bounds were reached.
  return searching.isOver() ? 'undecided' : undefined
}

/** What is left is less than before: of it disjoint sets are taken again, and each leaves less. Nothing where a set has nobody left. */
const packedAgain = async (
  { incidence, few, isOver, pause }: Searching,
  { equations, some }: Seen,
): Promise<readonly Case[] | undefined> => {
  const packing = await openPacking({ incidence, equations, small: some, few, news: [], isOver, pause })
  const parts: Case[] = []
  for await (const { left, isLess } of packing.loose()) {
    if (!isLess) return undefined
    parts.push({ equations: left, told: [], some })
  }
  return parts
}

/**
 * With half as many disjoint sets as people hide, fewer people stand at most once in one of them: then all of this set but one atom is nothing,
 * which leaves one case for each of its atoms. Nothing where there are not as many sets.
 */
const touchingOnce = async (searching: Searching, { equations, some }: Seen): Promise<readonly Case[] | undefined> => {
  const { incidence, few, isOver, pause } = searching
  // Who stands in several atoms may touch a set in several places at once.
  if (incidence.people.whose !== undefined) return undefined
  const enough = Math.ceil(few / 2)
  const bases = await disjointBases({ incidence, equations, small: some, isOver, pause }, enough)
  if (bases.length < enough) return undefined
  const cases: Case[] = []
  for (const base of bases) {
    for await (const left of allButOne(equations, incidence, base, pause)) {
      if (isOver()) return undefined
      const seen = await narrowed(searching, { equations: left, told: [], some })
      if (seen !== undefined) cases.push(seen)
    }
  }
  return isOver() ? undefined : cases
}

/** @param next an atom that was not decided about; none where all that is left is few */
type Seen = Case & { readonly next?: number }

/** What cannot be told of beside those that are is nothing; nothing to see where nothing new is left. */
const narrowed = async (
  { incidence, few, news, isOver, pause }: Searching,
  { equations: before, told, some: all }: Case,
): Promise<Seen | undefined> => {
  const { sizeOfAll } = incidence.people
  const equations = before.copy()
  for (let some = all; ; ) {
    if (news.every((one) => equations.sumOf(one).at.length === 0)) return undefined
    const alike = alikeIn(incidence, equations, some)
    const chosen = alike.filter((atoms) => atoms.some((atom) => told.includes(atom)))
    const isGone = told.some((one) => !chosen.some((atoms) => atoms.includes(one)))
    const sure = chosen.flat()
    if (isGone || sizeOfAll(sure) >= few) return undefined
    some = alike.flat()
    if (sizeOfAll(some) < few) return { equations, told, some }
    const open = alike.filter((atoms) => !chosen.includes(atoms))
    const heavy = open.filter((atoms) => sizeOfAll([...sure, ...atoms]) >= few)
    const [largest] = open.toSorted((one, other) => sizeOfAll(other) - sizeOfAll(one))
    if (heavy.length === 0) return { equations, told, some, next: largest?.[0] ?? 0 }
    for (const [one = 0] of heavy) {
      await pause()
      // Whoever asked looks whether the bounds were reached, and leaves it undecided.
      if (isOver()) return undefined
      equations.settle(equations.sum(cellsOf(incidence, one)))
    }
  }
}

/** Atoms of which one is a multiple of the other are nothing together or not at all: then what three solutions by chance say of them is as much apart. */
const alikeIn = (incidence: Incidence, { solutions, prime, over }: Equations, some: readonly number[]): readonly (readonly number[])[] => {
  const [one, other, third] = solutions
  const alike = new Map<string, number[]>()
  for (const atom of some) {
    const [a, b, c] = [one, other, third].map((solution) => valueIn(incidence, solution, atom, prime))
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
const fewestReleases = async ({ incidence, news, isOver, pause }: Searching, found: Equations): Promise<Combination> => {
  let equations = found
  const without = async (unknowns: Iterable<number>): Promise<boolean> => {
    if (isOver()) return false
    const less = equations.copy()
    for (const one of unknowns) {
      await pause()
      less.settle(less.sum([one]))
    }
    if (news.every((one) => less.sumOf(one).at.length === 0)) return false
    equations = less
    return true
  }
  const releases: number[] = []
  for (const [at, cells] of cellsByRelease(incidence).entries()) if (cells.size > 0 && !(await without(cells))) releases.push(at)
  const fresh: number[] = []
  for (let one = incidence.firstFresh; one <= incidence.cellCount; one += 1)
    if (incidence.cellCount - incidence.firstFresh >= mostCellsNamed || !(await without([one]))) fresh.push(one - incidence.firstFresh + 1)
  return { releases, fresh }
}

const cellsByRelease = (incidence: Incidence): readonly ReadonlySet<number>[] => {
  const sets = Array.from({ length: incidence.releaseCount }, () => new Set<number>())
  for (const atom of incidence.atoms) for (const [at, cell] of cellsOf(incidence, atom).entries()) if (cell !== 0) sets[at]?.add(cell)
  return sets
}
