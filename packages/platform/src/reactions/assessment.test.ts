import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, deliberated, morningOf, noticedApplication } from '../scenes/admission.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
const until = '2026-09-30'
/** A short term, so that its only contract year is over while the working days are still published. */
beforeAll(async () => {
  tested = await testPlatform()
  const application = await noticedApplication(tested)
  await tested.moveTo(morningOf(day.noticeOver))
  for (const act of ['close-notice', 'confirm']) await tested.does('authority', { plural: 'applications', act, id: application })
  await deliberated(tested, 'grant', application)
  await tested.moveTo(morningOf(day.granted))
  authorization = await tested.does('authority', {
    plural: 'authorizations',
    act: 'grant',
    asked: { application, from: day.granted, until },
  })
})
afterAll(() => tested.stop())

const get = async (login: string, path: string) => (await tested.signedIn(login)).get(path)
const refusedUnder = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string; code: string }) => `${one.rule} ${one.code}`) : status
}
const publishing = (mode: string) => ({
  plural: 'indicator-systems',
  act: 'publish',
  asked: {
    title: '评估指标',
    mode,
    indicators: [
      { code: 'use', name: '合规使用', weight: 6_000, about: '按台账核查' },
      { code: 'safety', name: '安全保障', weight: 4_000, about: '按检查结果' },
    ],
    basis: '《办法》第二十九条',
  },
})

describe('A29 a yearly assessment', () => {
  let id: string
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'assessments', act, id, asked })

  it('A29 goes by the published indicators of its class', async () => {
    const system = await tested.does('authority', publishing('scenario'))
    const other = await tested.does('authority', publishing('domain'))
    expect(await refusedUnder('authority', publishing('domain'))).toEqual(['A29 class-has-system'])
    const plan = (name: string) => ({
      plural: 'assessments',
      act: 'plan',
      asked: { authorization, year: 1, assessor: usccOf('assessor'), system: name },
    })
    expect(await refusedUnder('authority', plan(other))).toEqual(['A29 system-of-another-class'])
    id = await tested.does('authority', plan(system))
    expect(id).toBe(`${authorization}.y1`)
    expect((await get('authority', `/api/assessments/${id}/arithmetic`)).status).toBe(404)
  })

  it('A29 tells its assessor whose it is, for which scenario and of which year, though the authorization is not theirs to open', async () => {
    const { rows } = (await get('assessor', '/api/cases/assessments')).body
    expect(rows.map(({ title }: { readonly title: string }) => title)).toEqual([
      `运河数据运营有限公司（示例） · 水位查询 ${day.granted} — ${until} · 第 1 个协议年度`,
    ])
    expect((await get('assessor', `/api/cases/authorizations/${authorization}`)).status).toBe(404)
  })

  it('W29-3 asks for evidence, which the operator answers, and is not scored before the year is over', async () => {
    await tested.does('assessor', deed('declare', { independence: 'independent', statement: '无关联关系' }))
    await tested.does('assessor', deed('request-evidence', { indicator: 'use', material: '使用台账' }))
    await tested.does('operator', deed('answer-evidence', { number: 1, answer: '台账附后' }))
    const scoring = deed('score', { scores: [{ indicator: 'use', points: 85, reason: '依据' }] })
    expect(await refusedUnder('assessor', scoring)).toEqual(['A29 year-not-over', 'A29 indicator-not-scored-once'])
  })

  it('A29 is scored, and anyone who may see it computes the grade again and sees how little would change it', async () => {
    await tested.moveTo('2026-10-12T09:00:00+08:00')
    const scores = [
      { indicator: 'use', points: 85, reason: '台账齐全，两处迟延' },
      { indicator: 'safety', points: 90, reason: '检查无重大问题' },
    ]
    await tested.does('assessor', deed('score', { scores }))
    const { status, body } = await get('operator', `/api/assessments/${id}/arithmetic`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ sum: 870_000, total: 8_700, lines: [90, 80, 60], grade: 'B', agrees: true })
    expect(body.terms.map(({ product }: { product: number }) => product)).toEqual([510_000, 360_000])
    expect(body.sensitivity).toEqual([
      { indicator: 'use', better: { points: 90, change: 5, grade: 'A' }, worse: { points: 73, change: -12, grade: 'C' } },
      { indicator: 'safety', better: { points: 98, change: 8, grade: 'A' }, worse: { points: 72, change: -18, grade: 'C' } },
    ])
    expect((await get('consumer', `/api/assessments/${id}/arithmetic`)).status).toBe(404)
    await tested.does('operator', deed('give-feedback', { text: '无异议' }))
    await tested.does('authority', deed('finalize', { opinion: '属实' }))
    expect((await get('operator', `/api/cases/assessments/${id}`)).body.state).toMatchObject({ stage: 'final', result: { grade: 'B' } })
  })
})
