import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { accessKeyOf, apply, approve, refuse, revoke, subscriptions, takeKey } from './subscription.ts'

const product = {
  stage: 'published',
  operator: actors.operator.organization,
  scenarios: ['traffic'],
  certificateValidTo: day('2027-12-31'),
  fields: ['road', 'speed'],
  isWhole: false,
}
const asked = { product: 'p1', scenario: 'traffic', declaration: '用于配送路线规划，不转售' }
const quota = { callsPerDay: 10_000, callsPerSecond: 20, until: '2027-03-01' }
const secretHash = 'a'.repeat(64)

const empty = scene(subscriptions, { facts: { product, overdueBills: 0, foundCommercial: false }, on: '2026-03-02' })
const applied = empty.does(apply, actors.consumer, asked)
const approved = applied.does(approve, actors.operator, quota)
const active = approved.does(takeKey, actors.consumer, { secretHash })
const suspended = { product: { ...product, stage: 'suspended' } }

describe('a subscription', () => {
  it('goes from the declared use to the key, which the zone is ordered to honour', () => {
    expect(active.state).toMatchObject({ stage: 'active', operator: actors.operator.organization, consumer: actors.consumer.organization })
    expect(accessKeyOf('s1', active.state)).toEqual({
      key: 's1',
      secretHash,
      product: 'p1',
      consumer: actors.consumer.organization,
      scenarios: ['traffic'],
      ...quota,
    })
  })

  it('waits for the operator, then for the consumer', () => {
    expect(subscriptions.turns(applied.state)).toEqual([{ role: 'operator', organization: actors.operator.organization }])
    expect(subscriptions.turns(approved.state)).toEqual([{ role: 'consumer', organization: actors.consumer.organization }])
    expect(subscriptions.turns(active.state)).toEqual([])
    expect(subscriptions.keysOf(active.state)).toEqual(
      expect.arrayContaining(['product:p1', `consumer:${actors.consumer.organization}`, 'scenario:traffic']),
    )
  })
})

describe('W17-2 only for a scenario the product was reviewed for', () => {
  it('W17-2 another scenario is refused', () => {
    expect(empty.tries(apply, actors.consumer, { ...asked, scenario: 'advertising' }).refusedUnder).toEqual(['W17-2'])
  })

  it('W17-3 a version without the scenario closes the approval', () => {
    expect(
      applied.tries(approve, actors.operator, quota, { facts: { product: { ...product, scenarios: ['parking'] } } }).refusedUnder,
    ).toEqual(['W17-3'])
  })

  it('W24-4 of a product that is not on the shelf nothing is asked, approved or taken', () => {
    expect(empty.tries(apply, actors.consumer, asked, { facts: suspended }).codes).toEqual(['product-not-published'])
    expect(applied.tries(approve, actors.operator, quota, { facts: suspended }).codes).toEqual(['product-not-published'])
    expect(approved.tries(takeKey, actors.consumer, { secretHash }, { facts: suspended }).codes).toEqual(['product-not-published'])
  })
})

