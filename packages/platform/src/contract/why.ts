/** Why something stands, is closed, was refused or runs: the chain of rules, articles, numbers, facts and entries. */
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

export const whyRule = z.object({
  rule: z.string(),
  article: z.int(),
  articleName: words,
  /** What the rule asks, in one sentence. */
  gist: words,
  code: z.string().optional(),
  /** What is wrong where it does not hold, and the way out. */
  words: words.optional(),
  /** Absent where it was not held against anything: it looks at a form that nobody has filled, or that is not kept. */
  held: z.boolean().optional(),
  fields: z.array(z.string()),
  numbers: z.array(z.string()),
  /** Names of the facts and of the parts of the case that it read. */
  facts: z.array(z.string()),
})

export const whyNumber = z.object({
  parameter: z.string(),
  words,
  value: z.union([z.number(), z.boolean(), z.array(z.number())]).optional(),
  unit: words,
  from: z.string(),
  standing: z.string(),
  standingWords: words,
  source: words,
  article: z.int(),
})

export const whyFact = z.object({
  name: z.string(),
  /** Whether it is a part of the case itself, or was learnt of other cases. */
  of: z.enum(['case', 'others']),
  /** False where the reader may not see all it rests on; then nothing of it is told. */
  isShown: z.boolean(),
  /** Null where nothing is there. */
  value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]).optional(),
  /** Where the value is the stage of a case: what people call it. */
  words: words.optional(),
  /** How many there are, where the value is a list of records. */
  count: z.int().optional(),
  /** Entries without which it would be another; only those the reader may see. */
  shownBy: z.array(z.string()),
})

export const whyEntry = z.object({
  ref: z.string(),
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  title: z.string(),
  procedureWords: words,
  type: z.string(),
  at: z.string(),
  organization: z.string(),
  organizationName: z.string(),
  under: z.array(z.string()),
  /** Entries of the list that it rests on. */
  restsOn: z.array(z.string()),
  /** How many more it rests on that the reader may not see, or that are not told here. */
  restsOnMore: z.int(),
  /** Steps from what was asked about. */
  depth: z.int(),
  /** Leaf index, by which its proof is found. */
  index: z.int().optional(),
})

export const whyNotes = {
  'form-not-kept': 'what was asked is not kept; rules on it are named and not judged again',
  'payload-destroyed': 'the payload was destroyed under article 19; only the rules it was held against are known',
  'payload-damaged': 'what the database holds is not what was written; nothing can be said of it until it is mended',
  'judged-otherwise': 'held against the law again, a rule does not hold: what it rested on cannot be put together again as it was',
  'act-not-known': 'the entry does not say by which act it was made',
  'started-unknown': 'which entry started the clock cannot be told',
} as const
export type WhyNote = keyof typeof whyNotes

export const why = z.object({
  /** The act, the event or the clock that is asked about. */
  subject: z.enum(['act', 'entry', 'clock']),
  title: words.optional(),
  type: z.string().optional(),
  /** For which day it was judged. */
  on: z.string(),
  /** Whether all rules that were judged held. */
  holds: z.boolean(),
  clock: z.object({ due: z.string(), start: z.string().optional(), ends: words.optional(), rule: z.string().optional() }).optional(),
  rules: z.array(whyRule),
  numbers: z.array(whyNumber),
  facts: z.array(whyFact),
  entries: z.array(whyEntry),
  /** Cases that were read and that the reader may not see. */
  hidden: z.int(),
  notes: z.array(z.enum(Object.keys(whyNotes) as [WhyNote, ...WhyNote[]])),
})
export type WhyView = z.infer<typeof why>
export type WhyEntry = z.infer<typeof whyEntry>
export type WhyFact = z.infer<typeof whyFact>
export type WhyRule = z.infer<typeof whyRule>
export type WhyNumber = z.infer<typeof whyNumber>

export const whyActQuestion = z.object({
  act: z.string().max(200).describe('full name of the act: application.confirm'),
  case: z.string().max(200).default('').describe('id of the case; empty for an act that opens one'),
  asked: z.record(z.string(), z.unknown()).optional().describe('the form as it was sent, for a refusal'),
})
export const whyEntryQuestion = z.object({
  ref: z.string().max(300).optional(),
  index: z.coerce.number().int().min(0).optional(),
  depth: z.coerce.number().int().min(0).max(4).default(2),
})
export const whyClockQuestion = z.object({
  plural: z.string().max(100),
  case: z.string().max(200),
  name: z.string().max(100).optional().describe('name of the clock'),
  subject: z.string().max(200).optional().describe('tells the clocks of one name apart'),
  due: z.string().max(40).optional().describe('last day, for a clock known by its turn alone'),
})

export const whyRoutes = {
  whyAct: route({
    method: 'POST',
    path: '/api/why/act',
    summary: 'Why an act is closed, or was refused with a form: the rules, articles, numbers, facts and entries. Nothing is done.',
    body: whyActQuestion,
    reply: why,
  }),
  whyEntry: route({
    method: 'GET',
    path: '/api/why/entry',
    summary: 'Why an entry of the log stands, by its name or its index: what it was held against and what it rests on.',
    query: whyEntryQuestion,
    reply: why,
  }),
  whyClock: route({
    method: 'GET',
    path: '/api/why/clock',
    summary: 'Why a clock runs: what started it, what gave its last day, what follows.',
    query: whyClockQuestion,
    reply: why,
  }),
} as const
