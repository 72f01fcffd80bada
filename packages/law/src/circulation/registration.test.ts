import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { applyCancellation, applyChange, applyCorrection, applyRenewal, resubmit, withdraw } from './registration/applying.ts'
import { complete, openNotice, reject, returnOnce, review } from './registration/deciding.ts'
import { isOpenMatter, registrations } from './registration.ts'

const facts = {
  product: {
    name: '路段拥堵指数接口',
    operator: actors.operator.organization,
    stage: 'published',
    code: 'YH3202-2026-000007',
    isPaid: true,
    particulars: { form: 'api' as const, meteringUnit: 'call' as const, summary: '按路段给出指数' },
    certificate: { standing: 'issued' as const, validTo: day('2026-12-31') },
  },
  authorizationUntil: day('2028-03-11'),
  concerned: [actors.operator.organization, actors.consumer.organization],
  openMatters: 0,
  openObjections: 0,
  upheldObjections: 0,
}
const change = { product: 'p1', particulars: { summary: '按路段和时段给出指数' }, ground: '覆盖时段扩大', evidence: '说明' }
const papers = { product: 'p1', ground: '不再经营', evidence: '董事会决议' }
const empty = scene(registrations, { facts, on: '2026-05-06' })
const applied = empty.does(applyChange, actors.operator, change)
const registrar = { ...actors.registrar, person: 'registrar-1' }
const reviewed = applied.does(review, registrar, { finding: '齐全' })
const corrected = empty.does(applyCorrection, actors.consumer, change).does(review, registrar, { finding: '属实' })

const productWith = (more: Partial<typeof facts.product>) => ({ facts: { product: { ...facts.product, ...more } } })

describe('A24 a change of the registration', () => {
  it('A24 is reviewed, in public notice for ten working days, and completed', () => {
    expect(reviewed.tries(complete, registrar).codes).toEqual(['notice-demanded'])
    const noticed = reviewed.does(openNotice, registrar)
    expect(noticed.state.notice).toEqual({ from: '2026-05-06', until: '2026-05-19' })
    expect(noticed.tries(complete, registrar, {}, { on: '2026-05-19' }).codes).toEqual(['notice-still-runs'])
    expect(noticed.does(complete, registrar, {}, { on: '2026-05-20' }).state).toMatchObject({ stage: 'completed', matterType: 'change' })
  })

  it.each([
    ['not-your-product', actors.otherOperator, change, {}],
    [
      'no-certificate-stands',
      actors.operator,
      change,
      productWith({ certificate: { standing: 'revoked' as never, validTo: day('2026-12-31') } }),
    ],
    ['matter-open', actors.operator, change, { facts: { openMatters: 1 } }],
    ['nothing-changes', actors.operator, { ...change, particulars: { summary: '按路段给出指数' } }, {}],
    ['nothing-changes', actors.operator, { ...change, particulars: {} }, {}],
    ['not-yours-to-do', actors.consumer, change, productWith({ operator: actors.consumer.organization })],
  ])('A24 %s', (code, by, asked, known) => {
    expect(empty.tries(applyChange, by, asked, known).codes).toEqual([code])
  })

  it('A22 the unit of a paid product on the shelf stays; off the shelf, or free, it may change', () => {
    const asked = { ...change, particulars: { meteringUnit: 'time' } }
    expect(empty.tries(applyChange, actors.operator, asked).codes).toEqual(['unit-is-priced'])
    expect(empty.tries(applyChange, actors.operator, asked, productWith({ stage: 'unshelved' })).codes).toEqual([])
    expect(empty.tries(applyChange, actors.operator, asked, productWith({ isPaid: false })).codes).toEqual([])
  })

  it('A24 defects are told once and whole', () => {
    const returned = applied.does(returnOnce, registrar, { defects: '缺少证明' })
    expect(registrations.turns(returned.state)).toContainEqual({ role: 'operator', organization: actors.operator.organization })
    const again = returned.does(resubmit, actors.operator, { ground: '补正', evidence: '证明' })
    expect(again.state).toMatchObject({ stage: 'applied', particulars: change.particulars, ground: '补正' })
    expect(again.tries(returnOnce, registrar, { defects: '又缺' }).codes).toEqual(['told-already'])
    expect(returned.tries(resubmit, actors.otherOperator, { ground: '补正', evidence: '证明' }).codes).toEqual(['not-your-matter'])
  })

  it('A24 can be withdrawn by whoever applied and rejected by the registrar; then it is no longer open', () => {
    const withdrawn = reviewed.does(withdraw, actors.operator, { reason: '不再需要' })
    const rejected = applied.does(reject, registrar, { reason: '与事实不符' })
    expect([isOpenMatter(applied.state), isOpenMatter(withdrawn.state), isOpenMatter(rejected.state)]).toEqual([true, false, false])
    expect(withdrawn.tries(complete, registrar).codes).toContain('not-ready')
    expect(rejected.tries(review, registrar, { finding: '齐全' }).codes).toEqual(['not-under-review'])
  })

  it('A24 a year without published working days names no notice and no late review', () => {
    const late = empty.does(applyChange, actors.operator, change, { on: '2026-12-25' })
    expect(late.state.reviewDue).toBeUndefined()
    const ready = late.does(review, registrar, { finding: '齐全' })
    expect(ready.tries(openNotice, registrar, {}, { on: '2026-12-25' }).codes).toEqual(['working-days-not-published'])
  })
})

