/** The reader's address and wishes, for no other eyes; and the state of the post, for who keeps the platform running. */
import { actsAs, type Instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { type MailWishes, routes } from '../contract/index.ts'
import { codesSent, confirmAddress, forgetMailOf, giveAddress, keepWishes, wishesOf } from '../store/mail.ts'
import { outboxView } from '../store/outbox.ts'
import { readerOf, serve } from './serve.ts'
import type { SessionDoor } from './session.ts'
import { mailIsOff, notFound, tooManyCodes, wrongMailCode } from './speak.ts'

export interface MailDoor extends SessionDoor {
  readonly sendsMail: boolean
  readonly clock: () => Instant
}

/** Codes a day, whatever the address. */
const mostCodes = 5

const none = { isConfirmed: false, waiting: 'daily', clocks: 'daily', followed: 'nothing', language: 'zh-CN' } as const

export const serveMail = (app: FastifyInstance, door: MailDoor): void => {
  const { db, clock, sendsMail: isOn } = door
  const shown = async (person: string): Promise<MailWishes> => {
    const found = await wishesOf(door, person)
    if (found === undefined) return { isOn, ...none }
    const { person: _, ...wishes } = found
    return { isOn, ...wishes }
  }
  serve(app, routes.mail, async ({ request }) => shown(readerOf(request).person))
  serve(app, routes.giveMailAddress, async ({ body, request }) => {
    const { person } = readerOf(request)
    if (!isOn) throw mailIsOff()
    if ((await codesSent(door, person, clock())) >= mostCodes) throw tooManyCodes()
    await giveAddress(door, person, body, clock())
    return shown(person)
  })
  serve(app, routes.confirmMailAddress, async ({ body, request }) => {
    const { person } = readerOf(request)
    if (!(await confirmAddress(door, person, body.code.trim(), clock()))) throw wrongMailCode()
    return shown(person)
  })
  serve(app, routes.keepMailWishes, async ({ body, request }) => {
    const { person } = readerOf(request)
    await keepWishes(door, person, body)
    return shown(person)
  })
  serve(app, routes.forgetMail, async ({ request }) => {
    const { person } = readerOf(request)
    await forgetMailOf(db, person)
    return shown(person)
  })
  serve(app, routes.outbox, async ({ request }) => {
    if (!actsAs(readerOf(request), 'system-admin')) throw notFound()
    const { counts, sorting, oldestWaiting, open } = await outboxView(db)
    return {
      isOn,
      counts,
      sorting,
      ...(oldestWaiting !== undefined && { oldestWaiting }),
      rows: open.map(({ due_at, fault, ...line }) => ({ ...line, nextAt: due_at, ...(fault !== null && { fault }) })),
    }
  })
}
