/** Why a text or a job was not taken: every refusal with its rule, and the step it is about. */
import type { ZoneRefusal } from '../../ask/zone.ts'
import { Citation } from '../../parts/Citation.tsx'
import { useSpeech } from '../../words/words.tsx'
import { RefusalPath } from './RefusalPath.tsx'

export const Refused = ({ refusals }: { readonly refusals: readonly ZoneRefusal[] }) => {
  const { say, words } = useSpeech()
  return (
    <div className="summary" role="alert">
      <p className="summary-title">{words.form.wrong(refusals.length)}</p>
      <ul>
        {refusals.map((one) => (
          <li key={`${one.code}${one.fields.join()}${one.path?.join() ?? ''}`}>
            {say(one.words)} <Citation rule={one.rule} />
            <RefusalPath steps={one.path ?? []} />
          </li>
        ))}
      </ul>
    </div>
  )
}
