/** What one was told and has not read: the bell in the frame, behind it the latest by day and case, older ones folded, and the way to all of them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { NoticeGroup } from '@yunhe/platform/contract'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { Nothing } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { sorted } from './notices/grouping.ts'
import { NoticeGroups } from './notices/NoticeGroups.tsx'
import { noticesQuery, type Reading, useRead } from './notices/notices.ts'
import { useSession } from './session.tsx'

interface ToldProps {
  readonly groups: readonly NoticeGroup[]
  readonly unread: number
  readonly read: (which: Reading) => void
  readonly leave: () => void
}

const Told = ({ groups, unread, read, leave }: ToldProps) => {
  const { words } = useSpeech()
  const { today } = useSession()
  const { fresh, earlier } = sorted(groups, today)
  const newest = groups[0]?.notices[0]?.no ?? 0
  return (
    <section className="notices" aria-label={words.notices.title}>
      {groups.length === 0 ? <Nothing>{words.notices.empty}</Nothing> : null}
      {unread > 0 ? <Button onClick={() => read({ upTo: newest })}>{words.notices.readAll}</Button> : null}
      <NoticeGroups groups={fresh} heading="h2" read={read} leave={leave} />
      {earlier.length === 0 ? null : (
        <details>
          <summary>{words.notices.earlier(earlier.length)}</summary>
          <NoticeGroups groups={earlier} heading="h2" read={read} leave={leave} />
        </details>
      )}
      <p>
        <Link to="/notices" onClick={leave}>
          {words.notices.all}
        </Link>
      </p>
    </section>
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
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery(noticesQuery)
  const read = useRead()
  const unread = data?.unread ?? 0
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      content={<Told groups={data?.groups ?? []} unread={unread} read={(which) => void read(which)} leave={() => setOpen(false)} />}
    >
      <Badge offset={[-8, 3]} count={unread} size="small">
        <Button className="bell" aria-label={words.notices.unread(unread)} aria-expanded={isOpen} icon={<Sign />} />
      </Badge>
    </Popover>
  )
}
