import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DashboardView, FigureView } from '../contract/dashboards.ts'
import { applicationForm, callForm, grantedAuthorization } from '../scenes/admission.ts'
import { itemForm, registeredItem } from '../scenes/conduct.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
/** Counted by hand: March holds two calls and two applications, one of each of Jiangyin, and one authorization; April two items and one more call. */
beforeAll(async () => {
  tested = await testPlatform()
  const asked = callForm({ title: '江阴市公交数据申报通告', reviewBodies: [usccOf('jiangyin-transport')] })
  const call = await tested.does('jiangyin', { plural: 'calls', act: 'publish', asked })
  await tested.does('operator', { plural: 'applications', act: 'submit', asked: applicationForm(call) })
  await grantedAuthorization(tested)
  await tested.moveTo('2026-04-01T00:30:00+08:00')
  await registeredItem(tested, 'readings')
  await tested.does('jiangyin-transport', { plural: 'catalog-items', act: 'register', asked: itemForm('buses') })
  await tested.does('authority', {
    plural: 'calls',
    act: 'publish',
    asked: callForm({ openFrom: '2026-04-02', openTo: '2026-04-20' }),
  })
})
afterAll(() => tested.stop())

const board = async (login: string, name: string): Promise<DashboardView> => {
  const { status, body } = await (await tested.signedIn(login)).get(`/api/dashboards/${name}?months=3`)
  expect(status).toBe(200)
  return body
}
const figure = async (login: string, name: string, id: string): Promise<FigureView> => {
  const found = (await board(login, name)).figures.find((one) => one.id === id)
  if (found === undefined) throw new Error(`could not find the figure ${id}`)
  return found
}
const partsOf = ({ breakdowns }: FigureView, by: string) =>
  Object.fromEntries(
    (breakdowns.find((one) => one.by === by)?.parts ?? []).filter(({ amount }) => amount !== 0).map(({ key, amount }) => [key, amount]),
  )
const monthsOf = ({ series }: FigureView) => series?.months.map(({ amount }) => amount)
const rowsIn = async (login: string, path: string) => (await (await tested.signedIn(login)).get(`/api/cases/${path}`)).body

describe('A24 figures are what one counts by hand', () => {
  it('A24 calls by stage, region and legal month; half past midnight in Shanghai is already April', async () => {
    const calls = await figure('authority', 'authority', 'calls-for-operators')
    expect(calls.total).toBe(3)
    expect(partsOf(calls, 'region')).toEqual({ '320200': 2, '320281': 1 })
    expect(calls.series?.months).toEqual([
      { month: '2026-02', amount: 0 },
      { month: '2026-03', amount: 2 },
      { month: '2026-04', amount: 1 },
    ])
    expect(calls.asOf).toMatch(/^2026-03-31T16:30/)
  })

  it('A24 applications, items and an authorization that is not in force yet', async () => {
    expect((await figure('authority', 'authority', 'applications')).total).toBe(2)
    expect(monthsOf(await figure('authority', 'authority', 'catalog-items'))).toEqual([0, 0, 2])
    expect(partsOf(await figure('authority', 'authority', 'authorizations'), 'stage')).toEqual({ pending: 1 })
    expect((await figure('authority', 'authority', 'authorizations-in-term')).total).toBe(0)
  })

  it('A24 every part of every figure leads to a list of exactly so many cases', async () => {
    for (const login of ['authority', 'jiangyin', 'operator', 'transport', 'cyberspace']) {
      const { body: names } = await (await tested.signedIn(login)).get('/api/dashboards')
      for (const { name } of names as { name: string }[])
        for (const { id, list, unit, measure, breakdowns, series } of (await board(login, name)).figures) {
          if (list === undefined || list === 'late' || !['cases', 'products'].includes(unit)) continue
          const places = [
            ...breakdowns.flatMap(({ by, parts }) => parts.map(({ key, amount }) => [`${by}:${key}`, amount] as const)),
            ...(measure === 'level' ? [] : (series?.months ?? [])).map(({ month, amount }) => [`month:${month}`, amount] as const),
          ]
          for (const [part, amount] of places) {
            const { total } = await rowsIn(login, `${list}?figure=${id}&part=${encodeURIComponent(part)}`)
            expect({ login, id, part, total }).toEqual({ login, id, part, total: amount })
          }
        }
    }
  })
})

