/** All cases of one kind that the reader may see: what it shows stands in the address; rows come as they are scrolled to. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { CaseRow, ListColumn, ListView } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useSession } from '../app/session.tsx'
import { answerTo, proceduresQuery } from '../ask/queries.ts'
import { Page } from '../parts/Page.tsx'
import { RowTable } from '../parts/RowTable.tsx'
import { Answer, Nothing } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { caseFields } from './caseFields.tsx'
import { Bulk } from './list/Bulk.tsx'
import { Columns } from './list/Columns.tsx'
import { ExportButtons, ExportState, useExport } from './list/Export.tsx'
import { type Change, Filters } from './list/Filters.tsx'
import { Jump } from './list/Jump.tsx'
import { columnsIn, columnsText, filtersIn, type ListSearch, readSearch } from './list/search.ts'
import { useRows } from './list/useRows.ts'
import { Views, viewsOf } from './list/Views.tsx'

const sortable = ['title', 'due', 'updatedAt'] as const
type Sortable = (typeof sortable)[number]
/** A list of so few is looked through. */
const fewRows = 60
const idOf = ({ id }: CaseRow): string => id
const isSortable = (key: ListColumn): key is Sortable => sortable.some((one) => one === key)

const searchOf = ({ id, search, columns }: ListView): ListSearch => {
  const text = columnsText(columns)
  return { ...readSearch(search), ...(text ? { columns: text } : {}), view: id }
}

const useAddress = () => {
  const search = useSearch({ from: '/shell/cases/$plural' })
  const { plural } = useParams({ from: '/shell/cases/$plural' })
  const navigate = useNavigate()
  const views = useQuery(viewsOf(plural))
  const standard = views.data?.find(({ isDefault }) => isDefault)
  const isPlain = Object.keys(search).length === 0
  const go = useCallback(
    (next: ListSearch, replace = false) =>
      void navigate({ to: '/cases/$plural', params: { plural }, search: next, replace, resetScroll: false }),
    [navigate, plural],
  )
  // An address that says nothing opens with the view that the reader made the default.
  useEffect(() => {
    if (isPlain && standard) go(searchOf(standard), true)
  }, [isPlain, standard, go])
  const turn = useCallback(
    (change: Change) => {
      const next = readSearch({ ...search, ...change })
      go(Object.keys(next).length === 0 && standard ? { view: 'all' } : next)
    },
    [search, standard, go],
  )
  const open = (view: ListView | undefined) => go(view ? searchOf(view) : standard ? { view: 'all' } : {})
  return { plural, search, turn, open, isReady: !isPlain || (!views.isLoading && standard === undefined) }
}

/** What the reader came from: a figure of a dashboard, and which part of it. */
const CountedIn = ({ plural, search }: { readonly plural: string; readonly search: ListSearch }) => {
  const { words, say } = useSpeech()
  const { figure, part, since } = search
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
      <Link to="/cases/$plural" params={{ plural }} search={{ view: 'all' }}>
        {words.analytics.unfilter}
      </Link>
    </p>
  )
}

const useChosen = (plural: string) => {
  const [chosen, setChosen] = useState<ReadonlyMap<string, CaseRow>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind of case, another choice
  useEffect(() => setChosen(new Map()), [plural])
  const choose = useCallback(
    (row: CaseRow, isChosen: boolean) =>
      setChosen((before) => {
        const after = new Map(before)
        if (isChosen) after.set(row.id, row)
        else after.delete(row.id)
        return after
      }),
    [],
  )
  return { chosen, choose, setChosen }
}

