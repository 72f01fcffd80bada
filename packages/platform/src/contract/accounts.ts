/** One's own account, accounts for their administrators, and the audit trail. */
import { z } from 'zod'
import { route } from './route.ts'
import { performed } from './shapes.ts'

/** An account as the administrators see it. */
export const accountLine = z.object({
  /** Id of the case, and what entries of the log call the person. */
  person: z.string(),
  login: z.string(),
  displayName: z.string(),
  organization: z.string(),
  organizationName: z.string(),
  /** Granted to the account. */
  roles: z.array(z.string()),
  /** Those that count today: still held by the organization. */
  rolesToday: z.array(z.string()),
  isOpen: z.boolean(),
  isLocked: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
})
export type AccountLine = z.infer<typeof accountLine>

/** One entry of the log as the auditor reads it: who did what when, and nothing of its content. */
export const auditLine = z.object({
  no: z.int(),
  ref: z.string(),
  procedure: z.string(),
  plural: z.string(),
  id: z.string(),
  type: z.string(),
  at: z.string(),
  person: z.string(),
  organization: z.string(),
  organizationName: z.string(),
  under: z.array(z.string()),
  index: z.int().optional(),
})
export type AuditLine = z.infer<typeof auditLine>

const password = z.string().min(1).max(200)

export const accountRoutes = {
  changePassword: route({
    method: 'POST',
    path: '/api/account/password',
    summary: 'Change your own password.',
    whilePending: true,
    body: z.object({ password, next: password }),
    reply: z.object({}),
  }),
  beginSecondFactor: route({
    method: 'POST',
    path: '/api/account/second-factor',
    summary: 'Begin to enrol a second factor: answers the secret once.',
    whilePending: true,
    body: z.object({ password }),
    reply: z.object({ secret: z.string(), uri: z.string() }),
  }),
  enrolSecondFactor: route({
    method: 'POST',
    path: '/api/account/second-factor/code',
    summary: 'Enrol the second factor that was begun, by a code of it.',
    whilePending: true,
    body: z.object({ code: z.string().max(10) }),
    reply: z.object({}),
  }),
  accounts: route({
    method: 'GET',
    path: '/api/accounts',
    summary: 'Accounts, for the administrators of the platform.',
    query: z.object({
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(1_000).default(50),
      q: z.string().max(100).optional(),
      organization: z.string().optional(),
      role: z.string().optional(),
      standing: z.enum(['open', 'closed']).optional(),
    }),
    reply: z.object({ rows: z.array(accountLine), total: z.int() }),
  }),
  issuePassword: route({
    method: 'POST',
    path: '/api/accounts/:id/password',
    summary: 'Issue a one-time password: recorded as an act, shown once, changed at the first sign-in.',
    body: z.object({}),
    reply: z.object({ performed, password: z.string() }),
  }),
  audit: route({
    method: 'GET',
    path: '/api/audit',
    summary: 'The audit trail, newest first, for the audit administrator.',
    query: z.object({
      before: z.coerce.number().int().min(1).optional().describe('entries before this number: `next` of the page before'),
      pageSize: z.coerce.number().int().min(1).max(1_000).default(100),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      type: z.string().max(80).optional(),
      procedure: z.string().max(80).optional(),
      person: z.string().max(80).optional(),
      organization: z.string().max(18).optional(),
    }),
    reply: z.object({ rows: z.array(auditLine), next: z.int().optional() }),
  }),
  auditCheck: route({
    method: 'GET',
    path: '/api/audit/check',
    summary: 'Holds the entries against the published log and the accounts against their cases; for the audit administrator.',
    reply: z.object({
      size: z.int(),
      /** Entries whose row is not what the log has. */
      entries: z.array(z.string()),
      /** Accounts whose row is not what their case says. */
      accounts: z.array(z.string()),
    }),
  }),
} as const
