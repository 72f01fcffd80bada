/** One clock in words: what runs out when, for whom, in which case, under which article, and what follows. */
import type { ClockView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { useSession } from '../../app/session.tsx'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { Due } from '../../parts/Day.tsx'
import { Why } from '../../parts/why/Why.tsx'
import { useSpeech } from '../../words/words.tsx'

export const keyOf = ({ plural, id, name, subject }: Pick<ClockView, 'plural' | 'id' | 'name' | 'subject'>): string =>
  [plural, id, name, subject].join('/')

/** The last day, or why nobody can name it yet. */
export const ClockDay = ({ clock: { due, notPublished } }: { readonly clock: Pick<ClockView, 'due' | 'notPublished'> }) => {
  const { words } = useSpeech()
  const { today } = useSession()
  if (due !== undefined) return <Due day={due} today={today} />
  return <span className="hint">{notPublished === undefined ? words.calendar.awaited : words.calendar.notPublished(notPublished)}</span>
}

export const Whose = ({ whose }: Pick<ClockView, 'whose'>) => {
  const { words, role } = useSpeech()
  return <>{whose.map((one) => one.organizationName ?? role(one.role)).join(words.app.comma)}</>
}

export const ClockItem = ({ clock }: { readonly clock: ClockView }) => {
  const { words, say } = useSpeech()
  const { plural, id, title, procedureWords, kind, rule, ends } = clock
  return (
    <li className={`clock kind-${kind}`}>
      <div>
        <strong>{say(clock.words)}</strong> <Tag>{words.calendar.kinds[kind]}</Tag> <Citation rule={rule} />
      </div>
      <div>
        <ClockDay clock={clock} />
      </div>
      <div>
        {say(procedureWords)}
        {' · '}
        <CaseLink plural={plural} id={id}>
          {title}
        </CaseLink>
      </div>
      <div className="hint">
        <Whose whose={clock.whose} />
        {' · '}
        {words.why.clockEnds(say(ends))}
      </div>
      <Why
        question={{ kind: 'clock', plural, case: id, name: clock.name, subject: clock.subject }}
        about={`${say(clock.words)} ${title}`}
      />
    </li>
  )
}
