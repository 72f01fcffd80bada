/** Exports over HTTP: frozen on the workbench, read by reviewers, fetched by the requester; and samples of leaks (articles 15 and 16). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { manifestName } from '../export/desk.ts'
import { draftShape } from '../export/kinds.ts'
import type { ZoneNode } from '../node.ts'
import type { Ticket } from '../orders.ts'
import type { Entrance } from '../tickets.ts'
import { sayNo } from './speak.ts'

/** Text, or the bytes of a file as base64: as many as may leave at once. */
const sampleShape = z.union([
  z.strictObject({ sample: z.base64().min(1).max(28_000_000), encoding: z.literal('base64') }),
  z.strictObject({ sample: z.string().min(1).max(8_000_000), encoding: z.literal('utf8').default('utf8') }),
])

export const routesForExports = (app: FastifyInstance, zone: ZoneNode): void => {
  const within = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: readonly Entrance[],
    act: (ticket: Ticket) => Promise<unknown>,
  ): Promise<unknown> => {
    const pass = await zone.enter(request.headers.authorization, wanted)
    return pass.ok ? act(pass.ticket) : sayNo(reply, pass.refusal)
  }
  /** A ticket is for one snapshot: once the files are changed it leads nowhere. */
  const toSnapshot = (purpose: 'review' | 'download', one: string): readonly Entrance[] => [
    { purpose, scope: `${one}@${zone.exports.find(one)?.snapshot ?? ''}` },
  ]
  const { exports } = zone

  const draft = async (request: FastifyRequest<{ Params: { workspace: string; export?: string } }>, reply: FastifyReply) =>
    within(request, reply, [{ purpose: 'workbench', scope: request.params.workspace }], async (ticket) => {
      const asked = draftShape.safeParse(request.body)
      if (!asked.success)
        return sayNo(
          reply,
          'malformed',
          asked.error.issues.map(({ path }) => path.map(String).join('.')),
        )
      const { workspace, export: one } = request.params
      if (one !== undefined && exports.find(one)?.workspace !== workspace) return sayNo(reply, 'export-unknown')
      const drafted = await exports.draft(ticket, workspace, asked.data, one)
      return drafted.ok ? reply.code(201).send(drafted.view) : sayNo(reply, drafted.refusal)
    })
  app.post('/workspaces/:workspace/exports', draft)
  app.post('/workspaces/:workspace/exports/:export', draft)

  app.get<{ Params: { workspace: string; export: string } }>('/workspaces/:workspace/exports/:export', (request, reply) =>
    within(request, reply, [{ purpose: 'workbench', scope: request.params.workspace }], async () => {
      const { workspace, export: one } = request.params
      if (exports.find(one)?.workspace !== workspace) return sayNo(reply, 'export-unknown')
      return (await exports.view(one)) ?? sayNo(reply, 'snapshot-damaged')
    }),
  )

  app.get<{ Params: { export: string } }>('/exports/:export/snapshot', (request, reply) =>
    within(
      request,
      reply,
      toSnapshot('review', request.params.export),
      async () => (await exports.view(request.params.export)) ?? sayNo(reply, 'snapshot-damaged'),
    ),
  )

  app.get<{ Params: { export: string; file: string } }>('/exports/:export/snapshot/:file', (request, reply) =>
    within(request, reply, toSnapshot('review', request.params.export), async (ticket) => {
      const opened = await exports.open(ticket, request.params.export, request.params.file)
      if (!opened.ok) return sayNo(reply, opened.refusal)
      const { ok: _, ...shown } = opened
      return shown
    }),
  )

  app.get<{ Params: { export: string; file: string } }>('/exports/:export/files/:file', (request, reply) =>
    within(request, reply, toSnapshot('download', request.params.export), async (ticket) => {
      const { export: one, file } = request.params
      const fetched = file === manifestName ? await exports.manifest(ticket, one) : await exports.fetch(ticket, one, file)
      if (!fetched.ok) return sayNo(reply, fetched.refusal)
      const { ok: _, ...content } = fetched
      return content
    }),
  )

  app.post<{ Params: { trace: string } }>('/traces/:trace/samples', { bodyLimit: 33 * 2 ** 20 }, (request, reply) =>
    within(request, reply, [{ purpose: 'trace', scope: request.params.trace }], async (ticket) => {
      const asked = sampleShape.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', ['sample'])
      return zone.traces.compare(ticket, request.params.trace, asked.data)
    }),
  )
}
