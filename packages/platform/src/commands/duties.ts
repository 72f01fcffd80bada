/** Chapter 2: organizations, the accounts of their people and the coordination mechanism. */
import { accounts, applications, authorizations, deliberations, experts, organizations } from '@yunhe/law'
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
  facts: async ({ state, asked }, read) => {
    // Asked of the others only as it is put to the mechanism: what changes meanwhile stops no vote.
    const subject = state.stage === 'none' ? textIn(asked, 'subject') : ''
    const { stage, rectifications, rectification } = await read.one(authorizations, subject)
    return {
      mechanismBodies: (await read.all(organizations, 'role:mechanism')).map(({ id }) => id),
      application: (await read.one(applications, subject)).stage,
      authorization: { stage, rectifications, failed: rectification?.failed !== undefined },
    }
  },
})

export const expertCommand = command({
  procedure: experts,
  facts: async ({ id, asked }, read) => {
    const person = textIn(asked, 'person')
    const others = person === '' ? [] : await read.all(experts, `expert:${person}`)
    return { inPool: others.some((one) => one.id !== id && one.state.stage === 'appointed') }
  },
})
