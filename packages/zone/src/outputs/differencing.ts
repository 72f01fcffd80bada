/** Two results that differ by a few subjects tell of these few: a new one is held against all that this operator and its related companies were given before. */

import type { Members } from '../jobs/members.ts'
import { openNumbering } from '../jobs/members.ts'
import { inShanghai } from '../time.ts'
import { type Checked, deciding, type Finding } from './check.ts'
import { type Crossing, smallestCut } from './crossing.ts'
import { type Cells, type Division, type Domain, divisionOfSubjects, type Ground, openDomain, type Roster } from './division.ts'

/** What was released, as a person would look for it: `job 3f2c…`, `product d1 version 2`. */
export interface ReleaseName {
  readonly name: string
  readonly at: string
  readonly workspace: string
  readonly operator: string
}

/** Who stood in the cells that a release showed, table by table; the members themselves lie elsewhere. */
export interface Release extends ReleaseName {
  /** Smallest group of subjects that its decision lets be seen. */
  readonly minimum: number
  readonly cellCount: number
  readonly grounds: readonly (Ground & { readonly rows: number })[]
  /** Names who stands in which cell that was shown: releases with one name divide the same rows alike. Left out where it is not known. */
  readonly division?: string
  /** Of figures of a model, in place of their members. */
  readonly sketches?: readonly string[]
}

export interface Compared extends Release {
  readonly members: () => Promise<Members>
}

export interface Comparing {
  readonly rosterOf: (base: string) => Promise<Roster>
  /** Between two comparisons, so that others get their turn. */
  readonly pause: () => Promise<void>
}

export const differencing = async (fresh: Compared, earlier: readonly Compared[], ground: Comparing): Promise<Checked> => {
  const others = isTold(fresh, earlier) ? earlier.filter(({ operator }) => operator !== fresh.operator) : earlier
  const collision = await collisionOf(fresh, unlike(others), ground)
  return deciding('differencing', collision === undefined ? [] : [findingOf(collision, fresh)])
}

/**
 * Whether this operator was shown the very cells before, under a threshold no lower: other figures of the same people make no new
 * difference between people, and everything this operator was shown since has been held against them.
 */
export const isTold = ({ division, operator, minimum }: Release, earlier: readonly Release[]): boolean =>
  division !== undefined && earlier.some((one) => one.division === division && one.operator === operator && one.minimum >= minimum)

/** Of releases that divide the same rows alike, the one with the highest threshold stands for all. */
const unlike = (releases: readonly Compared[]): readonly Compared[] => {
  const strictestByDivision = new Map<string, Compared>()
  for (const one of releases) {
    const known = one.division === undefined ? undefined : strictestByDivision.get(one.division)
    if (one.division !== undefined && (known === undefined || one.minimum > known.minimum)) strictestByDivision.set(one.division, one)
  }
  return releases.filter((one) => one.division === undefined || strictestByDivision.get(one.division) === one)
}

interface Collision {
  readonly release: ReleaseName
  /** Cells of the new result that make the difference. */
  readonly cells: readonly number[]
}

export const findingOf = ({ release, cells }: Collision, fresh: ReleaseName & Pick<Release, 'cellCount'>): Finding => {
  const { name, at, workspace, operator } = release
  return {
    code: 'differs-by-few',
    words: wordsFor(release, fresh),
    place: placeOf(cells, fresh.cellCount),
    against: { release: name, at, workspace, operator },
  }
}

const wordsFor = ({ name, at, operator, workspace }: ReleaseName, fresh: ReleaseName): Finding['words'] => {
  const whose =
    operator === fresh.operator
      ? {
          zh: workspace === fresh.workspace ? '本工作空间' : `本单位工作空间 ${workspace} `,
          en: workspace === fresh.workspace ? 'this workspace' : `your workspace ${workspace}`,
        }
      : { zh: `关联单位 ${operator} `, en: `the related company ${operator}` }
  return {
    zh: `与${whose.zh}此前的结果（${name}，${inShanghai(at)}）只差少数主体，两者相减即可得出其值`,
    en: `differs from an earlier result of ${whose.en} (${name}, ${inShanghai(at)} in Shanghai) by only a few subjects: subtracting one from the other would tell of them`,
  }
}

