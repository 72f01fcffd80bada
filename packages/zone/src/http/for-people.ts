/** What people with tickets do in the zone, straight from the console: look at a workspace, run SQL, read checked results (article 16). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { askedJob, askedSql } from '../kinds/asked.ts'
import type { ZoneNode } from '../node.ts'
import type { Ticket } from '../orders.ts'
import { statusOf } from '../refusals.ts'
import type { Entrance } from '../tickets.ts'
import { routesForBenches } from './for-benches.ts'
import { routesOfIntake } from './intake.ts'
import { sayNo, sayRefusals } from './speak.ts'

export const routesForPeople = (app: FastifyInstance, zone: ZoneNode): void => {
  routesForBenches(app, zone)
  /** Runs `act` with the ticket, or says why not. */
  const within = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: readonly Entrance[],
    act: (ticket: Ticket) => Promise<unknown>,
  ): Promise<unknown> => {
    const pass = await zone.enter(request.headers.authorization, wanted)
    return pass.ok ? act(pass.ticket) : sayNo(reply, pass.refusal)
  }
  const workbench = (scope: string): readonly Entrance[] => [{ purpose: 'workbench', scope }]

  routesOfIntake(app, zone, within)

  app.get<{ Params: { workspace: string } }>('/workspaces/:workspace', (request, reply) =>
    within(
      request,
      reply,
      [...workbench(request.params.workspace), { purpose: 'risk', scope: request.params.workspace }],
      async () => (await zone.workspace(request.params.workspace)) ?? sayNo(reply, 'workspace-unknown'),
    ),
  )

  app.post<{ Params: { workspace: string } }>('/workspaces/:workspace/check', (request, reply) =>
    within(request, reply, workbench(request.params.workspace), async () => {
      const asked = askedSql.safeParse(request.body)
      return asked.success ? zone.check(request.params.workspace, asked.data) : sayNo(reply, 'malformed', fieldsOf(asked.error))
    }),
  )

  app.post<{ Params: { workspace: string } }>('/workspaces/:workspace/jobs', (request, reply) =>
    within(request, reply, workbench(request.params.workspace), async (ticket) => {
      const asked = askedJob.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', fieldsOf(asked.error))
      const submitted = await zone.submit(ticket, request.params.workspace, asked.data)
      if (submitted.ok) return reply.code(201).send({ job: submitted.job })
      return submitted.closed === undefined
        ? sayRefusals(reply, 422, submitted.refusals)
        : sayRefusals(reply, statusOf(submitted.closed), submitted.refusals)
    }),
  )

  app.get<{ Params: { workspace: string } }>('/workspaces/:workspace/jobs', (request, reply) =>
    within(request, reply, workbench(request.params.workspace), async () => ({ jobs: zone.jobs(request.params.workspace) })),
  )

  /** A job is looked for in the workspace of the ticket, so that another workspace's job is as unknown as none. */
  const withJob = (
    request: FastifyRequest<{ Params: { job: string } }>,
    reply: FastifyReply,
    act: (ticket: Ticket) => Promise<unknown>,
  ): Promise<unknown> => within(request, reply, workbench(zone.workspaceOfJob(request.params.job) ?? ''), act)

  app.get<{ Params: { job: string } }>('/jobs/:job', (request, reply) =>
    withJob(request, reply, async () => zone.job(request.params.job) ?? sayNo(reply, 'job-unknown')),
  )

  app.delete<{ Params: { job: string } }>('/jobs/:job', (request, reply) =>
    withJob(request, reply, async (ticket) => {
      await zone.cancel(ticket, request.params.job)
      return zone.job(request.params.job) ?? sayNo(reply, 'job-unknown')
    }),
  )

  app.get<{ Params: { job: string } }>('/jobs/:job/result', (request, reply) =>
    withJob(request, reply, async (ticket) => (await zone.result(ticket, request.params.job)) ?? sayNo(reply, 'job-not-finished')),
  )
}

const fieldsOf = (error: z.ZodError): readonly string[] => error.issues.map(({ path }) => path.map(String).join('.'))
