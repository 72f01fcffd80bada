/** All cases of one kind that the reader may see, with stage, text and pages in the address. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Input, Pagination, Select } from 'antd'
import { useSession } from '../app/session.tsx'
import { answerTo, pageOf, proceduresQuery } from '../ask/queries.ts'
import { DataTable } from '../parts/DataTable.tsx'
import { Page } from '../parts/Page.tsx'
import { Answer } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { caseFields } from './caseFields.tsx'

const pageSize = 20

const useFilters = () => {
  const { page = 1, stage, q, figure, part, since } = useSearch({ from: '/shell/cases/$plural' })
  const counted = { ...(figure ? { figure } : {}), ...(part ? { part } : {}), ...(since ? { since } : {}) }
  const { plural } = useParams({ from: '/shell/cases/$plural' })
  const go = useNavigate()
  const turn = (change: { readonly page?: number; readonly stage?: string | undefined; readonly q?: string | undefined }) => {
    const next = { ...(stage ? { stage } : {}), ...(q ? { q } : {}), ...change }
    const search = {
      ...(next.page && next.page > 1 ? { page: next.page } : {}),
      ...(next.stage ? { stage: next.stage } : {}),
      ...(next.q ? { q: next.q } : {}),
      ...counted,
    }
    void go({ to: '/cases/$plural', params: { plural }, search })
  }
  return { plural, page, stage, q, counted, turn }
}

const Tools = () => {
  const { words, say } = useSpeech()
  const { plural, stage, q, turn } = useFilters()
  const { data = [] } = useQuery(proceduresQuery)
  const stages = data.find((one) => one.plural === plural)?.stages ?? []
  return (
    <>
      <Select
        aria-label={words.list.stage}
        placeholder={words.list.stage}
        allowClear
        className="filter"
        {...(stage ? { value: stage } : {})}
        onChange={(value: string | undefined) => turn({ stage: value })}
        options={stages.filter((one) => one.stage !== 'none').map((one) => ({ value: one.stage, label: say(one.words) }))}
      />
      <Input.Search
        aria-label={words.list.search}
        placeholder={words.list.search}
        allowClear
        className="filter"
        defaultValue={q ?? ''}
        key={plural}
        onSearch={(text) => turn({ q: text })}
      />
    </>
  )
}

/** What the reader came from: a figure of a dashboard, and which part of it. */
const CountedIn = () => {
  const { words, say } = useSpeech()
  const { plural, counted } = useFilters()
  const { figure, part, since } = counted
  const { data: figures = [] } = useQuery({ ...answerTo('figureTable'), enabled: figure !== undefined })
  const { data: procedures = [] } = useQuery(proceduresQuery)
  if (figure === undefined) return null
  const [by = '', key = ''] = part?.split(':') ?? []
  const title = figures.find(({ id }) => id === figure)?.title
  const stage = procedures.find((one) => one.plural === plural)?.stages.find((one) => one.stage === key)
  const regions: Readonly<Record<string, string>> = words.analytics.regions
  const named = by === 'stage' && stage ? say(stage.words) : by === 'region' ? (regions[key] ?? key) : key
  const what = [title ? say(title) : figure, named, since ? words.analytics.since(since) : ''].filter((one) => one !== '').join(' · ')
  return (
    <p className="counted-in">
      {words.analytics.filtered(what)}{' '}
      <Link to="/cases/$plural" params={{ plural }}>
        {words.analytics.unfilter}
      </Link>
    </p>
  )
}

const Cases = () => {
  const speech = useSpeech()
  const { words } = speech
  const { today } = useSession()
  const { plural, page, stage, q, counted, turn } = useFilters()
  const query = useQuery(
    pageOf('cases', { params: { plural }, query: { page, pageSize, ...(stage ? { stage } : {}), ...(q ? { q } : {}), ...counted } }),
  )
  return (
    <Answer query={query}>
      {({ rows, total, isMore }) => (
        <>
          <DataTable
            name={plural}
            fields={caseFields(speech, today)}
            columns={['title', 'stage', 'organization', 'due', 'yours', 'updatedAt']}
            rows={rows}
            rowKey={({ id }) => id}
            empty={words.list.empty}
            tools={<Tools />}
          />
          {total > pageSize ? (
            <nav aria-label={words.list.pages}>
              <Pagination
                current={page}
                pageSize={pageSize}
                total={total}
                showSizeChanger={false}
                onChange={(next) => turn({ page: next })}
              />
            </nav>
          ) : null}
          {total > 0 ? <p className="quiet">{words.list.total(total, isMore)}</p> : null}
        </>
      )}
    </Answer>
  )
}

const ListPage = () => {
  const { words, say } = useSpeech()
  const { plural } = useParams({ from: '/shell/cases/$plural' })
  const { data = [] } = useQuery(proceduresQuery)
  const procedure = data.find((one) => one.plural === plural)
  const mayOpen = procedure?.opening.some(({ open }) => open) ?? false
  return (
    <Page
      key={plural}
      title={procedure ? say(procedure.title) : ''}
      actions={
        mayOpen ? (
          <Link className="button-link" to="/cases/$plural/new" params={{ plural }}>
            {words.list.open}
          </Link>
        ) : procedure && procedure.openedByOthers.length > 0 ? (
          <Link to="/cases/$plural/new" params={{ plural }}>
            {words.list.whoOpens}
          </Link>
        ) : undefined
      }
    >
      <CountedIn />
      <Cases />
    </Page>
  )
}

export default ListPage
