import { afterEach, describe, expect, it } from 'vitest'
import { activeAuthorization, filedApplication, morningOf } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
afterEach(() => tested.stop())

const stateOf = async (plural: string, id: string) => (await tested.reads('authority', `/api/cases/${plural}/${id}`)).state
const stageOf = async (plural: string, id: string) => (await tested.reads('authority', `/api/cases/${plural}/${id}`)).stage

const others = '名称,统一社会信用代码\n某公司,'
const imported = async (list: string, issuedOn: string, uscc: string): Promise<string> => {
  const asked = { list, source: '信用信息共享平台', issuedOn, form: 'csv', content: `${others}${uscc}\n某个人,${issuedOn}\n` }
  const id = await tested.does('authority', { plural: 'name-lists', act: 'import', asked })
  await tested.settled()
  return id
}
const bothListing = async (issuedOn: string, uscc: string) => {
  await imported('dishonest-executee', issuedOn, uscc)
  return imported('major-tax-case', issuedOn, uscc)
}

describe('the lists of article 7', () => {
  it('W7-4 are asked by themselves as an application is accepted, out of the file that was imported', async () => {
    tested = await testPlatform({ zone: true })
    const listing = await bothListing('2026-03-01', usccOf('consumer'))
    const id = await filedApplication(tested)
    await tested.does('authority', { plural: 'applications', act: 'accept', id })
    await tested.settled()
    const { sha256, rows, organizations, unread } = await stateOf('name-lists', listing)
    expect({ rows, organizations, unread }).toEqual({ rows: 2, organizations: 1, unread: 1 })
    expect((await stateOf('applications', id)).listChecks).toMatchObject([
      { list: 'dishonest-executee', result: 'clear', issuedOn: '2026-03-01', checkedOn: '2026-03-02' },
      { list: 'major-tax-case', result: 'clear', snapshot: sha256, source: '信用信息共享平台' },
    ])
  })

  it('W7-5 are asked again each month of the term; a newer list with the operator on it suspends by itself', async () => {
    tested = await testPlatform({ zone: true })
    const first = await bothListing('2026-03-01', usccOf('consumer'))
    const id = await activeAuthorization(tested)
    await tested.moveTo(morningOf('2026-04-12'))
    await tested.settled()
    expect(await stateOf('authorizations', id)).toMatchObject({
      recheckedOn: '2026-04-12',
      listChecks: [{ result: 'clear' }, { result: 'clear' }],
    })

    await imported('major-tax-case', '2026-04-10', usccOf('operator'))
    expect(await stageOf('name-lists', first)).toBe('superseded')
    expect(await stageOf('authorizations', id)).toBe('active')
    // The imported list of dishonest debtors is of 1 March: sixty days later it is too old to clear anybody.
    await tested.moveTo(morningOf('2026-05-13'))
    await tested.settled()
    const { listChecks, listFaults, rectification } = await stateOf('authorizations', id)
    expect(
      listChecks.map(({ list, result, checkedOn }: { list: string; result: string; checkedOn: string }) => [list, result, checkedOn]),
    ).toEqual([
      ['dishonest-executee', 'clear', '2026-04-12'],
      ['major-tax-case', 'hit', '2026-05-13'],
    ])
    expect(listFaults).toMatchObject([{ list: 'dishonest-executee', on: '2026-05-13' }])
    expect([await stageOf('authorizations', id), rectification.violation]).toEqual(['suspended', 'law-broken'])
    expect(tested.zoneFaults).toEqual([])
  })

  it('W7-4 a source that is not there is recorded as not checked when somebody asks, and passes nobody', async () => {
    tested = await testPlatform({ zone: true })
    const id = await filedApplication(tested)
    await tested.does('authority', { plural: 'applications', act: 'accept', id })
    await tested.does('authority', { plural: 'applications', act: 'request-list-check', id })
    await tested.settled()
    expect(await stateOf('applications', id)).toMatchObject({ listChecks: [], listFaults: [{ fault: 'no source for this list' }, {}] })
  })
})
