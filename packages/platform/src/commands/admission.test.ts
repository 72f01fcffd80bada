import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization, deliberated } from '../scenes/admission.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let id: string
beforeAll(async () => {
  tested = await testPlatform()
  id = await activeAuthorization(tested)
})
afterAll(() => tested.stop())

const deed = (act: string, asked: unknown = {}) => ({ plural: 'authorizations', act, id, asked })
const terminating = () => deed('terminate', { reason: '整改不到位' })
const refusedUnder = async (login: string, asking: ReturnType<typeof deed>) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(asking), asking.asked)
  return status === 422 ? body.refusals.map((one: { rule: string }) => one.rule) : status
}
const failed = async () => {
  await tested.does('authority', deed('order-rectification', { violation: 'misuse', finding: '超范围使用', due: '2026-04-01' }))
  await tested.does('operator', deed('report-rectification', { feedback: '整改报告' }))
  await tested.does('authority', deed('reject-rectification', { reason: '未到位' }))
}
const votedDown = async () => {
  const members = ['authority', 'cyberspace', 'police'].map((body) => `${body}-mechanism`)
  const asked = { type: 'terminate', subject: id, agenda: '再次审议', members: members.map(usccOf) }
  const again = await tested.does('authority', { plural: 'deliberations', act: 'convene', asked })
  for (const login of members)
    await tested.does(login, { plural: 'deliberations', act: 'vote', id: again, asked: { vote: 'against', opinion: '不同意' } })
  await tested.does('authority', { plural: 'deliberations', act: 'resolve', id: again, asked: { minutes: '未予通过' } })
}

describe('W5-2 for what a resolution holds', () => {
  it('W5-2 a passed termination does not outlive the rectification it was passed on', async () => {
    const convening = {
      type: 'terminate',
      subject: id,
      agenda: '审议',
      members: ['authority', 'police', 'justice'].map((one) => usccOf(`${one}-mechanism`)),
    }
    const convened = await (await tested.signedIn('authority')).post('/api/cases/deliberations/acts/convene', convening)
    expect(convened.body.refusals).toMatchObject([{ rule: 'W5-2', code: 'rectification-not-failed' }])
    await failed()
    await deliberated(tested, 'terminate', id)
    await tested.does('operator', deed('report-rectification', { feedback: '再次整改' }))
    await tested.does('authority', deed('resume', { acceptance: '验收通过' }))
    await failed()
    expect(await refusedUnder('authority', terminating())).toEqual(['W5-2'])
  })

  it('W5-2 the newest word counts: what was voted down after it had passed is not passed', async () => {
    await deliberated(tested, 'terminate', id)
    tested.clock.moveTo(new Date(Date.parse(tested.clock.now()) + 60_000).toISOString() as never)
    await votedDown()
    expect(await refusedUnder('authority', terminating())).toEqual(['W5-2'])
    tested.clock.moveTo(new Date(Date.parse(tested.clock.now()) + 60_000).toISOString() as never)
    await deliberated(tested, 'terminate', id)
    expect(await refusedUnder('authority', terminating())).toBe(200)
  })
})
