/** The reader's clocks that end soon, the nearest first. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../app/session.tsx'
import { answerTo } from '../../ask/queries.ts'
import { Section } from '../../parts/Page.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { dayAfter } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'
import { ClockItem, keyOf } from '../calendar/ClockItem.tsx'

const daysAhead = 14
const most = 6

export const Ahead = () => {
  const { words } = useSpeech()
  const { today } = useSession()
  const query = useQuery(answerTo('clocks', { query: { mine: 'yes', to: dayAfter(today, daysAhead) } }))
  return (
    <Section title={words.home.ahead}>
      <Answer query={query}>
        {({ rows }) => {
          const dated = rows.filter(({ due }) => due !== undefined)
          return dated.length === 0 ? (
            <Nothing>{words.home.noneAhead}</Nothing>
          ) : (
            <ul className="clocks">
              {dated.slice(0, most).map((clock) => (
                <ClockItem key={keyOf(clock)} clock={clock} />
              ))}
            </ul>
          )
        }}
      </Answer>
      <p>
        <Link to="/calendar">{words.home.allClocks}</Link>
      </p>
    </Section>
  )
}
