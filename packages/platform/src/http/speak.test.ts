import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../commands/index.ts'
import { applicationForm, callForm, publishedCall } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const publish = async (asked: unknown) => (await tested.signedIn('authority')).post('/api/cases/calls/acts/publish', asked)
const secret = 'QX7-never-say-this-again'

describe('malformed input', () => {
  it('is turned away with 400 and every place named, down to the element of a list', async () => {
    const { status, body, raw } = await publish(
      callForm({ openFrom: '2026-13-01', expertCount: 'five', scenarios: [{ id: 'bad id', name: '' }] }),
    )
    expect(status).toBe(400)
    expect(raw.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(body).toMatchObject({ type: 'https://yunhe.example/problems/malformed', status: 400 })
    expect(body.places.map(({ place }: { place: string }) => place)).toEqual(
      expect.arrayContaining(['body.openFrom', 'body.expertCount', 'body.scenarios.0.id', 'body.scenarios.0.name']),
    )
  })

  it('names the place of a query too', async () => {
    const { status, body } = await (await tested.signedIn('authority')).get('/api/inbox?pageSize=0&page=x')
    expect({ status, places: body.places.map(({ place }: { place: string }) => place).sort() }).toEqual({
      status: 400,
      places: ['query.page', 'query.pageSize'],
    })
  })

  it.each(['{"title":', '[1', 'null', '"text"', '[]'])('%s as a body is 400', async (text) => {
    const { app } = tested.running
    const who = await tested.signedIn('authority')
    const { raw } = await who.post('/api/cases/calls/acts/publish', {}, {})
    const { cookie, 'x-csrf-token': csrf } = raw.raw.req.headers as Record<string, string>
    const answer = await app.inject({
      method: 'POST',
      url: '/api/cases/calls/acts/publish',
      headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
      payload: text,
    })
    expect(answer.statusCode).toBe(400)
  })

  const acts = commands.flatMap(({ procedure }) =>
    (procedure.acts as readonly { name: string; asks: { shape?: object } }[]).map(({ name, asks }) => ({
      name,
      path: `/api/cases/${procedure.plural}/acts/${name.slice(name.indexOf('.') + 1)}`,
      fields: Object.keys(asks.shape ?? {}),
    })),
  )
  it.each(acts)('$name never says again what it was sent', async ({ path, fields }) => {
    const who = await tested.signedIn('authority')
    for (const value of [secret, [secret], { [secret]: secret }, 7, null]) {
      const { status, raw } = await who.post(path, Object.fromEntries(fields.map((field) => [field, value])))
      expect([400, 422, 200]).toContain(status)
      if (status !== 200) expect(raw.body).not.toContain(secret)
    }
  })

  it.each([
    ['a zero character', 'x\u0000y'],
    ['half of a character', 'x\ud800y'],
  ])('%s in a text, which no database keeps, is 400 and names the place', async (_, text) => {
    const { status, body } = await publish(callForm({ title: text }))
    expect({ status, places: body.places }).toMatchObject({ status: 400, places: [{ place: 'body.title' }] })
    const nested = await publish(callForm({ scenarios: [{ id: 's', name: 'n', data: [text] }] }))
    expect(nested.body.places?.[0]?.place).toBe('body.scenarios.0.data.0')
  })

  it.each([
    '/api/cases/calls?q=%00',
    '/api/cases/calls/%00',
    '/calls/%00',
    '/notices/a%00b',
    '/api/ledger/proof?ref=call%2F%00@1',
    '/log/tile/%00',
  ])('%s is not a fault of ours', async (path) => {
    const { status } = await (await tested.signedIn('authority')).get(path)
    expect([400, 404]).toContain(status)
  })

  it('says nothing of what a sign-in was tried with', async () => {
    const { status, raw } = await tested.passerBy.post('/api/session', { login: secret, password: secret })
    expect(status).toBe(401)
    expect(raw.body).not.toContain(secret)
    expect((await tested.passerBy.post('/api/session', { login: `${secret}\u0000`, password: secret })).status).toBe(400)
  })
})

describe('a refusal', () => {
  it('W9-4, A9: is 422 and carries all broken rules at once, each with its id, its words in both languages and its fields', async () => {
    const { status, body, raw } = await publish(callForm({ noticeWorkdays: 2, expertCount: 4 }))
    expect(status).toBe(422)
    expect(raw.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(body.refusals).toEqual([
      {
        rule: 'W9-4',
        code: 'notice-too-short',
        words: { zh: expect.stringMatching(/公示期/), en: expect.stringMatching(/public notice/) },
        fields: ['noticeWorkdays'],
      },
      { rule: 'A9', code: 'expert-panel-too-small', words: { zh: expect.any(String), en: expect.any(String) }, fields: ['expertCount'] },
    ])
  })

  it('W9-1 is the same on the button before the form is filled, and writes nothing', async () => {
    const call = await publishedCall(tested, { openFrom: '2026-03-03' })
    const before = (await tested.running.db.selectFrom('entries').select('no').execute()).length
    const { status, body } = await (await tested.signedIn('operator')).post('/api/cases/applications/acts/submit', applicationForm(call))
    expect({ status, rules: body.refusals.map(({ rule }: { rule: string }) => rule) }).toEqual({ status: 422, rules: ['W9-1'] })
    expect((await tested.running.db.selectFrom('entries').select('no').execute()).length).toBe(before)
  })
})

describe('what one may not see', () => {
  it('is 404 in the same words as what is not there', async () => {
    const consumer = await tested.signedIn('consumer')
    const call = await publishedCall(tested)
    const application = await (await tested.signedIn('operator')).post('/api/cases/applications/acts/submit', applicationForm(call))
    const there = await consumer.get(`/api/cases/applications/${application.body.id}`)
    const nowhere = await consumer.get('/api/cases/applications/nothing')
    expect(there.status).toBe(404)
    expect(there.raw.body).toBe(nowhere.raw.body)
    const acting = await consumer.post(`/api/cases/applications/${application.body.id}/acts/accept`)
    expect({ status: acting.status, body: acting.raw.body }).toEqual({ status: 404, body: nowhere.raw.body })
    expect((await consumer.get('/api/cases/applications')).body.rows).toEqual([])
  })

  it.each(['/api/cases/nothings', '/api/cases/calls/c1', '/api/nothing', '/nothing', '/calls/nothing', '/notices/nothing'])(
    '%s is 404',
    async (path) => {
      expect((await (await tested.signedIn('authority')).get(path)).status).toBe(404)
    },
  )

  it('has no act that the case does not have', async () => {
    expect((await (await tested.signedIn('authority')).post('/api/cases/calls/acts/constructor')).status).toBe(404)
  })
})

describe('a fault', () => {
  it('is 500 and says nothing of the inside', async () => {
    const broken = await testPlatform()
    const who = await broken.signedIn('authority')
    await broken.running.db.schema.dropTable('stream_keys').execute()
    const { status, body, raw } = await who.post('/api/cases/calls/acts/publish', callForm({ title: secret }))
    expect(status).toBe(500)
    expect(body).toEqual({ type: 'https://yunhe.example/problems/fault', title: expect.any(String), status: 500 })
    expect(raw.body).not.toMatch(/stream_keys|relation|select|postgres|node_modules|\.ts/i)
    await broken.stop()
  })
})
