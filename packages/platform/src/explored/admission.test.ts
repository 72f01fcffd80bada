import { applications, authorizations, dayOf } from '@yunhe/law'
import { beforeAll, expect, it } from 'vitest'
import { day, filedApplication, morningOf, sheet } from '../scenes/admission.ts'
import { type Choice, cannotReach, type Explored, explore } from './explore.ts'
import { act, deliberated, inOneGo, sleeping } from './menu.ts'
import { casesIn, endsAreFinal, noOpenObjection, noRefusalOverruled, notTwice, onlyDeliberated, panelHeard } from './promises.ts'
import { memoryStage } from './stage.ts'
import type { World } from './world.ts'

/** An application from its filing to the grant: accepted, opined on, heard, noticed, objected to, confirmed, deliberated, in every order. */
const reason = '理由'

const standing = (world: World) => {
  const [found] = casesIn(world, applications)
  if (found === undefined) throw new Error('could not find the application of the model')
  return found
}

const choicesOf = (world: World): readonly Choice[] => {
  const { id, state } = standing(world)
  const authority = (name: string, asked: Readonly<Record<string, unknown>> = {}) => act('authority', `application.${name}`, id, asked)
  const clear = ['dishonest-executee', 'major-tax-case'].map((list) => ({
    list,
    checkedOn: dayOf(world.at),
    source: '共享平台',
    result: 'clear',
  }))
  return [
    authority('accept'),
    act('operator', 'application.withdraw', id, { reason }),
    ...['agree', 'refuse'].map((conclusion) => act('police', 'application.opine', id, { conclusion, reason })),
    ...(state.listChecks.length === 0 ? [authority('check-lists', { checks: clear, reason, evidence: '查询结果' })] : []),
    authority('call-panel'),
    ...hearing(world),
    authority('select', { reason }),
    authority('open-notice', { text: '现予公示。' }),
    ...objecting(world),
    authority('close-notice'),
    authority('return-to-review', { reason }),
    authority('confirm'),
    authority('reject', { reason }),
    ...deliberated(world, 'grant', id),
    act('authority', 'authorization.grant', undefined, { application: id, from: day.granted, until: day.until }),
    ...sleeping(world, [day.noticeOver, day.granted]),
  ]
}

/** All who were drawn and have not spoken yet, one after the other: their order makes no difference. */
const hearing = (world: World): readonly Choice[] => {
  const { id, state } = standing(world)
  const silent = state.panel.filter(({ person, left }) => left === '' && state.expertOpinions.every((one) => one.person !== person))
  if (silent.length === 0) return []
  const asked = { conflict: 'none', sheet, opinion: '可行' }
  return [inOneGo('the experts', ...silent.map(({ person }) => [person.slice(2), 'application.expert-opine', id, asked] as const))]
}

/** One objection in the whole model, by somebody who gives a name. */
const objecting = (world: World): readonly Choice[] => {
  const { id, state } = standing(world)
  if (state.objections.length === 0)
    return [act('passer-by', 'application.object', id, { realName: '某人', contact: '地址', ground: '异议', evidence: '材料' })]
  return ['upheld', 'dismissed'].map((outcome) => act('authority', 'application.answer-objection', id, { number: 1, outcome, reason }))
}

let explored: Explored

beforeAll(async () => {
  const stage = await memoryStage(morningOf(day.filing))
  await filedApplication(stage)
  explored = await explore({
    start: stage.world(),
    choices: choicesOf,
    promises: [onlyDeliberated, noOpenObjection, noRefusalOverruled, panelHeard, endsAreFinal, notTwice],
    mostWorlds: 20_000,
  })
}, 300_000)

it('keeps every promise in every world that an application can come to', () => {
  expect(explored.broken).toBeUndefined()
})

it.each(['rejected', 'withdrawn', 'noticed', 'confirmed'])('comes to a world in which it is %s', (stage) => {
  expect(explored.worlds.some((world) => standing(world).state.stage === stage)).toBe(true)
})

it('W5-1 comes to a world in which it is granted', () => {
  expect(explored.worlds.some((world) => casesIn(world, authorizations).length > 0)).toBe(true)
})

it('A9 whatever is under review can still be confirmed or rejected', () => {
  const ends = ['confirmed', 'rejected', 'withdrawn']
  const stuck = cannotReach(
    explored,
    (world) => !ends.includes(standing(world).state.stage),
    (world) => ends.includes(standing(world).state.stage),
  )
  expect(stuck.slice(0, 1).map(explored.storyTo)).toEqual([])
})
