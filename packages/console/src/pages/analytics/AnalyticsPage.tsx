/** The operation dashboards of the reader's roles, and the one of the city (article 24). */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { answerTo, pageOf } from '../../ask/queries.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import type { Board, Figure } from './amounts.ts'
import { useAmounts } from './amounts.ts'
import { DistrictMap } from './DistrictMap.tsx'
import { FigureCard } from './FigureCard.tsx'
import { ToCases } from './ToCases.tsx'

const periods = [6, 12, 24] as const
const everyMinute = 60_000

const Heads = ({ figures }: { readonly figures: readonly Figure[] }) => {
  const { say } = useSpeech()
  const { unitOf } = useAmounts()
  return (
    <dl className="figure-heads">
      {figures.map((figure) => (
        <div key={figure.id}>
          <dt>{say(figure.title)}</dt>
          <dd>
            <ToCases figure={figure} amount={figure.total} name={say(figure.title)} />{' '}
            <span className="quiet">{unitOf(figure.unit, figure.total)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const figuresOf = ({ figures }: Board, ids: readonly string[]) => ids.flatMap((id) => figures.find((one) => one.id === id) ?? [])

const Shown = ({ board, view }: { readonly board: Board; readonly view: 'chart' | 'table' }) => {
  const { say, words, instant } = useSpeech()
  const { analytics } = words
  const moment = instant(board.asOf)
  if (board.figures.length === 0) return <Nothing>{analytics.none}</Nothing>
  return (
    <>
      <p className="quiet">{board.isProtected ? analytics.cityLead(moment) : analytics.lead(moment)}</p>
      {board.figures.some(({ isProtected }) => isProtected) ? <p className="quiet">{analytics.hiddenWhy}</p> : null}
      <Section title={say(board.title)}>
        <Heads figures={figuresOf(board, board.heads)} />
      </Section>
      <Section title={analytics.map}>
        <DistrictMap figures={board.figures} />
      </Section>
      {board.sections.map(({ title, figures }) => (
        <Section key={title.en} title={say(title)}>
          <div className="figure-cards">
            {figuresOf(board, figures).map((figure) => (
              <FigureCard key={figure.id} figure={figure} view={view} />
            ))}
          </div>
        </Section>
      ))}
    </>
  )
}

const useChosen = () => {
  const { board, months = 12, view = 'chart' } = useSearch({ from: '/shell/analytics' })
  const go = useNavigate()
  const { data = [] } = useQuery(answerTo('dashboards'))
  const name = data.find((one) => one.name === board)?.name ?? data[0]?.name ?? 'city'
  const turn = (change: { readonly board?: string; readonly months?: number; readonly view?: 'chart' | 'table' }) =>
    void go({ to: '/analytics', search: { board: name, months, view, ...change } })
  return { boards: data, name, months, view, turn }
}

const AnalyticsPage = () => {
  const { say, words } = useSpeech()
  const { analytics } = words
  const { boards, name, months, view, turn } = useChosen()
  const query = useQuery({ ...pageOf('dashboard', { params: { name }, query: { months } }), refetchInterval: everyMinute })
  return (
    <Page
      title={analytics.title}
      actions={
        <>
          <Link to="/analytics/figures">{analytics.table}</Link> <Link to="/display">{analytics.display}</Link>
        </>
      }
    >
      <div className="tools">
        <Select
          aria-label={analytics.boards}
          className="filter"
          value={name}
          onChange={(next: string) => turn({ board: next })}
          options={boards.map((one) => ({ value: one.name, label: say(one.title) }))}
        />
        <Select
          aria-label={analytics.period}
          className="filter"
          value={months}
          onChange={(next: number) => turn({ months: next })}
          options={periods.map((count) => ({ value: count, label: analytics.lastMonths(count) }))}
        />
        <Segmented<'chart' | 'table'>
          aria-label={analytics.view}
          value={view}
          onChange={(next) => turn({ view: next })}
          options={(['chart', 'table'] as const).map((one) => ({ value: one, label: analytics.views[one] }))}
        />
      </div>
      <Answer query={query}>{(board) => <Shown board={board} view={view} />}</Answer>
    </Page>
  )
}

export default AnalyticsPage
