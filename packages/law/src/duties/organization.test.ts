import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { ban, bannedOn, organizations, register, rename, setRoles } from './organization.ts'

const company = { uscc: actors.operator.organization, name: '太湖数据运营有限公司', roles: ['applicant'], regionCode: '320211' }
const empty = scene(organizations, { facts: { registered: false }, on: '2026-03-02' })
const registered = empty.does(register, actors.systemAdmin, company)

describe('an organization on the platform', () => {
  it('is registered once, by the system administrator or the data authority', () => {
    expect(registered.state).toMatchObject({ stage: 'registered', name: '太湖数据运营有限公司', bans: [] })
    expect(empty.tries(register, actors.dataAuthority, company).refusedUnder).toEqual([])
    expect(empty.tries(register, actors.operator, company).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(register, actors.systemAdmin, company, { facts: { registered: true } }).codes).toEqual(['code-registered'])
    expect(registered.tries(register, actors.systemAdmin, company).codes).toEqual(['already-registered'])
  })

  it('turns away a code whose check character is wrong, and takes one whose check digit is zero', () => {
    expect(register.asks.safeParse({ ...company, uscc: '91350211M0000XUF46' }).success).toBe(false)
    expect(register.asks.safeParse({ ...company, uscc: '91320200MA9T000850' }).success).toBe(true)
  })

  it('cannot be given the role of the platform itself', () => {
    expect(empty.tries(register, actors.systemAdmin, { ...company, roles: ['platform'] }).codes).toEqual(['platform-is-no-organization'])
    expect(registered.tries(setRoles, actors.systemAdmin, { roles: ['platform'] }).codes).toEqual(['platform-is-no-organization'])
  })

  it('changes its name and roles and is found under both', () => {
    const changed = registered
      .does(rename, actors.systemAdmin, { name: '太湖数据集团' })
      .does(setRoles, actors.dataAuthority, { roles: ['operator', 'applicant'] })
    expect(organizations.titleOf(changed.state)).toBe('太湖数据集团')
    expect(organizations.keysOf(changed.state)).toEqual([`uscc:${company.uscc}`, 'role:operator', 'role:applicant'])
    expect(empty.tries(rename, actors.systemAdmin, { name: '无' }).codes).toEqual(['not-registered'])
  })
})

describe('W10-5 the ban lasts three years from the day of the revocation', () => {
  const banned = registered.does(ban, actors.platform, { authorization: 'a1', cause: 'violation', from: '2026-03-02' })

  it.each([
    { on: '2026-03-01', until: undefined },
    { on: '2026-03-02', until: '2029-03-02' },
    { on: '2029-03-02', until: '2029-03-02' },
    { on: '2029-03-03', until: undefined },
  ])('on $on it is banned until $until', ({ on, until }) => {
    expect(bannedOn(banned.state, day(on))).toBe(until)
  })

  it('W10-5 is set by the platform as a revocation takes effect, by nobody by hand', () => {
    const asked = { authorization: 'a1', cause: 'violation', from: '2026-03-02' }
    expect(registered.tries(ban, actors.dataAuthority, asked).refusedUnder).toEqual(['W10-5'])
  })

  it('W10-6 a revocation for another cause leads to no ban', () => {
    const asked = { authorization: 'a1', cause: 'other', from: '2026-03-02' }
    expect(registered.tries(ban, actors.platform, asked).codes).toEqual(['ban-without-violation'])
  })
})
