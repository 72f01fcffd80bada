/** Everything that stands in the way, at the top of the form; it takes the focus and leads to each field. */
import { useEffect, useRef } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { Citation } from '../Citation.tsx'
import type { WhyQuestion } from '../why/question.ts'
import { Why } from '../why/Why.tsx'
import { type Complaint, summaryOf } from './complaints.ts'
import { idOf } from './context.ts'

const focusOn = (id: string) => {
  const place = document.getElementById(id)
  place?.scrollIntoView({ block: 'center' })
  place?.focus({ preventScroll: true })
}

interface SummaryProps {
  readonly complaints: readonly Complaint[]
  readonly prefix: string
  /** Present where the law refused: what can be asked of it. */
  readonly why?: { readonly question: WhyQuestion; readonly about: string } | undefined
}

export const Summary = ({ complaints, prefix, why }: SummaryProps) => {
  const { words } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer of the server takes the focus again
  useEffect(() => box.current?.focus(), [complaints])
  if (complaints.length === 0) return null
  const lines = summaryOf(complaints)
  return (
    <div ref={box} tabIndex={-1} role="alert" className="summary">
      <p className="summary-title">{words.form.wrong(lines.length)}</p>
      <ul>
        {lines.map(({ place, text, rule }) => (
          <li key={`${place}${rule}${text}`}>
            {place === undefined ? (
              text
            ) : (
              <a
                href={`#${idOf(prefix, place)}`}
                onClick={(event) => {
                  event.preventDefault()
                  focusOn(idOf(prefix, place))
                }}
              >
                {text}
              </a>
            )}{' '}
            {rule === undefined ? null : <Citation rule={rule} />}
          </li>
        ))}
      </ul>
      {why ? <Why question={why.question} about={why.about} /> : null}
    </div>
  )
}
