/** Finds in a lattice of generalizations the node that keeps the most information and still hides everyone among k (full-domain generalization). */

/** One level per column; a higher level says less. */
export type Node = readonly number[]

export interface Lattice {
  /** By column and level: the share of its information that is lost there, rising from 0 to 1. */
  readonly lossByLevel: readonly (readonly number[])[]
  /** Rows in classes below k, as a share of all rows. It never rises as a node is generalized. */
  readonly shareTooSmall: (node: Node) => Promise<number>
  readonly mostSuppressed: number
}

export interface Found {
  readonly node: Node
  readonly suppressedShare: number
  readonly loss: number
}

export interface Search {
  /** Undefined where not even the top hides everyone: there are fewer than k rows. */
  readonly best: Found | undefined
  readonly nodes: number
  readonly measured: number
}

/**
 * Walks up from the best node nobody has judged yet and halves the way: a node that fails takes all below it along, a node that holds sets the loss to beat.
 * What could be better than the best is looked at, so the answer is that of trying every node.
 */
export const search = async ({ lossByLevel, shareTooSmall, mostSuppressed }: Lattice): Promise<Search> => {
  const tops = lossByLevel.map((levels) => levels.length - 1)
  const generalization = (node: Node): number => lossOf(lossByLevel, node)
  const open = new Map(nodesUpTo(tops).map((node) => [keyOf(node), { node, least: generalization(node) }]))
  const nodes = open.size
  let best: Found | undefined
  let measured = 0
  const judge = async (node: Node): Promise<boolean> => {
    measured += 1
    const share = await shareTooSmall(node)
    const holds = share <= mostSuppressed
    open.delete(keyOf(node))
    if (!holds) for (const [key, one] of open) if (isBelow(one.node, node)) open.delete(key)
    if (holds) best = better(best, { node, suppressedShare: share, loss: withSuppressed(generalization(node), share) })
    return holds
  }
  for (;;) {
    for (const [key, { least }] of open) if (best !== undefined && least >= best.loss) open.delete(key)
    const start = leastOf(open)
    if (start === undefined) return { best, nodes, measured }
    const path = pathUp(start, tops, generalization).filter((node) => open.has(keyOf(node)))
    let [low, high] = [0, path.length - 1]
    while (low <= high) {
      const middle = Math.floor((low + high) / 2)
      const node = path[middle]
      if (node === undefined) break
      if (!open.has(keyOf(node))) low = middle + 1
      else if (await judge(node)) high = middle - 1
      else low = middle + 1
    }
  }
}

/** A suppressed row has lost everything. */
const withSuppressed = (generalization: number, share: number): number => generalization * (1 - share) + share

export const lossOf = (lossByLevel: readonly (readonly number[])[], node: Node): number =>
  node.reduce((sum, level, column) => sum + (lossByLevel[column]?.[level] ?? 1), 0) / Math.max(1, node.length)

/** Of equal losses the one that suppresses less, then the one that comes first: the same question has the same answer. */
const better = (one: Found | undefined, other: Found): Found => {
  if (one === undefined) return other
  if (one.loss !== other.loss) return one.loss < other.loss ? one : other
  if (one.suppressedShare !== other.suppressedShare) return one.suppressedShare < other.suppressedShare ? one : other
  return keyOf(one.node) <= keyOf(other.node) ? one : other
}

const keyOf = (node: Node): string => node.join(',')

const isBelow = (node: Node, other: Node): boolean => node.every((level, column) => level <= (other[column] ?? 0))

export const nodesUpTo = (tops: readonly number[]): readonly Node[] =>
  tops.reduce<readonly Node[]>(
    (nodes, top) => nodes.flatMap((node) => Array.from({ length: top + 1 }, (_, level) => [...node, level])),
    [[]],
  )

const leastOf = (open: ReadonlyMap<string, { readonly node: Node; readonly least: number }>): Node | undefined => {
  let least: { readonly node: Node; readonly least: number } | undefined
  for (const one of open.values()) if (least === undefined || one.least < least.least) least = one
  return least?.node
}

/** Each step takes the column whose next level costs least. */
const pathUp = (start: Node, tops: readonly number[], generalization: (node: Node) => number): readonly Node[] => {
  const path: Node[] = [start]
  for (let node = start; ; ) {
    const next = node
      .flatMap((level, column) => (level < (tops[column] ?? 0) ? [node.with(column, level + 1)] : []))
      .toSorted((one, other) => generalization(one) - generalization(other))[0]
    if (next === undefined) return path
    path.push(next)
    node = next
  }
}
