/** Why something was not taken: each reason in words with its article, and what it is about. */
import { fault, problemIn } from '../../../ask/problem.ts'
import { Citation } from '../../../parts/Citation.tsx'
import { ProblemNotice } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'

export const Refusals = ({ error }: { readonly error: unknown }) => {
  const { say, words } = useSpeech()
  if (!error) return null
  const problem = problemIn(error) ?? fault
  if (problem.status !== 422 || !problem.refusals) return <ProblemNotice problem={problem} />
  return (
    <div className="summary" role="alert">
      <p className="summary-title">{words.models.refused(problem.refusals.length)}</p>
      <ul>
        {problem.refusals.map((one) => (
          <li key={`${one.code}${one.fields.join()}`}>
            {say(one.words)} {one.fields.length > 0 ? <span className="code">{one.fields.join(' → ')}</span> : null}{' '}
            <Citation rule={one.rule} />
          </li>
        ))}
      </ul>
    </div>
  )
}
