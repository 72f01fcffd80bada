/** The way of data as a graph from left to right; whoever cannot see it has the same in the table below. */
import dagre from '@dagrejs/dagre'
import { Background, Controls, Handle, MiniMap, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react'
import type { LineageNodeView, LineageView } from '@yunhe/platform/contract'
import '@xyflow/react/dist/style.css'
import { useMemo } from 'react'
import { useSpeech } from '../../words/words.tsx'

const size = { width: 200, height: 58 }

type Shown = Node<{ readonly node: LineageNodeView; readonly chosen: boolean; readonly kind: string; readonly note: string }, 'step'>

const Step = ({ data: { node, chosen, kind, note } }: NodeProps<Shown>) => (
  <div className={`lineage-node is-${node.kind}${chosen ? ' is-chosen' : ''}`}>
    <Handle type="target" position={Position.Left} isConnectable={false} />
    <div className="lineage-node-kind">
      {kind} {note}
    </div>
    <div className="lineage-node-name" title={nameOf(node)}>
      {nameOf(node)}
    </div>
    <Handle type="source" position={Position.Right} isConnectable={false} />
  </div>
)
const nodeTypes = { step: Step }

/** A job has no name of its own but its number: the case it ran in says more. */
export const nameOf = ({ kind, name, case: of, id }: LineageNodeView): string => {
  if (kind === 'subscription' || kind === 'dataset' || kind === 'import') return of?.title || name
  const version = /@(\d+)$/.exec(id)?.[1]
  return version === undefined ? name : `${name} (${version})`
}

const placesOf = ({ nodes, edges }: LineageView): ReadonlyMap<string, { readonly x: number; readonly y: number }> => {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 70 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(id, { ...size })
  for (const { from, to } of edges) graph.setEdge(from, to)
  dagre.layout(graph)
  return new Map(nodes.map(({ id }) => [id, { x: graph.node(id).x - size.width / 2, y: graph.node(id).y - size.height / 2 }]))
}

interface LineageGraphProps {
  readonly view: LineageView
  readonly chosen: string | undefined
  readonly onChoose: (node: string) => void
}

const LineageGraph = ({ view, chosen, onChoose }: LineageGraphProps) => {
  const { words, count } = useSpeech()
  const places = useMemo(() => placesOf(view), [view])
  const nodes: Shown[] = view.nodes.map((node) => ({
    id: node.id,
    type: 'step',
    position: { ...(places.get(node.id) ?? { x: 0, y: 0 }) },
    ...size,
    ariaLabel: `${words.lineage.kinds[node.kind as keyof typeof words.lineage.kinds] ?? node.kind} ${nameOf(node)}`,
    data: {
      node,
      chosen: node.id === chosen,
      kind: words.lineage.kinds[node.kind as keyof typeof words.lineage.kinds] ?? node.kind,
      note: node.calls === undefined ? '' : words.lineage.calls(count(node.calls)),
    },
  }))
  const edges = view.edges.map(({ from, to }) => ({ id: `${from}→${to}`, source: from, target: to }))
  return (
    <div className="lineage-graph">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        onNodeClick={(_, { id }) => onChoose(id)}
        onSelectionChange={({ nodes: [first] }) => (first ? onChoose(first.id) : undefined)}
        proOptions={{ hideAttribution: true }}
        aria-label={words.lineage.graph}
      >
        <Background />
        <Controls position="top-left" showInteractive={false} />
        <MiniMap pannable ariaLabel={null} />
      </ReactFlow>
    </div>
  )
}

export default LineageGraph
