/** Rows that stand in the same cells of all releases, found in one look at each release and described by one row each. */
import { openNumbering } from '../jobs/numbering.ts'
import type { Cells, Domain } from './division.ts'
import type { People } from './incidence.ts'

export interface Atoms {
  readonly count: number
  /** Whether these are all there are. */
  readonly isWhole: boolean
  /** Puts the cell of each atom in one of the releases, moved by `begin`, to every `step`-th place. */
  readonly put: (cells: Cells, places: Uint32Array, to: { readonly from: number; readonly step: number; readonly begin: number }) => void
  readonly people: People
}

/** Where not all can be looked at at once, of each cell so many rows are. */
const leastOfEachCell = 100

/** @param most people are told apart up to this many @param chance from 0 to below 1 */
export const openAtoms = (
  { size, subjects, classes }: Pick<Domain, 'size' | 'subjects' | 'classes'>,
  most: number,
  chance: () => number,
) => {
  // The names of an element's cells added up, 64 bits by chance: two elements that stand differently share a sum once in 2^64.
  const [lows, highs] = [new Uint32Array(size), new Uint32Array(size)]
  const marked = new Uint8Array(size)
  const words = (count: number) => Uint32Array.from({ length: count + 1 }, (_, cell) => (cell === 0 ? 0 : Math.floor(chance() * 2 ** 32)))
  const isNowhere = (at: number) => lows[at] === 0 && highs[at] === 0
  const numbered = (isIn: (at: number) => boolean, atMost: number) => {
    const [numbering, first]: [ReturnType<typeof openNumbering>, number[]] = [openNumbering(), []]
    for (let at = 0; at < size; at += 1) {
      if (isNowhere(at) || !isIn(at)) continue
      if (numbering.of(lows[at] ?? 0, highs[at] ?? 0) <= first.length) continue
      if (first.push(at) > atMost) return undefined
    }
    return { first, atomOf: (at: number) => (isNowhere(at) ? -1 : numbering.find(lows[at] ?? 0, highs[at] ?? 0) - 1) }
  }
  const peopleOf = (count: number, atomOf: (at: number) => number): People => {
    const sizes = new Array<number>(count).fill(0)
    const whose: number[][] = Array.from({ length: subjects === undefined ? 0 : count }, () => [])
    for (let at = 0; at < size; at += 1) {
      const atom = atomOf(at)
      if (atom < 0) continue
      if (subjects === undefined) sizes[atom] = (sizes[atom] ?? 0) + (classes?.weights[at] ?? 1)
      else note(whose[atom] ?? [], subjects[at] ?? 0, most)
    }
    return subjects === undefined ? counted(sizes) : named(whose)
  }
  return {
    add: (cells: Cells, count: number): void => {
      const [low, high, open] = [words(count), words(count), new Uint8Array(count + 1).fill(leastOfEachCell)]
      for (let at = 0; at < cells.length; at += 1) {
        const cell = cells[at] ?? 0
        if (cell === 0) continue
        lows[at] = (lows[at] ?? 0) + (low[cell] ?? 0)
        highs[at] = (highs[at] ?? 0) + (high[cell] ?? 0)
        const left = open[cell] ?? 0
        if (left === 0) continue
        open[cell] = left - 1
        marked[at] = 1
      }
    },
    /** Looks at these too where not all can be looked at. */
    mark: (elements: readonly number[]): void => {
      for (const at of elements) marked[at] = 1
    },
    /** All of them where they are not more than this; else those of some rows, of each cell and of what was marked. */
    atoms: (atMost: number): Atoms => {
      const whole = numbered(() => true, atMost)
      const some = whole ?? numbered((at) => marked[at] === 1, Number.POSITIVE_INFINITY)
      const { first, atomOf } = some ?? { first: [], atomOf: () => -1 }
      return {
        count: first.length,
        isWhole: whole !== undefined,
        put: (cells, places, { from, step, begin }) => {
          for (let atom = 0; atom < first.length; atom += 1) {
            const cell = cells[first[atom] ?? 0] ?? 0
            if (cell !== 0) places[from + atom * step] = cell + begin
          }
        },
        people: peopleOf(first.length, atomOf),
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
