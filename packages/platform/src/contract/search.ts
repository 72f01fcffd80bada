/** Search over everything the reader may see: cases, what the law lets people do, articles and rules. */
import { z } from 'zod'
import { lawAct } from './home.ts'
import { route } from './route.ts'
import { caseRow, words } from './shapes.ts'

const foundRule = z.object({
  /** `A9` for an article itself, else the id of a rule. */
  rule: z.string(),
  name: words,
  gist: words,
})

export const searchRoutes = {
  search: route({
    method: 'GET',
    path: '/api/search',
    summary: 'Cases, acts, articles and rules that hold a text, as far as the reader may see them; two characters or more.',
    query: z.object({ q: z.string().trim().min(2).max(100), kind: z.string().max(80).optional().describe('cases of this kind only') }),
    reply: z.object({
      cases: z.array(caseRow),
      areMoreCases: z.boolean(),
      /** Of how many cases each kind was found, counted up to a thousand in all. */
      kinds: z.array(z.object({ plural: z.string(), words, count: z.int() })),
      acts: z.array(lawAct),
      rules: z.array(foundRule),
    }),
  }),
} as const
