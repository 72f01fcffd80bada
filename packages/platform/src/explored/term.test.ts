import { addDays, applications, authorizations, dayOf, organizations } from '@yunhe/law'
import { beforeAll, expect, it } from 'vitest'
import { activeAuthorization, applicationForm, callForm, day, morningOf } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type Choice, cannotReach, type Explored, explore } from './explore.ts'
import { act, deliberated, sleeping } from './menu.ts'
import { casesIn, endsAreFinal, notInsideABan, notTwice, onlyDeliberated, withinTwoYears } from './promises.ts'
import { memoryStage } from './stage.ts'
import type { World } from './world.ts'

/** How an authorization in force may go on, and the operator that loses it and applies again. */
const choicesOf =
  (authorization: string) =>
  (world: World): readonly Choice[] => {
    const on = dayOf(world.at)
    const { rectification, rectifications } = standing(world)
    if (hasAppliedAgain(world)) return []
    return [
      ...(rectifications < 2 && on <= lastOrder
        ? [
            act('authority', 'authorization.order-rectification', authorization, {
              violation: 'misuse',
              finding: '认定',
              due: addDays(on, 20),
            }),
          ]
        : []),
      act('operator', 'authorization.report-rectification', authorization, { feedback: '已整改' }),
      act('authority', 'authorization.extend-rectification', authorization, { due: addDays(rectification?.due ?? on, 10), reason: '延期' }),
      act('authority', 'authorization.resume', authorization, { acceptance: '验收' }),
      act('authority', 'authorization.reject-rectification', authorization, { reason: '未通过' }),
      act('authority', 'authorization.terminate', authorization, { reason: '逾期未整改' }),
      act('authority', 'authorization.revoke', authorization, { cause: 'violation', reason: '理由' }),
      ...deliberated(world, 'terminate', authorization),
      ...deliberated(world, 'revoke', authorization, ['in-favour']),
      ...applyingAgain(world),
      ...sleeping(world, mornings),
    ]
  }

const standing = (world: World) => {
  const [found] = casesIn(world, authorizations)
  if (found === undefined) throw new Error('could not find the authorization of the model')
  return found.state
}

const hasAppliedAgain = (world: World): boolean =>
  casesIn(world, applications).filter(({ state }) => state.applicant === usccOf('operator')).length > 1

/** The day after a rectification and after its extension was due, the last day of the term, and of the ban that the first day's revocation brings, each with the day after. */
const lastOrder = day.granted
const mornings = ['2026-04-01', day.until, '2028-03-12', '2029-03-11', '2029-03-12']

/** To the second call of the model, which is open all the time: what the operator may do again, and when. */
const applyingAgain = (world: World): readonly Choice[] => {
  const on = dayOf(world.at)
  const { plan, ...form } = applicationForm(second)
  const evidence = form.evidence.map((one) => ({ ...one, validTo: '2039-12-31' }))
  const term = { ...plan, from: addDays(on, 60), until: addDays(on, 400) }
  return [act('operator', 'application.submit', undefined, { ...form, evidence, plan: term })]
}

const second = 'second-call'
const openForYears = { openFrom: day.filing, openTo: '2034-12-31' }

let explored: Explored

beforeAll(async () => {
  const stage = await memoryStage(morningOf(day.filing))
  await stage.does('authority', { plural: 'calls', act: 'publish', id: second, asked: callForm(openForYears) })
  const authorization = await activeAuthorization(stage)
  explored = await explore({
    start: stage.world(),
    choices: choicesOf(authorization),
    promises: [withinTwoYears, notInsideABan, onlyDeliberated, endsAreFinal, notTwice],
    mostWorlds: 20_000,
  })
}, 300_000)

it('keeps every promise in every world that the term of an authorization can come to', () => {
  expect(explored.broken).toBeUndefined()
})

it.each(['suspended', 'expired', 'terminated', 'revoked'])('comes to a world in which it is %s', (stage) => {
  expect(explored.worlds.some((world) => standing(world).stage === stage)).toBe(true)
})

it('W10-5 comes to a world in which the banned operator applies again, after the ban and not before', () => {
  const again = explored.worlds.filter(hasAppliedAgain)
  const banned = again.filter((world) => casesIn(world, organizations).some(({ state }) => state.bans.length > 0))
  expect(banned.length).toBeGreaterThan(0)
})

it('W10-2 every suspended authorization can go on or end', () => {
  const stuck = cannotReach(
    explored,
    (world) => standing(world).stage === 'suspended',
    (world) => standing(world).stage !== 'suspended',
  )
  expect(stuck.slice(0, 1).map(explored.storyTo)).toEqual([])
})
