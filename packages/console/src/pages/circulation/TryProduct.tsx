/** A product tried from its page: the call goes straight to the zone, is metered like any other, and the key stays in this form. */
import { useMutation } from '@tanstack/react-query'
import type { Content } from '@yunhe/law/circulation/product/content'
import { Alert, Button, Checkbox, Input, Tag } from 'antd'
import { useId, useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { callProduct, describeProduct, type ProductAnswer, type ProductCall } from '../../ask/product.ts'
import { Preview } from '../../parts/documents/Preview.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Samples } from './Samples.tsx'

/** The names that a way of delivery keeps for itself, as the zone reads them. */
const ownNames: Readonly<Record<Content['delivery'], readonly string[]>> = {
  'look-up': ['fields', 'limit', 'cursor'],
  aggregates: ['group', 'measure'],
  file: ['format'],
  report: ['format'],
  dashboard: [],
  score: [],
}

interface TryProps {
  readonly product: string
  readonly content: Pick<Content, 'delivery' | 'parameters' | 'scenarios'>
  readonly scenario: string
  readonly secret: string
}

const Field = ({
  label,
  value,
  onChange,
  isSecret = false,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isSecret?: boolean
}) => {
  const id = useId()
  const shared = {
    id,
    value,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
    autoComplete: 'off',
  }
  return (
    <div className="try-field">
      <label htmlFor={id}>{label}</label>
      {isSecret ? <Input.Password {...shared} /> : <Input {...shared} />}
    </div>
  )
}

const save = ({ body, fileName }: ProductAnswer) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(body)
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}

const AnswerView = ({ answer }: { readonly answer: ProductAnswer }) => {
  const { words, count } = useSpeech()
  const say = words.product.trying
  return (
    <div role="status">
      <p>
        <Tag color={answer.status < 300 ? 'success' : 'error'}>HTTP {answer.status}</Tag> {say.took(count(answer.ms))} ·{' '}
        {say.size(count(answer.body.size))} <Button onClick={() => save(answer)}>{say.save}</Button>
      </p>
      <Scroll name={say.head}>
        <pre className="code">{answer.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
      </Scroll>
      {answer.shown === undefined ? null : <Preview name={answer.fileName} bytes={answer.shown} />}
      {answer.text === '' ? null : (
        <Scroll name={say.body}>
          <pre className="code">{answer.text}</pre>
        </Scroll>
      )}
    </div>
  )
}

export const TryProduct = ({ product, content, scenario, secret: given }: TryProps) => {
  const { words } = useSpeech()
  const { zoneUrl } = useSession()
  const say = words.product.trying
  const [typed, setTyped] = useState<string | undefined>()
  const [named, setNamed] = useState(scenario)
  const [query, setQuery] = useState<Readonly<Record<string, string>>>({})
  const [isSigned, setSigned] = useState(false)
  const secret = typed ?? given
  const call: ProductCall = { zoneUrl, product, scenario: named, secret, query, isSigned }
  const trying = useMutation({ mutationFn: (how: (call: ProductCall) => Promise<ProductAnswer>) => how(call) })
  const names = [...content.parameters.map(({ name }) => name), ...ownNames[content.delivery]]
  return (
    <Section title={say.title} id="try">
      <p className="quiet">{say.lead}</p>
      <div className="try-form">
        <Field label={say.secret} value={secret} onChange={setTyped} isSecret />
        <Field label={words.subscription.scenario} value={named} onChange={setNamed} />
        {names.map((name) => (
          <Field key={name} label={name} value={query[name] ?? ''} onChange={(value) => setQuery({ ...query, [name]: value })} />
        ))}
      </div>
      <p className="tools">
        <Checkbox checked={isSigned} onChange={({ target }) => setSigned(target.checked)}>
          {say.signed}
        </Checkbox>
        <Button type="primary" disabled={secret === ''} loading={trying.isPending} onClick={() => trying.mutate(callProduct)}>
          {say.call}
        </Button>
        <Button disabled={secret === ''} onClick={() => trying.mutate(describeProduct)}>
          OpenAPI 3.1
        </Button>
      </p>
      {trying.error ? <Alert type="error" showIcon title={say.unreachable} /> : null}
      {trying.data ? <AnswerView answer={trying.data} /> : null}
      <Samples product={product} scenario={named} secret={secret === '' ? `${say.keyPlace}.…` : secret} query={query} />
    </Section>
  )
}
