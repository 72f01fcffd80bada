/** Letters by e-mail: an address that is confirmed by a code, what they are sent of, and the way out. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { MailWishes } from '@yunhe/platform/contract'
import { Alert, Button, Input, Popconfirm, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import type { Problem } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { Answer, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { useAsking } from './useAsking.ts'

const mailQuery = { ...answerTo('mail'), staleTime: 0 }
const kinds = ['waiting', 'clocks', 'followed'] as const
const paces = ['at-once', 'daily', 'nothing'] as const

const MailProblem = ({ problem }: { readonly problem: Problem | undefined }) => {
  const { words } = useSpeech()
  if (problem === undefined) return null
  const said = problem.type.endsWith('/wrong-mail-code')
    ? words.mail.codeWrong
    : problem.type.endsWith('/too-many-codes')
      ? words.mail.tooMany
      : problem.status === 400
        ? words.mail.addressWrong
        : undefined
  return said === undefined ? <ProblemNotice problem={problem} /> : <Alert type="error" showIcon role="alert" title={said} />
}

interface StepProps {
  readonly mail: MailWishes
  /** What was just done, said to whoever cannot see it. */
  readonly done: (mail: MailWishes, said?: string) => void
}

const AddressForm = ({ mail, done }: StepProps) => {
  const { words, language } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [address, setAddress] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { address: address.trim(), language: mail.address === undefined ? language : mail.language }
    const answer = await send(() => ask('giveMailAddress', { body }))
    if (answer === undefined) return
    setAddress('')
    done(answer)
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <MailProblem problem={problem} />
      <div className="question">
        <label htmlFor="mail-address">{words.mail.address}</label>
        <Input
          id="mail-address"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          value={address}
          aria-describedby="mail-address-hint"
          onChange={({ target }) => setAddress(target.value)}
        />
        <span className="hint" id="mail-address-hint">
          {words.mail.addressHint}
        </span>
      </div>
      <Button htmlType="submit" disabled={isBusy || address.trim() === ''}>
        {mail.address === undefined ? words.mail.send : words.mail.change}
      </Button>
    </form>
  )
}

const CodeForm = ({ mail, done }: StepProps) => {
  const { words } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [code, setCode] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await send(() => ask('confirmMailAddress', { body: { code: code.trim() } }))
    if (answer) done(answer)
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <Alert type="info" showIcon role="status" title={words.mail.sent(mail.address ?? '')} />
      <MailProblem problem={problem} />
      <div className="question">
        <label htmlFor="mail-code">{words.mail.code}</label>
        <Input
          id="mail-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </div>
      <Button type="primary" htmlType="submit" disabled={isBusy || code.trim() === ''}>
        {words.mail.confirm}
      </Button>
    </form>
  )
}

const WishesForm = ({ mail, done }: StepProps) => {
  const { words } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [wished, setWished] = useState(() => ({
    waiting: mail.waiting,
    clocks: mail.clocks,
    followed: mail.followed,
    language: mail.language,
  }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await send(() => ask('keepMailWishes', { body: wished }))
    if (answer) done(answer, words.mail.saved)
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <MailProblem problem={problem} />
      {kinds.map((kind) => (
        <div className="question" key={kind}>
          <label htmlFor={`mail-${kind}`}>{words.mail.kinds[kind]}</label>
          <Select
            id={`mail-${kind}`}
            value={wished[kind]}
            onChange={(pace: MailWishes['waiting']) => setWished((before) => ({ ...before, [kind]: pace }))}
            options={paces.map((pace) => ({ value: pace, label: words.mail.paces[pace] }))}
          />
        </div>
      ))}
      <div className="question">
        <label htmlFor="mail-language">{words.mail.language}</label>
        <Select
          id="mail-language"
          value={wished.language}
          onChange={(language: MailWishes['language']) => setWished((before) => ({ ...before, language }))}
          options={(['zh-CN', 'en'] as const).map((one) => ({ value: one, label: words.app.languageNames[one] }))}
        />
      </div>
      <Button type="primary" htmlType="submit" disabled={isBusy}>
        {words.mail.save}
      </Button>
    </form>
  )
}

const Stop = ({ done }: Pick<StepProps, 'done'>) => {
  const { words } = useSpeech()
  const { send, isBusy } = useAsking()
  const stop = async () => {
    const answer = await send(() => ask('forgetMail', {}))
    if (answer) done(answer, words.mail.stopped)
  }
  return (
    <Popconfirm title={words.mail.stopSure} okText={words.mail.stop} cancelText={words.form.cancel} onConfirm={() => void stop()}>
      <Button disabled={isBusy}>{words.mail.stop}</Button>
    </Popconfirm>
  )
}

export const Mail = () => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const query = useQuery(mailQuery)
  const [said, setSaid] = useState<string>()
  const done: StepProps['done'] = (answer, saying) => {
    client.setQueryData(mailQuery.queryKey, answer)
    setSaid(saying)
  }
  return (
    <Answer query={query}>
      {(mail) => (
        <>
          <p className="quiet">{words.mail.lead}</p>
          {mail.isOn ? null : <Alert type="info" showIcon title={words.mail.off} />}
          {said === undefined ? null : <Alert type="success" showIcon role="status" title={said} />}
          {mail.isConfirmed && mail.address !== undefined ? (
            <>
              <p>{words.mail.confirmed(mail.address)}</p>
              <WishesForm mail={mail} done={done} />
            </>
          ) : null}
          {mail.isOn && mail.address !== undefined && !mail.isConfirmed ? <CodeForm mail={mail} done={done} /> : null}
          {mail.isOn ? <AddressForm mail={mail} done={done} /> : null}
          {mail.address === undefined ? null : <Stop done={done} />}
        </>
      )}
    </Answer>
  )
}
