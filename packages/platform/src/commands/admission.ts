/** Chapter 3: calls, applications and authorizations, with what each must know of the others. */
import {
  applications,
  assessments,
  authorizations,
  bannedOn,
  calls,
  creditRecords,
  creditStandsOn,
  type Day,
  dayOf,
  deliberations,
  emergencyPlans,
  enabledOn,
  type Instant,
  organizations,
  persons,
  planValidOn,
  resolutionKey,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import { documentHashesIn } from './documents.ts'
import { drawOf, poolFor } from './panel.ts'
import type { Reading } from './reading.ts'
import { missingReports } from './report.ts'

/** What an application can be in and never leaves again. */
const finished: readonly string[] = ['rejected', 'withdrawn', 'lapsed', 'barred']

export const callCommand = command({
  procedure: calls,
  facts: async ({ id, state }, read) => ({
    // Only a call that is over can be concluded: nobody else needs its applications read.
    undecided:
      state.stage === 'closed'
        ? (await read.all(applications, `call:${id}`)).filter((one) => ![...finished, 'confirmed'].includes(one.state.stage)).length
        : 0,
  }),
})

export const applicationCommand = command({
  procedure: applications,
  // One organization has one application to one call, by its very name (W9-2).
  idFor: (asked, by) => `${textIn(asked, 'call')}.${by.organization}`,
  facts: async ({ id, state, asked, by, at }, read) => {
    const call = await read.one(calls, state.call || textIn(asked, 'call'))
    const applicant = state.applicant || by.organization
    const others = await read.all(applications, `applicant:${applicant}`)
    const renews = state.renews || textIn(asked, 'renews')
    return {
      call: { ...call, scenarios: call.scenarios.map(({ id }) => id) },
      liveApplications: others.filter((one) => one.state.call === textIn(asked, 'call') && !finished.includes(one.state.stage)).length,
      creditStanding: await creditOf(read, applicant, dayOf(at)),
      bannedUntil: bannedOn(await read.one(organizations, applicant), dayOf(at)),
      running: await runningOf(read, applicant),
      renewal: renews === '' ? undefined : await renewalOf(read, renews, at),
      documentHashes: documentHashesIn(asked),
      ...(await poolFor(read, state, dayOf(at))),
      draw: await drawOf(read, id, state),
    }
  },
})

const creditOf = async (read: Reading, applicant: string, on: Day) => {
  const standing = (applicant === '' ? [] : await read.all(creditRecords, `credit:${applicant}`)).filter(({ state }) =>
    creditStandsOn(state, on),
  )
  const serious = standing.filter(({ state }) => state.weight === 'serious').length
  return { serious, ordinary: standing.length - serious }
}

const runningOf = async (read: Reading, operator: string) =>
  (operator === '' ? [] : await read.all(authorizations, `operator:${operator}`))
    .filter(({ state }) => ['pending', 'active', 'suspended'].includes(state.stage))
    .map(({ id, state }) => ({ id, scenarios: state.scenarios }))

const renewalOf = async (read: Reading, id: string, at: Instant) => {
  const authorization = await read.one(authorizations, id)
  return {
    ...authorization,
    yearsWithoutReport: (await missingReports(read, id, authorization, 'annual', at)).map((one) => one.id),
    assessedYears: (await read.all(assessments, `authorization:${id}`))
      .filter(({ state }) => state.stage === 'final')
      .map(({ state }) => state.year),
  }
}

export const authorizationCommand = command({
  procedure: authorizations,
  facts: async ({ id, state, asked, at }, read) => {
    const on = dayOf(at)
    const name = state.application || textIn(asked, 'application')
    const application = await read.one(applications, name)
    const operator = state.operator || application.applicant
    return {
      application: {
        ...application,
        from: application.plan.from,
        until: application.plan.until,
        evidence: application.evidence.map(({ document: _, ...held }) => held),
      },
      documentHashes: documentHashesIn(asked),
      renewedBy: await renewedBy(read, id, state.stage),
      grantedBefore: name !== '' && (await read.all(authorizations, `application:${name}`)).some((one) => one.id !== id),
      deliberation: {
        grant: await resolved(read, resolutionKey('grant', name, 0)),
        revoke: await resolved(read, resolutionKey('revoke', id, state.rectifications)),
        terminate: await resolved(read, resolutionKey('terminate', id, state.rectifications)),
      },
      openObjections: application.objections.filter(({ standing }) => standing === 'open').length,
      bannedUntil: operator === '' ? undefined : bannedOn(await read.one(organizations, operator), on),
      scenariosWithoutPlan: await scenariosWithoutPlan(read, state.scenarios, on),
      admittedPersons:
        operator === '' ? 0 : (await read.all(persons, `operator:${operator}`)).filter((one) => enabledOn(one.state, on)).length,
      overdueReports: await missingReports(read, id, state, 'periodic', at),
      operatorPlanValid:
        operator !== '' &&
        (await read.all(emergencyPlans, `organization:${operator}`)).some(
          (one) => one.state.kind === 'operator' && planValidOn(one.state, on),
        ),
    }
  },
})

/** The newest word of the mechanism on a subject: a later resolution takes the place of an earlier one. */
const resolved = async (read: Reading, key: string): Promise<'none' | 'passed' | 'rejected'> => {
  const [newest] = (await read.all(deliberations, key))
    .map(({ state }) => state)
    .filter(({ stage }) => stage === 'passed' || stage === 'rejected')
    .toSorted((one, other) => (one.resolvedAt < other.resolvedAt ? 1 : -1))
  return newest?.stage === 'passed' || newest?.stage === 'rejected' ? newest.stage : 'none'
}

/** The authorization that an application to go on with this one has led to. */
const renewedBy = async (read: Reading, id: string, stage: string): Promise<string> => {
  if (!['pending', 'active', 'suspended'].includes(stage)) return ''
  for (const one of await read.all(applications, `renews:${id}`)) {
    if (one.state.stage !== 'confirmed') continue
    const [next] = (await read.all(authorizations, `application:${one.id}`)).filter(({ state }) =>
      ['pending', 'active', 'suspended'].includes(state.stage),
    )
    if (next !== undefined) return next.id
  }
  return ''
}

const scenariosWithoutPlan = async (read: Reading, scenarios: readonly string[], on: Day): Promise<readonly string[]> => {
  const missing: string[] = []
  for (const scenario of scenarios) {
    const plans = await read.all(emergencyPlans, `scenario:${scenario}`)
    if (!plans.some(({ state }) => state.kind === 'agency' && planValidOn(state, on))) missing.push(scenario)
  }
  return missing
}
