/** One's own account, and the accounts as their administrators see them. What changes is an act of the case; passwords and secrets stay outside of the log. */
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import { routes } from '../contract/index.ts'
import {
  actorOf,
  beginSecondFactor,
  codeFitsPending,
  endSessions,
  enrolSecondFactor,
  passwordIsRight,
  type SignedIn,
  setPassword,
} from '../store/accounts.ts'
import { hashPassword, oneTimePassword, weaknessOf } from '../store/passwords.ts'
import { countAttempt, forgetAttempts } from '../store/sign-in-limit.ts'
import { base32, enrolmentUri } from '../store/totp.ts'
import { accountPage } from '../views/accounts.ts'
import { maySee } from '../views/who.ts'
import { type Perform, performOn } from './cases.ts'
import { holderOf, readerOf, serve } from './serve.ts'
import { type SessionDoor, tokenOf } from './session.ts'
import { notFound, tooManySignIns, weakPassword, wrongPassword } from './speak.ts'

export interface AccountDoor extends SessionDoor {
  readonly perform: Perform
  readonly commandOf: (procedure: string) => AnyCommand
}

export const serveAccounts = (app: FastifyInstance, door: AccountDoor): void => {
  const { db, perform, commandOf } = door
  const record = (act: string, { account }: SignedIn) => performOn(perform, commandOf('account'), account.person, act, {}, actorOf(account))
  serve(app, routes.changePassword, async ({ body, request }) => {
    const holder = holderOf(request)
    const { login, person } = holder.account
    await mustKnow(door, holder, body.password, request.ip)
    const weakness = body.next === body.password ? 'too-plain' : weaknessOf(body.next, login)
    if (weakness !== undefined) throw weakPassword(weakness)
    const hash = await hashPassword(body.next)
    await record('change-password', holder)
    await setPassword(db, person, hash, false)
    await endSessions(db, login, tokenOf(request))
    return {}
  })
  serve(app, routes.beginSecondFactor, async ({ body, request }) => {
    const holder = holderOf(request)
    await mustKnow(door, holder, body.password, request.ip)
    const secret = await beginSecondFactor(door, holder.account.person)
    return { secret: base32(secret), uri: enrolmentUri(secret, 'Yunhe', holder.account.login) }
  })
  serve(app, routes.enrolSecondFactor, async ({ body, request }) => {
    const holder = holderOf(request)
    const { person, login } = holder.account
    await counted(door, login, request.ip, () => codeFitsPending(door, person, body.code, door.machineClock()))
    await record('enrol-second-factor', holder)
    await enrolSecondFactor(db, person)
    await endSessions(db, login, tokenOf(request))
    return {}
  })
  serve(app, routes.accounts, async ({ query, request }) => {
    const page = await accountPage(door, readerOf(request), query)
    if (page === undefined) throw notFound()
    return page
  })
  serve(app, routes.issuePassword, async ({ params, request }) => {
    const reader = readerOf(request)
    if (!(await maySee(db, reader, 'account', params.id))) throw notFound()
    const password = oneTimePassword()
    const hash = await hashPassword(password)
    const performed = await performOn(perform, commandOf('account'), params.id, 'issue-password', {}, reader)
    await setPassword(db, params.id, hash, true)
    return { performed, password }
  })
}

const mustKnow = (door: AccountDoor, { account }: SignedIn, password: string, address: string): Promise<void> =>
  counted(door, account.login, address, () => passwordIsRight(door.db, account.person, password))

/** Guessing inside of a session is counted like guessing at the door. */
const counted = async (door: AccountDoor, login: string, address: string, isRight: () => Promise<boolean>): Promise<void> => {
  const seconds = await countAttempt(door.db, door.accountKey, { login, address }, door.limits(), door.machineClock())
  if (seconds !== undefined) throw tooManySignIns(seconds)
  if (!(await isRight())) throw wrongPassword()
  await forgetAttempts(door.db, door.accountKey, { login, address })
}
