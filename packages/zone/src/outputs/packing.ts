/** Disjoint sets of people, each of which settles all that new cells can add: so many people at least stand behind whatever these cells tell. */
import type { Equations, Terms } from './equations.ts'
import { cellsOf, type Incidence, type People, settleAll } from './incidence.ts'

interface Packed {
  readonly incidence: Incidence
  /** With all atoms settled that hide by themselves. */
  readonly equations: Equations
  /** The atoms that are left. */
  readonly small: readonly number[]
  readonly few: number
  readonly news: readonly Terms[]
  readonly isOver: () => boolean
  readonly pause: () => Promise<void>
}

export interface Loose {
  readonly left: Equations
  /** Whether anybody was left for the set. */
  readonly isLess: boolean
}

export interface Packing {
  /** What the new cells add, as sums of their own that are nothing in whatever earlier cells give. */
  readonly news: readonly Terms[]
  /**
   * Of as many disjoint sets as there are people to hide: what is left where all of a set is nothing, for each that leaves something new.
   * Fewer people cannot stand in all of these sets: who is told of with few others, is told of by what one of them leaves.
   */
  readonly loose: () => AsyncIterable<Loose>
  /** With all atoms settled. */
  readonly settled: Equations
}

export const openPacking = async ({ incidence, equations, small, few, news, isOver, pause }: Packed): Promise<Packing> => {
  const taking = openTaking(incidence.people)
  const all: Terms[] = [...news]
  const settled = equations.copy()
  await settleAll(settled, incidence, small, { isOver, pause, news: all, onSettled: taking.takes })
  return {
    settled,
    news: all,
    async *loose() {
      for (let sets = 1; sets < few && news.length < all.length && !isOver(); sets += 1) {
        taking.next()
        const [found, left] = [[...news], equations.copy()]
        let isLess = false
        const isEnough = (atom: number) => {
          isLess = true
          return !taking.takes(atom) && found.length >= all.length
        }
        await settleAll(left, incidence, taking.left(small), { isOver, pause, news: found, onSettled: isEnough })
        if (found.length < all.length) yield { left, isLess }
      }
    },
  }
}

/** Disjoint sets of atoms, each of which settles all that those who are left can; up to so many. */
export const disjointBases = async (
  { incidence, equations, small, isOver, pause }: Omit<Packed, 'few' | 'news'>,
  most: number,
): Promise<readonly (readonly number[])[]> => {
  const taking = openTaking(incidence.people)
  const bases: (readonly number[])[] = []
  while (bases.length < most && !isOver()) {
    taking.next()
    const base: number[] = []
    const onSettled = (atom: number) => {
      base.push(atom)
      return taking.takes(atom)
    }
    await settleAll(equations.copy(), incidence, taking.left(small), { isOver, pause, news: [], onSettled })
    if (base.length < 2) break
    bases.push(base)
  }
  return bases
}

/** What is left where all atoms of a set but one are nothing, for each of them. */
export async function* allButOne(
  equations: Equations,
  incidence: Incidence,
  base: readonly number[],
  pause: () => Promise<void>,
): AsyncIterable<Equations> {
  const half = Math.ceil(base.length / 2)
  if (base.length < 2) {
    yield equations
    return
  }
  for (const [settled, open] of [
    [base.slice(0, half), base.slice(half)],
    [base.slice(half), base.slice(0, half)],
  ] as const) {
    const left = equations.copy()
    for (const atom of settled) {
      await pause()
      left.settle(left.sum(cellsOf(incidence, atom)))
    }
    yield* allButOne(left, incidence, open, pause)
  }
}

interface Taking {
  /** Those of these atoms of whom somebody is in no set before this one; asked as they are needed. */
  readonly left: (atoms: readonly number[]) => Iterable<number>
  /** Puts one of them into this set; never enough. */
  readonly takes: (atom: number) => false
  readonly next: () => void
}

const openTaking = (people: People): Taking => (people.whose === undefined ? takingByCount(people) : takingByName(people.whose))

const takingByCount = ({ sizeOf }: People): Taking => {
  const taken = new Map<number, number>()
  const takenOf = (atom: number) => taken.get(atom) ?? 0
  return {
    *left(atoms) {
      for (const atom of atoms) if (takenOf(atom) < sizeOf(atom)) yield atom
    },
    takes: (atom) => {
      taken.set(atom, takenOf(atom) + 1)
      return false
    },
    next: () => undefined,
  }
}

/** Somebody who stands in several atoms is in one set with all of them. */
const takingByName = (whose: (atom: number) => readonly number[]): Taking => {
  const before = new Set<number>()
  let current = new Set<number>()
  return {
    *left(atoms) {
      for (const atom of atoms) if (whose(atom).some((one) => !before.has(one))) yield atom
    },
    takes: (atom) => {
      const free = whose(atom).filter((one) => !before.has(one))
      const one = free.find((each) => current.has(each)) ?? free[0]
      if (one !== undefined) current.add(one)
      return false
    },
    next: () => {
      for (const one of current) before.add(one)
      current = new Set()
    },
  }
}
