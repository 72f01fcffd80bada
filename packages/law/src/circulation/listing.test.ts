import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { type ListingFacts, list, listings, recordSale, withdraw } from './listing.ts'

const product = { operator: actors.operator.organization, stage: 'published', securityPassed: true, certificateValidTo: day('2026-06-30') }
const venue = { stage: 'admitted', licenceValidTo: day('2026-12-31') }
const facts: ListingFacts = { product, venue, sameNumber: 0 }
const empty = scene(listings, { facts, on: '2026-03-02' })
const asked = { product: 'p1', venue: 'v1', listingNumber: 'GP-1' }
const listed = empty.does(list, actors.operator, asked)
const sale = {
  venue: 'v1',
  listingNumber: 'GP-1',
  buyer: actors.consumer.organization,
  contractNumber: 'HT-1',
  amountFen: 100_00,
  on: '2026-03-02',
}

describe('W21-1 a listing needs review and certificate', () => {
  it.each([
    { change: {}, on: '2026-06-30', codes: [] },
    { change: {}, on: '2026-07-01', codes: ['no-valid-certificate'] },
    { change: { certificateValidTo: undefined }, on: '2026-03-02', codes: ['no-valid-certificate'] },
    { change: { securityPassed: false }, on: '2026-03-02', codes: ['no-security-review'] },
  ])('W21-1 with $change on $on: $codes', ({ change, on, codes }) => {
    const known = { on, facts: { product: { ...product, ...change } } }
    expect(empty.tries(list, actors.operator, asked, known).codes).toEqual(codes)
    expect(listed.tries(recordSale, actors.operator, sale, known).codes).toEqual(codes)
  })
})

describe('W21-2 only on a venue of the list whose licence is good', () => {
  it.each([
    { change: {}, on: '2026-03-02', codes: [] },
    { change: { licenceValidTo: day('2026-03-02') }, on: '2026-03-02', codes: [] },
    { change: { licenceValidTo: day('2026-03-01') }, on: '2026-03-02', codes: ['venue-licence-expired'] },
    { change: { stage: 'struck' }, on: '2026-03-02', codes: ['venue-not-on-the-list'] },
    { change: { stage: 'none' }, on: '2026-03-02', codes: ['venue-not-on-the-list'] },
  ])('W21-2 with $change: $codes', ({ change, on, codes }) => {
    const known = { on, facts: { venue: { ...venue, ...change } } }
    expect(empty.tries(list, actors.operator, asked, known).codes).toEqual(codes)
    expect(listed.tries(recordSale, actors.operator, sale, known).codes).toEqual(codes)
  })
})

describe('W21-3 a sale names venue, listing number and buyer', () => {
  it.each([
    [{}, []],
    [{ venue: '' }, ['sale-without-venue']],
    [{ venue: 'v2' }, ['sale-without-venue']],
    [{ listingNumber: '' }, ['sale-without-listing-number']],
    [{ buyer: '' }, ['sale-without-buyer']],
    [{ buyer: actors.consumer.organization.replace(/.$/, '?') }, ['sale-without-buyer']],
  ])('W21-3 with %j: %j', (change, codes) => {
    expect(listed.tries(recordSale, actors.operator, { ...sale, ...change }).codes).toEqual(codes)
  })

  it('A21 is recorded once, by the operator that listed, and not after the listing', () => {
    const sold = listed.does(recordSale, actors.operator, sale)
    expect(sold.tries(recordSale, actors.operator, sale).codes).toEqual(['contract-twice'])
    expect(listed.tries(recordSale, actors.otherOperator, sale).codes).toEqual(['not-your-listing'])
    expect(listed.tries(recordSale, actors.operator, { ...sale, on: '2026-03-03' }).codes).toEqual(['sale-in-the-future'])
    const gone = sold.does(withdraw, actors.platform, { reason: '产品下架' })
    expect(gone.tries(recordSale, actors.operator, { ...sale, contractNumber: 'HT-2' }).codes).toEqual(['not-listed'])
    expect(listed.tries(withdraw, actors.otherOperator, { reason: '摘牌' }).codes).toEqual(['not-your-listing'])
  })

  it('A21 nobody lists what is not theirs, or under a number that is taken', () => {
    expect(empty.tries(list, actors.otherOperator, asked).codes).toEqual(['not-your-product'])
    expect(empty.tries(list, actors.operator, asked, { facts: { sameNumber: 1 } }).codes).toEqual(['number-taken'])
  })
})
