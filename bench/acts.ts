/** Acts through HTTP at 16 connections, against the bare statements that such an act comes down to, through the driver alone, in the same run. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPassword } from '../packages/platform/src/demo.ts'
import { callForm } from '../packages/platform/src/scenes/admission.ts'
import { pathOf } from '../packages/platform/src/scenes/stage.ts'
import { mortalPlatform } from '../tools/crash/program.ts'
import { signIn } from '../tools/story/client.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const rounds = 7
const seconds = 3
const connections = 16

/** The driver is the platform's dependency, not ours. */
const pg = createRequire(new URL('../packages/platform/src/store/postgres.ts', import.meta.url))('pg') as typeof import('pg')

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const mortal = await mortalPlatform(folder)

/** How often a second `one` is done by so many at once. */
const perSecond = async (one: () => Promise<void>): Promise<number> => {
  const begun = performance.now()
  let done = 0
  const loop = async () => {
    while (performance.now() - begun < seconds * 1_000) {
      await one()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  return done / ((performance.now() - begun) / 1_000)
}

try {
  await mortal.start()
  const authority = await signIn(mortal.origin, 'authority', demoPassword)
  const asked = callForm()
  const act = async (): Promise<void> => {
    const { status, body } = await authority.post(pathOf({ plural: 'calls', act: 'publish' }), asked)
    if (status !== 200) throw new Error(`could not publish: ${status} ${JSON.stringify(body)}`)
  }

  const server = new URL(mortal.databaseUrl())
  const name = `bare_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: server.href })
  await admin.connect()
  await admin.query(`create database ${name} template template0`)
  await admin.end()
  server.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: server.href, max: connections })
  for (const statement of [
    'create table streams (stream text primary key, procedure text not null, version integer not null)',
    'create table entries (no bigint generated always as identity primary key, stream text, version integer, type text, at text, canonical bytea, unique (stream, version))',
    'create table payloads (stream text, version integer, scope text, sealed bytea, primary key (stream, version))',
    'create table stream_keys (key text, stream text, primary key (key, stream))',
    'create table cases (procedure text, id text, stage text, title text, state jsonb, primary key (procedure, id))',
  ])
    await pool.query(statement)
  const canonical = randomBytes(600)
  const sealed = randomBytes(900)
  const state = JSON.stringify(asked)
  /** One transaction of the rows that `call.publish` leaves behind: nothing decided, hashed, sealed or answered. */
  const bare = async (): Promise<void> => {
    const client = await pool.connect()
    const stream = `call/${randomUUID()}`
    await client.query('begin')
    await client.query('insert into streams values ($1, $2, $3)', [stream, 'call', 1])
    await client.query('insert into entries (stream, version, type, at, canonical) values ($1, 1, $2, $3, $4)', [
      stream,
      'CallPublished',
      'now',
      canonical,
    ])
    await client.query('insert into payloads values ($1, 1, $2, $3)', [stream, 'platform/payloads', sealed])
    await client.query('insert into stream_keys values ($1, $3), ($2, $3)', ['authority:1', 'scenario:1', stream])
    await client.query('insert into cases values ($1, $2, $3, $4, $5)', ['call', stream, 'published', 'title', state])
    await client.query('commit')
    client.release()
  }

  await perSecond(act)
  await perSecond(bare)
  const loadBefore = loadNow()
  const pairs: { readonly act: number; readonly bare: number }[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ bare: await perSecond(bare), act: await perSecond(act) })
  await pool.end()

  const { p99: _, ...ratio } = spreadOf(pairs.map((pair) => pair.bare / pair.act))
  const figure = (title: string, values: readonly number[], times: number): Figure => {
    const { p99: __, ...spread } = spreadOf(values)
    return { name: title, unit: 'per second', machine, versions: { node: process.version }, ...spread, ratio: rounded(times), loadBefore }
  }
  await keep('acts', [
    figure(
      `the bare statements of an act through the driver, ${connections} connections`,
      pairs.map((pair) => pair.bare),
      1,
    ),
    figure(
      `acts through HTTP: decided, hashed, sealed, recorded, projected, answered, ${connections} connections`,
      pairs.map((pair) => pair.act),
      ratio.median,
    ),
  ])
} finally {
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
}
