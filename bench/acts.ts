/** Acts through HTTP at 16 connections, against the very statements that they come down to, sent again bare by the same driver, in the same run. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPassword } from '../packages/platform/src/demo.ts'
import { callForm } from '../packages/platform/src/scenes/admission.ts'
import { mortalPlatform } from '../tools/crash/program.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'
import { indoors } from './indoors.ts'
import { postsPerSecond } from './posting.ts'
import { poolOf, sendAgain, type Trip, textsIn, tripsOf } from './wire.ts'

const rounds = 5
const seconds = 3
const connections = 16
const barRatio = 0.6

interface Deed {
  readonly what: string
  readonly login: string
  readonly path: string
  /** @param token differs in every act */
  readonly asked: (token: string) => unknown
}

const deeds: readonly Deed[] = [
  {
    what: 'a call is published',
    login: 'authority',
    path: '/api/cases/calls/acts/publish',
    asked: (token) => callForm({ title: `通告 ${token}` }),
  },
  {
    what: 'an agency files its emergency plan',
    login: 'transport',
    path: '/api/cases/emergency-plans/acts/file',
    asked: (token) => ({ kind: 'agency', title: `预案 ${token}`, scenario: token, text: '正文' }),
  },
]

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const mortal = await mortalPlatform(folder)
const inside = await indoors(mortal.databaseUrl(), join(folder, 'indoors'))
let tokens = 0
const newToken = (): string => `bench_${process.pid}_${tokens++}`

/** Of several acts what most of them sent: a timer may have spoken in between. */
const captured = async (deed: Deed): Promise<{ readonly trips: readonly Trip[]; readonly taken: readonly string[] }> => {
  const who = await inside.signIn(deed.login)
  const one = async () => {
    const token = newToken()
    const id = await who.does(deed.path, deed.asked(token))
    return [id, token]
  }
  for (let warm = 0; warm < 40; warm++) await one()
  const seen: { readonly trips: readonly Trip[]; readonly taken: readonly string[] }[] = []
  for (let time = 0; time < 9; time++) {
    await inside.quiet()
    let taken: readonly string[] = []
    const trips = await tripsOf(async () => {
      taken = await one()
    })
    seen.push({ trips, taken })
  }
  const count = (text: string) => seen.filter(({ trips }) => textsIn(trips) === text).length
  const [most] = seen.toSorted((a, b) => count(textsIn(b.trips)) - count(textsIn(a.trips)))
  if (most === undefined) throw new Error('could not capture an act')
  return most
}

/** The same value with another id and token in it: what was taken cannot be taken twice. */
const renaming = (taken: readonly string[]) => {
  const fresh = [Math.random().toString(16).slice(2).padEnd(16, '0'), newToken()]
  const text = (value: string) => taken.reduce((all, one, place) => all.replaceAll(one, fresh[place] ?? ''), value)
  const as = (value: unknown): unknown => (typeof value === 'string' ? text(value) : Array.isArray(value) ? value.map(as) : value)
  return as
}

const bareFigure = async (pool: ReturnType<typeof poolOf>, { trips, taken }: Awaited<ReturnType<typeof captured>>): Promise<number> => {
  const begun = performance.now()
  let done = 0
  const loop = async () => {
    while (performance.now() - begun < seconds * 1_000) {
      await sendAgain(pool, trips, renaming(taken))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  return done / ((performance.now() - begun) / 1_000)
}

const measured = async (deed: Deed): Promise<readonly Figure[]> => {
  const template = await captured(deed)
  process.stdout.write(`${deed.what}: ${template.trips.length} round trips, ${template.trips.flat().length} statements\n`)
  if (process.env.YUNHE_VERBOSE) process.stdout.write(`${textsIn(template.trips)}\n`)
  const pool = poolOf(inside.databaseUrl, connections)
  const session = await signedIn(mortal.origin, deed.login)
  const posting = {
    port: Number(new URL(mortal.origin).port),
    path: deed.path,
    headers: session,
    body: () => JSON.stringify(deed.asked(newToken())),
    connections,
    seconds,
  }
  await bareFigure(pool, template)
  await postsPerSecond(posting)
  const loadBefore = loadNow()
  const pairs: { readonly act: number; readonly bare: number }[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ bare: await bareFigure(pool, template), act: await postsPerSecond(posting) })
  await pool.end()
  const share = spreadOf(pairs.map(({ act, bare }) => act / bare)).median
  const common = { unit: 'per second', machine, versions: { node: process.version }, loadBefore }
  const { p99: _, ...bare } = spreadOf(pairs.map((pair) => pair.bare))
  const { p99: __, ...act } = spreadOf(pairs.map((pair) => pair.act))
  return [
    { name: `${deed.what}: its statements sent bare by the driver`, ...common, ...bare, ratio: 1 },
    {
      name: `${deed.what}: through HTTP, decided, hashed, sealed, recorded, projected, answered`,
      ...common,
      ...act,
      ratio: rounded(1 / share),
      bar: `at least ${barRatio} of the bare rate`,
      met: share >= barRatio,
    },
  ]
}

const signedIn = async (origin: string, login: string): Promise<Readonly<Record<string, string>>> => {
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: demoPassword }),
  })
  if (!answer.ok) throw new Error(`could not sign in as ${login}: ${answer.status}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, 'x-csrf-token': ((await answer.json()) as { csrf: string }).csrf, 'content-type': 'application/json' }
}

try {
  await mortal.start()
  const figures: Figure[] = []
  for (const deed of deeds) figures.push(...(await measured(deed)))
  await keep('acts', figures)
} finally {
  await inside.stop()
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
}
