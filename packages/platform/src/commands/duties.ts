/** Chapter 2: organizations, the accounts of their people and the coordination mechanism. */
import { accounts, deliberations, organizations } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const organizationCommand = command({
  procedure: organizations,
  idFor: (asked) => textIn(asked, 'uscc'),
  facts: async ({ state, asked }, read) => ({
    registered: state.stage !== 'none' || (await read.one(organizations, textIn(asked, 'uscc'))).stage !== 'none',
    hasAuthority: (await read.all(organizations, 'role:data-authority')).some((one) => one.state.roles.includes('data-authority')),
  }),
})

/** The id of the case is that of the person: opaque, and the only name that entries of the log give. */
export const accountCommand = command({
  procedure: accounts,
  facts: async ({ id, state, asked }, read) => {
    const login = textIn(asked, 'login')
    const loginRef = login === '' ? '' : read.keyedHash(login)
    const code = state.organization || textIn(asked, 'organization')
    const organization = await read.one(organizations, code)
    return {
      person: id,
      loginRef,
      loginTaken: login !== '' && (await read.all(accounts, `account:${loginRef}`)).some((one) => one.id !== id),
      organization: {
        registered: organization.stage === 'registered',
        roles: organization.roles,
        regionCode: organization.regionCode || cityCode,
      },
      administratorThere: await holdsAlready(read, textIn(asked, 'role')),
    }
  },
})

const holdsAlready = async (read: Reading, role: string): Promise<boolean> =>
  role !== '' && (await read.all(accounts, `administrator:${role}`)).some(({ state }) => state.roles.some((held) => held === role))

export const deliberationCommand = command({
  procedure: deliberations,
  facts: async (_, read) => ({ mechanismBodies: (await read.all(organizations, 'role:mechanism')).map(({ id }) => id) }),
})
