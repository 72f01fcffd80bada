import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../commands/index.ts'
import { referenceIn } from '../commands/region.ts'
import { applicationForm, callForm, publishedCall } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
/** A call of Jiangyin, an application to it, and a call of the city. */
let call: string
let application: string
let ofTheCity: string
beforeAll(async () => {
  tested = await testPlatform()
  const asked = callForm({ title: '江阴市公交数据申报通告', reviewBodies: [usccOf('jiangyin-transport')] })
  call = await tested.does('jiangyin', { plural: 'calls', act: 'publish', asked })
  application = await tested.does('operator', { plural: 'applications', act: 'submit', asked: applicationForm(call) })
  ofTheCity = await publishedCall(tested)
})
afterAll(() => tested.stop())

const get = async (login: string, path: string) => (await tested.signedIn(login)).get(path)
const idsIn = async (login: string, path: string): Promise<readonly string[]> =>
  (await get(login, path)).body.rows.map(({ id }: { id: string }) => id)
const statuses = (login: string, ...paths: readonly string[]) => Promise.all(paths.map(async (path) => (await get(login, path)).status))

describe('A4 a call of a district', () => {
  it('A4 is of Jiangyin, and so is the application that rests on it, whoever applies', async () => {
    const rows = await tested.running.db
      .selectFrom('cases')
      .select(['id', 'region'])
      .where('id', 'in', [call, application, ofTheCity])
      .execute()
    expect(Object.fromEntries(rows.map(({ id, region }) => [id, region]))).toEqual({
      [call]: '320281',
      [application]: '320281',
      [ofTheCity]: '320200',
    })
    expect((await get('jiangyin', `/api/cases/calls/${call}`)).body.state.regionCode).toBe('320281')
  })

  it('A4 is seen and dealt with by the data authority of Jiangyin', async () => {
    expect(await idsIn('jiangyin', '/api/cases/calls')).toEqual([call])
    expect(await idsIn('jiangyin', '/api/cases/applications')).toEqual([application])
    expect(await idsIn('jiangyin', '/api/inbox')).toContain(application)
    await tested.does('jiangyin', { plural: 'applications', act: 'accept', id: application })
  })

  it('A4 is nothing to Yixing: no list, no page, no calendar, no search, and no act', async () => {
    const yixing = await tested.signedIn('yixing')
    for (const path of ['/api/cases/calls', '/api/cases/applications', '/api/inbox', '/api/cases/calls?q=江阴'])
      expect({ path, rows: (await yixing.get(path)).body.rows }).toEqual({ path, rows: [] })
    expect(await statuses('yixing', `/api/cases/calls/${call}`, `/api/cases/applications/${application}`)).toEqual([404, 404])
    const clocks = (await yixing.get('/api/clocks')).body
    expect(JSON.stringify(clocks)).not.toContain(call)
    expect((await yixing.post(`/api/cases/calls/${call}/acts/amend`, callForm())).status).toBe(404)
    expect((await yixing.post(`/api/cases/applications/${application}/acts/accept`)).status).toBe(404)
  })

  it('A4 is nothing to Yixing even for whoever would reach past the door: the law itself refuses', async () => {
    const { running } = tested
    const command = commands.find(({ procedure }) => procedure.name === 'call')
    const act = command?.procedure.acts.find(({ name }: { name: string }) => name === 'call.amend')
    if (!command || !act) throw new Error('could not find call.amend')
    const by = { person: 'p-yixing', organization: usccOf('yixing'), roles: ['district-authority' as const], regionCode: '320282' }
    const outcome = await running.perform(command, act, { id: call, asked: act.asks.parse(callForm()), by })
    expect(outcome).toMatchObject({
      ok: false,
      refusals: expect.arrayContaining([expect.objectContaining({ rule: 'A4', code: 'other-region' })]),
    })
  })

  it('A4 is seen by the city, together with its own', async () => {
    expect(await idsIn('authority', '/api/cases/calls')).toEqual(expect.arrayContaining([call, ofTheCity]))
    expect(await statuses('authority', `/api/cases/calls/${call}`, `/api/cases/applications/${application}`)).toEqual([200, 200])
    expect(await statuses('cyberspace', `/api/cases/calls/${call}`)).toEqual([200])
    expect(await statuses('auditadmin', `/api/cases/calls/${call}`)).toEqual([200])
  })

  it('A4 names its region on the public page, where everybody reads it', async () => {
    const list = await tested.passerBy.get('/calls')
    expect(list.body).toContain('江阴市')
    expect((await tested.passerBy.get(`/calls/${call}`)).body).toContain('江阴市')
    expect((await tested.passerBy.get(`/calls/${ofTheCity}`)).body).toContain('无锡市')
    expect((await tested.passerBy.get(`/calls/${call}?lang=en`)).body).toContain('Jiangyin City')
  })

  it('A4 is open to operators of everywhere', async () => {
    expect(await statuses('operator', `/api/cases/calls/${call}`, `/api/cases/applications/${application}`)).toEqual([200, 200])
  })
})

