/** Letters by e-mail: a person's own address and wishes, and how the post stands. */
import { z } from 'zod'
import { route } from './route.ts'

const pace = z.enum(['at-once', 'daily', 'nothing'])
const language = z.enum(['zh-CN', 'en'])
const wishes = { waiting: pace, clocks: pace, followed: pace, language }

/** One address of plain ASCII, so that nothing else can stand in the head of a letter. */
export const mailAddress = z
  .string()
  .max(254)
  .regex(/^[a-z0-9._%+-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]{2,}$/i, 'not an e-mail address')

export const mailWishes = z.object({
  /** Whether the platform sends letters at all. */
  isOn: z.boolean(),
  /** Absent while none was given. */
  address: z.string().optional(),
  isConfirmed: z.boolean(),
  ...wishes,
})
export type MailWishes = z.infer<typeof mailWishes>

const outboxState = z.enum(['waiting', 'sending', 'sent', 'given-up', 'unsure', 'withdrawn'])

export const outboxLine = z.object({
  /** Whose account; the address is shown to nobody else. */
  person: z.string(),
  kind: z.enum(['waiting', 'clocks', 'followed', 'confirm']),
  state: outboxState,
  at: z.string(),
  nextAt: z.string(),
  tries: z.int(),
  fault: z.enum(['unreachable', 'insecure', 'not-let-in', 'refused-for-now', 'refused', 'broken-off']).optional(),
})
export type OutboxLine = z.infer<typeof outboxLine>

export const mailRoutes = {
  mail: route({
    method: 'GET',
    path: '/api/account/mail',
    summary: 'Where and about what the reader wants to be written to.',
    reply: mailWishes,
  }),
  giveMailAddress: route({
    method: 'POST',
    path: '/api/account/mail/address',
    summary: 'Give an e-mail address in place of the one before: a code is sent there, nothing else until the code comes back.',
    body: z.object({ address: mailAddress, language }),
    reply: mailWishes,
  }),
  confirmMailAddress: route({
    method: 'POST',
    path: '/api/account/mail/code',
    summary: 'Confirm the address by the code that was sent there.',
    body: z.object({ code: z.string().max(20) }),
    reply: mailWishes,
  }),
  keepMailWishes: route({
    method: 'POST',
    path: '/api/account/mail/wishes',
    summary: 'What letters are sent of: at once, daily or not at all.',
    body: z.object(wishes),
    reply: mailWishes,
  }),
  forgetMail: route({
    method: 'DELETE',
    path: '/api/account/mail',
    summary: 'Wants no letters any more: the address is deleted, and what has not gone out does not go out.',
    reply: mailWishes,
  }),
  outbox: route({
    method: 'GET',
    path: '/api/outbox',
    summary: 'How the post stands, for the system administrator: without addresses and without what was written.',
    reply: z.object({
      isOn: z.boolean(),
      counts: z.record(outboxState, z.int()),
      /** News that the next round turns into letters. */
      sorting: z.int(),
      oldestWaiting: z.string().optional(),
      rows: z.array(outboxLine),
    }),
  }),
} as const
