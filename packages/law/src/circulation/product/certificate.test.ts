import { describe, expect, it } from 'vitest'
import { actors } from '../../actors.ts'
import { day } from '../../kernel/days.ts'
import { scene } from '../../testing.ts'
import { products } from '../product.ts'
import { amendRegistration, cancelRegistration, expireCertificate, revokeCertificate } from './amending.ts'
import { draft, revise, verify } from './making.ts'
import { certify, code, openRegistrationNotice, register } from './registration.ts'
import { reviewData, reviewSecurity } from './review.ts'
import { notePublished, publish, resume, suspend } from './shelf.ts'

const facts = {
  request: {
    operator: actors.operator.organization,
    scenarios: ['traffic'],
    purpose: 'public-good' as const,
    opened: true,
    openRisks: 0,
    frozen: false,
    itemsOpen: true,
    plansValid: true,
  },
  authorization: { active: true, until: day('2030-12-31') },
  versionHash: 'hash-1',
  distributionInForce: false,
  takeDowns: 0,
  matter: undefined,
  openMatters: 0,
  openObjections: 0,
  upheldObjections: 0,
  codedThisYear: 6,
}
const content = {
  name: '指数接口',
  form: 'api',
  meteringUnit: 'call',
  purpose: 'public-good',
  summary: '原说明',
  scenarios: ['traffic'],
  sql: 'select 1',
  parameters: [],
}
const pass = { version: 1, conclusion: 'pass', opinion: '符合' }
const papers = { verification: '一致', hazardCheck: '未见', riskAssessedOn: '2026-01-10' }
const certified = scene(products, { facts, on: '2026-03-02' })
  .does(draft, actors.operator, { request: 'r1', ...content })
  .does(verify, actors.operator, papers)
  .does(reviewSecurity, actors.securityAuthority, pass)
  .does(reviewData, actors.dataAuthority, pass)
  .does(register, actors.registrar, { finding: '齐全' })
  .does(openRegistrationNotice, actors.registrar)
  .where({ on: '2026-03-17' })
  .does(code, actors.registrar)
  .does(certify, actors.registrar)
const published = certified.does(publish, actors.operator).does(notePublished, actors.platform, { rows: 1, suppressedRows: 0, columns: [] })

type MatterType = 'change' | 'correction' | 'renewal' | 'cancellation'
const decided = (type: MatterType, particulars = {}, more = {}) => ({
  facts: { matter: { id: 'm1', stage: 'completed', product: 'p1', type, particulars, ground: '理由', ...more } },
})
const m1 = { matter: 'm1' }
const standingsOf = ({ certificates }: typeof certified.state) => certificates.map(({ number, standing }) => [number.slice(-2), standing])

describe('A24 the versions of a certificate', () => {
  it.each([
    ['change', 'changed'],
    ['correction', 'corrected'],
  ] as const)('A24 a %s issues the next one, the one before is %s, and the shelf is not touched', (type, standing) => {
    const after = published.does(amendRegistration, actors.platform, m1, { on: '2026-06-01', ...decided(type, { summary: '新说明' }) })
    expect(standingsOf(after.state)).toEqual([
      ['-1', standing],
      ['-2', 'issued'],
    ])
    expect(after.state).toMatchObject({
      stage: 'published',
      content: { summary: '新说明' },
      certificate: { issuedOn: '2026-06-01', validTo: '2029-03-17' },
    })
    expect(after.state.certificates.map(({ says }) => says.summary)).toEqual(['原说明', '新说明'])
    expect(after.tries(amendRegistration, actors.platform, m1, decided(type)).codes).toEqual(['carried-out-already'])
  })

  it.each([
    { until: '2031-12-31', validTo: '2031-12-31' },
    { until: '2033-01-01', validTo: '2032-03-17' },
  ])('A24 a renewal runs on for three years at most, with an authorization until $until to $validTo', ({ until, validTo }) => {
    const known = { ...decided('renewal').facts, authorization: { active: true, until: day(until) } }
    const after = published.does(amendRegistration, actors.platform, m1, { on: '2029-02-01', facts: known })
    expect(standingsOf(after.state)).toEqual([
      ['-1', 'renewed'],
      ['-2', 'issued'],
    ])
    expect(after.state.certificate?.validTo).toBe(validTo)
  })

  it.each([
    ['matter-not-decided', { stage: 'reviewed' }],
    ['matter-not-decided', { id: 'm2' }],
    ['matter-not-decided', { type: 'cancellation' }],
  ])('A24 %s', (reason, more) => {
    expect(published.tries(amendRegistration, actors.platform, m1, decided('change', {}, more)).codes).toEqual([reason])
  })

  it('A24 nobody but the platform carries a matter out', () => {
    expect(published.tries(amendRegistration, actors.registrar, m1, decided('change')).codes).toEqual(['not-yours-to-do'])
  })

  it('W17-3 while a matter is open the product is not revised', () => {
    expect(certified.tries(revise, actors.operator, content, { facts: { openMatters: 1 } }).codes).toEqual(['matter-open'])
    expect(certified.tries(revise, actors.operator, content, { facts: { openMatters: 0 } }).codes).toEqual([])
  })
})

