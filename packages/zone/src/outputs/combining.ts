/** Three and more releases that overlap, taken together: whether by adding and subtracting their cells the new one tells of a few (article 16). */
import { randomBytes } from '@yunhe/keys'
import { type Atoms, openAtoms } from './atoms.ts'
import { type Bounds, combinationOfFew, nothingOfFew, standardBounds } from './combination.ts'
import type { Classes } from './division.ts'
import type { Equations } from './equations.ts'
import { type Laid, type Placed, unnamed } from './families.ts'
import { type Incidence, nearAtoms } from './incidence.ts'
import { isOneToOne } from './placing.ts'
import { primeField, somePrime } from './prime-field.ts'
import type { Collision, Release } from './release.ts'

export const undecided = 'undecided'

export interface CombiningBounds extends Bounds {
  /** Of atoms times releases, of which four bytes each are held in memory at once. */
  readonly places: number
}

export const combiningBounds: CombiningBounds = { ...standardBounds, places: 20_000_000 }

const chance = ((): (() => number) => {
  let words = new Uint32Array()
  let at = 0
  return () => {
    if (at === words.length) {
      words = new Uint32Array(Uint8Array.from(randomBytes(4096)).buffer)
      at = 0
    }
    at += 1
    return (words[at - 1] ?? 0) / 2 ** 32
  }
})()

/** By chance, for as long as the zone runs: nobody can make sums that happen to be a multiple of it. */
const field = primeField(somePrime(chance()))

/**
 * Releases that put a row into several cells are left out: how often they count it is not known. Releases of a lower threshold than the new
 * one are looked at beside all of a higher one, and what these tell is held against the lower.
 */
export const openCombining = ({ domain, mine, others }: Laid, pause: () => Promise<void>, bounds: CombiningBounds = combiningBounds) => {
  const standings: Standing[] = []
  const isOpen = isOneToOne(mine) && !areAllHidden(domain.classes, mine.release.minimum)
  const atoms = openAtoms(isOpen ? domain : { size: 0 }, mine.release.minimum, chance)
  if (isOpen) atoms.add(mine.division.cells, mine.division.count)
  let cellCount = 0
  const stand = ({ release, division }: Placed): Standing => {
    cellCount += division.count
    return { release, begin: cellCount - division.count }
  }
  return {
    /** Each of the others once, in their order. */
    add: (placed: Placed): void => {
      if (!isOpen || !isOneToOne(placed)) return
      atoms.add(placed.division.cells, placed.division.count)
      standings.push(stand(placed))
    },
    found: async (): Promise<Found> => {
      if (standings.length < 2) return undefined
      standings.push(stand(mine))
      async function* all() {
        for await (const placed of others()) if (isOneToOne(placed)) yield placed
        yield mine
      }
      const minimums = [...new Set(standings.map(({ release }) => release.minimum))].filter((one) => one <= mine.release.minimum)
      const atMost = Math.floor(bounds.places / standings.length)
      const ends = performance.now() + bounds.milliseconds
      let known = await incidenceOf(atoms.atoms(atMost), standings, cellCount, all())
      for (const few of minimums.toSorted((one, other) => other - one)) {
        for (let looks = 0; ; looks += 1) {
          await pause()
          const found = await ofThose(standings, few, known, { ...bounds, milliseconds: ends - performance.now() }, pause)
          if (!isSome(found)) {
            if (found !== undefined) return found
            break
          }
          const others = looks < mostLooks ? await untouched(found.settled, standings, domain.size, all()) : undefined
          if (others?.length === 0) break
          if (others === undefined) return undecided
          atoms.mark(others)
          known = await incidenceOf(atoms.atoms(atMost), standings, cellCount, all())
        }
      }
      return undefined
    },
  }
}

/** How often some rows of many are looked at with more of them, and how many more. */
const [mostLooks, mostMarked] = [6, 2_000]

type Found = Collision | typeof undecided | undefined

