/** The data of the demonstration: an open call with an application, a catalog, and real flights in the zone; done once, as people would. */
import { readFile } from 'node:fs/promises'
import { demoPassword } from '../../packages/platform/src/demo.ts'
import { inRoot } from '../steps/step.ts'
import { callOf, filingFor } from '../story/call-papers.ts'
import { flights, flightsFile, residents } from '../story/catalog-papers.ts'
import { inZone, signIn, type Visitor } from '../story/client.ts'
import { usccOf } from '../story/teller.ts'

interface Place {
  readonly origin: string
  readonly zoneOrigin: string
}

/** Answers false where the demonstration has its data already. */
export const bringDemoData = async ({ origin, zoneOrigin }: Place): Promise<boolean> => {
  const as = (login: string) => signIn(origin, login, demoPassword)
  const authority = await as('authority')
  const { body: known } = await authority.get('/api/cases/catalog-items')
  if (known.total > 0) return false
  const { body: session } = await authority.get('/api/session')
  await openCall(authority, await as('operator'), session.today)
  await plansAndCatalog(await as('transport'), await as('statistics'), await as('cyberspace'), session.today)
  await deliverFlights(await as('transport'), zoneOrigin)
  return true
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Performs an act and answers the id of its case; a demonstration that cannot be made says why. */
const act = async (visitor: Visitor, path: string, asked: unknown): Promise<string> => {
  const { status, body } = await visitor.post(`/api/cases/${path}`, asked)
  if (status !== 200) throw new Error(`could not prepare the demonstration: ${path} answered ${status} ${JSON.stringify(body)}`)
  return body.id
}

const openCall = async (authority: Visitor, operator: Visitor, today: string): Promise<void> => {
  const call = await act(authority, 'calls/acts/publish', callOf(today, addDays(today, 20), [usccOf('police'), usccOf('justice')]))
  await act(
    operator,
    'applications/acts/submit',
    filingFor(call, { from: addDays(today, 30), until: addDays(today, 30 + 729) }, addDays(today, 1_000)),
  )
}

const plansAndCatalog = async (transport: Visitor, statistics: Visitor, cyberspace: Visitor, today: string): Promise<void> => {
  const plan = {
    kind: 'agency',
    title: '航班数据安全应急预案',
    scenario: 'flight-punctuality',
    text: '监测、上报、处置与恢复的分工和步骤。',
  }
  const id = await act(transport, 'emergency-plans/acts/file', plan)
  await act(cyberspace, `emergency-plans/${id}/acts/approve`, { validUntil: addDays(today, 360), opinion: '同意' })
  // Held on the day of approval, so that the scenario can go live: W26-3 waits for the first drill.
  await act(transport, `emergency-plans/${id}/acts/drill`, {
    on: today,
    report: '桌面推演：监测告警、逐级上报、断开服务与恢复，用时四十分钟，未见遗漏。',
  })
  for (const [visitor, item] of [
    [transport, flights],
    [statistics, residents],
  ] as const) {
    const registered = await act(visitor, 'catalog-items/acts/register', item)
    await act(visitor, `catalog-items/${registered}/acts/govern`, { statement: '已完成数据治理和质量核验。' })
  }
}

const deliverFlights = async (transport: Visitor, zoneOrigin: string): Promise<void> => {
  const { body: page } = await transport.get('/api/cases/catalog-items')
  const item = (page.rows as readonly { id: string; title: string }[]).find(({ title }) => title === flights.title)
  const bytes = await readFile(inRoot(flightsFile))
  for (let tries = 0; tries < 50; tries++) {
    const { status, body } = await transport.post('/api/tickets', { purpose: 'intake', case: item?.id })
    const sent = status === 200 ? await inZone(zoneOrigin, body.ticket).upload('/datasets/flights/files?format=parquet', bytes) : { status }
    if (sent.status === 200) return
    // The order that registers the dataset follows the act by itself, moments later.
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
  throw new Error('could not prepare the demonstration: the zone took no flights')
}
