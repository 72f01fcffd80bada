import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { balances } from '../kernel/journal.ts'
import { scene } from '../testing.ts'
import { confirm, draft, reverse } from './bill/charging.ts'
import { distribute, markPaid, notice, receipt } from './bill/collecting.ts'
import { bills, chargesWithin, isOverdueOn, journalOf } from './bill.ts'

const operator = actors.operator.organization
const agency = actors.agency.organization
const product = { operator, isPaid: true, meteringUnit: 'call', unitPricesFen: [30] }
const facts = {
  product,
  servedCalls: 101,
  overlappingBills: 0,
  distribution: {
    id: 'd1',
    parties: [
      { organization: operator, shareBasisPoints: 6_500 },
      { organization: agency, shareBasisPoints: 3_500 },
    ],
    remainder: 'largest-first' as const,
  },
}
const asked = { product: 'p1', consumer: actors.consumer.organization, from: '2026-03-01', to: '2026-03-31' }
const empty = scene(bills, { facts, on: '2026-04-01' })
const drafted = empty.does(draft, actors.operator, asked)
const confirmed = drafted.does(confirm, actors.consumer)
const noticed = confirmed.does(notice, actors.finance, { paymentCode: '32020026000000000017' })
const paid = noticed.does(markPaid, actors.finance, { paidOn: '2026-04-01', voucher: '国库回单2026-0401' })
const receipted = paid.does(receipt, actors.finance, { ticketCode: '32010126', ticketNumber: '0000000017' })
const distributed = receipted.does(distribute, actors.finance)

describe('a bill', () => {
  it('is the served calls at the price that stood', () => {
    expect(drafted.state).toMatchObject({ stage: 'drafted', servedCalls: 101, unitPriceFen: 30, amountFen: 3_030, operator })
    expect(empty.tries(draft, actors.platform, asked).codes).toEqual([])
  })

  it('goes over the treasury to the statement', () => {
    expect(distributed.state).toMatchObject({ stage: 'distributed', notice: { due: '2026-05-01' }, payment: { paidOn: '2026-04-01' } })
    expect(bills.turns(noticed.state)).toEqual([
      { role: 'consumer', organization: actors.consumer.organization, due: '2026-05-01' },
      { role: 'finance', due: '2026-05-01' },
    ])
    expect(bills.concerns(distributed.state).organizations).toEqual([operator, actors.consumer.organization, agency])
  })

  it.each([
    ['A23', 'not-your-product', asked, { product: { ...product, operator: actors.otherOperator.organization } }],
    ['W22-2', 'free-of-charge', asked, { product: { ...product, isPaid: false, unitPricesFen: [] } }],
    ['W23-2', 'no-price', asked, { product: { ...product, unitPricesFen: [] } }],
    ['A22', 'price-changed-within', asked, { product: { ...product, unitPricesFen: [30, 31] } }],
    ['A23', 'price-is-nothing', asked, { product: { ...product, unitPricesFen: [0] } }],
    ['A3', 'unit-not-metered', asked, { product: { ...product, meteringUnit: 'product' } }],
    ['A23', 'period-backwards', { ...asked, from: '2026-03-31', to: '2026-03-30' }, {}],
    ['A23', 'period-not-over', { ...asked, to: '2026-04-01' }, {}],
    ['A23', 'billed-already', asked, { overlappingBills: 1 }],
    ['A23', 'nothing-served', asked, { servedCalls: 0 }],
  ])('%s %s', (id, reason, form, known) => {
    const outcome = empty.tries(draft, actors.operator, form, { facts: known })
    expect([outcome.refusedUnder, outcome.codes]).toEqual([[id], [reason]])
  })

  it('A23 is confirmed by the consumer it names', () => {
    expect(drafted.tries(confirm, actors.otherConsumer).codes).toEqual(['not-your-bill'])
    expect(drafted.tries(notice, actors.finance, { paymentCode: '32020026000000000017' }).codes).toEqual(['not-confirmed'])
  })

  it('A23 charges each day once', () => {
    const period = (from: string, to: string) => ({ from: day(from), to: day(to) })
    expect(chargesWithin(drafted.state, period('2026-03-31', '2026-04-30'))).toBe(true)
    expect(chargesWithin(drafted.state, period('2026-04-01', '2026-04-30'))).toBe(false)
    expect(chargesWithin(drafted.state, period('2026-02-01', '2026-02-28'))).toBe(false)
    expect(chargesWithin(drafted.does(reverse, actors.operator, { reason: '有误' }).state, period('2026-03-01', '2026-03-31'))).toBe(false)
  })
})

