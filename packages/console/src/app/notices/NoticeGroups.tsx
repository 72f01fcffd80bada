/** Notices by day and case: each case once a day, with all that was told of it, and one way to have read it. */
import type { NoticeGroup } from '@yunhe/platform/contract'
import { Button, Tag } from 'antd'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { Day } from '../../parts/Day.tsx'
import { useSpeech } from '../../words/words.tsx'
import { byDay, numbersIn, type Telling, tellingsIn } from './grouping.ts'
import { type Reading, useSaying } from './notices.ts'

interface TellingProps {
  readonly read: (which: Reading) => void
  /** Where the list covers something, it goes as one follows a link. */
  readonly leave?: () => void
}

const Said = ({ telling: { notice, times, isNew } }: { readonly telling: Telling }) => {
  const { words, say, day } = useSpeech()
  const sayingOf = useSaying()
  const { clockWords, due, rule } = notice
  return (
    <li>
      {isNew ? <span className="unseen">{words.notices.isNew} </span> : null}
      <strong>{sayingOf(notice)}</strong>
      {times > 1 ? words.notices.times(times) : null}
      {clockWords ? `${words.app.colon}${say(clockWords)}` : null}
      {due === undefined ? null : <span className="hint"> {words.notices.dueOn(day(due))}</span>}{' '}
      {rule === undefined ? null : <Citation rule={rule} />}
    </li>
  )
}

const Group = ({ group, read, leave }: TellingProps & { readonly group: NoticeGroup }) => {
  const { words, say } = useSpeech()
  const { plural, id, title, procedureWords, unread } = group
  const name = title || id
  const done = () => read({ numbers: numbersIn(group) })
  return (
    <li className={unread > 0 ? 'notice-group is-new' : 'notice-group'}>
      <div className="notice-head">
        <CaseLink
          plural={plural}
          id={id}
          onFollow={() => {
            if (unread > 0) done()
            leave?.()
          }}
        >
          {name}
        </CaseLink>
        {unread > 1 ? <Tag color="processing">{words.notices.unreadHere(unread)}</Tag> : null}
      </div>
      <span className="hint">{say(procedureWords)}</span>
      <ul>
        {tellingsIn(group).map((telling) => (
          <Said key={telling.notice.no} telling={telling} />
        ))}
      </ul>
      {unread > 0 ? (
        <Button size="small" type="link" className="notice-read" aria-label={words.notices.readOf(name)} onClick={done}>
          {words.notices.readGroup}
        </Button>
      ) : null}
    </li>
  )
}

/** @param heading the rank of a day among the headings around it */
export const NoticeGroups = ({
  groups,
  heading: Head,
  ...telling
}: TellingProps & { readonly groups: readonly NoticeGroup[]; readonly heading: 'h2' | 'h3' }) =>
  byDay(groups).map(({ day, groups: told }) => (
    <section key={day} className="notice-day">
      <Head>
        <Day day={day} />
      </Head>
      <ul>
        {told.map((group) => (
          <Group key={`${group.plural}/${group.id}`} group={group} {...telling} />
        ))}
      </ul>
    </section>
  ))
