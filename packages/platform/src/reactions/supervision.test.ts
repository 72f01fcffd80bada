import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, servedProduct } from '../scenes/circulation.ts'
import { deliverAgain } from '../scenes/conduct.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let served: Served
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  served = await servedProduct(tested)
})
afterAll(() => tested.stop())

const caseOf = async (plural: string, id: string, login = 'authority') =>
  (await (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)).body
const refusedUnder = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string; code: string }) => `${one.rule} ${one.code}`) : status
}

describe('A13 an objection to data', () => {
  it('W13-1 that is upheld is closed with a new version only, and told to every product in the lineage', async () => {
    const item = (await caseOf('data-requests', served.request)).state.items[0].item as string
    const raising = { plural: 'data-objections', act: 'raise', asked: { item, target: '水位字段', evidence: '对照表' } }
    expect(await refusedUnder('applicant', raising)).toContain('A13 data-not-granted')
    const id = await tested.does('operator', raising)
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'data-objections', act, id, asked })
    // Another agency does not even learn that there is such a case.
    expect(await refusedUnder('statistics', deed('accept'))).toBe(404)
    await tested.does('transport', deed('accept'))
    expect(await refusedUnder('transport', deed('answer', { outcome: 'upheld' }))).toEqual(['W13-1 answer-without-reason'])
    await tested.does('transport', deed('answer', { outcome: 'upheld', reason: '传感器漂移，已校正' }))
    expect(await refusedUnder('transport', deed('close'))).toEqual(['W13-1 no-new-version'])
    await deliverAgain(tested, item)
    // The zone's word of the delivery comes with its next heartbeat.
    await tested.moveTo('2026-04-20T10:00:00+08:00')
    await tested.settled()
    await tested.does('transport', deed('close'))
    const { state, history } = await caseOf('data-objections', id)
    expect(state).toMatchObject({ stage: 'closed', told: [usccOf('operator')] })
    expect(history.at(-1).payload).toMatchObject({ version: 2, products: [served.product] })
  })
})

describe('A25 an inspection', () => {
  it('W25-3 W15-5 asks, finds, is answered and closed', async () => {
    const planned = { authorization: served.authorization, title: '季度检查', plannedFor: '2026-04-20' }
    const id = await tested.does('cyberspace', { plural: 'inspections', act: 'plan', asked: planned })
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'inspections', act, id, asked })
    await tested.does('cyberspace', deed('request-evidence', { material: '访问台账', due: '2026-04-24' }))
    expect(await refusedUnder('cyberspace', deed('close', { conclusion: '无' }))).toEqual(['W15-5 evidence-awaited'])
    await tested.does('operator', deed('answer-evidence', { number: 1, answer: '台账附后' }))
    await tested.does('cyberspace', deed('find', { finding: '账号未及时清理', due: '2026-04-28' }))
    expect(await refusedUnder('cyberspace', deed('accept-finding', { number: 1 }))).toEqual(['A25 not-reported'])
    expect(await refusedUnder('cyberspace', deed('close', { conclusion: '无' }))).toEqual(['W25-3 finding-open'])
    await tested.does('operator', deed('report-finding', { number: 1, feedback: '已清理' }))
    await tested.does('cyberspace', deed('accept-finding', { number: 1 }))
    await tested.does('cyberspace', deed('close', { conclusion: '整改到位' }))
    expect((await caseOf('inspections', id)).stage).toBe('closed')
  })
})

