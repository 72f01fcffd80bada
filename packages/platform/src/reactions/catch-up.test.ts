import { addDays, day, dayOf, type Instant } from '@yunhe/law'
import { afterEach, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { activeAuthorization, morningOf, publishedCall } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

const open: TestedPlatform[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})

const stopped = '2028-03-01'
const started = '2028-06-01'

/** An authorization with a workspace that runs out in March 2028, and a call that closes in April. */
const scene = async (): Promise<TestedPlatform> => {
  const tested = await testPlatform({ zone: true })
  open.push(tested)
  await openedRequest(tested, await activeAuthorization(tested), await deliveredItem(tested))
  await tested.moveTo(morningOf(stopped))
  await publishedCall(tested, { openFrom: stopped, openTo: '2028-04-10', title: '停机期间截止的通告' })
  await tested.settled()
  return tested
}

/** Ids are random and instants run on: what is left must be the same. */
const plainly = (found: unknown, names: Map<string, string>): unknown =>
  JSON.parse(
    JSON.stringify(found)
      .replace(/\b[0-9a-f]{64}\b/g, 'hash')
      .replace(/\b[0-9a-f]{16}\b/g, (id) => {
        const name = names.get(id) ?? `#${names.size}`
        names.set(id, name)
        return name
      })
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'),
  )

/** Everything that is on record, each with the legal day it counts for, and everything that was told. */
const recordOf = async ({ running: { db, log } }: TestedPlatform) => {
  const names = new Map<string, string>()
  const first = await db.selectFrom('entries').select(['no', 'stream']).orderBy('no').execute()
  const streams = [...new Set(first.map(({ stream }) => stream))].filter((stream) => !stream.startsWith('zone/'))
  const happened = []
  for (const stream of streams)
    for (const { ref, type, event, ground } of await log.read(stream))
      happened.push({ ref, type, event, on: ground.on ?? dayOf(ground.at as Instant), by: ground.by.person })
  const told = await db.selectFrom('notices').select(['mark', 'kind', 'whose', 'due', 'day']).orderBy('no').execute()
  const marked = told.filter(({ mark }) => !mark.startsWith('turn zone/'))
  return { happened: plainly(happened, names), told: plainly(marked, names) } as {
    happened: { ref: string; type: string; on: string; event: Record<string, unknown> }[]
    told: { mark: string; kind: string; day: string }[]
  }
}

describe('a platform that was down over deadlines', () => {
  it('W10-4 does what one that ran every day has done, in the same order, for the same legal days', { timeout: 300_000 }, async () => {
    const daily = await scene()
    for (let on = addDays(day(stopped), 1); on <= started; on = addDays(on, 1)) await daily.moveTo(`${on}T00:00:30+08:00`)
    const expected = await recordOf(daily)

    const down = await (await scene()).again(`${started}T09:00:00+08:00`)
    open[1] = down
    await down.moveTo(`${started}T09:30:00+08:00`)
    const caughtUp = await recordOf(down)

    expect(caughtUp).toEqual(expected)
    // What was done late says when it was written, and for which day it counts.
    const ended = await down.running.db.selectFrom('entries').select(['at', 'stream']).where('type', '=', 'AuthorizationExpired').execute()
    expect(ended.map(({ at }) => dayOf(at as Instant))).toEqual([started])
    const dayByType = Object.fromEntries(caughtUp.happened.map(({ type, on }) => [type, on]))
    expect(dayByType).toMatchObject({ AuthorizationExpired: '2028-03-12', WorkspaceSealed: '2028-03-12', CallClosed: '2028-04-11' })
    // The destruction that follows began with the expiry; the working days of that year are not published, and it says so.
    expect(caughtUp.happened.find(({ type }) => type === 'DestructionOpened')?.event).toMatchObject({ openedOn: '2028-03-12' })
    const clock = await down.running.db.selectFrom('clocks').selectAll().where('name', '=', 'destruction').executeTakeFirstOrThrow()
    expect(clock).toMatchObject({ started: '2028-03-12', due: null, not_published: 2028 })
    expect(down.zoneFaults).toEqual([])
  })
})

describe('what is told', () => {
  it('A10 each reminder comes once, and a replay sends none again', { timeout: 120_000 }, async () => {
    const tested = await testPlatform({ zone: true })
    open.push(tested)
    const call = await publishedCall(tested)
    const told = async () =>
      (await tested.running.db.selectFrom('notices').select(['kind', 'day', 'due', 'clock']).where('id', '=', call).execute()).filter(
        ({ kind }) => kind === 'reminder',
      )
    await tested.moveTo('2026-03-16T23:59:00+08:00')
    expect(await told()).toEqual([])
    await tested.moveTo('2026-03-17T00:00:30+08:00')
    const once = [{ kind: 'reminder', day: '2026-03-17', due: '2026-03-20', clock: 'application-window' }]
    expect(await told()).toEqual(once)
    await tested.moveTo('2026-03-17T12:00:00+08:00')
    await tested.moveTo('2026-03-18T12:00:00+08:00')
    expect(await told()).toEqual(once)
    const before = await tested.running.db.selectFrom('notices').select('mark').execute()
    const { db, log } = tested.running
    await db.deleteFrom('clocks').execute()
    expect((await replay(db, log, true)).differences.filter((one) => one.endsWith(': clocks')).length).toBeGreaterThan(0)
    expect((await replay(db, log, false)).differences).toEqual([])
    expect(await db.selectFrom('notices').select('mark').execute()).toEqual(before)
  })
})
