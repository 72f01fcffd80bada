/** Article 26: without a plan nothing runs; what a lapsed plan covered stops, and goes on when it is approved again. */
import { type DataRequest, dataRequests, type EmergencyPlan, emergencyPlans, isCovered, keyOfCovered, products } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Surroundings } from './reaction.ts'

const onShelf = ['published', 'suspended']

/** Every request that the plan covers: a product goes on when its workspace has been closed, and stops with the plan all the same. */
const coveredBy = async ({ under }: Surroundings, plan: EmergencyPlan) =>
  (await under(dataRequests, keyOfCovered(plan))).filter(({ state }) => isCovered(plan, state))

type Covered = Awaited<ReturnType<typeof coveredBy>>

const inStage = (covered: Covered, ...stages: readonly DataRequest['stage'][]): string[] =>
  covered.filter(({ state }) => stages.includes(state.stage)).map(({ id }) => id)

const productsOf = async ({ under }: Surroundings, covered: Covered, ...stages: readonly string[]): Promise<string[]> =>
  (await Promise.all(covered.map(({ id }) => under(products, `request:${id}`))))
    .flat()
    .filter(({ state }) => stages.includes(state.stage))
    .map(({ id }) => id)

export const planReactions = [
  after(emergencyPlans, 'ScenarioSuspended', 'stop', async ({ id, ref, under }, surroundings) => {
    const plan = await surroundings.now(emergencyPlans, id)
    if (plan.suspendedOn === undefined) return
    const covered = await coveredBy(surroundings, plan)
    const workspaces = inStage(covered, 'active', 'frozen')
    const made = await productsOf(surroundings, covered, ...onShelf)
    const reason = `plan lapsed: ${ref}`
    // The order goes out before anything is noted: first it stops, then we write that it stopped.
    if (workspaces.length + made.length > 0)
      await surroundings.orders.give({ ref, under }, { order: 'freeze', workspaces, products: made, reason })
    for (const workspace of workspaces) await surroundings.act(commandOf('data-request'), 'freeze', workspace, { reason })
    for (const product of await productsOf(surroundings, covered, 'publishing', 'published'))
      await surroundings.act(commandOf('product'), 'suspend', product, { reason })
  }),
  after(emergencyPlans, 'EmergencyPlanApproved', 'stop', async ({ id, ref, under }, surroundings) => {
    const plan = await surroundings.now(emergencyPlans, id)
    const covered = await coveredBy(surroundings, plan)
    const frozen = inStage(covered, 'frozen')
    const stopped = await productsOf(surroundings, covered, 'suspended')
    const reason = `plan approved: ${ref}`
    // Here the law speaks first: what stopped for another reason stays stopped.
    for (const workspace of frozen) await surroundings.act(commandOf('data-request'), 'thaw', workspace, { reason })
    for (const product of stopped) await surroundings.act(commandOf('product'), 'resume', product, { reason })
    const thawed = inStage(await coveredBy(surroundings, plan), 'active').filter((one) => frozen.includes(one))
    const served = (await productsOf(surroundings, covered, 'published')).filter((one) => stopped.includes(one))
    if (thawed.length + served.length > 0)
      await surroundings.orders.give({ ref, under }, { order: 'thaw', workspaces: thawed, products: served, reason })
  }),
]
