/** All that was released of one table of a workspace, laid over each other once: rows that stand alike in all of it are one class, as they are within one job (article 16). */
import { classedOf, type Members, narrow, type TableMembers } from '../jobs/members.ts'
import { openNumbering } from '../jobs/numbering.ts'
import { notByRow } from './classes.ts'
import { type Cells, type Classes, type Ground, hasSeveralRows } from './division.ts'
import type { Laid, Placed } from './families.ts'
import type { Compared } from './release.ts'

/** The classes of one table; for one comparison after another. */
export interface Stratum {
  /**
   * Nothing where rows have to be looked at: where one of the releases is of another table or version too, puts a row into several cells,
   * or divides the rows too finely together with the others.
   * @param table number of the ground of the new release that all are laid over
   */
  readonly laid: (fresh: Compared, table: number, related: readonly Compared[]) => Promise<Laid | undefined>
  /**
   * A release that is kept stands as its members do, and need not be read back.
   * @param table number of its ground
   */
  readonly kept: (release: Compared, table: number, members: Members) => Promise<void>
  /** Overwrites what tells who stands where. */
  readonly wipe: () => void
}

export interface MostClasses {
  readonly classes: number
  /** Of all looks together. */
  readonly held: number
}

/** Beyond these little is saved, and much is held. */
const standardMost: MostClasses = { classes: 1_000_000, held: 32_000_000 }

/** By class of all: the class of one look. */
interface Layer {
  byClass: Uint32Array
}

/** Where a release stands: by class of its look, the cell. */
interface Standing {
  readonly layer: Layer
  readonly cellByClass: Uint32Array
}

export const openStratum = (pause: () => Promise<void>, most: MostClasses = standardMost): Stratum => {
  let classes: Classes = { of: new Uint8Array(), weights: new Uint32Array(1) }
  let layers: readonly Layer[] = []
  /** Goes with the look, which goes with its job. */
  const layerByLook = new WeakMap<TableMembers, Layer | 'too-fine'>()
  const standingByRelease = new Map<Compared, Standing | 'by-row'>()

  const layerOf = async (rows: TableMembers, classCount: number): Promise<Layer | undefined> => {
    const known = layerByLook.get(rows)
    if (known !== undefined) return known === 'too-fine' ? undefined : known
    await pause()
    const finer = rows.more.length > 0 ? undefined : crossed(classes, { cells: rows.cells, count: classCount }, most.classes)
    if (finer === undefined || finer.weights.length * (layers.length + 1) > most.held) {
      layerByLook.set(rows, 'too-fine')
      return undefined
    }
    classes.of.fill(0)
    classes = { of: finer.of, weights: finer.weights }
    for (const layer of layers) layer.byClass = finer.before.map((one) => layer.byClass[one] ?? 0)
    const layer = { byClass: finer.beside }
    layers = [...layers, layer]
    layerByLook.set(rows, layer)
    return layer
  }
  const standing = async (members: Members, at: number): Promise<Standing | undefined> => {
    const { look, cellByClass } = classedOf(members)
    const rows = look.tables[at]
    const layer = rows && (await layerOf(rows, look.classCount))
    return layer && { layer, cellByClass }
  }
  const standingOf = async (release: Compared, at: number, fresh: Members): Promise<Standing | undefined> => {
    const known = standingByRelease.get(release)
    if (known !== undefined) return known === 'by-row' ? undefined : known
    const alike = fresh.classed && release.within?.(fresh.classed.look)
    const found = await standing(alike ?? (await release.members()), at)
    standingByRelease.set(release, found ?? 'by-row')
    return found
  }
  const placed = (release: Compared, { layer, cellByClass }: Standing): Placed => ({
    release,
    division: { cells: layer.byClass.map((one) => cellByClass[one] ?? 0), count: release.cellCount, more: new Uint32Array() },
  })

  return {
    laid: async (fresh, table, related) => {
      const members = await fresh.members()
      const own = fresh.grounds[table]
      if (own === undefined || members.classed === undefined) return undefined
      if (![fresh, ...related].every((one) => isInOnePlace(one, own))) return undefined
      const mine = await standing(members, table)
      const others: (readonly [Compared, Standing])[] = []
      for (const one of mine === undefined ? [] : related) {
        const at = one.grounds.findIndex(({ domain }) => domain === own.domain)
        const found = await standingOf(one, at, members)
        if (found === undefined) return undefined
        others.push([one, found])
      }
      if (mine === undefined) return undefined
      const domain = { size: classes.weights.length, divide: notByRow, placesOf: notByRow, classes }
      return {
        domain,
        mine: placed(fresh, mine),
        *others() {
          for (const [one, found] of others) yield placed(one, found)
        },
      }
    },
    kept: async (release, table, members) => {
      const own = release.grounds[table]
      if (own !== undefined && members.classed !== undefined && isInOnePlace(release, own))
        standingByRelease.set(release, (await standing(members, table)) ?? 'by-row')
    },
    wipe: () => {
      classes.of.fill(0)
      for (const { byClass } of layers) byClass.fill(0)
    },
  }
}

