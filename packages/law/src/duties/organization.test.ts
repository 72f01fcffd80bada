import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import type { Actor } from '../kernel/actor.ts'
import { day, instant } from '../kernel/days.ts'
import { parametersOn } from '../parameters.ts'
import { scene } from '../testing.ts'
import { ban, bannedOn, found, organizations, recordRelations, register, rename, setRoles } from './organization.ts'

const company = { uscc: actors.operator.organization, name: '太湖数据运营有限公司', roles: ['applicant'], regionCode: '320211' }
const empty = scene(organizations, { facts: { registered: false, hasAuthority: true }, on: '2026-03-02' })
const registered = empty.does(register, actors.dataAuthority, company)

describe('an organization on the platform', () => {
  it('is registered once, by the data authority and not by an administrator of the platform', () => {
    expect(registered.state).toMatchObject({ stage: 'registered', name: '太湖数据运营有限公司', bans: [] })
    expect(empty.tries(register, actors.systemAdmin, company).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(register, actors.operator, company).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(register, actors.dataAuthority, company, { facts: { registered: true } }).codes).toEqual(['code-registered'])
    expect(registered.tries(register, actors.dataAuthority, company).codes).toEqual(['already-registered'])
  })

  it('turns away a code whose check character is wrong, and takes one whose check digit is zero', () => {
    expect(register.asks.safeParse({ ...company, uscc: '91350211M0000XUF46' }).success).toBe(false)
    expect(register.asks.safeParse({ ...company, uscc: '91320200MA9T000850' }).success).toBe(true)
  })

  it.each([
    { role: 'public', codes: ['role-of-nobody'] },
    { role: 'platform', codes: ['role-of-nobody'] },
    { role: 'consumer', codes: [] },
  ])('A6 is given no role that nobody holds: $role gets $codes', ({ role, codes }) => {
    expect(empty.tries(register, actors.dataAuthority, { ...company, roles: [role] }).codes).toEqual(codes)
    expect(registered.tries(setRoles, actors.dataAuthority, { roles: [role] }).codes).toEqual(codes)
  })

  it('changes its name and roles and is found under both', () => {
    const changed = registered
      .does(rename, actors.dataAuthority, { name: '太湖数据集团' })
      .does(setRoles, actors.dataAuthority, { roles: ['operator', 'applicant'] })
    expect(organizations.titleOf(changed.state)).toBe('太湖数据集团')
    expect(organizations.keysOf(changed.state)).toEqual([`uscc:${company.uscc}`, 'role:operator', 'role:applicant'])
    expect(empty.tries(rename, actors.dataAuthority, { name: '无' }).codes).toEqual(['not-registered'])
  })
})

