/** What is asked of a workspace beside its jobs: the risk by columns of somebody's choice, and the synthetic twins (articles 12 and 16). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ZoneNode } from '../node.ts'
import { sqlName, type Ticket } from '../orders.ts'
import { mostTwinRows } from '../synthetic/twin.ts'
import type { Entrance } from '../tickets.ts'
import { sayNo } from './speak.ts'

const askedRisk = z.strictObject({ table: sqlName, quasiIdentifiers: z.array(sqlName).min(1).max(20) })
const askedRows = z.object({ rows: z.coerce.number().int().min(1).max(mostTwinRows).default(50) })
type AtWorkspace = { Params: { workspace: string }; Querystring: unknown }
type AtTable = { Params: { workspace: string; table: string }; Querystring: unknown }

export const routesForExaminers = (app: FastifyInstance, zone: ZoneNode): void => {
  const within = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: readonly Entrance[],
    act: (ticket: Ticket) => Promise<unknown>,
  ): Promise<unknown> => {
    const pass = await zone.enter(request.headers.authorization, wanted)
    return pass.ok ? act(pass.ticket) : sayNo(reply, pass.refusal)
  }
  const bench = (scope: string): readonly Entrance[] => [{ purpose: 'workbench', scope }]
  const either = (scope: string): readonly Entrance[] => [...bench(scope), { purpose: 'risk', scope }]

  app.post<AtWorkspace>('/workspaces/:workspace/risk', (request, reply) =>
    within(request, reply, either(request.params.workspace), async (ticket) => {
      const asked = askedRisk.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', ['quasiIdentifiers'])
      const answer = await zone.measureRisk(ticket, request.params.workspace, asked.data)
      if (!answer.ok) return sayNo(reply, answer.refusal, answer.fields)
      const { measured, isRough, left } = answer
      return { table: asked.data.table, measured, isRough, ...(left === undefined ? {} : { left }) }
    }),
  )

  app.get<AtWorkspace>('/workspaces/:workspace/twins', (request, reply) =>
    within(request, reply, bench(request.params.workspace), async () => ({ twins: await zone.twins(request.params.workspace) })),
  )

  app.get<AtTable>('/workspaces/:workspace/twins/:table', (request, reply) =>
    within(request, reply, bench(request.params.workspace), async (ticket) => {
      const asked = askedRows.safeParse(request.query)
      if (!asked.success) return sayNo(reply, 'malformed', ['rows'])
      const { workspace, table } = request.params
      return (await zone.twin(ticket, workspace, table, asked.data.rows)) ?? sayNo(reply, 'table-unknown')
    }),
  )
}
