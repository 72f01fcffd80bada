/** Articles 27, 28, 30 and 31: credit, complaints, data rights, tolerance and liability, with what each must know of the others. */
import {
  authorizations,
  complaints,
  creditRecords,
  intellectualProperties,
  liabilities,
  organizations,
  products,
  tolerances,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const creditRecordCommand = command({
  procedure: creditRecords,
  facts: async ({ id, asked, by }, read) => {
    const organization = textIn(asked, 'organization')
    const key = `decision:${by.organization}:${textIn(asked, 'decisionNumber')}:${organization}`
    const others = organization === '' ? [] : await read.all(creditRecords, key)
    return {
      registered: (await read.one(organizations, organization)).stage !== 'none',
      sameDecision: others.filter((one) => one.id !== id).length,
    }
  },
})

export const complaintCommand = command({
  procedure: complaints,
  facts: async (_, read) => ({ marketBodies: (await read.all(organizations, 'role:market')).map(({ id }) => id) }),
})

export const intellectualPropertyCommand = command({
  procedure: intellectualProperties,
  facts: async ({ state, asked }, read) => ({
    productOperator: (await read.one(products, state.product || textIn(asked, 'product'))).operator,
  }),
})

export const toleranceCommand = command({
  procedure: tolerances,
  facts: async ({ state, asked }, read) => ({
    authorizationExists: (await read.one(authorizations, state.authorization || textIn(asked, 'authorization'))).stage !== 'none',
  }),
})

export const liabilityCommand = command({
  procedure: liabilities,
  facts: async ({ state, asked }, read) => {
    const authorization = state.authorization || textIn(asked, 'authorization')
    const { stage, operator } = await read.one(authorizations, authorization)
    const filed = authorization === '' ? [] : await read.all(tolerances, `authorization:${authorization}`)
    return {
      authorization: { stage, operator },
      recognizedTolerances: filed.filter((one) => one.state.stage === 'recognized').length,
    }
  },
})
