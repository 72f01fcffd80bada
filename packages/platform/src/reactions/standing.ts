/** Articles 21, 23, 28 and 29: what follows by itself when a product leaves the shelf, a use is found commercial, a right is infringed, a result does not comply. */
import { assessments, intellectualProperties, listings, products, regimeSwitches } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after } from './reaction.ts'

export const standingReactions = [
  // W29-2: D is the grade that does not comply; the data authority follows the proposal or says why not.
  after(assessments, 'AssessmentFinalized', 'steady', async ({ id, event }, { act, now }) => {
    if (event.grade !== 'D') return
    const { authorization, year } = await now(assessments, id)
    await act(commandOf('authorization'), 'propose-suspension', authorization, {
      cause: 'assessment-not-compliant',
      subject: id,
      violation: 'assessment-failed',
      reason: `第${year}年度评估结果为不符合要求`,
    })
  }),
  // W23-5: the free use ends at once; the revocation takes the key back.
  after(regimeSwitches, 'UseFoundCommercial', 'stop', async ({ id, event }, { act, now }) => {
    const { subscription } = await now(regimeSwitches, id)
    await act(commandOf('subscription'), 'revoke', subscription, { reason: event.reason })
  }),
  after(products, 'ProductUnshelved', 'steady', async ({ id, event }, { act, under }) => {
    for (const listing of await under(listings, `product:${id}`))
      await act(commandOf('listing'), 'withdraw', listing.id, { reason: event.reason })
  }),
  after(intellectualProperties, 'TakeDownOrdered', 'stop', async ({ ref, under, event }, { act, orders, now }) => {
    const { product } = event
    const reason = `taken down: ${ref}`
    const { stage } = await now(products, product)
    if (['published', 'suspended'].includes(stage))
      await orders.give({ ref, under }, { order: 'freeze', workspaces: [], products: [product], reason })
    await act(commandOf('product'), 'suspend', product, { reason })
  }),
  after(intellectualProperties, 'TakeDownLifted', 'stop', async ({ id, ref, under }, { act, orders, now }) => {
    const { product } = await now(intellectualProperties, id)
    const reason = `take-down lifted: ${ref}`
    await act(commandOf('product'), 'resume', product, { reason })
    // Here the law speaks first: what stopped for another reason stays stopped.
    if ((await now(products, product)).stage === 'published')
      await orders.give({ ref, under }, { order: 'thaw', workspaces: [], products: [product], reason })
  }),
]
