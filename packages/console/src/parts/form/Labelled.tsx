/** A question with its label above and, where something is wrong, the same words as in the summary. */
import type { ReactNode } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { Citation } from '../Citation.tsx'
import type { Complaint } from './complaints.ts'

interface LabelledProps {
  readonly id: string
  readonly label: string
  readonly required: boolean
  readonly hint?: string | undefined
  readonly complaints: readonly Complaint[]
  readonly children: ReactNode
  readonly wide?: boolean
}

export const Wrong = ({ id, complaints }: { readonly id: string; readonly complaints: readonly Complaint[] }) =>
  complaints.length === 0 ? null : (
    <div id={`${id}-wrong`} className="wrong">
      {complaints.map(({ text, rule }) => (
        <p key={`${rule}${text}`}>
          {text} {rule === undefined ? null : <Citation rule={rule} />}
        </p>
      ))}
    </div>
  )

export const Labelled = ({ id, label, required, hint, complaints, children, wide = false }: LabelledProps) => {
  const { words } = useSpeech()
  return (
    <div className={`question ${wide ? 'wide' : ''} ${complaints.length > 0 ? 'is-wrong' : ''}`}>
      <label htmlFor={id}>
        {label}
        {required ? null : <span className="quiet"> {words.form.optional}</span>}
      </label>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <Wrong id={id} complaints={complaints} />
      {children}
    </div>
  )
}
