/** Money in whole fen: sums, products with a stated rounding, and splits that add up to the fen (articles 20 to 23). */
import { z } from 'zod'
import type { Words } from './words.ts'

/** Hundredths of a yuan, a whole number; negative for what flows back. */
export const fenShape = z.int().brand<'Fen'>()
export type Fen = z.infer<typeof fenShape>

export const roundings = ['half-up', 'half-even', 'down', 'up'] as const
/** What becomes of a part of a fen. All of them look at the size of the amount, so that a reversal gives exactly the opposite. */
export type Rounding = (typeof roundings)[number]

export const remainderRules = {
  'largest-first': {
    zh: '尾差自份额最大一方起逐分分配，份额相同的按列明顺序',
    en: 'left-over fen go one each to the largest shares first, equal shares in the order listed',
  },
  'to-first': { zh: '尾差全部归列明的第一方', en: 'all left-over fen go to the party listed first' },
} as const satisfies Record<string, Words>
export type RemainderRule = keyof typeof remainderRules

/** A factor as two whole numbers, since 0.07 has no exact binary form. */
export interface Ratio {
  readonly of: number
  readonly per: number
}

export const isFen = (amount: unknown): amount is Fen => Number.isSafeInteger(amount)

export const fen = (amount: number): Fen => {
  if (!isFen(amount)) throw new Error(`could not take ${amount} as fen: it must be a whole number below 2^53`)
  return amount === 0 ? zero : amount
}

export const add = (...amounts: readonly Fen[]): Fen => amounts.reduce<Fen>((sum, amount) => fen(sum + amount), zero)

export const negate = (amount: Fen): Fen => fen(-amount)

export const subtract = (from: Fen, amount: Fen): Fen => add(from, negate(amount))

/** Six per cent of ¥1.00: `multiply(fen(100), { of: 6, per: 100 }, 'half-up')`. */
export const multiply = (amount: Fen, { of, per }: Ratio, rounding: Rounding): Fen => {
  if (!Number.isSafeInteger(of) || !Number.isSafeInteger(per) || per <= 0)
    throw new Error(`could not multiply by ${of}/${per}: a ratio is two whole numbers, the second above zero`)
  const product = BigInt(amount) * BigInt(of)
  const size = product < 0n ? -product : product
  const rounded = roundedBy(size / BigInt(per), size % BigInt(per), BigInt(per), rounding)
  return fen(Number(product < 0n ? -rounded : rounded))
}

/** A decimal such as `0.065` as an exact ratio; nothing for any other text. */
export const ratioOf = (text: string): Ratio | undefined => {
  const found = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text)
  if (!found) return undefined
  const [, sign = '', units = '', decimals = ''] = found
  return { of: Number(`${sign}${units}${decimals}`), per: 10 ** decimals.length }
}

/**
 * Parts in proportion to `shares`, in their order, that always sum to `total`.
 * @param shares whole numbers of any common unit, such as basis points
 */
export const split = (total: Fen, shares: readonly number[], remainder: RemainderRule): readonly Fen[] => {
  if (total < 0) return split(negate(total), shares, remainder).map(negate)
  const whole = wholeOf(shares)
  const parts = shares.map((share) => fen(Number((BigInt(total) * BigInt(share)) / whole)))
  const left = subtract(total, add(...parts))
  return remainder === 'to-first' ? parts.map((part, at) => (at === 0 ? add(part, left) : part)) : spread(parts, left, shares)
}

/** `¥1,234.56`; a minus sign stands before the currency. */
export const formatYuan = (amount: Fen): string => {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}¥${yuan}.${digits.slice(-2)}`
}

/** Reads `1234.5`, `1,234.56`, `¥1,234.56` and `-¥0.01`; nothing for text that is not an amount to the fen. */
export const parseYuan = (text: string): Fen | undefined => {
  const found = /^(-?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!found) return undefined
  const [, sign = '', yuan = '', decimals = ''] = found
  const amount = Number(`${sign}${yuan.replaceAll(',', '')}${decimals.padEnd(2, '0')}`)
  return isFen(amount) ? fen(amount) : undefined
}

const zero = 0 as Fen

const roundedBy = (whole: bigint, rest: bigint, per: bigint, rounding: Rounding): bigint => {
  if (rest === 0n || rounding === 'down') return whole
  if (rounding === 'up') return whole + 1n
  const twice = rest * 2n
  if (twice === per && rounding === 'half-even') return whole + (whole % 2n)
  return twice >= per ? whole + 1n : whole
}

const wholeOf = (shares: readonly number[]): bigint => {
  const odd = shares.find((share) => !Number.isSafeInteger(share) || share < 0)
  if (odd !== undefined) throw new Error(`could not split by a share of ${odd}: shares are whole numbers, none below zero`)
  const whole = shares.reduce((sum, share) => sum + BigInt(share), 0n)
  if (whole === 0n) throw new Error('could not split: the shares sum to nothing')
  return whole
}

/** Less than one fen is left per share, so one round is enough; a share of nothing gets nothing. */
const spread = (parts: readonly Fen[], left: number, shares: readonly number[]): readonly Fen[] => {
  const lucky = shares
    .map((share, at) => ({ share, at }))
    .filter(({ share }) => share > 0)
    .toSorted((one, other) => other.share - one.share || one.at - other.at)
    .slice(0, left)
    .map(({ at }) => at)
  return parts.map((part, at) => (lucky.includes(at) ? fen(part + 1) : part))
}
