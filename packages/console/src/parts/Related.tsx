/** The cases around this one: what it rests on, what came of it, and what else rests on the same; each with its stage and who is due when. */
import type { CaseView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { useSession } from '../app/session.tsx'
import { useSpeech } from '../words/words.tsx'
import { CaseLink } from './CaseLink.tsx'
import { Due } from './Day.tsx'
import { Section } from './Page.tsx'
import { groupsOf } from './related.ts'

export const Related = ({ related }: Pick<CaseView, 'related'>) => {
  const { words, say } = useSpeech()
  const { today } = useSession()
  if (related.length === 0) return null
  return (
    <Section title={words.case.related}>
      {groupsOf(related).map(({ link, cases }) => (
        <div key={link} className="related-group">
          <h3>{words.casePage.links[link]}</h3>
          <ul className="related">
            {cases.map(({ plural, id, title, procedureWords, stageWords, due }) => (
              <li key={`${plural}/${id}`}>
                <span className="quiet">{say(procedureWords)}</span>{' '}
                <CaseLink plural={plural} id={id}>
                  {title}
                </CaseLink>{' '}
                <Tag>{say(stageWords)}</Tag> {due === undefined ? null : <Due day={due} today={today} />}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}
