/** The form of one act: asks what the law asks, sends it, and puts every refusal where it belongs. */
import type { ActView, Performed } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { fault, type Problem, problemIn } from '../ask/problem.ts'
import { useSpeech } from '../words/words.tsx'
import { Citations } from './Citation.tsx'
import { useBeside } from './form/beside.ts'
import { type Complaint, complaintsIn, placeOf } from './form/complaints.ts'
import { FormProvider } from './form/context.ts'
import { type Draft, missingIn, sendable, startOf, withValue } from './form/draft.ts'
import { Questions } from './form/Questions.tsx'
import { Summary } from './form/Summary.tsx'
import { shapeOf } from './form/shape.ts'
import { ProblemNotice } from './States.tsx'
import { useWhyPlace } from './why/Why.tsx'

export interface ActFormProps {
  readonly act: ActView
  readonly perform: (body: Record<string, unknown>) => Promise<Performed>
  readonly onDone: (performed: Performed, act: ActView) => void
  readonly onCancel?: () => void
  /** On a page of its own the form is the first thing below the title. */
  readonly heading?: 'h2' | 'h3'
  /** Answers that the page knows already. */
  readonly prefill?: Readonly<Record<string, unknown>> | undefined
}

/** Refusals and places belong to the form; anything else is said above it. */
const isOfForm = ({ status }: Problem) => status === 422 || status === 400

export const ActForm = ({ act, perform, onDone, onCancel, prefill, heading: Heading = 'h3' }: ActFormProps) => {
  const { say, words, field } = useSpeech()
  const prefix = useId()
  const shape = useMemo(() => shapeOf(act.asks), [act.asks])
  const [draft, setDraft] = useState<Draft>(() => ({ ...(startOf(shape) as object), ...prefill }))
  const beside = useBeside(act.name, draft)
  const [complaints, setComplaints] = useState<readonly Complaint[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Record<string, unknown>>()
  const place = useWhyPlace()
  const why =
    refused && place
      ? { question: { kind: 'act' as const, act: act.name, case: place.id ?? '', asked: refused }, about: say(act.title) }
      : undefined
  const of = act.name.split('.')[0] ?? ''
  const missing = (): readonly Complaint[] =>
    missingIn(shape, draft).map((path) => ({
      place: placeOf(path),
      text: words.form.missing(field(String(path.findLast((part) => typeof part === 'string') ?? ''), of)),
      rule: undefined,
    }))

  const refuse = (found: Problem, asked: Record<string, unknown>) => {
    setRefused(found.status === 422 ? asked : undefined)
    const inForm = isOfForm(found) ? complaintsIn(found, say) : []
    setComplaints(inForm)
    setProblem(inForm.length > 0 ? undefined : found)
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const unanswered = missing()
    setRefused(undefined)
    if (unanswered.length > 0) return setComplaints(unanswered)
    const asked = sendable(draft) as Record<string, unknown>
    setSending(true)
    try {
      onDone(await perform(asked), act)
    } catch (error) {
      refuse(problemIn(error) ?? fault, asked)
    } finally {
      setSending(false)
    }
  }
  return (
    <form className="act-form" onSubmit={(event) => void send(event)} noValidate aria-label={say(act.title)}>
      <Heading>
        {say(act.title)} <Citations rules={act.rules} />
      </Heading>
      <Summary complaints={complaints} prefix={prefix} why={why} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <FormProvider
        value={{ of, prefix, complaints, beside, change: (path, value) => setDraft((before: Draft) => withValue(before, path, value)) }}
      >
        {shape.kind === 'group' ? <Questions questions={shape.questions} draft={draft} /> : null}
      </FormProvider>
      {shape.kind === 'group' && shape.questions.length === 0 ? <p>{words.form.nothingAsked}</p> : null}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say(act.title)}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{words.form.cancel}</Button> : null}
      </div>
    </form>
  )
}
