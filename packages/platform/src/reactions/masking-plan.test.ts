import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization } from '../scenes/admission.ts'
import { deliveredItem } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let item: string
let request: string
const conclusion = { pass: true, reason: '场景所需' }
const pass = { reasonable: conclusion, compliant: conclusion, secure: conclusion }
const fields = [
  { name: 'station', disclosure: 'join-key' },
  { name: 'level', disclosure: 'plain' },
]

beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  const authorization = await activeAuthorization(tested)
  item = await deliveredItem(tested)
  const asked = {
    authorization,
    scenario: 'water-levels',
    purpose: 'public-good',
    until: '2027-03-31',
    procedures: '操作规程',
    items: [{ item, reason: '场景所需', fields: fields.map((field) => ({ ...field, reason: '场景所需' })), rows: [] }],
  }
  request = await tested.does('operator', { plural: 'data-requests', act: 'submit', asked })
})
afterAll(() => tested.stop())

const planTicket = async (login: string) => (await tested.signedIn(login)).post('/api/tickets', { purpose: 'plan', case: request })
const seen = async () => (await (await tested.signedIn('authority')).get(`/api/cases/data-requests/${request}`)).body

describe('A12 those who review a request may plan how it is masked', () => {
  it('with a ticket that opens the datasets of its list to them and to nobody else, put on record', async () => {
    for (const login of ['authority', 'police', 'transport']) {
      const { status, body } = await planTicket(login)
      expect(status).toBe(200)
      expect(body.datasetByItem).toEqual({ [item]: 'readings' })
      const header = `Ticket ${body.ticket}`
      expect(await tested.zone?.enter(header, [{ purpose: 'plan', scope: 'readings' }])).toMatchObject({ ok: true })
      expect(await tested.zone?.enter(header, [{ purpose: 'plan', scope: 'residents' }])).toMatchObject({
        ok: false,
        refusal: 'out-of-scope',
      })
      expect(await tested.zone?.enter(header, [{ purpose: 'workbench', scope: request }])).toMatchObject({
        ok: false,
        refusal: 'wrong-purpose',
      })
    }
    expect((await planTicket('operator')).status).toBe(422)
    const { history } = await seen()
    expect(JSON.stringify(history).match(/MaskingPlanAsked/g)?.length).toBe(3)
  })

  it('A16 and when it is decided no more; renewed pseudonyms are written out by a signed order', async () => {
    for (const login of ['authority', 'police', 'transport'])
      await tested.does(login, { plural: 'data-requests', act: 'opine', id: request, asked: pass })
    const decision = {
      outcome: 'approve',
      items: [{ item, fields, rows: [] }],
      minimumGroup: 10,
      maximumRisk: 1,
      minimumIsolation: 'D',
      quasiIdentifiers: [],
    }
    await tested.does('authority', { plural: 'data-requests', act: 'decide', id: request, asked: decision })
    await tested.settled()
    expect((await planTicket('police')).status).toBe(422)
    expect((await seen()).stage).toBe('active')
    const renew = { plural: 'data-requests', act: 'renew-pseudonyms', id: request, asked: { reason: '假名被辨认' } }
    const refused = await (await tested.signedIn('police')).post(`/api/cases/data-requests/${request}/acts/renew-pseudonyms`, renew.asked)
    expect(refused.status).toBe(422)
    await tested.does('authority', renew)
    await tested.settled()
    expect((await seen()).stage).toBe('active')
    expect((await tested.zone?.workspace(request))?.stage).toBe('opened')
  })
})
