/** Sets up the demonstration by acts of the law, as an operator of the platform would: organizations first, then accounts and their roles. */
import type { Actor, Role } from '@yunhe/law'
import { expertFields } from '@yunhe/law/identifiers/kinds'
import { cityCode } from '@yunhe/law/identifiers/region'
import { commandOf } from './commands/index.ts'
import { actNamed, type Perform } from './http/cases.ts'
import { platformItself } from './reactions/reaction.ts'
import { setPassword } from './store/accounts.ts'
import { hashPassword } from './store/passwords.ts'
import type { Db } from './store/postgres.ts'

export interface DemoOrganization {
  readonly code: string
  readonly regionCode: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly people: readonly { readonly login: string; readonly name: string; readonly roles: readonly Role[] }[]
}

export interface DemoPlace {
  readonly db: Db
  readonly perform: Perform
}

/** Makes what is missing: a second start changes nothing. */
export const openDemoPlace =
  (organizations: readonly DemoOrganization[], password: string) =>
  async (place: DemoPlace): Promise<void> => {
    const [authority] = organizations
    if (authority === undefined) return
    for (const organization of organizations) await register(place, organization, authority.code)
    // One password for all, so hashed once: the hash is made to be slow.
    const hash = hashPassword(password)
    for (const organization of organizations)
      for (const person of organization.people) await openAccount(place, organization.code, person, hash)
    await appointExperts(place, organizations, authority.code)
  }

const installer = (organization: string, ...roles: readonly Role[]): Actor => ({
  person: 'installer',
  organization,
  roles,
  regionCode: cityCode,
})

const does = async (
  { perform }: DemoPlace,
  name: string,
  id: string,
  asked: Readonly<Record<string, unknown>>,
  by: Actor,
): Promise<void> => {
  const [procedure = '', act = ''] = name.split('.')
  const command = commandOf(procedure)
  const outcome = await perform(command, actNamed(command, act), { id, asked, by })
  if (!outcome.ok)
    throw new Error(`could not set up the demonstration: ${name} was refused as ${outcome.refusals.map(({ code }) => code).join(', ')}`)
}

const register = async (place: DemoPlace, { code, name, roles, regionCode }: DemoOrganization, authority: string): Promise<void> => {
  const known = await place.db
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', 'organization')
    .where('id', '=', code)
    .executeTakeFirst()
  if (known) return
  const asked = { uscc: code, name, roles: [...roles], regionCode }
  await (code === authority
    ? does(place, 'organization.found', code, asked, platformItself)
    : does(place, 'organization.register', code, asked, installer(authority, 'data-authority')))
}

type DemoPerson = DemoOrganization['people'][number]

const openAccount = async (
  place: DemoPlace,
  organization: string,
  { login, name, roles }: DemoPerson,
  hash: Promise<string>,
): Promise<void> => {
  const known = await place.db.selectFrom('accounts').select('login').where('login', '=', login).executeTakeFirst()
  if (known) return
  const person = `p-${login}`
  await does(place, 'account.open', person, { organization, login, displayName: name }, installer('', 'system-admin'))
  await does(place, 'account.grant-roles', person, { roles: [...roles] }, installer('', 'security-admin'))
  await setPassword(place.db, person, await hash, false)
}

const fields = Object.keys(expertFields)

/** More than a panel needs, so that chance has something to decide. */
export const expertAppointments = (organizations: readonly DemoOrganization[]) =>
  organizations
    .flatMap(({ code, people }) => people.filter(({ roles }) => roles.includes('expert')).map(({ login }) => ({ login, employer: code })))
    .map(({ login, employer }, place) => ({
      id: `e${place + 1}`,
      asked: {
        person: `p-${login}`,
        fields: [place, place + 2].map((at) => fields[at % fields.length] ?? ''),
        employer,
        from: '2024-03-01',
        until: '2029-02-28',
      },
    }))

const appointExperts = async (place: DemoPlace, organizations: readonly DemoOrganization[], authority: string): Promise<void> => {
  for (const { id, asked } of expertAppointments(organizations)) {
    const known = await place.db.selectFrom('streams').select('stream').where('stream', '=', `expert/${id}`).executeTakeFirst()
    if (known === undefined) await does(place, 'expert.appoint', id, asked, installer(authority, 'data-authority'))
  }
}
