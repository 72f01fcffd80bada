import { articles } from '@yunhe/law'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WhyFact, WhyRule, WhyView } from '../contract/index.ts'
import { applicationForm, day, noticedApplication, publishedCall } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type Answered, type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let application: string
let otherCall: string
beforeAll(async () => {
  tested = await testPlatform()
  application = await noticedApplication(tested)
  otherCall = await publishedCall(tested)
})
afterAll(() => tested.stop())

const why = async (login: string, act: string, id = application, asked?: unknown): Promise<Answered> =>
  (await tested.signedIn(login)).post('/api/why/act', { act, case: id, ...(asked === undefined ? {} : { asked }) })
const read = async (login: string, path: string): Promise<Answered> => (await tested.signedIn(login)).get(path)
const ruleIn = (view: WhyView, code: string): WhyRule => {
  const found = view.rules.find((one) => one.code === code)
  if (found === undefined) throw new Error(`could not find ${code} among ${view.rules.map((one) => one.code).join(', ')}`)
  return found
}
const factIn = (view: WhyView, name: string): WhyFact | undefined => view.facts.find((one) => one.name === name)

describe('why an act is closed', () => {
  it('W9-4 names the rule that closes it with its article, and what of the case it looked at', async () => {
    const { status, body } = await why('authority', 'application.close-notice')
    expect(status).toBe(200)
    expect(body).toMatchObject({ subject: 'act', holds: false, on: day.filing, hidden: 0, notes: [] })
    expect(ruleIn(body, 'notice-still-runs')).toMatchObject({
      rule: 'W9-4',
      article: 9,
      articleName: articles[9].name,
      held: false,
      facts: expect.arrayContaining(['notice.until']),
    })
    expect(ruleIn(body, 'not-in-notice').held).toBe(true)
    expect(factIn(body, 'notice.until')).toMatchObject({ of: 'case', isShown: true, value: '2026-03-09' })
  })

  it('W7-4 names the number with its value, day, source and standing', async () => {
    const { body } = await why('authority', 'application.confirm')
    expect(body.numbers).toContainEqual(
      expect.objectContaining({
        parameter: 'listCheckWorkdays',
        value: 10,
        article: 7,
        standing: 'recommended',
        from: '2024-03-01',
        source: expect.objectContaining({ zh: expect.stringContaining('办法未作规定') }),
      }),
    )
  })

  it('A9 changes nothing', async () => {
    const count = async () => (await tested.running.db.selectFrom('entries').select('no').execute()).length
    const before = await count()
    await why('authority', 'application.close-notice')
    await why('operator', 'application.submit', '', applicationForm(otherCall))
    expect(await count()).toBe(before)
  })
})

describe('why an act was refused', () => {
  it('W11-2 tells the facts of other cases and the entries that show them', async () => {
    const { status, body } = await why('operator', 'application.submit', '', applicationForm(otherCall))
    expect(status).toBe(200)
    expect(factIn(body, 'call.stage')).toMatchObject({
      of: 'others',
      isShown: true,
      value: 'published',
      words: { zh: '已发布' },
      shownBy: [`call/${otherCall}@1`],
    })
    expect(body.entries).toContainEqual(
      expect.objectContaining({
        ref: `call/${otherCall}@1`,
        type: 'CallPublished',
        plural: 'calls',
        depth: 1,
        organization: usccOf('authority'),
      }),
    )
    expect(ruleIn(body, 'outside-window')).toMatchObject({ rule: 'W9-1', held: true })
  })

  it('W11-2 says of each rule on the form whether it held', async () => {
    const plan = { ...(applicationForm(otherCall).plan as object), until: '2028-03-12' }
    const { body } = await why('operator', 'application.submit', '', applicationForm(otherCall, { plan }))
    expect(body.holds).toBe(false)
    const broken = (body as WhyView).rules.filter(({ held }) => held === false)
    expect(broken.map(({ rule, numbers }) => ({ rule, numbers }))).toEqual([{ rule: 'W11-2', numbers: ['termYears'] }])
  })

  it('W9-2 leaves rules on the form unjudged while it is empty', async () => {
    const { body } = await why('operator', 'application.submit', '')
    expect('held' in ruleIn(body, 'term-longer-than-two-years')).toBe(false)
  })

  it('turns away a form that cannot be read, with its place', async () => {
    const { status, body } = await why('operator', 'application.submit', '', { call: 1 })
    expect(status).toBe(400)
    expect(body.places[0].place).toContain('asked')
  })
})

