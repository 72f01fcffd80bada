/** Facts of the national overlay: a resource's registration, what an operator may earn and has earned, and what is known of a year. */
import {
  type Authorization,
  authorizations,
  type Bill,
  bills,
  boundsIncomeOn,
  catalogItems,
  changesIn,
  type Day,
  type DisclosedRecords,
  type Disclosure,
  dataRequests,
  day,
  dayOf,
  disclosures,
  organizations,
  parameterCases,
  parameters,
  permittedRevenues,
  priceOn,
  products,
  resourceRegistrations,
  ruleSets,
  valueOn,
  valuesOf,
} from '@yunhe/law'
import { feeRegimeOf } from '@yunhe/law/identifiers/kinds'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const resourceRegistrationCommand = command({
  procedure: resourceRegistrations,
  // One registration a resource, by its very name.
  idFor: (asked) => textIn(asked, 'item'),
  facts: async ({ state, asked, at }, read) => {
    const item = state.item || textIn(asked, 'item')
    const { provider, title } = await read.one(catalogItems, item)
    return {
      item: { provider, title },
      authorizedUntil: await authorizedUntil(read, item),
      overlaySince: await overlaySince(read, dayOf(at)),
      codedThisYear: (await read.all(resourceRegistrations, `resource-coded:${dayOf(at).slice(0, 4)}`)).length,
    }
  },
})

const running: readonly Authorization['stage'][] = ['pending', 'active', 'suspended']

const authorizedUntil = async (read: Reading, item: string): Promise<Day | undefined> => {
  if (item === '') return undefined
  const granted = (await read.all(dataRequests, `item:${item}`)).filter(({ state }) =>
    state.decision?.items.some((one) => one.item === item),
  )
  const names = [...new Set(granted.map(({ state }) => state.authorization))]
  const found = await Promise.all(names.map((name) => read.one(authorizations, name)))
  return found
    .filter(({ stage }) => running.includes(stage))
    .map(({ until }) => until)
    .toSorted()
    .at(-1)
}

/** The first day of the overlay as it judges today; none while it is off. */
const overlaySince = async (read: Reading, on: Day): Promise<Day | undefined> => {
  if (!read.numbersOn(on).nationalOverlay) return undefined
  const changes = changesIn(await read.one(parameterCases, 'nationalOverlay'))
  const { from } = valueOn({ words: parameters.nationalOverlay.words, values: valuesOf('nationalOverlay', changes) }, on)
  return from > ruleSets.overlay.from ? from : ruleSets.overlay.from
}

const paidStages: readonly Bill['stage'][] = ['paid', 'receipted', 'distributed']

/** Paid for the operator's paid products within a period, by the day finance recorded the payment. */
const incomeWithin = async (read: Reading, operator: string, from: Day, to: Day): Promise<number> =>
  (await read.all(bills, `operator:${operator}`))
    .filter(
      ({ state: { stage, payment } }) =>
        paidStages.includes(stage) && payment !== undefined && payment.paidOn >= from && payment.paidOn <= to,
    )
    .reduce((sum, { state }) => sum + state.amountFen, 0)

export const permittedRevenueCommand = command({
  procedure: permittedRevenues,
  facts: async ({ id, state, asked }, read) => {
    const operator = state.operator || textIn(asked, 'operator')
    const [from, to] = [(textIn(asked, 'from') || state.from) as Day, (textIn(asked, 'to') || state.to) as Day]
    const others = operator === '' ? [] : (await read.all(permittedRevenues, `operator:${operator}`)).filter((one) => one.id !== id)
    const settled = others.filter((one) => one.state.stage === 'settled').toSorted((one, other) => (one.state.to < other.state.to ? 1 : -1))
    return {
      operatorRegistered: operator !== '' && (await read.one(organizations, operator)).stage !== 'none',
      overlapping: others.filter(
        (one) => ['proposed', 'in-force', 'settled'].includes(one.state.stage) && one.state.from <= to && from <= one.state.to,
      ).length,
      carriedOverFen: settled[0]?.state.settlement?.excessFen ?? 0,
      incomeFen: state.stage === 'in-force' ? await incomeWithin(read, operator, state.from, state.to) : 0,
    }
  },
})

