/** Facts of inspections and of objections to data: what the ledger shows of an authorization, and who uses an item. */
import { authorizations, catalogItems, dataObjections, dataRequests, inspections, products } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const inspectionCommand = command({
  procedure: inspections,
  facts: async ({ state, asked }, read) => {
    const id = state.authorization || textIn(asked, 'authorization')
    const authorization = await read.one(authorizations, id)
    const requests = await read.all(dataRequests, `authorization:${id}`)
    for (const request of requests) await read.all(products, `request:${request.id}`)
    return {
      authorization: { ...authorization, proposalOpen: authorization.proposals.length > 0 },
      // Everything just read, by its newest entry.
      entries: read.shownBy(),
    }
  },
})

export const dataObjectionCommand = command({
  procedure: dataObjections,
  facts: async ({ state, asked }, read) => {
    const id = state.item || textIn(asked, 'item')
    const item = await read.one(catalogItems, id)
    const granted = (await read.all(dataRequests, `item:${id}`)).filter((one) => one.state.decision !== undefined)
    return {
      item: { provider: item.provider, version: item.deliveries.at(-1)?.version ?? 0 },
      users: [...new Set(granted.map((one) => one.state.operator))],
      products: (await Promise.all(granted.map((one) => madeUnder(read, one.id)))).flat(),
    }
  },
})

const madeUnder = async (read: Reading, request: string) =>
  (await read.all(products, `request:${request}`)).map(({ id, state }) => ({ id, operator: state.operator }))