const Cases = () => {
  const speech = useSpeech()
  const { words, count, code } = speech
  const { today } = useSession()
  const { plural, search, turn, open, isReady } = useAddress()
  const filters = useMemo(() => filtersIn(search), [search])
  const columns = useMemo(() => columnsIn(search), [search])
  const fields = useMemo(() => caseFields(speech, today), [speech, today])
  const { query, rows } = useRows(plural, filters, search.sort, search.from, isReady)
  const { data: counts } = useQuery({ ...answerTo('counts', { params: { plural }, query: filters as object }), enabled: isReady })
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const exporting = useExport({ plural, filters, sort: search.sort, columns })
  const { chosen, choose, setChosen } = useChosen(plural)
  const [isActing, setActing] = useState(false)
  const mayAct = (procedures.find((one) => one.plural === plural)?.bulk.length ?? 0) > 0
  const sort = search.sort ?? '-updatedAt'
  const sorting = { by: sort.replace('-', '') as ListColumn, isDown: sort.startsWith('-') }
  const onSort = (key: ListColumn) => {
    if (isSortable(key)) turn({ sort: sort === key ? `-${key}` : key, from: undefined })
  }
  const { hasNextPage, isFetching, fetchNextPage } = query
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const total = counts?.total ?? rows.count
  const all = () => Array.from({ length: rows.count }, (_, place) => rows.at(place)).filter((row) => row !== undefined)
  const finish = () => {
    setActing(false)
    setChosen(new Map())
  }
  return (
    <>
      <Filters plural={plural} search={search} filters={filters} turn={turn} />
      <div className="tools list-tools">
        <Views key={plural} plural={plural} search={search} columns={columns} open={open}>
          <Columns columns={columns} choose={(next) => turn({ columns: columnsText(next) })} />
          {total > 0 ? <ExportButtons exporting={exporting} /> : null}
        </Views>
      </div>
      <ExportState exporting={exporting} />
      {chosen.size > 0 && !isActing ? (
        <div className="tools chosen-bar" role="status">
          <strong>{words.lists.bulk.selected(count(chosen.size))}</strong>
          <Button type="primary" onClick={() => setActing(true)}>
            {words.lists.bulk.begin}
          </Button>
          <Button onClick={() => setChosen(new Map())}>{words.lists.bulk.unselect}</Button>
        </div>
      ) : null}
      {isActing ? <Bulk plural={plural} chosen={[...chosen.values()]} close={finish} /> : null}
      <Answer query={query}>
        {() => (
          <>
            <div className="tools list-count">
              <p className="quiet" role="status">
                {search.from
                  ? words.lists.loadedFrom(count(rows.count), count(total))
                  : rows.count < total
                    ? words.lists.loaded(count(rows.count), count(total))
                    : words.lists.total(count(total))}
              </p>
              <Button size="small" type="link" onClick={() => void query.refetch()}>
                {words.lists.refresh}
              </Button>
              {total > fewRows || search.from ? <Jump key={`${plural} ${sort}`} sort={sort} from={search.from} turn={turn} /> : null}
            </div>
            {rows.count === 0 ? (
              <Nothing>
                {search.from ? words.lists.emptyFrom : Object.keys(filters).length > 0 ? words.lists.emptyFiltered : words.list.empty}
              </Nothing>
            ) : (
              <RowTable
                name={nameOf(procedures, plural, speech) ?? code(plural)}
                fields={fields}
                columns={columns}
                count={rows.count}
                rowAt={rows.at}
                rowKey={idOf}
                total={total}
                sortable={sortable}
                sorting={sorting}
                onSort={onSort}
                onNearEnd={onNearEnd}
                choosing={
                  mayAct
                    ? {
                        isChosen: (id) => chosen.has(id),
                        choose,
                        chooseAll: (isChosen) => setChosen(new Map(isChosen ? all().map((row) => [row.id, row]) : [])),
                        areAll: rows.count > 0 && chosen.size >= rows.count,
                        label: ({ title }) => words.lists.bulk.select(title),
                        labelAll: words.lists.bulk.selectAll,
                      }
                    : undefined
                }
              />
            )}
            {query.isFetchingNextPage ? <p className="quiet">{words.lists.loading}</p> : null}
          </>
        )}
      </Answer>
    </>
  )
}

const nameOf = (
  procedures: readonly { readonly plural: string; readonly title: { readonly zh: string; readonly en: string } }[],
  plural: string,
  { say }: Pick<ReturnType<typeof useSpeech>, 'say'>,
) => {
  const found = procedures.find((one) => one.plural === plural)
  return found && say(found.title)
}

const ListPage = () => {
  const { words, say } = useSpeech()
  const { plural } = useParams({ from: '/shell/cases/$plural' })
  const search = useSearch({ from: '/shell/cases/$plural' })
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
      <CountedIn plural={plural} search={search} />
      <Cases />
    </Page>
  )
}

export default ListPage
