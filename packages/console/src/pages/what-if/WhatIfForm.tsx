/** Which number, what it would have been, and from which day. */
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { ask, type Reply } from '../../ask/ask.ts'
import { fault, type Problem, problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { DayInput } from '../../parts/Days.tsx'
import { Section } from '../../parts/Page.tsx'
import { Answer, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

type Parameters = Reply<'parameters'>

interface FormProps {
  readonly parameters: Parameters
  readonly onStarted: (run: string) => void
}

const Asking = ({ parameters, onStarted }: FormProps) => {
  const { measure, words, say } = useSpeech()
  const [key, setKey] = useState('noticeWorkdays')
  const [value, setValue] = useState('')
  const [from, setFrom] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const chosen = parameters.find((one) => one.key === key)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    setProblem(undefined)
    try {
      onStarted((await ask('whatIfStart', { body: { parameter: key, value, ...(from === '' ? {} : { from }) } })).id)
    } catch (error) {
      setProblem(problemIn(error) ?? fault)
    } finally {
      setSending(false)
    }
  }
  return (
    <form className="act-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor="what-if-parameter">{words.fields.parameter}</label>
      <Select
        id="what-if-parameter"
        showSearch
        optionFilterProp="label"
        value={key}
        onChange={setKey}
        options={parameters.map((one) => ({ value: one.key, label: say(one.words) }))}
      />
      {chosen ? (
        <p className="quiet">
          {words.whatIf.today(measure(chosen.today.value, chosen.unit))} {words.whatIf.bounds(say(chosen.bounds))}
        </p>
      ) : null}
      <label htmlFor="what-if-value">{words.whatIf.value}</label>
      <Input id="what-if-value" required value={value} onChange={({ target }) => setValue(target.value)} />
      <label htmlFor="what-if-from">{words.whatIf.from}</label>
      <DayInput id="what-if-from" value={from} onChange={setFrom} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={isSending} disabled={value.trim() === ''}>
          {words.whatIf.start}
        </Button>
        {value.trim() === '' ? <span className="hint">{words.whatIf.valueWanted}</span> : null}
      </div>
    </form>
  )
}

export const WhatIfForm = ({ onStarted }: { readonly onStarted: (run: string) => void }) => {
  const { words } = useSpeech()
  const query = useQuery(answerTo('parameters'))
  return (
    <Section title={words.whatIf.ask}>
      <Answer query={query}>{(parameters) => <Asking parameters={parameters} onStarted={onStarted} />}</Answer>
    </Section>
  )
}
