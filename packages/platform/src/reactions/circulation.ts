/** Chapter 5: what goes on the shelf and comes off it. */
import { accessKeyOf, destructions, products, specificationOf, subscriptions } from '@yunhe/law'
import { productSpec } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import { after } from './reaction.ts'

export const circulationReactions = [
  after(products, 'PublicationOrdered', 'steady', async ({ id, ref, under, event }, { orders, now, act }) => {
    const product = await now(products, id)
    if (product.stage !== 'publishing' || product.version !== event.version) return
    const { outcome, refusal, detail, result } = await orders.give(
      { ref, under },
      { order: 'publish', spec: productSpec.parse(specificationOf(id, product)), specHash: event.versionHash },
    )
    if (outcome === 'refused' || result.served === undefined) {
      await act(commandOf('product'), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
      return
    }
    await act(commandOf('product'), 'note-published', id, { ...result.served })
  }),
  after(products, 'ProductUnshelved', 'stop', async ({ id, ref, under, event }, { orders }) => {
    await orders.give({ ref, under }, { order: 'withdraw', product: id, reason: event.reason })
  }),
  after(subscriptions, 'KeyTaken', 'stop', async ({ id, ref, under }, { orders, now }) => {
    const subscription = await now(subscriptions, id)
    if (subscription.stage === 'active') await orders.give({ ref, under }, { order: 'issue-key', accessKey: accessKeyOf(id, subscription) })
  }),
  after(subscriptions, 'SubscriptionRevoked', 'stop', async ({ id, ref, under, event }, { orders, now }) => {
    if ((await now(subscriptions, id)).secretHash !== '')
      await orders.give({ ref, under }, { order: 'withdraw-key', key: id, reason: event.reason })
  }),
  after(destructions, 'DestructionStarted', 'steady', async ({ id, ref, under, event }, { orders, now, act }) => {
    const { request, requester, approver } = await now(destructions, id)
    const { executor, witness } = event
    const { outcome, refusal, detail, result } = await orders.give(
      { ref, under },
      { order: 'destroy', workspace: request, task: id, requester, approver, executor, witness, reason: `destruction approved: ${ref}` },
    )
    if (outcome === 'refused' || result.destruction === undefined) {
      await act(commandOf('destruction'), 'note-refused-by-zone', id, { refusal: refusal ?? 'failed', detail: detail ?? '' })
      return
    }
    const { task: _, workspace: __, ...record } = result.destruction
    await act(commandOf('destruction'), 'note-executed', id, { record })
    await act(commandOf('data-request'), 'note-destroyed', request, { task: id })
  }),
]
