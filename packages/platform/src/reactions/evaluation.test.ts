import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization, applicationForm, publishedCall } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  authorization = await activeAuthorization(tested)
  await openedRequest(tested, authorization, await deliveredItem(tested))
})
afterAll(() => tested.stop())

const get = async (login: string, path: string) => (await tested.signedIn(login)).get(path)
const refusedUnder = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string; code: string }) => `${one.rule} ${one.code}`) : status
}

describe('A18 the figures on record', () => {
  const path = (period: string) => `/api/reports/recorded?authorization=${authorization}&period=${period}`

  it('W18-3 stand beside the form for its operator and the data authority, and for nobody else', async () => {
    await tested.moveTo('2026-04-02T09:00:00+08:00')
    const { status, body } = await get('operator', path('2026-q1'))
    expect(status).toBe(200)
    expect(body.period).toMatchObject({ id: '2026-q1', from: '2026-01-01', to: '2026-03-31', due: '2026-04-15' })
    // Open since 11 March, both days counted.
    expect(body.recorded).toEqual({
      servedCalls: 0,
      consumers: 0,
      openWorkspaces: 1,
      workspaceDays: 21,
      products: 0,
      billedFen: 0,
      receivedFen: 0,
      incidents: 0,
    })
    expect((await get('authority', path('2026-q1'))).body.recorded.workspaceDays).toBe(21)
    expect((await get('consumer', path('2026-q1'))).status).toBe(404)
    expect((await get('operator', path('2026-q5'))).status).toBe(400)
  })

  it('W18-3 each figure that differs is explained for itself', async () => {
    const report = (more: object) => ({
      plural: 'reports',
      act: 'submit',
      asked: { authorization, period: '2026-q1', sections: { security: '正常' }, ...more },
    })
    const figures = { workspaceDays: 20, incidents: 1 }
    expect(await refusedUnder('operator', report({ figures, explanations: { incidents: '线下演练' } }))).toEqual([
      'W18-3 difference-unexplained',
    ])
    const explanations = { incidents: '线下演练', workspaceDays: '停机一日' }
    const id = await tested.does('operator', report({ figures, explanations }))
    const { state } = (await get('authority', `/api/cases/reports/${id}`)).body
    expect(state).toMatchObject({ figures, explanations, recorded: { workspaceDays: 21, incidents: 0 } })
  })
})

describe('A29 the yearly assessment and the renewal', () => {
  const renewing = async (call: string) => ({
    plural: 'applications',
    act: 'submit',
    asked: {
      ...applicationForm(call, { renews: authorization }),
      plan: { ...applicationForm(call).plan, from: '2028-03-12', until: '2030-03-11' },
      evidence: applicationForm(call).evidence.map((one) => ({ ...one, validTo: '2030-12-31' })),
    },
  })

  it('W10-3 before the last three months nothing is renewed', async () => {
    await tested.moveTo('2027-12-10T09:00:00+08:00')
    const call = await publishedCall(tested, { openFrom: '2027-12-10', openTo: '2028-03-10', title: '续期申报通告' })
    expect(await refusedUnder('operator', await renewing(call))).toContain('W10-3 outside-renewal-window')
    await tested.moveTo('2027-12-20T09:00:00+08:00')
    expect(await refusedUnder('operator', await renewing(call))).toEqual(['W18-2 annual-report-missing', 'W10-7 last-assessment-missing'])
    await tested.does('operator', {
      plural: 'reports',
      act: 'submit',
      asked: { authorization, period: '2026', sections: { storage: '存', processing: '加', analysis: '析', security: '安', market: '市' } },
    })
    expect(await refusedUnder('operator', await renewing(call))).toEqual(['W10-7 last-assessment-missing'])
  })

  it('W29-4 the renewal shows every contract year; one that is over without a result is missing', async () => {
    const { rows } = (await get('authority', '/api/cases/applications')).body
    const first = rows.find((one: { id: string }) => one.id.includes(usccOf('operator'))).id
    // It renews nothing, so there is nothing to show; and whoever may not see it is told nothing.
    expect((await get('authority', `/api/applications/${first}/yearly-results`)).body).toEqual([])
    expect((await get('consumer', `/api/applications/${first}/yearly-results`)).status).toBe(404)
  })
})
