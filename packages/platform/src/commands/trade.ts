/** Articles 21 and 23: venues, listings and sales, and free use that turns out commercial. */
import { type Day, listings, type Product, products, regimeSwitches, subscriptions, venues } from '@yunhe/law'
import { feeRegimeOf } from '@yunhe/law/identifiers/kinds'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const venueCommand = command({
  procedure: venues,
  facts: async ({ id, asked }, read) => {
    const organization = textIn(asked, 'organization')
    const others = organization === '' ? [] : await read.all(venues, `venue-of:${organization}`)
    return { sameOrganization: others.filter((one) => one.id !== id && one.state.stage === 'admitted').length }
  },
})

export const listingCommand = command({
  procedure: listings,
  facts: async ({ id, state, asked }, read) => {
    const venueId = state.venue || textIn(asked, 'venue')
    const number = textIn(asked, 'listingNumber')
    const product = await read.one(products, state.product || textIn(asked, 'product'))
    const venue = await read.one(venues, venueId)
    const others = number === '' ? [] : await read.all(listings, `listing:${venueId}:${number}`)
    return {
      product: {
        operator: product.operator,
        stage: product.stage,
        securityPassed: hasPassed(product),
        certificateValidTo: certificateOf(product),
      },
      venue: { stage: venue.stage, licenceValidTo: venue.licence?.validTo },
      sameNumber: others.filter((one) => one.id !== id).length,
    }
  },
})

const hasPassed = ({ reviews, versionHash }: Product): boolean =>
  reviews.some((one) => one.kind === 'security' && one.conclusion === 'pass' && one.versionHash === versionHash)

const certificateOf = ({ certificate, versionHash }: Product): Day | undefined =>
  certificate?.versionHash === versionHash ? certificate.validTo : undefined

export const regimeSwitchCommand = command({
  procedure: regimeSwitches,
  facts: async ({ id, state, asked }, read) => {
    const name = state.subscription || textIn(asked, 'subscription')
    const subscription = await read.one(subscriptions, name)
    const { content } = await read.one(products, subscription.product)
    const others = (await read.all(regimeSwitches, `subscription:${name}`)).filter((one) => one.id !== id)
    return {
      subscription,
      isFree: subscription.product !== '' && feeRegimeOf(content.purpose) === 'free-conditional',
      openCases: others.filter((one) => ['opened', 'explained'].includes(one.state.stage)).length,
    }
  },
})
