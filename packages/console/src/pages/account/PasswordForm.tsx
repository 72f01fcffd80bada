/** Changes the own password; the other sessions end. */
import { Alert, Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { useSpeech } from '../../words/words.tsx'
import { AccountProblem } from './AccountProblem.tsx'
import { Secret } from './Secret.tsx'
import { useAsking } from './useAsking.ts'

const empty = { password: '', next: '', repeat: '' }

export const PasswordForm = () => {
  const { words } = useSpeech()
  const { send, refresh, problem, isBusy } = useAsking()
  const [typed, setTyped] = useState(empty)
  const [standing, setStanding] = useState<'open' | 'differs' | 'changed'>('open')
  const set = (name: keyof typeof empty) => (value: string) => setTyped((before) => ({ ...before, [name]: value }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (typed.next !== typed.repeat) return setStanding('differs')
    setStanding('open')
    const { password, next } = typed
    if ((await send(() => ask('changePassword', { body: { password, next } }))) === undefined) return
    setTyped(empty)
    setStanding('changed')
    await refresh()
  }
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <AccountProblem problem={problem} />
      {standing === 'differs' ? <Alert type="error" showIcon role="alert" title={words.account.differs} /> : null}
      {standing === 'changed' ? <Alert type="success" showIcon role="status" title={words.account.changed} /> : null}
      <Secret id="password-now" label={words.account.current} value={typed.password} change={set('password')} />
      <Secret id="password-next" label={words.account.next} value={typed.next} change={set('next')} isNew />
      <Secret id="password-again" label={words.account.repeat} value={typed.repeat} change={set('repeat')} isNew />
      <Button type="primary" htmlType="submit" disabled={isBusy}>
        {words.account.change}
      </Button>
    </form>
  )
}
