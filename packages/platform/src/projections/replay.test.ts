import { day } from '@yunhe/law'
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callForm, noticedApplication } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { replay } from './replay.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const table = () => tested.running.db.selectFrom('cases').selectAll().orderBy('procedure').orderBy('id').execute()

/** Mulberry32: the same walk for the same seed. */
const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const text = '一段文字'
const members = ['authority', 'police', 'finance']

interface Move {
  readonly by: readonly string[]
  readonly plural: string
  readonly act: string
  /** Whether it opens a case. */
  readonly opens?: true
  readonly asked: (number: number) => unknown
}

const moves: readonly Move[] = [
  {
    by: ['authority'],
    plural: 'calls',
    act: 'publish',
    opens: true,
    asked: (number) => callForm({ title: `通告 ${number}`, openFrom: number % 2 ? '2026-03-02' : '2026-03-05' }),
  },
  { by: ['authority'], plural: 'calls', act: 'amend', asked: (number) => callForm({ title: `修改 ${number}`, openFrom: '2026-03-06' }) },
  {
    by: ['transport', 'statistics'],
    plural: 'catalog-items',
    act: 'register',
    opens: true,
    asked: (number) => itemForm(`walk_${number % 40}`),
  },
  { by: ['transport', 'statistics'], plural: 'catalog-items', act: 'govern', asked: () => ({ statement: text }) },
  {
    by: ['transport', 'statistics'],
    plural: 'emergency-plans',
    act: 'file',
    opens: true,
    asked: (number) => ({ kind: 'agency', title: `预案 ${number}`, scenario: 's1', text }),
  },
  {
    by: ['transport', 'statistics'],
    plural: 'emergency-plans',
    act: 'file',
    asked: (number) => ({ kind: 'agency', title: `再报 ${number}`, scenario: 's1', text }),
  },
  { by: ['cyberspace'], plural: 'emergency-plans', act: 'approve', asked: () => ({ validUntil: '2026-09-30', opinion: text }) },
  {
    by: ['authority'],
    plural: 'deliberations',
    act: 'convene',
    opens: true,
    asked: (number) => ({ type: 'grant', subject: `a${number}`, agenda: text, members: members.map(usccOf) }),
  },
  {
    by: members.map((body) => `${body}-mechanism`),
    plural: 'deliberations',
    act: 'vote',
    asked: (number) => ({ vote: number % 3 ? 'in-favour' : 'abstain', opinion: text }),
  },
  { by: ['authority'], plural: 'deliberations', act: 'resolve', asked: () => ({ minutes: text }) },
  {
    by: ['operator'],
    plural: 'persons',
    act: 'apply',
    opens: true,
    asked: (number) => ({
      displayName: `某人 ${number}`,
      idNumber: idNumberFor('320211', day('1990-06-15'), 1 + (number % 30)),
      login: `p${number}x`,
    }),
  },
  { by: ['authority'], plural: 'persons', act: 'file', asked: (number) => ({ number: `BA-${number}` }) },
  { by: ['operator', 'authority'], plural: 'persons', act: 'leave', asked: () => ({ reason: text }) },
]

/** Somebody does something to some case, again and again; what the law refuses or hides is part of the walk. */
const walk = async (seed: number, steps: number): Promise<number> => {
  const random = randomFrom(seed)
  const oneOf = <One>(all: readonly One[]): One | undefined => all[Math.floor(random() * all.length)]
  const ids = new Map<string, string[]>()
  let done = 0
  for (let step = 0; step < steps; step++) {
    const move = oneOf(moves)
    const login = move && oneOf(move.by)
    const id = move && !move.opens ? oneOf(ids.get(move.plural) ?? []) : undefined
    if (move === undefined || login === undefined || (id === undefined && !move.opens)) continue
    const path = pathOf({ ...move, ...(id !== undefined && { id }) })
    const { status, body } = await (await tested.signedIn(login)).post(path, move.asked(step))
    if (![200, 404, 422].includes(status))
      throw new Error(`could not walk on from seed ${seed}: ${path} answered ${status} ${JSON.stringify(body)}`)
    if (status !== 200) continue
    done += 1
    if (id === undefined) ids.set(move.plural, [...(ids.get(move.plural) ?? []), body.id])
  }
  return done
}

describe('dropping and replaying a projection', () => {
  it('changes nothing after a random valid history', async () => {
    const seed = Number(process.env.YUNHE_SEED ?? 20260302)
    const done = await walk(seed, 300)
    await noticedApplication(tested)
    expect(done).toBeGreaterThan(100)
    const before = await table()
    const { differences, streams, entries } = await replay(tested.running.db, tested.running.log, true)
    expect(differences).toEqual([])
    expect(streams).toBe(before.length)
    expect(entries).toBe((await tested.running.db.selectFrom('entries').select('no').execute()).length)
    expect(await table()).toEqual(before)
  })

  it('names the case and the column where somebody changed the table, and mends it', async () => {
    const { db, log } = tested.running
    const before = await table()
    const [victim, lost] = before
    if (victim === undefined || lost === undefined) throw new Error('could not find two cases to spoil')
    await db
      .updateTable('cases')
      .set({ stage: 'spoiled', due: '1999-01-01' })
      .where('procedure', '=', victim.procedure)
      .where('id', '=', victim.id)
      .execute()
    await db.deleteFrom('cases').where('procedure', '=', lost.procedure).where('id', '=', lost.id).execute()
    const { opened_at, ...made } = victim
    await db
      .insertInto('cases')
      .values({ ...made, opened_at, id: 'made-up', turn_list: '[]', state: null })
      .execute()
    const name = (one: { procedure: string; id: string }) => `${one.procedure}/${one.id}`
    const { differences } = await replay(db, log, true)
    expect(differences.toSorted()).toEqual(
      [
        `${name(victim)}: due`,
        `${name(victim)}: stage`,
        `${name(lost)}: missing`,
        `${victim.procedure}/made-up: not in the log`,
      ].toSorted(),
    )
    expect(await table()).toEqual(before)
    expect((await replay(db, log, false)).differences).toEqual([])
  })

  it('names a name that is missing or made up, by which facts would have been missed, and mends it', async () => {
    const { db, log } = tested.running
    const keys = () => db.selectFrom('stream_keys').selectAll().orderBy('key').orderBy('stream').execute()
    const before = await keys()
    const lost = before.find(({ key }) => key.startsWith('dataset:'))
    if (lost === undefined) throw new Error('could not find a name to lose')
    await db.deleteFrom('stream_keys').where('key', '=', lost.key).where('stream', '=', lost.stream).execute()
    await db.insertInto('stream_keys').values({ key: 'dataset:made-up', stream: lost.stream }).execute()
    expect((await replay(db, log, true)).differences).toEqual([
      `${lost.stream}: name ${lost.key} missing`,
      `${lost.stream}: name dataset:made-up not in the log`,
    ])
    expect(await keys()).toEqual(before)
  })

  it('leaves the line of a case whose payloads were destroyed as it was, and says so', async () => {
    const { db, log } = tested.running
    const before = await table()
    const application = before.find(({ procedure }) => procedure === 'application')
    await log.forget(`application/${application?.id}`)
    const { differences, destroyed } = await replay(db, log, true)
    expect({ differences, destroyed }).toEqual({ differences: [], destroyed: [`application/${application?.id}`] })
    expect(await table()).toEqual(before)
  })
})
