/** Brings a file straight into the zone with a ticket: progress while it travels, going on where it broke off, then what was taken and what was set aside. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { ask } from '../../ask/ask.ts'
import { isStop, type Step, sendByPieces } from '../../ask/pieces.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { rememberUnfinished, unfinishedAt } from '../../ask/unfinished.ts'
import { type Delivered, endings, type Said, sendFile } from '../../ask/upload.ts'
import { canGoByPieces, giveUp, zoneReceiver } from '../../ask/zone-pieces.ts'
import { Section } from '../../parts/Page.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ModeChoice, Options } from './intake/Options.tsx'
import { Outcome, type Told } from './intake/Outcome.tsx'

interface UploadProps {
  readonly purpose: 'intake' | 'quarantine'
  /** The case that is delivered for. */
  readonly subject: string
  /** Where the zone takes the file: `datasets/flights`, `imports/s1`. */
  readonly place: string
  readonly told: Told
}

const useSending = ({ purpose, subject, place }: UploadProps, said: Said) => {
  const client = useQueryClient()
  const { login } = useSession()
  const [step, setStep] = useState<Step>({ is: 'comparing' })
  const [sent, setSent] = useState(0)
  const [unfinished, setUnfinished] = useState(() => unfinishedAt(login, place))
  const stopping = useRef<AbortController>(undefined)
  const enter = () => ask('ticket', { body: { purpose, case: subject } })
  const remember = (kept: typeof unfinished) => {
    rememberUnfinished(login, place, kept)
    setUnfinished(kept)
  }
  const sending = useMutation({
    mutationFn: async (file: File) => {
      const onStep = (next: Step) => {
        setStep(next)
        if (next.is !== 'sending') return
        setSent(next.bytes)
        rememberUnfinished(login, place, { name: file.name, sizeBytes: file.size, sentBytes: next.bytes })
      }
      onStep({ is: 'comparing' })
      setSent(0)
      stopping.current = new AbortController()
      const { signal } = stopping.current
      const bySteps = (bytes: number) => setStepOfWhole(bytes, file.size, setStep, setSent)
      const delivered = canGoByPieces(file)
        ? await sendByPieces(zoneReceiver({ enter, place, file, said }), { file, onStep, signal })
        : await sendFile<Delivered>(await enter(), `${place}/files`, file, bySteps, said)
      remember(undefined)
      return delivered
    },
    onSettled: () => {
      setUnfinished(unfinishedAt(login, place))
      return client.invalidateQueries({ queryKey: ['case'] })
    },
  })
  const givingUp = useMutation({
    mutationFn: async () => giveUp(await enter(), place),
    onSuccess: () => remember(undefined),
  })
  return { sending, givingUp, step, sent, unfinished, stop: () => stopping.current?.abort() }
}

const setStepOfWhole = (bytes: number, all: number, setStep: (step: Step) => void, setSent: (bytes: number) => void) => {
  setSent(bytes)
  setStep(bytes >= all ? { is: 'checking' } : { is: 'sending', bytes })
}

const Underway = ({
  step,
  sent,
  file,
  stop,
}: {
  readonly step: Step
  readonly sent: number
  readonly file: File
  readonly stop: () => void
}) => {
  const { words, bytes, count } = useSpeech()
  const { uploads } = words
  const said = {
    comparing: () => uploads.comparing,
    another: () => uploads.another,
    checking: () => words.catalog.checking,
    sending: () => words.catalog.sending(bytes(sent), bytes(file.size)),
    waiting: () => uploads.waiting(count(step.is === 'waiting' ? step.seconds : 0)),
  }
  return (
    <div>
      <Progress
        percent={file.size === 0 ? 100 : Math.round((sent / file.size) * 100)}
        status={step.is === 'waiting' ? 'exception' : 'active'}
        aria-label={words.catalog.progress}
      />
      <p role="status">{said[step.is]()}</p>
      {canGoByPieces(file) && step.is !== 'checking' ? <Button onClick={stop}>{uploads.stop}</Button> : null}
    </div>
  )
}

export const Upload = (props: UploadProps) => {
  const { purpose, told } = props
  const { words, bytes } = useSpeech()
  const [file, setFile] = useState<File>()
  const [said, setSaid] = useState<Said>({})
  const { sending, givingUp, step, sent, unfinished, stop } = useSending(props, said)
  const isStopped = sending.error !== null && isStop(sending.error)
  return (
    <Section title={told.upload} id="deliver">
      <p className="quiet">{told.uploadLead}</p>
      {unfinished && !sending.isPending ? (
        <Alert
          type="warning"
          showIcon
          title={words.uploads.unfinished(unfinished.name, bytes(unfinished.sentBytes), bytes(unfinished.sizeBytes))}
          description={isStopped ? undefined : words.uploads.again}
          action={
            <Button size="small" loading={givingUp.isPending} onClick={() => givingUp.mutate()}>
              {words.uploads.discard}
            </Button>
          }
        />
      ) : null}
      <div className="question">
        <label htmlFor="file">{words.catalog.file}</label>
        <input id="file" type="file" accept={endings} onChange={({ target }) => setFile(target.files?.[0])} />
      </div>
      {purpose === 'intake' ? <ModeChoice said={said} change={setSaid} /> : null}
      <Options said={said} change={setSaid} />
      <div>
        <Button type="primary" disabled={file === undefined} loading={sending.isPending} onClick={() => file && sending.mutate(file)}>
          {isStopped ? words.uploads.goOn : words.catalog.send}
        </Button>
      </div>
      {sending.isPending && file ? <Underway step={step} sent={sent} file={file} stop={stop} /> : null}
      {sending.error && !isStopped ? <ProblemNotice problem={problemIn(sending.error) ?? fault} /> : null}
      {givingUp.error ? <ProblemNotice problem={problemIn(givingUp.error) ?? fault} /> : null}
      {sending.data ? <Outcome delivered={sending.data} told={told} /> : null}
    </Section>
  )
}
