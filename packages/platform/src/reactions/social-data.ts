/** Article 16, W16-4: what the zone is told about social data, from the place it waits in to the proof that it is gone. */
import { authorizations, dataRequests, gradeOf, isSocialDataOver, type SocialData, socialData } from '@yunhe/law'
import type { Admission, ImportPlace, PurgeRecord, ZoneStatus } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import type { Decision } from './orders.ts'
import { after, type Happened, type Surroundings } from './reaction.ts'

const placeOf = (id: string, state: SocialData): ImportPlace => ({
  import: id,
  operator: state.operator,
  authorization: state.authorization,
  workspace: state.request,
  scenario: state.scenario,
  contract: {
    dataset: state.dataset,
    provider: state.operator,
    grade: gradeOf(state.fields),
    columns: state.fields.map(({ name, type, required, personal, title }) => ({ name, type, required, personal, title })),
    ...(state.subjectColumn !== undefined && { subject: { column: state.subjectColumn, oneRow: state.oneRow } }),
  },
})

const admissionOf = (id: string, state: SocialData): Admission | undefined => {
  const { decision, found } = state
  if (decision === undefined || found === undefined) return undefined
  const { contract, ...bounds } = placeOf(id, state)
  return {
    ...bounds,
    sha256: found.sha256,
    until: state.until,
    maximumRisk: decision.maximumRisk,
    quasiIdentifiers: [...decision.quasiIdentifiers],
    table: {
      dataset: contract.dataset,
      columns: decision.fields.map(({ name, disclosure, mask }) => ({ name, disclosure, ...(mask && { mask }) })),
      rows: [],
      minimumGroup: decision.minimumGroup,
    },
  }
}

/** A file was brought in: the zone reports what it found, once; the file itself never passed through the platform. */
export const noteQuarantined = async (
  { imports }: Pick<ZoneStatus, 'imports'>,
  { log, now, orders, act }: Pick<Surroundings, 'log' | 'now' | 'orders' | 'act'>,
): Promise<void> => {
  for (const { import: id } of imports.filter(({ state }) => state === 'quarantined')) {
    if ((await now(socialData, id)).stage !== 'declared') continue
    const opened = (await log.read(`social-data/${id}`)).at(-1)
    if (opened === undefined) continue
    const { result } = await orders.give({ ref: opened.ref, under: opened.ground.under }, { order: 'report', import: id })
    if (result.quarantined !== undefined) await act(commandOf('social-data'), 'note-quarantined', id, result.quarantined)
  }
}

const purge = async ({ id, ref, under }: Happened<{ readonly type: string }>, { orders, now, act }: Surroundings): Promise<void> => {
  const state = await now(socialData, id)
  if (!isSocialDataOver(state) || state.stage === 'purged') return
  const order = () => orders.give({ ref, under }, { order: 'purge', import: id, reason: `${state.stage}: ${ref}` })
  const first = await order()
  // Over before the zone had heard of it: the name is used up all the same.
  const { outcome, detail, result } =
    first.refusal === 'unknown-import' ? await afterOpening({ ref, under }, id, state, orders, order) : first
  if (outcome === 'refused' || result.purged === undefined) throw new Error(`could not purge import ${id}: ${detail ?? outcome}`)
  await act(commandOf('social-data'), 'note-purged', id, recordOf(result.purged))
}

const afterOpening = async (
  decision: Decision,
  id: string,
  state: SocialData,
  orders: Surroundings['orders'],
  order: () => ReturnType<Surroundings['orders']['give']>,
) => {
  await orders.give(decision, { order: 'quarantine', place: placeOf(id, state) })
  return order()
}

const recordOf = ({ import: _, inventory, ...record }: PurgeRecord) => ({ ...record, objects: inventory.length })

/** The law decides whether it has come to that: what still stands stays. */
const endAll = async (key: string, { under, act }: Surroundings): Promise<void> => {
  for (const { id, state } of await under(socialData, key))
    if (!isSocialDataOver(state)) await act(commandOf('social-data'), state.stage === 'imported' ? 'end' : 'lapse', id, {})
}
const withAuthorization = ({ id }: { readonly id: string }, surroundings: Surroundings) => endAll(`authorization:${id}`, surroundings)
const withRequest = ({ id }: { readonly id: string }, surroundings: Surroundings) => endAll(`request:${id}`, surroundings)

export const socialDataReactions = [
  after(socialData, 'SocialDataDeclared', 'steady', async ({ id, ref, under }, { orders, now }) => {
    const state = await now(socialData, id)
    if (state.stage !== 'declared') return
    const { outcome, detail } = await orders.give({ ref, under }, { order: 'quarantine', place: placeOf(id, state) })
    if (outcome === 'refused' && (await now(socialData, id)).stage === 'declared')
      throw new Error(`could not open the quarantine of import ${id}: ${detail ?? outcome}`)
  }),
  after(socialData, 'SocialDataApproved', 'steady', async ({ id, ref, under }, { orders, now, act }) => {
    const state = await now(socialData, id)
    const admission = state.stage === 'approved' ? admissionOf(id, state) : undefined
    if (admission === undefined) return
    const { outcome, refusal, detail, result } = await orders.give({ ref, under }, { order: 'admit', admission })
    if (outcome === 'refused') {
      await act(commandOf('social-data'), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
      return
    }
    const risks = (result.risk ?? []).map(({ measured }) => measured.highestRisk)
    await act(commandOf('social-data'), 'note-imported', id, {
      rows: result.rows ?? 0,
      ...(risks.length > 0 && { highestRisk: Math.max(...risks) }),
    })
  }),
  after(socialData, 'SocialDataRejected', 'stop', purge),
  after(socialData, 'SocialDataWithdrawn', 'stop', purge),
  after(socialData, 'SocialDataLapsed', 'stop', purge),
  after(socialData, 'SocialDataEnded', 'stop', purge),
  after(authorizations, 'AuthorizationRevoked', 'stop', withAuthorization),
  after(authorizations, 'AuthorizationTerminated', 'stop', withAuthorization),
  after(authorizations, 'AuthorizationExpired', 'stop', withAuthorization),
  after(dataRequests, 'DataRequestRejected', 'steady', withRequest),
  after(dataRequests, 'WorkspaceSealed', 'stop', withRequest),
]
