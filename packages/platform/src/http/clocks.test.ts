import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NoticeGroup, NoticeView } from '../contract/index.ts'
import { publishedCall } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let plan: string
let call: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  const asked = { title: '应急预案', text: '正文', kind: 'agency', scenario: 'water-levels' }
  plan = await tested.does('transport', { plural: 'emergency-plans', act: 'file', asked })
  await tested.does('cyberspace', {
    plural: 'emergency-plans',
    act: 'approve',
    id: plan,
    asked: { validUntil: '2027-03-01', opinion: '' },
  })
  // A year after this drill the next is due.
  await tested.does('transport', { plural: 'emergency-plans', act: 'drill', id: plan, asked: { on: '2025-03-05', report: '演练' } })
  call = await publishedCall(tested)
  await tested.moveTo('2026-03-06T00:00:30+08:00')
})
afterAll(() => tested.stop())

const ask = async (login: string, path: string) => (await (await tested.signedIn(login)).get(path)).body
interface Named {
  readonly id: string
  readonly name: string
}
const noticesOf = async (login: string, query = ''): Promise<readonly NoticeView[]> =>
  (await ask(login, `/api/notices?pageSize=100${query}`)).groups.flatMap(({ notices }: NoticeGroup) => notices)
const namesOf = (rows: readonly Named[]) => rows.map(({ id, name }) => [id, name])

describe('the clocks a person may see', () => {
  it('A26 names case, article, last day, whose it is and what follows', async () => {
    const { rows } = await ask('transport', '/api/clocks?mine=yes')
    expect(rows.find((one: Named) => one.name === 'yearly-drill')).toMatchObject({
      plural: 'emergency-plans',
      id: plan,
      rule: 'A26',
      kind: 'task',
      started: '2025-03-05',
      due: '2026-03-05',
      yours: true,
      words: { zh: '定期应急演练' },
      whose: [{ role: 'agency', organization: usccOf('transport') }, { role: 'security-authority' }],
    })
  })

  it('by their days and kinds, and no further', async () => {
    const within = (query: string) => ask('authority', `/api/clocks?${query}`).then(({ rows }) => namesOf(rows))
    expect(await within('from=2026-03-20&to=2026-03-20')).toEqual([[call, 'application-window']])
    expect(await within('from=2026-03-21&to=2026-03-31')).toEqual([])
    expect(await within('kind=validity')).toEqual([[plan, 'plan-validity']])
    expect((await (await tested.signedIn('authority')).get('/api/clocks?kind=other')).status).toBe(400)
  })

  it('are those of cases the person may see', async () => {
    const seen = namesOf((await ask('consumer', '/api/clocks')).rows)
    expect(seen).not.toContainEqual([plan, 'plan-validity'])
    expect(await ask('consumer', '/api/late')).toEqual([])
  })
})

describe('what is overdue', () => {
  it('A6 stands under the body that must act, longest first, and is told to it and to the data authority', async () => {
    const late = await ask('authority', '/api/late')
    expect(late).toMatchObject([
      { role: 'agency', organization: usccOf('transport'), longestDays: 1, rows: [{ id: plan, name: 'yearly-drill', daysLate: 1 }] },
    ])
    for (const login of ['transport', 'authority']) {
      expect(await noticesOf(login)).toContainEqual(
        expect.objectContaining({ kind: 'overdue', id: plan, rule: 'A26', due: '2026-03-05', read: false }),
      )
    }
  })
})

describe('urging', () => {
  const asked = () => ({
    caseKind: 'emergency-plans',
    caseId: plan,
    clock: 'yearly-drill',
    body: usccOf('transport'),
    due: '2026-03-13',
    text: '请尽快组织演练',
  })
  const refusedUnder = async (login: string, path: string, body: unknown) => {
    const { status, body: said } = await (await tested.signedIn(login)).post(path, body)
    return status === 422 ? said.refusals.map(({ code }: { code: string }) => code) : status
  }

  it('A6 goes to the body that is late, is answered, escalated and closed, each on record', async () => {
    const opening = '/api/cases/urges/acts/issue'
    expect(await refusedUnder('authority', opening, { ...asked(), clock: 'plan-validity' })).toEqual(['nothing-late'])
    expect(await refusedUnder('authority', opening, { ...asked(), body: usccOf('police') })).toEqual(['not-theirs-to-do'])
    expect(await refusedUnder('cyberspace', opening, asked())).toEqual(['not-yours-to-do'])
    const id = await tested.does('authority', { plural: 'urges', act: 'issue', asked: asked() })
    expect(await refusedUnder('authority', opening, asked())).toEqual(['urged-already'])
    expect((await ask('authority', '/api/late'))[0].rows[0].urge).toEqual({ id, stage: 'issued', level: 1 })
    expect((await noticesOf('transport'))[0]).toMatchObject({ kind: 'urge', id, due: '2026-03-13', read: false })
    expect((await ask('operator', `/api/cases/urges/${id}`)).status).toBe(404)

    const deed = (act: string, more: unknown) => ({ plural: 'urges', act, id, asked: more })
    await tested.does('transport', deed('answer', { answer: '下周演练' }))
    await tested.does('authority', deed('escalate', { due: '2026-03-10', text: '请明确日期' }))
    await tested.does('transport', { plural: 'emergency-plans', act: 'drill', id: plan, asked: { on: '2026-03-06', report: '演练' } })
    expect(await ask('authority', '/api/late')).toEqual([])
    await tested.does('authority', deed('close', { conclusion: '已演练' }))
    const { state, history, stage } = await ask('authority', `/api/cases/urges/${id}`)
    expect({ stage, level: state.level, types: history.map(({ type }: { type: string }) => type) }).toEqual({
      stage: 'closed',
      level: 2,
      types: ['UrgeIssued', 'UrgeAnswered', 'UrgeEscalated', 'UrgeClosed'],
    })
  })
})