describe('W23-4 only finance closes the entry', () => {
  const steps = [
    { name: 'notice', at: confirmed, step: notice, form: { paymentCode: '32020026000000000017' } },
    { name: 'mark-paid', at: noticed, step: markPaid, form: { paidOn: '2026-04-01', voucher: '回单' } },
    { name: 'receipt', at: paid, step: receipt, form: { ticketCode: '32010126', ticketNumber: '0000000017' } },
  ]
  it.each(steps)('W6-1 $name is refused to the operator, the platform and the data authority', ({ at, step, form }) => {
    for (const by of [actors.operator, actors.platform, actors.dataAuthority])
      expect(at.tries(step, by, form).refusedUnder).toEqual(['W6-1'])
    expect(at.tries(step, actors.finance, form).refusedUnder).toEqual([])
  })

  it('W23-4 nothing is paid without a notice, nor receipted without a payment', () => {
    expect(confirmed.tries(markPaid, actors.finance, { paidOn: '2026-04-01', voucher: '回单' }).refusedUnder).toEqual(['W23-4'])
    expect(noticed.tries(receipt, actors.finance, { ticketCode: '32010126', ticketNumber: '0000000017' }).refusedUnder).toEqual(['W23-4'])
  })

  it.each([
    { paidOn: '2026-03-31', codes: ['paid-on-impossible-day'] },
    { paidOn: '2026-04-01', codes: [] },
    { paidOn: '2026-04-10', codes: [] },
    { paidOn: '2026-04-11', codes: ['paid-on-impossible-day'] },
  ])('W23-4 noted on 10 April as paid on $paidOn: $codes', ({ paidOn, codes }) => {
    expect(noticed.tries(markPaid, actors.finance, { paidOn, voucher: '回单' }, { on: '2026-04-10' }).codes).toEqual(codes)
  })

  it('codes of the fiscal system have their lengths', () => {
    expect(notice.asks.safeParse({ paymentCode: '1'.repeat(19) }).success).toBe(false)
    expect(receipt.asks.safeParse({ ticketCode: '1'.repeat(8), ticketNumber: '1'.repeat(9) }).success).toBe(false)
  })

  it.each([
    { on: '2026-05-01', overdue: false },
    { on: '2026-05-02', overdue: true },
  ])('W23-3 due on 1 May, overdue on $on: $overdue', ({ on, overdue }) => {
    expect(isOverdueOn(noticed.state, day(on))).toBe(overdue)
    expect(isOverdueOn(paid.state, day(on))).toBe(false)
  })
})

describe('W20-3 the statement', () => {
  it('A20 follows the rule in force and adds up to the fen', () => {
    expect(distributed.state.statement).toMatchObject({ distribution: 'd1', remainder: 'largest-first' })
    expect(distributed.state.statement?.parts.map(({ amountFen }) => amountFen)).toEqual([1_970, 1_060])
  })

  it('A20 adds up for every amount and every two shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 9_999 }), (servedCalls, share) => {
        const parties = [
          { organization: operator, shareBasisPoints: share },
          { organization: agency, shareBasisPoints: 10_000 - share },
        ]
        const shared = empty
          .where({ facts: { servedCalls, distribution: { ...facts.distribution, parties } } })
          .does(draft, actors.operator, asked)
          .does(confirm, actors.consumer)
          .does(notice, actors.finance, { paymentCode: '32020026000000000017' })
          .does(markPaid, actors.finance, { paidOn: '2026-04-01', voucher: '回单' })
          .does(receipt, actors.finance, { ticketCode: '32010126', ticketNumber: '0000000017' })
          .does(distribute, actors.operator)
        expect(shared.state.statement?.parts.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(shared.state.amountFen)
      }),
      { numRuns: 50 },
    )
  })

  it('W20-2 needs a rule in force', () => {
    expect(receipted.tries(distribute, actors.finance, {}, { facts: { distribution: undefined } }).refusedUnder).toEqual(['W20-2'])
  })

  it('W20-3 is issued once and never changes', () => {
    expect(distributed.tries(distribute, actors.finance).refusedUnder).toEqual(['W20-3'])
    expect(paid.tries(distribute, actors.finance).codes).toEqual(['not-receipted'])
    expect(receipted.tries(distribute, actors.otherOperator).codes).toEqual(['not-your-bill'])
  })

  it('W20-3 is corrected by its opposite, and all accounts come back to nothing', () => {
    const reversed = distributed.does(reverse, actors.finance, { reason: '计量有误' })
    expect(reversed.state.statement).toEqual(distributed.state.statement)
    expect(reversed.state.reversal).toMatchObject({ amountFen: -3_030, parts: [{ amountFen: -1_970 }, { amountFen: -1_060 }] })
    expect([...balances(journalOf('b1', reversed.state)).values()].every((balance) => balance === 0)).toBe(true)
    expect(reversed.tries(reverse, actors.finance, { reason: '无' }).codes).toEqual(['nothing-to-reverse'])
  })

  it('W6-1 what has reached the treasury only finance takes back', () => {
    expect(noticed.tries(reverse, actors.operator, { reason: '有误' }).codes).toEqual([])
    expect(paid.tries(reverse, actors.operator, { reason: '有误' }).refusedUnder).toEqual(['W6-1'])
    expect(paid.tries(reverse, actors.finance, { reason: '有误' }).codes).toEqual([])
    expect(noticed.tries(reverse, actors.otherOperator, { reason: '有误' }).codes).toEqual(['not-your-bill'])
  })
})

describe('the journal of a bill', () => {
  it('books nothing before the notice, then notice, payment and statement', () => {
    expect(journalOf('b1', confirmed.state)).toEqual([])
    expect(journalOf('b1', distributed.state).map(({ id }) => id)).toEqual(['b1/notice', 'b1/payment', 'b1/statement'])
    expect(Object.fromEntries(balances(journalOf('b1', distributed.state)))).toEqual({
      [`receivable:${actors.consumer.organization}`]: 0,
      'non-tax-revenue': -3_030,
      treasury: 3_030,
      'shared-revenue': 3_030,
      [`party:${operator}`]: -1_970,
      [`party:${agency}`]: -1_060,
    })
  })
})
