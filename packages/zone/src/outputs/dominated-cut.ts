/** Whether some cells of one division and some of another differ by people of whom a few contribute nearly all. */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { Cut } from './crossing.ts'
import { openGroups } from './groups.ts'

/** What those who stand in cell `one` and in cell `other` contribute; 0 is the place of those who stand in no cell. */
export interface AmountTie {
  readonly one: number
  readonly other: number
  readonly total: number
  /** The largest contributions of one subject each, in order, as many as the rule takes together. */
  readonly top: readonly number[]
  /** What the largest of them contributes in all places. */
  readonly reach: number
}

/** Who stands at the two ends of a tie, as numbers of nodes; those who stand nowhere are node 0. */
export const nodesOf = ({ one, other }: Pick<AmountTie, 'one' | 'other'>): readonly [number, number] => [
  one === 0 ? 0 : one * 2,
  other === 0 ? 0 : other * 2 + 1,
]

export type IsInside = (node: number) => boolean

/** Of the contributions that the rule takes together, at least two. */
export const topCount = ({ largest }: Pick<DominanceRule, 'largest'>): number => Math.max(2, largest)

interface Searching {
  readonly rule: DominanceRule
  /** Whether one subject may make several ties. */
  readonly spread: boolean
  /** Looks at the people themselves. */
  readonly isDominatedAcross: (inside: IsInside) => boolean
}

/**
 * A sum that a few make up has one largest contribution, and its rest is small beside it. So for each tie whose own rest is small enough, the
 * cut through it with the smallest rest is searched; ties that no such cut can go through are contracted first. A cut through one tie is
 * found exactly; of cuts through several the smallest, with and without the largest contributions of the other ties, are looked at.
 */
export const dominatedCut = (ties: readonly AmountTie[], searching: Searching): Cut | undefined => {
  const { rule, spread, isDominatedAcross } = searching
  const few = topCount(rule)
  const share = Math.max(rule.restShare, (few * (1 - rule.largestShare)) / rule.largestShare)
  const across = ties.filter((tie) => tie.total > 0 && nodesOf(tie)[0] !== nodesOf(tie)[1])
  const bounded = ({ reach }: AmountTie) => reach * share
  const candidates = across.filter((tie) => restOf(tie, few) < bounded(tie)).toSorted((a, b) => bounded(b) - bounded(a))
  const [widest] = candidates
  if (widest === undefined) return undefined
  const elsewhere = (tie: AmountTie) => restOf(tie, spread ? few : few - 1)
  const group = openGroups()
  for (const tie of across) {
    const [left, right] = nodesOf(tie)
    if (elsewhere(tie) >= bounded(widest)) group.join(left, right)
  }
  const loose = networkOf(across, group.of, elsewhere)
  const whole = networkOf(across, group.of, ({ total }) => total)
  for (const tie of candidates) {
    const [left, right] = nodesOf(tie).map(group.of)
    if (left === undefined || right === undefined || left === right) continue
    for (const [network, capacity] of [
      [loose, elsewhere],
      [whole, ({ total }: AmountTie) => total],
    ] as const) {
      const own = restOf(tie, few) - capacity(tie)
      const side = narrowest(network, left, right, own, bounded(tie))
      if (side === undefined) continue
      const inside: IsInside = (node) => side.has(group.of(node))
      if (isDominatedAcross(inside)) return cutOf(across, inside)
    }
  }
  return undefined
}

const restOf = ({ total, top }: AmountTie, without: number): number =>
  Math.max(0, total - top.slice(0, without).reduce((sum, one) => sum + one, 0))

type Network = ReadonlyMap<number, ReadonlyMap<number, number>>

const networkOf = (ties: readonly AmountTie[], of: (node: number) => number, capacityOf: (tie: AmountTie) => number): Network => {
  const network = new Map<number, Map<number, number>>()
  const add = (from: number, to: number, capacity: number) => {
    const known = network.get(from) ?? new Map<number, number>()
    known.set(to, (known.get(to) ?? 0) + capacity)
    network.set(from, known)
  }
  for (const tie of ties) {
    const [left = 0, right = 0] = nodesOf(tie).map(of)
    if (left === right) continue
    add(left, right, capacityOf(tie))
    add(right, left, capacityOf(tie))
  }
  return network
}

/**
 * The side of `source` in the narrowest cut that parts it from `sink`; nothing where no cut is narrower than the bound. Flow is pushed along
 * shortest ways until none is left.
 * @param own what is taken off between the two
 */
const narrowest = (network: Network, source: number, sink: number, own: number, bound: number): ReadonlySet<number> | undefined => {
  const flow = new Map<number, Map<number, number>>()
  const left = (from: number, to: number): number => {
    const between = (from === source && to === sink) || (from === sink && to === source) ? own : 0
    return Math.max(0, (network.get(from)?.get(to) ?? 0) + between) - (flow.get(from)?.get(to) ?? 0)
  }
  const push = (from: number, to: number, amount: number) => {
    const known = flow.get(from) ?? new Map<number, number>()
    known.set(to, (known.get(to) ?? 0) + amount)
    flow.set(from, known)
  }
  const smallest = bound * 1e-9
  for (let sum = 0; ; ) {
    const before = new Map<number, number>([[source, source]])
    const waiting = [source]
    for (let at = 0; at < waiting.length && !before.has(sink); at += 1) {
      const from = waiting[at] ?? 0
      for (const to of network.get(from)?.keys() ?? [])
        if (!before.has(to) && left(from, to) > smallest) {
          before.set(to, from)
          waiting.push(to)
        }
    }
    if (!before.has(sink)) return new Set(before.keys())
    const way: (readonly [number, number])[] = []
    for (let to = sink; to !== source; to = before.get(to) ?? source) way.push([before.get(to) ?? source, to])
    const amount = Math.min(...way.map(([from, to]) => left(from, to)))
    sum += amount
    if (sum >= bound) return undefined
    for (const [from, to] of way) {
      push(from, to, amount)
      push(to, from, -amount)
    }
  }
}

/** The cells on the side that does not hold those who stand nowhere. */
const cutOf = (ties: readonly AmountTie[], inside: IsInside): Cut => {
  const outside = inside(0)
  const chosen = (node: number) => node !== 0 && inside(node) !== outside
  const nodes = [...new Set(ties.flatMap((tie) => nodesOf(tie)))].filter(chosen)
  return {
    one: nodes.flatMap((node) => (node % 2 === 0 ? [node / 2] : [])),
    other: nodes.flatMap((node) => (node % 2 === 1 ? [(node - 1) / 2] : [])),
  }
}
