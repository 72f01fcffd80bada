import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { emptyZone, type IssuedKey, type ZoneState } from '../state.ts'
import { aProduct, aSpec, aWorkspace } from '../testing.ts'
import { written } from '../time.ts'
import { type Call, judge } from './call.ts'
import { quotas } from './quotas.ts'

const noon = Date.parse('2026-11-23T04:00:00.000Z')
const secret = 'a-secret-of-some-length'
const aKey = (change: Partial<IssuedKey> = {}): IssuedKey => ({
  key: 'k1',
  secretHash: createHash('sha256').update(secret).digest('hex'),
  product: 'd1',
  consumer: 'c1',
  scenarios: ['s1'],
  callsPerDay: 1000,
  callsPerSecond: 100,
  until: '2026-11-23',
  withdrawn: false,
  ...change,
})
const standing = (key: Partial<IssuedKey> = {}, change: Partial<ZoneState> = {}): ZoneState => ({
  ...emptyZone,
  leaseUntil: written(noon + 86_400_000),
  workspaces: new Map([['w1', aWorkspace()]]),
  products: new Map([['d1', aProduct()]]),
  keys: new Map([['k1', aKey(key)]]),
  ...change,
})
const aCall = (change: Partial<Call> = {}): Call => ({
  product: 'd1',
  authorization: `Bearer k1.${secret}`,
  scenario: 's1',
  parameters: {},
  ...change,
})
const asked = (call: Partial<Call> = {}, state = standing(), atMs = noon) => {
  const verdict = judge(aCall(call), state, quotas(), atMs)
  return verdict.ok ? 'served' : verdict.refusal
}

describe('W17-2 a product answers only a known key in an approved scenario', () => {
  it('serves key and scenario of the binding', () => expect(asked()).toBe('served'))
  it.each([
    { authorization: undefined },
    { authorization: 'Bearer k1.another-secret-here' },
    { authorization: `Bearer k2.${secret}` },
    { authorization: `Basic k1.${secret}` },
  ])('refuses $authorization', ({ authorization }) => expect(asked({ authorization })).toBe('key-unknown'))
  it('refuses a call that names no scenario', () => expect(asked({ scenario: undefined })).toBe('scenario-missing'))
  it('refuses a scenario outside the binding of the key', () => expect(asked({ scenario: 's2' })).toBe('scenario-not-approved'))
  it('refuses a scenario that the key has and the product has not', () =>
    expect(asked({ scenario: 's2' }, standing({ scenarios: ['s1', 's2'] }))).toBe('scenario-not-approved'))
  it('refuses a scenario that the product has and the key has not', () =>
    expect(
      asked({ scenario: 's2' }, standing({}, { products: new Map([['d1', aProduct({ spec: aSpec({ scenarios: ['s1', 's2'] }) })]]) })),
    ).toBe('scenario-not-approved'))
  it('refuses a key that was withdrawn', () => expect(asked({}, standing({ withdrawn: true }))).toBe('key-withdrawn'))
  it('refuses a key for another product', () => expect(asked({}, standing({ product: 'd2' }))).toBe('key-of-another-product'))
  it('serves a key on its last day until 24:00 in Shanghai and not after', () => {
    expect(asked({}, standing(), Date.parse('2026-11-23T15:59:59.999Z'))).toBe('served')
    expect(asked({}, standing(), Date.parse('2026-11-23T16:00:00.000Z'))).toBe('key-ended')
  })
})

describe('W10-1 while the rights are suspended no call is served', () => {
  it.each([
    { stage: 'suspended', answer: 'suspended' },
    { stage: 'withdrawn', answer: 'product-withdrawn' },
  ] as const)('a product that is $stage', ({ stage, answer }) =>
    expect(asked({}, standing({}, { products: new Map([['d1', aProduct({ stage })]]) }))).toBe(answer),
  )
  it.each(['frozen', 'sealed', 'destroyed'] as const)('a product whose workspace is %s', (stage) =>
    expect(asked({}, standing({}, { workspaces: new Map([['w1', aWorkspace({ stage })]]) }))).toBe('suspended'),
  )
})

it('W24-3 no call is served without a lease', () => {
  expect(asked({}, standing({}, { leaseUntil: written(noon) }))).toBe('lease-ended')
})

describe('parameters are the declared ones, in the type of their column', () => {
  const narrow = standing(
    {},
    {
      products: new Map([
        ['d1', aProduct({ spec: aSpec({ parameters: [{ name: 'least', column: 'people', match: 'from', required: true }] }) })],
      ]),
    },
  )
  it.each([
    { parameters: { least: '10' }, answer: 'served' },
    { parameters: {}, answer: 'parameter-wrong' },
    { parameters: { least: 'ten' }, answer: 'parameter-wrong' },
    { parameters: { least: '1.5' }, answer: 'parameter-wrong' },
    { parameters: { least: ['1', '2'] }, answer: 'parameter-wrong' },
    { parameters: { least: '10', sql: '1=1' }, answer: 'parameter-wrong' },
  ])('$parameters: $answer', ({ parameters, answer }) => expect(asked({ parameters }, narrow)).toBe(answer))
})

describe('quotas', () => {
  it('let no flood of strangers fill the record', () => {
    const quota = quotas()
    const answers = Array.from({ length: 51 }, () => judge(aCall({ authorization: undefined }), standing(), quota, noon))
    expect(answers.slice(-2)).toMatchObject([{ refusal: 'key-unknown' }, { refusal: 'too-many-strangers' }])
  })
  it('allow the last call of the day and refuse the next', () => {
    const quota = quotas()
    const key = { key: 'k1', callsPerDay: 2, callsPerSecond: 2 }
    expect([0, 1, 2].map((second) => quota.take(key, noon + second * 1000))).toEqual(['within', 'within', 'too-many-per-day'])
    expect(quota.take(key, Date.parse('2026-11-23T16:00:00.000Z'))).toBe('within')
  })
  it('allow the last call of the second and refuse the next', () => {
    const quota = quotas()
    const key = { key: 'k1', callsPerDay: 100, callsPerSecond: 2 }
    expect([0, 1, 999, 1000].map((ms) => quota.take(key, noon + ms))).toEqual(['within', 'within', 'too-many-per-second', 'within'])
  })
})
