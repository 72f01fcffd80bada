/** What people contribute to a sum where two divisions are laid over each other: by pair of cells, and across a cut. */
import type { Contributions, DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { Cells } from './division.ts'
import { type AmountTie, type IsInside, nodesOf, topCount } from './dominated-cut.ts'
import { amountByMagnitude } from './magnitudes.ts'

export interface Overlaid {
  readonly one: { readonly cells: Cells; readonly count: number }
  readonly other: { readonly cells: Cells; readonly count: number }
  readonly amounts: Amounts
}

/** Of each element, or of classes of people. */
export type Amounts =
  | {
      /** By element. */
      readonly magnitudes: Uint16Array
      /** Number of the subject of each element; left out where elements are subjects. */
      readonly subjects: Uint32Array | undefined
    }
  | ClassAmounts

/** What the people of each class contribute, each of them one subject. */
export interface ClassAmounts {
  /** At least as many as any rule looks at. */
  readonly few: number
  /** By class, so many one after the other: the largest, in order; 0 where there are no more. */
  readonly tops: Float64Array
  /** By class: all others together. */
  readonly rests: Float64Array
}

export const amountTies = (over: Overlaid, rule: DominanceRule): readonly AmountTie[] => {
  const few = topCount(rule)
  const width = over.other.count + 1
  const pairs = openPairs((over.one.count + 1) * width)
  const subjectTotals =
    'subjects' in over.amounts && over.amounts.subjects ? totalsOf(over.amounts.magnitudes, over.amounts.subjects) : undefined
  let [totals, tops, reaches] = [new Float64Array(1024), new Float64Array(1024 * few), new Float64Array(1024)]
  const add = (pair: number, amount: number): number => {
    const number = pairs.of(pair)
    if (number >= totals.length) {
      totals = twice(totals)
      tops = twice(tops)
      reaches = twice(reaches)
    }
    totals[number] = (totals[number] ?? 0) + amount
    return number
  }
  const take: Take = (pair, amount, subject) => {
    const number = add(pair, amount)
    let at = number * few + few - 1
    if (amount <= (tops[at] ?? 0)) return
    const first = number * few
    for (; at > first && (tops[at - 1] ?? 0) < amount; at -= 1) tops[at] = tops[at - 1] ?? 0
    tops[at] = amount
    // Of several who contribute as much, the one with most elsewhere counts.
    if (tops[first] === amount) reaches[number] = Math.max(reaches[number] ?? 0, subjectTotals?.[subject] ?? amount)
  }
  eachContribution(over, take, add)
  const ties = pairs.all().map((pair, number) => ({
    one: Math.floor(pair / width),
    other: pair % width,
    total: totals[number] ?? 0,
    top: [...tops.subarray(number * few, number * few + few)].filter((amount) => amount > 0),
    reach: reaches[number] ?? 0,
  }))
  // Whatever the order of the rows, the search goes the same way.
  return ties.toSorted((a, b) => a.one - b.one || a.other - b.other)
}

const twice = (values: Float64Array): Float64Array<ArrayBuffer> => {
  const next = new Float64Array(values.length * 2)
  next.set(values)
  return next
}

/** Up to this many possible pairs of cells are looked up in an array. */
const mostInArray = 4_000_000

/** Numbers the pairs of cells that occur, from 0. */
const openPairs = (possible: number) => {
  const found: number[] = []
  const add = (pair: number): number => found.push(pair) - 1
  if (possible > mostInArray) {
    const numbers = new Map<number, number>()
    const put = (pair: number): number => {
      const number = add(pair)
      numbers.set(pair, number)
      return number
    }
    return { of: (pair: number): number => numbers.get(pair) ?? put(pair), all: () => found }
  }
  const next = new Int32Array(possible)
  return {
    of: (pair: number): number => {
      const known = next[pair] ?? 0
      if (known !== 0) return known - 1
      const number = add(pair)
      next[pair] = number + 1
      return number
    },
    all: () => found,
  }
}

/** Of everybody who stands on one side by one division and on the other side by the other. */
export const contributionsAcross = (over: Overlaid, inside: IsInside, rule: DominanceRule): Contributions => {
  const few = topCount(rule)
  const width = over.other.count + 1
  const pairs = openPairs((over.one.count + 1) * width)
  const sides: boolean[] = []
  const isAcross = (pair: number): boolean => {
    const number = pairs.of(pair)
    const known = sides[number]
    if (known !== undefined) return known
    const [left, right] = nodesOf({ one: Math.floor(pair / width), other: pair % width })
    const across = inside(left) !== inside(right)
    sides[number] = across
    return across
  }
  const top: number[] = []
  let [total, last, own] = [0, -1, 0]
  const take = () => {
    total += own
    put(top, own, few)
  }
  const contributed: Take = (pair, amount, subject) => {
    if (!isAcross(pair)) return
    if (subject !== last) take()
    own = subject === last ? own + amount : amount
    last = subject
  }
  const rest: TakeRest = (pair, amount) => {
    if (isAcross(pair)) total += amount
  }
  eachContribution(over, contributed, rest)
  take()
  const sum = (count: number) => top.slice(0, count).reduce((all, one) => all + one, 0)
  return { top1: sum(1), top2: sum(2), top: sum(rule.largest), total }
}

const put = (top: number[], amount: number, few: number): void => {
  let at = top.length
  while (at > 0 && (top[at - 1] ?? 0) < amount) at -= 1
  if (at >= few) return
  top.splice(at, 0, amount)
  if (top.length > few) top.pop()
}

/** What one subject adds to one pair of cells; all pairs of a subject one after another. */
type Take = (pair: number, amount: number, subject: number) => void

/** What subjects that are none of the largest add to a pair of cells together. */
type TakeRest = (pair: number, amount: number) => unknown

const eachContribution = ({ one, other, amounts }: Overlaid, take: Take, rest: TakeRest): void => {
  const width = other.count + 1
  const length = Math.max(one.cells.length, other.cells.length)
  const pairAt = (at: number) => (one.cells[at] ?? 0) * width + (other.cells[at] ?? 0)
  if ('rests' in amounts) {
    eachOfClasses(amounts, { pairAt, length }, take, rest)
    return
  }
  const { magnitudes, subjects } = amounts
  const amountAt = (at: number) => amountByMagnitude[magnitudes[at] ?? 0] ?? 0
  if (subjects === undefined) {
    for (let at = 0; at < length; at += 1) {
      const pair = pairAt(at)
      if (pair !== 0) take(pair, amountAt(at), at)
    }
    return
  }
  const { order, ends } = bySubject(subjects, length)
  const own = new Map<number, number>()
  let from = 0
  for (const [subject, end] of ends.entries()) {
    own.clear()
    for (; from < end; from += 1) {
      const at = order[from] ?? 0
      const pair = pairAt(at)
      if (pair !== 0) own.set(pair, (own.get(pair) ?? 0) + amountAt(at))
    }
    for (const [pair, amount] of own) take(pair, amount, subject)
  }
}

const eachOfClasses = (
  { few, tops, rests }: ClassAmounts,
  { pairAt, length }: { readonly pairAt: (at: number) => number; readonly length: number },
  take: Take,
  rest: TakeRest,
): void => {
  for (let at = 1; at < length; at += 1) {
    const pair = pairAt(at)
    if (pair === 0) continue
    for (let place = at * few; place < at * few + few; place += 1) {
      const amount = tops[place] ?? 0
      if (amount > 0) take(pair, amount, place)
    }
    rest(pair, rests[at] ?? 0)
  }
}

/** Elements in the order of their subjects, and where those of each end. */
const bySubject = (subjects: Uint32Array, length: number) => {
  let most = 0
  for (let at = 0; at < length; at += 1) most = Math.max(most, subjects[at] ?? 0)
  const ends = new Uint32Array(most + 1)
  for (let at = 0; at < length; at += 1) ends[subjects[at] ?? 0] = (ends[subjects[at] ?? 0] ?? 0) + 1
  const places = new Uint32Array(most + 1)
  let sum = 0
  for (let subject = 0; subject <= most; subject += 1) {
    places[subject] = sum
    sum += ends[subject] ?? 0
    ends[subject] = sum
  }
  const order = new Uint32Array(length)
  for (let at = 0; at < length; at += 1) {
    const subject = subjects[at] ?? 0
    const place = places[subject] ?? 0
    order[place] = at
    places[subject] = place + 1
  }
  return { order, ends }
}

const totalsOf = (magnitudes: Uint16Array, subjects: Uint32Array): Float64Array => {
  let most = 0
  for (const subject of subjects) most = Math.max(most, subject)
  const totals = new Float64Array(most + 1)
  for (let at = 0; at < subjects.length; at += 1) {
    const subject = subjects[at] ?? 0
    totals[subject] = (totals[subject] ?? 0) + (amountByMagnitude[magnitudes[at] ?? 0] ?? 0)
  }
  return totals
}
