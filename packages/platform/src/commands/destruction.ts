/** Facts of a destruction: what the request and its authorization have come to. */
import { applications, authorizations, catalogItems, dataRequests, dayOf, destructions, liabilities } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const destructionCommand = command({
  procedure: destructions,
  // One task a workspace or a dataset, by its very name.
  idFor: (asked) => textIn(asked, 'request') || `item-${textIn(asked, 'item')}`,
  facts: async ({ id, state, asked, at }, read) => {
    const name = state.request || textIn(asked, 'request')
    const about = state.item || textIn(asked, 'item')
    const request = await read.one(dataRequests, name)
    const item = await read.one(catalogItems, about)
    const key = about === '' ? `request:${name}` : `item:${about}`
    const others = (await read.all(destructions, key)).filter((one) => one.id !== id)
    const authorization = await read.one(authorizations, request.authorization)
    return {
      authorization,
      disposalPlan: (await read.one(applications, authorization.application)).plan.assetDisposal,
      request,
      item: { provider: item.provider, isClosed: item.openAttribute === 'prohibited' || item.secrecy },
      openTasks: others.filter((one) => !['none', 'certified'].includes(one.state.stage)).length,
      liabilityCases:
        request.authorization === ''
          ? 0
          : (await read.all(liabilities, `authorization:${request.authorization}`)).filter((one) => one.state.stage === 'open').length,
      certifiedThisYear: (await read.all(destructions, `certified:${dayOf(at).slice(0, 4)}`)).length,
    }
  },
})