describe('A4 what the city has', () => {
  it("A4 is not a district's to see or to act on", async () => {
    expect(await idsIn('jiangyin', '/api/cases/calls')).not.toContain(ofTheCity)
    expect(await statuses('jiangyin', `/api/cases/calls/${ofTheCity}`, '/api/accounts', '/api/audit')).toEqual([404, 404, 404])
  })

  it('A5 a district is offered no deliberation, no number and no venue to open, and is refused one it asks for', async () => {
    const { body } = await get('jiangyin', '/api/procedures')
    const open = body.flatMap(({ procedure, opening }: { procedure: string; opening: { name: string }[] }) =>
      opening.map(({ name }) => ({ procedure, name })),
    )
    const kinds = new Set(open.map(({ procedure }: { procedure: string }) => procedure))
    expect(kinds.has('call')).toBe(true)
    for (const kind of ['deliberation', 'venue', 'parameter', 'interpretation', 'succession', 'zone', 'expert'])
      expect({ kind, open: kinds.has(kind) }).toEqual({ kind, open: false })
    const asked = { type: 'grant', subject: application, agenda: '审议', members: [usccOf('cyberspace-mechanism')] }
    const refused = await (await tested.signedIn('jiangyin')).post('/api/cases/deliberations/acts/convene', asked)
    expect(refused.status).toBe(422)
    expect(refused.body.refusals).toContainEqual(expect.objectContaining({ rule: 'A4', code: 'other-region' }))
  })

  it('A4 the catalog is one: a district reads what every operator may, and lists what is its own', async () => {
    const city = await tested.does('transport', { plural: 'catalog-items', act: 'register', asked: itemForm('of_the_city') })
    const secret = await tested.does('transport', {
      plural: 'catalog-items',
      act: 'register',
      asked: { ...itemForm('of_nobody'), secrecy: true },
    })
    const theirs = await tested.does('jiangyin-transport', { plural: 'catalog-items', act: 'register', asked: itemForm('of_jiangyin') })
    expect(await idsIn('yixing', '/api/cases/catalog-items')).toEqual(expect.arrayContaining([city, theirs]))
    expect(await statuses('yixing', `/api/cases/catalog-items/${secret}`)).toEqual([404])
    const govern = await (await tested.signedIn('jiangyin-transport')).post(`/api/cases/catalog-items/${city}/acts/govern`, {
      statement: '已治理',
    })
    expect(govern.body.refusals.map(({ code }: { code: string }) => code)).toContain('other-region')
  })

  it('A4 organizations of other districts are not offered to a district', async () => {
    const offered = async (login: string): Promise<readonly string[]> =>
      (await get(login, '/api/organizations')).body.map(({ uscc }: { uscc: string }) => uscc)
    expect(await offered('jiangyin')).toEqual(expect.arrayContaining([usccOf('jiangyin-transport'), usccOf('police')]))
    expect(await offered('jiangyin')).not.toContain(usccOf('yixing'))
    expect(await offered('authority')).toEqual(expect.arrayContaining([usccOf('jiangyin'), usccOf('yixing')]))
  })
})

describe('A4 every case that rests on another', () => {
  const opening = commands.flatMap(({ procedure }) =>
    (procedure.acts as readonly { name: string; asks: Parameters<typeof referenceIn>[0]['asks'] }[]).map((act) => ({
      name: act.name,
      act,
    })),
  )

  it.each([
    ['application.submit', 'call'],
    ['authorization.grant', 'application'],
    ['data-request.submit', 'authorization'],
    ['product.draft', 'data-request'],
    ['subscription.apply', 'product'],
    ['bill.draft', 'product'],
    ['distribution.agree', 'product'],
    ['report.submit', 'authorization'],
    ['inspection.plan', 'authorization'],
    ['assessment.plan', 'authorization'],
    ['risk-report.raise', 'data-request'],
    ['destruction.open', 'data-request'],
    ['data-objection.raise', 'catalog-item'],
  ])('A4 %s takes over the region of the %s', (name, parent) => {
    const found = opening.find((one) => one.name === name)
    expect(found && referenceIn(found.act)?.procedure.name).toBe(parent)
  })
})
