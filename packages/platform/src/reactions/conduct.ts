/** Chapter 4: what the zone is told about datasets, workspaces and people. */
import {
  applications,
  authorizations,
  type CatalogItem,
  catalogItems,
  type DataRequest,
  dataObjections,
  dataRequests,
  type Field,
  organizations,
  persons,
  products,
} from '@yunhe/law'
import type { RequestDecision } from '@yunhe/law/conduct/data-request'
import type { DestructionTrigger } from '@yunhe/law/identifiers/kinds'
import type { DatasetContract, Grant, Order } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import { after, type Surroundings } from './reaction.ts'
import { endWorkspace } from './workspace.ts'

const steps = ['general-1', 'general-2', 'general-3', 'general-4', 'important'] as const

/** The grade of a dataset is the highest of its fields. */
const gradeOf = (fields: readonly Pick<Field, 'grade'>[]) =>
  steps.findLast((grade) => fields.some((field) => field.grade === grade)) ?? 'general-1'

type Decided = NonNullable<DataRequest['decision']>

const protectionOf = ({ figures, roundingBase, noise }: Decided): Grant['protection'] => {
  if (figures === 'round' && roundingBase !== undefined) return { kind: 'round', base: roundingBase }
  if (figures === 'cell-key' && noise !== undefined)
    return { kind: 'cell-key', most: noise.most, variance: noise.variance, share: noise.noiseShare }
  return { kind: 'none' }
}

/** Companies whose results can be laid beside the operator's: recorded of either, or named in an application of its own. */
export const relatedOf = async (operator: string, { now, under }: Pick<Surroundings, 'now' | 'under'>): Promise<string[]> => {
  const own = (await now(organizations, operator)).relations.map(({ organization }) => organization)
  const others = (await under(organizations, `related:${operator}`)).map(({ state }) => state.uscc)
  const named = (await under(applications, `applicant:${operator}`)).flatMap(({ state }) => state.affiliates)
  return [...new Set([...own, ...others, ...named])].filter((one) => one !== operator).toSorted()
}

const grantOf = (
  id: string,
  { operator, authorization, scenario, until, decision }: DataRequest,
  related: readonly string[],
): Grant | undefined =>
  decision && {
    grant: id,
    workspace: id,
    operator,
    authorization,
    scenario,
    until,
    minimumIsolation: decision.minimumIsolation,
    maximumRisk: decision.maximumRisk,
    quasiIdentifiers: [...decision.quasiIdentifiers],
    ...riskLimitsOf(decision),
    ...leaveOutOf(decision),
    ...quotaOf(decision),
    tables: decision.items.map(({ dataset, fields, rows }) => ({
      dataset,
      columns: fields.map(({ name, disclosure, mask }) => ({ name, disclosure, ...(mask && { mask }) })),
      rows: rows.map(({ column, from, to }) => ({ column, ...(from !== undefined && { from }), ...(to !== undefined && { to }) })),
      minimumGroup: decision.minimumGroup,
      ...(decision.minimumRows !== undefined && { minimumRows: decision.minimumRows }),
      ...(decision.dominance !== undefined && { dominance: { ...decision.dominance } }),
    })),
    protection: protectionOf(decision),
    related: [...related],
  }

/** Decisions of before the zone measured more than class sizes set no further limits. */
const riskLimitsOf = ({ minimumK, minimumL, maximumT, requiredLevel, levelRisk }: RequestDecision): Pick<Grant, 'riskLimits'> =>
  levelRisk === undefined
    ? {}
    : {
        riskLimits: {
          levelRisk,
          ...(minimumK !== undefined && { minimumK }),
          ...(minimumL !== undefined && { minimumL }),
          ...(maximumT !== undefined && { maximumT }),
          ...(requiredLevel !== undefined && { requiredLevel }),
        },
      }

const leaveOutOf = ({ leaveOutBelow: below, mostLeftOut: most }: RequestDecision): Pick<Grant, 'leaveOut'> =>
  below === undefined || most === undefined ? {} : { leaveOut: { below, most } }

/** In the zone's own units; decisions of before leave it to the zone. */
export const quotaOf = ({ quota }: Pick<RequestDecision, 'quota'>): Pick<Grant, 'quota'> => {
  if (quota === undefined) return {}
  const { cpuMinutesPerDay, jobMemoryMebibytes, ...jobs } = quota
  const memory = jobMemoryMebibytes === undefined ? {} : { memoryBytes: jobMemoryMebibytes * 1024 ** 2 }
  return { quota: { ...jobs, cpuSecondsPerDay: cpuMinutesPerDay * 60, ...memory } }
}

const freezeOf = (workspaces: readonly string[], reason: string): Extract<Order, { order: 'freeze' }> => ({
  order: 'freeze',
  workspaces: [...workspaces],
  products: [],
  reason,
})

const stopRequestsOf = async (
  item: string,
  decision: { ref: string; under: readonly string[] },
  { under, orders, act }: Surroundings,
): Promise<void> => {
  const granted = await under(dataRequests, `item:${item}`)
  const running = granted.filter(({ state }) => state.stage === 'active').map(({ id }) => id)
  // A product goes on when its workspace has been closed: it is looked for under every request.
  const made = (await Promise.all(granted.map(({ id }) => under(products, `request:${id}`))))
    .flat()
    .filter(({ state }) => ['publishing', 'published', 'suspended'].includes(state.stage))
    .map(({ id }) => id)
  if (running.length === 0 && made.length === 0) return
  const reason = `catalog item closed: ${decision.ref}`
  await orders.give(decision, { ...freezeOf(running, reason), products: made })
  for (const id of running) await act(commandOf('data-request'), 'freeze', id, { reason })
  for (const id of made) await act(commandOf('product'), 'suspend', id, { reason })
}

