/** Three and more releases that overlap, taken together: whether by adding and subtracting their cells the new one tells of a few (article 16). */
import { randomBytes } from '@yunhe/keys'
import { openAtoms } from './atoms.ts'
import { type Bounds, combinationOfFew, standardBounds } from './combination.ts'
import { type Laid, type Placed, unnamed } from './families.ts'
import { type Incidence, nearAtoms } from './incidence.ts'
import { isOneToOne } from './placing.ts'
import { primeField, somePrime } from './prime-field.ts'
import type { Collision, Release } from './release.ts'

export const undecided = 'undecided'

/** Of atoms times releases: what is held in memory at once is four bytes each. */
const mostPlaces = 20_000_000

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
export const openCombining = ({ domain, mine, others }: Laid, pause: () => Promise<void>, bounds: Bounds = standardBounds) => {
  const atoms = openAtoms(domain, mine.release.minimum, chance)
  const standings: Standing[] = []
  const isOpen = isOneToOne(mine)
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
    found: async (): Promise<Collision | typeof undecided | undefined> => {
      if (standings.length < 2) return undefined
      standings.push(stand(mine))
      const known = atoms.atoms(Math.floor(mostPlaces / standings.length))
      if (known === undefined) return 'undecided'
      const places = new Uint32Array(known.count * standings.length)
      let number = 0
      const put = ({ division }: Placed) => {
        known.put(division.cells, places, { from: number, step: standings.length, begin: standings[number]?.begin ?? 0 })
        number += 1
      }
      for await (const placed of others()) if (isOneToOne(placed)) put(placed)
      put(mine)
      const incidence = { places, people: known.people, cellCount, firstFresh: (standings.at(-1)?.begin ?? 0) + 1 }
      const minimums = [...new Set(standings.map(({ release }) => release.minimum))].filter((one) => one <= mine.release.minimum)
      for (const few of minimums.toSorted((one, other) => other - one)) {
        await pause()
        const found = ofThose(standings, few, { ...incidence, releaseCount: standings.length }, known.count, bounds)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

interface Standing {
  readonly release: Release
  /** Number of its first cell among all cells, from 0. */
  readonly begin: number
}

/** Of releases of this threshold or a higher one. */
const ofThose = (
  standings: readonly Standing[],
  few: number,
  incidence: Omit<Incidence, 'atoms'>,
  atomCount: number,
  bounds: Bounds,
): Collision | typeof undecided | undefined => {
  const isIn = standings.map(({ release }) => release.minimum >= few)
  if (isIn.filter(Boolean).length < 3) return undefined
  const places = isIn.every(Boolean) ? incidence.places : incidence.places.map((place, at) => (isIn[at % isIn.length] ? place : 0))
  const those = { ...incidence, places }
  const found = combinationOfFew({ ...those, atoms: nearAtoms(those, atomCount) }, few, { field, next: chance }, bounds)
  if (found === undefined || found === 'undecided') return found
  const named = standings.flatMap(({ release }, at) => (found.releases.includes(at) ? [release] : []))
  // The new one is the last. Where it tells of few by itself, which its own checks should have stopped, it is named itself.
  const together = named.length > 1 ? named.slice(0, -1) : named
  return { release: together.at(-1) ?? unnamed, together, cells: found.fresh }
}
