import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantedAuthorization, scenario } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
let report: string
const scenarioName = '水位查询'
beforeAll(async () => {
  tested = await testPlatform()
  authorization = await grantedAuthorization(tested)
  report = await tested.does('authority', {
    plural: 'inspections',
    act: 'plan',
    asked: { authorization, title: '专项检查', plannedFor: '2026-05-06' },
  })
})
afterAll(() => tested.stop())

const as = async (login: string, path: string, language = 'zh-CN') =>
  (await (await tested.signedIn(login)).get(path, { 'accept-language': language })).body
const titles = (rows: readonly { readonly title: string }[]) => rows.map(({ title }) => title)

describe('titles', () => {
  it('A9 of an authorization and of what rests on it name the scenario, in lists and on pages', async () => {
    expect(titles((await as('operator', '/api/cases/authorizations')).rows)).toEqual([expect.stringContaining(scenarioName)])
    expect((await as('operator', `/api/cases/authorizations/${authorization}`)).title).toContain(scenarioName)
    const { title } = await as('authority', `/api/cases/inspections/${report}`)
    expect(title).toMatch(new RegExp(`^专项检查 · ${scenarioName}`))
  })

  it('of everything that was played hold no id, no scenario code and no mark', async () => {
    const { db } = tested.running
    const streams = await db.selectFrom('cases').select(['procedure', 'id']).execute()
    const kinds = (await as('authority', '/api/procedures')).map(({ plural }: { readonly plural: string }) => plural)
    const pages = await Promise.all(kinds.map((plural: string) => as('authority', `/api/cases/${plural}?pageSize=200`, 'en')))
    const all = pages.flatMap(({ rows }) => titles(rows))
    expect(all.length).toBeGreaterThan(20)
    for (const title of all) {
      for (const { procedure, id } of streams) if (procedure !== 'person' && id.length > 6) expect(title).not.toContain(id)
      expect(title).not.toContain(scenario)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the signs of marks
      expect(title).not.toMatch(/[\u0001-\u0003]/)
    }
  })

  it('of accounts name the person to who administers accounts', async () => {
    const asked = { organization: usccOf('operator'), login: 'zhou.min', displayName: '周敏' }
    await tested.does('sysadmin', { plural: 'accounts', act: 'open', asked })
    expect(titles((await as('sysadmin', '/api/cases/accounts')).rows)).toContain('周敏')
  })

  it('are found by the names they borrow', async () => {
    const { rows } = await as('authority', `/api/cases/inspections?q=${encodeURIComponent(scenarioName)}`)
    expect(titles(rows)).toHaveLength(1)
    const { cases } = await as('authority', `/api/search?q=${encodeURIComponent(scenarioName)}`)
    expect(cases.map(({ plural }: { readonly plural: string }) => plural)).toEqual(
      expect.arrayContaining(['authorizations', 'inspections']),
    )
  })

  it('are not found by what only a mark says', async () => {
    expect((await as('authority', '/api/cases/inspections?q=authorization')).rows).toEqual([])
  })

  it('W27-1 follow an organization that is renamed', async () => {
    const asked = {
      organization: usccOf('operator'),
      weight: 'ordinary',
      finding: '未按期报送',
      basis: '信用管理规定',
      until: '2027-03-01',
      decisionNumber: '锡市监〔2026〕7号',
      from: tested.clock.now().slice(0, 10),
    }
    const id = await tested.does('market', { plural: 'credit-records', act: 'record', asked })
    await tested.does('authority', { plural: 'organizations', act: 'rename', id: usccOf('operator'), asked: { name: '太湖数据集团' } })
    expect((await as('market', `/api/cases/credit-records/${id}`)).title).toBe('太湖数据集团 · 锡市监〔2026〕7号')
  })
})

describe('a case page', () => {
  it('A9 says what the numbers in it stand for', async () => {
    const { named } = await as('operator', `/api/cases/authorizations/${authorization}`)
    expect(named[scenario]).toEqual({ title: scenarioName })
  })
})
