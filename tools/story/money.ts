/** Step 11: from the meter to the bill, the notice, the receipt and the shares. */
import { servedCount } from './product.ts'
import { type Teller, usccOf } from './teller.ts'

export const theBill = async (story: Teller, product: string): Promise<void> => {
  story.chapter(11, '按计量出账，财政收缴，收益分配', 'The bill, the treasury, the shares')
  await story.clock('2026-05-06T09:00:00+08:00')
  const period = { product, consumer: usccOf('consumer'), from: '2026-04-21', to: '2026-04-30' }
  const id = await story.does('operator', { plural: 'bills', act: 'draft', asked: period })
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'bills', act, id, asked })
  await story.isRefused('operator', { plural: 'bills', act: 'draft', asked: period }, 'A23')
  await story.does('consumer', deed('confirm'))
  await story.does('finance', deed('notice', { paymentCode: '32020026000000000017' }))
  const payment = { paidOn: '2026-05-06', voucher: '国库入账凭证 0506-01' }
  await story.isRefused('authority', deed('mark-paid', payment), 'W6-1')
  await story.does('finance', deed('mark-paid', payment))
  await story.does('finance', deed('receipt', { ticketCode: '32030126', ticketNumber: '0000000017' }))
  await story.does('finance', deed('distribute'))
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