describe('A4 a dashboard is cut to what its reader sees', () => {
  it('A4 Jiangyin counts its own, Yixing nothing, the city both', async () => {
    expect((await figure('jiangyin', 'authority', 'calls-for-operators')).total).toBe(1)
    expect((await figure('yixing', 'authority', 'calls-for-operators')).total).toBe(0)
    expect(partsOf(await figure('jiangyin', 'authority', 'applications'), 'region')).toEqual({ '320281': 1 })
  })

  it('A24 nobody opens the dashboard of another role, and a stranger none but that of the city', async () => {
    const status = async (login: string, name: string) => (await (await tested.signedIn(login)).get(`/api/dashboards/${name}`)).status
    expect([await status('operator', 'authority'), await status('authority', 'agency'), await status('transport', 'nothing')]).toEqual([
      404, 404, 404,
    ])
    expect((await tested.passerBy.get('/api/dashboards/authority')).status).toBe(401)
    expect((await tested.passerBy.get('/api/city')).status).toBe(200)
  })

  it('A24 a figure of another list, or no part of it, is malformed', async () => {
    const status = async (query: string) => (await (await tested.signedIn('authority')).get(`/api/cases/calls?${query}`)).status
    expect([await status('figure=applications'), await status('figure=calls-for-operators&part=month:2026-13')]).toEqual([400, 400])
  })
})

describe('A20 what is used and shared is told to each agency of its own', () => {
  beforeAll(async () => {
    const { db } = tested.running
    // What the gateway metered, as the heartbeat keeps it: eleven consumers in March, one of them in April.
    const line = (day: string, consumer: number, served: number) => ({
      ...{ day, product: 'metered', consumer: `c${consumer}`, scenario: 's1', served, refused: 0 },
    })
    await db
      .insertInto('calls_by_day')
      .values([...Array.from({ length: 11 }, (_, at) => line('2026-03-20', at, 100)), line('2026-04-01', 0, 7)])
      .execute()
    const plain = {
      version: 1,
      roles: [],
      turns: [],
      turn_list: '[]',
      due: null,
      opened_at: '2026-03-15T00:00:00.000Z',
      updated_at: '2026-03-15T00:00:00.000Z',
    }
    const items = [
      { provider: usccOf('transport'), item: 'i1' },
      { provider: usccOf('statistics'), item: 'i2' },
    ]
    await db
      .insertInto('cases')
      .values([
        {
          ...plain,
          ...{
            procedure: 'data-request',
            id: 'granted',
            stage: 'active',
            title: '',
            organizations: [usccOf('operator'), usccOf('transport'), usccOf('statistics')],
          },
          state: JSON.stringify({ operator: usccOf('operator'), decision: { items } }),
        },
        {
          ...plain,
          ...{ procedure: 'product', id: 'metered', stage: 'published', title: '', organizations: [usccOf('operator')] },
          state: JSON.stringify({ request: 'granted' }),
        },
      ])
      .execute()
  })

  it('A20 an agency sees its own contribution and no other', async () => {
    const own = await figure('transport', 'agency', 'agency-requests')
    expect(partsOf(own, 'agency')).toEqual({ [usccOf('transport')]: 1 })
    expect(partsOf(await figure('operator', 'operator', 'agency-requests'), 'agency')).toEqual({
      [usccOf('transport')]: 1,
      [usccOf('statistics')]: 1,
    })
  })

  it('A16 what its data is called for is told where eleven consumers call, and not where one does: nor by subtraction', async () => {
    const calls = await figure('transport', 'agency', 'agency-calls')
    expect({ isProtected: calls.isProtected, list: calls.list, total: calls.total }).toEqual({
      isProtected: true,
      list: undefined,
      total: 1107,
    })
    const months = Object.fromEntries(calls.series?.months.map(({ month, amount }) => [month, amount]) ?? [])
    expect([months['2026-02'], months['2026-03'], months['2026-04']]).toEqual([0, null, null])
    const seen = await figure('operator', 'operator', 'agency-calls')
    expect(seen.isProtected).toBe(false)
    expect(monthsOf(seen)).toEqual([0, 2200, 14])
  })

  it('A16 to the public a handful of applications is hidden, what is published anyway is not', async () => {
    const { figures }: DashboardView = (await tested.passerBy.get('/api/city')).body
    const shown = (id: string) => figures.find((one) => one.id === id)
    expect(shown('applications')?.total).toBeNull()
    expect(partsOf(shown('applications') as FigureView, 'region')).toMatchObject({ '320281': null })
    expect(shown('products-on-shelf')?.total).toBe(1)
    expect(shown('calls-served')?.total).toBe(1107)
    expect(figures.map(({ id }) => id)).not.toContain('risk-reports')
    expect(JSON.stringify(figures)).not.toContain(usccOf('operator'))
  })
})