/** Each row is a person of its own, or nobody knows whose it is, and stands in this table once. */
const isInOnePlace = ({ grounds }: Compared, own: Ground): boolean => {
  const alike = grounds.filter(({ domain }) => domain === own.domain)
  return !hasSeveralRows(own) && alike.length === 1 && alike[0]?.base === own.base
}

interface Crossed extends Classes {
  /** By new class: the class it was part of, and the one of the division that was laid over it. */
  readonly before: Uint32Array
  readonly beside: Uint32Array
}

/** Up to this many possible pairs are looked up in an array. */
const mostInArray = 1 << 24

/** Classes of one numbering parted by another; nothing where there would be more than `most`. Who is of no class of either is of none. */
const crossed = (
  { of, weights }: Classes,
  { cells, count }: { readonly cells: Cells; readonly count: number },
  most: number,
): Crossed | undefined => {
  const numbers = new Uint32Array(Math.max(of.length, cells.length))
  try {
    const met = pairsIn(numbers, { of, weights }, { cells, count }, most)
    if (met === undefined) return undefined
    const [finer, rows] = [narrow(numbers.length, met.before.length - 1), new Uint32Array(met.before.length)]
    finer.set(numbers)
    for (const number of finer) rows[number] = (rows[number] ?? 0) + 1
    rows[0] = 0
    return { of: finer, weights: rows, before: Uint32Array.from(met.before), beside: Uint32Array.from(met.beside) }
  } finally {
    numbers.fill(0)
  }
}

/** Writes the number of each row's pair; by number what it is made of, or nothing where there would be more than `most`. */
const pairsIn = (
  numbers: Uint32Array,
  { of, weights }: Classes,
  { cells, count }: { readonly cells: Cells; readonly count: number },
  most: number,
): { readonly before: readonly number[]; readonly beside: readonly number[] } | undefined => {
  const width = count + 1
  const [before, beside] = [[0], [0]]
  const numberOf = openPairNumbers(weights.length * width, width)
  // Mostly the finer of the two parts none of its classes further: what one was met with before is tried first.
  const isFiner = weights.length > width
  const [metWith, metAs] = [new Uint32Array(Math.max(weights.length, width)), new Uint32Array(Math.max(weights.length, width))]
  for (let row = 0; row < numbers.length; row += 1) {
    const one = of[row] ?? 0
    const two = cells[row] ?? 0
    if (one === 0 && two === 0) continue
    const key = isFiner ? one : two
    const value = isFiner ? two : one
    const met = metAs[key] ?? 0
    if (met !== 0 && metWith[key] === value) {
      numbers[row] = met
      continue
    }
    const number = numberOf(one, two)
    metWith[key] = value
    metAs[key] = number
    numbers[row] = number
    if (number < before.length) continue
    if (number > most) return undefined
    before.push(one)
    beside.push(two)
  }
  return { before, beside }
}

/** Pairs in the order of meeting, from 1. */
const openPairNumbers = (possible: number, width: number): ((one: number, two: number) => number) => {
  if (possible > mostInArray) return openNumbering().of
  const numbers = new Uint32Array(possible)
  let count = 0
  return (one, two) => {
    const pair = one * width + two
    const known = numbers[pair] ?? 0
    if (known !== 0) return known
    count += 1
    numbers[pair] = count
    return count
  }
}
