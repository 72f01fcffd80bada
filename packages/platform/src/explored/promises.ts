/** What the measures promise whatever anybody does in whatever order, as properties of worlds and of steps between them. */
import {
  applications,
  authorizations,
  bannedOn,
  catalogItems,
  type Day,
  dataRequests,
  dayOf,
  deliberations,
  emergencyPlans,
  type Happening,
  holdsStill,
  organizations,
  type Procedure,
  planValidOn,
  products,
  riskReports,
  yearsAfter,
} from '@yunhe/law'
import type { Pledge } from './explore.ts'
import { take, type World } from './world.ts'

export const casesIn = <State, Facts, Event extends Happening>(
  { cases }: World,
  { name }: Procedure<State, Facts, Event>,
): readonly { readonly id: string; readonly state: State }[] =>
  [...cases]
    .filter(([stream]) => stream.startsWith(`${name}/`))
    .map(([stream, { state }]) => ({ id: stream.slice(name.length + 1), state: state as State }))

const stageBefore = <State extends { readonly stage: string }>(
  cases: readonly { readonly id: string; readonly state: State }[],
  id: string,
) => cases.find((one) => one.id === id)?.state.stage ?? 'none'

/** Holds in every world that a step leads to. */
const always = (words: string, brokenIn: (world: World, on: Day) => string | undefined): Pledge => ({
  words,
  brokenBy: ({ after }) => brokenIn(after, dayOf(after.at)),
})

/** Says which one is meant; undefined where there is none. */
const first = <One extends { readonly id: string }>(found: readonly One[], why: (one: One) => string): string | undefined =>
  found[0] && why(found[0])

export const withinTwoYears = always('W11-2 nobody runs beyond two years, nor beyond the term', (world, on) =>
  first(
    casesIn(world, authorizations).filter(({ state }) => state.stage === 'active' && (on > state.until || on > yearsAfter(state.from, 2))),
    ({ id, state }) => `${id} is in force on ${on}, its term ends on ${state.until}`,
  ),
)

export const notInsideABan: Pledge = {
  words: 'W10-5 nobody applies or is granted anything inside a ban',
  brokenBy: ({ before, after }) => {
    const on = dayOf(after.at)
    const banned = new Set(
      casesIn(after, organizations)
        .filter(({ state }) => bannedOn(state, on) !== undefined)
        .map(({ id }) => id),
    )
    const known = new Set(before.cases.keys())
    const applied = casesIn(after, applications).filter(({ id, state }) => !known.has(`application/${id}`) && banned.has(state.applicant))
    const granted = casesIn(after, authorizations).filter(
      ({ id, state }) => !known.has(`authorization/${id}`) && banned.has(state.operator),
    )
    return first([...applied, ...granted], ({ id }) => `${id} was opened on ${on} inside the ban of who opened it`)
  },
}

const isPassed = (world: World, type: string, subject: string): boolean =>
  casesIn(world, deliberations).some(({ state }) => state.type === type && state.subject === subject && state.stage === 'passed')

export const onlyDeliberated = always('W5-1, W5-2 nothing is granted, terminated or revoked without deliberation', (world) =>
  first(
    casesIn(world, authorizations).filter(
      ({ id, state: { stage, application } }) =>
        (stage !== 'none' && !isPassed(world, 'grant', application)) ||
        (stage === 'revoked' && !isPassed(world, 'revoke', id)) ||
        (stage === 'terminated' && !isPassed(world, 'terminate', id)),
    ),
    ({ id, state }) => `${id} is ${state.stage} though the coordination mechanism did not resolve so`,
  ),
)

export const noOpenObjection = always('W9-5 nothing is confirmed past an open or upheld objection', (world) =>
  first(
    casesIn(world, applications).filter(
      ({ state: { stage, objections } }) =>
        stage === 'confirmed' && objections.some(({ standing }) => ['open', 'upheld'].includes(standing)),
    ),
    ({ id }) => `${id} is confirmed with an objection that stands`,
  ),
)

export const noRefusalOverruled = always('A9 nothing is preliminarily selected over a refusal of a joint reviewer', (world) =>
  first(
    casesIn(world, applications).filter(
      ({ state: { stage, opinions } }) =>
        ['selected', 'in-notice', 'noticed', 'confirmed'].includes(stage) && opinions.some(({ conclusion }) => conclusion === 'refuse'),
    ),
    ({ id }) => `${id} went on though a body refused`,
  ),
)

export const panelHeard = always('W9-3 nothing is selected before the joint reviewers and the whole panel have spoken', (world) =>
  first(
    casesIn(world, applications).filter(
      ({ state: { stage, reviewBodies, opinions, expertCount, expertOpinions } }) =>
        ['selected', 'in-notice', 'noticed', 'confirmed'].includes(stage) &&
        (expertOpinions.length < expertCount || reviewBodies.some((one) => opinions.every(({ body }) => body !== one))),
    ),
    ({ id }) => `${id} was selected unheard`,
  ),
)

