/** The full-screen display: the figures that everybody may see, large, for a room. It needs no session, so none is left open on a wall. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx'
import { answerTo } from '../../ask/queries.ts'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { type Board, type Figure, useAmounts } from './amounts.ts'
import { Tiles } from './DistrictMap.tsx'

const refreshSeconds = 60

/** Columns whose height is set by the script, as numbers stand above them. */
const Columns = ({ figure }: { readonly figure: Figure }) => {
  const { say } = useSpeech()
  const { shown } = useAmounts()
  const months = figure.series?.months ?? []
  const most = Math.max(1, ...months.map(({ amount }) => amount ?? 0))
  return (
    <ol className="columns">
      {months.map(({ month, amount }) => (
        <li key={month}>
          <span className={amount === null ? 'column-value column-hidden' : 'column-value'}>
            {amount === 0 ? '' : shown(figure.unit, amount)}
          </span>
          <span className="column" aria-hidden="true" style={{ blockSize: `${Math.round(((amount ?? 0) / most) * 70)}%` }} />
          <span className="column-name">
            <span className="unseen">{`${say(figure.title)} `}</span>
            {month.slice(5)}
          </span>
        </li>
      ))}
    </ol>
  )
}

const Wall = ({ board }: { readonly board: Board }) => {
  const { say, words, instant } = useSpeech()
  const { shown, unitOf } = useAmounts()
  const named = (id: string) => board.figures.find((one) => one.id === id)
  const placed = named('products-on-shelf') ?? board.figures.find(({ breakdowns }) => breakdowns.some(({ by }) => by === 'region'))
  const flowing = ['authorizations-in-term', 'calls-served', 'revenue-received'].flatMap((id) => named(id) ?? [])
  return (
    <>
      <dl className="wall-heads">
        {board.heads
          .flatMap((id) => named(id) ?? [])
          .map((figure) => (
            <div key={figure.id}>
              <dt>{say(figure.title)}</dt>
              <dd>
                {shown(figure.unit, figure.total)} <small>{figure.total === null ? '' : unitOf(figure.unit, figure.total)}</small>
              </dd>
            </div>
          ))}
      </dl>
      <div className="wall-body">
        {placed === undefined ? null : (
          <section>
            <h2>{`${words.analytics.map} · ${say(placed.title)}`}</h2>
            <Tiles figure={placed} />
          </section>
        )}
        {flowing.map((figure) => (
          <section key={figure.id}>
            <h2>{figure.series === undefined ? say(figure.title) : `${say(figure.title)} · ${say(figure.series.words)}`}</h2>
            <Columns figure={figure} />
          </section>
        ))}
      </div>
      <p className="wall-foot">
        {`${words.analytics.asOf} ${instant(board.asOf)} · ${words.analytics.screen.refresh(refreshSeconds)} · ${words.analytics.hiddenWhy} ${words.analytics.mapNote}`}
      </p>
    </>
  )
}

const useKeys = (actions: Readonly<Record<string, () => void>>) => {
  useEffect(() => {
    const pressed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (!ctrlKey && !metaKey && !altKey) actions[key.toLowerCase()]?.()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [actions])
}

const DisplayPage = () => {
  const { words } = useSpeech()
  const { screen } = words.analytics
  const go = useNavigate()
  const wall = useRef<HTMLDivElement>(null)
  const [isDark, setDark] = useState(true)
  const query = useQuery({ ...answerTo('city', { query: {} }), refetchInterval: refreshSeconds * 1_000, refetchIntervalInBackground: true })
  const leave = () => void go({ to: '/analytics', search: {} })
  const fill = () => void wall.current?.requestFullscreen().catch(() => undefined)
  const turn = () => setDark((before) => !before)
  useKeys({ escape: leave, f: fill, t: turn })
  useEffect(() => {
    document.title = `${screen.title} · ${words.app.name}`
  }, [screen, words])
  return (
    <div ref={wall} className={isDark ? 'wall wall-dark' : 'wall'}>
      <header className="wall-top">
        <h1>{screen.title}</h1>
        <div className="wall-tools">
          <span className="wall-keys">{screen.keys}</span>
          <LanguageSwitch />
          <Button onClick={turn}>{isDark ? screen.light : screen.dark}</Button>
          <Button onClick={fill}>{screen.full}</Button>
          <Button onClick={leave}>{screen.exit}</Button>
        </div>
      </header>
      <main>
        {query.data !== undefined && query.error ? <p role="status">{screen.stale}</p> : null}
        <Answer query={query}>{(board) => <Wall board={board} />}</Answer>
      </main>
    </div>
  )
}

export default DisplayPage
