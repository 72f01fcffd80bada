/** The form of one act: begins with what was kept of it, asks what the law asks, sends it, and puts every refusal where it belongs. */
import { useQuery } from '@tanstack/react-query'
import type { ActView, Performed } from '@yunhe/platform/contract'
import { Alert, Button } from 'antd'
import { type FormEvent, useCallback, useId, useMemo, useRef, useState } from 'react'
import { fault, type Problem, problemIn } from '../ask/problem.ts'
import { answerTo } from '../ask/queries.ts'
import { useSpeech } from '../words/words.tsx'
import { Citations } from './Citation.tsx'
import { useBeside } from './form/beside.ts'
import { type Complaint, complaintsIn, placeOf } from './form/complaints.ts'
import { FormProvider } from './form/context.ts'
import { DraftNotice } from './form/DraftNotice.tsx'
import { type Draft, missingIn, sendable, startOf, withValue } from './form/draft.ts'
import { type FormPlace, type Keeping, useKeeping } from './form/keeping.ts'
import { placesIn, settled } from './form/places.ts'
import { Questions } from './form/Questions.tsx'
import { Summary } from './form/Summary.tsx'
import { type Shape, shapeOf } from './form/shape.ts'
import { useTellForm } from './openForm.ts'
import { Loading, ProblemNotice } from './States.tsx'
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

interface Kept {
  readonly answers: Readonly<Record<string, unknown>>
  readonly savedAt: string
}

/** Only what the form still asks: it may have changed since. */
const stillAsked = (shape: Shape, answers: Kept['answers']) =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => shape.kind === 'group' && shape.questions.some((one) => one.name === name)))

export const ActForm = (props: ActFormProps) => {
  useTellForm(props.act.name)
  const page = useWhyPlace()
  const place = page && { act: props.act.name, case: page.id ?? '' }
  const query = useQuery({
    ...answerTo('draft', { params: { act: props.act.name }, query: { case: page?.id ?? '' } }),
    enabled: place !== undefined,
    // Asked once as the form opens; what is typed afterwards is newer.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return query.isLoading ? <Loading /> : <OpenForm {...props} place={place} kept={query.data?.draft} />
}

interface OpenFormProps extends ActFormProps {
  readonly place: FormPlace | undefined
  readonly kept: Kept | undefined
}

const OpenForm = ({ act, perform, onDone, onCancel, prefill, heading: Heading = 'h3', place, kept }: OpenFormProps) => {
  const { say, words, field } = useSpeech()
  const prefix = useId()
  const shape = useMemo(() => shapeOf(act.asks), [act.asks])
  const fresh = { ...(startOf(shape) as object), ...prefill }
  const found = kept && { ...fresh, ...stillAsked(shape, kept.answers) }
  // A page that leads here with answers of its own means these; on a case the draft was begun with the same ones.
  const isTaken = place?.case !== '' || prefill === undefined
  const [draft, setDraft] = useState<Draft>((isTaken && found) || fresh)
  const [notice, setNotice] = useState<'restored' | 'there' | undefined>(found && (isTaken ? 'restored' : 'there'))
  const keeping = useKeeping(place)
  const beside = useBeside(act.name, draft)
  const [complaints, setComplaints] = useState<readonly Complaint[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Record<string, unknown>>()
  const why =
    refused && place
      ? { question: { kind: 'act' as const, act: act.name, case: place.case, asked: refused }, about: say(act.title) }
      : undefined
  const of = act.name.split('.')[0] ?? ''
  const missing = (): readonly Complaint[] =>
    missingIn(shape, draft).map((path) => ({
      place: placeOf(path),
      text: words.form.missing(field(String(path.findLast((part) => typeof part === 'string') ?? ''), of)),
      rule: undefined,
    }))
  const underWay = useRef(new Set<string>())
  const { stillSending } = words.files
  const hold = useCallback(
    (at: string, isUnderWay: boolean) => {
      if (isUnderWay) underWay.current.add(at)
      else if (underWay.current.delete(at))
        setComplaints((all) => all.filter(({ place: marked, text }) => marked !== at || text !== stillSending))
    },
    [stillSending],
  )
  const waitedFor = (): readonly Complaint[] => [...underWay.current].map((at) => ({ place: at, text: stillSending, rule: undefined }))
  const waits = (within: string): boolean => {
    const found = waitedFor().filter(({ place: at = '' }) => at === within || at.startsWith(`${within}.`))
    const isTold = (all: readonly Complaint[], { place: at }: Complaint) => all.some((one) => one.place === at && one.text === stillSending)
    setComplaints((all) => [...all, ...found.filter((one) => !isTold(all, one))])
    return found.length > 0
  }
  const show = (all: readonly Complaint[]) => setComplaints(settled(all, placesIn(shape, draft), words.wrongs))
  /** Two answers may come in one turn. */
  const latest = useRef(draft)
  const answer = (answers: Draft) => {
    latest.current = answers
    setDraft(answers)
  }
  const begin = (answers: Draft) => {
    answer(answers)
    setComplaints([])
    setNotice(undefined)
  }
  const change = (path: Parameters<typeof withValue>[1], value: Draft) => {
    answer(withValue(latest.current, path, value))
    keeping.keep(latest.current)
  }
  const refuse = (found: Problem, asked: Record<string, unknown>) => {
    setRefused(found.status === 422 ? asked : undefined)
    const inForm = isOfForm(found) ? complaintsIn(found, say, words.wrongs) : []
    show(inForm)
    setProblem(inForm.length > 0 ? undefined : found)
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const unanswered = [...missing(), ...waitedFor()]
    setRefused(undefined)
    if (unanswered.length > 0) return show(unanswered)
    const asked = sendable(draft) as Record<string, unknown>
    setSending(true)
    try {
      await keeping.rest()
      onDone(await perform(asked), act)
    } catch (error) {
      keeping.keep(draft)
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
      {notice && kept && found ? (
        <DraftNotice
          at={kept.savedAt}
          restore={notice === 'there' ? () => begin(found) : undefined}
          discard={() => {
            begin(fresh)
            void keeping.wipe()
          }}
        />
      ) : null}
      <Summary complaints={complaints} prefix={prefix} why={why} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <FormProvider
        value={{ of, prefix, complaints, beside, change, answers: draft, hold, waits, place: `${act.name} ${place?.case ?? ''}` }}
      >
        {shape.kind === 'group' ? <Questions questions={shape.questions} draft={draft} /> : null}
      </FormProvider>
      {shape.kind === 'group' && shape.questions.length === 0 ? <p>{words.form.nothingAsked}</p> : null}
      {act.final ? (
        <div id={`${prefix}final`}>
          <Alert type="warning" showIcon title={say(act.final)} />
        </div>
      ) : null}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={isSending} {...(act.final ? { 'aria-describedby': `${prefix}final` } : {})}>
          {say(act.title)}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{words.form.cancel}</Button> : null}
        <KeptWord state={keeping.state} />
      </div>
    </form>
  )
}

const KeptWord = ({ state }: { readonly state: Keeping }) => {
  const { words, instant } = useSpeech()
  const { drafts } = words
  const said = { nothing: '', keeping: drafts.keeping, failed: drafts.notKept }
  return (
    <span role="status" className={state.is === 'failed' ? 'wrong' : 'quiet'}>
      {state.is === 'kept' ? drafts.kept(instant(state.at)) : said[state.is]}
    </span>
  )
}
