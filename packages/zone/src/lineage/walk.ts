/** From one node to all it came of and all that came of it, by a column where one is named. */
import type { ColumnStep, LineageEdge, LineageGraph } from './graph.ts'

export interface Start {
  /** A node's id; `dataset:flights` means every version of it, `product:d1` too. */
  readonly node: string
  /** Only what this column of the node comes from and goes into. */
  readonly column?: string | undefined
  readonly direction?: 'up' | 'down' | 'both' | undefined
  /** How many steps at most; all where it is left out. */
  readonly hops?: number | undefined
}

export const walk = (graph: LineageGraph, { node, column, direction = 'both', hops = 50 }: Start): LineageGraph => {
  const starts = graph.nodes.filter(({ id }) => id === node || id.startsWith(`${node}@`)).map(({ id }) => id)
  const begin = new Map(starts.map((id) => [id, column === undefined ? undefined : new Set([column])]))
  const edges = new Map<LineageEdge, LineageEdge>()
  for (const way of direction === 'both' ? (['up', 'down'] as const) : [direction]) follow(graph, begin, way, hops, edges)
  const ids = new Set([...starts, ...[...edges.values()].flatMap(({ from, to }) => [from, to])])
  return { nodes: graph.nodes.filter(({ id }) => ids.has(id)), edges: [...edges.values()] }
}

/** Columns that are followed at a node; undefined is all of them. */
type Followed = ReadonlyMap<string, ReadonlySet<string> | undefined>

const follow = (graph: LineageGraph, begin: Followed, way: 'up' | 'down', hops: number, found: Map<LineageEdge, LineageEdge>): void => {
  let front = begin
  const seen = new Map<string, Set<string> | undefined>()
  for (let hop = 0; hop < hops && front.size > 0; hop += 1) {
    const next = new Map<string, Set<string> | undefined>()
    for (const [node, columns] of front) {
      for (const edge of graph.edges) {
        if (edge[way === 'down' ? 'from' : 'to'] !== node) continue
        const steps = columns === undefined ? edge.columns : edge.columns.filter((step) => touches(step, columns, way))
        if (columns !== undefined && steps.length === 0) continue
        found.set(edge, merged(found.get(edge), { ...edge, columns: steps }))
        const beyond = way === 'down' ? edge.to : edge.from
        const reached = columns === undefined ? undefined : new Set(steps.flatMap((step) => (way === 'down' ? [step.output] : step.from)))
        const fresh = unseen(seen, beyond, reached)
        if (fresh !== 'none') next.set(beyond, fresh)
      }
    }
    front = next
  }
}

const touches = ({ output, from }: ColumnStep, columns: ReadonlySet<string>, way: 'up' | 'down'): boolean =>
  way === 'down' ? from.some((one) => columns.has(one)) : columns.has(output)

const merged = (known: LineageEdge | undefined, more: LineageEdge): LineageEdge =>
  known === undefined ? more : { ...more, columns: [...new Set([...known.columns, ...more.columns])] }

/** What of these columns was not followed from this node before; remembers them. */
const unseen = (
  seen: Map<string, Set<string> | undefined>,
  node: string,
  columns: Set<string> | undefined,
): Set<string> | undefined | 'none' => {
  if (seen.has(node) && seen.get(node) === undefined) return 'none'
  if (columns === undefined) {
    seen.set(node, undefined)
    return undefined
  }
  const known = seen.get(node) ?? new Set<string>()
  const fresh = new Set([...columns].filter((one) => !known.has(one)))
  seen.set(node, new Set([...known, ...fresh]))
  return fresh.size === 0 ? 'none' : fresh
}

/** What belongs to one workspace: its tables and what came of them, and what its tables came of. */
export const within = ({ nodes, edges }: LineageGraph, workspace: string): LineageGraph => {
  const own = new Set(nodes.filter((node) => node.workspace === workspace).map(({ id }) => id))
  const kept = edges.filter(({ to }) => own.has(to))
  const ids = new Set([...own, ...kept.map(({ from }) => from)])
  return { nodes: nodes.filter(({ id }) => ids.has(id)), edges: kept }
}
