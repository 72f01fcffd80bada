import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization } from '../scenes/admission.ts'
import { publishedProduct } from '../scenes/circulation.ts'
import { deliverAgain, deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { pathOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

/** Nothing answers there. */
const nowhere = { kind: 'postgres', host: '127.0.0.1', port: 1, database: 'none', user: 'none', timeoutSeconds: 5 } as const
const sources = { registry: { ...nowhere, tables: { fees: { table: 'fees', dataset: 'fees', columns: {} } } } }

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform({ zone: true, sources })
})
afterAll(() => tested.stop())

const caseOf = async (plural: string, id: string, login = 'authority') =>
  (await (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)).body
const refused = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string; code: string }) => `${one.rule} ${one.code}`) : status
}
/** The zone's word is heard as the clock is moved: by a minute, so that the day stays the same. */
const heard = async () => {
  await tested.moveTo(new Date(Date.parse(tested.clock.now()) + 60_000).toISOString())
  await tested.settled()
}

const mobiles = (count: number) =>
  `号码;城区;费用\n${Array.from({ length: count }, (_, at) => `138${String(10_000_000 + at * 7)};区${at % 5};${at % 90}`).join('\n')}\n`

describe('W6-2 what the zone finds a column to be', () => {
  it('W6-2 is shown as open, decided by its agency alone, and the zone’s contract follows before the data is granted', async () => {
    const fields = [
      { name: 'contact', type: 'text', personal: 'none', required: true, title: '号码', grade: 'general-1' },
      { name: 'district', type: 'text', personal: 'none', required: true, title: '城区', grade: 'general-1' },
      { name: 'fee', type: 'integer', personal: 'none', required: false, title: '费用', grade: 'general-1' },
    ]
    const form = {
      title: '缴费记录',
      dataset: 'fees',
      domain: 'transport',
      fields,
      openAttribute: 'conditional',
      secrecy: false,
      updateCycle: '每日',
      summary: '缴费记录。',
    }
    const id = await tested.does('transport', { plural: 'catalog-items', act: 'register', asked: form })
    await tested.settled()
    const { ticket } = await tested.asks('transport', '/api/tickets', { purpose: 'intake', case: id })
    expect(await tested.deliver(ticket, 'fees', mobiles(200))).toBe('accepted')
    await heard()
    const { state } = await caseOf('catalog-items', id)
    expect(state.deliveries).toMatchObject([
      { version: 1, rows: 200, mode: 'whole', person: 'p-transport', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(state.classification).toMatchObject([{ name: 'contact', kind: 'mobile', personal: 'identifier', standing: 'open' }])
    expect(JSON.stringify(state)).not.toMatch(/138[0-9]{8}/)
    const asked = { columns: [{ name: 'contact', personal: 'identifier', grade: 'general-3' }] }
    const deed = { plural: 'catalog-items', act: 'confirm-classification', id, asked }
    expect(await refused('statistics', deed)).toEqual(['W6-2 not-your-item'])
    expect(await refused('transport', { ...deed, asked: { columns: [{ ...asked.columns[0], personal: 'none' }] } })).toEqual([
      'W6-2 override-without-reason',
    ])
    await tested.does('transport', deed)
    await tested.settled()
    expect((await caseOf('catalog-items', id)).state).toMatchObject({ contractBehind: false, classification: [{ standing: 'confirmed' }] })
    expect((await tested.zone?.dataset('fees'))?.columns[0]).toMatchObject({ name: 'contact', personal: 'identifier', title: '号码' })
  })

  it('A12 a pull that brings nothing comes to the agency, and goes once it is stopped', async () => {
    const { rows } = await tested.reads('transport', '/api/cases/catalog-items')
    const { id } = rows.find(({ title }: { title: string }) => title === '缴费记录')
    const pulls = tested.zone?.pulls
    const steward = { person: 'p-transport', organization: 'transport' }
    const wish = { source: 'registry', table: 'fees', mode: 'whole', every: 'day', hour: 12 } as const
    expect(await pulls?.set(steward, 'fees', wish)).toBe(true)
    await tested.moveTo('2026-03-02T12:30:00+08:00')
    await tested.zone?.look()
    const itemOf = async () => (await caseOf('catalog-items', id, 'transport')).state.pullTrouble
    await heard()
    expect(await itemOf()).toBe('pull-refused')
    await pulls?.end(steward, 'fees')
    await heard()
    expect(await itemOf()).toBeUndefined()
  })

  it('W2-1 a sample is read for whoever may register an item, and for nobody else', async () => {
    const ask = async (login: string) => (await tested.signedIn(login)).post('/api/tickets', { purpose: 'sample' })
    expect((await ask('operator')).status).toBe(404)
    const { status, body } = await ask('transport')
    expect(status).toBe(200)
    expect(body.performed).toBeUndefined()
    const pass = await tested.zone?.enter(`Ticket ${body.ticket}`, [{ purpose: 'sample', scope: '*' }])
    expect(pass?.ok).toBe(true)
    expect((await tested.zone?.enter(`Ticket ${body.ticket}`, [{ purpose: 'intake', scope: 'fees' }]))?.ok).toBe(false)
  })
})

describe('W13-1 an objection that is upheld', () => {
  it('W13-1 leads to a reply, a new version, and a word to every product that rests on the data', async () => {
    const authorization = await activeAuthorization(tested)
    const item = await deliveredItem(tested)
    await heard()
    const request = await openedRequest(tested, authorization, item)
    const product = await publishedProduct(tested, request)
    const plural = 'data-objections'
    const id = await tested.does('operator', { plural, act: 'raise', asked: { item, target: '水位', evidence: '与公告不一致' } })
    const deed = (act: string, asked: unknown = {}) => ({ plural, act, id, asked })
    await tested.does('transport', deed('accept'))
    expect(await refused('transport', deed('close'))).toEqual(['W13-1 not-answered'])
    await tested.does('transport', deed('answer', { outcome: 'upheld', reason: '录入有误' }))
    expect(await refused('transport', deed('close'))).toEqual(['W13-1 no-new-version'])
    await deliverAgain(tested, item)
    await heard()
    expect((await tested.zone?.workspace(request))?.tables[0]).toMatchObject({ table: 'readings', datasetVersion: 1, newestVersion: 2 })
    await tested.does('transport', deed('close'))
    await tested.settled()
    const told = await caseOf('products', product, 'operator')
    expect(told.state.renewals).toEqual([{ objection: id, item, version: 2, handling: 'open', statement: '' }])
    const { body } = await (await tested.signedIn('operator')).get('/api/notices')
    const telling = { plural: 'products', id: product, kind: 'turn' }
    const group = { notices: expect.arrayContaining([expect.objectContaining(telling)]) }
    expect(body.groups).toContainEqual(expect.objectContaining(group))
    const handled = { objection: id, handling: 'not-affected', statement: '只用站点名称，未受影响' }
    expect(await refused('authority', { plural: 'products', act: 'handle-data-renewal', id: product, asked: handled })).toContain(
      'A13 not-yours-to-do',
    )
    await tested.does('operator', { plural: 'products', act: 'handle-data-renewal', id: product, asked: handled })
    expect((await caseOf('products', product)).state.renewals).toMatchObject([{ handling: 'not-affected' }])
    expect(tested.zoneFaults).toEqual([])
  })
})
