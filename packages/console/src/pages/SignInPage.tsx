/** Sign-in; in a demonstration every role is one click away. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { LanguageSwitch } from '../app/LanguageSwitch.tsx'
import { Brand } from '../app/Shell.tsx'
import { ask, keepCsrf, type Reply } from '../ask/ask.ts'
import { fault, type Problem, problemIn } from '../ask/problem.ts'
import { answerTo, sessionQuery } from '../ask/queries.ts'
import { Section } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'

type Account = Reply<'demoAccounts'>[number]
type Enter = (login: string, password: string) => Promise<void>

/** Only a path of this console: a link from elsewhere must not lead away. */
const safePath = (from: string | undefined) => (from !== undefined && /^\/(?!\/)/.test(from) ? from.replace(/^\/console/, '') || '/' : '/')

const useEntering = () => {
  const client = useQueryClient()
  const go = useNavigate()
  const { from } = useSearch({ from: '/sign-in' })
  const [problem, setProblem] = useState<Problem>()
  const enter: Enter = async (login, password) => {
    setProblem(undefined)
    try {
      const session = await ask('signIn', { body: { login, password } })
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

const Demo = ({ accounts, enter }: { readonly accounts: readonly Account[]; readonly enter: Enter }) => {
  const { words, role } = useSpeech()
  if (accounts.length === 0) return null
  return (
    <Section title={words.signIn.demo}>
      <p className="quiet">{words.signIn.demoLead}</p>
      <ul className="accounts">
        {accounts.map(({ login, password, displayName, organizationName, roles }) => (
          <li key={login}>
            <button type="button" className="account" onClick={() => void enter(login, password)}>
              <strong>{roles.map(role).join(words.app.comma)}</strong>
              <span>
                {displayName}
                {organizationName ? ` · ${organizationName}` : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const PasswordForm = ({ enter, problem }: { readonly enter: Enter; readonly problem: Problem | undefined }) => {
  const { words } = useSpeech()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(login, password)
  }
  return (
    <form onSubmit={submit} className="sign-in-form">
      {problem?.status === 401 || problem?.status === 400 ? (
        <Alert type="error" showIcon title={words.signIn.wrong} role="alert" />
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : null}
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
        <Demo accounts={accounts} enter={enter} />
      </main>
    </div>
  )
}

export default SignInPage
