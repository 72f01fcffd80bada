/** Sign-in, the session cookie and the guard against forged requests. */
import type { Instant } from '@yunhe/law'
import { dayOf } from '@yunhe/law'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { routes, type Session } from '../contract/index.ts'
import { actorOf, type Entrance, type SignedIn, type SignInWays, sessionOf, signIn, signOut } from '../store/accounts.ts'
import { beginLooking } from '../store/follows.ts'
import { namesOf } from '../views/names.ts'
import { serve } from './serve.ts'
import { type Answer, codeNeeded, forged, notSignedIn, tooManySignIns, wrongPassword } from './speak.ts'

const cookie = 'yunhe_session'

export type SessionDemo = readonly { login: string; password: string; displayName: string; organizationName: string; roles: string[] }[]

export interface SessionDoor extends SignInWays {
  readonly clock: () => Instant
  /** Sessions last by the machine's time: legal time may be moved in tests. */
  readonly machineClock: () => Instant
  readonly zoneUrl: string
  /** Whether the cookie may travel over plain HTTP: on loopback only. */
  readonly secureCookies: boolean
  /** Accounts that the sign-in page lists; none outside of the demonstration. */
  readonly demoAccounts: SessionDemo
}

export const serveSession = (app: FastifyInstance, door: SessionDoor): void => {
  app.addHook('onRequest', async (request) => {
    const found = await whoAsks(door, request)
    if (found === undefined) return
    request.holder = found
    if (found.pending === undefined) request.reader = actorOf(found.account)
    request.login = found.account.login
    request.csrf = found.csrf
  })
  app.addHook('preHandler', async (request) => {
    // By the route that was found, not by the text of the address: an address has many spellings.
    const changes = request.method !== 'GET' && request.method !== 'HEAD' && request.routeOptions.url?.startsWith('/api/')
    if (!changes) return
    if (cameFromElsewhere(request)) throw forged()
    if (request.csrf !== undefined && request.headers['x-csrf-token'] !== request.csrf) throw forged()
  })
  serve(app, routes.signIn, async ({ body, request, reply }) => {
    const made = await signIn(door, { ...body, address: request.ip }, door.machineClock())
    if (made.outcome !== 'in') throw turnedAway(made)
    reply.setCookie(cookie, made.token, { path: '/', httpOnly: true, sameSite: 'strict', secure: door.secureCookies })
    const found = await sessionOf(door, made.token, door.machineClock())
    if (found !== undefined) await beginLooking(door.db, found.account.person, door.clock())
    return sessionView(door, found)
  })
  serve(app, routes.demoAccounts, async () => [...door.demoAccounts])
  serve(app, routes.whoAmI, async ({ request }) => sessionView(door, await whoAsks(door, request)))
  serve(app, routes.signOut, async ({ request, reply }) => {
    const token = tokenOf(request)
    if (token !== undefined) await signOut(door.db, token)
    reply.clearCookie(cookie, { path: '/' })
    return {}
  })
}

/** What a browser says of a request that another site's page made; programs say nothing. */
const cameFromElsewhere = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

const turnedAway = (entrance: Exclude<Entrance, { outcome: 'in' }>): Answer => {
  if (entrance.outcome === 'too-many') return tooManySignIns(entrance.seconds)
  return entrance.outcome === 'code-needed' ? codeNeeded() : wrongPassword()
}

/** The token of the session a request belongs to. */
export const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[cookie]

const whoAsks = async (door: SessionDoor, request: FastifyRequest): Promise<SignedIn | undefined> => {
  const token = tokenOf(request)
  return token === undefined ? undefined : sessionOf(door, token, door.machineClock())
}

const sessionView = async ({ db, clock, zoneUrl }: SessionDoor, found: SignedIn | undefined): Promise<Session> => {
  if (found === undefined) throw notSignedIn()
  const { login, person, displayName, organization, roles, regionCode } = found.account
  const names = await namesOf(db, [organization])
  return {
    login,
    person,
    displayName,
    organization,
    organizationName: names[organization] ?? '',
    roles: [...roles],
    regionCode,
    csrf: found.csrf,
    zoneUrl,
    today: dayOf(clock()),
    hasSecondFactor: found.hasSecondFactor,
    ...(found.pending && { pending: found.pending }),
  }
}
