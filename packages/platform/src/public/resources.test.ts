import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { morningOf } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let item: string
beforeAll(async () => {
  tested = await testPlatform()
  item = await registeredItem(tested)
  await tested.does('authority', {
    plural: 'parameters',
    act: 'set',
    asked: {
      parameter: 'nationalOverlay',
      value: 'on',
      from: '2026-03-03',
      valueStanding: 'recommended',
      source: '市数据主管部门决定',
      reason: '适用国家规定',
    },
  })
  await tested.moveTo(morningOf('2026-03-03'))
})
afterAll(() => tested.stop())

const file = {
  registrant: '市交通运输局',
  lawfulSource: '履职中采集',
  description: '各站水位',
  productsAndServices: '水位查询接口',
  usedIn: '防汛服务',
  riskAssessment: '已评估',
  depositNumber: 'CZ-1',
  depositedOn: '2026-03-02',
}
const post = async (login: string, act: string, asked: object = {}) =>
  (await tested.signedIn(login)).post(`/api/cases/resource-registrations/${item}/acts/${act}`, asked)
const rulesOf = ({ body }: { readonly body: { readonly refusals: readonly { readonly rule: string }[] } }) =>
  body.refusals.map(({ rule }) => rule)

let receipt = ''

describe('the registration of a resource, through HTTP', () => {
  it('N1-2 N1-5 goes from the file to the notice under the national rules', async () => {
    const agency = await tested.signedIn('transport')
    const lacking = await agency.post('/api/cases/resource-registrations/acts/submit', { item, file: { ...file, riskAssessment: '' } })
    expect([lacking.status, rulesOf(lacking)]).toEqual([422, ['N1-2']])
    expect((await agency.post('/api/cases/resource-registrations/acts/submit', { item, file })).status).toBe(200)
    expect((await post('registrar', 'accept')).status).toBe(200)
    expect((await post('registrar', 'pass-review', { finding: '形式完备' })).status).toBe(200)
    expect(rulesOf(await post('registrar', 'open-notice', { workdays: 9, summary: '水位数据' }))).toEqual(['N1-5'])
    expect((await tested.passerBy.get(`/resources/${item}`)).status).toBe(404)
    expect((await post('registrar', 'open-notice', { workdays: 10, summary: '各站每小时水位，首次登记' })).status).toBe(200)
  })

  it('N1-6 anybody objects on the public page, in a real name; only the registrar reads who', async () => {
    const { body } = await tested.passerBy.get(`/resources/${item}`)
    expect(body).toContain('各站每小时水位，首次登记')
    expect(body).toContain('首次登记')
    const objection = { realName: '吴某某', contact: '0510-8100', ground: '来源存疑', evidence: '见照片' }
    const nameless = await tested.passerBy.send(`/resources/${item}/objections`, { ...objection, realName: '' })
    expect([nameless.status, nameless.body.includes('N1-6'), nameless.body.includes('来源存疑')]).toEqual([422, true, true])
    const taken = await tested.passerBy.send(`/resources/${item}/objections`, objection)
    receipt = /<code>(resource-registration\/\S+@\d+-[0-9A-F]{16})<\/code>/.exec(taken.body)?.[1] ?? ''
    expect([taken.status, receipt === '']).toEqual([200, false])
    expect((await tested.passerBy.get(`/resources/${item}`)).body).not.toContain('吴某某')
    const historyOf = async (login: string) =>
      JSON.stringify((await tested.reads(login, `/api/cases/resource-registrations/${item}`)).history)
    expect(await historyOf('registrar')).toContain('吴某某')
    expect(await historyOf('transport')).not.toContain('吴某某')
    expect(await historyOf('consumer')).not.toContain('来源存疑')
  })

  it('A24 a receipt tells nothing of an objection in a later notice: what was refused before an answer says so', async () => {
    const first = receipt
    const standing = async (one: string) => (await tested.passerBy.send('/objections', { receipt: one })).body
    expect(await standing(first)).toContain('处理中')
    expect((await post('registrar', 'refuse', { reason: '权属不清' })).status).toBe(200)
    expect(await standing(first)).toContain('异议不再单独答复')
    const again = await (await tested.signedIn('transport')).post('/api/cases/resource-registrations/acts/submit', { item, file })
    expect(again.status).toBe(200)
    await post('registrar', 'accept')
    await post('registrar', 'pass-review', { finding: '形式完备' })
    expect((await post('registrar', 'open-notice', { workdays: 10, summary: '各站每小时水位，再次登记' })).status).toBe(200)
    const objection = { realName: '郑某某', contact: '0510-8200', ground: '来源仍存疑', evidence: '见照片' }
    const taken = await tested.passerBy.send(`/resources/${item}/objections`, objection)
    receipt = /<code>(resource-registration\/\S+-[0-9A-F]{16})<\/code>/.exec(taken.body)?.[1] ?? ''
    expect([await standing(receipt), await standing(first)].map((body) => body.includes('处理中'))).toEqual([true, false])
  })

  it('N1-5 N1-6 N1-7 gets its own code when the notice is over and the objection answered', async () => {
    const asked = { validTo: '2029-03-18' }
    expect(rulesOf(await post('registrar', 'register', { validTo: '2029-03-03' }))).toEqual(['N1-5', 'N1-6'])
    const answer = { number: 1, conclusion: 'dismissed', answer: '经核实来源合法' }
    expect((await post('registrar', 'answer-objection', answer)).status).toBe(200)
    const { body: told } = await tested.passerBy.send('/objections', { receipt })
    expect([told.includes('经核实来源合法'), told.includes('郑某某')]).toEqual([true, false])
    await tested.moveTo(morningOf('2026-03-18'))
    expect(rulesOf(await post('registrar', 'register', { validTo: '2029-03-19' }))).toEqual(['N1-7'])
    expect((await post('registrar', 'register', asked)).status).toBe(200)
    const { body } = await tested.passerBy.get('/resources?lang=en')
    expect(body).toContain('WXR-2026-00001')
    expect(body).toContain('Registered resources')
  })
})

describe('the maximum permitted revenue, through HTTP', () => {
  const asked = {
    operator: usccOf('operator'),
    from: '2026-01-01',
    to: '2026-12-31',
    costFen: 100_000,
    profitFen: 5_000,
    taxFen: 6_000,
    maximumFen: 111_000,
    basis: '成本监审报告',
    profitBasis: '按项目测算',
  }
  it('N3-1 N3-2 N3-3 is proposed by the market body, determined with the data authority, once a period', async () => {
    const market = await tested.signedIn('market')
    const propose = (change: object) => market.post('/api/cases/permitted-revenues/acts/propose', { ...asked, ...change })
    expect(rulesOf(await propose({ maximumFen: 111_001 }))).toEqual(['N3-1'])
    expect(rulesOf(await propose({ profitBasis: '' }))).toEqual(['N3-3'])
    const proposed = await propose({})
    expect(proposed.status).toBe(200)
    await tested.does('authority', { plural: 'permitted-revenues', act: 'confirm', id: proposed.body.id })
    const again = await propose({ from: '2026-12-31', to: '2027-12-31' })
    expect(again.body.refusals).toMatchObject([{ code: 'period-taken' }])
  })
})
