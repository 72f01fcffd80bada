/** Sign-in; in a demonstration every role is one click away. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { LanguageSwitch } from '../app/LanguageSwitch.tsx'
import { Brand } from '../app/Shell.tsx'
import { ask, keepCsrf } from '../ask/ask.ts'
import { fault, type Problem, problemIn } from '../ask/problem.ts'
import { answerTo, sessionQuery } from '../ask/queries.ts'
import { ProblemNotice } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { Code } from './account/Secret.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'

type Enter = (login: string, password: string, code?: string) => Promise<void>

/** Only a path of this console: a link from elsewhere must not lead away. */
const safePath = (from: string | undefined) => (from !== undefined && /^\/(?!\/)/.test(from) ? from.replace(/^\/console/, '') || '/' : '/')

const useEntering = () => {
  const client = useQueryClient()
  const go = useNavigate()
  const { from } = useSearch({ from: '/sign-in' })
  const [problem, setProblem] = useState<Problem>()
  const enter: Enter = async (login, password, code = '') => {
    setProblem(undefined)
    try {
      const session = await ask('signIn', { body: { login, password, code } })
      client.clear()
      keepCsrf(session.csrf)
      client.setQueryData(sessionQuery.queryKey, session)
      await go({ to: safePath(from) })
    } catch (error) {
      setProblem(problemIn(error) ?? fault)
    }
  }
  return { enter, problem }
}

const needsCode = (problem: Problem | undefined) => problem?.type.endsWith('/second-factor-needed') ?? false

const SignInProblem = ({ problem }: { readonly problem: Problem | undefined }) => {
  const { words } = useSpeech()
  if (problem === undefined) return null
  if (needsCode(problem)) return <Alert type="info" showIcon title={words.account.codeNeeded} role="alert" />
  if (problem.status === 429)
    return <Alert type="error" showIcon title={words.account.locked(Math.ceil((problem.retryAfterSeconds ?? 60) / 60))} role="alert" />
  if (problem.status === 401 || problem.status === 400) return <Alert type="error" showIcon title={words.signIn.wrong} role="alert" />
  return <ProblemNotice problem={problem} />
}

const PasswordForm = ({ enter, problem }: { readonly enter: Enter; readonly problem: Problem | undefined }) => {
  const { words } = useSpeech()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  if (needsCode(problem) && !asksCode) setAsksCode(true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(login, password, code)
  }
  return (
    <form onSubmit={submit} className="sign-in-form">
      <SignInProblem problem={problem} />
      <div className="question">
        <label htmlFor="login">{words.signIn.login}</label>
        <Input id="login" autoComplete="username" value={login} onChange={({ target }) => setLogin(target.value)} />
      </div>
      <div className="question">
        <label htmlFor="password">{words.signIn.password}</label>
        <Input.Password
          id="password"
          autoComplete="current-password"
          value={password}
          visibilityToggle={false}
          onChange={({ target }) => setPassword(target.value)}
        />
      </div>
      {asksCode ? <Code id="code" label={words.account.code} value={code} change={setCode} /> : null}
      <Button type="primary" htmlType="submit" size="large" block>
        {words.signIn.submit}
      </Button>
    </form>
  )
}

const SignInPage = () => {
  const { words } = useSpeech()
  const { data: accounts = [] } = useQuery(answerTo('demoAccounts'))
  const { enter, problem } = useEntering()
  return (
    <div className="sign-in">
      <header className="top">
        <Brand />
        <LanguageSwitch />
      </header>
      <main>
        <div className="sign-in-box">
          <title>{`${words.signIn.title} · ${words.app.name}`}</title>
          <h1>{words.app.full}</h1>
          <p className="page-lead">{words.signIn.promise}</p>
          <PasswordForm enter={enter} problem={problem} />
          <p>
            <a href="/">{words.app.publicPages}</a>
          </p>
        </div>
        <DemoAccounts accounts={accounts} enter={enter} />
      </main>
    </div>
  )
}

export default SignInPage
