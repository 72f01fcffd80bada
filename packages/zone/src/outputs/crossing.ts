/** Two divisions of the same people, and whether some cells of one and some of the other differ by a few of them. */
import { openGroups } from './groups.ts'

/** How many subjects stand in a cell of one division and a cell of the other; 0 is the place of those who stand in none. */
export interface Crossing {
  readonly one: number
  readonly other: number
  readonly weight: number
  /** Who they are, complete where they are few; left out where nobody stands in two places. */
  readonly subjects?: ReadonlySet<number>
}

/** The side of a cut that does not hold those who stand nowhere: cells of one division and of the other. */
export interface Cut {
  readonly one: readonly number[]
  readonly other: readonly number[]
}

/**
 * Whether any union of cells of one division differs from any union of cells of the other by more than none and fewer than `few`
 * subjects; such unions if there are. Everybody who stands in cell i of one and cell j of the other ties the two cells: two unions
 * that differ by few are a cut of few ties. Cells tied by `few` or more cannot be cut apart and are taken as one.
 */
export const smallestCut = (crossings: readonly Crossing[], few: number): Cut | undefined => {
  const group = openGroups()
  const [one, other] = [(cell: number) => (cell === 0 ? 0 : cell * 2), (cell: number) => (cell === 0 ? 0 : cell * 2 + 1)]
  for (const tie of crossings) {
    group.of(one(tie.one))
    group.of(other(tie.other))
    if (tie.weight >= few) group.join(one(tie.one), other(tie.other))
  }
  for (;;) {
    const ties = tiesBetween(crossings, (tie) => [group.of(one(tie.one)), group.of(other(tie.other))] as const)
    if (ties.size === 0) return undefined
    const loose =
      looselyTied(ties, few) ?? looselyTiedBySubjects(crossings, (tie) => [group.of(one(tie.one)), group.of(other(tie.other))], few)
    if (loose !== undefined) return cutAround(loose, group.members())
    for (const [left, right] of tightPairs(ties, few)) group.join(left, right)
  }
}

type Ties = ReadonlyMap<number, ReadonlyMap<number, number>>

const tiesBetween = (crossings: readonly Crossing[], ends: (tie: Crossing) => readonly [number, number]): Ties => {
  const ties = new Map<number, Map<number, number>>()
  const add = (from: number, to: number, weight: number) => {
    const known = ties.get(from) ?? new Map<number, number>()
    known.set(to, (known.get(to) ?? 0) + weight)
    ties.set(from, known)
  }
  for (const tie of crossings) {
    const [left, right] = ends(tie)
    if (left === right || tie.weight === 0) continue
    add(left, right, tie.weight)
    add(right, left, tie.weight)
  }
  return ties
}

const looselyTied = (ties: Ties, few: number): number | undefined => {
  for (const [from, to] of ties) {
    let weight = 0
    for (const one of to.values()) weight += one
    if (weight < few) return from
  }
  return undefined
}

/** One subject may make several ties: around a cell they are counted once. */
const looselyTiedBySubjects = (
  crossings: readonly Crossing[],
  ends: (tie: Crossing) => readonly [number, number],
  few: number,
): number | undefined => {
  const around = new Map<number, Set<number>>()
  for (const tie of crossings) {
    if (tie.subjects === undefined) continue
    const [left, right] = ends(tie)
    if (left === right) continue
    for (const end of [left, right]) {
      const known = around.get(end) ?? new Set()
      for (const subject of tie.subjects) if (known.size < few) known.add(subject)
      around.set(end, known)
    }
  }
  for (const [end, subjects] of around) if (subjects.size < few) return end
  return undefined
}

/** In the order of the greatest ties so far, what two neighbours are tied by at least is known without looking at every cut. */
const tightPairs = (ties: Ties, few: number): readonly (readonly [number, number])[] => {
  const pairs: (readonly [number, number])[] = []
  const reached = new Map<number, number>()
  const waiting = new Set(ties.keys())
  const queue = openQueueOfGreatest()
  while (waiting.size > 0) {
    const next = queue.take((one, weight) => waiting.has(one) && reached.get(one) === weight) ?? first(waiting)
    waiting.delete(next)
    for (const [to, weight] of ties.get(next) ?? []) {
      if (!waiting.has(to)) continue
      const sum = (reached.get(to) ?? 0) + weight
      reached.set(to, sum)
      queue.put(to, sum)
      if (sum >= few) pairs.push([next, to])
    }
  }
  return pairs
}

const first = (set: ReadonlySet<number>): number => {
  for (const one of set) return one
  throw new Error('could not take the first of nothing')
}

const openQueueOfGreatest = () => {
  const heap: { readonly one: number; readonly weight: number }[] = []
  const weightAt = (at: number) => heap[at]?.weight ?? Number.NEGATIVE_INFINITY
  const swap = (left: number, right: number) => {
    const [a, b] = [heap[left], heap[right]]
    if (a === undefined || b === undefined) return
    heap[left] = b
    heap[right] = a
  }
  const pop = () => {
    const top = heap[0]
    const last = heap.pop()
    if (heap.length > 0 && last !== undefined) heap[0] = last
    for (let at = 0; ; ) {
      const child = weightAt(at * 2 + 2) > weightAt(at * 2 + 1) ? at * 2 + 2 : at * 2 + 1
      if (child >= heap.length || weightAt(child) <= weightAt(at)) return top
      swap(at, child)
      at = child
    }
  }
  return {
    put: (one: number, weight: number) => {
      heap.push({ one, weight })
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1
        if (weightAt(parent) >= weightAt(at)) return
        swap(at, parent)
        at = parent
      }
    },
    /** What has been put again with more weight is passed over. */
    take: (isCurrent: (one: number, weight: number) => boolean): number | undefined => {
      for (let top = pop(); top !== undefined; top = pop()) if (isCurrent(top.one, top.weight)) return top.one
      return undefined
    },
  }
}

/** Those who stand nowhere are on no side that was ever shown: where the cut is around them, it is around all the others. */
const cutAround = (root: number, members: ReadonlyMap<number, readonly number[]>): Cut => {
  const inside = members.get(root) ?? []
  const side = inside.includes(0) ? [...members].flatMap(([other, ones]) => (other === root ? [] : ones)) : inside
  return {
    one: side.flatMap((node) => (node !== 0 && node % 2 === 0 ? [node / 2] : [])),
    other: side.flatMap((node) => (node % 2 === 1 ? [(node - 1) / 2] : [])),
  }
}