describe('why an entry stands', () => {
  const entry = (login: string, query: string) => read(login, `/api/why/entry?${query}`)
  const ref = (version: number) => encodeURIComponent(`application/${application}@${version}`)

  it('A9 holds the act against the law once more, with the facts that its basis shows', async () => {
    const { status, body } = await entry('authority', `ref=${ref(1)}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ subject: 'entry', type: 'ApplicationSubmitted', holds: true, notes: [] })
    expect((body as WhyView).rules.every(({ held }) => held)).toBe(true)
    expect(body.rules.map((one: WhyRule) => one.rule)).toEqual(expect.arrayContaining(['W9-1', 'W11-2', 'W7-1']))
    expect(factIn(body, 'call.stage')).toMatchObject({ value: 'published', shownBy: [expect.stringMatching(/^call\/.+@1$/)] })
    expect(body.entries.map((one: { type: string }) => one.type)).toContain('CallPublished')
  })

  it('W9-4 names the number that went into what was recorded', async () => {
    const history = (await read('authority', `/api/cases/applications/${application}`)).body.history as { ref: string; type: string }[]
    const opened = history.find(({ type }) => type === 'NoticeOpened')
    const { body } = await entry('authority', `ref=${encodeURIComponent(opened?.ref ?? '')}`)
    expect(body.title).toMatchObject({ zh: '发布公示' })
    expect(factIn(body, 'stage')).toMatchObject({ of: 'case', value: 'selected', words: { zh: '已初步确定' } })
  })

  it('is found by its index in the log too', async () => {
    await tested.settled()
    const { body } = await entry('authority', `ref=${ref(1)}`)
    const { index } = (await read('authority', `/api/cases/applications/${application}`)).body.history[0]
    expect((await entry('authority', `index=${index}`)).body).toEqual(body)
  })

  it('goes as many steps back as it is asked to', async () => {
    const depths = async (depth: number) =>
      ((await entry('authority', `ref=${ref(1)}&depth=${depth}`)).body as WhyView).entries.map((one) => one.depth)
    expect(await depths(0)).toEqual([])
    expect(Math.max(...(await depths(1)))).toBe(1)
    expect((await entry('authority', `ref=${ref(1)}&depth=5`)).status).toBe(400)
  })
})

describe('why a clock runs', () => {
  it('W9-4 names the entry that started it and the rule that gave its last day', async () => {
    const { status, body } = await read('authority', `/api/why/clock?plural=applications&case=${application}&name=operator-notice`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ subject: 'clock', clock: { due: '2026-03-09' } })
    expect(body.rules[0]).toMatchObject({ rule: 'W9-4', article: 9 })
    expect(body.entries[0]).toMatchObject({ type: 'NoticeOpened', depth: 1 })
  })

  it('A9 is not there when no such clock runs', async () => {
    expect((await read('authority', `/api/why/clock?plural=applications&case=${application}&name=nothing`)).status).toBe(404)
  })
})

describe('who may ask why', () => {
  it.each(['consumer', 'applicant'])('A9 %s, who may not see the case, is told that nothing is there', async (login) => {
    const nothing = (await why(login, 'application.confirm', 'no-such-case')).body
    expect(await why(login, 'application.confirm')).toMatchObject({ status: 404, body: nothing })
    expect((await read(login, `/api/why/entry?ref=${encodeURIComponent(`application/${application}@1`)}`)).status).toBe(404)
    expect((await read(login, `/api/why/clock?plural=applications&case=${application}&name=operator-notice`)).status).toBe(404)
  })

  it('what only the platform does is shown to nobody', async () => {
    expect((await why('authority', 'authorization.expire', '')).status).toBe(404)
    expect((await why('authority', 'nothing.at-all', '')).status).toBe(404)
  })
})
