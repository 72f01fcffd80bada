/** Facts of a yearly assessment: the authorization, who may assess, and who is bound to its operator. */
import {
  applications,
  assessments,
  authorizations,
  calls,
  distributions,
  indicatorSystems,
  organizations,
  products,
  subscriptions,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const assessmentCommand = command({
  procedure: assessments,
  // One assessment a contract year, by its very name.
  idFor: (asked) => `${textIn(asked, 'authorization')}.y${String(asked.year ?? '')}`,
  facts: async ({ state, asked }, read) => {
    const { operator, authority, from, until, application } = await read.one(
      authorizations,
      state.authorization || textIn(asked, 'authorization'),
    )
    return {
      authorization: { operator, authority, from, until, mode: await modeOf(read, application) },
      system: await read.one(indicatorSystems, state.system || textIn(asked, 'system')),
      assessors: (await read.all(organizations, 'role:assessor')).map(({ id }) => id),
      boundToOperator: operator === '' ? [] : await boundTo(read, operator),
    }
  },
})

const modeOf = async (read: Reading, application: string) => (await read.one(calls, (await read.one(applications, application)).call)).mode

const boundTo = async (read: Reading, operator: string): Promise<readonly string[]> => {
  const made = await read.all(products, `operator:${operator}`)
  const shares = await Promise.all(made.map(({ id }) => read.all(distributions, `product:${id}`)))
  const users = await read.all(subscriptions, `operator:${operator}`)
  return [
    ...shares.flat().flatMap(({ state }) => state.parties.map(({ organization }) => organization)),
    ...users.filter(({ state }) => ['approved', 'active'].includes(state.stage)).map(({ state }) => state.consumer),
  ]
}

export const indicatorSystemCommand = command({
  procedure: indicatorSystems,
  facts: async ({ id, state, asked }, read) => {
    const others = await read.all(indicatorSystems, `class:${textIn(asked, 'mode') || state.mode}`)
    return { sameClass: others.filter((one) => one.id !== id && one.state.stage === 'published').length }
  },
})
