/** A draw of experts as strangers compute it again; `docs/formats/expert-draw.md` tells how. */
import { z } from 'zod'
import { route } from './route.ts'

export const drawsView = z.object({
  application: z.string(),
  draws: z.array(
    z.object({
      round: z.int(),
      seats: z.int(),
      /** Numbers and fields of those in the pool; who may see the panel also sees what the hash is of. */
      pool: z.array(
        z.object({
          expert: z.string(),
          fields: z.array(z.string()),
          person: z.string().optional(),
          employer: z.string().optional(),
          relations: z.array(z.string()).optional(),
        }),
      ),
      poolHash: z.string(),
      index: z.int(),
      root: z.string(),
      seed: z.string(),
      wanted: z.array(z.string()),
      passedOver: z.array(z.object({ expert: z.string(), because: z.string() })),
      drawn: z.array(z.string()),
      recomputed: z.object({
        /** The root as the log has it now; empty where it has none for this place. */
        root: z.string(),
        seed: z.string(),
        order: z.array(z.string()),
        drawn: z.array(z.string()),
        agrees: z.boolean(),
      }),
    }),
  ),
})
export type DrawsView = z.infer<typeof drawsView>

export const drawRoutes = {
  draws: route({
    method: 'GET',
    path: '/api/applications/:id/draws',
    summary: 'How the experts of an application were drawn, computed again from the log.',
    reply: drawsView,
  }),
} as const
