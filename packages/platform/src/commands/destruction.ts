/** Facts of a destruction: what the request and its authorization have come to. */
import { applications, authorizations, catalogItems, dataExports, dataRequests, dayOf, destructions, liabilities } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const destructionCommand = command({
  procedure: destructions,
  // One task a workspace, a dataset or an export, by its very name.
  idFor: (asked) =>
    textIn(asked, 'request') || (textIn(asked, 'export') === '' ? `item-${textIn(asked, 'item')}` : `export-${textIn(asked, 'export')}`),
  facts: async ({ id, state, asked, at }, read) => {
    const name = state.request || textIn(asked, 'request')
    const about = state.item || textIn(asked, 'item')
    const left = state.export || textIn(asked, 'export')
    const request = await read.one(dataRequests, name)
    const exported = await read.one(dataExports, left)
    const item = await read.one(catalogItems, about)
    const key = left !== '' ? `export:${left}` : about === '' ? `request:${name}` : `item:${about}`
    const under = request.authorization || exported.authorization
    const others = (await read.all(destructions, key)).filter((one) => one.id !== id)
    const authorization = await read.one(authorizations, under)
    return {
      authorization,
      disposalPlan: (await read.one(applications, authorization.application)).plan.assetDisposal,
      request,
      item: { provider: item.provider, isClosed: item.openAttribute === 'prohibited' || item.secrecy },
      export: exported,
      openTasks: others.filter((one) => !['none', 'certified'].includes(one.state.stage)).length,
      liabilityCases:
        under === '' ? 0 : (await read.all(liabilities, `authorization:${under}`)).filter((one) => one.state.stage === 'open').length,
      certifiedThisYear: (await read.all(destructions, `certified:${dayOf(at).slice(0, 4)}`)).length,
    }
  },
})
