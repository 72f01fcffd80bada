/** Chapter 4: catalog items, the people who work in the zone, and data requests. */
import { createHash } from 'node:crypto'
import {
  type Actor,
  accounts,
  applications,
  authorizations,
  calls,
  catalogItems,
  type DataRequest,
  type Day,
  dataRequests,
  dayOf,
  emergencyPlans,
  enabledOn,
  holdsStill,
  type Instant,
  persons,
  planValidOn,
  riskReports,
} from '@yunhe/law'
import { canonicalBytes } from '@yunhe/ledger'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'
import { missingReports } from './report.ts'

export const catalogItemCommand = command({
  procedure: catalogItems,
  facts: async ({ id, asked }, read) => {
    const dataset = textIn(asked, 'dataset')
    const others = dataset === '' ? [] : await read.all(catalogItems, `dataset:${dataset}`)
    return { datasetTaken: others.some((one) => one.id !== id) }
  },
})

export const personCommand = command({
  procedure: persons,
  facts: async ({ id, asked }, read) => {
    const number = textIn(asked, 'idNumber')
    if (number === '') return { realNameRef: '', numberInUse: false }
    const realNameRef = read.keyedHash(number)
    const holders = await read.all(persons, `number:${realNameRef}`)
    return { realNameRef, numberInUse: holders.some((one) => one.id !== id && one.state.stage !== 'left') }
  },
})

export const dataRequestCommand = command({
  procedure: dataRequests,
  facts: async ({ id, state, asked, by, at }, read) => {
    const items = state.stage === 'none' ? itemsIn(asked) : state.items
    return {
      authorization: await authorizationFact(read, state.authorization || textIn(asked, 'authorization'), at),
      items: await Promise.all(items.map(({ item }) => itemFact(read, item))),
      providersWithoutPlan: await providersWithoutPlan(read, state, dayOf(at)),
      operatorPlanValid: await hasOwnPlan(read, state.operator || by.organization, dayOf(at)),
      listUsedBefore: await isUsedBefore(read, id, state, asked),
      openRisks: (await read.all(riskReports, `request:${id}`)).filter((one) => holdsStill(one.state)).length,
      personEnabled: await isEnabled(read, by, at),
    }
  },
})

export const riskReportCommand = command({
  procedure: riskReports,
  facts: async ({ state, asked }, read) => {
    const name = state.request || textIn(asked, 'request')
    return { request: await read.one(dataRequests, name) }
  },
})

interface Listed {
  readonly item: string
}

const itemsIn = (asked: Readonly<Record<string, unknown>> | undefined): readonly Listed[] =>
  Array.isArray(asked?.items) ? (asked.items as Listed[]) : []

const authorizationFact = async (read: Reading, id: string, at: Instant) => {
  const authorization = await read.one(authorizations, id)
  const application = await read.one(applications, authorization.application)
  const { mode, domains, reviewBodies } = await read.one(calls, application.call)
  const reportsDue = (await missingReports(read, id, authorization, 'periodic', at)).map(({ due }) => due)
  return { ...authorization, mode, domains, reviewBodies, reportsDue }
}

const itemFact = async (read: Reading, id: string) => {
  const item = await read.one(catalogItems, id)
  return { ...item, id, inCatalog: item.stage !== 'none' }
}

/** W26-1: for every scenario and providing agency one approved plan that is valid today. */
export const providersWithoutPlan = async (read: Reading, { scenario, required }: DataRequest, on: Day): Promise<readonly string[]> => {
  const plans = scenario === '' ? [] : await read.all(emergencyPlans, `scenario:${scenario}`)
  const covered = plans.filter((one) => one.state.kind === 'agency' && planValidOn(one.state, on)).map((one) => one.state.organization)
  return required.filter((one) => one.as === 'provider' && !covered.includes(one.body)).map(({ body }) => body)
}

/** W15-1: the operator's own plan. */
export const hasOwnPlan = async (read: Reading, operator: string, on: Day): Promise<boolean> =>
  operator !== '' &&
  (await read.all(emergencyPlans, `organization:${operator}`)).some(({ state }) => state.kind === 'operator' && planValidOn(state, on))

/** Two lists are the same when their canonical forms are. */
const isUsedBefore = async (
  read: Reading,
  id: string,
  state: DataRequest,
  asked: Readonly<Record<string, unknown>> | undefined,
): Promise<boolean> => {
  if (asked === undefined || state.stage !== 'none') return false
  const wanted = fingerprint(textIn(asked, 'authorization'), textIn(asked, 'scenario'), itemsIn(asked))
  const others = await read.all(dataRequests, `authorization:${textIn(asked, 'authorization')}`)
  return others.some((one) => one.id !== id && fingerprint(one.state.authorization, one.state.scenario, one.state.items) === wanted)
}

const fingerprint = (authorization: string, scenario: string, items: readonly unknown[]): string =>
  createHash('sha256').update(canonicalBytes({ authorization, scenario, items })).digest('hex')

/** The person record behind an account: they share the login. */
export const isEnabled = async (read: Reading, by: Actor, at: Instant): Promise<boolean> => {
  const login = (await read.one(accounts, by.person)).login || by.person.replace(/^p-/, '')
  const found = await read.all(persons, `login:${login}`)
  return found.some(({ state }) => state.organization === by.organization && enabledOn(state, dayOf(at)))
}
