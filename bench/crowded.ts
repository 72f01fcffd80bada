/** A platform in which a hundred thousand cases have happened. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileKeyProvider, loadOrCreateRootKey, suites } from '@yunhe/keys'
import { instant } from '@yunhe/law'
import { filedApplication, grantedAuthorization, noticedApplication, publishedCall } from '../packages/platform/src/scenes/admission.ts'
import { registeredItem } from '../packages/platform/src/scenes/conduct.ts'
import { pathOf, type Stage, usccOf } from '../packages/platform/src/scenes/stage.ts'
import { payloadKeys } from '../packages/platform/src/store/payloads.ts'
import { fill, modelsIn } from './filling.ts'
import { indoors } from './indoors.ts'
import { poolOf } from './wire.ts'

export type Indoors = Awaited<ReturnType<typeof indoors>>

/** Kinds whose cases are multiplied; organizations and accounts stay the few they are. */
const kinds = ['call', 'application', 'authorization', 'deliberation', 'catalog-item', 'emergency-plan']

export interface Crowd {
  readonly inside: Indoors
  readonly folder: string
  readonly cases: number
  readonly events: number
}

/** What a run writes beside a filled database that is to stay. */
interface Left {
  readonly database: string
  readonly at: string
  readonly cases: number
  readonly events: number
}

/** The crowd that an earlier run left in this folder, or a new one that stays there: to fill takes longer than to measure. */
export const standingCrowd = async (server: string, folder: string, cases: number): Promise<Crowd> => {
  const note = join(folder, 'left.json')
  const left: Left | undefined = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : undefined
  if (left?.cases === cases) return { inside: await indoors(server, folder, { left, stays: true }), folder, cases, events: left.events }
  const crowd = await crowded(server, folder, cases, 20, true)
  const { databaseUrl, clock } = crowd.inside
  writeFileSync(note, JSON.stringify({ database: new URL(databaseUrl).pathname.slice(1), at: clock.now(), cases, events: crowd.events }))
  return crowd
}

/** @param eventsPerCase on the average: what happened to a call or an item is drawn out until there are so many */
export const crowded = async (server: string, folder: string, cases: number, eventsPerCase = 20, stays = false): Promise<Crowd> => {
  const inside = await indoors(server, folder, { stays })
  const stage = stageOf(inside)
  await setModels(inside, stage, eventsPerCase)
  await inside.quiet()
  const pool = poolOf(inside.databaseUrl, 2)
  const { log, db } = inside.running
  const keys = join(folder, 'platform')
  const provider = fileKeyProvider({
    folder: join(keys, 'scopes'),
    rootKey: loadOrCreateRootKey(join(keys, 'root.key')),
    suite: suites.intl,
  })
  const begun = performance.now()
  const events = await fill({
    pool,
    payloads: payloadKeys(db, provider, 'intl'),
    models: await modelsIn(pool, log, kinds),
    changing: ['operator', 'transport'].map(usccOf),
    cases,
  })
  await pool.end()
  const seconds = (performance.now() - begun) / 1_000
  process.stdout.write(`filled with ${cases} cases and ${events} events in ${seconds.toFixed(1)} s\n`)
  return { inside, folder, cases, events }
}

/** What really happens, a few times; two items are certified again and again until the average is right. */
const setModels = async (inside: Indoors, stage: Stage, eventsPerCase: number): Promise<void> => {
  await publishedCall(stage, { openFrom: '2026-03-05', openTo: '2026-03-20' })
  const items = [await registeredItem(stage, 'readings'), await registeredItem(stage, 'stations')]
  const asked = { kind: 'agency', title: '应急预案', scenario: 's1', text: '正文' }
  await stage.does('transport', { plural: 'emergency-plans', act: 'file', asked })
  await filedApplication(stage)
  await noticedApplication(stage, 'applicant')
  await grantedAuthorization(stage)
  const versions = await inside.running.db.selectFrom('streams').select('version').where('procedure', 'in', kinds).execute()
  const missing = versions.length * eventsPerCase - versions.reduce((sum, { version }) => sum + version, 0)
  for (let turn = 0; turn < missing; turn++) {
    const id = items[turn % items.length] as string
    await stage.does('transport', { plural: 'catalog-items', act: 'govern', id, asked: { statement: `已治理并经审查（${turn}）` } })
  }
}

export const stageOf = (inside: Indoors): Stage => {
  const visitors = new Map<string, ReturnType<Indoors['signIn']>>()
  const as = (login: string) => {
    const visitor = visitors.get(login) ?? inside.signIn(login)
    visitors.set(login, visitor)
    return visitor
  }
  return {
    asks: async (login, path, asked = {}) => (await as(login)).asks(path, asked),
    reads: async (login, path) => (await as(login)).reads(path),
    does: async (login, deed) => (await as(login)).does(pathOf(deed), deed.asked ?? {}),
    moveTo: async (to) => inside.clock.moveTo(instant(new Date(to).toISOString())),
    settled: () => inside.quiet(),
    deliver: async () => {
      throw new Error('could not deliver data: there is no zone here')
    },
  }
}
