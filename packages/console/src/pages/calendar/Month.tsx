/** A month of clocks: a grid one moves about in by keys, and below it what runs out on the chosen day. */
import type { ClockView } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ClockItem, keyOf } from './ClockItem.tsx'
import { dayByKey, monthOf, monthsLater, weeksOf } from './month.ts'

interface MonthProps {
  readonly clocks: readonly ClockView[]
  readonly chosen: string
  readonly choose: (day: string) => void
}

const shownPerDay = 3

interface CellProps {
  readonly day: string
  readonly month: string
  readonly clocks: readonly ClockView[]
  readonly isChosen: boolean
  readonly choose: (day: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const Cell = ({ day, month, clocks, isChosen, choose, onKeyDown }: CellProps) => {
  const { words, say, day: dayWords } = useSpeech()
  const { today } = useSession()
  const rest = clocks.length - shownPerDay
  const look = ['day', day === today && 'is-today', monthOf(day) !== month && 'is-outside', isChosen && 'is-chosen']
    .filter(Boolean)
    .join(' ')
  return (
    <td>
      <button
        type="button"
        className={look}
        data-day={day}
        // One stop for the Tab key: from there the arrows lead on.
        tabIndex={isChosen ? 0 : -1}
        aria-pressed={isChosen}
        {...(day === today ? { 'aria-current': 'date' as const } : {})}
        onClick={() => choose(day)}
        onKeyDown={onKeyDown}
      >
        <span className="unseen">{words.calendar.dayOf(dayWords(day), clocks.length)}</span>
        <span aria-hidden="true">
          <span className="day-number">{Number(day.slice(8))}</span>
          {clocks.length === 0 ? null : <span className="day-count">{clocks.length}</span>}
          {clocks.slice(0, shownPerDay).map((clock) => (
            <span key={keyOf(clock)} className={`day-clock kind-${clock.kind}`} title={say(clock.words)}>
              {say(clock.words)}
            </span>
          ))}
          {rest > 0 ? <span className="day-clock">{words.calendar.more(rest)}</span> : null}
        </span>
      </button>
    </td>
  )
}

const byDue = (clocks: readonly ClockView[]): ReadonlyMap<string, readonly ClockView[]> => {
  const found = new Map<string, readonly ClockView[]>()
  for (const clock of clocks) if (clock.due !== undefined) found.set(clock.due, [...(found.get(clock.due) ?? []), clock])
  return found
}

export const Month = ({ clocks, chosen, choose }: MonthProps) => {
  const { words, day: dayWords } = useSpeech()
  const { today } = useSession()
  const [isMoving, setMoving] = useState(false)
  const grid = useRef<HTMLTableElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const month = monthOf(chosen)
  const byDay = byDue(clocks)
  const ofDay = byDay.get(chosen) ?? []
  useEffect(() => {
    if (isMoving) grid.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus()
  }, [chosen, isMoving])
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      list.current?.focus()
      return
    }
    const to = dayByKey(chosen, event.key)
    if (to === undefined) return
    event.preventDefault()
    setMoving(true)
    choose(to)
  }
  const [year = 0, number = 1] = month.split('-').map(Number)
  return (
    <>
      <div className="tools">
        <Button onClick={() => choose(monthsLater(chosen, -1))} aria-label={words.calendar.previous}>
          ‹
        </Button>
        <strong className="month-name" aria-live="polite">
          {words.calendar.monthName(year, number)}
        </strong>
        <Button onClick={() => choose(monthsLater(chosen, 1))} aria-label={words.calendar.next}>
          ›
        </Button>
        <Button onClick={() => choose(today)}>{words.calendar.today}</Button>
      </div>
      <p className="hint" id="calendar-keys">
        {words.calendar.keys}
      </p>
      <table ref={grid} className="month" aria-label={words.calendar.monthName(year, number)} aria-describedby="calendar-keys">
        <thead>
          <tr>
            {words.calendar.weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Cell
                  key={day}
                  day={day}
                  month={month}
                  clocks={byDay.get(day) ?? []}
                  isChosen={day === chosen}
                  choose={choose}
                  onKeyDown={move}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div ref={list} tabIndex={-1}>
        <Section title={words.calendar.dayOf(dayWords(chosen), ofDay.length)}>
          {ofDay.length === 0 ? (
            <Nothing>{words.calendar.emptyDay}</Nothing>
          ) : (
            <ul className="clocks">
              {ofDay.map((clock) => (
                <ClockItem key={keyOf(clock)} clock={clock} />
              ))}
            </ul>
          )}
        </Section>
      </div>
    </>
  )
}