type Registered = Pick<CatalogItem, 'dataset' | 'provider' | 'fields' | 'subjectColumn' | 'oneRow' | 'keyColumns'>

/** What the zone holds every file of the item against, with the marks of its fields as they stand. */
const contractOf = ({ dataset, provider, fields, subjectColumn, oneRow, keyColumns }: Registered): DatasetContract => ({
  dataset,
  provider,
  grade: gradeOf(fields),
  columns: fields.map(({ name, type, required, personal, title }) => ({ name, type, required, personal, title })),
  ...(subjectColumn !== undefined && { subject: { column: subjectColumn, oneRow } }),
  ...(keyColumns !== undefined && keyColumns.length > 0 && { key: [...keyColumns] }),
})

export const conductReactions = [
  after(catalogItems, 'CatalogItemRegistered', 'steady', async ({ ref, under, event }, { orders }) => {
    if (event.secrecy) return
    await orders.give({ ref, under }, { order: 'register', contract: contractOf(event) })
  }),
  // W6-2: what the agency decided on its fields counts in the zone too, before anybody is granted them.
  after(catalogItems, 'ClassificationConfirmed', 'steady', async ({ id, ref, under }, { orders, now, act }) => {
    const item = await now(catalogItems, id)
    if (!item.contractBehind || item.secrecy) return
    const { outcome } = await orders.give({ ref, under }, { order: 'register', contract: contractOf(item) })
    if (outcome === 'done') await act(commandOf('catalog-item'), 'note-contract', id, {})
  }),
  // W13-1: upheld, and the new version is there: every product that rests on the data is told.
  after(dataObjections, 'DataObjectionClosed', 'steady', async ({ id, event }, { now, act }) => {
    const { item } = await now(dataObjections, id)
    for (const product of event.products)
      await act(commandOf('product'), 'note-data-renewed', product, { objection: id, item, version: event.version })
  }),
  // W2-4: what may no longer be opened stops being used at once.
  after(catalogItems, 'OpenAttributeChanged', 'stop', async (happened, surroundings) => {
    if (happened.event.openAttribute === 'prohibited' || happened.event.secrecy) await stopRequestsOf(happened.id, happened, surroundings)
  }),
  // Who fails a later vetting loses the ticket that is still good.
  after(persons, 'PersonVetted', 'stop', async ({ id, ref, under, event }, { orders, now }) => {
    const { login } = await now(persons, id)
    if (event.conclusion === 'refuse')
      await orders.give({ ref, under }, { order: 'dismiss', person: `p-${login}`, reason: event.reason || 'vetting refused' })
  }),
  after(persons, 'PersonLeft', 'stop', async ({ id, ref, under, event }, { orders, now }) => {
    const { login } = await now(persons, id)
    await orders.give({ ref, under }, { order: 'dismiss', person: `p-${login}`, reason: event.reason })
  }),
  // W14-2: who answered for an authorization and has left is missed at once.
  after(persons, 'PersonLeft', 'steady', async ({ id, ref }, { under, act }) => {
    for (const { id: authorization, state } of await under(authorizations, `responsible:${id}`)) {
      const who = (['first', 'security'] as const).find((one) => state.responsible?.[one] === id)
      if (who !== undefined)
        await act(commandOf('authorization'), 'report-responsible-change', authorization, { who, reason: `left: ${ref}` })
    }
  }),
  // Article 16: what one company was given counts as given to all that it is tied to, also where they came later.
  after(organizations, 'OrganizationRelationsRecorded', 'stop', async ({ id, ref, under, event }, { orders }) => {
    const operators = [id, ...event.relations.map(({ organization }) => organization)]
    if (operators.length > 1) await orders.give({ ref, under }, { order: 'relate', operators, reason: `relations recorded: ${ref}` })
  }),
  after(dataRequests, 'DataRequestApproved', 'steady', async ({ id, ref, under }, surroundings) => {
    const { orders, now, act } = surroundings
    const request = await now(dataRequests, id)
    const grant = grantOf(id, request, await relatedOf(request.operator, surroundings))
    if (grant === undefined) return
    const { outcome, refusal, detail, result } = await orders.give({ ref, under }, { order: 'provision', grant })
    if (outcome === 'refused') {
      await act(commandOf('data-request'), 'note-refused-by-zone', id, {
        refusal: refusal ?? 'failed',
        detail: detail ?? '',
        ...(result.beyond && { beyond: result.beyond }),
      })
      return
    }
    const risks = (result.risk ?? []).map(({ measured }) => measured.highestRisk)
    await act(commandOf('data-request'), 'note-provisioned', id, {
      rows: result.rows ?? 0,
      ...(risks.length > 0 && { highestRisk: Math.max(...risks) }),
      ...(result.risk && { risk: result.risk.map(({ table, measured: { classes: _, ...measured } }) => ({ table, ...measured })) }),
    })
  }),
  // The workspace stays as it was where the zone refuses; the receipt says why.
  after(dataRequests, 'PseudonymsRenewed', 'steady', async ({ id, ref, under }, surroundings) => {
    const state = await surroundings.now(dataRequests, id)
    const grant = state.stage === 'active' ? grantOf(id, state, await relatedOf(state.operator, surroundings)) : undefined
    if (grant !== undefined) await surroundings.orders.give({ ref, under }, { order: 'provision', grant, newSecret: true })
  }),
  after(dataRequests, 'PurposeEnded', 'stop', async ({ id, ref, under, event }, surroundings) => {
    await surroundings.orders.give({ ref, under }, freezeOf([id], `purpose ended: ${ref}`))
    await endWorkspace({ ref, under }, surroundings, id, event.cause as DestructionTrigger)
  }),
]
