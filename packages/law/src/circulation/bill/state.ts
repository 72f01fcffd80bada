/** What a bill is made of: a metered period, its amount, the notice, the payment, the receipt, and how the amount is shared. */
import type { Day } from '../../kernel/days.ts'
import { type Fen, fen, negate, type RemainderRule } from '../../kernel/money.ts'

export type Stage = 'none' | 'drafted' | 'confirmed' | 'noticed' | 'paid' | 'receipted' | 'distributed' | 'reversed'

export interface Charge {
  readonly product: string
  readonly operator: string
  readonly consumer: string
  readonly from: Day
  readonly to: Day
  readonly servedCalls: number
  readonly unitPriceFen: number
  readonly amountFen: Fen
}

export interface Part {
  readonly organization: string
  readonly shareBasisPoints: number
  readonly amountFen: Fen
}

export interface Statement {
  /** The distribution rule it follows. */
  readonly distribution: string
  readonly remainder: RemainderRule
  readonly parts: readonly Part[]
}

export interface Bill extends Charge {
  readonly stage: Stage
  readonly notice: { readonly paymentCode: string; readonly on: Day; readonly due: Day } | undefined
  readonly payment: { readonly paidOn: Day; readonly voucher: string } | undefined
  readonly receipt: { readonly ticketCode: string; readonly ticketNumber: string; readonly on: Day } | undefined
  readonly statement: (Statement & { readonly on: Day }) | undefined
  /** The contra entry: nothing above is taken away, its opposite is added. */
  readonly reversal: { readonly reason: string; readonly on: Day; readonly amountFen: Fen; readonly parts: readonly Part[] } | undefined
}

export interface BillFacts {
  readonly product: {
    /** Empty where there is no such product. */
    readonly operator: string
    readonly isPaid: boolean
    readonly meteringUnit: string
    /** Every price in fen that stood on some day of the period. */
    readonly unitPricesFen: readonly number[]
  }
  /** Calls of the consumer that the gateway served in the period. */
  readonly servedCalls: number
  /** Bills of the same product and consumer, not reversed, whose period has a day in common. */
  readonly overlappingBills: number
  /** The distribution rule in force on the last day of the period. */
  readonly distribution:
    | {
        readonly id: string
        readonly parties: readonly { readonly organization: string; readonly shareBasisPoints: number }[]
        readonly remainder: RemainderRule
      }
    | undefined
}

export type BillEvent =
  | ({ readonly type: 'BillDrafted' } & Charge)
  | { readonly type: 'BillConfirmed' }
  | { readonly type: 'PaymentNoticeIssued'; readonly paymentCode: string; readonly on: Day; readonly due: Day }
  | { readonly type: 'BillPaid'; readonly paidOn: Day; readonly voucher: string }
  | { readonly type: 'FiscalReceiptIssued'; readonly ticketCode: string; readonly ticketNumber: string; readonly on: Day }
  | ({ readonly type: 'StatementIssued'; readonly on: Day } & Statement)
  | {
      readonly type: 'BillReversed'
      readonly reason: string
      readonly on: Day
      readonly amountFen: Fen
      readonly parts: readonly Part[]
    }

export const start: Bill = {
  stage: 'none',
  product: '',
  operator: '',
  consumer: '',
  from: '' as Day,
  to: '' as Day,
  servedCalls: 0,
  unitPriceFen: 0,
  amountFen: fen(0),
  notice: undefined,
  payment: undefined,
  receipt: undefined,
  statement: undefined,
  reversal: undefined,
}

export const evolve = (state: Bill, event: BillEvent): Bill => {
  switch (event.type) {
    case 'BillDrafted': {
      const { type: _, ...charge } = event
      return { ...state, stage: 'drafted', ...charge }
    }
    case 'BillConfirmed':
      return { ...state, stage: 'confirmed' }
    case 'PaymentNoticeIssued': {
      const { type: _, ...notice } = event
      return { ...state, stage: 'noticed', notice }
    }
    case 'BillPaid': {
      const { type: _, ...payment } = event
      return { ...state, stage: 'paid', payment }
    }
    case 'FiscalReceiptIssued': {
      const { type: _, ...receipt } = event
      return { ...state, stage: 'receipted', receipt }
    }
    case 'StatementIssued': {
      const { type: _, ...statement } = event
      return { ...state, stage: 'distributed', statement }
    }
    case 'BillReversed': {
      const { type: _, ...reversal } = event
      return { ...state, stage: 'reversed', reversal }
    }
  }
}

/** The same parts with the opposite sign. */
export const contraOf = (parts: readonly Part[]): readonly Part[] => parts.map((part) => ({ ...part, amountFen: negate(part.amountFen) }))

/** A fact for new grants (W23-3): the notice has run out and nothing was paid. */
export const isOverdueOn = ({ stage, notice }: Bill, on: Day): boolean => stage === 'noticed' && notice !== undefined && notice.due < on

/** A fact for the next bill: this one already charges some day of the period. */
export const chargesWithin = ({ stage, from, to }: Bill, period: { readonly from: Day; readonly to: Day }): boolean =>
  stage !== 'none' && stage !== 'reversed' && from <= period.to && period.from <= to
