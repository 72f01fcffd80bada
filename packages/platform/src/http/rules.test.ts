import { join } from 'node:path'
import { entryFrom } from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movableClock } from '../clock.ts'
import { demoAccounts } from '../demo.ts'
import { platform } from '../platform.ts'
import { callForm, morningOf } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform, visitor } from '../testing.ts'
import { unreachableZone } from '../zone-link/testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const overlayFrom = '2026-03-05'
const callFrom = (openFrom: string) => callForm({ openFrom })
const setting = (parameter: string, value: string, from: string) => ({
  parameter,
  value,
  from,
  valueStanding: 'recommended',
  source: '市数据主管部门决定',
  reason: '按计划施行',
})

const publish = async (asked: object) => (await tested.signedIn('authority')).post('/api/cases/calls/acts/publish', asked)
const setParameter = async (asked: object) => (await tested.signedIn('authority')).post('/api/cases/parameters/acts/set', asked)
const parameterNamed = async (key: string) =>
  (await tested.reads('authority', '/api/parameters')).find((one: { key: string }) => one.key === key)
const overlayIsInForce = async () =>
  (await tested.reads('operator', '/api/rule-sets')).find((one: { id: string }) => one.id.startsWith('national')).isInForce
const setsOf = async (ref: string) => {
  const [stream = '', version] = ref.split('@')
  const { canonical } = await tested.running.db
    .selectFrom('entries')
    .select('canonical')
    .where('stream', '=', stream)
    .where('version', '=', Number(version))
    .executeTakeFirstOrThrow()
  return entryFrom(canonical)?.rules
}

describe('A1 the national overlay is switched on from a day by an act', () => {
  it('A32 and an act is judged by it from that day, not the day before', async () => {
    expect((await setParameter(setting('nationalOverlay', 'on', overlayFrom))).status).toBe(200)
    expect(await parameterNamed('nationalOverlay')).toMatchObject({
      today: { value: { en: 'off' } },
      values: [
        { from: overlayFrom, state: 'planned' },
        { from: '2024-03-01', state: 'today' },
      ],
    })

    await tested.moveTo(morningOf('2026-03-04'))
    const before = await publish(callFrom('2026-03-04'))
    expect(before.status).toBe(200)
    expect(await setsOf(before.body.entries[0])).toBe('wuxi-2024-03-01')
    expect(await overlayIsInForce()).toBe(false)

    await tested.moveTo(morningOf(overlayFrom))
    const refused = await publish(callFrom(overlayFrom))
    expect(refused.status).toBe(422)
    expect(refused.body.refusals.map(({ rule }: { rule: string }) => rule)).toEqual(['N2-1', 'N2-2'])
    expect(await overlayIsInForce()).toBe(true)

    const filled = Object.fromEntries(
      [
        'necessity',
        'dataRange',
        'modeReason',
        'selection',
        'expectedEffects',
        'technicalRoute',
        'pricesAndBenefits',
        'protection',
        'exitAndAssets',
        'oversight',
      ].map((part) => [part, '见实施方案']),
    )
    const implementationPlan = { ...filled, decisionNumber: '会议纪要3号', decidedOn: overlayFrom }
    const after = await publish({ ...callFrom(overlayFrom), implementationPlan })
    expect(after.status).toBe(200)
    expect(await setsOf(after.body.entries[0])).toBe('wuxi-2024-03-01+national-2025-03-01')
    const { history } = await tested.reads('authority', `/api/cases/calls/${after.body.id}`)
    expect(history[0].under).toEqual(expect.arrayContaining(['W8-1', 'N2-1', 'N2-2']))
  })
})

describe('a parameter', () => {
  it('A11 that the measures say is refused under its article, and A6 nobody but the data authority sets one', async () => {
    const refused = await setParameter(setting('termYears', '3', '2026-06-01'))
    expect(refused.status).toBe(422)
    expect(refused.body.refusals).toMatchObject([{ rule: 'A11', code: 'said-by-the-measures', fields: ['value'] }])
    const other = await (await tested.signedIn('operator')).post(
      '/api/cases/parameters/acts/set',
      setting('noticeWorkdays', '9', '2026-06-01'),
    )
    expect(other.body.refusals).toMatchObject([{ rule: 'A6', code: 'not-yours-to-do' }])
  })

  it('A32 holds in a second process over the same log, and after a restart', async () => {
    expect((await setParameter(setting('noticeFloorWorkdays', '4', '2026-03-10'))).status).toBe(200)
    const later = movableClock(morningOf('2026-03-06'))
    const second = await platform({
      databaseUrl: tested.databaseUrl,
      folder: join(tested.folder, 'platform'),
      clock: later.now,
      movable: later,
      origin: 'http://platform.test',
      secureCookies: false,
      zoneUrl: 'http://zone.test',
      link: unreachableZone,
      demoAccounts,
    })
    try {
      // Recorded by the first process while the second one runs.
      expect((await setParameter(setting('expertPanelMin', '7', '2026-03-10'))).status).toBe(200)
      const { body, raw } = await visitor(second, {}).post('/api/session', { login: 'authority', password: demoAccounts[0]?.password })
      const cookie = raw.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const there = visitor(second, { cookie, 'x-csrf-token': body.csrf })
      const valueThere = async (key: string) => {
        const { body: all } = await there.get('/api/parameters')
        return all.find((one: { key: string }) => one.key === key).today.value.en
      }
      expect(await valueThere('noticeFloorWorkdays')).toBe('3')
      later.moveTo(movableClock(morningOf('2026-03-10')).now())
      expect([await valueThere('noticeFloorWorkdays'), await valueThere('expertPanelMin')]).toEqual(['4', '7'])
    } finally {
      await second.stop()
    }
    tested = await tested.again(morningOf('2026-03-10'))
    expect((await parameterNamed('expertPanelMin')).today.value.en).toBe('7')
  })

  it('A1 is withdrawn before its day, on its own page, and the history says so', async () => {
    const { body } = await setParameter(setting('planGraceDays', '7', '2026-07-01'))
    const withdraw = (await tested.signedIn('authority')).post(`/api/cases/parameters/${body.id}/acts/withdraw`, {
      number: 1,
      reason: '暂缓',
    })
    expect((await withdraw).status).toBe(200)
    expect((await parameterNamed('planGraceDays')).values).toMatchObject([
      { from: '2026-07-01', state: 'dropped', set: { reason: '按计划施行' } },
      { from: '2024-03-01', state: 'today' },
    ])
  })
})

describe('A33 an interpretation', () => {
  it('stands where its rule is explained, for everybody who is signed in', async () => {
    await tested.does('authority', {
      plural: 'interpretations',
      act: 'issue',
      asked: { ruleOrArticle: 'W10-3', documentNumber: '锡数复〔2026〕1号', text: '窗口首日为对应日。', from: '2026-03-10' },
    })
    expect(await tested.reads('operator', '/api/interpretations')).toMatchObject([
      { about: 'W10-3', document: '锡数复〔2026〕1号', text: { zh: '窗口首日为对应日。' } },
    ])
    expect((await tested.passerBy.get('/api/interpretations')).status).toBe(401)
  })
})