describe('approving', () => {
  it.each([
    { until: '2026-03-01', codes: ['ends-in-the-past'] },
    { until: '2026-03-02', codes: [] },
    { until: '2027-12-31', codes: [] },
    { until: '2028-01-01', codes: ['beyond-certificate'] },
  ])('W21-1 until $until under a certificate until 31 December 2027: $codes', ({ until, codes }) => {
    expect(applied.tries(approve, actors.operator, { ...quota, until }).codes).toEqual(codes)
  })

  it('A21 is for the operator of the product, who may also refuse', () => {
    expect(applied.tries(approve, actors.otherOperator, quota).codes).toEqual(['not-your-product'])
    const refused = applied.does(refuse, actors.operator, { reason: '用途不明' })
    expect(refused.state).toMatchObject({ stage: 'refused', ended: { reason: '用途不明' } })
    expect(refused.tries(approve, actors.operator, quota).codes).toEqual(['not-applied'])
  })

  it.each([
    { given: { fields: ['road'] }, codes: [] },
    { given: { fields: ['road', 'driver'] }, codes: ['field-not-served'] },
    { given: { masks: [{ column: 'driver', mask: 'hide' }] }, codes: ['field-not-served'] },
    { given: { masks: [{ column: 'speed', mask: 'round' }] }, codes: ['mask-without-step'] },
    { given: { masks: [{ column: 'speed', mask: 'round', roundTo: 10 }] }, codes: [] },
  ])('W17-2 fields and masks are of what is served: $given, $codes', ({ given, codes }) => {
    expect(applied.tries(approve, actors.operator, { ...quota, ...given }).codes).toEqual(codes)
  })

  it('A17 what is delivered whole is not approved in part', () => {
    const facts = { product: { ...product, isWhole: true } }
    expect(applied.tries(approve, actors.operator, { ...quota, fields: ['road'] }, { facts }).codes).toEqual(['whole-in-part'])
    expect(applied.tries(approve, actors.operator, quota, { facts }).codes).toEqual([])
  })

  it('A17 the key is ordered with its fields and masks, and without them where there are none', () => {
    const narrow = applied
      .does(approve, actors.operator, { ...quota, fields: ['road'], masks: [{ column: 'road', mask: 'partial', keepStart: 1 }] })
      .does(takeKey, actors.consumer, { secretHash })
    expect(accessKeyOf('s1', narrow.state)).toMatchObject({
      fields: ['road'],
      masks: [{ column: 'road', mask: { kind: 'partial', keepStart: 1, keepEnd: 0 } }],
    })
    expect(accessKeyOf('s1', active.state)).not.toHaveProperty('fields')
  })

  it('W23-3 who has not paid gets nothing new', () => {
    expect(empty.tries(apply, actors.consumer, asked, { facts: { overdueBills: 1 } }).refusedUnder).toEqual(['W23-3'])
    expect(applied.tries(approve, actors.operator, quota, { facts: { overdueBills: 1 } }).refusedUnder).toEqual(['W23-3'])
  })
})

describe('the key', () => {
  it('A21 is taken by its consumer, once, while the use runs', () => {
    expect(approved.tries(takeKey, actors.otherConsumer, { secretHash }).codes).toEqual(['not-your-subscription'])
    expect(active.tries(takeKey, actors.consumer, { secretHash }).codes).toEqual(['no-key-to-take'])
    expect(applied.tries(takeKey, actors.consumer, { secretHash }).codes).toEqual(['no-key-to-take'])
    expect(approved.tries(takeKey, actors.consumer, { secretHash }, { on: '2027-03-01' }).codes).toEqual([])
    expect(approved.tries(takeKey, actors.consumer, { secretHash }, { on: '2027-03-02' }).codes).toEqual(['use-is-over'])
  })

  it('is kept as a hash only', () => {
    expect(takeKey.asks.safeParse({ secretHash: 'geheim' }).success).toBe(false)
  })

  it('A21 is revoked by operator, consumer or authority, by no stranger', () => {
    for (const by of [actors.operator, actors.consumer, actors.dataAuthority, actors.securityAuthority, actors.platform])
      expect(active.does(revoke, by, { reason: '停止使用' }).state.stage).toBe('revoked')
    expect(active.tries(revoke, actors.otherConsumer, { reason: '无' }).codes).toEqual(['not-your-subscription'])
    expect(active.does(revoke, actors.operator, { reason: '滥用' }).tries(revoke, actors.operator, { reason: '无' }).codes).toEqual([
      'nothing-to-revoke',
    ])
  })
})

describe('W23-5 free use that was found commercial', () => {
  it.each([
    { foundCommercial: false, refused: [] },
    { foundCommercial: true, refused: ['W23-5'] },
  ])('W23-5 is not taken up again free: found commercial $foundCommercial, refused under $refused', ({ foundCommercial, refused }) => {
    expect(empty.tries(apply, actors.consumer, asked, { facts: { foundCommercial } }).refusedUnder).toEqual(refused)
  })
})
