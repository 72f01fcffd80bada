/** The way of data around a case, as its reader may see it. */
import { z } from 'zod'
import { route } from './route.ts'

export const lineageNode = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  holder: z.string(),
  holderName: z.string(),
  /** Where it lies in the zone, or came from. */
  workspace: z.string().optional(),
  at: z.string().optional(),
  stage: z.string().optional(),
  /** The case that decides on it. */
  case: z.object({ plural: z.string(), id: z.string(), title: z.string() }).optional(),
  /** Of a subscription: calls that were served. */
  calls: z.int().optional(),
})
export type LineageNodeView = z.infer<typeof lineageNode>

export const lineageEdge = z.object({
  from: z.string(),
  to: z.string(),
  columns: z.array(z.object({ output: z.string(), from: z.array(z.string()), how: z.string() })),
  /** What allowed it: the entry of the ledger, the rules that it names, the place in the log of the zone. */
  ground: z.object({
    authorization: z.string(),
    grant: z.string(),
    decision: z.string(),
    under: z.array(z.string()),
    logIndex: z.int(),
  }),
})
export type LineageEdgeView = z.infer<typeof lineageEdge>

export const lineageGraph = z.object({
  /** The node that the case stands for; empty where the zone knows nothing of it yet. */
  start: z.string(),
  nodes: z.array(lineageNode),
  edges: z.array(lineageEdge),
  /** How many nodes there are that this reader may not see. */
  hidden: z.int(),
})
export type LineageView = z.infer<typeof lineageGraph>

const asking = z.object({
  column: z.string().max(100).optional(),
  direction: z.enum(['up', 'down', 'both']).default('both'),
  hops: z.coerce.number().int().min(1).max(50).default(50),
})

export const lineageRoutes = {
  lineage: route({
    method: 'GET',
    path: '/api/lineage/:plural/:id',
    summary:
      'From the data to the calls and back, around a dataset, workspace, product or subscription; each step with the decision that allowed it.',
    query: asking,
    reply: lineageGraph,
  }),
  openLineage: route({
    method: 'GET',
    path: '/api/lineage/:plural/:id/openlineage',
    summary: 'The same as events of OpenLineage 2-0-2.',
    query: asking,
    reply: z.object({ events: z.array(z.record(z.string(), z.unknown())) }),
  }),
} as const
