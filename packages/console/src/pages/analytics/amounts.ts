/** How the amount of a figure is written, by its unit; and where its cases are listed. */
import type { Reply } from '../../ask/ask.ts'
import { formatFen } from '../../words/format.ts'
import { type Speech, useSpeech } from '../../words/words.tsx'

export type Board = Reply<'city'>
export type Figure = Board['figures'][number]
export type Breakdown = Figure['breakdowns'][number]
export type Amount = number | null

const amountIn = ({ words, count, bytes, share }: Speech, unit: string, amount: Amount): string => {
  if (amount === null) return words.analytics.hidden
  if (unit === 'fen') return formatFen(amount)
  if (unit === 'bytes') return bytes(amount)
  return unit === 'share' ? share(amount / 10_000) : count(amount)
}

export const useAmounts = () => {
  const speech = useSpeech()
  const units: Readonly<Record<string, (amount: Amount) => string>> = speech.words.analytics.units
  return {
    shown: (unit: string, amount: Amount) => amountIn(speech, unit, amount),
    unitOf: (unit: string, amount: Amount) => units[unit]?.(amount) ?? '',
  }
}

/** Plain for a file: a whole number of the unit, money in yuan. */
export const written = (unit: string, amount: Amount, hidden: string): string => {
  if (amount === null) return hidden
  if (unit === 'fen') return (amount / 100).toFixed(2)
  return unit === 'share' ? (amount / 10_000).toFixed(4) : String(amount)
}

/** What flows is listed since the first month shown; what stands knows no beginning. */
export const sinceOf = ({ measure, series }: Figure): string | undefined =>
  measure === 'flow' || measure === 'distinct' ? series?.months[0]?.month : undefined
