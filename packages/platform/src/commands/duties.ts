/** Chapter 2: organizations and the coordination mechanism. */
import { deliberations, organizations } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const organizationCommand = command({
  procedure: organizations,
  idFor: (asked) => textIn(asked, 'uscc'),
  facts: async ({ state, asked }, read) => ({
    registered: state.stage !== 'none' || (await read.one(organizations, textIn(asked, 'uscc'))).stage !== 'none',
  }),
})

export const deliberationCommand = command({
  procedure: deliberations,
  facts: async (_, read) => ({ mechanismBodies: (await read.all(organizations, 'role:mechanism')).map(({ id }) => id) }),
})
