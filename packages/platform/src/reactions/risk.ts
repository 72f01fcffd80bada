/** Article 15: what a risk report stops at once, and what its release lets go on. */
import { dataRequests, products, riskReports } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Surroundings } from './reaction.ts'

/** Those the zone knows; and those on their way there, which only the law can stop. */
const inZone = ['published', 'suspended']

const productsOf = async ({ under }: Surroundings, request: string, ...stages: readonly string[]): Promise<string[]> =>
  (await under(products, `request:${request}`)).filter(({ state }) => stages.includes(state.stage)).map(({ id }) => id)

export const riskReactions = [
  after(riskReports, 'RiskRaised', 'stop', async ({ ref, under, event: { request } }, surroundings) => {
    const made = await productsOf(surroundings, request, ...inZone)
    const reason = `risk reported: ${ref}`
    // The order goes out before anything is noted: first it stops, then we write that it stopped.
    await surroundings.orders.give({ ref, under }, { order: 'freeze', workspaces: [request], products: made, reason })
    await surroundings.act(commandOf('data-request'), 'freeze', request, { reason })
    for (const product of await productsOf(surroundings, request, 'publishing', 'published'))
      await surroundings.act(commandOf('product'), 'suspend', product, { reason })
  }),
  after(riskReports, 'RiskReleased', 'stop', async ({ id, ref, under }, surroundings) => {
    const { request } = await surroundings.now(riskReports, id)
    const reason = `risk released: ${ref}`
    // Here the law speaks first: what stopped for another reason stays stopped.
    await surroundings.act(commandOf('data-request'), 'thaw', request, { reason })
    for (const product of await productsOf(surroundings, request, 'suspended'))
      await surroundings.act(commandOf('product'), 'resume', product, { reason })
    const isOpen = (await surroundings.now(dataRequests, request)).stage === 'active'
    const served = await productsOf(surroundings, request, 'published')
    if (isOpen || served.length > 0)
      await surroundings.orders.give({ ref, under }, { order: 'thaw', workspaces: isOpen ? [request] : [], products: served, reason })
  }),
]
