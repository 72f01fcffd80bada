/** Routes of a person's home: what waits by kind, what changed since the last look, what is followed; and every act of the law with who may do it. */
import { z } from 'zod'
import { route } from './route.ts'
import { caseRow, words } from './shapes.ts'

export const changeView = caseRow.extend({
  /** What happened, in order; none where the reader may not see the history. */
  events: z.array(z.object({ type: z.string(), at: z.string() })),
})
export type ChangeView = z.infer<typeof changeView>

export const waitingKind = z.object({
  plural: z.string(),
  count: z.int(),
  /** The nearest last day among them. */
  due: z.string().optional(),
})

export const homeView = z.object({
  waiting: z.array(waitingKind),
  /** From when on changes are new to this person. */
  since: z.string().optional(),
  changes: z.array(changeView),
  areMoreChanges: z.boolean(),
  follows: z.array(caseRow),
  areMoreFollows: z.boolean(),
})
export type HomeView = z.infer<typeof homeView>

/** An act of the law, whoever may do it. */
export const lawAct = z.object({
  plural: z.string(),
  procedureWords: words,
  name: z.string(),
  title: words,
  /** Who may do it; none where everybody may. */
  roles: z.array(z.string()),
  rules: z.array(z.string()),
  isYours: z.boolean(),
})
export type LawAct = z.infer<typeof lawAct>

const followed = z.object({ plural: z.string(), id: z.string(), following: z.boolean() })

export const homeRoutes = {
  home: route({
    method: 'GET',
    path: '/api/home',
    summary:
      'What waits for the reader by kind, what others changed since the last look in cases that concern the reader, and what is followed.',
    reply: homeView,
  }),
  looked: route({
    method: 'POST',
    path: '/api/home/looked',
    summary: 'From now on only what changes after the moment given is new to the reader.',
    body: z.object({ at: z.iso.datetime() }),
    reply: z.object({ since: z.string() }),
  }),
  following: route({
    method: 'GET',
    path: '/api/follows/:plural/:id',
    summary: 'Whether the reader follows a case.',
    reply: followed,
  }),
  follow: route({
    method: 'POST',
    path: '/api/follows/:plural/:id',
    summary: 'Follow a case, or follow it no longer.',
    body: z.object({ following: z.boolean() }),
    reply: followed,
  }),
  acts: route({
    method: 'GET',
    path: '/api/acts',
    summary: 'Every act of the law that people do: of which kind of case, by whom, under which rules.',
    reply: z.array(lawAct),
  }),
} as const
