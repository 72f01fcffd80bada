import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, servedProduct } from '../scenes/circulation.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let served: Served
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  served = await servedProduct(tested)
})
afterAll(() => tested.stop())

const call = () =>
  tested.zone?.call({
    product: served.product,
    authorization: `Bearer ${served.secret}`,
    scenario: 'water-levels',
    parameters: { station: 's1' },
  })
const stageOf = async (plural: string, id: string) =>
  (await (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)).body.stage
const stages = () => Promise.all([stageOf('data-requests', served.request), stageOf('products', served.product)])
const deed = (act: string, id: string, asked: unknown = {}) => ({ plural: 'risk-reports', act, id, asked })

describe('a risk is reported', () => {
  it('W15-2 W15-4 one press stops workspace and product in the zone; only the data authority lets them go on', async () => {
    const raising = { request: served.request, kind: 'personal-information', finding: '融合后可识别个人' }
    const id = await tested.does('operator', { plural: 'risk-reports', act: 'raise', asked: raising })
    await tested.settled()
    expect(await stages()).toEqual(['frozen', 'suspended'])
    expect(await call()).toMatchObject({ ok: false, refusal: 'suspended' })

    // An accepted rectification does not undo it.
    const rectified = (act: string, asked: unknown) => ({ plural: 'authorizations', act, id: served.authorization, asked })
    await tested.does('authority', rectified('order-rectification', { violation: 'misuse', finding: '违规', due: '2026-05-10' }))
    await tested.does('operator', rectified('report-rectification', { feedback: '已整改' }))
    await tested.does('authority', rectified('resume', { acceptance: '通过' }))
    await tested.settled()
    expect(await stages()).toEqual(['frozen', 'suspended'])

    await tested.does('operator', deed('report', id, { report: '书面报告' }))
    await tested.does('cyberspace', deed('assess', id, { conclusion: '风险可控' }))
    const visitor = await tested.signedIn('operator')
    const undone = await visitor.post(`/api/cases/risk-reports/${id}/acts/release`, { reason: '自行恢复' })
    expect([undone.status, undone.body.refusals.map((one: { rule: string }) => one.rule)]).toEqual([422, ['W15-4']])
    await tested.does('authority', deed('release', id, { reason: '隐患已消除' }))
    await tested.settled()
    expect(await stages()).toEqual(['active', 'published'])
    expect(await call()).toMatchObject({ ok: true })
    expect(tested.zoneFaults).toEqual([])
  })
})
