/** What the platform answers with: the shapes that the console and strangers read. */
import { z } from 'zod'

export const words = z.object({ zh: z.string(), en: z.string() })

/** A broken rule: its id (`W11-2`, or `A9` for the article itself), what is wrong, the fields it marks. */
export const refusal = z.object({ rule: z.string(), code: z.string(), words, fields: z.array(z.string()) })
export type RefusalView = z.infer<typeof refusal>

/** RFC 9457. 422 carries `refusals`; 400 carries `places`; 409 means somebody else was faster and nothing was lost. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  refusals: z.array(refusal).optional(),
  /** `code` says what kind of wrong it is, `limit` what was passed, so that a screen can say it in its own words. */
  places: z
    .array(z.object({ place: z.string(), message: z.string(), code: z.string().optional(), limit: z.number().optional() }))
    .optional(),
  /** With 409: what to tell the person, and the entries that came first, as far as that person may see them. */
  words: words.optional(),
  faster: z.array(z.string()).optional(),
  /** With 429: when to try again. */
  retryAfterSeconds: z.int().optional(),
})
export type Problem = z.infer<typeof problem>

export const session = z.object({
  login: z.string(),
  person: z.string(),
  displayName: z.string(),
  organization: z.string(),
  organizationName: z.string(),
  roles: z.array(z.string()),
  regionCode: z.string(),
  /** Sent back as the `x-csrf-token` header of every changing request. */
  csrf: z.string(),
  /** Base address of the zone's HTTP interface, for tickets. */
  zoneUrl: z.string(),
  /** Today's legal day (Asia/Shanghai). */
  today: z.string(),
  hasSecondFactor: z.boolean(),
  /** What is to be done on one's own account before anything else is open. */
  pending: z.enum(['password', 'second-factor']).optional(),
})
export type Session = z.infer<typeof session>

export const demoAccount = z.object({
  login: z.string(),
  password: z.string(),
  displayName: z.string(),
  organizationName: z.string(),
  roles: z.array(z.string()),
})

export const turn = z.object({ role: z.string(), organization: z.string().optional(), due: z.string().optional() })

/** One line of an inbox or a list. */
export const caseRow = z.object({
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  title: z.string(),
  stage: z.string(),
  stageWords: words,
  procedureWords: words,
  organization: z.string().optional(),
  organizationName: z.string().optional(),
  /** Article 4: the city or the district it belongs to. */
  region: z.string(),
  due: z.string().optional(),
  /** Whether it is the reader's turn. */
  yours: z.boolean(),
  updatedAt: z.string(),
})
export type CaseRow = z.infer<typeof caseRow>

export const casePage = z.object({
  rows: z.array(caseRow),
  /** Counted up to a thousand; asked with `after`, no further than this page. */
  total: z.int(),
  /** Whether there are more than were counted. */
  isMore: z.boolean(),
  /** Handed back as `after`, answers the page that follows this one. */
  next: z.string().optional(),
})

/** An act as this reader may or may not do it now. `asks` is a JSON Schema of the form; field names are the API's. */
export const actView = z.object({
  name: z.string(),
  act: z.string(),
  title: words,
  open: z.boolean(),
  closedBy: z.array(refusal),
  /** What follows from it that nobody takes back; absent where a later act does. */
  final: words.optional(),
  /** All rules the act stands under, for the citation line. */
  rules: z.array(z.string()),
  asks: z.record(z.string(), z.unknown()),
})
export type ActView = z.infer<typeof actView>

export const entryView = z.object({
  /** `authorization/a1@3`: stream and version, the entry's lasting name. */
  ref: z.string(),
  version: z.int(),
  type: z.string(),
  at: z.string(),
  /** The legal day it counts for, where the platform caught up with a day it had missed. */
  on: z.string().optional(),
  by: z.object({ person: z.string(), organization: z.string(), organizationName: z.string(), roles: z.array(z.string()) }),
  under: z.array(z.string()),
  basis: z.array(z.string()),
  payload: z.record(z.string(), z.unknown()).optional(),
  /** True when the payload was destroyed under article 19; the entry itself stands. */
  destroyed: z.boolean(),
  /** True when what the database holds is not what was written: nothing can be decided on the case until it is mended. */
  damaged: z.boolean(),
  /** Leaf index in the log; absent until the next checkpoint. */
  index: z.int().optional(),
  /** SHA-256 of the entry as a leaf of the log, hex: what the proof begins with, and what a printed page is held against. */
  hash: z.string().optional(),
})
export type EntryView = z.infer<typeof entryView>

const relatedCase = z.object({
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  title: z.string(),
  procedureWords: words,
  stageWords: words,
  /** `above`: this case rests on it; `below`: it rests on this case; `beside`: both rest on the same. */
  link: z.enum(['above', 'below', 'beside']),
  /** The first day on which somebody is due. */
  due: z.string().optional(),
})

export const caseView = z.object({
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  title: z.string(),
  stage: z.string(),
  stageWords: words,
  procedureWords: words,
  /** Stages in their usual order, for the steps at the top; `was`: the case has been in it, or is. */
  /** Whether the case was in it, and whether any act may still lead to it. */
  stages: z.array(z.object({ stage: z.string(), words, was: z.boolean(), mayCome: z.boolean() })),
  /** What stands: the folded case. */
  state: z.record(z.string(), z.unknown()),
  turns: z.array(turn),
  acts: z.array(actView),
  /** Names of entries that are not what was written, of this case or of one it rests on: no act is open until they are mended. */
  damaged: z.array(z.string()),
  history: z.array(entryView),
  related: z.array(relatedCase),
  /** Names of the organizations that appear in the case, by USCC. */
  nameByOrganization: z.record(z.string(), z.string()),
  /** What else stands in the case by its number: cases the reader may see, scenarios, indicators, colleagues. */
  named: z.record(z.string(), z.object({ title: z.string(), plural: z.string().optional() })),
})
export type CaseView = z.infer<typeof caseView>

/** What an act answers: the case it changed and the entries it wrote. */
export const performed = z.object({ procedure: z.string(), plural: z.string(), id: z.string(), entries: z.array(z.string()) })
export type Performed = z.infer<typeof performed>

/** An act that opens something for the person who did it answers with that too. */
export const ticketReply = z.object({
  /** A sample rests on no act. */
  performed: performed.optional(),
  ticket: z.string(),
  zoneUrl: z.string(),
  expiresAt: z.string(),
  /** To plan: the dataset of each catalog item of the request. */
  datasetByItem: z.record(z.string(), z.string()).optional(),
})
export const keyReply = z.object({ performed, keyId: z.string(), secret: z.string() })

export const proofView = z.object({
  ref: z.string(),
  index: z.int(),
  size: z.int(),
  /** The entry, canonical JSON, as it was hashed. */
  entry: z.string(),
  inclusion: z.array(z.string()),
  checkpoint: z.string(),
  /** `.tlog-proof` text for tools we did not write. */
  tlogProof: z.string(),
})

export const procedureView = z.object({
  procedure: z.string(),
  plural: z.string(),
  title: words,
  stages: z.array(z.object({ stage: z.string(), words })),
  /** Acts that open a new case of this kind, as this reader may do them. */
  opening: z.array(actView),
  /** Acts that would open one, but are for others to do: so that nobody looks in vain for the button. Without their forms. */
  openedByOthers: z.array(actView),
  /** Acts that this reader may do to many cases at once. */
  bulk: z.array(z.string()),
  /** Whether the reader's roles have an act in such a case, or there is one that the reader may see. */
  concerns: z.boolean(),
})
export type ProcedureView = z.infer<typeof procedureView>
