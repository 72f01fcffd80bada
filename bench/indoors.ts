/** A platform inside of the bench's own process, on a database of its own, so that what its driver sends can be written down. */
import { join } from 'node:path'
import { movableClock } from '../packages/platform/src/clock.ts'
import { demoAccounts, demoPassword, openDemo } from '../packages/platform/src/demo.ts'
import { platform } from '../packages/platform/src/platform.ts'
import { freshDatabase } from '../packages/platform/src/store/fresh-database.ts'
import { unreachableZone } from '../packages/platform/src/zone-link/testing.ts'

interface House {
  /** The built console, where a browser is to look at it. */
  readonly consoleFolder?: string
  /** A database of this server that an earlier run left, and the moment at which it did. */
  readonly left?: { readonly database: string; readonly at: string } | undefined
  /** Whether the database stays when the house is closed. */
  readonly stays?: boolean
}

export const indoors = async (server: string, folder: string, { consoleFolder, left, stays = false }: House = {}) => {
  const database =
    left === undefined ? await freshDatabase(server) : { url: new URL(`/${left.database}`, server).href, drop: async () => {} }
  const clock = movableClock(left?.at ?? '2026-03-02T09:00:00+08:00')
  const running = await platform({
    databaseUrl: database.url,
    folder: join(folder, 'platform'),
    clock: clock.now,
    movable: clock,
    origin: 'http://platform.test',
    secureCookies: false,
    zoneUrl: 'http://zone.test',
    link: unreachableZone,
    demoAccounts,
    ...(consoleFolder !== undefined && { consoleFolder }),
  })
  await openDemo.open(running)
  return {
    running,
    clock,
    databaseUrl: database.url,
    /** Nothing is under way by itself. */
    quiet: () => running.checkpoints.caughtUp(),
    signIn: async (login: string) => {
      const json = { 'content-type': 'application/json' }
      const answer = await running.app.inject({
        method: 'POST',
        url: '/api/session',
        headers: json,
        payload: JSON.stringify({ login, password: demoPassword }),
      })
      if (answer.statusCode !== 200) throw new Error(`could not sign in as ${login}: ${answer.statusCode}`)
      const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const headers = { cookie, 'x-csrf-token': answer.json().csrf, ...json }
      const ask = async (method: 'GET' | 'POST', url: string, payload?: string) => {
        const done = await running.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
        if (done.statusCode !== 200) throw new Error(`could not ${url}: ${done.statusCode} ${done.body}`)
        return done.json()
      }
      const asks = (url: string, asked: unknown) => ask('POST', url, JSON.stringify(asked))
      return {
        headers,
        asks,
        reads: (url: string) => ask('GET', url),
        does: async (url: string, asked: unknown): Promise<string> => (await asks(url, asked)).id,
      }
    },
    stop: async () => {
      await running.stop()
      if (!stays) await database.drop()
    },
  }
}
