/** A bill as double entry: what it books at each step, and the contra entries that take it back (articles 20 and 23). */
import type { Day } from '../../kernel/days.ts'
import { contra, credit, debit, type Entry, entry } from '../../kernel/journal.ts'
import { add } from '../../kernel/money.ts'
import type { Bill } from './state.ts'

export const accounts = {
  receivable: (consumer: string) => `receivable:${consumer}`,
  nonTaxRevenue: 'non-tax-revenue',
  treasury: 'treasury',
  shared: 'shared-revenue',
  party: (organization: string) => `party:${organization}`,
} as const

/** @param bill the id of the bill, which the ids of its entries begin with */
export const journalOf = (bill: string, state: Bill): readonly Entry[] => {
  const booked = [...collected(bill, state), ...shared(bill, state)]
  const { reversal } = state
  return reversal === undefined ? booked : [...booked, ...booked.map((one) => contra(one, `${one.id}/reversed`, reversal.on))]
}

const collected = (bill: string, { consumer, amountFen, notice, payment }: Bill): readonly Entry[] => {
  if (notice === undefined || amountFen === 0) return []
  const owed = entry(
    `${bill}/notice`,
    notice.on,
    debit(accounts.receivable(consumer), amountFen),
    credit(accounts.nonTaxRevenue, amountFen),
  )
  if (payment === undefined) return [owed]
  return [
    owed,
    entry(`${bill}/payment`, payment.paidOn, debit(accounts.treasury, amountFen), credit(accounts.receivable(consumer), amountFen)),
  ]
}

/** A party whose share of a small amount comes to nothing books nothing. */
const shared = (bill: string, { statement }: Bill): readonly Entry[] => {
  const parts = statement?.parts.filter(({ amountFen }) => amountFen > 0) ?? []
  if (statement === undefined || parts.length === 0) return []
  const on: Day = statement.on
  const sum = add(...parts.map(({ amountFen }) => amountFen))
  return [
    entry(
      `${bill}/statement`,
      on,
      debit(accounts.shared, sum),
      ...parts.map(({ organization, amountFen }) => credit(accounts.party(organization), amountFen)),
    ),
  ]
}
