/** Routes of the help beside each screen: what the law says of a kind of case, and which tours a person has been offered. */
import { roles } from '@yunhe/law/kernel/roles'
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

const condition = z.object({ rule: z.string(), words })

export const actHelp = z.object({
  name: z.string(),
  act: z.string(),
  title: words,
  /** Who may do it; none where everybody may. */
  roles: z.array(z.string()),
  /** What closes it, before anything is asked. */
  closedWhere: z.array(condition),
  /** What is held against the answers. */
  refusedWhere: z.array(condition),
  /** All rules it stands under. */
  rules: z.array(z.string()),
})
export type ActHelp = z.infer<typeof actHelp>

export const kindHelp = z.object({
  plural: z.string(),
  title: words,
  stages: z.array(z.object({ stage: z.string(), words })),
  clocks: z.array(z.object({ name: z.string(), words, rule: z.string(), ends: words })),
  /** Acts that people do, in the order of the law. */
  acts: z.array(actHelp),
})
export type KindHelp = z.infer<typeof kindHelp>

const tours = z.object({ roles: z.array(z.string()).describe('those whose tour the reader has been offered') })

export const guideRoutes = {
  kindHelp: route({
    method: 'GET',
    path: '/api/help/:plural',
    summary:
      'What the law says of a kind of case: its stages, its clocks with what follows, its acts with who does them and what refuses them.',
    reply: kindHelp,
  }),
  tours: route({
    method: 'GET',
    path: '/api/tours',
    summary: 'The roles whose first-steps tour the reader has been offered.',
    reply: tours,
  }),
  rememberTour: route({
    method: 'POST',
    path: '/api/tours',
    summary: 'The tour of a role was shown or turned down: it is not offered again.',
    body: z.object({ role: z.enum(roles) }),
    reply: tours,
  }),
} as const