describe('A24 the end of a certificate', () => {
  it.each([
    { on: '2029-03-17', codes: ['certificate-still-runs'] },
    { on: '2029-03-18', codes: [] },
  ])('W21-1 a certificate until 17 March 2029 on $on: $codes', ({ on, codes }) => {
    expect(published.tries(expireCertificate, actors.platform, {}, { on }).codes).toEqual(codes)
  })

  it('W24-4 expired, the product leaves the shelf and comes back with its renewal alone', () => {
    const expired = published.where({ on: '2029-03-18' }).does(expireCertificate, actors.platform)
    expect(expired.state).toMatchObject({ stage: 'suspended', certificate: undefined })
    expect(standingsOf(expired.state)).toEqual([['-1', 'expired']])
    expect(expired.tries(resume, actors.platform, { reason: '恢复' }).codes).toContain('no-certificate')
    expect(expired.tries(amendRegistration, actors.platform, m1, decided('change')).codes).toEqual(['certificate-ended'])
    const renewed = expired.does(amendRegistration, actors.platform, m1, decided('renewal'))
    expect(renewed.tries(resume, actors.platform, { reason: '恢复' }).codes).not.toContain('no-certificate')
    // What has ended keeps the name under which it ended.
    expect(standingsOf(renewed.state)).toEqual([
      ['-1', 'expired'],
      ['-2', 'issued'],
    ])
  })

  it('A24 revoked by the data authority, it is not amended back to life, and what a suspension adds changes nothing', () => {
    const revoking = { basis: '《办法》第二十四条', reason: '登记材料虚假' }
    expect(published.tries(revokeCertificate, actors.registrar, revoking).codes).toEqual(['not-yours-to-do'])
    const revoked = published.does(suspend, actors.platform, { reason: '整改' }).does(revokeCertificate, actors.dataAuthority, revoking)
    expect(revoked.state).toMatchObject({ stage: 'suspended', held: '登记材料虚假' })
    expect(standingsOf(revoked.state)).toEqual([['-1', 'revoked']])
    for (const type of ['change', 'correction', 'renewal'] as const)
      expect(revoked.tries(amendRegistration, actors.platform, m1, decided(type)).codes).toEqual(['certificate-ended'])
    expect(revoked.tries(revokeCertificate, actors.dataAuthority, revoking).codes).toEqual(['no-certificate-stands'])
    expect(revoked.tries(expireCertificate, actors.platform, {}, { on: '2030-01-01' }).codes).toContain('no-certificate-stands')
  })

  it('A24 cancelled, the product ends with it', () => {
    const cancelled = published.does(cancelRegistration, actors.platform, m1, decided('cancellation'))
    expect(cancelled.state).toMatchObject({ stage: 'cancelled', held: '理由', certificate: undefined })
    expect(standingsOf(cancelled.state)).toEqual([['-1', 'cancelled']])
    expect(cancelled.tries(publish, actors.operator).codes).toContain('published-already')
    expect(cancelled.tries(cancelRegistration, actors.platform, m1, decided('cancellation')).codes).toContain('not-registered')
    expect(cancelled.tries(revise, actors.operator, content).codes).toEqual(['on-the-shelf'])
  })
})
