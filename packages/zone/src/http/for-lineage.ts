/** `GET /lineage`: what a node came of and what came of it; to a person at the workbench that of the workspace alone, to the platform of the whole zone. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ZoneNode } from '../node.ts'
import { sayNo } from './speak.ts'

const asking = z.strictObject({
  /** The workspace whose ticket is carried. */
  workspace: z.string().max(80).optional(),
  node: z
    .string()
    .max(200)
    .regex(/^[a-z]+:[a-z0-9@/._-]+$/)
    .optional(),
  column: z.string().max(100).optional(),
  direction: z.enum(['up', 'down', 'both']).optional(),
  hops: z.coerce.number().int().min(1).max(50).optional(),
  format: z.enum(['graph', 'openlineage']).default('graph'),
})

export const routesForLineage = (app: FastifyInstance, zone: ZoneNode): void => {
  app.get('/lineage', async (request, reply) => {
    const asked = asking.safeParse(request.query)
    if (!asked.success)
      return sayNo(
        reply,
        'malformed',
        asked.error.issues.map(({ path }) => path.join('.')),
      )
    const { workspace, node, format, ...how } = asked.data
    const pass = await zone.enter(request.headers.authorization, [
      { purpose: 'workbench', scope: workspace ?? '' },
      { purpose: 'watch', scope: '*' },
    ])
    if (!pass.ok) return sayNo(reply, pass.refusal)
    const cut = pass.ticket.purpose === 'watch' && workspace === undefined ? undefined : workspace
    const start = node === undefined ? undefined : { node, ...how }
    return format === 'openlineage' ? { events: zone.openLineage(start, cut) } : zone.lineage(start, cut)
  })
}
