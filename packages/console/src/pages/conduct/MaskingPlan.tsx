/** What a decision would make of the requested columns: made-up values before and after, and a plan that the zone works out on the data (articles 12 and 16). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DataRequest } from '@yunhe/law/conduct/data-request'
import { Alert, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { askZone, type Pass } from '../../ask/zone.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { takeOver } from './takenOver.ts'

type Mask = { readonly kind: string } & Readonly<Record<string, unknown>>
type Words = { readonly zh: string; readonly en: string }

interface Shown {
  readonly name: string
  readonly disclosure: string
  readonly mask?: Mask
  readonly inverse?: string
  readonly leaks?: Words
  readonly unfit?: 'unknown-column' | 'mask-missing' | 'mask-does-not-fit'
  readonly examples: readonly { readonly before: string | null; readonly after: string | null }[]
}

interface Proposed {
  readonly found?: {
    readonly columns: readonly {
      readonly name: string
      readonly level: number
      readonly of: number
      readonly mask?: Mask
      readonly loss: number
    }[]
    readonly k: number
    readonly loss: number
    readonly suppressedShare: number
  }
  readonly nodes: number
  readonly measured: number
}

type PlanPass = Pass & { readonly datasetByItem: Readonly<Record<string, string>> }
type Item = DataRequest['items'][number]

const datasetsOf = ({ datasetByItem }: PlanPass): string => [...new Set(Object.values(datasetByItem))].toSorted().join('.')

const valueText = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : typeof value === 'object' ? '' : String(value))

/** 日期泛化（年）: the kind and its numbers. */
const useMaskText = () => {
  const { code, words } = useSpeech()
  return (mask: Mask | undefined): string => {
    if (mask === undefined) return words.plan.plain
    const { kind, ...more } = mask
    const said = Object.values(more)
      .map((value) => (typeof value === 'string' ? code(value) : valueText(value)))
      .filter((text) => text !== '')
    return said.length === 0 ? code(kind) : words.plan.withNumbers(code(kind), said.join(words.app.comma))
  }
}