describe('what a person was told', () => {
  it('is read by that person alone', async () => {
    const { unread } = await ask('transport', '/api/notices')
    const numbers = (await noticesOf('transport')).map(({ no }) => no)
    const others = await ask('authority', '/api/notices')
    const { status, body } = await (await tested.signedIn('transport')).post('/api/notices/read', { numbers: [numbers[0], 999_999] })
    expect({ status, unread, left: body.unread }).toEqual({ status: 200, unread: numbers.length, left: numbers.length - 1 })
    const all = await (await tested.signedIn('transport')).post('/api/notices/read', { upTo: numbers[0] })
    expect(all.body).toEqual({ unread: 0 })
    expect((await noticesOf('transport')).every(({ read }) => read)).toBe(true)
    expect((await ask('authority', '/api/notices')).unread).toBe(others.unread)
  })

  it('stands by case and day, in pages, and can be narrowed to a kind and to what is unread', async () => {
    const { groups, total } = await ask('authority', '/api/notices?pageSize=100')
    const keys = groups.map(({ plural, id, day }: NoticeGroup) => `${plural}/${id}@${day}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(total).toBe(keys.length)
    for (const { plural, id, day, notices, unread } of groups as readonly NoticeGroup[]) {
      expect(notices.map((one) => [one.plural, one.id, one.day])).toEqual(notices.map(() => [plural, id, day]))
      expect(unread).toBe(notices.filter(({ read }) => !read).length)
    }
    const second = await ask('authority', '/api/notices?page=2&pageSize=1')
    expect({ total: second.total, shown: second.groups }).toEqual({ total, shown: groups.slice(1, 2) })
    const late = await noticesOf('authority', '&kind=overdue')
    expect(late.length).toBeGreaterThan(0)
    expect(new Set(late.map(({ kind }) => kind))).toEqual(new Set(['overdue']))
    expect(await noticesOf('transport', '&unread=yes')).toEqual([])
  })

  it('is nothing where nothing concerns the person', async () => {
    expect((await noticesOf('consumer')).filter(({ id }) => id === plan)).toEqual([])
  })
})

/** As a calendar program reads it (RFC 5545): lines joined where they were folded, then name, parameters and value. */
const parsed = (text: string) => {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  const physical = text.split('\r\n')
  for (const line of physical) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(physical.some((line) => line.includes('\n'))).toBe(false)
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n')
  const events: Record<string, string>[] = []
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/.exec(line) ?? []
    expect(name, line).not.toBe('')
    if (name === 'BEGIN' && value === 'VEVENT') events.push({})
    else if (name !== 'END' && events.length > 0)
      Object.assign(events.at(-1) ?? {}, {
        [`${name}${parameters}`]: value.replace(/\\([nN\\;,])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign)),
      })
  }
  return { head: lines.slice(0, 3), events }
}

describe('the calendar as a file', () => {
  it('reads back as whole days with the article and the way to the case, and names nobody', async () => {
    const { status, raw } = await (await tested.signedIn('transport')).get('/api/calendar.ics')
    expect({ status, type: raw.headers['content-type'] }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8' })
    const { head, events } = parsed(raw.body)
    expect(head.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0'])
    const validity = events.find(({ UID }) => UID?.startsWith(`emergency-plan/${plan}/plan-validity@`))
    expect(validity).toMatchObject({
      'DTSTART;VALUE=DATE': '20270301',
      'DTEND;VALUE=DATE': '20270302',
      SUMMARY: `应急预案有效期（应急预案 ${plan}）`,
      URL: `http://platform.test/console/cases/emergency-plans/${plan}`,
      DTSTAMP: expect.stringMatching(/^20260306T\d{6}Z$|^20260305T\d{6}Z$/),
    })
    expect(validity?.DESCRIPTION?.split('\n')[0]).toBe('W26-2')
    expect(new Set(events.map(({ UID }) => UID)).size).toBe(events.length)
    const { displayName } = await ask('transport', '/api/session')
    expect(raw.body).not.toContain(displayName)
  })

  it('is for nobody who is not signed in', async () => {
    expect((await tested.passerBy.get('/api/calendar.ics')).status).toBe(401)
  })
})
