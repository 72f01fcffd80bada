import { cases } from '@yunhe/law'
import { grantableRoles } from '@yunhe/law/kernel/actor'
import { describe, expect, it } from 'vitest'
import { toolByPath } from '../../app/navigation.ts'
import { type Door, doorsOf, type HomeRole, homeRolesOf, homes } from './homes.ts'

const kinds: ReadonlySet<string> = new Set(cases.map(({ plural }) => plural))
const pluralOf = (door: Door) => /^\/cases\/([^/]+)(\/new)?$/.exec(door)?.[1]
const leads = (door: Door) => (pluralOf(door) === undefined ? Object.hasOwn(toolByPath, door) : kinds.has(pluralOf(door) ?? ''))

/** Kinds of cases of which at least one act names this role and no other rule gives it to everybody. */
const actedOnBy = (role: HomeRole) =>
  cases
    .filter(({ acts }) =>
      (acts as readonly { readonly when: readonly { readonly actors?: readonly string[] }[] }[]).some(({ when }) =>
        // The data authority of a district is the data authority there.
        when.some(({ actors }) => actors?.some((one) => one === role || (one === 'data-authority' && role === 'district-authority'))),
      ),
    )
    .map(({ plural }) => plural)

describe('a home', () => {
  it.each(Object.entries(homes))('of %s leads to places that are there', (_, doors) => {
    expect(doors.filter((door) => !leads(door))).toEqual([])
    expect(new Set(doors).size).toBe(doors.length)
  })

  it('is there for every role but the public and the platform', () => {
    expect(Object.keys(homes).toSorted()).toEqual(grantableRoles.toSorted())
  })

  it.each(Object.keys(homes) as HomeRole[])('of %s has a door to something this role acts on', (role) => {
    const acted = actedOnBy(role)
    const shown = homes[role].map(pluralOf)
    expect(acted.some((plural) => shown.includes(plural))).toBe(role !== 'audit-admin')
  })

  it('of somebody with two roles has the doors of both, each once, and the name of the first', () => {
    const doors = doorsOf(['operator-analyst', 'operator'])
    expect(homeRolesOf(['operator-analyst', 'operator'])).toEqual(['operator', 'operator-analyst'])
    expect(new Set(doors)).toEqual(new Set([...homes.operator, ...homes['operator-analyst']]))
    expect(new Set(doors).size).toBe(doors.length)
  })

  it('of somebody without a role shows what is open to everybody', () => expect(doorsOf([])).toContain('/cases/calls'))
})
