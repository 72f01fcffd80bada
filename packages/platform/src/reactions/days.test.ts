import { afterEach, describe, expect, it } from 'vitest'
import { activeAuthorization, day, grantedAuthorization, publishedCall } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
afterEach(() => tested.stop())

const stageOf = async (plural: string, id: string) =>
  (await (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)).body.stage
const historyOf = async (plural: string, id: string) =>
  (await (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)).body.history as {
    type: string
    by: { person: string }
    under: string[]
    at: string
  }[]

describe('as a day begins', () => {
  it('W10-4 an authorization stands until 24:00 of its last day, and then ends by itself', async () => {
    tested = await testPlatform({ zone: true })
    const id = await activeAuthorization(tested)
    await tested.moveTo(`${day.until}T23:59:30+08:00`)
    expect(await stageOf('authorizations', id)).toBe('active')
    await tested.moveTo('2028-03-12T00:00:00+08:00')
    expect(await stageOf('authorizations', id)).toBe('expired')
    const last = (await historyOf('authorizations', id)).at(-1)
    expect(last).toMatchObject({ type: 'AuthorizationExpired', by: { person: 'platform' }, under: ['W10-4'] })
    expect(tested.zoneFaults).toEqual([])
  })

  it('W9-1 a call closes by itself when its window is over, once', async () => {
    tested = await testPlatform({ zone: true })
    const id = await publishedCall(tested, { openTo: '2026-03-04' })
    await tested.moveTo('2026-03-04T23:59:30+08:00')
    expect(await stageOf('calls', id)).toBe('published')
    await tested.moveTo('2026-03-05T00:00:00+08:00')
    await tested.moveTo('2026-03-06T00:00:00+08:00')
    expect((await historyOf('calls', id)).map(({ type }) => type)).toEqual(['CallPublished', 'CallClosed'])
  })

  it('W10-4 what ran out while the platform was down is caught up as it starts, with the day it ran out on', async () => {
    tested = await testPlatform({ zone: true })
    const call = await publishedCall(tested, { title: '停机期间截止的通告' })
    const id = await grantedAuthorization(tested)
    tested = await tested.again('2028-06-01T09:00:00+08:00')
    await tested.moveTo('2028-06-01T12:00:00+08:00')
    expect([await stageOf('calls', call), await stageOf('authorizations', id)]).toEqual(['closed', 'expired'])
    const { state } = (await (await tested.signedIn('authority')).get(`/api/cases/authorizations/${id}`)).body
    expect(state.ended).toMatchObject({ on: day.until })
    expect((await historyOf('authorizations', id)).at(-1)?.at.slice(0, 10)).toBe('2028-06-01')
  })
})
