/** Those of the demonstration, as actors; and a world in which their organizations are registered. */
import type { Actor, Instant, Parameters } from '@yunhe/law'
import { demoOrganizations } from '../demo.ts'
import { expertAppointments } from '../demo-place.ts'
import { emptyWorld, type Move, take, type World } from './world.ts'

const passerBy: Actor = { person: 'passer-by', organization: '', roles: ['public'], regionCode: '320200' }

export const actorOf = (login: string): Actor => {
  if (login === passerBy.person) return passerBy
  for (const { code, people, regionCode } of demoOrganizations) {
    const found = people.find((one) => one.login === login)
    if (found) return { person: `p-${login}`, organization: code, roles: found.roles, regionCode }
  }
  throw new Error(`could not find the account ${login}`)
}

export const must = async (world: World, move: Move): Promise<{ readonly world: World; readonly id: string }> => {
  const step = await take(world, move)
  if (step.ok) return step
  throw new Error(
    `could not set the scene: ${move.procedure}.${move.act} ${step.refusals.map(({ rule, code }) => `${rule} ${code}`).join(', ')}`,
  )
}

export const peopledWorld = async (at: Instant, numbers: Partial<Parameters> = {}): Promise<World> => {
  let world = emptyWorld(at, numbers)
  for (const { code, name, roles, regionCode } of demoOrganizations) {
    const asked = { uscc: code, name, roles: [...roles], regionCode }
    world = (await must(world, { procedure: 'organization', act: 'register', id: code, by: actorOf('authority'), asked })).world
  }
  for (const { id, asked } of expertAppointments(demoOrganizations))
    world = (await must(world, { procedure: 'expert', act: 'appoint', id, by: actorOf('authority'), asked })).world
  return world
}
