/** Article 18: what the platform itself recorded of an authorization in a period: calls, workspaces, products, money and risks. */
import {
  addDays,
  bills,
  type DataRequest,
  type Day,
  dataRequests,
  dayOf,
  daysBetween,
  type Product,
  products,
  type ReportFigures,
  type ReportPeriod,
  riskReports,
  subscriptions,
} from '@yunhe/law'
import type { Reading } from './reading.ts'

type Days = Pick<ReportPeriod, 'from' | 'to'>

export const recordedIn = async (read: Reading, authorization: string, days: Days): Promise<ReportFigures> => {
  const requests = (await read.all(dataRequests, `authorization:${authorization}`)).map(({ id, state }) => ({ id, state }))
  const made = (await Promise.all(requests.map(({ id }) => read.all(products, `request:${id}`)))).flat()
  const sold = await Promise.all(made.map(({ id }) => salesOf(read, id, days)))
  const risks = (await Promise.all(requests.map(({ id }) => read.all(riskReports, `request:${id}`)))).flat()
  const sumOf = (count: (one: (typeof sold)[number]) => number): number => sold.reduce((sum, one) => sum + count(one), 0)
  return {
    servedCalls: sumOf(({ servedCalls }) => servedCalls),
    consumers: new Set(sold.flatMap(({ consumers }) => consumers)).size,
    openWorkspaces: requests.filter(({ state }) => daysOpen(state, { from: days.to, to: days.to }) > 0).length,
    workspaceDays: requests.reduce((sum, { state }) => sum + daysOpen(state, days), 0),
    products: made.filter(({ state }) => isCertifiedOn(state, days.to)).length,
    billedFen: sumOf(({ billedFen }) => billedFen),
    receivedFen: sumOf(({ receivedFen }) => receivedFen),
    incidents: risks.filter(({ state: { raisedAt } }) => raisedAt !== undefined && isWithin(days, dayOf(raisedAt))).length,
  }
}

const isWithin = ({ from, to }: Days, on: Day): boolean => from <= on && on <= to

/** Days of the period on which the workspace was open, both ends included; what stands open has no last day yet. */
const daysOpen = ({ openedOn, purposeEndedOn, until }: DataRequest, { from, to }: Days): number => {
  if (openedOn === undefined) return 0
  const first = openedOn > from ? openedOn : from
  const ends = purposeEndedOn !== undefined && purposeEndedOn < until ? purposeEndedOn : until
  const last = ends < to ? ends : to
  return Math.max(0, daysBetween(first, addDays(last, 1)))
}

const isCertifiedOn = ({ certificates }: Product, on: Day): boolean =>
  certificates.some(({ issuedOn, validTo, endedOn }) => issuedOn <= on && on <= validTo && (endedOn === undefined || endedOn > on))

const salesOf = async (read: Reading, product: string, days: Days) => {
  const consumers = [...new Set((await read.all(subscriptions, `product:${product}`)).map(({ state }) => state.consumer))]
  const served = await Promise.all(consumers.map((consumer) => read.servedCalls(product, consumer, days.from, days.to)))
  const standing = (await read.all(bills, `product:${product}`)).filter(({ state }) => !['none', 'reversed'].includes(state.stage))
  const billed = standing.filter(({ state }) => isWithin(days, state.to))
  const received = standing.filter(({ state: { receipt } }) => receipt !== undefined && isWithin(days, receipt.on))
  return {
    servedCalls: served.reduce((sum, one) => sum + one, 0),
    consumers: consumers.filter((_, place) => (served[place] ?? 0) > 0),
    billedFen: billed.reduce((sum, { state }) => sum + state.amountFen, 0),
    receivedFen: received.reduce((sum, { state }) => sum + state.amountFen, 0),
  }
}
