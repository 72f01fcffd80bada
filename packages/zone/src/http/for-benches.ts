/** Beside the jobs themselves: what a job will take, what is left of the day, saved notebooks, and what a person asked before (article 16). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { askedJob } from '../kinds/asked.ts'
import type { ZoneNode } from '../node.ts'
import { askedNotebookSave } from '../notebooks.ts'
import type { Ticket } from '../orders.ts'
import { sayNo, sayRefusals } from './speak.ts'

interface OfWorkspace {
  readonly Params: { readonly workspace: string }
}
interface OfNotebook {
  readonly Params: { readonly workspace: string; readonly notebook: string }
}

export const routesForBenches = (app: FastifyInstance, zone: ZoneNode): void => {
  const within = async (
    request: FastifyRequest<OfWorkspace>,
    reply: FastifyReply,
    act: (ticket: Ticket, workspace: string) => Promise<unknown>,
  ): Promise<unknown> => {
    const { workspace } = request.params
    const pass = await zone.enter(request.headers.authorization, [{ purpose: 'workbench', scope: workspace }])
    return pass.ok ? act(pass.ticket, workspace) : sayNo(reply, pass.refusal)
  }

  app.post<OfWorkspace>('/workspaces/:workspace/estimate', (request, reply) =>
    within(request, reply, async (ticket, workspace) => {
      const asked = askedJob.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', fieldsOf(asked.error))
      const answer = await zone.estimate(ticket, workspace, asked.data)
      return answer.ok ? answer : sayRefusals(reply, 422, answer.refusals)
    }),
  )

  app.get<OfWorkspace>('/workspaces/:workspace/quota', (request, reply) =>
    within(request, reply, async (_, workspace) => ({ ...zone.quota(workspace), isolation: zone.isolation().level })),
  )

  app.get<OfWorkspace>('/workspaces/:workspace/history', (request, reply) =>
    within(request, reply, async (ticket, workspace) => ({ asked: await zone.history(ticket, workspace) })),
  )

  app.get<OfWorkspace>('/workspaces/:workspace/notebooks', (request, reply) =>
    within(request, reply, async (_, workspace) => ({ notebooks: await zone.notebooks.list(workspace) })),
  )

  const save = (request: FastifyRequest<OfWorkspace>, reply: FastifyReply, notebook: string | undefined) =>
    within(request, reply, async (ticket, workspace) => {
      const asked = askedNotebookSave.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', fieldsOf(asked.error))
      const saved = await zone.notebooks.save(ticket, workspace, notebook, asked.data)
      return saved.ok ? saved.notebook : sayNo(reply, saved.refusal)
    })

  app.post<OfWorkspace>('/workspaces/:workspace/notebooks', (request, reply) => save(request, reply, undefined))

  app.post<OfNotebook>('/workspaces/:workspace/notebooks/:notebook', (request, reply) => save(request, reply, request.params.notebook))

  app.delete<OfNotebook>('/workspaces/:workspace/notebooks/:notebook', (request, reply) =>
    within(request, reply, async (ticket, workspace) =>
      (await zone.notebooks.remove(ticket, workspace, request.params.notebook)) ? { ok: true } : sayNo(reply, 'notebook-unknown'),
    ),
  )
}

const fieldsOf = (error: z.ZodError): readonly string[] => error.issues.map(({ path }) => path.map(String).join('.'))
