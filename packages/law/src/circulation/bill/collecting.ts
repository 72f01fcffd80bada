/** Articles 6, 20 and 23: finance gives the payment notice, finds it paid, gives the receipt; the amount is shared by the agreed rule. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { addDays } from '../../kernel/days.ts'
import { split } from '../../kernel/money.ts'
import { rule } from '../../kernel/rule.ts'
import { dayShape, titleShape } from '../../kernel/shapes.ts'
import type { Bill, BillEvent, BillFacts, Part, Statement } from './state.ts'

const act = actsOf<Bill, BillFacts, BillEvent>()
const stage = stageIs<Bill, BillFacts, unknown>
const byFinance = onlyBy<Bill, BillFacts, unknown>('W6-1', 'finance')

/** The code comes from the fiscal system; the platform only passes it on. */
export const notice = act(z.object({ paymentCode: z.string().regex(/^\d{20}$/) }), {
  name: 'bill.notice',
  title: { zh: '开具缴款通知书', en: 'Issue the payment notice' },
  when: [
    byFinance,
    stage(
      'A23',
      'not-confirmed',
      { zh: '账单未经使用单位确认或者已开具通知', en: 'the bill is not confirmed, or its notice is out' },
      'confirmed',
    ),
  ],
  provided: [],
  records: ({ asked, on, parameters }) => [{ type: 'PaymentNoticeIssued', ...asked, on, due: addDays(on, parameters.billDueDays) }],
})

/** The platform takes no money: it notes what finance found in the treasury. */
export const markPaid = act(z.object({ paidOn: dayShape, voucher: titleShape }), {
  name: 'bill.mark-paid',
  title: { zh: '确认入库', en: 'Note the payment to the treasury' },
  when: [byFinance, stage('W23-4', 'no-notice', { zh: '账单没有待缴的缴款通知书', en: 'no payment notice is open' }, 'noticed')],
  provided: [
    rule(
      'W23-4',
      'paid-on-impossible-day',
      { zh: '入库日应当在开具通知书之日至今日之间', en: 'the day of payment lies between the notice and today' },
      ({ asked, state, on }) => asked.paidOn <= on && (state.notice === undefined || asked.paidOn >= state.notice.on),
      'paidOn',
    ),
  ],
  records: ({ asked }) => [{ type: 'BillPaid', ...asked }],
})

/** Eight digits tell region, class, kind and year; ten are the serial number. */
export const receipt = act(z.object({ ticketCode: z.string().regex(/^\d{8}$/), ticketNumber: z.string().regex(/^\d{10}$/) }), {
  name: 'bill.receipt',
  title: { zh: '开具财政电子票据', en: 'Issue the fiscal e-receipt' },
  when: [byFinance, stage('W23-4', 'not-paid', { zh: '款项未入库或者票据已开具', en: 'it is not paid, or the receipt is out' }, 'paid')],
  provided: [],
  records: ({ asked, on }) => [{ type: 'FiscalReceiptIssued', ...asked, on }],
})

export const distribute = act(z.object({}), {
  name: 'bill.distribute',
  title: { zh: '出具分配结算单', en: 'Issue the distribution statement' },
  when: [
    onlyBy('A20', 'finance', 'operator'),
    rule(
      'A20',
      'not-your-bill',
      { zh: '由该产品的运营单位或者财政部门办理', en: 'the operator of the product does this, or the finance department' },
      ({ state, by }) => by.roles.includes('finance') || (by.organization !== '' && by.organization === state.operator),
    ),
    rule(
      'W20-3',
      'statement-issued',
      {
        zh: '分配结算单已出具，不得修改；有误的，以冲销方式更正',
        en: 'the statement is issued and never changes; a mistake is corrected by a contra entry',
      },
      ({ state }) => state.statement === undefined,
    ),
    stage(
      'A20',
      'not-receipted',
      { zh: '尚未开具财政电子票据，不得分配', en: 'there is no fiscal receipt yet' },
      'receipted',
      'distributed',
    ),
    rule(
      'W20-2',
      'no-distribution-rule',
      { zh: '账期末没有生效的收益分配规则', en: 'no distribution rule was in force at the end of the period' },
      ({ facts }) => facts.distribution !== undefined,
    ),
  ],
  provided: [],
  records: ({ state, facts, on }) =>
    facts.distribution === undefined ? [] : [{ type: 'StatementIssued', on, ...statementOf(state, facts.distribution) }],
})

const statementOf = ({ amountFen }: Bill, { id, parties, remainder }: NonNullable<BillFacts['distribution']>): Statement => {
  const shares = parties.map(({ shareBasisPoints }) => shareBasisPoints)
  const amounts = split(amountFen, shares, remainder)
  const parts = parties.flatMap(({ organization, shareBasisPoints }, at): readonly Part[] => {
    const part = amounts[at]
    return part === undefined ? [] : [{ organization, shareBasisPoints, amountFen: part }]
  })
  return { distribution: id, remainder, parts }
}
