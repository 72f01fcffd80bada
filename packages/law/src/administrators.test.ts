import { describe, expect, it } from 'vitest'
import { actors } from './actors.ts'
import { cases } from './cases.ts'
import { type Administrator, administrators, areApart, type Role, roles } from './kernel/roles.ts'

const own = ['account.change-password', 'account.enrol-second-factor', 'account.export-list']

/** All an administrator of the platform may do. The audit administrator changes nothing but the way into the own account, and has on record which list was taken away. */
const shortLists: Readonly<Record<Administrator, readonly string[]>> = {
  'system-admin': ['account.open', 'account.issue-password', 'account.disable', 'account.enable', ...own],
  'security-admin': ['account.grant-roles', 'account.unlock', 'account.remove-second-factor', ...own],
  'audit-admin': own,
}

/** Open to everybody under real name, signed in or not. */
const openToAll = ['application.object', 'registration.object', 'product.object-registration']

interface Told {
  readonly name: string
  readonly when: readonly { readonly actors?: readonly Role[]; readonly holds: (matter: object) => boolean }[]
}
const acts: readonly Told[] = cases.flatMap((one) => one.acts as readonly Told[])
/** Whether the rules on roles let somebody through; they decide before anything else is looked at, so they alone are held here. */
const passes = ({ when }: Told, held: readonly Role[]) => {
  const who = when.filter(({ actors: named }) => named !== undefined)
  return who.length > 0 && who.every(({ holds }) => holds({ by: { ...actors.systemAdmin, roles: held } }))
}

describe('A6 the three administrators', () => {
  it.each(administrators)('A6 %s does what is on its list and nothing else, in all acts of all cases', (role) => {
    expect(
      acts
        .filter((act) => passes(act, [role]))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...shortLists[role]].sort())
  })

  it('A6 none does the work of another', () => {
    for (const [one, list] of Object.entries(shortLists))
      for (const [other, theirs] of Object.entries(shortLists))
        if (one !== other) expect(list.filter((name) => theirs.includes(name)).sort()).toEqual([...own].sort())
  })

  it.each(acts.map((act) => ({ name: act.name, act })))('A6 $name is closed to whoever mixes an administrator with anything', ({ act }) => {
    for (const role of administrators)
      for (const other of roles.filter((one) => one !== role))
        expect({ other, passes: passes(act, [role, other]) }).toEqual({ other, passes: false })
  })

  it('A6 every act says who may, but for objections that anybody may make', () => {
    const silent = acts.filter(({ when }) => when.every(({ actors: named }) => named === undefined)).map(({ name }) => name)
    expect(silent.filter((name) => !openToAll.includes(name))).toEqual([])
  })

  it.each([
    { held: [], apart: true },
    { held: ['system-admin'], apart: true },
    { held: ['system-admin', 'audit-admin'], apart: false },
    { held: ['security-admin', 'finance'], apart: false },
    { held: ['finance', 'mechanism'], apart: true },
  ] as const)('A6 $held are apart: $apart', ({ held, apart }) => {
    expect(areApart(held)).toBe(apart)
  })
})