const Examples = ({ pass, item }: { readonly pass: PlanPass; readonly item: Item }) => {
  const { words, code, field, say } = useSpeech()
  const maskText = useMaskText()
  const dataset = pass.datasetByItem[item.item] ?? ''
  const columns = item.fields.map(({ name, disclosure, mask }) => ({ name, disclosure, ...(mask && { mask }) }))
  const { data, error } = useQuery({
    queryKey: ['plan', pass.ticket, item.item],
    queryFn: () =>
      askZone<{ readonly columns: readonly Shown[] }>(pass, 'POST', `/plans/${datasetsOf(pass)}/examples`, { dataset, columns }),
    retry: false,
  })
  if (error) return <ProblemNotice problem={problemIn(error) ?? fault} />
  return (
    <Scroll name={words.plan.examples}>
      <table className="data cards">
        <caption className="unseen">{words.plan.examples}</caption>
        <thead>
          <tr>
            <th scope="col">{field('column')}</th>
            <th scope="col">{field('mask')}</th>
            <th scope="col">{words.plan.before}</th>
            <th scope="col">{words.plan.after}</th>
            <th scope="col">{words.plan.leaks}</th>
          </tr>
        </thead>
        <tbody>
          {(data?.columns ?? []).map((one) => (
            <tr key={one.name}>
              <td className="code" data-label={field('column')}>
                {one.name}
              </td>
              <td data-label={field('mask')}>{one.mask ? maskText(one.mask) : code(one.disclosure)}</td>
              <td data-label={words.plan.before}>
                <Values values={one.examples.map(({ before }) => before)} />
              </td>
              <td data-label={words.plan.after}>
                {one.unfit ? (
                  words.plan.unfit[one.unfit]
                ) : one.disclosure === 'after-aggregation' ? (
                  words.plan.onlyTogether
                ) : one.examples.length === 0 ? (
                  words.plan.notProvided
                ) : (
                  <Values values={one.examples.map(({ after }) => after)} />
                )}
              </td>
              <td data-label={words.plan.leaks}>
                {one.leaks ? <div>{say(one.leaks)}</div> : null}
                {one.inverse === 'with-the-key' ? <div>{words.plan.withKey}</div> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Values = ({ values }: { readonly values: readonly (string | null)[] }) => {
  const { words } = useSpeech()
  return values.slice(0, 3).map((value, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: made-up values may be alike, and their order never changes
    <div key={index} className={value === null ? 'quiet' : 'code'}>
      {value ?? words.plan.nothing}
    </div>
  ))
}

const Proposal = ({ pass, item, request }: { readonly pass: PlanPass; readonly item: Item; readonly request: string }) => {
  const { words, field, count, share } = useSpeech()
  const maskText = useMaskText()
  const id = useId()
  const [quasi, setQuasi] = useState<readonly string[]>([])
  const [k, setK] = useState('20')
  const [mostLeftOut, setMostLeftOut] = useState('0')
  const [taken, setTaken] = useState(false)
  /** The size that the answer shown was worked out for. */
  const [asked, setAsked] = useState(k)
  const dataset = pass.datasetByItem[item.item] ?? ''
  const asking = useMutation({
    mutationFn: () =>
      askZone<Proposed>(
        pass,
        'POST',
        `/plans/${datasetsOf(pass)}/proposals`,
        { dataset, quasiIdentifiers: quasi, rows: item.rows, k: Number(k), mostSuppressed: Number(mostLeftOut) / 100 },
        600_000,
      ),
    onMutate: () => {
      setTaken(false)
      setAsked(k)
    },
  })
  const { found } = asking.data ?? {}
  const toggle = (name: string) =>
    setQuasi((before) => (before.includes(name) ? before.filter((one) => one !== name) : [...before, name].slice(0, 6)))
  return (
    <div className="proposal">
      <h4>{words.plan.propose}</h4>
      <p className="quiet">{words.plan.proposeLead}</p>
      <fieldset className="question">
        <legend>{words.plan.quasi}</legend>
        <div className="tools">
          {item.fields.map(({ name }) => (
            <label key={name} className="tool-check">
              <input type="checkbox" checked={quasi.includes(name)} onChange={() => toggle(name)} /> <span className="code">{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="question">
        <label htmlFor={`${id}-k`}>{words.plan.k}</label>
        <Input
          id={`${id}-k`}
          className="short"
          type="number"
          min={2}
          max={10_000}
          value={k}
          onChange={({ target }) => setK(target.value)}
        />
      </div>
      <div className="question">
        <label htmlFor={`${id}-left-out`}>{words.plan.mostLeftOut}</label>
        <Input
          id={`${id}-left-out`}
          className="short"
          type="number"
          min={0}
          max={20}
          step={0.5}
          value={mostLeftOut}
          onChange={({ target }) => setMostLeftOut(target.value)}
        />
      </div>
      <Button
        onClick={() => asking.mutate()}
        disabled={quasi.length === 0 || !(Number(k) >= 2) || !(Number(mostLeftOut) >= 0 && Number(mostLeftOut) <= 20)}
        loading={asking.isPending}
      >
        {words.plan.ask}
      </Button>
      {asking.isPending ? <p role="status">{words.plan.working}</p> : null}
      {asking.error ? <ProblemNotice problem={problemIn(asking.error) ?? fault} /> : null}
      {asking.data && found === undefined ? <Alert type="warning" showIcon title={words.plan.none} /> : null}
      {asking.data && found ? (
        <div role="status" className="proposal">
          <p>
            {words.plan.found(count(found.k), share(found.loss))}
            {found.suppressedShare > 0 ? words.plan.leftOut(share(found.suppressedShare)) : null}{' '}
            <span className="quiet">{words.plan.nodes(count(asking.data.measured), count(asking.data.nodes))}</span>
          </p>
          <Scroll name={words.plan.propose}>
            <table className="data cards">
              <caption className="unseen">{words.plan.propose}</caption>
              <thead>
                <tr>
                  <th scope="col">{field('column')}</th>
                  <th scope="col">{field('mask')}</th>
                  <th scope="col">{words.plan.level}</th>
                  <th scope="col">{words.plan.loss}</th>
                </tr>
              </thead>
              <tbody>
                {found.columns.map((column) => (
                  <tr key={column.name}>
                    <td className="code" data-label={field('column')}>
                      {column.name}
                    </td>
                    <td data-label={field('mask')}>{maskText(column.mask)}</td>
                    <td data-label={words.plan.level}>{words.plan.levelOf(count(column.level), count(column.of))}</td>
                    <td data-label={words.plan.loss}>{share(column.loss)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <Button
            type="primary"
            onClick={() => {
              takeOver(request, {
                item: item.item,
                k: found.k,
                columns: found.columns,
                ...(found.suppressedShare > 0 && { leaveOut: { below: Number(asked), most: found.suppressedShare } }),
              })
              setTaken(true)
            }}
          >
            {words.plan.takeOver}
          </Button>
          {taken ? <p role="status">{words.plan.takenOver}</p> : null}
        </div>
      ) : null}
    </div>
  )
}

export const MaskingPlan = ({ request, items }: { readonly request: string; readonly items: readonly Item[] }) => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const entering = useMutation({
    mutationFn: () => ask('ticket', { body: { purpose: 'plan', case: request } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case'] }),
  })
  const pass = entering.data?.datasetByItem ? { ...entering.data, datasetByItem: entering.data.datasetByItem } : undefined
  return (
    <Section title={words.plan.title} id="plan">
      <p className="quiet">{words.plan.lead}</p>
      {pass === undefined ? (
        <Button onClick={() => entering.mutate()} loading={entering.isPending}>
          {words.plan.open}
        </Button>
      ) : null}
      {entering.error ? <ProblemNotice problem={problemIn(entering.error) ?? fault} /> : null}
      {pass
        ? items.map((item) => (
            <div key={item.item} className="item">
              <h3>
                <CaseLink plural="catalog-items" id={item.item} />
              </h3>
              <p className="quiet">{words.plan.examplesLead}</p>
              <Examples pass={pass} item={item} />
              <Proposal pass={pass} item={item} request={request} />
            </div>
          ))
        : null}
    </Section>
  )
}
