/** What the bodies of a data request ask of the zone before anything is decided: a plan on made-up rows, and one worked out on the data (article 12). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { ZoneNode } from '../node.ts'
import type { Ticket } from '../orders.ts'
import { askedExamples, askedProposal, type Planned } from '../plan/planning.ts'
import { sayNo } from './speak.ts'

export const routesForPlanners = (app: FastifyInstance, zone: ZoneNode): void => {
  /** A ticket names its datasets with a dot between: the body asks about one of them. */
  const planning =
    <Shape extends z.ZodType<{ readonly dataset: string }>>(
      shape: Shape,
      act: (asked: z.output<Shape>, ticket: Ticket) => Promise<Planned<unknown>>,
    ) =>
    async (request: FastifyRequest<{ Params: { datasets: string } }>, reply: FastifyReply): Promise<unknown> => {
      const { datasets } = request.params
      const pass = await zone.enter(request.headers.authorization, [{ purpose: 'plan', scope: datasets }])
      if (!pass.ok) return sayNo(reply, pass.refusal)
      const asked = shape.safeParse(request.body)
      if (!asked.success)
        return sayNo(
          reply,
          'malformed',
          asked.error.issues.map(({ path }) => path.map(String).join('.')),
        )
      if (!datasets.split('.').includes(asked.data.dataset)) return sayNo(reply, 'out-of-scope')
      const planned = await act(asked.data, pass.ticket)
      return planned.ok ? planned.answer : sayNo(reply, planned.refusal, planned.fields)
    }
  app.post<{ Params: { datasets: string } }>(
    '/plans/:datasets/examples',
    planning(askedExamples, async (asked) => {
      const planned = await zone.planning.examples(asked)
      return planned.ok ? { ok: true, answer: { columns: planned.answer } } : planned
    }),
  )
  app.post<{ Params: { datasets: string } }>(
    '/plans/:datasets/proposals',
    planning(askedProposal, (asked, ticket) => zone.planning.propose(ticket, asked)),
  )
}
