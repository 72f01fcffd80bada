import { afterEach, describe, expect, it } from 'vitest'
import { activeAuthorization, deliberated, scenario } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { pathOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
afterEach(() => tested.stop())

const caseOf = async (plural: string, id: string) => (await (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)).body
const refusedUnder = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string }) => one.rule) : status
}

describe('what is watched while an authorization runs', () => {
  it('W7-5 a hit on a list suspends it by itself, and W5-2 a rectification that ran out can end it', async () => {
    tested = await testPlatform({ zone: true })
    const id = await activeAuthorization(tested)
    const request = await openedRequest(tested, id, await deliveredItem(tested))
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'authorizations', act, id, asked })
    const checks = ['dishonest-executee', 'major-tax-case'].map((list) => ({
      list,
      checkedOn: '2026-03-11',
      source: '共享平台',
      result: 'hit',
    }))
    await tested.does('authority', deed('check-lists', { checks, reason: '例行核验', evidence: '查询结果' }))
    await tested.settled()
    expect([(await caseOf('authorizations', id)).stage, (await caseOf('data-requests', request)).stage]).toEqual(['suspended', 'frozen'])
    await tested.moveTo('2026-03-27T09:00:00+08:00')
    expect((await caseOf('authorizations', id)).state.rectification).toMatchObject({ due: '2026-03-26', failed: 'overdue' })
    expect(await refusedUnder('authority', deed('terminate', { reason: '逾期未整改' }))).toEqual(['W5-2'])
    await deliberated(tested, 'terminate', id)
    await tested.does('authority', deed('terminate', { reason: '逾期未整改' }))
    await tested.settled()
    expect([(await caseOf('authorizations', id)).stage, (await caseOf('data-requests', request)).stage]).toEqual(['terminated', 'sealed'])
    expect((await caseOf('destructions', request)).state).toMatchObject({ trigger: 'term-ended' })
    expect(tested.zoneFaults).toEqual([])
  })

  it('W15-3 W18-3 a report is pre-filled and named by its period; missing, it stops new requests and is proposed', async () => {
    tested = await testPlatform({ zone: true })
    const authorization = await activeAuthorization(tested)
    const item = await deliveredItem(tested)
    const fields = [{ name: 'level', disclosure: 'plain', reason: '场景所需' }]
    const items = [{ item, reason: '场景所需', fields, rows: [] }]
    const asked = { authorization, scenario, purpose: 'public-good', until: '2027-03-31', procedures: '操作规程', items }
    const requesting = { plural: 'data-requests', act: 'submit', asked }
    await tested.moveTo('2026-04-16T09:00:00+08:00')
    expect(await refusedUnder('operator', requesting)).toEqual(['W15-3'])
    await tested.moveTo('2026-05-16T09:00:00+08:00')
    expect((await caseOf('authorizations', authorization)).state.proposals).toMatchObject([{ cause: 'report-overdue', subject: '2026-q1' }])
    const report = { authorization, period: '2026-q1', sections: { security: '正常' } }
    const differing = { ...report, figures: { servedCalls: 7 } }
    expect(await refusedUnder('operator', { plural: 'reports', act: 'submit', asked: differing })).toEqual(['W18-3'])
    const id = await tested.does('operator', { plural: 'reports', act: 'submit', asked: report })
    expect(id).toBe(`${authorization}.2026-q1`)
    expect((await caseOf('reports', id)).state).toMatchObject({ isLate: true, figures: { servedCalls: 0, openWorkspaces: 0 } })
    expect(await refusedUnder('operator', requesting)).toBe(200)
  })

  it('W25-3 W15-5 an overdue finding becomes a proposal; the evidence package names what the ledger shows', async () => {
    tested = await testPlatform({ zone: true })
    const authorization = await activeAuthorization(tested)
    const planned = { authorization, title: '专项检查', plannedFor: '2026-03-12' }
    const id = await tested.does('cyberspace', { plural: 'inspections', act: 'plan', asked: planned })
    const deed = (act: string, asked: unknown = {}) => ({ plural: 'inspections', act, id, asked })
    await tested.does('cyberspace', deed('take-package'))
    const taken = (await caseOf('inspections', id)).history.find(({ type }: { type: string }) => type === 'EvidencePackageTaken')
    expect(JSON.stringify(taken)).toContain(`authorization/${authorization}@`)
    await tested.does('cyberspace', deed('find', { finding: '口令过弱', due: '2026-03-20' }))
    await tested.moveTo('2026-03-20T23:59:00+08:00')
    await tested.settled()
    expect((await caseOf('authorizations', authorization)).state.proposals).toEqual([])
    await tested.moveTo('2026-03-21T00:00:00+08:00')
    await tested.settled()
    expect((await caseOf('authorizations', authorization)).state.proposals).toMatchObject([
      { cause: 'finding-overdue', subject: `${id} 1` },
    ])
  })
})