describe('A27 credit', () => {
  const entry = (decisionNumber: string, more: object = {}) => ({
    plural: 'credit-records',
    act: 'record',
    asked: {
      organization: usccOf('operator'),
      weight: 'ordinary',
      finding: '虚假宣传',
      basis: '《反不正当竞争法》',
      decisionNumber,
      from: '2026-04-20',
      until: '2026-04-27',
      ...more,
    },
  })
  it('W27-1 W27-3 is entered on a decision, objected to, answered, repaired, and runs out by itself', async () => {
    expect(await refusedUnder('market', entry(''))).toEqual(['W27-1 decision-number-missing'])
    const id = await tested.does('market', entry('锡市监罚1号'))
    expect(await refusedUnder('market', entry('锡市监罚1号'))).toEqual(['W27-1 recorded-twice'])
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'credit-records', act, id, asked })
    expect((await (await tested.signedIn('consumer')).get(`/api/cases/credit-records/${id}`)).status).toBe(404)
    await tested.does('operator', deed('object', { ground: '已纠正' }))
    await tested.does('market', deed('answer', { outcome: 'dismissed', reason: '事实清楚' }))
    await tested.does('market', deed('repair', { basis: '已消除影响' }))
    expect((await caseOf('credit-records', id, 'operator')).stage).toBe('repaired')
    const second = await tested.does('market', entry('锡市监罚2号'))
    await tested.moveTo('2026-04-27T23:59:00+08:00')
    expect((await caseOf('credit-records', second)).stage).toBe('standing')
    await tested.moveTo('2026-04-28T00:00:00+08:00')
    expect((await caseOf('credit-records', second, 'operator')).stage).toBe('expired')
    // Expired, it is no longer shown to who would weigh it.
    expect((await (await tested.signedIn('authority')).get(`/api/cases/credit-records/${second}`)).status).toBe(404)
  })
})

describe('A14 the responsible persons change', () => {
  it('W14-2 a letter that is not signed again in time is proposed as a suspension; signed, it is not', async () => {
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'authorizations', act, id: served.authorization, asked })
    const { responsible } = (await caseOf('authorizations', served.authorization)).state
    const letter = { first: responsible.first, security: responsible.security, letter: '新责任书' }
    await tested.does('operator', deed('report-responsible-change', { who: 'security', reason: '岗位调整' }))
    await tested.does('operator', deed('appoint-responsible', letter))
    expect((await caseOf('authorizations', served.authorization)).state.responsibleChange).toBeUndefined()
    await tested.does('operator', deed('report-responsible-change', { who: 'first', reason: '离任' }))
    const { due } = (await caseOf('authorizations', served.authorization)).state.responsibleChange
    await tested.moveTo(`${due}T23:59:00+08:00`)
    expect((await caseOf('authorizations', served.authorization)).state.proposals).toEqual([])
    await tested.moveTo(new Date(Date.parse(`${due}T00:00:00+08:00`) + 86_400_000).toISOString())
    await tested.settled()
    expect((await caseOf('authorizations', served.authorization)).state.proposals).toMatchObject([{ cause: 'letter-overdue' }])
  })
})

describe('A30 A31 tolerance and liability', () => {
  it('A31 while a liability case is open nothing is destroyed; closing it weighs what was tolerated', async () => {
    const filing = { title: '口径试错', authorization: served.authorization, basis: '《办法》第三十条', statement: '为改进质量试行新口径' }
    const filed = await tested.does('operator', { plural: 'tolerances', act: 'file', asked: filing })
    const decided = { plural: 'tolerances', act: 'decide', id: filed, asked: { outcome: 'recognized', reason: '程序合规' } }
    await tested.does('authority', decided)
    const opening = { title: '数据泄露追责', authorization: served.authorization, finding: '日志显示异常下载' }
    const id = await tested.does('cyberspace', { plural: 'liabilities', act: 'open', asked: opening })
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'liabilities', act, id, asked })
    await tested.does('cyberspace', deed('note-claim', { claimant: '某使用单位', amountFen: 5_000_000, ground: '服务中断' }))
    const ending = { plural: 'data-requests', act: 'end-purpose', id: served.request, asked: { cause: 'purpose-met', reason: '研发完成' } }
    await tested.does('operator', ending)
    await tested.settled()
    const approving = { plural: 'destructions', act: 'approve', id: served.request, asked: { method: '销毁密钥并清除密文' } }
    expect(await refusedUnder('authority', approving)).toEqual(['A31 liability-open'])
    const closing = { outcome: 'not-liable', reason: '已及时处置' }
    expect(await refusedUnder('cyberspace', deed('close', closing))).toEqual(['A30 tolerance-not-weighed'])
    expect(await refusedUnder('authority', deed('close', closing))).toContain('A31 not-your-case')
    await tested.does('cyberspace', deed('close', { ...closing, toleranceView: '属改革试错，从轻考虑' }))
    await tested.does('authority', approving)
    expect((await caseOf('destructions', served.request)).stage).toBe('approved')
    expect(tested.zoneFaults).toEqual([])
  })
})
