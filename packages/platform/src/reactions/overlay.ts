/** What the national overlay has the platform do by itself: expect disclosures and registrations, and watch what is earned. */
import { authorizations, bills, boundsIncomeOn, dataRequests, dayOf, type Instant, permittedRevenues, products } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Surroundings } from './reaction.ts'

const yearsBetween = (from: string, until: string): readonly number[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
}

const expectDisclosure = async ({ act }: Surroundings, year: number, organization: string, discloser: 'implementing' | 'operator') =>
  act(commandOf('disclosure'), 'expect', `${year}.${organization}`, { year, organization, discloser })

export const overlayReactions = [
  // Known whether the overlay is on or off: it may be switched on within the term.
  after(authorizations, 'AuthorizationActivated', 'steady', async ({ id }, surroundings) => {
    const { from, until, operator, authority } = await surroundings.now(authorizations, id)
    for (const year of yearsBetween(from, until)) {
      await expectDisclosure(surroundings, year, authority, 'implementing')
      await expectDisclosure(surroundings, year, operator, 'operator')
    }
  }),
  after(products, 'ProductPublished', 'steady', async ({ id, ref }, { log, now, act }) => {
    const { request } = await now(products, id)
    const entry = (await log.read(`product/${id}`)).find((one) => one.ref === ref)
    if (entry === undefined) return
    const deliveredOn = dayOf(entry.ground.at as Instant)
    const { decision } = await now(dataRequests, request)
    for (const { item } of decision?.items ?? []) await act(commandOf('resource-registration'), 'expect', item, { item, deliveredOn })
  }),
  after(bills, 'BillPaid', 'steady', async ({ id, event }, { now, under, act }) => {
    const { operator } = await now(bills, id)
    for (const bound of await under(permittedRevenues, `operator:${operator}`))
      if (boundsIncomeOn(bound.state, event.paidOn)) await act(commandOf('permitted-revenue'), 'note-income', bound.id, {})
  }),
]
