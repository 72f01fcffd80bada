import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandOf } from '../commands/index.ts'
import { actNamed } from '../http/cases.ts'
import { platformItself } from '../reactions/reaction.ts'
import { activeAuthorization, morningOf } from '../scenes/admission.ts'
import { openedRequest, registeredItem } from '../scenes/conduct.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
const ours = usccOf('authority')
const theirs = usccOf('operator')
/** As the platform does by itself, where no day begins by itself. */
const platformDoes = async (act: string, id: string, asked: Readonly<Record<string, unknown>> = {}) => {
  const command = commandOf('disclosure')
  return (await tested.running.perform(command, actNamed(command, act), { id, asked, by: platformItself })).ok
}

beforeAll(async () => {
  tested = await testPlatform()
  await openedRequest(tested, await activeAuthorization(tested), await registeredItem(tested))
  const asked = {
    parameter: 'nationalOverlay',
    value: 'on',
    from: '2026-05-06',
    valueStanding: 'recommended',
    source: '市数据主管部门决定',
    reason: '适用国家规定',
  }
  await tested.does('authority', { plural: 'parameters', act: 'set', asked })
  for (const [organization, discloser] of [
    [ours, 'implementing'],
    [theirs, 'operator'],
  ] as const)
    await platformDoes('expect', `2026.${organization}`, { year: 2026, organization, discloser })
})
afterAll(() => tested.stop())

const publicList = async () => (await tested.passerBy.get('/disclosures?lang=en')).body

describe('the disclosure of a year', () => {
  it('A24 is on no page while the year is under way', async () => {
    expect(await platformDoes('open', `2026.${theirs}`)).toBe(false)
    expect(await publicList()).toContain('No year is to be disclosed at the moment.')
  })

  it('N4-2 takes what the platform knows, and what it does not know is told in words', async () => {
    await tested.moveTo(morningOf('2027-01-04'))
    expect([await platformDoes('open', `2026.${ours}`), await platformDoes('open', `2026.${theirs}`)]).toEqual([true, true])
    const operator = await tested.signedIn('operator')
    const publish = (asked: object) => operator.post(`/api/cases/disclosures/2026.${theirs}/acts/publish`, asked)
    const refused = await publish({ about: '运河数据运营有限公司' })
    expect(refused.body.refusals).toMatchObject([{ rule: 'N4-2' }])
    expect((await publish({ about: '运河数据运营有限公司', products: '尚无产品', prices: '尚未定价' })).status).toBe(200)
    const { body } = await tested.passerBy.get(`/disclosures/2026.${theirs}`)
    for (const text of ['运河数据运营有限公司', '水位数据', '市交通运输局', '尚未定价']) expect(body).toContain(text)
  })

  it('N4-3 what is missing after March is red, whether or not the day has been gone through', async () => {
    await tested.moveTo(morningOf('2027-03-31'))
    expect(await publicList()).not.toContain('class="missing"')
    await tested.moveTo(morningOf('2027-04-01'))
    expect((await publicList()).match(/class="missing"/g)).toHaveLength(1)
    expect(await platformDoes('note-overdue', `2026.${theirs}`)).toBe(false)
    expect(await platformDoes('note-overdue', `2026.${ours}`)).toBe(true)
    expect((await publicList()).match(/class="missing"/g)).toHaveLength(1)
    expect((await tested.passerBy.get(`/disclosures/2026.${ours}`)).status).toBe(404)
  })

  it('N4-1 N4-3 comes late all the same, and says that it is late', async () => {
    const asked = { about: '市数据局', ceilings: '本年度没有有偿产品' }
    await tested.does('authority', { plural: 'disclosures', act: 'publish', id: `2026.${ours}`, asked })
    const page = await publicList()
    expect(page).not.toContain('class="missing"')
    expect(page).toContain('Published on 2027-04-01 (late)')
    expect((await tested.passerBy.get(`/disclosures/2026.${ours}`)).body).toContain('运河数据运营有限公司')
  })
})
