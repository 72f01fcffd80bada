/** Article 19: what is to be destroyed is sealed first, then destroyed by the zone, and its record noted; exports are sealed and unsealed by themselves too. */
import { catalogItems, type Destruction, dataExports, destructions } from '@yunhe/law'
import type { DestructionRecord, HoldingRecord, HoldingScope } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import { after, type Happened, type Surroundings } from './reaction.ts'

/** What was destroyed is said by the task: the record goes without its name. */
const recordOf = ({ task: _, ...told }: DestructionRecord | HoldingRecord) => {
  const { workspace: __, scope: ___, ...record } = { workspace: '', scope: '', ...told }
  return record
}

/** What the zone holds beside workspaces; nothing where it is a workspace. */
const scopeOf = async ({ item, export: one }: Destruction, now: Surroundings['now']): Promise<HoldingScope | undefined> => {
  if (item !== '') return `dataset/${(await now(catalogItems, item)).dataset}`
  return one ? `export/${one}` : undefined
}

/** Where it is so already, or the zone never heard of it, that is what was wanted. */
const sealExport = async (
  { id, ref, under }: Happened<{ readonly type: string }>,
  { orders, now }: Surroundings,
  order: 'seal-holding' | 'unseal-holding',
): Promise<void> => {
  const { keeping } = await now(dataExports, id)
  if (keeping !== (order === 'seal-holding' ? 'sealed' : undefined)) return
  const { outcome, refusal, detail } = await orders.give({ ref, under }, { order, scope: `export/${id}`, reason: ref })
  if (outcome === 'refused' && refusal !== 'wrong-state' && refusal !== 'unknown-holding')
    throw new Error(`could not give ${order} for export ${id}: ${detail ?? refusal}`)
}

export const destructionReactions = [
  after(dataExports, 'ExportSealed', 'stop', (happened, surroundings) => sealExport(happened, surroundings, 'seal-holding')),
  after(dataExports, 'ExportUnsealed', 'steady', (happened, surroundings) => sealExport(happened, surroundings, 'unseal-holding')),
  // Sealed at once: from here on nothing of it is read, whoever approves what later.
  after(destructions, 'DestructionOpened', 'stop', async ({ id, ref, under }, { orders, now, act }) => {
    const scope = await scopeOf(await now(destructions, id), now)
    if (scope === undefined) return
    const { outcome, refusal } = await orders.give({ ref, under }, { order: 'seal-holding', scope, reason: ref })
    // Where it is sealed already, that is what was wanted.
    if (outcome === 'done' || refusal === 'wrong-state') await act(commandOf('destruction'), 'note-shut', id, {})
  }),
  after(destructions, 'DestructionStarted', 'steady', async ({ id, ref, under, event }, { orders, now, act }) => {
    const destruction = await now(destructions, id)
    const { request, requester, approver } = destruction
    const scope = await scopeOf(destruction, now)
    const { executor, witness } = event
    const people = { task: id, requester, approver, executor, witness, reason: `destruction approved: ${ref}` }
    const { outcome, refusal, detail, result } = await orders.give(
      { ref, under },
      scope === undefined ? { order: 'destroy', workspace: request, ...people } : { order: 'destroy-holding', scope, ...people },
    )
    const told = result.destruction ?? result.holding
    if (outcome === 'refused' || told === undefined) {
      await act(commandOf('destruction'), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
      return
    }
    await act(commandOf('destruction'), 'note-executed', id, { record: recordOf(told) })
    if (scope === undefined) await act(commandOf('data-request'), 'note-destroyed', request, { task: id })
    if (destruction.export) await act(commandOf('export'), 'note-destroyed', destruction.export, { task: id })
  }),
]
