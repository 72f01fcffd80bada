import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from './days.ts'
import { balanceOf, balances, contra, credit, debit, entry, unsoundReversals } from './journal.ts'
import { add, fen } from './money.ts'

const on = day('2026-03-02')
const billed = entry('e1', on, debit('payer', fen(500)), credit('non-tax-revenue', fen(500)))

describe('double entry', () => {
  it('an entry whose debits and credits differ by one fen is not booked', () => {
    expect(() => entry('e2', on, debit('payer', fen(500)), credit('non-tax-revenue', fen(499)))).toThrow('debits exceed credits by 1 fen')
  })

  it('an entry of one posting, or with nothing or less on an account, is not booked', () => {
    expect(() => entry('e2', on, debit('payer', fen(500)))).toThrow('could not book entry e2')
    expect(() => entry('e2', on)).toThrow('it has 0 postings')
    expect(() => entry('e2', on, debit('payer', fen(0)), credit('non-tax-revenue', fen(0)))).toThrow('the amount on payer is 0 fen')
    expect(() => entry('e2', on, debit('payer', fen(-5)), credit('non-tax-revenue', fen(-5)))).toThrow('the amount on payer is -5 fen')
  })

  it('W20-3 a contra entry takes an entry back to the fen and names it', () => {
    const reversed = contra(billed, 'e2', day('2026-03-03'))
    expect(reversed.reverses).toBe('e1')
    expect([...balances([billed, reversed]).values()]).toEqual([0, 0])
    expect(unsoundReversals([billed, reversed])).toEqual([])
  })

  it('W20-3 an entry taken back twice, or never booked, is named', () => {
    expect(unsoundReversals([billed, contra(billed, 'e2', on), contra(billed, 'e3', on)])).toEqual(['e1'])
    expect(unsoundReversals([contra(billed, 'e2', on)])).toEqual(['e1'])
  })

  it('balances are debits less credits, and nothing on an account nobody used', () => {
    expect(balanceOf([billed], 'payer')).toBe(500)
    expect(balanceOf([billed], 'non-tax-revenue')).toBe(-500)
    expect(balanceOf([billed], 'elsewhere')).toBe(0)
  })

  it('all accounts together always sum to nothing', () => {
    const accounts = fc.constantFrom('payer', 'non-tax-revenue', 'agency', 'operator')
    const booked = fc.tuple(accounts, accounts, fc.integer({ min: 1, max: 1_000_000 }))
    fc.assert(
      fc.property(fc.array(booked, { maxLength: 30 }), (bookings) => {
        const entries = bookings.map(([from, to, amount], at) => entry(`e${at}`, on, debit(from, fen(amount)), credit(to, fen(amount))))
        expect(add(...balances(entries).values())).toBe(0)
      }),
    )
  })
})
