/** Disjoint sets of people, each of which settles all that new cells can add: so many people at least stand behind whatever these cells tell. */
import type { Equations, Terms } from './equations.ts'
import { type Incidence, type People, settleAll } from './incidence.ts'

interface Packed {
  readonly incidence: Incidence
  /** With all atoms settled that hide by themselves. */
  readonly equations: Equations
  /** The atoms that are left. */
  readonly small: readonly number[]
  readonly few: number
  readonly news: readonly Terms[]
  readonly isOver: () => boolean
}

export interface Packing {
  /** What the new cells add, as sums of their own that are nothing in whatever earlier cells give. */
  readonly news: readonly Terms[]
  /** Whether there are as many sets as people hide. */
  readonly isTight: () => boolean
  /**
   * The atoms of all people that fewer than `few` could be. As many sets are taken as there are people to hide, each the largest that
   * settles something of what is left: whoever can be told of with few others stands in one of them, since each set that does not touch
   * these few leaves nothing of them. @param small the atoms that are left, in the order in which they are taken
   */
  readonly involved: (small: readonly number[]) => readonly number[]
}

export const openPacking = ({ incidence, equations, small, few, news, isOver }: Packed): Packing => {
  const first = openTaking(incidence.people)
  const all: Terms[] = [...news]
  settleAll(equations.copy(), incidence, small, { isOver, news: all, onSettled: first.takes })
  const round = (taking: Taking, enough: number, from = small): number => {
    taking.next()
    const found = [...news]
    const isEnough = (atom: number) => !taking.takes(atom) && found.length >= enough
    if (found.length < enough) settleAll(equations.copy(), incidence, taking.left(from), { isOver, news: found, onSettled: isEnough })
    return found.length
  }
  return {
    news: all,
    isTight: () => {
      for (let sets = 1; sets < few; sets += 1) if (round(first, all.length) < all.length) return false
      return !isOver()
    },
    involved: (from) => {
      const taking = openTaking(incidence.people)
      for (let sets = 0; sets < few && !isOver(); sets += 1) round(taking, Number.POSITIVE_INFINITY, from)
      return taking.touched(from)
    },
  }
}

interface Taking {
  /** Those of these atoms of whom somebody is in no set before this one; asked as they are needed. */
  readonly left: (atoms: readonly number[]) => Iterable<number>
  /** Puts one of them into this set; never enough. */
  readonly takes: (atom: number) => false
  readonly next: () => void
  readonly touched: (atoms: readonly number[]) => readonly number[]
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
    touched: (atoms) => atoms.filter((atom) => taken.has(atom)),
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
    touched: (atoms) => {
      for (const one of current) before.add(one)
      return atoms.filter((atom) => whose(atom).some((one) => before.has(one)))
    },
  }
}
