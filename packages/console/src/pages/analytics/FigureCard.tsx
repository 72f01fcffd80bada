/** One figure: its total, its parts as bars with their numbers, its months, what it means and when it is as of. */
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { csvOf, download } from '../../parts/csv.ts'
import { Moment } from '../../parts/Day.tsx'
import { Loading } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { type Breakdown, type Figure, useAmounts, written } from './amounts.ts'
import { ToCases } from './ToCases.tsx'

const Chart = lazy(() => import('../../parts/Chart.tsx'))
const blue = '#0b5cad'

interface FigureCardProps {
  readonly figure: Figure
  readonly view: 'chart' | 'table'
}

/** Bars beside their numbers: chart and table in one. */
const Parts = ({ figure, breakdown, isDrawn }: { readonly figure: Figure; readonly breakdown: Breakdown; readonly isDrawn: boolean }) => {
  const { say, words } = useSpeech()
  const parts = breakdown.parts.filter(({ amount }) => amount !== 0)
  if (parts.length === 0) return null
  const most = Math.max(1, ...parts.map(({ amount }) => amount ?? 0))
  const name = `${say(figure.title)} ${say(breakdown.words)}`
  return (
    <table className="parts">
      <caption>{say(breakdown.words)}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{words.analytics.part}</th>
          <th scope="col">{words.analytics.amount}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.key}>
            <th scope="row">
              {say(part.words)}
              {isDrawn ? <progress aria-hidden="true" className="part-bar" max={most} value={part.amount ?? 0} /> : null}
            </th>
            <td>
              <ToCases figure={figure} amount={part.amount} part={`${breakdown.by}:${part.key}`} name={`${name} ${say(part.words)}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const MonthTable = ({ figure, isSeen }: { readonly figure: Figure; readonly isSeen: boolean }) => {
  const { say, words } = useSpeech()
  const { shown } = useAmounts()
  const { series } = figure
  if (series === undefined) return null
  return (
    <table className={isSeen ? 'parts' : 'unseen'}>
      <caption>{say(series.words)}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{words.analytics.month}</th>
          <th scope="col">{words.analytics.amount}</th>
        </tr>
      </thead>
      <tbody>
        {series.months.map(({ month, amount }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td>
              {isSeen ? (
                <ToCases figure={figure} amount={amount} part={`month:${month}`} name={`${say(figure.title)} ${month}`} />
              ) : (
                shown(figure.unit, amount)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Money is drawn in yuan. */
const drawn = (unit: string, amount: number | null): number => (amount ?? 0) / (unit === 'fen' ? 100 : 1)

const Months = ({ figure, view }: FigureCardProps) => {
  const { say, words } = useSpeech()
  const { series, unit } = figure
  if (series === undefined) return null
  const isEmpty = series.months.every(({ amount }) => amount === 0)
  if (isEmpty) return <p className="quiet">{`${say(series.words)}${words.app.colon}${words.analytics.nothing}`}</p>
  return (
    <>
      {view === 'chart' ? (
        <Suspense fallback={<Loading />}>
          <p className="parts-name">{say(series.words)}</p>
          <Chart
            name={`${say(figure.title)} ${say(series.words)}`}
            categories={series.months.map(({ month }) => month)}
            series={[{ name: say(series.words), colour: blue, values: series.months.map(({ amount }) => drawn(unit, amount)) }]}
          />
        </Suspense>
      ) : null}
      <MonthTable figure={figure} isSeen={view === 'table'} />
    </>
  )
}

const useSave = ({ id, title, unit, total, breakdowns, series }: Figure) => {
  const { say, words } = useSpeech()
  const { hidden, part, amount, month } = words.analytics
  return () =>
    download(
      `${id}.csv`,
      csvOf([
        [say(title), part, amount],
        ['', '', written(unit, total, hidden)],
        ...(series?.months ?? []).map((one) => [month, one.month, written(unit, one.amount, hidden)]),
        ...breakdowns.flatMap((one) => one.parts.map((each) => [say(one.words), say(each.words), written(unit, each.amount, hidden)])),
      ]),
      'text/csv',
    )
}

export const FigureCard = ({ figure, view }: FigureCardProps) => {
  const { say, words } = useSpeech()
  const { unitOf } = useAmounts()
  const save = useSave(figure)
  const title = say(figure.title)
  const { analytics } = words
  return (
    <article className="figure-card" id={`figure-${figure.id}`} aria-label={title}>
      <h3>{title}</h3>
      <p className="figure-total">
        <ToCases figure={figure} amount={figure.total} name={title} /> <span className="quiet">{unitOf(figure.unit, figure.total)}</span>
      </p>
      {figure.isProtected ? <p className="quiet">{analytics.guarded}</p> : null}
      {figure.breakdowns.map((breakdown) => (
        <Parts key={breakdown.by} figure={figure} breakdown={breakdown} isDrawn={view === 'chart'} />
      ))}
      <Months figure={figure} view={view} />
      <details>
        <summary>{analytics.definition}</summary>
        <p>{say(figure.definition)}</p>
        <p className="quiet">
          {`${analytics.measure}${words.app.colon}${say(figure.measureWords)}`}
          <br />
          {`${analytics.source}${words.app.colon}${say(figure.source)}`}
          <br />
          {analytics.article(figure.article)}
        </p>
      </details>
      <div className="figure-foot">
        <span className="quiet">
          {analytics.asOf} {figure.asOf === undefined ? analytics.notHeard : <Moment at={figure.asOf} />}
        </span>
        <Button size="small" onClick={save} aria-label={`${analytics.save} — ${title}`}>
          {analytics.save}
        </Button>
      </div>
    </article>
  )
}
