/** From an amount to the list of the cases behind it, where the reader has one and something is there. */
import { Link } from '@tanstack/react-router'
import { useSpeech } from '../../words/words.tsx'
import { type Amount, type Figure, sinceOf, useAmounts } from './amounts.ts'

interface ToCasesProps {
  readonly figure: Figure
  readonly amount: Amount
  /** `month:2026-03`; the whole figure where it is absent. */
  readonly part?: string
  readonly name: string
}

export const ToCases = ({ figure, amount, part, name }: ToCasesProps) => {
  const { words } = useSpeech()
  const { shown } = useAmounts()
  const text = shown(figure.unit, amount)
  if (amount === null) return <span className="hidden-value">{text}</span>
  if (figure.list === undefined || amount === 0) return <span className="figure">{text}</span>
  const label = `${text} — ${words.analytics.listed(name)}`
  if (figure.list === 'late')
    return (
      <Link className="figure" to="/late" aria-label={label}>
        {text}
      </Link>
    )
  const since = part?.startsWith('month:') ? undefined : sinceOf(figure)
  return (
    <Link
      className="figure"
      to="/cases/$plural"
      params={{ plural: figure.list }}
      search={{ figure: figure.id, ...(part ? { part } : {}), ...(since ? { since } : {}) }}
      aria-label={label}
    >
      {text}
    </Link>
  )
}
