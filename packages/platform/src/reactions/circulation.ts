/** Chapter 5: what goes on the shelf and comes off it. */
import { accessKeyOf, listings, products, registrations, specificationOf, subscriptions } from '@yunhe/law'
import { productSpec } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import { after, type Happened, type Surroundings } from './reaction.ts'

/** Whether the zone has a copy of it to serve. */
const isServed = async ({ now }: Surroundings, product: string): Promise<boolean> => (await now(products, product)).served !== undefined

/** W21-1: what no certificate covers any longer is no longer served; the product's own event has suspended it already. */
const freezeInZone = async ({ id, ref, under }: Happened<{ readonly type: string }>, surroundings: Surroundings): Promise<void> => {
  if (await isServed(surroundings, id))
    await surroundings.orders.give({ ref, under }, { order: 'freeze', workspaces: [], products: [id], reason: `certificate ended: ${ref}` })
}

export const circulationReactions = [
  after(registrations, 'RegistrationMatterCompleted', 'steady', async ({ id, ref, under }, { act, now, orders }) => {
    const { product, matterType } = await now(registrations, id)
    await act(commandOf('product'), matterType === 'cancellation' ? 'cancel-registration' : 'amend-registration', product, { matter: id })
    if (matterType !== 'renewal') return
    // Where the old certificate ran out first, the product goes on with the new one.
    await act(commandOf('product'), 'resume', product, { reason: `renewed: ${ref}` })
    const { stage, served } = await now(products, product)
    if (stage === 'published' && served !== undefined)
      await orders.give({ ref, under }, { order: 'thaw', workspaces: [], products: [product], reason: `renewed: ${ref}` })
  }),
  after(products, 'CertificateRevoked', 'stop', freezeInZone),
  after(products, 'CertificateExpired', 'stop', freezeInZone),
  after(products, 'RegistrationCancelled', 'stop', async ({ id, ref, under, event: { reason } }, surroundings) => {
    if (await isServed(surroundings, id)) await surroundings.orders.give({ ref, under }, { order: 'withdraw', product: id, reason })
    for (const one of await surroundings.under(listings, `product:${id}`))
      await surroundings.act(commandOf('listing'), 'withdraw', one.id, { reason })
    for (const one of await surroundings.under(subscriptions, `product:${id}`))
      await surroundings.act(commandOf('subscription'), 'revoke', one.id, { reason })
  }),
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
]
