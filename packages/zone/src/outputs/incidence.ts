/** Who stands in which cells of many releases at once: rows that stand in the same cells of all of them are one atom. */
import type { Equations, Terms } from './equations.ts'

export interface Incidence {
  /** Atom by atom, for each release: the number of its cell among all cells, from 1; 0 where it stands in none. */
  readonly places: Uint32Array
  readonly releaseCount: number
  /** Those that are looked at. */
  readonly atoms: readonly number[]
  readonly people: People
  readonly cellCount: number
  /** The cells of the new release are the last ones: from this number on. */
  readonly firstFresh: number
}

/** Who an atom is, counted up to the number that hides. */
export interface People {
  readonly sizeOf: (atom: number) => number
  /** Of several atoms: different people. */
  readonly sizeOfAll: (atoms: readonly number[]) => number
  /** Only where one person may stand in several atoms: who they are, complete where they are few. */
  readonly whose?: (atom: number) => readonly number[]
}

interface Settling {
  readonly isOver: () => boolean
  readonly pause: () => Promise<void>
  /** What is settled among the new cells alone: nothing in what earlier cells give. */
  readonly news: Terms[]
  /** Whether that was enough. */
  readonly onSettled?: (atom: number) => boolean
}

/** So many are looked at between two pauses, and each that is settled may be work enough for one. */
const mostLooked = 1_000

/** Lets each of these atoms be nothing, one after another. */
export const settleAll = async (equations: Equations, incidence: Incidence, atoms: Iterable<number>, settling: Settling): Promise<void> => {
  const { isOver, pause, news, onSettled = () => false } = settling
  const [solution] = equations.solutions
  let looked = 0
  for (const atom of atoms) {
    looked += 1
    if (looked % mostLooked === 0) await pause()
    if (valueIn(incidence, solution, atom, equations.prime) === 0) continue
    const sum = equations.sum(cellsOf(incidence, atom))
    const settled = equations.settle(sum)
    if (settled === undefined) continue
    await pause()
    if (settled >= incidence.firstFresh) news.push(sum)
    if (isOver() || onSettled(atom)) return
  }
}

export const cellsOf = ({ places, releaseCount }: Incidence, atom: number): Uint32Array =>
  places.subarray(atom * releaseCount, (atom + 1) * releaseCount)

/** What a solution says of an atom. */
export const valueIn = ({ places, releaseCount }: Incidence, solution: Float64Array, atom: number, prime: number): number => {
  let sum = 0
  for (let at = atom * releaseCount; at < (atom + 1) * releaseCount; at += 1) sum += solution[places[at] ?? 0] ?? 0
  return sum % prime
}

/** Atoms in an order that follows from where they stand, whatever their numbers. */
export const inOrder = (incidence: Incidence, atoms: readonly number[]): readonly number[] =>
  atoms.toSorted((one, other) => {
    const [left, right] = [cellsOf(incidence, one), cellsOf(incidence, other)]
    for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0)
    return 0
  })

/** The atoms that hang together with a new cell, over whatever releases. @param count of all atoms */
export const nearAtoms = ({ places, releaseCount, cellCount, firstFresh }: Omit<Incidence, 'atoms'>, count: number): readonly number[] => {
  const parent = Uint32Array.from({ length: cellCount + 1 }, (_, cell) => Math.min(cell, firstFresh))
  const rootOf = (cell: number): number => {
    let root = cell
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0
      root = parent[root] ?? 0
    }
    return root
  }
  const first = new Uint32Array(count)
  for (let atom = 0; atom < count; atom += 1) {
    for (let at = atom * releaseCount; at < (atom + 1) * releaseCount; at += 1) {
      const cell = places[at] ?? 0
      if (cell === 0) continue
      if (first[atom] === 0) first[atom] = cell
      else parent[rootOf(cell)] = rootOf(first[atom] ?? 0)
    }
  }
  const near: number[] = []
  const fresh = rootOf(firstFresh)
  for (let atom = 0; atom < count; atom += 1) if (first[atom] !== 0 && rootOf(first[atom] ?? 0) === fresh) near.push(atom)
  return near
}
