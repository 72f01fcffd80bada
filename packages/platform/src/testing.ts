/** A whole platform for a test: on a database and keys of its own, with a clock that moves, spoken to as HTTP speaks. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { instant } from '@yunhe/law'
import type { ZoneNode, ZoneSettings } from '@yunhe/zone/node'
import type { LightMyRequestResponse } from 'fastify'
import { inject } from 'vitest'
import { type MovableClock, movableClock } from './clock.ts'
import { demoAccounts, demoOrganizations, demoPassword, openDemo } from './demo.ts'
import type { PostSettings } from './mail/post.ts'
import { type Platform, platform } from './platform.ts'
import { pathOf, type Stage } from './scenes/stage.ts'
import { freshDatabase } from './store/fresh-database.ts'
import { hashPassword } from './store/passwords.ts'
import type { Db } from './store/postgres.ts'
import type {} from './store/testing.ts'
import { unreachableZone, zoneInProcess } from './zone-link/testing.ts'

export interface Answered {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers field by field
  readonly body: any
  readonly raw: LightMyRequestResponse
}

/** Somebody with a browser: cookies and the token against forgery travel along. */
export interface Visitor {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly post: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly remove: (path: string) => Promise<Answered>
  /** Bytes as they are. */
  readonly sendBytes: (path: string, bytes: Uint8Array, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  /** An HTML form without scripts. */
  readonly send: (path: string, form: Readonly<Record<string, string>>) => Promise<Answered>
}

export interface TestedPlatform extends Stage {
  readonly running: Platform
  readonly databaseUrl: string
  readonly folder: string
  readonly clock: MovableClock
  /** Present where the test asked for it. */
  readonly zone: ZoneNode | undefined
  readonly zoneFaults: readonly string[]
  /** Puts a CSV file of social data into quarantine; answers how the zone took it. */
  readonly quarantine: (ticket: string, name: string, csv: string) => Promise<string>
  /** Signs in with a demo account, once a platform. */
  readonly signedIn: (login: string) => Promise<Visitor>
  readonly passerBy: Visitor
  /** Ends this platform and opens another over the same database and keys, as after a restart. */
  readonly again: (at?: string) => Promise<TestedPlatform>
  /** Ends this platform, copies its database and its keys, and gives both back as they would be after a restart. */
  readonly doubled: (at?: string) => Promise<readonly [TestedPlatform, TestedPlatform]>
  readonly stop: () => Promise<void>
}

export interface Wish {
  /** Whether a real zone stands behind the platform, and reactions run; without one nothing happens by itself. */
  readonly zone?: boolean
  /** Where legal time begins. */
  readonly at?: string
  /** The mail server; without one nobody is written to. */
  readonly mail?: PostSettings
  /** What the zone may read by itself. */
  readonly sources?: ZoneSettings['sources']
}

const firstMorning = '2026-03-02T09:00:00+08:00'

export const testPlatform = ({ zone = false, at = firstMorning, mail, sources }: Wish = {}): Promise<TestedPlatform> =>
  openNew({ wantsZone: zone, mail, sources }, at)

const openNew = async (wished: Pick<Place, 'wantsZone' | 'mail' | 'sources'>, at: string, like?: Place): Promise<TestedPlatform> => {
  const database = await freshDatabase(inject('databaseServer'), like?.databaseUrl)
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-platform-'))
  if (like !== undefined) await cp(like.folder, folder, { recursive: true })
  const place: Place = { databaseUrl: database.url, folder, ...wished }
  const remove = async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  return openIn(place, at, remove)
}

interface Place {
  readonly databaseUrl: string
  readonly folder: string
  readonly wantsZone: boolean
  readonly mail: PostSettings | undefined
  readonly sources: ZoneSettings['sources']
}

const openIn = async (place: Place, at: string, remove: () => Promise<void>): Promise<TestedPlatform> => {
  const { databaseUrl, folder, wantsZone, mail, sources } = place
  const clock = movableClock(at)
  const keys = join(folder, 'platform')
  const beside = wantsZone ? zoneInProcess(join(folder, 'zone'), clock.now, sources) : undefined
  const running = await platform({
    databaseUrl,
    folder: keys,
    clock: clock.now,
    movable: clock,
    origin: 'http://platform.test',
    secureCookies: false,
    zoneUrl: 'http://zone.test',
    link: beside?.link ?? unreachableZone,
    demoAccounts,
    mail,
  })
  await openAccounts(running.db)
  await openDemo.open(running)
  const zone = await beside?.open(keys)
  if (zone) await running.start(0)
  const visitors = new Map<string, Promise<Visitor>>()
  const passerBy = visitor(running, {})
  const must = async (path: string, body: object) => {
    const { status, body: said } = await passerBy.post(path, body)
    if (status !== 200) throw new Error(`could not ${path}: ${status} ${JSON.stringify(said)}`)
  }
  const signedIn = (login: string) => {
    const known = visitors.get(login) ?? signIn(running, login)
    visitors.set(login, known)
    return known
  }
  const asks: Stage['asks'] = async (login, path, asked = {}) => {
    const { status, body } = await undisturbed(async () => (await signedIn(login)).post(path, asked))
    if (status !== 200) throw new Error(`could not set the scene: ${login} ${path} got ${status} ${JSON.stringify(body)}`)
    return body
  }
  const close = async () => {
    await running.stop()
    await zone?.stop()
  }
  return {
    running,
    databaseUrl,
    folder,
    clock,
    zone,
    zoneFaults: beside?.faults ?? [],
    passerBy,
    signedIn,
    // Without a zone there is no heartbeat to wait for.
    moveTo: async (to) => (zone ? must('/test/clock', { at: to }) : clock.moveTo(instant(new Date(to).toISOString()))),
    settled: () => (zone ? must('/test/settle', {}) : running.checkpoints.caughtUp()),
    asks,
    reads: async (login, path) => {
      const { status, body } = await (await signedIn(login)).get(path)
      if (status !== 200) throw new Error(`could not read ${path} as ${login}: ${status}`)
      return body
    },
    does: async (login, deed) => (await asks(login, pathOf(deed), deed.asked)).id,
    deliver: async (ticket, dataset, csv) => {
      const pass = await zone?.enter(`Ticket ${ticket}`, [{ purpose: 'intake', scope: dataset }])
      if (!pass?.ok) throw new Error(`could not enter the zone to deliver ${dataset}`)
      return (await zone?.deliver(pass.ticket, dataset, { kind: 'csv' }, Readable.from([csv])))?.outcome ?? 'unknown'
    },
    quarantine: async (ticket, name, csv) => {
      const pass = await zone?.enter(`Ticket ${ticket}`, [{ purpose: 'quarantine', scope: name }])
      if (!pass?.ok) throw new Error(`could not enter the zone with social data for ${name}`)
      const answer = await zone?.quarantine(pass.ticket, name, { kind: 'csv' }, Readable.from([csv]))
      if (answer === undefined) return 'unknown'
      return answer.ok ? answer.delivered.outcome : answer.refusal
    },
    again: async (to) => {
      await close()
      return openIn(place, to ?? clock.now(), remove)
    },
    doubled: async (to) => {
      await close()
      const when = to ?? clock.now()
      const twin = await openNew({ wantsZone, mail, sources }, when, place)
      return [await openIn(place, when, remove), twin]
    },
    stop: async () => {
      await close()
      await remove()
    },
  }
}

const mostDisturbances = 5

/** Whoever was slower than the platform itself looks again and repeats, as the answer says. */
const undisturbed = async (ask: () => Promise<Answered>): Promise<Answered> => {
  for (let turn = 1; turn < mostDisturbances; turn += 1) {
    const answered = await ask()
    if (answered.status !== 409) return answered
  }
  return ask()
}

/** One password for all, hashed once: the hash is made to be slow. */
const openAccounts = async (db: Db): Promise<void> => {
  const rows = demoOrganizations.flatMap(({ code, regionCode, people }) =>
    people.map(({ login, name, roles }) => ({
      login,
      person: `p-${login}`,
      displayName: name,
      organization: code,
      roles,
      regionCode,
    })),
  )
  const password_hash = await hashPassword(demoPassword, cheap)
  const values = rows.map(({ displayName, regionCode, roles, ...one }) => ({
    ...one,
    display_name: displayName,
    region_code: regionCode,
    roles: [...roles],
    password_hash,
  }))
  await db
    .insertInto('accounts')
    .values(values)
    .onConflict((clash) => clash.doNothing())
    .execute()
}

/** What a real password costs to try would be half the time of these tests; the tests of passwords pay it. */
const cheap = { memory: 32, passes: 1, parallelism: 1 }

const signIn = async (running: Platform, login: string): Promise<Visitor> => {
  const { status, raw, body } = await visitor(running, {}).post('/api/session', { login, password: demoPassword })
  if (status !== 200) throw new Error(`could not sign in as ${login}: ${status}`)
  const cookie = raw.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return visitor(running, { cookie, 'x-csrf-token': body.csrf })
}

/** @param headers sent with every request */
export const visitor = ({ app }: Platform, headers: Readonly<Record<string, string>>): Visitor => {
  const ask = async (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: string | Buffer,
    more: Readonly<Record<string, string>> = {},
  ) => {
    const raw = await app.inject({ method, url, headers: { ...headers, ...more }, ...(payload !== undefined && { payload }) })
    const isJson = String(raw.headers['content-type']).includes('json')
    return { status: raw.statusCode, body: isJson ? raw.json() : raw.body, raw }
  }
  return {
    get: (path, more) => ask('GET', path, undefined, more),
    post: (path, body = {}, more = {}) => ask('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...more }),
    remove: (path) => ask('DELETE', path),
    sendBytes: (path, bytes, more = {}) => ask('POST', path, Buffer.from(bytes), { 'content-type': 'application/octet-stream', ...more }),
    send: (path, form) => ask('POST', path, new URLSearchParams(form).toString(), { 'content-type': 'application/x-www-form-urlencoded' }),
  }
}
