/** A subscription: its key, shown once, a call to try, and the calls that were metered (articles 16 and 17). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Product } from '@yunhe/law/circulation/product'
import type { Subscription } from '@yunhe/law/circulation/subscription'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { Section } from '../../parts/Page.tsx'
import { Answer, Nothing, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { CallsChart } from './CallsChart.tsx'
import { TryProduct } from './TryProduct.tsx'

const Copy = ({ text }: { readonly text: string }) => {
  const { words } = useSpeech()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return <Button onClick={() => void copy()}>{isCopied ? words.state.copied : words.state.copy}</Button>
}

interface KeyProps {
  readonly view: CaseView
  readonly state: Subscription
  readonly onTaken: (secret: string) => void
}

const Key = ({ view, state, onTaken }: KeyProps) => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const taking = useMutation({
    mutationFn: () => ask('takeKey', { params: { id: view.id }, body: {} }),
    onSuccess: ({ secret }) => {
      onTaken(secret)
      return client.invalidateQueries({ queryKey: ['case'] })
    },
  })
  const mayTake = view.acts.some(({ act, open }) => act === 'take-key' && open)
  return (
    <Section title={words.subscription.key} id="key">
      {taking.data ? (
        <>
          <Alert type="warning" showIcon role="status" title={words.subscription.once} />
          <p className="tools">
            <span className="code secret">{taking.data.secret}</span> <Copy text={taking.data.secret} />
          </p>
        </>
      ) : null}
      {!taking.data && state.secretHash !== '' ? <p className="quiet">{words.subscription.taken}</p> : null}
      {mayTake && !taking.data ? (
        <div>
          <Button type="primary" loading={taking.isPending} onClick={() => taking.mutate()}>
            {words.subscription.take}
          </Button>
        </div>
      ) : null}
      {!mayTake && !taking.data && state.secretHash === '' ? <Nothing>{words.subscription.notYet}</Nothing> : null}
      {taking.error ? <ProblemNotice problem={problemIn(taking.error) ?? fault} /> : null}
    </Section>
  )
}

const SubscriptionFace = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const state = stateOf<Subscription>(view)
  const [secret, setSecret] = useState('')
  const calls = useQuery(answerTo('meter', { query: { product: state.product } }))
  const product = useQuery(answerTo('case', { params: { plural: 'products', id: state.product } }))
  return (
    <>
      <Key view={view} state={state} onTaken={setSecret} />
      {product.data && state.product !== '' ? (
        <TryProduct
          key={secret}
          product={state.product}
          content={stateOf<Product>(product.data).content}
          scenario={state.scenario}
          secret={secret}
        />
      ) : null}
      <Section title={words.meter.chart}>
        <Answer query={calls}>
          {(lines) => {
            const own = lines.filter(({ consumer, scenario }) => consumer === state.consumer && scenario === state.scenario)
            return own.length === 0 ? <Nothing>{words.meter.empty}</Nothing> : <CallsChart lines={own} />
          }}
        </Answer>
      </Section>
    </>
  )
}

export default SubscriptionFace
