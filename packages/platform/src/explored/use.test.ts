import { addDays, authorizations, catalogItems, dataRequests, dayOf, destructions, emergencyPlans, products, riskReports } from '@yunhe/law'
import { beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization, day, morningOf, scenario } from '../scenes/admission.ts'
import { publishedProduct } from '../scenes/circulation.ts'
import { openedRequest, registeredItem } from '../scenes/conduct.ts'
import { type Choice, cannotReach, type Explored, explore } from './explore.ts'
import { act, deliberated, inOneGo, sleeping } from './menu.ts'
import {
  casesIn,
  endsAreFinal,
  notDuringARisk,
  notPastItsPurpose,
  notProhibited,
  notTwice,
  onlyInForce,
  onlyWithPlans,
  zoneAsDecided,
} from './promises.ts'
import { memoryStage } from './stage.ts'
import type { World } from './world.ts'

/** A workspace that stands open and a product on the shelf: first what stops them and lets them go on, then what ends them, each in every order. */
const only = <State>(found: readonly { readonly id: string; readonly state: State }[]) => found[0]

/** The day after the plans, after the period of the request, and after the authorization. */
const mornings = ['2027-03-11', '2027-04-01', '2028-03-12']

const named = (world: World) => ({
  authorization: only(casesIn(world, authorizations))?.id ?? '',
  request: only(casesIn(world, dataRequests))?.id ?? '',
  item: only(casesIn(world, catalogItems))?.id ?? '',
  product: only(casesIn(world, products))?.id ?? '',
})
const reason = '理由'
const isFirstDay = ({ at }: World): boolean => dayOf(at) === day.registrationNoticeOver
const when = (holds: boolean, ...choices: readonly Choice[]): readonly Choice[] => (holds ? choices : [])

const prohibiting = (world: World): Choice =>
  act('transport', 'catalog-item.change-attribute', named(world).item, { openAttribute: 'prohibited', secrecy: false, reason })

/** Raised at most once, on the first day: later it comes to the same. */
const risking = (world: World): readonly Choice[] => {
  const id = only(casesIn(world, riskReports))?.id
  if (id === undefined)
    return when(
      isFirstDay(world),
      act('analyst', 'risk-report.raise', undefined, { request: named(world).request, kind: 'personal-information', finding: '发现' }),
    )
  return [
    inOneGo(
      'operator, then security',
      ['operator', 'risk-report.report', id, { report: '报告' }],
      ['cyberspace', 'risk-report.assess', id, { conclusion: '结论' }],
    ),
    act('authority', 'risk-report.release', id, { reason }),
    act('authority', 'risk-report.close', id, { reason }),
  ]
}

const stopping = (world: World): readonly Choice[] => {
  const { authorization } = named(world)
  const isNew = only(casesIn(world, authorizations))?.state.rectifications === 0
  return [
    ...when(
      isNew,
      act('authority', 'authorization.order-rectification', authorization, { violation: 'misuse', finding: '认定', due: dueFrom(world) }),
    ),
    inOneGo(
      'operator, then the authority',
      ['operator', 'authorization.report-rectification', authorization, { feedback: '已整改' }],
      ['authority', 'authorization.resume', authorization, { acceptance: '验收' }],
    ),
    prohibiting(world),
    act('operator', 'product.unshelve', named(world).product, { reason }),
    ...risking(world),
    // Filed again after it lapsed, once.
    ...when(
      casesIn(world, emergencyPlans).length === 2 && !isFirstDay(world),
      inOneGo(
        'the agency and the operator, then security',
        ['transport', 'emergency-plan.file', 'agency-anew', { title: '预案', text: '正文', kind: 'agency', scenario }],
        ['cyberspace', 'emergency-plan.approve', 'agency-anew', { validUntil: '2028-03-01', opinion: '' }],
        ['operator', 'emergency-plan.file', 'operator-anew', { title: '预案', text: '正文', kind: 'operator', scenario: '' }],
        ['cyberspace', 'emergency-plan.approve', 'operator-anew', { validUntil: '2028-03-01', opinion: '' }],
      ),
    ),
    ...sleeping(world, mornings.slice(0, 1)),
  ]
}

const dueFrom = ({ at }: World) => addDays(dayOf(at), 20)

const ending = (world: World): readonly Choice[] => {
  const { authorization, request } = named(world)
  const task = only(casesIn(world, destructions))?.id
  return [
    ...deliberated(world, 'revoke', authorization, ['in-favour']),
    act('authority', 'authorization.revoke', authorization, { cause: 'violation', reason }),
    act('operator', 'data-request.end-purpose', request, { cause: 'purpose-met', reason }),
    ...risking(world),
    ...(task === undefined
      ? []
      : [
          act('authority', 'destruction.approve', task, { method: '销毁密钥', disposal: '按方案' }),
          act('datacenter', 'destruction.execute', task, { executor: 'p-datacenter', witness: 'p-datacenter-witness' }),
          act('authority', 'destruction.accept', task, { opinion: '同意' }),
        ]),
    ...sleeping(world, mornings),
  ]
}

const requestStage = (world: World) => only(casesIn(world, dataRequests))?.state.stage ?? ''

describe.each([
  { name: 'what stops and goes on', choices: stopping, stages: ['active', 'frozen'] },
  { name: 'what ends', choices: ending, stages: ['active', 'frozen', 'sealed', 'destroyed'] },
])('$name', ({ choices, stages }) => {
  let explored: Explored

  beforeAll(async () => {
    const stage = await memoryStage(morningOf(day.filing))
    const authorization = await activeAuthorization(stage)
    const request = await openedRequest(stage, authorization, await registeredItem(stage))
    await publishedProduct(stage, request)
    explored = await explore({
      start: stage.world(),
      choices,
      promises: [onlyInForce, onlyWithPlans, notPastItsPurpose, notDuringARisk, notProhibited, zoneAsDecided, endsAreFinal, notTwice],
      mostWorlds: 20_000,
    })
  }, 300_000)

  it('keeps every promise in every world', () => {
    expect(explored.broken).toBeUndefined()
  })

  it.each(stages)('comes to a world in which the workspace is %s', (wanted) => {
    expect(explored.worlds.some((world) => requestStage(world) === wanted)).toBe(true)
  })

  it('W10-2, W19-3 what was stopped can go on or be destroyed', () => {
    const stuck = cannotReach(
      explored,
      (world) => ['ended', 'sealed'].includes(requestStage(world)),
      (world) => requestStage(world) === 'destroyed',
    )
    expect(stuck.slice(0, 1).map(explored.storyTo)).toEqual([])
  })
})
