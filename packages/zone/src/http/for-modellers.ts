/** Models as people with tickets meet them: the list of a workspace, one model with its figures and verdict, two side by side, a stranger's file (articles 3 and 16). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { askedImport } from '../models/asked.ts'
import { onnxAvailability, pythonAvailability } from '../models/availability.ts'
import { modelRefusal } from '../models/refusals.ts'
import type { ZoneNode } from '../node.ts'
import type { Ticket } from '../orders.ts'
import { statusOf } from '../refusals.ts'
import { sayNo, sayRefusals } from './speak.ts'

/** Base64 of ten megabytes, and a little. */
const importLimit = 15 * 1024 ** 2

export const routesForModellers = (app: FastifyInstance, zone: ZoneNode): void => {
  const within = async (request: FastifyRequest, reply: FastifyReply, workspace: string, act: (ticket: Ticket) => Promise<unknown>) => {
    const pass = await zone.enter(request.headers.authorization, [{ purpose: 'workbench', scope: workspace }])
    return pass.ok ? act(pass.ticket) : sayNo(reply, pass.refusal)
  }
  const unknown = (reply: FastifyReply) => sayRefusals(reply, 404, [modelRefusal('model-unknown')])
  /** Another workspace's model is as unknown as none. */
  const withModel = (
    request: FastifyRequest<{ Params: { model: string } }>,
    reply: FastifyReply,
    act: (ticket: Ticket) => Promise<unknown>,
  ) => within(request, reply, zone.models.find(request.params.model)?.workspace ?? '', act)

  app.get<{ Params: { workspace: string } }>('/workspaces/:workspace/models', (request, reply) =>
    within(request, reply, request.params.workspace, async () => ({
      models: zone.models.list(request.params.workspace),
      python: await pythonAvailability(),
      onnx: onnxAvailability(),
    })),
  )

  app.post<{ Params: { workspace: string } }>('/workspaces/:workspace/models', { bodyLimit: importLimit }, (request, reply) =>
    within(request, reply, request.params.workspace, async (ticket) => {
      const asked = askedImport.safeParse(request.body)
      if (!asked.success)
        return sayNo(
          reply,
          'malformed',
          asked.error.issues.map(({ path }) => path.map(String).join('.')),
        )
      const submitted = await zone.submit(ticket, request.params.workspace, asked.data)
      if (submitted.ok) return reply.code(201).send({ job: submitted.job })
      return sayRefusals(reply, submitted.closed === undefined ? 422 : statusOf(submitted.closed), submitted.refusals)
    }),
  )

  app.get<{ Params: { model: string } }>('/models/:model', (request, reply) =>
    withModel(request, reply, async (ticket) => (await zone.models.open(ticket, request.params.model)) ?? unknown(reply)),
  )

  app.get<{ Params: { model: string; other: string } }>('/models/:model/beside/:other', (request, reply) =>
    withModel(
      request,
      reply,
      async (ticket) => (await zone.models.compare(ticket, request.params.model, request.params.other)) ?? unknown(reply),
    ),
  )

  app.delete<{ Params: { model: string } }>('/models/:model', (request, reply) =>
    withModel(request, reply, async (ticket) =>
      (await zone.models.remove(ticket, request.params.model)) ? { deleted: request.params.model } : unknown(reply),
    ),
  )
}
