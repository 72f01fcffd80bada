/**
 * A mark in the fourth digit of numbers. Which of two neighbouring digits stands there is chosen by the export's key from the digits before it,
 * so that each number carries its part of the mark alone: whatever rows and columns are left, in whatever order and spelling, still tell.
 */
import { stretched } from './keys.ts'

/** A marked number differs from the true one by less than this share of it. */
export const tolerance = 0.002

/** Heads are the first four digits, 1000 to 9999, by pairs. */
const pairs = 5000

/** One bit for each pair of heads. */
export type Pad = (pair: number) => 0 | 1

export const padOf = (key: Uint8Array): Pad => {
  const bytes = stretched(key, 'yunhe/mark/1\ndigits', pairs / 8)
  return (pair) => (((bytes[pair >> 3] ?? 0) >> (pair & 7)) & 1) as 0 | 1
}

interface Digits {
  readonly sign: string
  /** The first four digits. */
  readonly head: number
  /** The eleven that follow. */
  readonly tail: string
  readonly exponent: number
}

/** Undefined where a number has no fourth digit that could be chosen: nought, and whole numbers below 1000. */
const digitsOf = (value: number): Digits | undefined => {
  if (!Number.isFinite(value) || value === 0 || (Number.isInteger(value) && Math.abs(value) < 1000)) return undefined
  const found = /^(-?)(\d)\.(\d{14})e([+-]\d+)$/.exec(value.toExponential(14))
  if (found === null) return undefined
  const [, sign = '', first = '', rest = '', exponent = '0'] = found
  return { sign, head: Number(first + rest.slice(0, 3)), tail: rest.slice(3), exponent: Number(exponent) }
}

/** Whether a number can carry a part of the mark. */
export const isMarkable = (value: number): boolean => digitsOf(value) !== undefined

/** What follows the marked digit stays below a half, so that rounding to it later does not turn it over. */
export const marked = (value: number, pad: Pad): number => {
  const digits = digitsOf(value)
  if (digits === undefined) return value
  const pair = digits.head >> 1
  const head = pair * 2 + pad(pair)
  const tail = (digits.tail[0] ?? '0') >= '5' ? `4${digits.tail.slice(1)}` : digits.tail
  const written = String(head)
  return Number(`${digits.sign}${written[0]}.${written.slice(1)}${tail}e${digits.exponent}`)
}

export interface Agreement {
  readonly matched: number
  readonly of: number
}

/**
 * How many of the pairs that occur stand as the key would have them. Each pair counts once, by the digit it mostly shows, and a pair that shows
 * both equally is passed over: for numbers that were not marked with this key the answers are fair coins, whatever the numbers are.
 */
export const agreement = (shown: ReadonlyMap<number, Tally>, pad: Pad): Agreement => {
  let [matched, of] = [0, 0]
  for (const [pair, { even, odd }] of shown) {
    if (even === odd) continue
    of++
    if ((odd > even ? 1 : 0) === pad(pair)) matched++
  }
  return { matched, of }
}

interface Tally {
  readonly even: number
  readonly odd: number
}

/** What the numbers of a sample show at their fourth digit, by pair. */
export const shownBy = (numbers: Iterable<number>): ReadonlyMap<number, Tally> => {
  const tallies = new Map<number, { even: number; odd: number }>()
  for (const value of numbers) {
    const digits = digitsOf(value)
    if (digits === undefined) continue
    const tally = tallies.get(digits.head >> 1) ?? { even: 0, odd: 0 }
    if (digits.head % 2 === 0) tally.even++
    else tally.odd++
    tallies.set(digits.head >> 1, tally)
  }
  return tallies
}
