import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actors } from '../actors.ts'
import { type Role, roles } from '../kernel/actor.ts'
import { titleOfCase } from '../kernel/title.ts'
import { scene } from '../testing.ts'
import {
  type AccountFacts,
  accounts,
  changePassword,
  disable,
  enable,
  enrolSecondFactor,
  exportList,
  found,
  grantRoles,
  issuePassword,
  open,
  removeSecondFactor,
  rolesToday,
  unlock,
} from './account.ts'

const facts: AccountFacts = {
  person: 'x1',
  loginRef: 'ref',
  loginTaken: false,
  organization: { registered: true, roles: ['applicant', 'operator'], regionCode: '320200' },
  administratorThere: true,
}
const form = { organization: actors.operator.organization, login: 'wang.min', displayName: '王敏' }
const empty = scene(accounts, { facts, on: '2026-03-02' })
const opened = empty.does(open, actors.systemAdmin, form)
const granted = opened.does(grantRoles, actors.securityAdmin, { roles: ['operator'] })
const own = { ...actors.systemAdmin, person: 'x1' }

describe('A6 an account', () => {
  it('A6 is opened by the system administrator, for an organization that is there, under a login of its own', () => {
    expect(opened.state).toMatchObject({ stage: 'open', person: 'x1', roles: [] })
    expect(empty.tries(open, actors.securityAdmin, form).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(open, actors.dataAuthority, form).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(open, actors.systemAdmin, form, { facts: { loginTaken: true } }).codes).toEqual(['login-taken'])
    const nowhere = { ...facts.organization, registered: false }
    expect(empty.tries(open, actors.systemAdmin, form, { facts: { organization: nowhere } }).codes).toEqual(['organization-not-registered'])
  })

  it('A6 has no role until the security administrator gives one, whose turn it is', () => {
    expect(accounts.turns(opened.state)).toEqual([{ role: 'security-admin' }])
    expect(accounts.turns(granted.state)).toEqual([])
    expect(opened.tries(grantRoles, actors.systemAdmin, { roles: ['operator'] }).codes).toEqual(['not-yours-to-do'])
  })

  it('A6 gets only roles of its organization, and those inside an operator', () => {
    const granting = (...roles: string[]) => opened.tries(grantRoles, actors.securityAdmin, { roles }).codes
    expect(granting('operator', 'operator-security')).toEqual([])
    expect(granting('operator-analyst')).toEqual([])
    expect(granting('data-authority')).toEqual(['role-not-of-organization'])
  })

  it.each([
    { role: 'public', codes: ['role-of-nobody', 'role-not-of-organization'] },
    { role: 'platform', codes: ['role-of-nobody', 'role-not-of-organization'] },
    { role: 'consumer', codes: [] },
  ])('A6 is given no role that nobody holds, even of an organization that has it: $role gets $codes', ({ role, codes }) => {
    const organization = { ...facts.organization, roles: ['public', 'platform', 'consumer'] as const }
    expect(opened.tries(grantRoles, actors.securityAdmin, { roles: [role] }, { facts: { organization } }).codes).toEqual(codes)
    expect(rolesToday([role as Role], organization.roles)).toEqual(codes.length === 0 ? [role] : [])
  })

  it('A6 is offered every role that somebody may hold, and no other', () => {
    const form: unknown = z.toJSONSchema(grantRoles.asks, { io: 'input' })
    expect(form).toHaveProperty(
      'properties.roles.items.offered',
      roles.filter((role) => role !== 'public' && role !== 'platform'),
    )
  })

  it.each([
    { roles: ['system-admin'], codes: [] },
    { roles: ['system-admin', 'security-admin'], codes: ['administrator-with-another-role'] },
    { roles: ['audit-admin', 'data-authority'], codes: ['administrator-with-another-role'] },
    { roles: ['data-authority', 'registrar'], codes: [] },
  ])('A6 an administrator holds nothing else: $roles gets $codes', ({ roles, codes }) => {
    const organization = {
      ...facts.organization,
      roles: ['system-admin', 'security-admin', 'audit-admin', 'data-authority', 'registrar'] as const,
    }
    expect(opened.tries(grantRoles, actors.securityAdmin, { roles }, { facts: { organization } }).codes).toEqual(codes)
  })

  it('A6 nobody gives themselves a role, a password, or an account back', () => {
    expect(opened.tries(grantRoles, { ...actors.securityAdmin, person: 'x1' }, { roles: [] }).codes).toEqual(['own-account'])
    expect(opened.tries(issuePassword, own).codes).toEqual(['own-account'])
    expect(opened.tries(disable, own, { reason: '离职' }).codes).toEqual(['own-account'])
  })

  it('A6 is disabled with a reason and enabled again by the system administrator', () => {
    const disabled = granted.does(disable, actors.systemAdmin, { reason: '离职' })
    expect(disabled.state.stage).toBe('disabled')
    expect(disabled.tries(grantRoles, actors.securityAdmin, { roles: [] }).codes).toEqual(['account-not-open'])
    expect(disabled.tries(enable, actors.securityAdmin).codes).toEqual(['not-yours-to-do'])
    expect(disabled.does(enable, actors.systemAdmin).state).toMatchObject({ stage: 'open', roles: ['operator'] })
    expect(granted.tries(enable, actors.systemAdmin).codes).toEqual(['not-disabled'])
  })

  it('A6 is unlocked, and rid of a lost second factor, by the security administrator', () => {
    expect(granted.tries(unlock, actors.securityAdmin).codes).toEqual([])
    expect(granted.tries(unlock, actors.systemAdmin).codes).toEqual(['not-yours-to-do'])
    expect(granted.tries(removeSecondFactor, actors.securityAdmin, { reason: '遗失' }).codes).toEqual([])
    expect(granted.tries(removeSecondFactor, actors.systemAdmin, { reason: '遗失' }).codes).toEqual(['not-yours-to-do'])
  })

  it('A6 has its password and second factor changed by its own person only', () => {
    const holder = { ...actors.operator, person: 'x1' }
    for (const act of [changePassword, enrolSecondFactor]) {
      expect(granted.tries(act, holder).codes).toEqual([])
      expect(granted.tries(act, actors.systemAdmin).codes).toEqual(['account-of-another'])
    }
  })

  const exported = {
    list: 'emergency-plans',
    filters: [{ filter: 'stage', value: 'filed,approved' }],
    sort: '-updatedAt',
    columns: ['title', 'due'],
    format: 'csv',
    rows: 12,
    sizeBytes: 900,
    sha256: 'a'.repeat(64),
  } as const

  it('A6 has on record which list its own person took away, and nothing changes by it', () => {
    const holder = { ...actors.operator, person: 'x1' }
    expect(granted.tries(exportList, holder, exported).events).toEqual([{ type: 'ListExported', ...exported }])
    expect(granted.does(exportList, holder, exported).state).toEqual(granted.state)
    expect(granted.tries(exportList, actors.systemAdmin, exported).codes).toEqual(['account-of-another'])
    expect(granted.tries(exportList, { ...actors.platform, person: 'x1' }, exported).codes).toEqual(['not-yours-to-do'])
    const disabled = granted.does(disable, actors.systemAdmin, { reason: '离职' })
    expect(disabled.tries(exportList, holder, exported).codes).toEqual(['account-not-open'])
  })

  it('A6 takes no text that somebody typed into a search, and no file without its hash', () => {
    expect(exportList.asks.safeParse(exported).success).toBe(true)
    expect(exportList.asks.safeParse({ ...exported, filters: [{ filter: 'q', value: '' }] }).success).toBe(true)
    expect(exportList.asks.safeParse({ ...exported, filters: [{ filter: 'q', value: '王小明' }] }).success).toBe(false)
    expect(exportList.asks.safeParse({ ...exported, sha256: '' }).success).toBe(false)
  })

  it('A6 keeps no name in its title nor in its keys', () => {
    expect(accounts.titleOf(granted.state)).toBe(titleOfCase('account', 'x1'))
    expect(accounts.keysOf(granted.state).join(' ')).not.toContain('wang.min')
  })
})

