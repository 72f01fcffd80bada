/** What a form offers instead of an id typed by hand: names, found by what is typed, a page at a time. */
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

export const choice = z.object({
  /** What is sent. */
  value: z.string(),
  /** What is read. */
  title: z.string(),
  /** What tells it from others of the same name. */
  detail: words.optional(),
})
export type Choice = z.infer<typeof choice>

export const choiceRoutes = {
  choices: route({
    method: 'GET',
    path: '/api/choices/:kind',
    summary:
      'What a field of a form may name, as far as the reader may see it: cases by their plural, scenarios, people, indicators, what is late.',
    query: z.object({
      q: z.string().trim().max(100).default(''),
      page: z.coerce.number().int().min(1).max(50).default(1),
      on: z.string().max(200).optional().describe('the case that the form is on: `assessments/a1`'),
      beside: z.string().max(600).optional().describe('answers of the same form that narrow the choice: `call:c1,request:r2`'),
    }),
    reply: z.object({ rows: z.array(choice), isMore: z.boolean() }),
  }),
} as const