describe('A24 a correction', () => {
  it('A24 is asked for by whoever the error concerns, and by nobody else', () => {
    expect(corrected.state).toMatchObject({ matterType: 'correction', applicant: actors.consumer.organization })
    const stranger = { ...actors.consumer, organization: actors.otherOperator.organization }
    expect(empty.tries(applyCorrection, stranger, change).codes).toEqual(['not-concerned'])
  })

  it('A24 needs no notice', () => {
    expect(corrected.tries(openNotice, registrar).codes).toEqual(['no-notice-demanded'])
    expect(corrected.tries(complete, registrar).codes).toEqual([])
  })

  it('A24 is not completed on a certificate that has ended meanwhile', () => {
    const ended = productWith({ certificate: { standing: 'revoked' as never, validTo: day('2026-12-31') } })
    expect(corrected.tries(complete, registrar, {}, ended).codes).toEqual(['certificate-ended'])
  })
})

describe('A24 a renewal', () => {
  const asked = { product: 'p1', ground: '继续经营' }
  it.each([
    { on: '2026-10-31', codes: ['outside-renewal-window'] },
    { on: '2026-11-01', codes: [] },
    { on: '2026-12-31', codes: [] },
    { on: '2027-01-01', codes: ['outside-renewal-window'] },
  ])('A24 of a certificate until 31 December, asked for on $on: $codes', ({ on, codes }) => {
    expect(empty.tries(applyRenewal, actors.operator, asked, { on }).codes).toEqual(codes)
  })

  it.each([
    { authorizationUntil: day('2026-12-31'), codes: ['authorization-ends-first'] },
    { authorizationUntil: day('2027-01-01'), codes: [] },
  ])('A24 with an authorization until $authorizationUntil: $codes', ({ authorizationUntil, codes }) => {
    expect(empty.tries(applyRenewal, actors.operator, asked, { on: '2026-12-01', facts: { authorizationUntil } }).codes).toEqual(codes)
  })

  it('A24 that was asked for in time is completed after the last day too', () => {
    const inTime = empty.does(applyRenewal, actors.operator, asked, { on: '2026-12-31' }).does(review, registrar, { finding: '齐全' })
    const expired = productWith({ certificate: { standing: 'expired' as never, validTo: day('2026-12-31') } })
    expect(inTime.tries(complete, registrar, {}, { on: '2027-01-04', ...expired }).codes).toEqual([])
  })
})

describe('A24 a cancellation', () => {
  it('A24 is asked for by the operator, or done by the registrar, who does not review its own', () => {
    expect(empty.tries(applyCancellation, actors.otherOperator, papers).codes).toEqual(['not-your-product'])
    const own = empty.does(applyCancellation, registrar, papers)
    expect(own.tries(review, registrar, { finding: '齐全' }).codes).toEqual(['own-matter'])
    const done = own.does(review, actors.registrar, { finding: '属实' })
    expect(done.tries(complete, registrar).codes).toEqual(['own-matter'])
    expect(done.tries(complete, actors.registrar).codes).toEqual([])
  })

  it('A24 of what is not registered, or was cancelled, is refused', () => {
    expect(empty.tries(applyCancellation, actors.operator, papers, productWith({ certificate: undefined as never })).codes).toEqual([
      'not-registered',
    ])
    expect(empty.tries(applyCancellation, actors.operator, papers, productWith({ stage: 'cancelled' })).codes).toEqual(['not-registered'])
  })
})

describe('A24 objections to the notice of a change', () => {
  const noticed = reviewed.does(openNotice, registrar)
  const over = noticed.where({ on: '2026-05-20' })

  it('A24 it is not completed while one is open or upheld, and rejected where one is upheld', () => {
    expect(over.tries(complete, registrar, {}, { facts: { openObjections: 1 } }).codes).toEqual(['objection-open'])
    const upheld = { facts: { upheldObjections: 1 } }
    expect(over.tries(complete, registrar, {}, upheld).codes).toEqual(['objection-upheld'])
    expect(over.does(reject, registrar, { reason: '公示异议成立' }, upheld).state.stage).toBe('rejected')
    expect(over.tries(complete, registrar).codes).toEqual([])
  })
})
