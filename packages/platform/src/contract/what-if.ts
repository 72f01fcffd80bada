/** What would have gone otherwise under another number: asked by the data authority, answered from the log, nothing changed. */
import { z } from 'zod'
import { route } from './route.ts'
import { refusal, words } from './shapes.ts'

const told = z.union([z.string(), z.number(), z.boolean()])

const caseOf = { plural: z.string(), id: z.string(), caseTitle: z.string(), procedureWords: words }

export const whatIfFinding = z.object({
  ref: z.string(),
  ...caseOf,
  act: words,
  type: z.string(),
  /** Day or instant for which the act counted. */
  at: z.string(),
  outcome: z.enum(['refused', 'differs']),
  /** The rules it would have broken. */
  refusals: z.array(refusal),
  /** What would have been recorded otherwise; values are told where they are days, numbers or codes. */
  changes: z.array(z.object({ place: z.string(), was: told.optional(), would: told.optional() })),
})
export type WhatIfFinding = z.infer<typeof whatIfFinding>

/** A case that came to rest on an act that would have been refused. */
export const whatIfFollowing = z.object({ ref: z.string(), ...caseOf, restsOn: z.string() })
export type WhatIfFollowing = z.infer<typeof whatIfFollowing>

export const whatIfRun = z.object({
  id: z.string(),
  parameter: z.string(),
  parameterWords: words,
  value: words,
  from: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** Entries of the log read so far, and all of them. */
  done: z.int(),
  total: z.int(),
  /** Acts that were held against the law again. */
  judged: z.int(),
  findings: z.array(whatIfFinding),
  following: z.array(whatIfFollowing),
  /** Findings beyond those listed, and in cases that the reader may not see. */
  more: z.int(),
  /** Acts that could not be judged again, by what stands in the way. */
  unjudged: z.object({ destroyed: z.int(), damaged: z.int(), 'form-not-kept': z.int(), 'not-reproduced': z.int() }),
})
export type WhatIfRun = z.infer<typeof whatIfRun>

export const whatIfRoutes = {
  whatIfStart: route({
    method: 'POST',
    path: '/api/what-if',
    summary: 'Begin to play the log once more under another number; one run at a time.',
    body: z.object({
      parameter: z.string().max(100),
      value: z.string().max(200).describe('as a person writes it: 7, 0.8, on'),
      from: z.iso.date().optional().describe('first day on which it would have been the value; all days where absent'),
    }),
    reply: whatIfRun,
  }),
  whatIfRun: route({ method: 'GET', path: '/api/what-if/:id', summary: 'How far a run is, and what it found.', reply: whatIfRun }),
  whatIfStop: route({ method: 'DELETE', path: '/api/what-if/:id', summary: 'Stop a run.', reply: z.object({}) }),
} as const
