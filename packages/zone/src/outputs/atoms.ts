/** Rows that stand in the same cells of all releases, found in one look at each release and described by one row each. */
import { openNumbering } from '../jobs/numbering.ts'
import type { Cells, Domain } from './division.ts'
import type { People } from './incidence.ts'

export interface Atoms {
  readonly count: number
  /** Puts the cell of each atom in one of the releases, moved by `begin`, to every `step`-th place. */
  readonly put: (cells: Cells, places: Uint32Array, to: { readonly from: number; readonly step: number; readonly begin: number }) => void
  readonly people: People
}

/** @param most people are told apart up to this many @param chance from 0 to below 1 */
export const openAtoms = (
  { size, subjects, classes }: Pick<Domain, 'size' | 'subjects' | 'classes'>,
  most: number,
  chance: () => number,
) => {
  // The names of an element's cells added up, 64 bits by chance: two elements that stand differently share a sum once in 2^64.
  const [lows, highs] = [new Uint32Array(size), new Uint32Array(size)]
  const word = () => Math.floor(chance() * 2 ** 32)
  return {
    add: (cells: Cells, count: number): void => {
      const [low, high] = [0, 1].map(() => Uint32Array.from({ length: count + 1 }, (_, cell) => (cell === 0 ? 0 : word())))
      if (low === undefined || high === undefined) return
      for (let at = 0; at < cells.length; at += 1) {
        const cell = cells[at] ?? 0
        if (cell === 0) continue
        lows[at] = (lows[at] ?? 0) + (low[cell] ?? 0)
        highs[at] = (highs[at] ?? 0) + (high[cell] ?? 0)
      }
    },
    /** @param atMost nothing where there are more */
    atoms: (atMost: number): Atoms | undefined => {
      const numbering = openNumbering()
      const first: number[] = []
      const sizes: number[] = []
      const whose: number[][] = []
      for (let at = 0; at < size; at += 1) {
        const [low = 0, high = 0] = [lows[at], highs[at]]
        if (low === 0 && high === 0) continue
        const atom = numbering.of(low, high) - 1
        if (atom >= atMost) return undefined
        if (atom === first.length) {
          first.push(at)
          sizes.push(0)
          if (subjects !== undefined) whose.push([])
        }
        sizes[atom] = (sizes[atom] ?? 0) + (classes?.weights[at] ?? 1)
        if (subjects !== undefined) note(whose[atom] ?? [], subjects[at] ?? 0, most)
      }
      return {
        count: first.length,
        put: (cells, places, { from, step, begin }) => {
          for (let atom = 0; atom < first.length; atom += 1) {
            const cell = cells[first[atom] ?? 0] ?? 0
            if (cell !== 0) places[from + atom * step] = cell + begin
          }
        },
        people: subjects === undefined ? counted(sizes) : named(whose),
      }
    },
  }
}

const note = (known: number[], subject: number, most: number): void => {
  if (known.length < most && !known.includes(subject)) known.push(subject)
}

const counted = (sizes: readonly number[]): People => ({
  sizeOf: (atom) => sizes[atom] ?? 0,
  sizeOfAll: (atoms) => atoms.reduce((sum, atom) => sum + (sizes[atom] ?? 0), 0),
})

const named = (whose: readonly (readonly number[])[]): People => ({
  sizeOf: (atom) => whose[atom]?.length ?? 0,
  sizeOfAll: (atoms) => new Set(atoms.flatMap((atom) => whose[atom] ?? [])).size,
  whose: (atom) => whose[atom] ?? [],
})