describe('A6 the roles of an organization', () => {
  const office = { ...company, roles: ['district-authority'], regionCode: '320281' }

  it('A6 a district data authority is of a district, the data authority of the city', () => {
    expect(empty.tries(register, actors.dataAuthority, office).codes).toEqual([])
    expect(empty.tries(register, actors.dataAuthority, { ...office, regionCode: '320200' }).codes).toEqual(['authority-of-another-level'])
    expect(empty.tries(register, actors.dataAuthority, { ...office, roles: ['data-authority'] }).codes).toEqual([
      'authority-of-another-level',
    ])
    expect(registered.tries(setRoles, actors.dataAuthority, { roles: ['data-authority'] }).codes).toEqual(['authority-of-another-level'])
  })

  it('A4 a district registers organizations of its own region, in the roles that are its to give', () => {
    const agency = { ...company, roles: ['agency'], regionCode: '320281' }
    expect(empty.tries(register, actors.jiangyin, agency).codes).toEqual([])
    expect(empty.tries(register, actors.yixing, agency).codes).toEqual(['region-of-others'])
    expect(empty.tries(register, actors.jiangyin, { ...agency, roles: ['mechanism'] }).codes).toEqual(['role-given-by-the-city'])
    const theirs = empty.does(register, actors.dataAuthority, agency)
    const on = day('2026-03-02')
    const matter = { state: theirs.state, facts: { registered: false, hasAuthority: true }, on, parameters: parametersOn(on) }
    const offered = (by: Actor) => setRoles.offers?.({ ...matter, by, at: instant('2026-03-02T12:00:00+08:00') }).roles
    expect(offered(actors.jiangyin)).toEqual(['applicant', 'operator', 'agency', 'joint-reviewer', 'consumer'])
    expect(offered(actors.dataAuthority)).not.toContain('data-authority')
    expect(offered(actors.dataAuthority)).toContain('mechanism')
    expect(theirs.tries(rename, actors.jiangyin, { name: '新名称' }).codes).toEqual([])
    expect(theirs.tries(rename, actors.yixing, { name: '新名称' }).codes).toEqual(['other-region'])
  })

  it('A6 the platform registers the first data authority, and then nobody', () => {
    const first = { ...company, roles: ['data-authority'], regionCode: '320200' }
    const facts = { hasAuthority: false }
    expect(empty.tries(found, actors.platform, first, { facts }).codes).toEqual([])
    expect(empty.tries(found, actors.platform, first).codes).toEqual(['authority-there'])
    expect(empty.tries(found, actors.platform, { ...first, roles: ['agency'] }, { facts }).codes).toEqual(['first-is-the-authority'])
    expect(empty.tries(found, actors.systemAdmin, first, { facts }).codes).toEqual(['not-yours-to-do'])
  })
})

describe('A16 the related companies of an organization', () => {
  const tie = { organization: actors.otherOperator.organization, relation: 'controlled-by', basis: '企业信用信息公示系统' }
  const recording = (relations: readonly object[]) => registered.tries(recordRelations, actors.dataAuthority, { relations })

  it('A16 are recorded by the data authority with what they are known from, and nobody is tied to itself or named twice', () => {
    expect(recording([tie]).codes).toEqual([])
    expect(recording([]).codes).toEqual([])
    expect(recording([{ ...tie, organization: company.uscc }]).codes).toEqual(['related-to-itself'])
    expect(recording([tie, { ...tie, relation: 'same-persons' }]).codes).toEqual(['relation-named-twice'])
    expect(recording([tie, { ...tie, organization: actors.consumer.organization }]).codes).toEqual([])
    expect(recordRelations.asks.safeParse({ relations: [{ ...tie, basis: '' }] }).success).toBe(false)
    expect(recordRelations.asks.safeParse({ relations: [{ ...tie, relation: 'friends' }] }).success).toBe(false)
  })

  it('A16 are a hundred at most', () => {
    const many = (count: number) => recordRelations.asks.safeParse({ relations: Array.from({ length: count }, () => tie) }).success
    expect([many(100), many(101)]).toEqual([true, false])
  })

  it('A16 are the business of the data authority, once the organization is registered', () => {
    for (const who of [actors.operator, actors.systemAdmin, actors.securityAuthority])
      expect(registered.tries(recordRelations, who, { relations: [tie] }).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(recordRelations, actors.dataAuthority, { relations: [tie] }).codes).toEqual(['not-registered'])
  })

  it('A16 those that are named stand from now on, and the organization is found under each of them', () => {
    const tied = registered.does(recordRelations, actors.dataAuthority, { relations: [tie] })
    expect(tied.state.relations).toEqual([tie])
    expect(organizations.keysOf(tied.state)).toContain(`related:${tie.organization}`)
    const other = { ...tie, organization: actors.consumer.organization }
    const changed = tied.does(recordRelations, actors.dataAuthority, { relations: [other] })
    expect(organizations.keysOf(changed.state).filter((key) => key.startsWith('related:'))).toEqual([`related:${other.organization}`])
    expect(changed.does(recordRelations, actors.dataAuthority, { relations: [] }).state.relations).toEqual([])
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