describe('A6 the first administrators', () => {
  const bureau = { ...facts.organization, roles: ['data-authority', 'system-admin', 'security-admin'] as const }
  const none = { administratorThere: false, organization: bureau }
  const asked = { ...form, role: 'system-admin' }

  it('A6 are set up by the platform on an empty platform, and never again', () => {
    expect(empty.tries(found, actors.platform, asked, { facts: none }).events).toMatchObject([
      { type: 'AccountOpened' },
      { type: 'AccountRolesGranted', roles: ['system-admin'] },
    ])
    expect(empty.tries(found, actors.platform, asked, { facts: { ...none, administratorThere: true } }).codes).toEqual([
      'administrator-there',
    ])
    expect(empty.tries(found, actors.systemAdmin, asked, { facts: none }).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(found, actors.platform, asked, { facts: { administratorThere: false } }).codes).toEqual(['role-not-of-organization'])
  })
})

describe('A6 the roles that count today', () => {
  it.each([
    { granted: ['operator', 'applicant'], organization: ['applicant', 'operator'], today: ['operator', 'applicant'] },
    { granted: ['operator', 'applicant'], organization: ['applicant'], today: ['applicant'] },
    { granted: ['operator-analyst'], organization: ['operator'], today: ['operator-analyst'] },
    { granted: ['operator-analyst'], organization: ['applicant'], today: [] },
    { granted: ['data-authority'], organization: [], today: [] },
    { granted: ['system-admin', 'data-authority'], organization: ['system-admin', 'data-authority'], today: [] },
  ] as const)('A6 $granted in an organization with $organization: $today', ({ granted: held, organization, today }) => {
    expect(rolesToday(held, organization)).toEqual(today)
  })
})
