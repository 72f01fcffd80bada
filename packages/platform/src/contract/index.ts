/** The table of routes, shared by the server and the console. The routes of the acts follow from the law's own list. */
import { z } from 'zod'
import { accountRoutes } from './accounts.ts'
import { choiceRoutes } from './choices.ts'
import { clockRoutes } from './clocks.ts'
import { dashboardRoutes } from './dashboards.ts'
import { draftRoutes } from './drafts.ts'
import { drawRoutes } from './draws.ts'
import { evaluationRoutes } from './evaluation.ts'
import { fileRoutes } from './files.ts'
import { guideRoutes } from './guide.ts'
import { homeRoutes } from './home.ts'
import { lineageRoutes } from './lineage.ts'
import { listFilters, listRoutes, listSorts, listStart } from './lists.ts'
import { mailRoutes } from './mail.ts'
import { route } from './route.ts'
import { ruleRoutes } from './rules.ts'
import { searchRoutes } from './search.ts'
import { casePage, caseView, demoAccount, keyReply, performed, procedureView, proofView, session, ticketReply } from './shapes.ts'
import { whatIfRoutes } from './what-if.ts'
import { whyRoutes } from './why.ts'

export * from './accounts.ts'
export * from './choices.ts'
export * from './clocks.ts'
export * from './dashboards.ts'
export * from './drafts.ts'
export * from './draws.ts'
export * from './evaluation.ts'
export * from './figures.ts'
export * from './files.ts'
export * from './guide.ts'
export * from './home.ts'
export * from './lineage.ts'
export * from './lists.ts'
export * from './mail.ts'
export * from './route.ts'
export * from './rules.ts'
export * from './search.ts'
export * from './shapes.ts'
export * from './what-if.ts'
export * from './why.ts'

const paging = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(20),
  after: z.string().max(2_000).optional(),
}

export const routes = {
  signIn: route({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in.',
    isPublic: true,
    body: z.object({
      login: z.string().min(1).max(80),
      password: z.string().min(1).max(200),
      code: z.string().max(10).default('').describe('one-time code, where the account has a second factor'),
    }),
    reply: session,
  }),
  whoAmI: route({ method: 'GET', path: '/api/session', summary: 'Who is signed in.', whilePending: true, reply: session }),
  signOut: route({ method: 'DELETE', path: '/api/session', summary: 'Sign out.', isPublic: true, reply: z.object({}) }),
  demoAccounts: route({
    method: 'GET',
    path: '/api/demo-accounts',
    summary: 'Accounts of the demonstration; empty outside of it.',
    isPublic: true,
    reply: z.array(demoAccount),
  }),
  procedures: route({
    method: 'GET',
    path: '/api/procedures',
    summary: 'The kinds of cases, and what the reader may open.',
    reply: z.array(procedureView),
  }),
  inbox: route({ method: 'GET', path: '/api/inbox', summary: 'What waits for the reader.', query: z.object(paging), reply: casePage }),
  cases: route({
    method: 'GET',
    path: '/api/cases/:plural',
    summary: 'Cases of one kind that the reader may see.',
    query: z.object({
      ...paging,
      pageSize: z.coerce.number().int().min(1).max(500).default(20),
      ...listFilters,
      sort: z.enum(listSorts).default('-updatedAt'),
      from: listStart,
    }),
    reply: casePage,
  }),
  case: route({ method: 'GET', path: '/api/cases/:plural/:id', summary: 'What stands, what may be done, what happened.', reply: caseView }),
  open: route({
    method: 'POST',
    path: '/api/cases/:plural/acts/:act',
    summary: 'Open a case by one of its opening acts.',
    body: z.record(z.string(), z.unknown()),
    reply: performed,
  }),
  act: route({
    method: 'POST',
    path: '/api/cases/:plural/:id/acts/:act',
    summary: 'Perform an act on a case.',
    body: z.record(z.string(), z.unknown()),
    reply: performed,
  }),
  ticket: route({
    method: 'POST',
    path: '/api/tickets',
    summary:
      'Enter the zone to work, to deliver, to plan how a request is masked, to review or fetch an export, or to trace a leak: recorded as an act, answered with a ticket. A sample changes nothing and is kept nowhere: the zone records it. What the catalog tells of a dataset rests on no act either.',
    body: z.object({
      purpose: z.enum(['workbench', 'intake', 'catalog', 'quarantine', 'risk', 'plan', 'review', 'download', 'trace', 'sample']),
      case: z
        .string()
        .default('')
        .describe('id of the data request, the catalog item, the import of social data, the export or the trace; none for a sample'),
    }),
    reply: ticketReply,
  }),
  takeKey: route({
    method: 'POST',
    path: '/api/subscriptions/:id/key',
    summary: 'Take the access key of a subscription; the secret is shown once.',
    body: z.object({}),
    reply: keyReply,
  }),
  zones: route({
    method: 'GET',
    path: '/api/zones',
    summary: 'The last signed word of each zone.',
    reply: z.array(z.object({ zone: z.string(), receivedAt: z.string(), status: z.record(z.string(), z.unknown()) })),
  }),
  meter: route({
    method: 'GET',
    path: '/api/meter',
    summary: 'Metered calls per day, product and consumer that the reader may see.',
    query: z.object({ product: z.string().optional() }),
    reply: z.array(
      z.object({
        day: z.string(),
        product: z.string(),
        consumer: z.string(),
        consumerName: z.string(),
        scenario: z.string(),
        served: z.int(),
        refused: z.int(),
      }),
    ),
  }),
  proof: route({
    method: 'GET',
    path: '/api/ledger/proof',
    summary: 'Inclusion proof of an entry.',
    query: z.object({ ref: z.string() }),
    reply: proofView,
  }),
  ledger: route({
    method: 'GET',
    path: '/api/ledger',
    summary: 'Size, root and checkpoint of the log.',
    isPublic: true,
    reply: z.object({ size: z.int(), pending: z.int(), checkpoint: z.string(), verifierKeys: z.array(z.string()) }),
  }),
  organizations: route({
    method: 'GET',
    path: '/api/organizations',
    summary: 'Names of organizations, to choose from.',
    query: z.object({ role: z.string().optional() }),
    reply: z.array(z.object({ uscc: z.string(), name: z.string(), roles: z.array(z.string()), regionCode: z.string() })),
  }),
  ...accountRoutes,
  ...mailRoutes,
  ...ruleRoutes,
  ...draftRoutes,
  ...drawRoutes,
  ...fileRoutes,
  ...whyRoutes,
  ...whatIfRoutes,
  ...choiceRoutes,
  ...clockRoutes,
  ...evaluationRoutes,
  ...lineageRoutes,
  ...listRoutes,
  ...homeRoutes,
  ...guideRoutes,
  ...dashboardRoutes,
  ...searchRoutes,
} as const
export type Routes = typeof routes
