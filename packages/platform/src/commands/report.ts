/** Facts of reports: what the platform itself recorded of a period, and which reports are missing. */
import {
  type Authorization,
  authorizations,
  bills,
  type Day,
  dataRequests,
  dayOf,
  type Instant,
  isHandedIn,
  overdueReports,
  products,
  type ReportFigures,
  type ReportPeriod,
  reportPeriod,
  reports,
  subscriptions,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const reportCommand = command({
  procedure: reports,
  // One report a period, by its very name.
  idFor: (asked) => `${textIn(asked, 'authorization')}.${textIn(asked, 'period')}`,
  facts: async ({ state, asked, at }, read) => {
    const id = state.authorization || textIn(asked, 'authorization')
    const authorization = await read.one(authorizations, id)
    const period = reportPeriod(state.period || textIn(asked, 'period'), read.numbersOn(dayOf(at)))
    return {
      authorization: { ...authorization, until: lastDayOf(authorization) },
      recorded: await recordedIn(read, id, period),
    }
  },
})

const lastDayOf = ({ ended, until }: Authorization): Day => (ended !== undefined && ended.on < until ? ended.on : until)

const recordedIn = async (read: Reading, authorization: string, period: ReportPeriod | undefined): Promise<ReportFigures> => {
  if (authorization === '' || period === undefined) return { servedCalls: 0, openWorkspaces: 0, products: 0, billedFen: 0 }
  const requests = await read.all(dataRequests, `authorization:${authorization}`)
  const made = (await Promise.all(requests.map(({ id }) => read.all(products, `request:${id}`)))).flat()
  const sold = await Promise.all(made.map(({ id }) => salesOf(read, id, period)))
  return {
    servedCalls: sold.reduce((sum, one) => sum + one.servedCalls, 0),
    openWorkspaces: requests.filter(({ state }) => state.stage === 'active').length,
    products: made.filter(({ state }) => state.stage === 'published').length,
    billedFen: sold.reduce((sum, one) => sum + one.billedFen, 0),
  }
}

const salesOf = async (read: Reading, product: string, { from, to }: ReportPeriod) => {
  const consumers = new Set((await read.all(subscriptions, `product:${product}`)).map(({ state }) => state.consumer))
  const served = await Promise.all([...consumers].map((consumer) => read.servedCalls(product, consumer, from, to)))
  const billed = (await read.all(bills, `product:${product}`)).filter(
    ({ state }) => state.to >= from && state.to <= to && !['none', 'reversed'].includes(state.stage),
  )
  return {
    servedCalls: served.reduce((sum, one) => sum + one, 0),
    billedFen: billed.reduce((sum, { state }) => sum + state.amountFen, 0),
  }
}

/** Periodic or annual reports of an authorization that are past their due day. */
export const missingReports = async (
  read: Reading,
  id: string,
  authorization: Authorization,
  kind: ReportPeriod['kind'],
  at: Instant,
): Promise<readonly ReportPeriod[]> => {
  const handedIn = (await read.all(reports, `authorization:${id}`))
    .filter(({ state }) => isHandedIn(state))
    .map(({ state }) => state.period)
  const on = dayOf(at)
  return overdueReports({ ...authorization, until: lastDayOf(authorization) }, kind, handedIn, on, read.numbersOn(on))
}
