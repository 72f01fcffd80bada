/** Standing pulls of a real zone from a real PostgreSQL, with a clock that is moved. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EmbeddedPostgres, embeddedPostgres } from '../../platform/src/store/embedded.ts'
import { zoneServer } from './http/server.ts'
import { type Sources, sourcesShape } from './intake/sources/source.ts'
import { openPulls, type PullsGround } from './pulls.ts'
import { origin, peopleContract, peopleCsv, type TestedZone, testedZone } from './testing-zone.ts'

let folder = ''
let server: EmbeddedPostgres
let admin: pg.Client
let sources: Sources
let zone: TestedZone
let app: ReturnType<typeof zoneServer>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-pulls-'))
  server = await embeddedPostgres({ folder: join(folder, 'postgres'), flush: 'never' })
  admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query('CREATE TABLE people (person text, district text, born integer, income integer, changed integer)')
  const url = new URL(server.url)
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, decodeURIComponent(url.password))
  const place = {
    kind: 'postgres',
    host: '127.0.0.1',
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: url.username,
    passwordFile,
  }
  sources = sourcesShape.parse({ registry: { ...place, tables: { people: { table: 'people', dataset: 'people', watermark: 'changed' } } } })
})
afterAll(async () => {
  await admin.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const noon = Date.parse('2026-11-23T04:00:00.000Z')
const hour = 3_600_000
const add = (count: number) =>
  admin.query(
    `INSERT INTO people SELECT 'p' || m.n + i, 'Liangxi', 1980, 5000, m.n + i FROM generate_series(1, $1::int) i, (SELECT coalesce(max(changed), 0) AS n FROM people) m`,
    [count],
  )

beforeEach(async () => {
  await admin.query('TRUNCATE people')
  await add(40)
  zone = await testedZone({ sources })
  app = zoneServer(zone.node(), origin, (fault) => zone.faults.push(String(fault)))
  await zone.send({ order: 'lease', until: '2027-12-31T00:00:00.000Z' })
  await zone.send({ order: 'register', contract: peopleContract })
  return () => zone.remove()
})

const wish = { source: 'registry', table: 'people', mode: 'append', every: 'day', hour: 2 } as const
const asks = async (method: 'POST' | 'DELETE' | 'GET', payload?: object, header = zone.header('intake', 'people')) => {
  const url = `/datasets/people/${method === 'GET' ? 'sources' : 'standing-pull'}`
  const answer = await app.inject({ method, url, headers: { authorization: header }, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.json() }
}
const versions = async () => (await zone.node().intake.versions('people'))?.map(({ version, rows }) => [version, rows]) ?? []
const troubles = async () => (await zone.node().status()).pullTroubles
/** Enough looks at the clock for whatever is due to begin. */
const nothingBegins = async () => {
  for (let look = 0; look < 5; look += 1) await zone.node().look()
}
const ended = (codes: readonly string[], outcome = 'accepted') =>
  vi.waitFor(() => expect(zone.node().pulls.of('people')).toMatchObject({ isRunning: false, last: { outcome, codes } }), {
    timeout: 30_000,
  })

