/** Double entry: each entry balances to the fen, nothing is changed, a mistake is reversed by a contra entry (articles 20 and 23). */
import type { Day } from './days.ts'
import { add, type Fen, fen, negate } from './money.ts'

export interface Posting {
  readonly account: string
  readonly side: 'debit' | 'credit'
  /** Above zero. */
  readonly amount: Fen
}

export interface Entry {
  readonly id: string
  readonly on: Day
  readonly postings: readonly Posting[]
  /** The entry this one takes back. */
  readonly reverses?: string
}

export const debit = (account: string, amount: Fen): Posting => ({ account, side: 'debit', amount })

export const credit = (account: string, amount: Fen): Posting => ({ account, side: 'credit', amount })

/** An entry whose debits equal its credits; anything else is a fault of the code that asks for it. */
export const entry = (id: string, on: Day, ...postings: readonly Posting[]): Entry => {
  const odd = postings.find(({ amount }) => amount <= 0)
  if (odd) throw new Error(`could not book entry ${id}: the amount on ${odd.account} is ${odd.amount} fen, it must be above zero`)
  const difference = add(...postings.map(signed))
  if (postings.length < 2 || difference !== 0)
    throw new Error(`could not book entry ${id}: it has ${postings.length} postings and debits exceed credits by ${difference} fen`)
  return { id, on, postings }
}

/** The same amounts on the other sides. */
export const contra = (wrong: Entry, id: string, on: Day): Entry => ({
  id,
  on,
  postings: wrong.postings.map((posting) => ({ ...posting, side: posting.side === 'debit' ? 'credit' : 'debit' })),
  reverses: wrong.id,
})

/** Debits less credits by account; over all accounts they sum to nothing. */
export const balances = (entries: readonly Entry[]): ReadonlyMap<string, Fen> =>
  entries
    .flatMap(({ postings }) => postings)
    .reduce((sums, posting) => sums.set(posting.account, add(sums.get(posting.account) ?? fen(0), signed(posting))), new Map<string, Fen>())

export const balanceOf = (entries: readonly Entry[], account: string): Fen => balances(entries).get(account) ?? fen(0)

/** Ids of entries taken back more than once, or never booked: empty for sound books. */
export const unsoundReversals = (entries: readonly Entry[]): readonly string[] => {
  const reversed = entries.flatMap(({ reverses }) => (reverses === undefined ? [] : [reverses]))
  const booked = new Set(entries.map(({ id }) => id))
  return [...new Set(reversed.filter((id, at) => !booked.has(id) || reversed.indexOf(id) !== at))]
}

const signed = ({ side, amount }: Posting): Fen => (side === 'debit' ? amount : negate(amount))
