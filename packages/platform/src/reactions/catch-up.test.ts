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

const stopped = '2027-03-01'
const started = '2027-05-20'

/** Plans that lapse in March 2027 and stop a workspace, whose grant runs out as April begins, and a call that closes in April. */
const scene = async (): Promise<TestedPlatform> => {
  const tested = await testPlatform({ zone: true })
  open.push(tested)
  const authorization = await activeAuthorization(tested)
  // What follows by itself is waited for, so that both platforms have it at the same place.
  await tested.settled()
  const item = await deliveredItem(tested)
  // The zone's word of the delivery is heard on the same day everywhere.
  await tested.moveTo('2026-03-11T10:00:00+08:00')
  await openedRequest(tested, authorization, item)
  await tested.moveTo(morningOf(stopped))
  await publishedCall(tested, { openFrom: stopped, openTo: '2027-04-10', title: '停机期间截止的通告' })
  await tested.settled()
  return tested
}

/** What asks the sources of lists, and what they said: nobody can be asked for a day that is over, so it is asked once afterwards. */
const asksOutside = ['ConditionsRechecked', 'ListsChecked']

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
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
      .replace(/@\d+/g, '@n'),
  )

/** Everything that is on record, each with the legal day it counts for, and everything that was told. */
const recordOf = async ({ running: { db, log } }: TestedPlatform) => {
  const names = new Map<string, string>()
  const first = await db.selectFrom('entries').select(['no', 'stream']).orderBy('no').execute()
  const streams = [...new Set(first.map(({ stream }) => stream))].filter((stream) => !stream.startsWith('zone/'))
  const happened = []
  for (const stream of streams)
    for (const { ref, type, event, ground } of await log.read(stream))
      if (!asksOutside.includes(type))
        happened.push({ ref, type, event, on: ground.on ?? dayOf(ground.at as Instant), by: ground.by.person })
  const told = await db.selectFrom('notices').select(['mark', 'kind', 'whose', 'due', 'day']).orderBy('no').execute()
  const marked = told.filter(({ mark }) => !mark.startsWith('turn zone/'))
  const plain = plainly(happened, names)
  const news = (plainly(marked, names) as { mark: string }[]).toSorted((one, other) => (one.mark < other.mark ? -1 : 1))
  return { happened: plain, told: news } as {
    happened: { ref: string; type: string; on: string; event: Record<string, unknown> }[]
    told: { mark: string; kind: string; day: string }[]
  }
}

describe('a platform that was down over deadlines', () => {
  it('W26-2 does what one that ran every day has done, in the same order, for the same legal days', { timeout: 300_000 }, async () => {
    const [daily, twin] = await (await scene()).doubled()
    open.splice(0, 1, daily, twin)
    const down = await twin.again(`${started}T09:00:00+08:00`)
    open[1] = down
    await down.moveTo(`${started}T09:30:00+08:00`)
    const caughtUp = await recordOf(down)

    for (let on = addDays(day(stopped), 1); on <= started; on = addDays(on, 1)) await daily.moveTo(`${on}T00:00:30+08:00`)
    const expected = await recordOf(daily)

    expect(caughtUp).toEqual(expected)
    // What was done late says when it was written, and for which day it counts.
    const lapsed = await down.running.db.selectFrom('entries').select('at').where('type', '=', 'EmergencyPlanLapsed').execute()
    expect(lapsed.map(({ at }) => dayOf(at as Instant))).toEqual([started, started])
    const dayByType = Object.fromEntries(caughtUp.happened.map(({ type, on }) => [type, on]))
    expect(dayByType).toMatchObject({
      EmergencyPlanLapsed: '2027-03-11',
      ScenarioSuspended: '2027-03-11',
      WorkspaceFrozen: '2027-03-11',
      WorkspaceSealed: '2027-04-01',
      CallClosed: '2027-04-11',
    })
    // What follows from an act counts for the same day: fifteen days to destroy from the day access closed, and late from the day after.
    expect(caughtUp.happened.find(({ type }) => type === 'DestructionOpened')?.event).toMatchObject({ openedOn: '2027-04-01' })
    const clock = await down.running.db.selectFrom('clocks').selectAll().where('name', '=', 'destruction').executeTakeFirstOrThrow()
    expect(clock).toMatchObject({ started: '2027-04-01', due: '2027-04-16' })
    const late = caughtUp.told.filter(({ kind, mark }) => kind === 'overdue' && mark.includes(' destruction/')).map((one) => one.day)
    expect(late).toEqual(['2027-04-17'])
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