describe('A12 a source that is read by itself', () => {
  it('is read when its hour has come and not before, goes on where it stopped, and says how it went', async () => {
    const { status, body } = await asks('POST', wish)
    expect([status, body.standing]).toEqual([200, expect.objectContaining({ ...wish, person: 'p1', next: '2026-11-23T18:00:00.000Z' })])
    zone.clock.ms = noon + 14 * hour - 1
    await nothingBegins()
    expect(await versions()).toEqual([])
    zone.clock.ms = noon + 14 * hour
    await ended([])
    expect(await versions()).toEqual([[1, 40]])
    await nothingBegins()
    expect(await versions()).toHaveLength(1)

    await add(2)
    zone.clock.ms = noon + 38 * hour
    await vi.waitFor(async () => expect(await versions()).toHaveLength(2), { timeout: 30_000 })
    expect((await versions()).map(([, rows]) => rows).toSorted()).toEqual([40, 42])

    zone.clock.ms = noon + 62 * hour
    await ended(['nothing-new'], 'refused')
    expect((await asks('GET')).body.standing).toMatchObject({ next: '2026-11-26T18:00:00.000Z', last: { codes: ['nothing-new'] } })
    expect(await troubles()).toEqual([])
    expect(zone.faults).toEqual([])
  })

  it('is told to the platform where it could not be read or was not taken, until it goes well', async () => {
    await asks('POST', wish)
    await admin.query('ALTER TABLE people RENAME TO moved')
    zone.clock.ms = noon + 14 * hour
    await ended(['source-unreachable'], 'refused').finally(() => admin.query('ALTER TABLE moved RENAME TO people'))
    expect(await troubles()).toEqual([{ dataset: 'people', trouble: 'pull-refused' }])
    // While the next one runs nothing is well yet.
    const told: string[][] = []
    const watching = setInterval(async () => told.push((await troubles()).map(({ trouble }) => trouble)), 5)
    zone.clock.ms = noon + 38 * hour
    await ended([])
    clearInterval(watching)
    expect(await troubles()).toEqual([])
    const wellAt = told.findIndex((one) => one.length === 0)
    expect(told.slice(wellAt < 0 ? told.length : wellAt).flat()).toEqual([])
    expect(told.length).toBeGreaterThan(2)
  })

  it('is well again once a steward has brought the data by hand', async () => {
    await asks('POST', wish)
    await admin.query('ALTER TABLE people RENAME TO moved')
    zone.clock.ms = noon + 14 * hour
    await ended(['source-unreachable'], 'refused').finally(() => admin.query('ALTER TABLE moved RENAME TO people'))
    expect(await troubles()).toHaveLength(1)
    expect(await zone.deliver('people', peopleCsv(30))).toBe('accepted')
    expect(await troubles()).toEqual([])
  })

  it('is told where it was cut short', () => {
    const standing = {
      ...wish,
      person: 'p1',
      organization: 'o1',
      since: '2026-11-22T18:00:00.000Z',
      last: { at: '2026-11-23T18:00:00.000Z' },
    }
    const state = { dismissed: new Set(), shut: new Map(), datasets: new Map([['people', {}]]), pulls: new Map([['people', standing]]) }
    const pulls = openPulls({ log: { state: () => state }, now: () => noon, sources } as unknown as PullsGround)
    expect(pulls.troubles()).toEqual([{ dataset: 'people', trouble: 'pull-failed' }])
  })

  it('stands through a restart, makes up for a night the zone was off, once, and ends when its steward says so', async () => {
    await asks('POST', wish)
    zone.clock.ms = noon + 100 * hour
    await zone.restart()
    app = zoneServer(zone.node(), origin, (fault) => zone.faults.push(String(fault)))
    await ended([])
    expect(await versions()).toEqual([[1, 40]])
    expect((await asks('DELETE')).body).toEqual({ sources: [expect.anything()] })
    await add(1)
    zone.clock.ms = noon + 200 * hour
    await nothingBegins()
    expect(await versions()).toHaveLength(1)
    expect(zone.faults).toEqual([])
  })

  it('is set by nobody without a ticket for the dataset, and for no other source, hour or rhythm', async () => {
    expect((await asks('POST', wish, zone.header('intake', 'others'))).status).toBe(403)
    expect((await asks('POST', wish, zone.header('workbench', 'people'))).status).toBe(403)
    expect((await asks('POST', { ...wish, table: 'secrets' })).status).toBe(404)
    expect((await asks('POST', { ...wish, hour: 24 })).body.refusals[0].fields).toEqual(['hour'])
    expect((await asks('POST', { ...wish, every: 'minute' })).body.refusals[0].fields).toEqual(['every'])
    expect((await asks('GET')).body.standing).toBeUndefined()
  })

  it.each([
    [
      'its steward was dismissed',
      'person-dismissed',
      ['puller-dismissed'],
      () => zone.send({ order: 'dismiss', person: 'p1', reason: 'left' }),
    ],
    ['the dataset is sealed', 'dataset-shut', [], () => zone.send({ order: 'seal-holding', scope: 'dataset/people', reason: 'closed' })],
    ['nobody sets the source down any more', 'source-gone', ['pull-source-gone'], () => zone.restart({ sources: {} })],
  ] as const)('is not read once %s, and says so', async (_, halted, told, stop) => {
    await asks('POST', wish)
    await stop()
    zone.clock.ms = noon + 100 * hour
    await nothingBegins()
    const standing = zone.node().pulls.of('people')
    expect(standing).toMatchObject({ halted, isRunning: false })
    expect(standing?.next).toBeUndefined()
    expect((await troubles()).map(({ trouble }) => trouble)).toEqual(told)
    expect(await versions()).toEqual([])
  })

  it('is not read without a lease, and made up for once there is one', async () => {
    await asks('POST', wish)
    await zone.send({ order: 'lease', until: '2026-11-23T12:00:00.000Z' })
    zone.clock.ms = noon + 20 * hour
    await nothingBegins()
    expect(await versions()).toEqual([])
    await zone.send({ order: 'lease', until: '2027-12-31T00:00:00.000Z' })
    await ended([])
    expect(await versions()).toHaveLength(1)
  })
})
