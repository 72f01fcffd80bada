/** Drafts: what the reader has begun to write, for no other eyes. */
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

/** Characters of JSON that one draft may have. */
export const longestDraft = 400_000

const onCase = z.object({ case: z.string().max(200).default('').describe('the case it is on; none where it would open one') })

export const draftRoutes = {
  drafts: route({
    method: 'GET',
    path: '/api/drafts',
    summary: 'What the reader has begun to write and not sent.',
    reply: z.array(
      z.object({
        act: z.string(),
        actWords: words,
        plural: z.string(),
        procedureWords: words,
        case: z.string(),
        caseTitle: z.string(),
        savedAt: z.string(),
      }),
    ),
  }),
  draft: route({
    method: 'GET',
    path: '/api/drafts/:act',
    summary: 'The draft of one form; absent where there is none.',
    query: onCase,
    reply: z.object({ draft: z.object({ answers: z.record(z.string(), z.unknown()), savedAt: z.string() }).optional() }),
  }),
  keepDraft: route({
    method: 'POST',
    path: '/api/drafts/:act',
    summary: 'Keep a draft in place of the one before. It is wiped once the act is done, when it is thrown away, and after thirty days.',
    body: onCase.extend({ answers: z.record(z.string(), z.unknown()) }),
    reply: z.object({ savedAt: z.string() }),
  }),
  wipeDraft: route({
    method: 'DELETE',
    path: '/api/drafts/:act',
    summary: 'Throw a draft away.',
    query: onCase,
    reply: z.object({}),
  }),
} as const
