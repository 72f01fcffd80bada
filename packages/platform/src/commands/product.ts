/** Facts of a product: the request it is made under, its authorization, and the agreement on its proceeds. */
import {
  authorizations,
  catalogItems,
  type DataRequest,
  type Day,
  dataRequests,
  dayOf,
  distributions,
  holdsStill,
  intellectualProperties,
  isInForceOn,
  isOpenMatter,
  lastRuleEnds,
  type Product,
  products,
  registrations,
  riskReports,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command, type Question } from './command.ts'
import { hasOwnPlan, providersWithoutPlan } from './conduct.ts'
import { versionHashOf } from './product-spec.ts'
import type { Reading } from './reading.ts'
import { objectionsIn } from './registration.ts'

const openStages = ['active', 'frozen']

export const productCommand = command({
  procedure: products,
  facts: async (question, read) => {
    const { id, state, asked, at } = question
    const name = state.request || textIn(asked, 'request')
    const request = await read.one(dataRequests, name)
    const authorization = await read.one(authorizations, request.authorization)
    const year = dayOf(at).slice(0, 4)
    return {
      request: {
        operator: request.operator,
        scenarios: request.scenario === '' ? [] : [request.scenario],
        purpose: request.purpose,
        opened: openStages.includes(request.stage),
        frozen: request.stage === 'frozen',
        plansValid: await plansValid(read, request, dayOf(at)),
        itemsOpen: (await itemsOf(read, request)).every(({ openAttribute, secrecy }) => openAttribute !== 'prohibited' && !secrecy),
        openRisks: name === '' ? 0 : (await read.all(riskReports, `request:${name}`)).filter((one) => holdsStill(one.state)).length,
      },
      authorization: { active: authorization.stage === 'active', until: authorization.until },
      takeDowns: (await read.all(intellectualProperties, `product:${id}`)).filter((one) => one.state.stage === 'taken-down').length,
      matter: await matterOf(read, textIn(asked, 'matter')),
      openMatters: (await read.all(registrations, `product:${id}`)).filter((one) => isOpenMatter(one.state)).length,
      ...(await objectionsIn(read, { product: id, matter: '', version: state.version })),
      versionHash: versionHash(question),
      distributionInForce: await isAgreed(read, id, dayOf(at)),
      codedThisYear: (await read.all(products, `coded:${year}`)).length,
    }
  },
})

const plansValid = async (read: Reading, request: DataRequest, on: Day): Promise<boolean> =>
  (await hasOwnPlan(read, request.operator, on)) && (await providersWithoutPlan(read, request, on)).length === 0

const itemsOf = (read: Reading, { items }: DataRequest) => Promise.all(items.map(({ item }) => read.one(catalogItems, item)))

/** Of the version as the draft or revision at hand would make it: only these say how it is delivered. */
const versionHash = ({ id, state, asked, by }: Question<Product>): string => {
  if (asked === undefined || textIn(asked, 'delivery') === '') return state.versionHash
  const content = contentIn(asked)
  return versionHashOf(id, {
    operator: state.operator || by.organization,
    request: state.request || textIn(asked, 'request'),
    version: state.version + 1,
    content,
  })
}

/** What is asked was parsed by the act's own shape, which is the content's. */
const contentIn = ({ request: _, ...content }: Readonly<Record<string, unknown>>): Product['content'] =>
  content as unknown as Product['content']

const matterOf = async (read: Reading, id: string) => {
  if (id === '') return undefined
  const { stage, product, matterType, particulars, ground } = await read.one(registrations, id)
  return { id, stage, product, type: matterType, particulars, ground }
}

const isAgreed = async (read: Reading, product: string, on: Day): Promise<boolean> =>
  (await read.all(distributions, `product:${product}`)).some(({ state }) => isInForceOn(state, on))

export const distributionCommand = command({
  procedure: distributions,
  facts: async ({ id, state, asked }, read) => {
    const name = state.product || textIn(asked, 'product')
    const others = (await read.all(distributions, `product:${name}`)).filter((one) => one.id !== id)
    return {
      productOperator: (await read.one(products, name)).operator,
      lastRuleEnds: lastRuleEnds(others.map((one) => one.state)),
    }
  },
})
