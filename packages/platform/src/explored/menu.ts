/** Choices as the menus of the models write them. */
import { dayOf, deliberations, instant } from '@yunhe/law'
import { morningOf } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import type { Choice } from './explore.ts'
import { actorOf } from './people.ts'
import { casesIn } from './promises.ts'
import type { Move, World } from './world.ts'

type Asked = Readonly<Record<string, unknown>>

const moveOf = (who: string, name: string, id: string | undefined, asked: Asked): Move => {
  const [procedure = '', act = ''] = name.split('.')
  return { procedure, act, id, by: actorOf(who), asked }
}

/** @param name of the act, as `authorization.resume` */
export const act = (who: string, name: string, id: string | undefined, asked: Asked = {}): Choice => ({
  who,
  moves: [moveOf(who, name, id, asked)],
})

/** Several acts that are one choice: either all are taken or none. */
export const inOneGo = (
  who: string,
  ...acts: readonly (readonly [who: string, name: string, id: string | undefined, asked?: Asked])[]
): Choice => ({
  who,
  moves: acts.map(([by, name, id, asked = {}]) => moveOf(by, name, id, asked)),
})

const members = ['authority-mechanism', 'cyberspace-mechanism', 'police-mechanism']

/** Convened, voted and resolved in one go, at most once a subject and kind: how votes are cast is a model of its own. */
export const deliberated = (
  world: World,
  type: 'grant' | 'terminate' | 'revoke',
  subject: string,
  votes: readonly string[] = ['in-favour', 'against'],
): readonly Choice[] => {
  const held = casesIn(world, deliberations)
  if (held.some(({ state }) => state.type === type && state.subject === subject)) return []
  const id = `${type}-${subject}`
  const convene = moveOf('authority', 'deliberation.convene', id, { type, subject, agenda: '审议', members: members.map(usccOf) })
  const resolve = moveOf('authority', 'deliberation.resolve', id, { minutes: '纪要' })
  return votes.map((vote) => ({
    who: `the mechanism, ${vote}`,
    moves: [convene, ...members.map((one) => moveOf(one, 'deliberation.vote', id, { vote, opinion: '意见' })), resolve],
  }))
}

/** The next of these mornings; a day that lies behind is none. */
export const sleeping = (world: World, mornings: readonly (string | undefined)[]): readonly Choice[] => {
  const on = dayOf(world.at)
  const next = mornings.filter((one): one is string => one !== undefined && one > on).toSorted()[0]
  return next === undefined ? [] : [{ sleepUntil: instant(morningOf(next)) }]
}
