/** The stages of a case in their usual order, and where it stands. */
import type { CaseView } from '@yunhe/platform/contract'
import { useSpeech } from '../words/words.tsx'
import { stepsOf } from './steps.ts'

export const Procedure = ({ view }: { readonly view: CaseView }) => {
  const { say, words } = useSpeech()
  return (
    <nav className="procedure" aria-label={words.case.steps}>
      <ol>
        {stepsOf(view).map(({ stage, words: name, standing }) => (
          <li key={stage} className={standing} {...(standing === 'now' ? { 'aria-current': 'step' as const } : {})}>
            {say(name)}
          </li>
        ))}
      </ol>
    </nav>
  )
}