/** Where each class alone is as many as hide, whatever is told of somebody is told of one whole class at least. */
const areAllHidden = (classes: Classes | undefined, few: number): boolean => {
  for (const weight of classes?.weights ?? []) if (weight > 0 && weight < few) return false
  return classes !== undefined
}

interface Standing {
  readonly release: Release
  /** Number of its first cell among all cells, from 0. */
  readonly begin: number
}

interface Known extends Omit<Incidence, 'atoms'> {
  readonly count: number
  readonly isWhole: boolean
  /** How many people its smallest atom is. */
  readonly smallest: number
}

const incidenceOf = async (atoms: Atoms, standings: readonly Standing[], cellCount: number, all: AsyncIterable<Placed>): Promise<Known> => {
  const places = new Uint32Array(atoms.count * standings.length)
  let from = 0
  for await (const { division } of all) {
    atoms.put(division.cells, places, { from, step: standings.length, begin: standings[from]?.begin ?? 0 })
    from += 1
  }
  const { count, isWhole, people } = atoms
  let smallest = Number.POSITIVE_INFINITY
  for (let atom = 0; atom < count; atom += 1) smallest = Math.min(smallest, people.sizeOf(atom))
  return {
    places,
    releaseCount: standings.length,
    people,
    cellCount,
    firstFresh: (standings.at(-1)?.begin ?? 0) + 1,
    count,
    isWhole,
    smallest,
  }
}

/** Nothing is told of the few where some of many were looked at: whether it is so of all, the equations tell. */
interface OfSome {
  readonly settled: Equations
}

const isSome = (found: Found | OfSome): found is OfSome => found !== undefined && found !== undecided && 'settled' in found

/** Of releases of this threshold or a higher one. */
const ofThose = async (
  standings: readonly Standing[],
  few: number,
  known: Known,
  bounds: CombiningBounds,
  pause: () => Promise<void>,
): Promise<Found | OfSome> => {
  const isIn = standings.map(({ release }) => release.minimum >= few)
  if (isIn.filter(Boolean).length < 3 || (known.isWhole && known.smallest >= few)) return undefined
  const places = isIn.every(Boolean) ? known.places : known.places.map((place, at) => (isIn[at % isIn.length] ? place : 0))
  const those = { ...known, places }
  if (!known.isWhole) {
    const settled = await nothingOfFew(
      { ...those, atoms: Array.from({ length: known.count }, (_, atom) => atom) },
      few,
      { field, next: chance },
      bounds,
      pause,
    )
    for (const [at, { begin }] of standings.entries())
      if (settled && !isIn[at]) settled.solutions[0].fill(0, begin + 1, (standings[at + 1]?.begin ?? known.cellCount) + 1)
    return settled === undefined ? undecided : { settled }
  }
  const found = await combinationOfFew({ ...those, atoms: nearAtoms(those, known.count) }, few, { field, next: chance }, bounds, pause)
  if (found === undefined || found === undecided) return found
  const named = standings.flatMap(({ release }, at) => (found.releases.includes(at) ? [release] : []))
  // The new one is the last. Where it tells of few by itself, which its own checks should have stopped, it is named itself.
  const together = named.length > 1 ? named.slice(0, -1) : named
  return { release: together.at(-1) ?? unnamed, together, cells: found.fresh }
}

/** The elements that are something where all that were looked at are nothing. */
const untouched = async (
  { solutions: [solution], prime }: Equations,
  standings: readonly Standing[],
  size: number,
  all: AsyncIterable<Placed>,
): Promise<readonly number[]> => {
  const sums = new Float64Array(size)
  let at = 0
  for await (const { division } of all) {
    const { begin = 0 } = standings[at] ?? {}
    const { cells } = division
    for (let element = 0; element < cells.length; element += 1) {
      const cell = cells[element] ?? 0
      if (cell !== 0) sums[element] = (sums[element] ?? 0) + (solution[cell + begin] ?? 0)
    }
    at += 1
  }
  const found: number[] = []
  for (let element = 0; element < size && found.length < mostMarked; element += 1)
    if ((sums[element] ?? 0) % prime !== 0) found.push(element)
  return found
}
