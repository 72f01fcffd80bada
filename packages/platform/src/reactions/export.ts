/** Article 16, W16-3: what the zone is told about exports, from the check of what was frozen to the end of what was released. */
import { authorizations, dataExports, dataRequests, type Export, isExportOver, leakTraces } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Happened, type Surroundings } from './reaction.ts'

const act = 'export'

/** The zone looks at exactly the snapshot that is asked for; what it turns down goes back to who asked. */
const examine = async (
  { id, ref, under }: Happened<{ readonly type: string }>,
  { orders, now, act: perform }: Surroundings,
): Promise<void> => {
  const { stage, request, snapshot } = await now(dataExports, id)
  if (stage !== 'requested') return
  const order = { order: 'examine-export' as const, export: id, workspace: request, snapshot }
  const { outcome, refusal, detail, result } = await orders.give({ ref, under }, order)
  if (outcome === 'refused' || result.examined === undefined)
    await perform(commandOf(act), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
  else await perform(commandOf(act), 'note-checked', id, result.examined)
}

const termsOf = (id: string, state: Export) => ({
  export: id,
  workspace: state.request,
  snapshot: state.snapshot,
  operator: state.operator,
  authorization: state.authorization,
  scenario: state.scenario,
  person: state.requester,
  recipients: [...state.recipients],
  until: state.until ?? '',
  mostDownloads: state.mostDownloads,
})

const release = async (
  { id, ref, under }: Happened<{ readonly type: string }>,
  { orders, now, act: perform }: Surroundings,
): Promise<void> => {
  const state = await now(dataExports, id)
  if (state.stage !== 'approved') return
  const { outcome, refusal, detail, result, logIndex } = await orders.give(
    { ref, under },
    { order: 'release-export', terms: termsOf(id, state) },
  )
  if (outcome === 'refused' || result.exported === undefined) {
    await perform(commandOf(act), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
    return
  }
  const noted = await perform(commandOf(act), 'note-released', id, { ...result.exported, logIndex })
  if (noted === 'done') return
  // Withdrawn or ended while it was being released, or the zone let out something else than was approved: what it has opened is closed again.
  const stands = await now(dataExports, id)
  if (stands.stage === 'released') return
  await close({ id, ref, under }, { orders, now })
  if (!isExportOver(stands)) await perform(commandOf(act), 'note-refused-by-zone', id, { refusal: 'file-differs', detail: '' })
}

/** The zone gives out nothing of it any more. It may never have heard of one that was asked for in vain. */
const close = async (
  { id, ref, under }: Pick<Happened<{ readonly type: string }>, 'id' | 'ref' | 'under'>,
  { orders, now }: Pick<Surroundings, 'orders' | 'now'>,
): Promise<void> => {
  const { stage } = await now(dataExports, id)
  const { outcome, refusal, detail } = await orders.give(
    { ref, under },
    { order: 'withdraw-export', export: id, reason: `${stage}: ${ref}` },
  )
  if (outcome === 'refused' && refusal !== 'unknown-export') throw new Error(`could not close export ${id}: ${detail ?? refusal}`)
}

const endAll = async (key: string, { under, act: perform }: Surroundings): Promise<void> => {
  for (const { id, state } of await under(dataExports, key)) if (!isExportOver(state)) await perform(commandOf(act), 'end', id, {})
}
const withAuthorization = ({ id }: { readonly id: string }, surroundings: Surroundings) => endAll(`authorization:${id}`, surroundings)
const withRequest = ({ id }: { readonly id: string }, surroundings: Surroundings) => endAll(`request:${id}`, surroundings)

export const exportReactions = [
  after(dataExports, 'ExportRequested', 'steady', examine),
  after(dataExports, 'ExportChanged', 'steady', examine),
  after(dataExports, 'ExportApproved', 'steady', release),
  after(dataExports, 'ExportRefused', 'stop', close),
  after(dataExports, 'ExportWithdrawn', 'stop', close),
  after(dataExports, 'ExportEnded', 'stop', close),
  after(authorizations, 'AuthorizationRevoked', 'stop', withAuthorization),
  after(authorizations, 'AuthorizationTerminated', 'stop', withAuthorization),
  after(authorizations, 'AuthorizationExpired', 'stop', withAuthorization),
  after(dataRequests, 'WorkspaceSealed', 'stop', withRequest),
  after(leakTraces, 'LeakSampleHandedIn', 'steady', async ({ id, ref, under, event }, { orders, act: perform }) => {
    const order = { order: 'report-trace' as const, trace: id, sample: event.sample }
    const { result } = await orders.give({ ref, under }, order)
    if (result.traced !== undefined) await perform(commandOf('leak-trace'), 'note-answer', id, result.traced)
  }),
]
