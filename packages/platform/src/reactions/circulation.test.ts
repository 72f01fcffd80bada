/// <reference path="../bitstring.d.ts" />
import { Bitstring } from '@digitalbazaar/bitstring'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, servedProduct } from '../scenes/circulation.ts'
import { pathOf, usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let served: Served
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  served = await servedProduct(tested)
})
afterAll(() => tested.stop())

const call = () =>
  tested.zone?.call({
    product: served.product,
    authorization: `Bearer ${served.secret}`,
    scenario: 'water-levels',
    parameters: { station: 's1' },
  })
const caseOf = async (plural: string, id: string, login = 'authority') =>
  (await (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)).body
const product = () => caseOf('products', served.product)
const subscription = async () => (await (await tested.signedIn('consumer')).get('/api/cases/subscriptions')).body.rows[0].id as string
const refusedUnder = async (login: string, deed: Parameters<typeof pathOf>[0]) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})
  return status === 422 ? body.refusals.map((one: { rule: string; code: string }) => `${one.rule} ${one.code}`) : status
}
const page = async (path: string) => (await tested.passerBy.get(path)).raw
const numbered = async (version: number) => `${(await product()).state.code}-${version}`

/** The places that are set in a status list, as somebody who trusts nobody reads them. */
const placesSet = async (purpose: string): Promise<readonly number[]> => {
  const keys = createLocalJWKSet((await tested.passerBy.get('/.well-known/jwks.json')).body)
  const { payload } = await jwtVerify((await page(`/status/2026-1/${purpose}`)).body, keys, { typ: 'vc+jwt' })
  const { encodedList } = payload.credentialSubject as { encodedList: string }
  const bits = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encodedList.slice(1) }) })
  return Array.from({ length: bits.length }, (_, at) => at).filter((at) => bits.get(at))
}
const statusOf = async () => ({ revoked: await placesSet('revocation'), suspended: await placesSet('suspension') })

describe('a certificate and what becomes of it', () => {
  it('A24 anybody checks it by its number or its code, and finds its place in the status lists unset', async () => {
    const number = await numbered(1)
    for (const asked of [number, number.slice(0, -2)]) {
      const { statusCode, body } = await page(`/certificates?number=${asked}`)
      expect(statusCode).toBe(200)
      expect(body).toContain('证书有效')
      expect(body).toContain('首次登记')
      expect(body).not.toMatch(/<script/i)
    }
    expect((await page('/certificates?number=YH3202-2026-999999-1')).statusCode).toBe(404)
    expect((await page('/status/2026-1/nonsense')).statusCode).toBe(404)
    const credential = (await page(`/certificates/${number}/credential`)).body
    const keys = createLocalJWKSet((await tested.passerBy.get('/.well-known/jwks.json')).body)
    const { payload } = await jwtVerify(credential, keys, { typ: 'vc+jwt' })
    expect(payload.credentialStatus).toMatchObject([{ statusPurpose: 'revocation', statusListIndex: '0' }, { statusPurpose: 'suspension' }])
    expect(await statusOf()).toEqual({ revoked: [], suspended: [] })
  })

  it('A24 a correction asked for by whoever uses it issues the next version; the one before is not good any more, and was the day before', async () => {
    await tested.moveTo('2026-05-06T09:00:00+08:00')
    const asked = {
      product: served.product,
      particulars: { summary: '按站点和小时查询水位。' },
      ground: '说明不完整',
      evidence: '接口返回样例',
    }
    expect(await refusedUnder('transport', { plural: 'registrations', act: 'apply-change', asked })).toEqual([
      'A24 not-yours-to-do',
      'A24 not-your-product',
    ])
    const id = await tested.does('consumer', { plural: 'registrations', act: 'apply-correction', asked })
    const revising = { plural: 'products', act: 'revise', id: served.product, asked: (await product()).state.content }
    expect(await refusedUnder('operator', revising)).toContain('A24 matter-open')
    await tested.does('registrar', { plural: 'registrations', act: 'review', id, asked: { finding: '属实' } })
    await tested.does('registrar', { plural: 'registrations', act: 'complete', id })
    await tested.settled()
    const { state, stage } = await product()
    expect({ stage, summary: state.content.summary }).toEqual({ stage: 'published', summary: '按站点和小时查询水位。' })
    const [first, second] = [await numbered(1), await numbered(2)]
    expect((await page(`/certificates/${first}`)).body).toMatch(/证书已失效 — 已更正，由新版本替代 2026-05-06/)
    expect((await page(`/certificates/${first}?on=2026-05-05`)).body).toContain('证书有效')
    expect((await page(`/certificates/${second}?on=2026-05-05`)).statusCode).toBe(404)
    expect((await page(`/certificates/${second}?lang=en`)).body).toMatch(/This certificate is valid.*correction/s)
    expect(await statusOf()).toEqual({ revoked: [0], suspended: [] })
    expect(await call()).toMatchObject({ ok: true })
  })

  it('A24 a change of the registration is in public notice before it is completed', async () => {
    const asked = { product: served.product, particulars: { form: 'service' }, ground: '服务形式调整', evidence: '说明' }
    const id = await tested.does('operator', { plural: 'registrations', act: 'apply-change', asked })
    const deed = (act: string, more: unknown = {}) => ({ plural: 'registrations', act, id, asked: more })
    await tested.does('registrar', deed('return-once', { defects: '缺少说明' }))
    await tested.does('operator', deed('resubmit', { ground: '补正', evidence: '补充说明' }))
    await tested.does('registrar', deed('review', { finding: '齐全' }))
    expect(await refusedUnder('registrar', deed('complete'))).toEqual(['A24 notice-demanded'])
    await tested.does('registrar', deed('open-notice'))
    expect((await caseOf('registrations', id)).state.notice).toEqual({ from: '2026-05-06', until: '2026-05-19' })
    expect((await page('/notices?kind=matter')).body).toContain(`href="/matters/${id}"`)
    const noticed = (await page(`/matters/${id}`)).body
    expect(noticed).toContain('变更登记')
    expect(noticed).toContain('2026-05-06 — 2026-05-19')
    expect(noticed).not.toContain('补充说明')
    await tested.moveTo('2026-05-20T09:00:00+08:00')
    await tested.does('registrar', deed('complete'))
    expect((await page('/notices?kind=matter')).body).not.toContain(`/matters/${id}`)
    expect((await page(`/matters/${id}`)).statusCode).toBe(404)
    await tested.settled()
    expect((await product()).state.certificates.map((one: { standing: string }) => one.standing)).toEqual([
      'corrected',
      'changed',
      'issued',
    ])
  })
})