/** A cell is named by its number among the cells, never by its keys. */
const placeOf = (cells: readonly number[], all: number): string => {
  if (cells.length >= all) return 'all rows'
  const [first = 1] = cells.toSorted((a, b) => a - b)
  return cells.length > 1 ? `cells ${first} and others` : `cell ${first}`
}

const collisionOf = async (fresh: Compared, earlier: readonly Compared[], ground: Comparing): Promise<Collision | undefined> => {
  for (const [table, { domain }] of fresh.grounds.entries()) {
    const related = earlier.filter((one) => one.grounds.some((other) => other.domain === domain))
    const found = related.length === 0 ? undefined : await inDomain(fresh, table, related, ground)
    if (found !== undefined) return found
  }
  const strange = earlier.filter((one) => !one.grounds.some(({ domain }) => fresh.grounds.some((other) => other.domain === domain)))
  return bySubjects(fresh, strange, ground)
}

interface Placed {
  readonly release: Release
  readonly division: Division
}

/** Where an element stands in one cell of a release, all unions of cells are compared; where it may stand in several, cells and totals. */
const inDomain = async (
  fresh: Compared,
  table: number,
  related: readonly Compared[],
  { rosterOf, pause }: Comparing,
): Promise<Collision | undefined> => {
  const own = fresh.grounds[table]
  if (own === undefined) return undefined
  const grounds = [fresh, ...related].flatMap(({ grounds: all }) => all.filter(({ domain }) => domain === own.domain))
  const bases = [...new Set(grounds.map(({ base }) => base))]
  const isSplit = own.domain !== 'subjects' && own.named
  const domain = await openDomain(bases, isSplit, Math.max(...grounds.map(({ rows }) => rows)), rosterOf)
  const place = async (one: Compared): Promise<readonly Placed[]> => {
    const members = await one.members()
    return one.grounds.flatMap((other, at) => {
      const found = members.tables[at]
      return other.domain !== own.domain || found === undefined
        ? []
        : [{ release: one, division: domain.divide(other.base, found, one.cellCount) }]
    })
  }
  const mine = (await place(fresh))[fresh.grounds.slice(0, table).filter(({ domain: other }) => other === own.domain).length]
  if (mine === undefined) return undefined
  const families: Family[] = []
  for (const one of related)
    for (const placed of await place(one)) {
      await pause()
      const found = isOneToOne(mine) && isOneToOne(placed) ? join(families, placed, domain) : cellByCell(mine, placed)
      if (found !== undefined) return found
    }
  return isOneToOne(mine) ? amongFamilies(mine, families, domain, pause) : undefined
}

const isOneToOne = ({ division }: Placed): boolean => division.more.length === 0

/** Releases that have nobody in common, taken as one division: parts that were asked for one by one add up like parts of one result. */
interface Family {
  /** Those of its only release, until there is a second. */
  cells: Cells
  /** Whose the cells are, counted from 1: the first cell of each release and its length. */
  readonly parts: { readonly release: Release; readonly from: number; readonly count: number }[]
  minimum: number
}

