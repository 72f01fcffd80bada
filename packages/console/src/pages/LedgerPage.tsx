/** The ledger: how long it is, what was last signed, with which keys to check it, and the proof of any entry. */
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { answerTo } from '../ask/queries.ts'
import { Page, Section } from '../parts/Page.tsx'
import { Scroll } from '../parts/Scroll.tsx'
import { Answer, Loading } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'

const Proof = lazy(() => import('../parts/proof/Proof.tsx'))

const Find = () => {
  const { words } = useSpeech()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(typed.trim())
  }
  return (
    <Section title={words.ledger.find}>
      <form className="tools" onSubmit={submit}>
        <label htmlFor="entry">{words.ledger.ref}</label>
        <Input
          id="entry"
          className="wide-field"
          value={typed}
          placeholder={words.ledger.refHint}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="primary" htmlType="submit">
          {words.ledger.show}
        </Button>
      </form>
      {asked === '' ? null : (
        <Suspense fallback={<Loading />}>
          <Proof key={asked} entry={asked} />
        </Suspense>
      )}
    </Section>
  )
}

const LedgerPage = () => {
  const { words, count } = useSpeech()
  const query = useQuery(answerTo('ledger'))
  return (
    <Page title={words.ledger.title} lead={words.ledger.lead}>
      <Answer query={query}>
        {({ size, pending, checkpoint, verifierKeys }) => (
          <Section title={words.ledger.checkpoint}>
            <dl className="facts">
              <div className="fact">
                <dt>{words.ledger.size}</dt>
                <dd className="figure">{count(size)}</dd>
              </div>
              <div className="fact">
                <dt>{words.ledger.pending}</dt>
                <dd className="figure">{count(pending)}</dd>
              </div>
            </dl>
            <Scroll name={words.ledger.checkpoint}>
              <pre className="code">{checkpoint}</pre>
            </Scroll>
            <h3>{words.ledger.keys}</h3>
            <ul className="code plain">
              {verifierKeys.map((key) => (
                <li key={key}>{key}</li>
              ))}
            </ul>
          </Section>
        )}
      </Answer>
      <Find />
    </Page>
  )
}

export default LedgerPage
