import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WhatIfRun } from '../contract/index.ts'
import { grantedAuthorization } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
beforeAll(async () => {
  tested = await testPlatform()
  authorization = await grantedAuthorization(tested)
})
afterAll(() => tested.stop())

const start = async (asked: object, login = 'authority') => (await tested.signedIn(login)).post('/api/what-if', asked)

/** Waits until it has ended, however long that takes. */
const ended = async ({ id }: WhatIfRun): Promise<WhatIfRun> => {
  const { status, body } = await (await tested.signedIn('authority')).get(`/api/what-if/${id}`)
  expect(status).toBe(200)
  return body.state === 'running' ? ended(body) : body
}
const played = async (asked: object): Promise<WhatIfRun> => {
  const { status, body } = await start(asked)
  expect(status).toBe(200)
  return ended(body)
}
const told = ({ findings }: WhatIfRun) =>
  findings.map(({ type, outcome, refusals, changes }) => ({ type, outcome, rules: refusals.map(({ code }) => code), changes }))

describe('W9-4 what if the public notice took seven working days', () => {
  it('W9-4 names the case that was confirmed too early, with the rule, and the days that would have been others', async () => {
    const run = await played({ parameter: 'noticeWorkdays', value: '7' })
    expect(run).toMatchObject({ state: 'done', from: '2024-03-01', value: { zh: '7' }, more: 0 })
    expect(run.done).toBe(run.total)
    expect(told(run)).toEqual([
      { type: 'CallPublished', outcome: 'differs', rules: [], changes: [{ place: 'CallPublished.noticeWorkdays', was: 5, would: 7 }] },
      {
        type: 'ApplicationSubmitted',
        outcome: 'differs',
        rules: [],
        changes: [{ place: 'ApplicationSubmitted.noticeWorkdays', was: 5, would: 7 }],
      },
      {
        type: 'NoticeOpened',
        outcome: 'differs',
        rules: [],
        changes: [{ place: 'NoticeOpened.until', was: '2026-03-09', would: '2026-03-11' }],
      },
      { type: 'NoticeClosed', outcome: 'refused', rules: ['notice-still-runs'], changes: [] },
    ])
    expect(run.findings[3]).toMatchObject({ plural: 'applications', act: { zh: '公示期满' }, refusals: [{ rule: 'W9-4' }] })
  })

  it('W9-4 names the cases that rest on it', async () => {
    const { following } = await played({ parameter: 'noticeWorkdays', value: '7' })
    expect(following).toContainEqual(
      expect.objectContaining({ plural: 'authorizations', id: authorization, restsOn: expect.stringMatching(/^application\/.+@\d+$/) }),
    )
  })

  it('W9-4 names the call that was published, where the floor would have been higher', async () => {
    const run = await played({ parameter: 'noticeFloorWorkdays', value: '6' })
    expect(told(run)).toEqual([{ type: 'CallPublished', outcome: 'refused', rules: ['notice-too-short'], changes: [] }])
    expect(run.following.map(({ plural }) => plural)).toEqual(expect.arrayContaining(['applications', 'authorizations']))
  })

  it('W11-2 names the application whose term would have been too long', async () => {
    const run = await played({ parameter: 'termYears', value: '1' })
    expect(
      told(run)
        .filter(({ outcome }) => outcome === 'refused')
        .map(({ type, rules }) => ({ type, rules })),
    ).toContainEqual({
      type: 'ApplicationSubmitted',
      rules: ['term-longer-than-two-years'],
    })
  })

  it.each([
    { parameter: 'noticeWorkdays', value: '5' },
    { parameter: 'termYears', value: '2' },
    { parameter: 'drillMonths', value: '11' },
    { parameter: 'noticeWorkdays', value: '7', from: '2026-03-03' },
  ])('W9-4 lists nothing for $parameter $value from $from: the same number, one that nobody looked at, or too late', async (asked) => {
    const run = await played(asked)
    expect(run).toMatchObject({ state: 'done', findings: [], following: [], more: 0 })
    expect(run.judged).toBeGreaterThan(20)
    expect(run.unjudged).toEqual({ destroyed: 0, damaged: 0, 'form-not-kept': 0, 'not-reproduced': 0 })
  })

  it('W9-4 leaves the tables and the log as they were', async () => {
    const { db } = tested.running
    const entries = async () => (await db.selectFrom('entries').select('no').execute()).length
    const before = await entries()
    await played({ parameter: 'noticeWorkdays', value: '9' })
    expect(await entries()).toBe(before)
    const { body } = await (await tested.signedIn('authority')).get(`/api/cases/authorizations/${authorization}`)
    expect(body.stage).toBe('pending')
  })
})

describe('who may ask what if', () => {
  it.each(['operator', 'police', 'auditadmin', 'sysadmin', 'expert1', 'finance'])('A6 %s finds nothing there', async (login) => {
    expect((await start({ parameter: 'noticeWorkdays', value: '7' }, login)).status).toBe(404)
    const { id } = await played({ parameter: 'noticeWorkdays', value: '5' })
    expect((await (await tested.signedIn(login)).get(`/api/what-if/${id}`)).status).toBe(404)
    expect((await (await tested.signedIn(login)).remove(`/api/what-if/${id}`)).status).toBe(404)
  })

  it.each([
    { parameter: 'nothing', value: '7', place: 'body.parameter' },
    { parameter: 'noticeWorkdays', value: 'seven', place: 'body.value' },
    { parameter: 'noticeWorkdays', value: '0', place: 'body.value' },
    { parameter: 'noticeWorkdays', value: '7', from: '2026-02-30', place: 'body.from' },
  ])('A6 $parameter = $value is turned away at $place', async ({ place, ...asked }) => {
    const { status, body } = await start(asked)
    expect({ status, places: body.places.map((one: { place: string }) => one.place) }).toEqual({ status: 400, places: [place] })
  })
})

describe('W19-3 acts whose payload was destroyed', () => {
  it('W19-3 are counted as not judged, and their cases are not guessed at', async () => {
    const { body } = await (await tested.signedIn('authority')).get('/api/cases/applications')
    await tested.running.log.forget(`application/${body.rows[0].id}`)
    const run = await played({ parameter: 'noticeWorkdays', value: '7' })
    expect(run.unjudged.destroyed).toBeGreaterThan(5)
    expect(run.findings.map(({ plural }) => plural)).not.toContain('applications')
  })
})
