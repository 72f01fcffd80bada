/** A release as a division of people or rows into cells, over numbers that it shares with other releases. */
import type { TableMembers } from '../jobs/members.ts'
import { openNumbering } from '../jobs/numbering.ts'

/** Who the rows of a workspace's table are: keyed numbers, by number of the row. */
export interface Roster {
  /** What two releases have in common: the subject where each has one row, else the row itself. */
  readonly elements: BigUint64Array
  /** Whose each row is, where a subject has several. */
  readonly subjects?: BigUint64Array
}

/** A table of a workspace as it was written once. */
export interface Ground {
  /** `subjects`, or the rows of one dataset: only what has one domain can be laid over each other. */
  readonly domain: string
  readonly base: string
  /** Whether the contract names the subject of a row. */
  readonly named: boolean
}

/** Whether one subject may have several rows of it. */
export const hasSeveralRows = ({ domain, named }: Ground): boolean => domain !== 'subjects' && named

export type Cells = Uint8Array | Uint16Array | Uint32Array

/** By element: its cell, 0 where it stands in none. */
export interface Division {
  readonly cells: Cells
  readonly count: number
  /** Element and further cell in turn. */
  readonly more: Uint32Array
}

export interface Domain {
  readonly size: number
  readonly divide: (base: string, members: TableMembers, count: number) => Division
  /** By number of a row: its element; left out where the row is the element. */
  readonly placesOf: (base: string) => Uint32Array | undefined
  /** Number of the subject of each element; left out where elements are subjects. */
  readonly subjects?: Uint32Array
  /** Where elements are classes of rows that stand alike in all that is compared; left out where each is one row. */
  readonly classes?: Classes
}

export interface Classes {
  /** By number of a row: its class, 0 for none. */
  readonly of: Cells
  /** By class: how many rows it has. */
  readonly weights: Uint32Array
}

/** @param rosterOf is asked only where there are several bases, or rows that share a subject */
export const openDomain = async (
  bases: readonly string[],
  hasSubjects: boolean,
  size: number,
  rosterOf: (base: string) => Promise<Roster>,
): Promise<Domain> => {
  const [only] = bases
  if (only === undefined) throw new Error('could not compare releases over no table')
  if (bases.length === 1 && !hasSubjects)
    return { size, divide: (_, { cells, more }, count) => ({ cells, more, count }), placesOf: () => undefined }
  const elements = openNumbering()
  const people = openNumbering()
  const whose: number[] = []
  const placeByBase = new Map<string, Uint32Array>()
  for (const base of bases) {
    const roster = await rosterOf(base)
    const [words, subjectWords] = [wordsOf(roster.elements), roster.subjects && wordsOf(roster.subjects)]
    const places = new Uint32Array(roster.elements.length)
    for (let row = 0; row < places.length; row += 1) {
      const element = elements.of(words[row * 2] ?? 0, words[row * 2 + 1] ?? 0) - 1
      places[row] = element
      if (subjectWords !== undefined) whose[element] = people.of(subjectWords[row * 2] ?? 0, subjectWords[row * 2 + 1] ?? 0)
    }
    placeByBase.set(base, places)
  }
  return {
    size: elements.count(),
    divide: (base, members, count) => moved(members, placeByBase.get(base) ?? new Uint32Array(), elements.count(), count),
    placesOf: (base) => placeByBase.get(base),
    ...(hasSubjects ? { subjects: Uint32Array.from(whose) } : {}),
  }
}

const wordsOf = ({ buffer, byteOffset, length }: BigUint64Array): Uint32Array => new Uint32Array(buffer, byteOffset, length * 2)

const moved = ({ cells, more }: TableMembers, places: Uint32Array, size: number, count: number): Division => {
  const to = new Uint32Array(size)
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] ?? 0
    if (cell !== 0) to[places[row] ?? 0] = cell
  }
  return { cells: to, count, more: more.map((value, at) => (at % 2 === 0 ? (places[value] ?? 0) : value)) }
}

/** Over subjects, where what two releases have in common is nothing but whose their rows are: each cell of a subject once. */
export const divisionOfSubjects = (
  { cells, more }: TableMembers,
  { elements, subjects = elements }: Roster,
  numbers: ReturnType<typeof openNumbering>,
  count: number,
): Division => {
  const words = wordsOf(subjects)
  const [first, further] = [new Map<number, number>(), new Set<number>()]
  const add = (row: number, cell: number) => {
    const subject = numbers.of(words[row * 2] ?? 0, words[row * 2 + 1] ?? 0)
    const known = first.get(subject)
    if (known === undefined) first.set(subject, cell)
    else if (known !== cell) further.add(subject * cellsAtMost + cell)
  }
  for (let row = 0; row < cells.length; row += 1) if (cells[row] !== 0) add(row, cells[row] ?? 0)
  for (let at = 0; at < more.length; at += 2) add(more[at] ?? 0, more[at + 1] ?? 0)
  const by = new Uint32Array(numbers.count() + 1)
  for (const [subject, cell] of first) by[subject] = cell
  return { cells: by, count, more: Uint32Array.from([...further].flatMap((one) => [Math.floor(one / cellsAtMost), one % cellsAtMost])) }
}
const cellsAtMost = 2 ** 21
