/** What others changed since the reader last looked, in cases that concern the reader; and what the reader follows. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseRow, ChangeView, HomeView } from '@yunhe/platform/contract'
import { Button, Tag } from 'antd'
import { useSession } from '../../app/session.tsx'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Due, Moment } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

export const homeQuery = answerTo('home')

/** The same happening several times over is told once, with how often. */
const eventsIn = (events: ChangeView['events']) =>
  [...new Set(events.map(({ type }) => type))].map((type) => ({ type, times: events.filter((one) => one.type === type).length }))

const Change = ({ change }: { readonly change: ChangeView }) => {
  const { say, event } = useSpeech()
  const { plural, id, title, procedureWords, stageWords, updatedAt, events } = change
  return (
    <li>
      <div>
        <CaseLink plural={plural} id={id}>
          {title}
        </CaseLink>{' '}
        <Tag>{say(stageWords)}</Tag>
      </div>
      {events.length === 0 ? null : (
        <div>
          {eventsIn(events)
            .map(({ type, times }) => `${event(type)}${times > 1 ? ` ×${times}` : ''}`)
            .join(' · ')}
        </div>
      )}
      <div className="hint">
        {say(procedureWords)} · <Moment at={updatedAt} />
      </div>
    </li>
  )
}

export const Changes = ({ home: { since, changes, areMoreChanges } }: { readonly home: HomeView }) => {
  const { words, instant } = useSpeech()
  const client = useQueryClient()
  const newest = changes[0]?.updatedAt
  const seen = useMutation({
    mutationFn: (at: string) => ask('looked', { body: { at } }),
    onSuccess: () => client.invalidateQueries({ queryKey: homeQuery.queryKey }),
  })
  return (
    <Section title={words.home.changes} note={since === undefined ? undefined : words.home.since(instant(since))}>
      {changes.length === 0 ? <Nothing>{words.home.noChanges}</Nothing> : null}
      <ul className="changes">
        {changes.map((change) => (
          <Change key={`${change.plural}/${change.id}`} change={change} />
        ))}
      </ul>
      {areMoreChanges ? <p className="quiet">{words.home.more}</p> : null}
      {newest === undefined ? null : (
        <p>
          <Button loading={seen.isPending} onClick={() => seen.mutate(newest)}>
            {words.home.seen}
          </Button>
        </p>
      )}
    </Section>
  )
}

const Followed = ({ row: { plural, id, title, procedureWords, stageWords, due, yours } }: { readonly row: CaseRow }) => {
  const { words, say } = useSpeech()
  const { today } = useSession()
  return (
    <li>
      <div>
        <CaseLink plural={plural} id={id}>
          {title}
        </CaseLink>{' '}
        <Tag>{say(stageWords)}</Tag> {yours ? <Tag color="processing">{words.case.yours}</Tag> : null}
      </div>
      <div className="hint">
        {say(procedureWords)} {due === undefined ? null : <Due day={due} today={today} />}
      </div>
    </li>
  )
}

export const Follows = ({ home: { follows, areMoreFollows } }: { readonly home: HomeView }) => {
  const { words } = useSpeech()
  return (
    <Section title={words.home.follows}>
      {follows.length === 0 ? <Nothing>{words.home.noFollows}</Nothing> : null}
      <ul className="changes">
        {follows.map((row) => (
          <Followed key={`${row.plural}/${row.id}`} row={row} />
        ))}
      </ul>
      {areMoreFollows ? <p className="quiet">{words.home.more}</p> : null}
    </Section>
  )
}
