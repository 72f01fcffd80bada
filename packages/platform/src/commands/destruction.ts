/** Facts of a destruction: what the request and its authorization have come to. */
import { applications, authorizations, dataRequests, dayOf, destructions, liabilities } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const destructionCommand = command({
  procedure: destructions,
  // One task a workspace, by its very name.
  idFor: (asked) => textIn(asked, 'request'),
  facts: async ({ id, state, asked, at }, read) => {
    const name = state.request || textIn(asked, 'request')
    const request = await read.one(dataRequests, name)
    const others = (await read.all(destructions, `request:${name}`)).filter((one) => one.id !== id)
    const authorization = await read.one(authorizations, request.authorization)
    return {
      authorization,
      disposalPlan: (await read.one(applications, authorization.application)).plan.assetDisposal,
      request,
      openTasks: others.filter((one) => !['none', 'certified'].includes(one.state.stage)).length,
      liabilityCases:
        request.authorization === ''
          ? 0
          : (await read.all(liabilities, `authorization:${request.authorization}`)).filter((one) => one.state.stage === 'open').length,
      certifiedThisYear: (await read.all(destructions, `certified:${dayOf(at).slice(0, 4)}`)).length,
    }
  },
})
