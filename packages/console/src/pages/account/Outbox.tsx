/** How the letters by e-mail go out, for the system administrator: counts, and what failed. */
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import type { Reply } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { Moment } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const states = ['waiting', 'sending', 'sent', 'given-up', 'unsure', 'withdrawn'] as const

type Line = Reply<'outbox'>['rows'][number]

const Failed = ({ line }: { readonly line: Line }) => {
  const { words } = useSpeech()
  return (
    <li>
      <Moment at={line.at} /> <span className="code">{line.person}</span> {words.outbox.kinds[line.kind]}
      {words.app.colon}
      {words.outbox.states[line.state]}
      {line.fault === undefined ? null : `${words.app.comma}${words.outbox.faults[line.fault]}`}
    </li>
  )
}

export const Outbox = () => {
  const { words, count, instant } = useSpeech()
  const query = useQuery({ ...answerTo('outbox'), refetchInterval: 30_000 })
  return (
    <Section title={words.outbox.title}>
      <p className="quiet">{words.outbox.lead}</p>
      <Answer query={query}>
        {({ isOn, counts, sorting, oldestWaiting, rows }) => (
          <>
            {isOn ? null : <Alert type="info" showIcon title={words.outbox.off} />}
            <h3>{words.outbox.counts}</h3>
            <dl className="facts">
              <div className="fact">
                <dt>{words.outbox.sorting}</dt>
                <dd>{count(sorting)}</dd>
              </div>
              {states.map((state) => (
                <div key={state} className="fact">
                  <dt>{words.outbox.states[state]}</dt>
                  <dd>{count(counts[state] ?? 0)}</dd>
                </div>
              ))}
            </dl>
            {oldestWaiting === undefined ? null : <p>{words.outbox.oldest(instant(oldestWaiting))}</p>}
            <h3>{words.outbox.problems}</h3>
            {rows.length === 0 ? (
              <Nothing>{words.outbox.none}</Nothing>
            ) : (
              <ul className="related">
                {rows.map((line) => (
                  <Failed key={`${line.person} ${line.at} ${line.kind} ${line.state}`} line={line} />
                ))}
              </ul>
            )}
            <p className="quiet">{words.outbox.unsure}</p>
          </>
        )}
      </Answer>
    </Section>
  )
}
