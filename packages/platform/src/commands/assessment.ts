/** Facts of a yearly assessment: the authorization, who may assess, and who is bound to its operator. */
import { assessments, authorizations, distributions, organizations, products, subscriptions } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const assessmentCommand = command({
  procedure: assessments,
  // One assessment a contract year, by its very name.
  idFor: (asked) => `${textIn(asked, 'authorization')}.y${String(asked.year ?? '')}`,
  facts: async ({ state, asked }, read) => {
    const { operator, authority, from, until } = await read.one(authorizations, state.authorization || textIn(asked, 'authorization'))
    return {
      authorization: { operator, authority, from, until },
      assessors: (await read.all(organizations, 'role:assessor')).map(({ id }) => id),
      boundToOperator: operator === '' ? [] : await boundTo(read, operator),
    }
  },
})

const boundTo = async (read: Reading, operator: string): Promise<readonly string[]> => {
  const made = await read.all(products, `operator:${operator}`)
  const shares = await Promise.all(made.map(({ id }) => read.all(distributions, `product:${id}`)))
  const users = await read.all(subscriptions, `operator:${operator}`)
  return [
    ...shares.flat().flatMap(({ state }) => state.parties.map(({ organization }) => organization)),
    ...users.filter(({ state }) => ['approved', 'active'].includes(state.stage)).map(({ state }) => state.consumer),
  ]
}
