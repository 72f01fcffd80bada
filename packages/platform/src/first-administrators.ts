/** The beginning of a platform that is nobody's yet: its data authority, and the two administrators without whom nobody else can come in. */
import type { Refusal } from '@yunhe/law'
import { organizations } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { commandOf } from './commands/index.ts'
import { actNamed, newId, type Perform } from './http/cases.ts'
import { platformItself } from './reactions/reaction.ts'
import { setPassword } from './store/accounts.ts'
import type { Log } from './store/log.ts'
import { hashPassword, oneTimePassword } from './store/passwords.ts'
import type { Db } from './store/postgres.ts'

export interface Beginning {
  readonly db: Db
  readonly log: Log
  readonly perform: Perform
}

export interface Founders {
  /** The data authority of the city; it runs the platform and so holds the administrators' roles too. */
  readonly organization: { readonly uscc: string; readonly name: string }
  readonly system: { readonly login: string; readonly displayName: string }
  readonly security: { readonly login: string; readonly displayName: string }
}

export interface HandedOver {
  readonly role: 'system-admin' | 'security-admin'
  readonly login: string
  /** To be changed at the first sign-in. */
  readonly password: string
}

/** What the law says against it, in one line. */
const refusedAs = (refusals: readonly Refusal[]): string => refusals.map(({ rule, words }) => `${rule}: ${words.en}`).join('; ')

const roles = ['data-authority', 'system-admin', 'security-admin', 'audit-admin']

/** @throws where somebody is there already, or a form is wrong: nothing is set up twice */
export const setUpFirst = async (beginning: Beginning, { organization, system, security }: Founders): Promise<readonly HandedOver[]> => {
  if (system.login === security.login) throw new Error('could not make one person both administrators: they are two')
  if (!(await isRegistered(beginning, organization.uscc)))
    await does(beginning, 'organization.found', organization.uscc, { ...organization, roles, regionCode: cityCode })
  const founders = [{ role: 'system-admin', ...system } as const, { role: 'security-admin', ...security } as const]
  const handedOver: HandedOver[] = []
  for (const { role, login, displayName } of founders) {
    const id = newId()
    const password = oneTimePassword()
    await does(beginning, 'account.found', id, { organization: organization.uscc, login, displayName, role })
    await setPassword(beginning.db, id, await hashPassword(password), true)
    handedOver.push({ role, login, password })
  }
  return handedOver
}

const isRegistered = async ({ log }: Beginning, uscc: string): Promise<boolean> =>
  (await log.read(`${organizations.name}/${uscc}`)).length > 0

const does = async ({ perform }: Beginning, name: string, id: string, asked: unknown): Promise<void> => {
  const [procedure = '', word = ''] = name.split('.')
  const command = commandOf(procedure)
  const act = actNamed(command, word)
  const read = act.asks.safeParse(asked)
  if (!read.success)
    throw new Error(`could not read ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`)
  const outcome = await perform(command, act, { id, asked: read.data as Readonly<Record<string, unknown>>, by: platformItself })
  if (!outcome.ok) throw new Error(`could not set up the first administrators: ${refusedAs(outcome.refusals)}`)
}