/** What bounds the operator's income today, for a product that is paid for; nothing for one that is free. */
export const revenueOf = async (read: Reading, operator: string, on: Day) => {
  const found = (await read.all(permittedRevenues, `operator:${operator}`)).find(({ state }) => boundsIncomeOn(state, on))
  if (found === undefined) return { isDetermined: false, isReached: false }
  const { from, to, maximumFen } = found.state
  const incomeFen = await incomeWithin(read, operator, from, to)
  return { isDetermined: true, isReached: incomeFen >= maximumFen * read.numbersOn(on).revenueBlockShare }
}

export const disclosureCommand = command({
  procedure: disclosures,
  // One disclosure a year and institution.
  idFor: (asked) => `${String(asked.year)}.${textIn(asked, 'organization')}`,
  facts: async ({ state }, read) => ({ records: await recordsOf(read, state) }),
})

const nothing: DisclosedRecords = { authorizations: [], ceilings: [], resources: [], products: [], prices: [] }

const recordsOf = async (read: Reading, { organization, year, kind }: Disclosure): Promise<DisclosedRecords> => {
  if (organization === '') return nothing
  const key = kind === 'implementing' ? `authority:${organization}` : `operator:${organization}`
  const inYear = (await read.all(authorizations, key)).filter(({ state }) => wasInForceIn(state, year))
  const requests = (await Promise.all(inYear.map(({ id }) => read.all(dataRequests, `authorization:${id}`)))).flat()
  const made = (await Promise.all(requests.map(({ id }) => read.all(products, `request:${id}`)))).flat()
  const offered = made.filter(({ state }) => state.codedOn !== undefined && state.codedOn <= `${year}-12-31`)
  if (kind === 'implementing')
    return { ...nothing, authorizations: await namedAuthorizations(read, inYear), ceilings: offered.flatMap(ceilingsOf) }
  const items = [...new Set(requests.flatMap(({ state }) => state.decision?.items.map(({ item }) => item) ?? []))]
  return {
    ...nothing,
    resources: await Promise.all(items.map((item) => resourceOf(read, item))),
    products: offered.map(({ id, state: { content } }) => ({
      product: id,
      name: content.name,
      form: content.form ?? '',
      isPaid: feeRegimeOf(content.purpose) === 'paid-conditional',
    })),
    prices: offered.flatMap(({ id, state }) => {
      const price = priceOn(state, day(`${year}-12-31`))
      return price ? [{ product: id, name: state.content.name, unitPriceFen: price.unitPriceFen, from: price.from }] : []
    }),
  }
}

const wasInForceIn = ({ activeSince, ended, until }: Authorization, year: number): boolean => {
  const last = ended !== undefined && ended.on < until ? ended.on : until
  return activeSince !== undefined && activeSince <= `${year}-12-31` && last >= `${year}-01-01`
}

const namedAuthorizations = (read: Reading, found: readonly { readonly id: string; readonly state: Authorization }[]) =>
  Promise.all(
    found.map(async ({ id, state: { operator, scenarios, from, until } }) => ({
      id,
      operator,
      operatorName: (await read.one(organizations, operator)).name,
      scenarios,
      from,
      until,
    })),
  )

type Offered = {
  readonly id: string
  readonly state: { readonly content: { readonly name: string }; readonly ceilingFenByScenario: Readonly<Record<string, number>> }
}

const ceilingsOf = ({ id, state: { content, ceilingFenByScenario } }: Offered) =>
  Object.entries(ceilingFenByScenario).map(([scenario, ceilingFen]) => ({ product: id, name: content.name, scenario, ceilingFen }))

const resourceOf = async (read: Reading, item: string) => {
  const { title, provider } = await read.one(catalogItems, item)
  return { item, title, provider: (await read.one(organizations, provider)).name }
}
