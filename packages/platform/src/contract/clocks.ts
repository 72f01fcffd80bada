/** Routes of the calendar: clocks, what is late by body, and what a person is told. */
import { z } from 'zod'
import { route } from './route.ts'
import { words } from './shapes.ts'

const day = z.iso.date()
const clockKind = z.enum(['task', 'window', 'notice', 'term', 'validity', 'ban'])
const whose = z.object({ role: z.string(), organization: z.string().optional(), organizationName: z.string().optional() })

const caseNamed = z.object({
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  title: z.string(),
  procedureWords: words,
})

export const clockView = caseNamed.extend({
  name: z.string(),
  /** Which of several clocks of that name: a number, a body, a period. */
  subject: z.string(),
  words,
  kind: clockKind,
  /** `W10-4`, or `A10` for the article itself. */
  rule: z.string(),
  started: day.optional(),
  /** Last day; absent while nobody can name it. */
  due: day.optional(),
  /** The year whose arrangement of working days is not published. */
  notPublished: z.int().optional(),
  /** What follows as the day after begins. */
  ends: words,
  /** Who must act stands first. */
  whose: z.array(whose),
  yours: z.boolean(),
})
export type ClockView = z.infer<typeof clockView>

const lateClock = clockView.extend({
  daysLate: z.int(),
  /** The urge that is open on it. */
  urge: z.object({ id: z.string(), stage: z.string(), level: z.int() }).optional(),
})
export type LateClock = z.infer<typeof lateClock>

export const lateBody = z.object({
  role: z.string(),
  organization: z.string().optional(),
  organizationName: z.string().optional(),
  longestDays: z.int(),
  rows: z.array(lateClock),
})
export type LateBody = z.infer<typeof lateBody>

export const noticeKinds = ['turn', 'urge', 'reminder', 'overdue'] as const

export const noticeView = caseNamed.extend({
  no: z.int(),
  kind: z.enum(noticeKinds),
  clockWords: words.optional(),
  rule: z.string().optional(),
  due: day.optional(),
  /** The legal day it was told on. */
  day,
  read: z.boolean(),
})
export type NoticeView = z.infer<typeof noticeView>

/** What was told of one case on one day; what stands in it, the newest first. */
export const noticeGroup = caseNamed.extend({ day, unread: z.int(), notices: z.array(noticeView) })
export type NoticeGroup = z.infer<typeof noticeGroup>

export const clockRoutes = {
  clocks: route({
    method: 'GET',
    path: '/api/clocks',
    summary: 'Running clocks of the cases that the reader may see, by their last day; those that nobody can date come last.',
    query: z.object({
      from: day.optional(),
      to: day.optional(),
      kind: clockKind.optional(),
      mine: z.enum(['yes', 'no']).default('no'),
    }),
    reply: z.object({ rows: z.array(clockView), isCut: z.boolean().describe('whether there are more than are shown') }),
  }),
  calendar: route({
    method: 'GET',
    path: '/api/calendar.ics',
    summary: "The reader's own clocks as an iCalendar file (RFC 5545); no personal data.",
    reply: z.string(),
    media: 'text/calendar',
  }),
  late: route({
    method: 'GET',
    path: '/api/late',
    summary: 'What is overdue in the cases that the reader may see, by the body that must act.',
    reply: z.array(lateBody),
  }),
  notices: route({
    method: 'GET',
    path: '/api/notices',
    summary: 'What the reader was told, the newest first, by case and day, and how much of all of it is unread.',
    query: z.object({
      kind: z.enum(noticeKinds).optional(),
      unread: z.enum(['yes', 'no']).default('no').describe('`yes`: only what is unread'),
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(20).describe('how many groups'),
    }),
    reply: z.object({
      unread: z.int(),
      total: z.int().describe('how many groups there are under the filter'),
      groups: z.array(noticeGroup),
    }),
  }),
  readNotices: route({
    method: 'POST',
    path: '/api/notices/read',
    summary: 'Marks as read what the reader was told.',
    body: z.object({
      numbers: z.array(z.int().min(1)).max(1_000).default([]),
      upTo: z.int().min(0).default(0).describe('all up to this one'),
    }),
    reply: z.object({ unread: z.int() }),
  }),
} as const
