/** The lineage of a whole zone, as its own log has it: what each station adds, put together. */
import type { ZoneState } from '../state.ts'
import { exportSteps } from './exports.ts'
import type { LineageGraph, LineageNode, Step } from './graph.ts'
import { jobSteps } from './jobs.ts'
import { modelSteps } from './models.ts'
import { servedSteps } from './served.ts'
import { tableSteps } from './tables.ts'

export const lineageOfZone = (state: ZoneState): LineageGraph => {
  const steps: readonly Step[] = [
    ...tableSteps(state),
    ...modelSteps(state),
    ...jobSteps(state),
    ...exportSteps(state),
    ...servedSteps(state),
  ]
  return { nodes: once(steps.flatMap(({ nodes }) => nodes)), edges: steps.flatMap(({ edges }) => edges) }
}

const once = (nodes: readonly LineageNode[]): readonly LineageNode[] => [...new Map(nodes.map((node) => [node.id, node])).values()]
