/** A source that the zone reads by itself: how it stands, how the last time went, and how to have it otherwise. */
import { useMutation } from '@tanstack/react-query'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { ask } from '../../../ask/ask.ts'
import { fault, problemIn } from '../../../ask/problem.ts'
import type { Mode } from '../../../ask/upload.ts'
import { askZone } from '../../../ask/zone.ts'
import { ProblemNotice } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { nameOf, type Rhythm, rhythms, type Source, type SourcesView, type StandingPull } from './intake.ts'

interface StandingProps {
  readonly item: string
  readonly dataset: string
  readonly seen: SourcesView
  /** From which it is to be pulled; none where no source is set down any more: then it can only be stopped. */
  readonly wanted: Source | undefined
  readonly mode: Mode
  readonly changed: (seen: SourcesView) => void
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)
/** When databases rest. */
const usualHour = 2

const AsItStands = ({ standing }: { readonly standing: StandingPull }) => {
  const { words, code, instant, say } = useSpeech()
  const { intake } = words
  const { mode, every, hour, next, halted, isRunning, last } = standing
  return (
    <ul className="plain" aria-label={intake.standing}>
      <li>{intake.standingNow(nameOf(standing), code(mode), intake.rhythms[every], intake.fullHour(String(hour).padStart(2, '0')))}</li>
      {halted === undefined ? null : <li role="alert">{intake.halts[halted]}</li>}
      {isRunning ? <li>{intake.runningNow}</li> : null}
      {next === undefined || isRunning ? null : <li>{intake.next(instant(next))}</li>}
      {last === undefined || isRunning ? null : (
        <li>
          {intake.lastRun(instant(last.at), intake.ends[last.outcome ?? 'cut'])} {last.reasons.map(say).join(words.app.comma)}
        </li>
      )}
    </ul>
  )
}

export const Standing = ({ item, dataset, seen, wanted, mode, changed }: StandingProps) => {
  const { words } = useSpeech()
  const { intake } = words
  const { standing } = seen
  const [every, setEvery] = useState<Rhythm>(standing?.every ?? 'day')
  const [hour, setHour] = useState(standing?.hour ?? usualHour)
  const asking = useMutation({
    mutationFn: async (wish: object | undefined) => {
      const pass = await ask('ticket', { body: { purpose: 'intake', case: item } })
      return askZone<SourcesView>(pass, wish === undefined ? 'DELETE' : 'POST', `/datasets/${dataset}/standing-pull`, wish)
    },
    onSuccess: changed,
  })
  return (
    <>
      <h3>{intake.standing}</h3>
      <p className="quiet">{intake.standingLead}</p>
      {standing === undefined ? null : <AsItStands standing={standing} />}
      {wanted === undefined ? null : (
        <>
          <div className="question">
            <label htmlFor="every">{intake.every}</label>
            <Select
              id="every"
              value={every}
              onChange={(next: Rhythm) => setEvery(next)}
              options={rhythms.map((value) => ({ value, label: intake.rhythms[value] }))}
            />
          </div>
          <div className="question">
            <label htmlFor="hour">{intake.hour}</label>
            <Select
              id="hour"
              value={hour}
              onChange={(next: number) => setHour(next)}
              options={hours.map((value) => ({ value, label: intake.fullHour(String(value).padStart(2, '0')) }))}
            />
          </div>
        </>
      )}
      <div className="form-foot">
        {wanted === undefined ? null : (
          <Button
            loading={asking.isPending}
            onClick={() => asking.mutate({ source: wanted.source, table: wanted.table, mode, every, hour })}
          >
            {standing === undefined ? intake.set : intake.setAnew}
          </Button>
        )}
        {standing === undefined ? null : (
          <Popconfirm
            title={intake.endSure}
            okText={intake.endStanding}
            cancelText={words.form.cancel}
            onConfirm={() => asking.mutate(undefined)}
          >
            <Button disabled={asking.isPending}>{intake.endStanding}</Button>
          </Popconfirm>
        )}
      </div>
      {asking.error ? <ProblemNotice problem={problemIn(asking.error) ?? fault} /> : null}
    </>
  )
}
