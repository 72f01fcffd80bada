/** Step 11: from the meter to the bill, the notice, the receipt and the shares. */
import { servedCount } from './product.ts'
import { type Teller, usccOf } from './teller.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

const billFor = (product: string, period: Period) => ({
  plural: 'bills',
  act: 'draft',
  asked: { product, consumer: usccOf('consumer'), ...period },
})

const deedOn =
  (id: string) =>
  (act: string, asked: unknown = {}) => ({ plural: 'bills', act, id, asked })

/** A bill that the consumer has confirmed; what is due is for the finance department to collect. */
export const chargedBill = async (story: Teller, product: string, period: Period): Promise<string> => {
  const id = await story.does('operator', billFor(product, period))
  await story.does('consumer', deedOn(id)('confirm'))
  return id
}

/** @param number of digits alone; it makes the codes of the treasury differ from those of other bills */
export const collectBill = async (story: Teller, id: string, paidOn: string, number: string): Promise<void> => {
  const deed = deedOn(id)
  await story.does('finance', deed('notice', { paymentCode: `32020026${number.padStart(12, '0')}` }))
  await story.does('finance', deed('mark-paid', { paidOn, voucher: `国库入账凭证 ${number}` }))
  await story.does('finance', deed('receipt', { ticketCode: '32030126', ticketNumber: number.padStart(10, '0') }))
  await story.does('finance', deed('distribute'))
}

export const theBill = async (story: Teller, product: string): Promise<void> => {
  story.chapter(11, '按计量出账，财政收缴，收益分配', 'The bill, the treasury, the shares')
  await story.clock('2026-05-06T09:00:00+08:00')
  const period = { from: '2026-04-21', to: '2026-04-30' }
  const id = await chargedBill(story, product, period)
  await story.isRefused('operator', billFor(product, period), 'A23')
  await story.isRefused('authority', deedOn(id)('mark-paid', { paidOn: '2026-05-06', voucher: '越权登记' }), 'W6-1')
  await collectBill(story, id, '2026-05-06', '17')
  const { body } = await (await story.as('finance')).get(`/api/cases/bills/${id}`)
  const { amountFen, statement } = body.state
  const parts: readonly { amountFen: number }[] = statement?.parts ?? []
  const sum = parts.reduce((total, part) => total + part.amountFen, 0)
  story.check(
    'bill.distribute',
    undefined,
    amountFen === servedCount * 35 && sum === amountFen,
    `${servedCount} 次 × 0.35 元 = ${amountFen / 100} 元，三方分配合计 ${sum / 100} 元，分文不差。`,
    `${servedCount} calls make ${amountFen} fen; the three shares add up to ${sum} fen`,
  )
}
