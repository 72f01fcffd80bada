/** Scenes are set in a world as they are set over HTTP: the same people, the same acts, no store. */
import { instant } from '@yunhe/law'
import { commands } from '../commands/index.ts'
import type { Stage } from '../scenes/stage.ts'
import { actorOf, must, peopledWorld } from './people.ts'
import { dawn, type World } from './world.ts'

export interface MemoryStage extends Stage {
  readonly world: () => World
}

const procedureOf = (plural: string): string => {
  const found = commands.find(({ procedure }) => procedure.plural === plural)
  if (found === undefined) throw new Error(`could not find cases called ${plural}`)
  return found.procedure.name
}

export const memoryStage = async (at: string, numbers: World['numbers'] = {}): Promise<MemoryStage> => {
  let world = await peopledWorld(instant(at), numbers)
  return {
    world: () => world,
    does: async (login, { plural, act, id, asked = {} }) => {
      const done = await must(world, {
        procedure: procedureOf(plural),
        act,
        id,
        by: actorOf(login),
        asked: asked as Record<string, unknown>,
      })
      world = done.world
      return done.id
    },
    moveTo: async (to) => {
      world = await dawn(world, instant(new Date(to).toISOString()))
    },
    settled: async () => undefined,
    asks: async () => ({ ticket: '' }),
    reads: async (_, path) => {
      const [plural = '', id = ''] = path.split('/').slice(-2)
      return { state: world.cases.get(`${procedureOf(plural)}/${id}`)?.state }
    },
    deliver: async () => 'accepted',
  }
}