it('W17-1 a version made of a table has a hash of its own, as one made of a query has: what was reviewed is what is published', async () => {
  const content = {
    name: '水位数据集',
    summary: '逐小时水位，整件下载。',
    form: 'dataset',
    meteringUnit: 'product',
    purpose: 'public-good',
    scenarios: ['water-levels'],
    source: 'table',
    table: 'readings',
    delivery: 'file',
    formats: ['csv'],
  }
  const id = await tested.does('operator', { plural: 'products', act: 'draft', asked: { request: served.request, ...content } })
  const stands = async () => (await caseOf('products', id, 'operator')).state
  const { versionHash } = await stands()
  expect(versionHash).toMatch(/^[0-9a-f]{64}$/)
  const papers = { verification: '已验证', hazardCheck: '已排查', riskAssessedOn: '2026-03-12' }
  await tested.does('operator', { plural: 'products', act: 'verify', id, asked: papers })
  expect(await stands()).toMatchObject({ versionHash, verification: { versionHash } })
  await tested.does('operator', { plural: 'products', act: 'revise', id, asked: { ...content, formats: ['csv', 'parquet'] } })
  const revised = await stands()
  expect(revised).toMatchObject({ version: 2, versionHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect([revised.versionHash === versionHash, revised.verification]).toEqual([false, undefined])
})

describe('what is traded and what stops it', () => {
  let listing: string
  it('W21-2 W21-3 a product is listed at a venue on the list, and each sale names venue, number and buyer', async () => {
    const listingAt = (venue: string) => ({
      plural: 'listings',
      act: 'list',
      asked: { product: served.product, venue, listingNumber: 'GP-2026-1' },
    })
    expect(await refusedUnder('operator', listingAt('nowhere'))).toEqual(['W21-2 venue-not-on-the-list'])
    const licence = { licenceNumber: '许可1', issuer: '省级部门', validTo: '2026-06-30' }
    const asked = { name: '数据交易所', organization: usccOf('assessor'), ...licence }
    const venue = await tested.does('market', { plural: 'venues', act: 'admit', asked })
    listing = await tested.does('operator', listingAt(venue))
    const sale = {
      venue,
      listingNumber: 'GP-2026-1',
      contractNumber: 'HT-1',
      amountFen: 100_000,
      on: '2026-05-20',
      buyer: usccOf('consumer'),
    }
    const selling = (more: object) => ({ plural: 'listings', act: 'record-sale', id: listing, asked: { ...sale, ...more } })
    expect(await refusedUnder('operator', selling({ venue: '', listingNumber: '', buyer: '' }))).toEqual([
      'W21-3 sale-without-venue',
      'W21-3 sale-without-listing-number',
      'W21-3 sale-without-buyer',
    ])
    await tested.does('operator', selling({}))
    expect((await caseOf('listings', listing)).state.sales).toMatchObject([{ buyer: usccOf('consumer'), amountFen: 100_000 }])
    await tested.does('market', { plural: 'venues', act: 'strike', id: venue, asked: { reason: '许可被吊销' } })
    expect(await refusedUnder('operator', selling({ contractNumber: 'HT-2' }))).toEqual(['W21-2 venue-not-on-the-list'])
  })

  it('A28 a notice of infringement freezes the shelf entry; lifted, it is served again', async () => {
    const asked = { product: served.product, notice: '通知1号', ground: '著作权权利人投诉' }
    const id = await tested.does('market', { plural: 'intellectual-properties', act: 'order-take-down', asked })
    await tested.settled()
    expect([(await product()).stage, await call()]).toEqual(['suspended', expect.objectContaining({ ok: false, refusal: 'suspended' })])
    expect((await page(`/certificates/${await numbered(3)}`)).body).toContain('证书暂停使用')
    expect(await statusOf()).toEqual({ revoked: [0, 1], suspended: [2] })
    const lifting = { plural: 'intellectual-properties', act: 'lift-take-down', id, asked: { reason: '权利人撤回' } }
    expect(await refusedUnder('operator', lifting)).toContain('A28 not-yours-to-do')
    await tested.does('market', lifting)
    await tested.settled()
    expect([(await product()).stage, await call()]).toEqual(['published', expect.objectContaining({ ok: true })])
    expect(await statusOf()).toEqual({ revoked: [0, 1], suspended: [] })
  })

  it('W23-5 free use that is found commercial ends at once and is not begun again', async () => {
    const use = await subscription()
    const id = await tested.does('finance', {
      plural: 'regime-switches',
      act: 'open',
      asked: { subscription: use, finding: '转售查询结果' },
    })
    const deed = (act: string, asked: unknown) => ({ plural: 'regime-switches', act, id, asked })
    const deciding = deed('decide', { outcome: 'commercial', reason: '对外收费' })
    expect(await refusedUnder('authority', deciding)).toEqual(['W23-5 not-heard'])
    await tested.does('consumer', deed('explain', { explanation: '仅内部使用' }))
    await tested.does('authority', deciding)
    await tested.settled()
    expect((await caseOf('subscriptions', use, 'consumer')).stage).toBe('revoked')
    expect(await call()).toMatchObject({ ok: false })
    const again = { product: served.product, scenario: 'water-levels', declaration: '内部使用' }
    expect(await refusedUnder('consumer', { plural: 'subscriptions', act: 'apply', asked: again })).toEqual(['W23-5 found-commercial'])
  })

  it('A24 a cancelled registration ends the product, its listing and its certificate', async () => {
    const asked = { product: served.product, ground: '不再经营', evidence: '决议' }
    const id = await tested.does('operator', { plural: 'registrations', act: 'apply-cancellation', asked })
    await tested.does('registrar', { plural: 'registrations', act: 'review', id, asked: { finding: '齐全' } })
    await tested.does('registrar', { plural: 'registrations', act: 'complete', id })
    await tested.settled()
    expect([(await product()).stage, (await caseOf('listings', listing, 'operator')).stage]).toEqual(['cancelled', 'withdrawn'])
    expect((await page(`/certificates/${await numbered(3)}`)).body).toContain('登记已注销')
    expect(await statusOf()).toEqual({ revoked: [0, 1, 2], suspended: [] })
    expect(tested.zoneFaults).toEqual([])
  })
})
