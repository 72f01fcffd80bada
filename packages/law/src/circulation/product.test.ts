import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { type Day, day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { handleDataRenewal, noteDataRenewed } from './product/data-renewal.ts'
import { draft, revise, verify } from './product/making.ts'
import { setCeiling, setPrice } from './product/price.ts'
import { certify, code, openRegistrationNotice, register, returnAfterObjection, returnRegistration } from './product/registration.ts'
import { reviewData, reviewSecurity } from './product/review.ts'
import { notePublished, noteRefusedByZone, publish, resume, suspend, unshelve } from './product/shelf.ts'
import { priceOn, pricesWithin, products, specificationOf } from './product.ts'

const facts = {
  request: {
    operator: actors.operator.organization,
    scenarios: ['traffic'],
    purpose: 'industry-development' as const,
    opened: true,
    openRisks: 0,
    frozen: false,
    itemsOpen: true,
    plansValid: true,
  },
  authorization: { active: true, until: day('2027-12-31') },
  versionHash: 'hash-1',
  distributionInForce: true,
  takeDowns: 0,
  matter: undefined,
  openMatters: 0,
  openObjections: 0,
  upheldObjections: 0,
  codedThisYear: 6,
}
const content = {
  name: '路段拥堵指数接口',
  form: 'api',
  meteringUnit: 'call',
  purpose: 'industry-development',
  summary: '按路段和时段给出拥堵指数',
  scenarios: ['traffic'],
  sql: 'select road, hour, avg(speed) as speed from trips group by road, hour',
  parameters: [{ name: 'road', column: 'road', match: 'equals', required: true }],
}
const papers = { verification: '结果与源数据抽样比对一致', hazardCheck: '未见可识别个人的单元格', riskAssessedOn: '2026-01-10' }
const pass = { version: 1, conclusion: 'pass', opinion: '符合要求' }
const free = { request: { ...facts.request, purpose: 'public-good' as const } }

const empty = scene(products, { facts, on: '2026-03-02' })
const drafted = empty.does(draft, actors.operator, { request: 'r1', ...content })
const verified = drafted.does(verify, actors.operator, papers)
const reviewed = verified.does(reviewSecurity, actors.securityAuthority, pass).does(reviewData, actors.dataAuthority, pass)
const inNotice = reviewed.does(register, actors.registrar, { finding: '材料齐全' }).does(openRegistrationNotice, actors.registrar)
const coded = inNotice.where({ on: '2026-03-17' }).does(code, actors.registrar)
const certified = coded.does(certify, actors.registrar)
const priced = certified
  .does(setCeiling, actors.dataAuthority, { scenario: 'traffic', ceilingFen: 50, basis: '价格清单2026-1' })
  .does(setPrice, actors.operator, { unitPriceFen: 30, from: '2026-03-17' })
const served = { rows: 120, suppressedRows: 2, columns: [{ name: 'road', type: 'text' }] }
const published = priced.does(publish, actors.operator).does(notePublished, actors.platform, served)

describe('a product', () => {
  it('goes from its draft to the shelf', () => {
    expect(published.state).toMatchObject({ stage: 'published', version: 1, code: 'YH3202-2026-000007', served })
    expect(published.state.certificate).toMatchObject({ number: 'YH3202-2026-000007-1', versionHash: 'hash-1', validTo: '2027-12-31' })
    expect(products.keysOf(published.state)).toEqual(
      expect.arrayContaining(['request:r1', `operator:${actors.operator.organization}`, 'coded:2026', 'certificate:YH3202-2026-000007-1']),
    )
  })

  it('is hashed over exactly what the zone is ordered to publish', () => {
    expect(specificationOf('p1', published.state)).toEqual({
      product: 'p1',
      version: 1,
      workspace: 'r1',
      operator: actors.operator.organization,
      name: content.name,
      source: { from: 'query', sql: content.sql },
      delivery: { by: 'look-up' },
      parameters: content.parameters,
      masks: [],
      cacheSeconds: 0,
      scenarios: ['traffic'],
    })
  })

  it('waits at each step for whoever is next', () => {
    const security = { role: 'security-authority' }
    const data = { role: 'data-authority' }
    expect(products.turns(drafted.state)).toEqual([{ role: 'operator', organization: actors.operator.organization }])
    expect(products.turns(verified.state)).toEqual([security, data])
    expect(products.turns(verified.does(reviewSecurity, actors.securityAuthority, pass).state)).toEqual([data])
    expect(products.turns(inNotice.state)).toEqual([{ role: 'registrar', due: '2026-03-16' }])
  })

  it('is shown to consumers only from the shelf on', () => {
    expect(products.concerns(certified.state).roles).not.toContain('consumer')
    expect(products.concerns(published.state).roles).toContain('consumer')
  })
})

describe('drafting', () => {
  const asked = { request: 'r1', ...content }
  it.each([
    ['W12-7', 'not-your-request', asked, { request: { ...facts.request, operator: actors.otherOperator.organization } }],
    ['W12-7', 'scenario-not-granted', { ...asked, scenarios: ['traffic', 'advertising'] }, {}],
    ['W17-2', 'no-scenario', { ...asked, scenarios: [] }, {}],
    ['W3-2', 'not-made-in-zone', asked, { request: { ...facts.request, opened: false } }],
    ['W10-1', 'authorization-not-in-force', asked, { authorization: { active: false, until: facts.authorization.until } }],
    ['A23', 'purpose-not-granted', asked, free],
    ['A3', 'parameter-twice', { ...asked, parameters: [...content.parameters, ...content.parameters] }, {}],
    ['A3', 'form-delivered-otherwise', { ...asked, form: 'dataset' }, {}],
    ['A3', 'form-delivered-otherwise', { ...asked, form: 'api', delivery: 'file', formats: ['csv'], parameters: [] }, {}],
    ['A3', 'delivery-incomplete', { ...asked, sql: undefined }, {}],
    ['A3', 'delivery-incomplete', { ...asked, source: 'table' }, {}],
    ['A3', 'delivery-incomplete', { ...asked, source: 'model', model: 'm1' }, {}],
    ['A3', 'delivery-incomplete', { ...asked, form: 'application', delivery: 'dashboard' }, {}],
    ['A3', 'whole-with-parameters', { ...asked, form: 'dataset', delivery: 'file', formats: ['csv'] }, {}],
    ['W17-2', 'parameter-on-a-masked-column', { ...asked, masks: [{ column: 'road', mask: 'hide' }] }, {}],
  ])('%s %s', (id, reason, form, known) => {
    const outcome = empty.tries(draft, actors.operator, form, { facts: known })
    expect([outcome.refusedUnder, outcome.codes]).toEqual([[id], [reason]])
  })

  it('is for operators, once', () => {
    expect(
      empty.tries(draft, actors.consumer, asked, { facts: { request: { ...facts.request, operator: actors.consumer.organization } } })
        .codes,
    ).toEqual(['not-yours-to-do'])
    expect(drafted.tries(draft, actors.operator, asked).codes).toEqual(['already-drafted'])
    expect(drafted.tries(verify, actors.otherOperator, papers).codes).toEqual(['not-your-product'])
  })
})

describe('W3-1 form and metering unit', () => {
  it.each(['form', 'meteringUnit'])('W3-1 without %s it is drafted and reviewed but not registered', (field) => {
    const { [field]: _, ...rest } = content as Record<string, unknown>
    const without = empty
      .does(draft, actors.operator, { request: 'r1', ...rest })
      .does(verify, actors.operator, papers)
      .does(reviewSecurity, actors.securityAuthority, pass)
      .does(reviewData, actors.dataAuthority, pass)
    expect(without.tries(register, actors.registrar, { finding: '无' }).codes).toEqual(['form-or-unit-missing'])
    expect(reviewed.tries(register, actors.registrar, { finding: '齐全' }).codes).toEqual([])
  })

  it('W3-2 what was made in a workspace that is closed by now is not registered', () => {
    const closed = { request: { ...facts.request, opened: false } }
    expect(reviewed.tries(register, actors.registrar, { finding: '齐全' }, { facts: closed }).refusedUnder).toEqual(['W3-2'])
  })
})

describe('W17-1 two bodies and two persons sign this exact version', () => {
  const bySecurity = verified.does(reviewSecurity, actors.securityAuthority, pass)

  it('W16-5 a draft that is not verified is not reviewed', () => {
    expect(drafted.tries(reviewSecurity, actors.securityAuthority, pass).codes).toEqual(['not-under-review', 'not-verified'])
  })

  it('W17-1 the same body cannot give both', () => {
    const both = { ...actors.dataAuthority, organization: actors.securityAuthority.organization }
    expect(bySecurity.tries(reviewData, both, pass).codes).toEqual(['same-body'])
  })

  it('W17-1 the same person cannot give both, not even for two bodies', () => {
    const samePerson = { ...actors.dataAuthority, person: actors.securityAuthority.person }
    expect(bySecurity.tries(reviewData, samePerson, pass).codes).toEqual(['same-person'])
  })

  it('W17-1 the operator does not review itself', () => {
    const itself = { ...actors.securityAuthority, organization: actors.operator.organization }
    expect(verified.tries(reviewSecurity, itself, pass).codes).toEqual(['same-body'])
  })

  it('W17-1 a review is given once for a version', () => {
    const other = { ...actors.securityAuthority, person: 'li-si', organization: actors.reviewer.organization }
    expect(bySecurity.tries(reviewSecurity, other, pass).codes).toEqual(['reviewed-already'])
  })

  it('W17-1 a version that was read before the last revision is not signed', () => {
    const second = verified
      .does(revise, actors.operator, content, { facts: { versionHash: 'hash-2' } })
      .does(verify, actors.operator, papers)
    expect(second.tries(reviewData, actors.dataAuthority, pass).codes).toEqual(['another-version'])
    expect(second.tries(reviewData, actors.dataAuthority, { ...pass, version: 2 }).events).toMatchObject([{ versionHash: 'hash-2' }])
  })

  it('W6-3 only a security authority gives the security review', () => {
    expect(verified.tries(reviewSecurity, actors.dataAuthority, pass).refusedUnder).toEqual(['W6-3'])
  })

  it('W17-1 one refusal sends it back to the operator', () => {
    const refused = verified.does(reviewSecurity, actors.securityAuthority, { ...pass, conclusion: 'refuse', opinion: '单元格过小' })
    expect(refused.state).toMatchObject({ stage: 'review-refused', held: '单元格过小' })
    expect(refused.tries(reviewData, actors.dataAuthority, pass).codes).toEqual(['not-under-review'])
    expect(refused.tries(register, actors.registrar, { finding: '齐全' }).refusedUnder).toContain('W17-1')
  })
})

describe('W17-3 a new version is reviewed anew', () => {
  const second = certified.does(revise, actors.operator, content, { facts: { versionHash: 'hash-2' } })

  it('W17-3 reviews, certificate and verification of the old version are void', () => {
    expect(second.state).toMatchObject({ stage: 'draft', version: 2, versionHash: 'hash-2', reviews: [], certificate: undefined })
    expect(second.tries(publish, actors.operator).refusedUnder).toEqual(expect.arrayContaining(['W24-4', 'W17-1']))
  })

  it('W17-3 on the shelf nothing is revised; taken down it is', () => {
    expect(published.tries(revise, actors.operator, content).codes).toEqual(['on-the-shelf'])
    expect(published.does(unshelve, actors.operator, { reason: '更新口径' }).tries(revise, actors.operator, content).codes).toEqual([])
  })

  it('the second version keeps its code and is registered as a change', () => {
    const again = { ...pass, version: 2 }
    const registered = second
      .does(verify, actors.operator, papers)
      .does(reviewSecurity, actors.securityAuthority, again)
      .does(reviewData, actors.dataAuthority, again)
      .does(register, actors.registrar, { finding: '齐全' })
    expect(registered.state.registration?.type).toBe('change')
    const recoded = registered
      .does(openRegistrationNotice, actors.registrar)
      .where({ on: '2026-04-10' })
      .does(code, actors.registrar)
      .does(certify, actors.registrar)
    expect(recoded.state.certificate?.number).toBe('YH3202-2026-000007-2')
  })
})

describe('W2-4 what is made of an item that was closed since stops with it', () => {
  const closed = { request: { ...facts.request, itemsOpen: false } }
  const shelved = priced.does(publish, actors.operator).does(notePublished, actors.platform, { rows: 1, suppressedRows: 0, columns: [] })
  const suspended = shelved.does(suspend, actors.platform, { reason: '目录变更' })

  it('W2-4 it is neither published nor resumed while the item is closed', () => {
    expect(priced.tries(publish, actors.operator, {}, { facts: closed }).refusedUnder).toEqual(['W2-4'])
    expect(priced.tries(publish, actors.operator).refusedUnder).toEqual([])
    expect(suspended.tries(resume, actors.platform, { reason: '恢复' }, { facts: closed }).refusedUnder).toEqual(['W2-4'])
    expect(suspended.tries(resume, actors.platform, { reason: '恢复' }).refusedUnder).toEqual([])
  })
})

describe('W26-2 what runs in a scenario stops with its plan', () => {
  const lapsed = { request: { ...facts.request, plansValid: false } }

  it('W26-2 it is neither published nor resumed before the plan is approved again', () => {
    const suspended = published.does(suspend, actors.platform, { reason: '预案失效' })
    expect(priced.tries(publish, actors.operator, {}, { facts: lapsed }).refusedUnder).toEqual(['W26-2'])
    expect(suspended.tries(resume, actors.platform, { reason: '恢复' }, { facts: lapsed }).codes).toEqual(['plan-not-valid'])
    expect(suspended.tries(resume, actors.platform, { reason: '恢复' }).codes).toEqual([])
  })
})

describe('W17-4 a review expires after twelve months', () => {
  it.each([
    { on: '2027-03-02', codes: [] },
    { on: '2027-03-03', codes: ['review-expired'] },
  ])('W17-4 on $on: $codes', ({ on, codes }) => {
    expect(reviewed.tries(register, actors.registrar, { finding: '齐全' }, { on }).codes).toEqual(codes)
  })
})

describe('W25-1 a product is reviewed on a risk assessment of the last twelve months', () => {
  it.each([
    { on: '2027-01-10', codes: [] },
    { on: '2027-01-11', codes: ['risk-assessment-too-old'] },
  ])('W25-1 on $on: $codes', ({ on, codes }) => {
    expect(verified.tries(reviewSecurity, actors.securityAuthority, pass, { on }).codes).toEqual(codes)
  })

  it('W25-1 it is not dated after today', () => {
    expect(drafted.tries(verify, actors.operator, { ...papers, riskAssessedOn: '2026-03-03' }).codes).toEqual(['assessed-in-the-future'])
    expect(drafted.tries(verify, actors.operator, { ...papers, riskAssessedOn: '2026-03-02' }).codes).toEqual([])
  })
})

describe('A24 registration', () => {
  it.each([
    { on: '2026-03-16', codes: ['notice-still-runs'] },
    { on: '2026-03-17', codes: [] },
  ])('A24 ten working days from 2 March: a code on $on: $codes', ({ on, codes }) => {
    expect(inNotice.tries(code, actors.registrar, {}, { on }).codes).toEqual(codes)
  })

  it('A24 where the working days are not published nobody names the last day of the notice', () => {
    const late = reviewed.does(register, actors.registrar, { finding: '齐全' })
    expect(late.tries(openRegistrationNotice, actors.registrar, {}, { on: '2026-12-25' }).codes).toEqual(['working-days-not-published'])
  })

  it('A24 the registrar returns what has defects', () => {
    const returned = reviewed.does(returnRegistration, actors.registrar, { defects: '摘要与字段不符' })
    expect(returned.state).toMatchObject({ stage: 'returned', held: '摘要与字段不符' })
    expect(returned.tries(register, actors.registrar, { finding: '齐全' }).codes).toEqual(['not-reviewed'])
    expect(reviewed.tries(returnRegistration, actors.dataAuthority, { defects: '无' }).codes).toEqual(['not-yours-to-do'])
  })

  it('A24 the certificate lasts three years, or as long as the authorization', () => {
    const long = coded.does(certify, actors.dataAuthority, {}, { facts: { authorization: { active: true, until: day('2031-01-01') } } })
    expect(long.state.certificate?.validTo).toBe('2029-03-17')
  })
})

describe('W22-1 the price stays under the ceiling', () => {
  it.each([
    { unitPriceFen: 50, codes: [] },
    { unitPriceFen: 51, codes: ['above-ceiling'] },
  ])('W22-1 $unitPriceFen fen under a ceiling of 50: $codes', ({ unitPriceFen, codes }) => {
    expect(priced.tries(setPrice, actors.operator, { unitPriceFen, from: '2026-03-18', reason: '成本' }).codes).toEqual(codes)
  })

  it('W22-1 without a ceiling there is no price', () => {
    expect(certified.tries(setPrice, actors.operator, { unitPriceFen: 1, from: '2026-03-17' }).codes).toEqual(['above-ceiling'])
  })

  it('W22-1 a ceiling that sank below the price stops the publication', () => {
    const sunk = priced.does(setCeiling, actors.dataAuthority, { scenario: 'traffic', ceilingFen: 29, basis: '价格清单2026-2' })
    expect(sunk.tries(publish, actors.operator).codes).toEqual(['price-above-ceiling'])
  })

  it('W22-1 a ceiling belongs to a scenario of the product and is set by the data authority', () => {
    const asked = { scenario: 'advertising', ceilingFen: 5, basis: '价格清单' }
    expect(certified.tries(setCeiling, actors.dataAuthority, asked).codes).toEqual(['scenario-not-bound'])
    expect(certified.tries(setCeiling, actors.operator, { ...asked, scenario: 'traffic' }).refusedUnder).toEqual(['A22'])
  })

  it('W22-2 for the public good there is neither ceiling nor price, and it is published without one', () => {
    const good = empty
      .where({ facts: free })
      .does(draft, actors.operator, { request: 'r1', ...content, purpose: 'public-good' })
      .does(verify, actors.operator, papers)
    expect(good.tries(setPrice, actors.operator, { unitPriceFen: 1, from: '2026-03-02' }).codes).toEqual(['free-of-charge'])
    expect(good.tries(setPrice, actors.operator, { unitPriceFen: 0, from: '2026-03-02' }).codes).toEqual([])
    expect(good.tries(setCeiling, actors.dataAuthority, { scenario: 'traffic', ceilingFen: 5, basis: '无' }).refusedUnder).toEqual([
      'W22-2',
    ])
    const ready = good
      .does(reviewSecurity, actors.securityAuthority, pass)
      .does(reviewData, actors.dataAuthority, pass)
      .does(register, actors.registrar, { finding: '齐全' })
      .does(openRegistrationNotice, actors.registrar)
      .where({ on: '2026-03-17', facts: { distributionInForce: false } })
      .does(code, actors.registrar)
      .does(certify, actors.registrar)
    expect(ready.tries(publish, actors.operator).codes).toEqual([])
  })

  it('W20-2 without a distribution rule in force a paid product has no price', () => {
    const asked = { unitPriceFen: 30, from: '2026-03-18', reason: '成本' }
    expect(priced.tries(setPrice, actors.operator, asked, { facts: { distributionInForce: false } }).refusedUnder).toEqual(['W20-2'])
  })

  it('W22-3 a change says why', () => {
    expect(priced.tries(setPrice, actors.operator, { unitPriceFen: 31, from: '2026-03-18' }).codes).toEqual(['change-without-ground'])
  })

  it('A22 a price on the shelf changes from tomorrow, never backwards', () => {
    const asked = { unitPriceFen: 31, reason: '成本' }
    expect(priced.tries(setPrice, actors.operator, { ...asked, from: '2026-03-16' }).codes).toEqual(['price-looks-back'])
    expect(priced.tries(setPrice, actors.operator, { ...asked, from: '2026-03-17' }).codes).toEqual([])
    expect(published.tries(setPrice, actors.operator, { ...asked, from: '2026-03-17' }).codes).toEqual(['price-looks-back'])
    const changed = published.does(setPrice, actors.operator, { ...asked, from: '2026-03-18' })
    expect(priceOn(changed.state, '2026-03-17' as Day)?.unitPriceFen).toBe(30)
    expect(priceOn(changed.state, '2026-03-18' as Day)?.unitPriceFen).toBe(31)
    expect(pricesWithin(changed.state, day('2026-03-17'), day('2026-03-31')).map(({ unitPriceFen }) => unitPriceFen)).toEqual([30, 31])
    expect(pricesWithin(changed.state, day('2026-03-18'), day('2026-03-31')).map(({ unitPriceFen }) => unitPriceFen)).toEqual([31])
    expect(pricesWithin(changed.state, day('2026-03-01'), day('2026-03-16'))).toEqual([])
  })
})

describe('W24-4 no certificate, no shelf', () => {
  it('W24-4 a coded product without its certificate is not published', () => {
    expect(coded.tries(publish, actors.operator).refusedUnder).toEqual(['W24-4', 'W23-2'])
  })

  it('W23-2 a paid product without a price is not published', () => {
    expect(certified.tries(publish, actors.operator).refusedUnder).toEqual(['W23-2'])
  })

  it.each([
    { on: '2027-12-31', refused: [] },
    { on: '2028-01-01', refused: ['W21-1'] },
  ])('W21-1 with a certificate until 31 December 2027, on $on: refused under $refused', ({ on, refused }) => {
    const outcome = priced.tries(publish, actors.operator, {}, { on })
    expect(outcome.refusedUnder.filter((id) => id !== 'W17-4')).toEqual(refused)
  })

  it('W17-2 a scenario that is no longer granted is not published for', () => {
    expect(priced.tries(publish, actors.operator, {}, { facts: { request: { ...facts.request, scenarios: [] } } }).refusedUnder).toEqual([
      'W17-2',
    ])
  })

  it('A24 the data authority may publish, another operator may not, and nobody twice', () => {
    expect(priced.tries(publish, actors.dataAuthority).codes).toEqual([])
    expect(priced.tries(publish, actors.otherOperator).codes).toEqual(['not-your-product'])
    expect(published.tries(publish, actors.operator).codes).toEqual(['published-already'])
  })
})

describe('the zone answers', () => {
  const publishing = priced.does(publish, actors.operator)

  it('W24-1 what it refused can be published again, and the case says why it was refused', () => {
    const failed = publishing.does(noteRefusedByZone, actors.platform, { refusal: 'output-refused', detail: 'a column is not granted' })
    expect(failed.state).toMatchObject({ stage: 'certified', held: 'a column is not granted' })
    expect(failed.tries(publish, actors.operator).codes).toEqual([])
  })

  it('only the platform notes it, while a publication is under way', () => {
    expect(publishing.tries(notePublished, actors.operator, served).codes).toEqual(['not-yours-to-do'])
    expect(published.tries(notePublished, actors.platform, served).codes).toEqual(['not-on-its-way'])
  })

  it('W10-1 a suspension may overtake the answer', () => {
    const overtaken = publishing.does(suspend, actors.platform, { reason: '授权已暂停' })
    const answered = overtaken.does(notePublished, actors.platform, served)
    expect(answered.state.stage).toBe('suspended')
    expect(answered.does(resume, actors.platform, { reason: '已整改' }).state.stage).toBe('published')
    expect(overtaken.does(resume, actors.platform, { reason: '已整改' }).state.stage).toBe('certified')
  })
})

describe('W10-1 suspended with its authorization', () => {
  const suspended = published.does(suspend, actors.platform, { reason: '授权已暂停' })

  it('W10-2 resumes only when the authorization is in force again', () => {
    const still = { authorization: { active: false, until: facts.authorization.until } }
    expect(suspended.tries(resume, actors.platform, { reason: '恢复' }, { facts: still }).refusedUnder).toEqual(['W10-1'])
    expect(suspended.does(resume, actors.platform, { reason: '恢复' }).state.stage).toBe('published')
  })

  it('W10-2 neither suspension nor return is done by hand', () => {
    expect(published.tries(suspend, actors.dataAuthority, { reason: '无' }).refusedUnder).toEqual(['W10-1'])
    expect(suspended.tries(resume, actors.operator, { reason: '无' }).refusedUnder).toEqual(['W10-2'])
  })

  it('A24 it can be taken down by its operator, the data authority or the platform', () => {
    for (const by of [actors.operator, actors.dataAuthority, actors.platform])
      expect(suspended.does(unshelve, by, { reason: '终止经营' }).state.stage).toBe('unshelved')
    expect(suspended.tries(unshelve, actors.otherOperator, { reason: '无' }).codes).toEqual(['not-your-product'])
  })
})

describe('W13-1 data that a product rests on was corrected', () => {
  const told = { objection: 'o1', item: 'i1', version: 3 }
  const renewed = published.does(noteDataRenewed, actors.platform, told)
  const handled = { objection: 'o1', handling: 'refreshed', statement: '已按新版本重新开通工作空间' }

  it('W13-1 the product is told by the platform, once for each objection, and its operator has the turn', () => {
    expect(renewed.state).toMatchObject({ stage: 'published', renewals: [{ ...told, handling: 'open' }] })
    expect(products.turns(renewed.state)).toContainEqual({ role: 'operator', organization: actors.operator.organization })
    expect(products.turns(published.state)).toEqual([])
    expect(renewed.tries(noteDataRenewed, actors.platform, told).codes).toEqual(['told-already'])
    expect(published.tries(noteDataRenewed, actors.agency, told).codes).toEqual(['not-yours-to-do'])
  })

  it('A13 its operator says what follows, and no other', () => {
    expect(published.tries(handleDataRenewal, actors.operator, handled).codes).toContain('nothing-renewed')
    expect(renewed.tries(handleDataRenewal, actors.otherOperator, handled).codes).toEqual(['not-your-product'])
    expect(renewed.tries(handleDataRenewal, actors.operator, { ...handled, objection: 'o2' }).codes).toEqual(['renewal-not-open'])
    const done = renewed.does(handleDataRenewal, actors.operator, handled)
    expect(done.state.renewals).toMatchObject([{ handling: 'refreshed', statement: handled.statement }])
    expect(products.turns(done.state)).toEqual([])
  })
})

describe('A24 objections to the notice of a registration', () => {
  const over = inNotice.where({ on: '2026-03-17' })
  const open = { facts: { openObjections: 1 } }
  const upheld = { facts: { upheldObjections: 1 } }
  const both = { facts: { openObjections: 1, upheldObjections: 1 } }
  const back = { defects: '说明与实际不符' }

  it('A24 no code while one is open or upheld; with all of them answered and none upheld there is', () => {
    expect(over.tries(code, actors.registrar, {}, open).closedBy).toEqual(['objection-open'])
    expect(over.tries(code, actors.registrar, {}, upheld).closedBy).toEqual(['objection-upheld'])
    expect(over.tries(code, actors.registrar, {}, both).refusedUnder).toEqual(['A24', 'A24'])
    expect(over.tries(code, actors.registrar).codes).toEqual([])
  })

  it('A24 an upheld one sends the registration back, once all are answered, by the registrar', () => {
    expect(inNotice.tries(returnAfterObjection, actors.registrar, back).codes).toEqual(['no-objection-upheld'])
    expect(inNotice.tries(returnAfterObjection, actors.registrar, back, open).codes).toEqual(['no-objection-upheld', 'objection-open'])
    expect(inNotice.tries(returnAfterObjection, actors.registrar, back, both).codes).toEqual(['objection-open'])
    expect(inNotice.tries(returnAfterObjection, actors.dataAuthority, back, upheld).codes).toEqual(['not-yours-to-do'])
    expect(coded.tries(returnAfterObjection, actors.registrar, back, upheld).codes).toEqual(['not-in-notice'])
    const returned = inNotice.does(returnAfterObjection, actors.registrar, back, upheld)
    expect(returned.state).toMatchObject({ stage: 'returned', held: back.defects })
    expect(products.turns(returned.state)).toEqual([{ role: 'operator', organization: actors.operator.organization }])
    expect(returned.tries(code, actors.registrar, {}, { on: '2026-03-17' }).codes).toEqual(['not-in-notice'])
    expect(returned.does(revise, actors.operator, content).state).toMatchObject({ stage: 'draft', version: 2, notice: undefined })
  })
})
