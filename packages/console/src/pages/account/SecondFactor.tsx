/** Enrols a second factor: the password once more, a code to scan, and a first code as the proof that the app has it. */
import { Alert, Button, QRCode } from 'antd'
import { type FormEvent, useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { ask, type Reply } from '../../ask/ask.ts'
import { useSpeech } from '../../words/words.tsx'
import { AccountProblem } from './AccountProblem.tsx'
import { Code, Secret } from './Secret.tsx'
import { useAsking } from './useAsking.ts'

type Begun = Reply<'beginSecondFactor'>

const Begin = ({ begun }: { readonly begun: (answer: Begun) => void }) => {
  const { words } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [password, setPassword] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await send(() => ask('beginSecondFactor', { body: { password } }))
    if (answer) begun(answer)
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <AccountProblem problem={problem} />
      <Secret id="factor-password" label={words.account.current} value={password} change={setPassword} />
      <Button htmlType="submit" disabled={isBusy}>
        {words.account.begin}
      </Button>
    </form>
  )
}

const Confirm = ({ begun: { secret, uri }, done }: { readonly begun: Begun; readonly done: () => void }) => {
  const { words } = useSpeech()
  const { send, refresh, problem, isBusy } = useAsking()
  const [code, setCode] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await send(() => ask('enrolSecondFactor', { body: { code } }))) === undefined) return
    done()
    await refresh()
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <AccountProblem problem={problem} />
      <p>{words.account.scan}</p>
      <QRCode type="svg" value={uri} bordered={false} />
      <p>
        {words.account.secret}: <span className="code">{secret}</span>
      </p>
      <Code id="factor-code" label={words.account.code} value={code} change={setCode} />
      <Button type="primary" htmlType="submit" disabled={isBusy}>
        {words.account.confirm}
      </Button>
    </form>
  )
}

export const SecondFactor = () => {
  const { words } = useSpeech()
  const { hasSecondFactor } = useSession()
  const [begun, setBegun] = useState<Begun>()
  const [isDone, setDone] = useState(false)
  const done = () => {
    setBegun(undefined)
    setDone(true)
  }
  return (
    <>
      {isDone ? <Alert type="success" showIcon role="status" title={words.account.enrolled} /> : null}
      <p>{hasSecondFactor ? words.account.hasFactor : words.account.noFactor}</p>
      {begun ? <Confirm begun={begun} done={done} /> : <Begin begun={setBegun} />}
    </>
  )
}
