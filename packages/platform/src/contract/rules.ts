/** What the law is made of today: its numbers with their history, its rule sets with their documents, and how rules were interpreted. */
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

export const parameterValue = z.object({
  from: z.string(),
  value: words,
  standing: z.string(),
  standingWords: words,
  source: words,
  /** `planned` is not in force yet, `dropped` never came into force. */
  state: z.enum(['past', 'today', 'planned', 'dropped']),
  /** Present where an act set it. */
  set: z.object({ number: z.int(), on: z.string(), reason: z.string() }).optional(),
})

export const parameterView = z.object({
  key: z.string(),
  article: z.int(),
  words,
  unit: words,
  /** What may be set, in one line. */
  bounds: words,
  /** Said by the measures: nobody may change it. */
  isFixed: z.boolean(),
  today: parameterValue,
  /** The newest first. */
  values: z.array(parameterValue),
  /** Whether an act changed it before: further acts are done on that case. */
  isChanged: z.boolean(),
})
export type ParameterView = z.infer<typeof parameterView>

export const interpretationView = z.object({ id: z.string(), about: z.string(), document: z.string(), text: words, from: z.string() })
export type InterpretationView = z.infer<typeof interpretationView>

export const ruleView = z.object({
  id: z.string(),
  article: z.int(),
  gist: words,
  from: z.string(),
  isInForce: z.boolean(),
  /** Of a national rule: its document, the point it is taken from, how far our text of it may be trusted. */
  national: z.object({ document: z.string(), point: words, mark: z.enum(['confirmed', 'unconfirmed', 'recommended']) }).optional(),
})

export const ruleSetView = z.object({
  id: z.string(),
  name: words,
  from: z.string(),
  isInForce: z.boolean(),
  /** Whether the data authority switches it on and off. */
  isSwitched: z.boolean(),
  documents: z.array(z.object({ name: words, number: z.string(), issuedOn: z.string().optional(), from: z.string() })),
  rules: z.array(ruleView),
})
export type RuleSetView = z.infer<typeof ruleSetView>

export const ruleRoutes = {
  parameters: route({
    method: 'GET',
    path: '/api/parameters',
    summary: 'Every number the measures leave open: its value today, where it comes from, its history and what is planned.',
    reply: z.array(parameterView),
  }),
  ruleSets: route({
    method: 'GET',
    path: '/api/rule-sets',
    summary: 'The rule sets with their documents, and which rules judge today.',
    reply: z.array(ruleSetView),
  }),
  interpretations: route({
    method: 'GET',
    path: '/api/interpretations',
    summary: 'How rules were interpreted under article 33, as it stands.',
    reply: z.array(interpretationView),
  }),
} as const
