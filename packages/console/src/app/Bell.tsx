/** What one was told and has not read: the bell in the frame, and behind it the list. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { NoticeView } from '@yunhe/platform/contract'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { ask } from '../ask/ask.ts'
import { answerTo } from '../ask/queries.ts'
import { Citation } from '../parts/Citation.tsx'
import { Day } from '../parts/Day.tsx'
import { Nothing } from '../parts/States.tsx'
import { daysFrom } from '../words/format.ts'
import { useSpeech } from '../words/words.tsx'

const noticesQuery = { ...answerTo('notices'), refetchInterval: 30_000 }
const shown = 20

const useSaying = () => {
  const { words } = useSpeech()
  return ({ kind, due, day }: NoticeView) => {
    if (kind === 'turn') return words.notices.turn
    if (kind === 'urge') return words.notices.urge
    if (kind === 'overdue') return words.notices.overdue
    const left = due === undefined ? 0 : daysFrom(day, due)
    return left === 0 ? words.notices.reminderToday : words.notices.reminder(left)
  }
}

interface ToldProps {
  readonly rows: readonly NoticeView[]
  readonly read: (which: { readonly numbers?: number[]; readonly upTo?: number }) => void
  readonly leave: () => void
}

const Told = ({ rows, read, leave }: ToldProps) => {
  const { words, say } = useSpeech()
  const sayingOf = useSaying()
  const newest = rows[0]?.no ?? 0
  if (rows.length === 0) return <Nothing>{words.notices.empty}</Nothing>
  return (
    <div className="notices">
      {rows.every((one) => one.read) ? null : <Button onClick={() => read({ upTo: newest })}>{words.notices.readAll}</Button>}
      <ul>
        {rows.slice(0, shown).map((notice) => (
          <li key={notice.no} className={notice.read ? '' : 'is-new'}>
            <Link
              to="/cases/$plural/$id"
              params={{ plural: notice.plural, id: notice.id }}
              onClick={() => {
                if (!notice.read) read({ numbers: [notice.no] })
                leave()
              }}
            >
              {notice.read ? null : <span className="unseen">{words.notices.isNew} </span>}
              <strong>
                {sayingOf(notice)}
                {words.app.colon}
              </strong>
              {notice.clockWords ? say(notice.clockWords) : say(notice.procedureWords)} · {notice.title}
            </Link>
            <span className="hint">
              <Day day={notice.day} /> {notice.rule === undefined ? null : <Citation rule={notice.rule} />}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Sign = () => (
  <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <path d="M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8Z" />
    <path d="M10 20a2 2 0 0 0 4 0" />
  </svg>
)

export const Bell = () => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery(noticesQuery)
  const read: ToldProps['read'] = async (which) => {
    await ask('readNotices', { body: which }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: noticesQuery.queryKey })
  }
  const unread = data?.unread ?? 0
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      content={<Told rows={data?.rows ?? []} read={(which) => void read(which)} leave={() => setOpen(false)} />}
    >
      <Badge offset={[-8, 6]} count={unread} size="small">
        <Button className="bell" aria-label={words.notices.unread(unread)} aria-expanded={isOpen} icon={<Sign />} />
      </Badge>
    </Popover>
  )
}
