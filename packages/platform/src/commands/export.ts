/** Facts of an export: the request it was made in, the authorization above it, and where each table of its workspace comes from (article 16). */
import {
  applications,
  authorizations,
  calls,
  catalogItems,
  type DataRequest,
  dataExports,
  dataRequests,
  destructions,
  gradeOf,
  holdsStill,
  leakTraces,
  riskReports,
  socialData,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import { isEnabled } from './conduct.ts'
import type { Reading } from './reading.ts'

export const exportCommand = command({
  procedure: dataExports,
  // The zone has named it when it froze the files: asked for twice, it is one case.
  idFor: (asked) => textIn(asked, 'export'),
  facts: async ({ id, state, asked, by, at }, read) => {
    const name = state.request || textIn(asked, 'request')
    const request = await read.one(dataRequests, name)
    const authorization = await read.one(authorizations, request.authorization)
    const application = await read.one(applications, authorization.application)
    const { reviewBodies } = await read.one(calls, application.call)
    return {
      request,
      authorization: { ...authorization, id: request.authorization, reviewBodies },
      sources: [...(await grantedSources(read, request)), ...(await importedSources(read, name))],
      personEnabled: await isEnabled(read, by, at),
      openDestructions: (await read.all(destructions, `export:${id}`)).filter((one) => !['none', 'certified'].includes(one.state.stage))
        .length,
      openRisks: (await read.all(riskReports, `request:${name}`)).filter((one) => holdsStill(one.state)).length,
    }
  },
})

/** As grave as the fields that were granted, as they stand in the catalog today. */
const grantedSources = (read: Reading, { decision }: DataRequest) =>
  Promise.all(
    (decision?.items ?? []).map(async ({ item, dataset, provider, fields }) => {
      const known = await read.one(catalogItems, item)
      const granted = known.fields.filter(({ name }) => fields.some((one) => one.name === name && one.disclosure !== 'hidden'))
      return { table: dataset, provider, grade: gradeOf(granted.length > 0 ? granted : known.fields) }
    }),
  )

const importedSources = async (read: Reading, request: string) =>
  (await read.all(socialData, `request:${request}`))
    .filter(({ state }) => state.stage === 'imported')
    .map(({ state }) => ({ table: state.dataset, provider: state.operator, grade: gradeOf(state.fields) }))

export const leakTraceCommand = command({ procedure: leakTraces, facts: async () => ({}) })