/** Something is used while its workspace is open or its product is on the shelf. */
const used = (world: World) =>
  casesIn(world, dataRequests).flatMap(({ id, state }) => {
    const made = casesIn(world, products).filter((one) => one.state.request === id && one.state.stage === 'published')
    return state.stage === 'active' || made.length > 0 ? [{ id, state, made }] : []
  })

export const onlyInForce = always('W10-1 nothing is used whose authorization is not in force', (world) =>
  first(
    used(world).filter(
      ({ state }) => casesIn(world, authorizations).find(({ id }) => id === state.authorization)?.state.stage !== 'active',
    ),
    ({ id, state }) => `${id} is used though ${state.authorization} is not in force`,
  ),
)

export const onlyWithPlans = always('W26-1, W26-2 no scenario runs without a plan', (world, on) => {
  const plans = casesIn(world, emergencyPlans).filter(({ state }) => planValidOn(state, on))
  return first(
    used(world).filter(
      ({ state: { scenario, operator } }) =>
        !plans.some(({ state }) => state.kind === 'agency' && state.scenario === scenario) ||
        !plans.some(({ state }) => state.kind === 'operator' && state.organization === operator),
    ),
    ({ id, state }) => `${id} is used on ${on} though a plan for ${state.scenario} is missing`,
  )
})

export const notPastItsPurpose = always('W12-6, W19-2 nothing is used after its purpose or its period ended', (world, on) =>
  first(
    casesIn(world, dataRequests).filter(
      ({ state }) => state.stage === 'active' && (on > state.until || state.purposeEndedOn !== undefined),
    ),
    ({ id, state }) => `the workspace of ${id} is open on ${on}, its period ends on ${state.until}`,
  ),
)

export const notDuringARisk = always('W15-2 nothing is used that an open risk report concerns', (world) => {
  const open = casesIn(world, riskReports).filter(({ state }) => holdsStill(state))
  return first(
    used(world).filter(({ id }) => open.some(({ state }) => state.request === id)),
    ({ id }) => `${id} is used though a risk report on it is open`,
  )
})

export const notProhibited = always('W2-4 nothing is used that must no longer be opened', (world) => {
  const shut = casesIn(world, catalogItems).filter(({ state }) => state.openAttribute === 'prohibited' || state.secrecy)
  return first(
    used(world).filter(({ state }) => state.items.some(({ item }) => shut.some(({ id }) => id === item))),
    ({ id }) => `${id} is used though data of it is prohibited`,
  )
})

export const zoneAsDecided = always('W24-1 the zone keeps nothing open and serves nothing that is not decided', (world) => {
  const open = new Set(casesIn(world, dataRequests).flatMap(({ id, state }) => (state.stage === 'active' ? [id] : [])))
  const shelved = new Set(casesIn(world, products).flatMap(({ id, state }) => (state.stage === 'published' ? [id] : [])))
  const wrong = [...world.zone.open.filter((id) => !open.has(id)), ...world.zone.served.filter((id) => !shelved.has(id))]
  return wrong[0] && `the zone still has ${wrong[0]}`
})

const endStages: Readonly<Record<string, readonly string[]>> = {
  application: ['rejected', 'withdrawn'],
  authorization: ['expired', 'terminated', 'revoked'],
  'data-request': ['destroyed'],
}

export const endsAreFinal: Pledge = {
  words: 'A10 what has ended does not come back',
  brokenBy: ({ before, after }) => {
    for (const procedure of [applications, authorizations, dataRequests]) {
      const earlier = casesIn(before, procedure as typeof authorizations)
      for (const { id, state } of casesIn(after, procedure as typeof authorizations)) {
        const stage = stageBefore(earlier, id)
        if (endStages[procedure.name]?.includes(stage) && state.stage !== stage) return `${id} was ${stage} and is ${state.stage}`
      }
    }
    return undefined
  },
}

/** Acts that the same person may do again at once with the same words, and why that is right. */
const againByRight: Readonly<Record<string, string>> = {
  'authorization.report-rectification': 'a report may be completed until it is judged',
  'application.check-lists': 'each check is a record of its own, and a fresh one is wanted at each decision',
  'application.object': 'anybody may object, and two may object alike',
  'call.publish': 'it opens a case of its own: two calls may read alike',
  'risk-report.raise': 'nobody who sees a danger is told that somebody pressed already',
}

export const notTwice: Pledge = {
  words: 'A4 no act is taken twice',
  brokenBy: async ({ choice, after }) => {
    const [move] = 'moves' in choice && choice.moves.length === 1 ? choice.moves : []
    if (move === undefined) return undefined
    const name = `${move.procedure}.${move.act}`
    return name in againByRight || !(await take(after, move)).ok ? undefined : `${name} was taken a second time`
  },
}
