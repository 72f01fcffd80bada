/** Releases of the same people as divisions, and how those that have nobody in common are taken together. */
import type { Cells, Division, Domain } from './division.ts'
import type { Collision, Release, ReleaseName } from './release.ts'

export interface Placed {
  readonly release: Release
  readonly division: Division
}

/** A new release and earlier ones as divisions of the same elements. */
export interface Laid {
  readonly domain: Domain
  readonly mine: Placed
  /** The earlier ones one after another, because each may be large. */
  readonly others: () => AsyncIterable<Placed> | Iterable<Placed>
}

/** Whose some cells are, counted from 1: the first cell of the release and its length. */
export interface Part {
  readonly release: Release
  readonly from: number
  readonly count: number
}

/** Releases that have nobody in common, taken as one division: parts that were asked for one by one add up like parts of one result. */
export interface Family {
  /** Those of its only release, until there is a second. */
  cells: Cells
  readonly parts: Part[]
  minimum: number
}

export const join = (families: Family[], { release, division }: Placed, { size }: Domain): undefined => {
  const part = { release, from: 1, count: division.count }
  const family = families.find(({ cells }) => !meet(cells, division.cells))
  if (family === undefined) {
    families.push({ cells: division.cells, parts: [part], minimum: release.minimum })
    return undefined
  }
  const from = countOf(family)
  const both = new Uint32Array(size)
  both.set(family.cells)
  add(both, division.cells, from)
  family.cells = both
  family.parts.push({ ...part, from: from + 1 })
  family.minimum = Math.min(family.minimum, release.minimum)
  return undefined
}

export const countOf = ({ parts }: Family): number => parts.reduce((sum, { count }) => sum + count, 0)

const meet = (one: Cells, other: Cells): boolean => {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) if (one[at] !== 0 && other[at] !== 0) return true
  return false
}

const add = (to: Uint32Array, cells: Cells, from: number): void => {
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? 0
    if (cell !== 0) to[at] = cell + from
  }
}

/**
 * The new result by itself, then together with each family that it has nobody in common with, or fewer than would hide, against every
 * other. Who stands in both of two parts is counted twice in their sum: such people are taken as standing in neither.
 */
export const amongFamilies = async (
  mine: Placed,
  families: readonly Family[],
  { between, weights, pause }: Among,
): Promise<Collision | undefined> => {
  const own = mine.division
  const alone: Side = {
    cells: own.cells,
    count: own.count,
    minimum: mine.release.minimum,
    parts: [{ release: mine.release, from: 1, count: own.count }],
  }
  const met = families.filter(({ cells }) => meet(cells, own.cells))
  for (const family of met) {
    await pause()
    const found = between(alone, family, own.count)
    if (found !== undefined) return found
  }
  for (const beside of families) {
    const cells = besides(beside, own.cells, Math.min(beside.minimum, mine.release.minimum), weights)
    if (cells === undefined) continue
    const together: Side = {
      cells,
      count: countOf(beside) + own.count,
      minimum: Math.min(beside.minimum, mine.release.minimum),
      parts: [...beside.parts, { release: mine.release, from: countOf(beside) + 1, count: own.count }],
    }
    for (const family of met) {
      if (family === beside || !meet(beside.cells, family.cells)) continue
      await pause()
      const found = between(together, family, own.count)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Both as one division; nothing where they have too many in common. */
const besides = (family: Family, cells: Cells, few: number, weights: Uint32Array | undefined): Uint32Array | undefined => {
  if (haveInCommon(family.cells, cells, few, weights)) return undefined
  const [both, from] = [new Uint32Array(Math.max(family.cells.length, cells.length)), countOf(family)]
  both.set(family.cells)
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? 0
    if (cell !== 0) both[at] = both[at] === 0 ? cell + from : 0
  }
  return both
}

/** Whether so many stand in both, or more. */
const haveInCommon = (one: Cells, other: Cells, few: number, weights: Uint32Array | undefined): boolean => {
  const length = Math.min(one.length, other.length)
  let shared = 0
  for (let at = 0; at < length && shared < few; at += 1) if (one[at] !== 0 && other[at] !== 0) shared += weights?.[at] ?? 1
  return shared >= few
}

/** The cells of the new result are the last of them. */
export interface Side {
  readonly cells: Cells
  readonly count: number
  readonly minimum: number
  readonly parts: readonly Part[]
}

/** The releases of both sides that have somebody in common with one of the other: only between them a difference is new. */
export const meeting = (side: Side, family: Family): readonly Release[] => {
  const [ours, theirs] = [new Uint8Array(side.count + 1), new Uint8Array(countOf(family) + 1)]
  const length = Math.min(side.cells.length, family.cells.length)
  for (let at = 0; at < length; at += 1) {
    const [one = 0, other = 0] = [side.cells[at], family.cells[at]]
    if (one === 0 || other === 0) continue
    ours[one] = 1
    theirs[other] = 1
  }
  const met = (parts: readonly Part[], found: Uint8Array) =>
    parts.filter(({ from, count }) => found.subarray(from, from + count).includes(1)).map(({ release }) => release)
  return [...met(side.parts, ours), ...met(family.parts, theirs)]
}

interface Among {
  readonly between: Between
  /** How many people an element stands for; one where it is left out. */
  readonly weights: Uint32Array | undefined
  readonly pause: () => Promise<void>
}

/** @param own number of cells of the new result */
export type Between = (side: Side, family: Family, own: number) => Collision | undefined

/** Whose cells these are, and which of them are of the new result. */
export const blamed = (
  cut: { readonly one: readonly number[]; readonly other: readonly number[] },
  side: Side,
  family: Family,
  own: number,
): Collision => {
  const release = family.parts.find(({ from, count }) => cut.other.some((cell) => cell >= from && cell < from + count))?.release
  return {
    release: release ?? family.parts[0]?.release ?? unnamed,
    cells: cut.one.flatMap((cell) => (cell > side.count - own ? [cell - (side.count - own)] : [])),
  }
}
export const unnamed: ReleaseName = { name: '?', at: '1970-01-01T00:00:00.000Z', workspace: '?', operator: '?' }