const join = (families: Family[], { release, division }: Placed, { size }: Domain): undefined => {
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

const countOf = ({ parts }: Family): number => parts.reduce((sum, { count }) => sum + count, 0)

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
const amongFamilies = async (
  mine: Placed,
  families: readonly Family[],
  domain: Domain,
  pause: () => Promise<void>,
): Promise<Collision | undefined> => {
  const own = mine.division
  const alone: Side = { cells: own.cells, count: own.count, minimum: mine.release.minimum }
  const met = families.filter(({ cells }) => meet(cells, own.cells))
  for (const family of met) {
    await pause()
    const found = between(alone, family, domain, own.count)
    if (found !== undefined) return found
  }
  for (const beside of families) {
    const cells = besides(beside, own.cells, Math.min(beside.minimum, mine.release.minimum))
    if (cells === undefined) continue
    const together: Side = { cells, count: countOf(beside) + own.count, minimum: Math.min(beside.minimum, mine.release.minimum) }
    for (const family of met) {
      if (family === beside || !meet(beside.cells, family.cells)) continue
      await pause()
      const found = between(together, family, domain, own.count)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Both as one division; nothing where they have too many in common. */
const besides = (family: Family, cells: Cells, few: number): Uint32Array | undefined => {
  if (haveInCommon(family.cells, cells, few)) return undefined
  const [both, from] = [new Uint32Array(Math.max(family.cells.length, cells.length)), countOf(family)]
  both.set(family.cells)
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? 0
    if (cell !== 0) both[at] = both[at] === 0 ? cell + from : 0
  }
  return both
}

/** Whether so many stand in both, or more. */
const haveInCommon = (one: Cells, other: Cells, few: number): boolean => {
  const length = Math.min(one.length, other.length)
  let shared = 0
  for (let at = 0; at < length && shared < few; at += 1) if (one[at] !== 0 && other[at] !== 0) shared += 1
  return shared >= few
}

/** The cells of the new result are the last of them. */
interface Side {
  readonly cells: Cells
  readonly count: number
  readonly minimum: number
}

const between = (side: Side, family: Family, { subjects }: Domain, own: number): Collision | undefined => {
  const few = Math.min(side.minimum, family.minimum)
  const crossings = crossingsOf({ one: side, other: { cells: family.cells, count: countOf(family) }, few, subjects })
  const cut = smallestCut(crossings, few)
  if (cut === undefined) return undefined
  const release = family.parts.find(({ from, count }) => cut.other.some((cell) => cell >= from && cell < from + count))?.release
  return {
    release: release ?? family.parts[0]?.release ?? unnamed,
    cells: cut.one.flatMap((cell) => (cell > side.count - own ? [cell - (side.count - own)] : [])),
  }
}
const unnamed: ReleaseName = { name: '?', at: '1970-01-01T00:00:00.000Z', workspace: '?', operator: '?' }

interface Laid {
  readonly one: { readonly cells: Cells; readonly count: number }
  readonly other: { readonly cells: Cells; readonly count: number }
  readonly few: number
  readonly subjects: Uint32Array | undefined
}

/** Up to this many pairs of cells are counted in an array. */
const mostInArray = 4_000_000

export const crossingsOf = ({ one, other, few, subjects }: Laid): readonly Crossing[] => {
  const width = other.count + 1
  const length = Math.max(one.cells.length, other.cells.length)
  if (subjects !== undefined) return crossingsOfSubjects({ one, other, few, subjects }, width, length)
  if ((one.count + 1) * width > mostInArray) return crossingsInMap(one.cells, other.cells, width, length)
  const counts = new Uint32Array((one.count + 1) * width)
  for (let at = 0; at < length; at += 1) {
    const pair = (one.cells[at] ?? 0) * width + (other.cells[at] ?? 0)
    counts[pair] = (counts[pair] ?? 0) + 1
  }
  const crossings: Crossing[] = []
  for (let pair = 1; pair < counts.length; pair += 1) {
    const weight = counts[pair] ?? 0
    if (weight > 0) crossings.push({ one: Math.floor(pair / width), other: pair % width, weight })
  }
  return crossings
}

const crossingsInMap = (one: Cells, other: Cells, width: number, length: number): readonly Crossing[] => {
  const counts = new Map<number, number>()
  for (let at = 0; at < length; at += 1) {
    const pair = (one[at] ?? 0) * width + (other[at] ?? 0)
    if (pair !== 0) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return [...counts].map(([pair, weight]) => ({ one: Math.floor(pair / width), other: pair % width, weight }))
}

/** Different subjects are counted, as far as `few`: who has many rows in a pair of cells is one. */
const crossingsOfSubjects = (
  { one, other, few, subjects }: Laid & { readonly subjects: Uint32Array },
  width: number,
  length: number,
): readonly Crossing[] => {
  const found = new Map<number, Set<number>>()
  for (let at = 0; at < length; at += 1) {
    const pair = (one.cells[at] ?? 0) * width + (other.cells[at] ?? 0)
    if (pair === 0) continue
    const known = found.get(pair)
    if (known === undefined) found.set(pair, new Set([subjects[at] ?? 0]))
    else if (known.size < few) known.add(subjects[at] ?? 0)
  }
  return [...found].map(([pair, set]) => ({ one: Math.floor(pair / width), other: pair % width, weight: set.size, subjects: set }))
}

/** Each cell and the total of one against each cell and the total of the other: 0 is the total. */
const cellByCell = (mine: Placed, placed: Placed): Collision | undefined => {
  const few = Math.min(mine.release.minimum, placed.release.minimum)
  const [own, others] = [cellsOf(mine.division), cellsOf(placed.division)]
  const [sizes, otherSizes, shared] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()]
  const count = (map: Map<number, number>, key: number) => void map.set(key, (map.get(key) ?? 0) + 1)
  const width = placed.division.count + 1
  const length = Math.max(mine.division.cells.length, placed.division.cells.length)
  for (let at = 0; at < length; at += 1) {
    const [here, there] = [own(at), others(at)]
    for (const cell of here) count(sizes, cell)
    for (const cell of there) count(otherSizes, cell)
    for (const cell of here) for (const other of there) count(shared, cell * width + other)
  }
  for (const [pair, both] of shared) {
    const [cell, other] = [Math.floor(pair / width), pair % width]
    const apart = (sizes.get(cell) ?? 0) + (otherSizes.get(other) ?? 0) - 2 * both
    if (apart > 0 && apart < few) return { release: placed.release, cells: cell === 0 ? allOf(mine.division.count) : [cell] }
  }
  return undefined
}

const allOf = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1)

/** The cells of an element, and 0 for the total of them. */
const cellsOf = ({ cells, more }: Division) => {
  const further = new Map<number, number[]>()
  for (let at = 0; at < more.length; at += 2) {
    const known = further.get(more[at] ?? 0) ?? []
    known.push(more[at + 1] ?? 0)
    further.set(more[at] ?? 0, known)
  }
  return (element: number): readonly number[] => {
    const cell = cells[element] ?? 0
    return cell === 0 ? [] : [0, cell, ...(further.get(element) ?? [])]
  }
}

/** Releases over other tables have in common only whose their rows are. */
const bySubjects = async (
  fresh: Compared,
  earlier: readonly Compared[],
  { rosterOf, pause }: Comparing,
): Promise<Collision | undefined> => {
  const own = fresh.grounds.findIndex(({ named }) => named)
  const others = earlier.filter(({ grounds }) => grounds.some(({ named }) => named))
  if (own < 0 || others.length === 0) return undefined
  const numbers = openNumbering()
  const place = async (one: Compared, at: number): Promise<Placed | undefined> => {
    const [ground, members] = [one.grounds[at], (await one.members()).tables[at]]
    if (ground === undefined || members === undefined) return undefined
    return { release: one, division: divisionOfSubjects(members, await rosterOf(ground.base), numbers, one.cellCount) }
  }
  const mine = await place(fresh, own)
  if (mine === undefined) return undefined
  for (const one of others) {
    await pause()
    const placed = await place(
      one,
      one.grounds.findIndex(({ named }) => named),
    )
    const found = placed && cellByCell(mine, placed)
    if (found !== undefined) return found
  }
  return undefined
}
