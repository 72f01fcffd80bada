import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { activeAuthorization, deliberated, morningOf } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { approval, declaredImport, importForm, opinedImport, upkeepCsv } from '../scenes/social-data.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
let request: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  authorization = await activeAuthorization(tested)
  request = await openedRequest(tested, authorization, await deliveredItem(tested))
})
afterAll(() => tested.stop())

const plural = 'social-data-imports'
const joining = 'select r.level, u.visits from readings r join upkeep u on r.station = u.station'
const checked = async (sql = joining): Promise<readonly string[]> => {
  const answer = await tested.zone?.check(request, { sql })
  return answer === undefined || answer.ok ? [] : answer.refusals.map(({ code }) => code)
}
const seen = async (login: string, id: string) => (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)
const stageOf = async (id: string) => (await seen('operator', id)).body.stage
const refusedUnder = async (login: string, act: string, id: string | undefined, asked: unknown = {}) => {
  const path = id === undefined ? `/api/cases/${plural}/acts/${act}` : `/api/cases/${plural}/${id}/acts/${act}`
  const { status, body } = await (await tested.signedIn(login)).post(path, asked)
  return [status, [...new Set(body.refusals?.map(({ rule }: { rule: string }) => rule))]]
}
/** The zone's word is heard as the clock is moved: by a minute, so that the day stays the same. */
const heard = async () => {
  await tested.moveTo(new Date(Date.parse(tested.clock.now()) + 60_000).toISOString())
  await tested.settled()
}
const quarantined = async (change?: Readonly<Record<string, unknown>>) => {
  const id = await declaredImport(tested, request, change)
  const { ticket } = await tested.asks('operator', '/api/tickets', { purpose: 'quarantine', case: id })
  expect(await tested.quarantine(ticket, id, upkeepCsv)).toBe('accepted')
  await heard()
  return id
}
const decided = async (id: string, asked: unknown = approval) => {
  await tested.does('authority', { plural, act: 'decide', id, asked })
  await tested.settled()
}
const imported = async () => {
  const id = await quarantined()
  await opinedImport(tested, id)
  await decided(id)
  return id
}

describe('W16-4 social data enters through quarantine and joint review only', () => {
  it('W16-4 lies in quarantine, reported by the zone, listed nowhere and joinable by nobody, until all have agreed', async () => {
    expect(await refusedUnder('analyst', 'declare', undefined, importForm(request))).toEqual([422, ['A16']])
    const id = await quarantined()
    const { body } = await seen('operator', id)
    expect(body.state).toMatchObject({
      stage: 'quarantined',
      authorization,
      scenario: 'water-levels',
      found: { rows: 20, rejectedRows: 0, columns: [{ name: 'station', empty: 0 }, { name: 'visits' }] },
    })
    expect(await checked()).toContain('table-not-granted')
    expect(await refusedUnder('authority', 'decide', id, approval)).toEqual([422, ['W16-4']])
    const everywhere = await Promise.all(
      ['/api/zones', '/api/cases/catalog-items'].map(async (path) =>
        JSON.stringify((await (await tested.signedIn('transport')).get(path)).body),
      ),
    )
    expect(everywhere.join(' ')).not.toMatch(new RegExp(`upkeep|${id}`))
    expect((await seen('applicant', id)).status).toBe(404)
    expect((await seen('police', id)).status).toBe(200)
    await opinedImport(tested, id)
    expect(await checked()).toContain('table-not-granted')
    await decided(id)
    expect(await stageOf(id)).toBe('imported')
    expect(await checked()).toEqual([])
    expect(await refusedUnder('operator', 'declare', undefined, importForm(request))).toEqual([422, ['A16']])
  })

  it('W10-1 a suspension reaches it as it reaches what was granted', async () => {
    const deed = (act: string, asked: unknown) => ({ plural: 'authorizations', act, id: authorization, asked })
    await tested.does('authority', deed('order-rectification', { violation: 'misuse', finding: '发现违规', due: '2026-04-01' }))
    await tested.settled()
    expect((await tested.zone?.workspace(request))?.stage).toBe('frozen')
    expect((await (await tested.signedIn('analyst')).post('/api/tickets', { purpose: 'workbench', case: request })).status).toBe(422)
    expect(await refusedUnder('operator', 'declare', undefined, importForm(request, { dataset: 'other' }))).toEqual([422, ['W10-1']])
    await tested.does('operator', deed('report-rectification', { feedback: '已整改' }))
    await tested.does('authority', deed('resume', { acceptance: '验收通过' }))
    await tested.settled()
    expect((await tested.zone?.workspace(request))?.stage).toBe('opened')
    expect(await checked()).toEqual([])
  })

  it('W16-4 leaves the workspace when its operator withdraws it, purged with a record', async () => {
    const [one] = (await (await tested.signedIn('operator')).get(`/api/cases/${plural}?stage=imported`)).body.rows
    await tested.does('operator', { plural, act: 'withdraw', id: one.id, asked: { reason: '不再需要' } })
    await tested.settled()
    const { body } = await seen('operator', one.id)
    expect(body.state).toMatchObject({
      stage: 'purged',
      purge: { objects: expect.any(Number), keyFingerprint: expect.stringMatching(/./) },
    })
    expect(await checked()).toContain('table-not-granted')
    expect(await checked('select station, level from readings')).toEqual([])
  })

  it('W16-4 the refusal of the security authority is final: rejected and purged', async () => {
    const id = await quarantined()
    await opinedImport(tested, id, ['cyberspace'])
    expect(await refusedUnder('authority', 'decide', id, approval)).toEqual([422, ['W16-4']])
    await decided(id, { outcome: 'reject', reason: '来源存疑' })
    expect(await stageOf(id)).toBe('purged')
  })

  it('A16 withdrawn as soon as it was declared, it is purged whether or not the zone had heard of it', async () => {
    const id = await tested.does('operator', { plural, act: 'declare', asked: importForm(request) })
    await tested.does('operator', { plural, act: 'withdraw', id, asked: { reason: '申报有误' } })
    await tested.settled()
    expect(await stageOf(id)).toBe('purged')
  })

  it('A16 lapses by itself where no file comes in time', async () => {
    const id = await declaredImport(tested, request)
    await tested.moveTo(morningOf('2026-03-26'))
    await tested.settled()
    expect(await stageOf(id)).toBe('declared')
    await tested.moveTo(morningOf('2026-03-27'))
    await tested.settled()
    expect(await stageOf(id)).toBe('purged')
  })

  it('W19-1 a revocation ends it, in quarantine and in the workspace, and no act of the zone failed', async () => {
    const inWorkspace = await imported()
    const waiting = await quarantined({ dataset: 'waiting' })
    await deliberated(tested, 'revoke', authorization)
    const asked = { cause: 'violation', reason: '情节严重' }
    await tested.does('authority', { plural: 'authorizations', act: 'revoke', id: authorization, asked })
    await tested.settled()
    expect(await Promise.all([inWorkspace, waiting].map(stageOf))).toEqual(['purged', 'purged'])
    expect(await refusedUnder('operator', 'declare', undefined, importForm(request))).toEqual([422, ['A16', 'A10']])
    expect(tested.zoneFaults).toEqual([])
    expect((await replay(tested.running.db, tested.running.log, false)).differences).toEqual([])
  })
})
