import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationForm, publishedCall } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let call: string
let application: string
beforeAll(async () => {
  tested = await testPlatform()
  for (const login of ['authority', 'operator', 'consumer', 'justice', 'yixing', 'expert1']) await tested.signedIn(login)
  call = await publishedCall(tested)
  await tested.moveTo('2026-03-02T10:00:00+08:00')
  application = await tested.does('operator', { plural: 'applications', act: 'submit', asked: applicationForm(call) })
})
afterAll(() => tested.stop())

const visit = async (login: string) => tested.signedIn(login)
const homeOf = async (login: string) => (await (await visit(login)).get('/api/home')).body
const named = (rows: readonly { readonly plural: string; readonly id: string }[]) => rows.map(({ plural, id }) => `${plural}/${id}`)

describe('the home of a person', () => {
  it('says what waits, by kind, with the nearest last day', async () => {
    const { waiting } = await homeOf('authority')
    expect(waiting).toContainEqual({ plural: 'applications', count: 1 })
    expect((await homeOf('consumer')).waiting).toEqual([])
  })

  it('shows what others changed since the person first came, with what happened, and nothing the person did', async () => {
    const { since, changes } = await homeOf('authority')
    expect(since).toBeDefined()
    const found = changes.find(({ id }: { readonly id: string }) => id === application)
    expect(found.events.map(({ type }: { readonly type: string }) => type)).toContain('ApplicationSubmitted')
    expect(named(changes)).not.toContain(`calls/${call}`)
    expect(named((await homeOf('operator')).changes)).not.toContain(`applications/${application}`)
  })

  it('shows nothing of a case that the person may not see, also where the person follows it', async () => {
    const { db } = tested.running
    const follow = { person: 'p-consumer', procedure: 'application', id: application, since: tested.clock.now() }
    await db.insertInto('follows').values(follow).execute()
    const { changes, follows } = await homeOf('consumer')
    expect([...named(changes), ...named(follows)]).not.toContain(`applications/${application}`)
  })

  it('has nothing new once the person has looked, and again what comes after', async () => {
    const authority = await visit('authority')
    const { changes } = await homeOf('authority')
    expect((await authority.post('/api/home/looked', { at: changes[0].updatedAt })).status).toBe(200)
    expect((await homeOf('authority')).changes).toEqual([])
  })

  it('never takes what has not happened yet for seen', async () => {
    const { body } = await (await visit('justice')).post('/api/home/looked', { at: '2099-01-01T00:00:00.000Z' })
    expect(body.since.slice(0, 16)).toBe('2026-03-02T02:00')
  })
})

describe('following a case', () => {
  it('is kept with the person, wherever one signs in, until it is ended', async () => {
    const expert = await visit('expert1')
    const path = `/api/follows/calls/${call}`
    expect((await expert.post(path, { following: true })).body).toEqual({ plural: 'calls', id: call, following: true })
    expect((await expert.get(path)).body.following).toBe(true)
    expect(named((await homeOf('expert1')).follows)).toEqual([`calls/${call}`])
    expect(named((await homeOf('justice')).follows)).toEqual([])
    await expert.post(path, { following: false })
    expect((await homeOf('expert1')).follows).toEqual([])
  })

  it('is not possible where the case may not be seen, which is not told apart from a case that is not there', async () => {
    const consumer = await visit('consumer')
    const [hidden, missing] = await Promise.all(
      [application, 'nothing'].map((id) => consumer.post(`/api/follows/applications/${id}`, { following: true })),
    )
    expect([hidden?.status, missing?.status]).toEqual([404, 404])
    expect(hidden?.body).toEqual(missing?.body)
  })
})

it('every act of the law that people do is listed with who does it and its rules, and whose it is', async () => {
  const { body } = await (await visit('expert1')).get('/api/acts')
  const found = (name: string) => body.find((one: { readonly name: string }) => one.name === name)
  expect(found('call.publish')).toMatchObject({ plural: 'calls', roles: ['data-authority'], isYours: false })
  expect(found('call.publish').rules).toContain('A9')
  expect(found('expert.declare-relations')?.isYours).toBe(true)
  expect(found('application.lapse')).toBeUndefined()
})

describe('the search', () => {
  const find = async (login: string, q: string) => (await (await visit(login)).get(`/api/search?q=${encodeURIComponent(q)}`)).body

  it('finds a Chinese text by two characters, a case by its number, cases of an organization by its name', async () => {
    expect(named((await find('expert1', '水位')).cases)).toContain(`calls/${call}`)
    expect(named((await find('authority', application)).cases)).toEqual([`applications/${application}`])
    expect(named((await find('authority', '运河数据')).cases)).toContain(`applications/${application}`)
  })

  it('finds nothing that the reader may not see, by no name, and counts nothing of it', async () => {
    for (const q of [application, '运河数据']) {
      const { cases, kinds } = await find('consumer', q)
      expect(named(cases)).not.toContain(`applications/${application}`)
      expect(kinds.map(({ plural }: { readonly plural: string }) => plural)).not.toContain('applications')
    }
  })

  it('A4 does not lead a district into another region', async () => {
    expect(named((await find('yixing', application)).cases)).toEqual([])
  })

  it('takes a sign of a pattern for itself', async () => expect((await find('authority', '%%')).cases).toEqual([]))

  it('finds articles, rules and acts in both languages', async () => {
    expect((await find('expert1', 'W11-2')).rules[0].rule).toBe('W11-2')
    expect((await find('expert1', '发布授权运营通告')).acts).toContainEqual(expect.objectContaining({ name: 'call.publish' }))
  })
})

describe('the search in the catalog', () => {
  it('finds an item by its dataset and by one of its fields', async () => {
    const item = await registeredItem(tested)
    const { dataset, fields } = await tested.reads('transport', `/api/cases/catalog-items/${item}`).then(({ state }) => state)
    const visitor = await visit('authority')
    for (const q of [dataset, fields[0].name])
      expect(named((await visitor.get(`/api/search?q=${encodeURIComponent(q)}`)).body.cases)).toContain(`catalog-items/${item}`)
  })
})
