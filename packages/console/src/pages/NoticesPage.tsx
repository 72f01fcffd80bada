/** All that one was told, by day and case, with a filter and pages in the address. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { NoticeView } from '@yunhe/platform/contract'
import { Button, Checkbox, Pagination, Select } from 'antd'
import { NoticeGroups } from '../app/notices/NoticeGroups.tsx'
import { noticesQuery, useRead } from '../app/notices/notices.ts'
import { pageOf } from '../ask/queries.ts'
import { Page, Section } from '../parts/Page.tsx'
import { Answer, Nothing } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'

const pageSize = 20

const NoticesPage = () => {
  const { words } = useSpeech()
  const wanted = useSearch({ from: '/shell/notices' })
  const { page = 1, kind, unread } = wanted
  const go = useNavigate()
  const turn = (search: typeof wanted) => void go({ to: '/notices', search })
  const narrowed = { ...(kind ? { kind } : {}), ...(unread ? { unread } : {}) }
  const query = useQuery(pageOf('notices', { query: { page, pageSize, ...narrowed } }))
  const latest = useQuery(noticesQuery).data
  const read = useRead()
  const newest = latest?.groups[0]?.notices[0]?.no ?? 0
  return (
    <Page
      title={words.notices.title}
      lead={words.notices.lead}
      actions={(latest?.unread ?? 0) > 0 ? <Button onClick={() => void read({ upTo: newest })}>{words.notices.readAll}</Button> : undefined}
    >
      <div className="tools">
        <Select
          aria-label={words.notices.kind}
          placeholder={words.notices.kind}
          allowClear
          className="filter"
          {...(kind ? { value: kind } : {})}
          onChange={(value: NoticeView['kind'] | undefined) => turn({ ...(value ? { kind: value } : {}), ...(unread ? { unread } : {}) })}
          options={Object.entries(words.notices.kinds).map(([value, label]) => ({ value: value as NoticeView['kind'], label }))}
        />
        <Checkbox
          checked={unread === 'yes'}
          onChange={({ target }) => turn({ ...(kind ? { kind } : {}), ...(target.checked ? { unread: 'yes' } : {}) })}
        >
          {words.notices.onlyUnread}
        </Checkbox>
      </div>
      <Answer query={query}>
        {({ groups, total }) => (
          <Section title={words.notices.count(total)}>
            {total === 0 ? <Nothing>{kind || unread ? words.notices.emptyFiltered : words.notices.empty}</Nothing> : null}
            <NoticeGroups groups={groups} heading="h3" read={(which) => void read(which)} />
            {total > pageSize ? (
              <nav aria-label={words.list.pages}>
                <Pagination
                  current={page}
                  pageSize={pageSize}
                  total={total}
                  showSizeChanger={false}
                  onChange={(next) => turn({ ...narrowed, ...(next > 1 ? { page: next } : {}) })}
                />
              </nav>
            ) : null}
          </Section>
        )}
      </Answer>
    </Page>
  )
}

export default NoticesPage
