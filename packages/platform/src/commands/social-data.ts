/** Facts of an import of social data: the request it is for, the authorization above it, and who else has its name (article 16). */
import { applications, authorizations, calls, catalogItems, dataRequests, isSocialDataOver, socialData } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const socialDataCommand = command({
  procedure: socialData,
  facts: async ({ id, state, asked }, read) => {
    const name = state.request || textIn(asked, 'request')
    const request = await read.one(dataRequests, name)
    const authorization = await read.one(authorizations, request.authorization)
    const application = await read.one(applications, authorization.application)
    const { reviewBodies } = await read.one(calls, application.call)
    return {
      request,
      authorization: { ...authorization, id: request.authorization, reviewBodies },
      nameTaken: state.stage === 'none' && (await isTaken(read, id, name, textIn(asked, 'dataset'))),
    }
  },
})

const isTaken = async (read: Reading, id: string, request: string, dataset: string): Promise<boolean> => {
  if (dataset === '') return false
  const items = await read.all(catalogItems, `dataset:${dataset}`)
  const others = await read.all(socialData, `request:${request}`)
  return items.length > 0 || others.some((one) => one.id !== id && one.state.dataset === dataset && !isSocialDataOver(one.state))
}
