/** Lists of cases: by what they can be narrowed and in which order they come, the views that a person keeps, and the whole list as a file. */
import { z } from 'zod'
import { route } from './route.ts'
import { actView, refusal, words } from './shapes.ts'

/** A leading minus is the other way round. */
export const listSorts = ['updatedAt', '-updatedAt', 'title', '-title', 'due', '-due'] as const
export type ListSort = (typeof listSorts)[number]

/** How near the last day is, as of today; `soon` is within three days. */
export const dueSpans = ['overdue', 'soon', 'later', 'none'] as const
export const soonDays = 3

/** No line carries a day before or after these; one at the end of the calendar has no day after it to count to. */
export const firstListDay = '1900-01-01'
export const lastListDay = '2999-12-31'
const listDay = z.iso
  .date()
  .refine((on) => on >= firstListDay && on <= lastListDay, { message: `must lie between ${firstListDay} and ${lastListDay}` })

/** Each reads what the lines of the list show, and nothing else. */
export const listFilters = {
  stage: z.string().max(400).optional().describe('one of these stages, parted by commas'),
  q: z.string().max(100).optional().describe('part of the title or of the id'),
  organization: z.string().max(18).optional().describe('the organization that the line names'),
  region: z.string().max(6).optional().describe('the city or the district it belongs to'),
  due: z.enum(dueSpans).optional().describe('how near the last day is today'),
  dueFrom: listDay.optional(),
  dueTo: listDay.optional(),
  changedFrom: listDay.optional().describe('first day of the last change'),
  changedTo: listDay.optional(),
  yours: z.literal('yes').optional().describe('only where it is the reader’s turn'),
  figure: z.string().max(40).optional().describe('only what a figure counts'),
  part: z.string().max(80).optional().describe('of the figure only this part: `month:2026-03`, `region:320281`'),
  since: z.string().max(7).optional().describe('of a figure that flows only since this month: `2026-03`'),
}
const filters = z.object(listFilters)

/** Nobody turns a thousand pages: a list may begin where its reader wants to be in its order. */
export const listStart = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .optional()
  .describe('where in its order the list begins: a day, or where it is sorted by title a letter of Pinyin or how a title begins')

export type ListFilters = z.infer<typeof filters>

export const listColumns = ['title', 'id', 'stage', 'organization', 'region', 'due', 'yours', 'updatedAt'] as const
export type ListColumn = (typeof listColumns)[number]
const column = z.enum(listColumns)

/** So many views one person may keep of one list. */
export const mostViews = 30

const viewAsked = z.object({
  list: z.string().max(60),
  name: z.string().trim().min(1).max(60),
  search: z.record(z.string().max(40), z.string().max(400)).describe('filters and order, as in the address'),
  columns: z.array(column).min(1).max(listColumns.length),
  isDefault: z.boolean().describe('whether the list opens with it'),
})
const viewKept = viewAsked.extend({ id: z.string(), savedAt: z.string() })
export type ListView = z.infer<typeof viewKept>

export const exportFormats = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

const listExport = z.object({
  id: z.string(),
  list: z.string(),
  format: z.enum(exportFormats),
  /** `ready` is told once its record stands in the log; `fetched`: handed out, and gone here; `interrupted`: lost with a restart, to be begun anew. */
  state: z.enum(['running', 'ready', 'fetched', 'stopped', 'refused', 'too-many', 'failed', 'interrupted']),
  /** Rows written so far, and how many the list had as it began. */
  rows: z.int(),
  total: z.int(),
  sizeBytes: z.int(),
  sha256: z.string().optional(),
  /** Entry that records it. */
  entry: z.string().optional(),
  /** The rules that kept it from being recorded; no file then. */
  refusals: z.array(refusal),
})
export type ListExportView = z.infer<typeof listExport>

/** So many cases are looked at together. */
export const mostAtOnce = 200

const bulkAct = z.object({
  act: actView,
  /** Why the same answers may serve many cases. */
  because: words,
  cases: z.array(z.object({ id: z.string(), title: z.string(), open: z.boolean(), closedBy: z.array(refusal) })),
})
export type BulkAct = z.infer<typeof bulkAct>

export const listRoutes = {
  counts: route({
    method: 'GET',
    path: '/api/counts/:plural',
    summary: 'How many cases of one kind the reader may see, exactly, and in which stages; the filters of the list hold.',
    query: filters,
    reply: z.object({
      total: z.int(),
      /** The other filters hold, that of the stage does not. */
      byStage: z.array(z.object({ stage: z.string(), count: z.int() })),
    }),
  }),
  listViews: route({
    method: 'GET',
    path: '/api/list-views',
    summary: 'The views that the reader keeps of a list.',
    query: z.object({ list: z.string().max(60) }),
    reply: z.array(viewKept),
  }),
  keepListView: route({
    method: 'POST',
    path: '/api/list-views',
    summary: 'Keep a view, or put it in the place of the one with this id.',
    body: viewAsked.extend({ id: z.string().max(40).optional() }),
    reply: viewKept,
  }),
  dropListView: route({ method: 'DELETE', path: '/api/list-views/:id', summary: 'Delete a view.', reply: z.object({}) }),
  exportList: route({
    method: 'POST',
    path: '/api/list-exports',
    summary: 'Write a whole list into a file: the same filters, order and rules of access. It is recorded before it is handed out.',
    body: filters.extend({
      list: z.string().max(60),
      sort: z.enum(listSorts).default('-updatedAt'),
      columns: z.array(column).min(1).max(listColumns.length),
      format: z.enum(exportFormats),
      language: z.enum(['zh', 'en']),
    }),
    reply: listExport,
  }),
  listExports: route({
    method: 'GET',
    path: '/api/list-exports',
    summary: 'Files of a list that are being written for the reader, wait to be fetched, or were lost with a restart.',
    query: z.object({ list: z.string().max(60) }),
    reply: z.array(listExport),
  }),
  listExport: route({ method: 'GET', path: '/api/list-exports/:id', summary: 'How far the file is.', reply: listExport }),
  listExportFile: route({
    method: 'GET',
    path: '/api/list-exports/:id/file',
    summary: 'The file, once, to whoever asked for it.',
    media: 'application/octet-stream',
    reply: z.unknown(),
  }),
  stopListExport: route({
    method: 'DELETE',
    path: '/api/list-exports/:id',
    summary: 'Stop it, or throw the file away.',
    reply: z.object({}),
  }),
  bulk: route({
    method: 'POST',
    path: '/api/bulk/:plural',
    summary: 'Acts that may be done to many cases with the same answers, and to which of these; each is then done by a request of its own.',
    body: z.object({ ids: z.array(z.string().max(200)).min(1).max(mostAtOnce) }),
    reply: z.array(bulkAct),
  }),
} as const
