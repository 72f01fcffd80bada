/** Acts on many cases: what would be done to which, the form once, then each by itself, with its outcome in its row. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { BulkAct, CaseRow, Performed } from '@yunhe/platform/contract'
import { Alert, Button, Progress, Radio, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { ActForm } from '../../parts/ActForm.tsx'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { carryOut, type Deed, deedsOf, isOfForm, tallyOf } from './bulk.ts'

/** So many are asked about together. */
const piece = 100

const actsOn = async (plural: string, ids: readonly string[], signal: AbortSignal): Promise<readonly BulkAct[]> => {
  const found = new Map<string, BulkAct>()
  for (let from = 0; from < ids.length; from += piece) {
    const some = await ask('bulk', { params: { plural }, body: { ids: ids.slice(from, from + piece) } }, { signal })
    for (const one of some) {
      const before = found.get(one.act.name)
      // The form is that of a case on which the act is open.
      const act = before?.act.open ? before.act : one.act
      found.set(one.act.name, { ...one, act, cases: [...(before?.cases ?? []), ...one.cases] })
    }
  }
  // In the order in which they stand in the list.
  const placeById = new Map(ids.map((id, place) => [id, place]))
  const placeOf = ({ id }: BulkAct['cases'][number]) => placeById.get(id) ?? 0
  return [...found.values()].map((one) => ({ ...one, cases: one.cases.toSorted((a, b) => placeOf(a) - placeOf(b)) }))
}

interface BulkProps {
  readonly plural: string
  readonly chosen: readonly CaseRow[]
  readonly close: () => void
}

export const Bulk = ({ plural, chosen, close }: BulkProps) => {
  const { words, count } = useSpeech()
  const ids = chosen.map(({ id }) => id)
  const query = useQuery({
    queryKey: ['bulk', plural, ids],
    queryFn: ({ signal }) => actsOn(plural, ids, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  return (
    <Section title={words.lists.bulk.title} note={words.lists.bulk.selected(count(chosen.length))}>
      <Answer query={query}>{(acts) => <Choice plural={plural} acts={acts} close={close} />}</Answer>
    </Section>
  )
}

const Choice = ({ plural, acts, close }: { readonly plural: string; readonly acts: readonly BulkAct[]; readonly close: () => void }) => {
  const { words, say } = useSpeech()
  const possible = acts.filter(({ cases }) => cases.some(({ open }) => open))
  const [name, setName] = useState(possible[0]?.act.name)
  const chosen = possible.find(({ act }) => act.name === name)
  return (
    <>
      {possible.length > 1 ? (
        <Radio.Group
          aria-label={words.lists.bulk.choose}
          value={name}
          onChange={({ target }) => setName(target.value as string)}
          options={possible.map(({ act }) => ({ value: act.name, label: say(act.title) }))}
        />
      ) : null}
      {chosen ? (
        <Doing key={chosen.act.name} plural={plural} bulk={chosen} close={close} />
      ) : (
        <>
          <p>{words.lists.bulk.none}</p>
          {acts.map((bulk) => (
            <Cannot key={bulk.act.name} bulk={bulk} plural={plural} title={say(bulk.act.title)} />
          ))}
          <p>
            <Button onClick={close}>{words.lists.bulk.close}</Button>
          </p>
        </>
      )}
    </>
  )
}

const Doing = ({ plural, bulk, close }: { readonly plural: string; readonly bulk: BulkAct; readonly close: () => void }) => {
  const { words, say, count } = useSpeech()
  const { act, because, cases } = bulk
  const client = useQueryClient()
  const [deeds, setDeeds] = useState(() => deedsOf(cases.filter(({ open }) => open)))
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking')
  const isStopped = useRef(false)
  const asked = useRef<Record<string, unknown>>({})
  useWarning(phase === 'running')
  // Whoever leaves has stopped: nobody would see what is refused.
  useEffect(
    () => () => {
      isStopped.current = true
    },
    [],
  )
  const tell = (id: string, change: Partial<Deed>) =>
    setDeeds((before) => before.map((deed) => (deed.id === id ? { ...deed, ...change } : deed)))
  const perform = (id: string) => ask('act', { params: { plural, id, act: act.act }, body: asked.current })
  const run = async (those: readonly Deed[]) => {
    isStopped.current = false
    setPhase('running')
    const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
    await carryOut(those, { perform, tell, isStopped: () => isStopped.current, pause })
    setPhase('over')
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'bulk' })
  }
  /** The first goes ahead: what the form got wrong is seen on it, before anything else is sent. */
  const goAhead = async (body: Record<string, unknown>): Promise<Performed> => {
    asked.current = body
    const [first, ...others] = deeds
    const nothing = { procedure: act.name.split('.')[0] ?? '', plural, id: '', entries: [] }
    if (first === undefined) return nothing
    try {
      const performed = await perform(first.id)
      tell(first.id, { state: 'done', entries: performed.entries })
    } catch (error) {
      const problem = problemIn(error) ?? fault
      if (isOfForm(problem)) throw error
      tell(first.id, { state: 'refused', problem })
    }
    void run(others)
    return nothing
  }
  const failed = deeds.filter(({ state }) => state === 'refused' || state === 'left')
  return (
    <>
      <p>
        {words.lists.bulk.because}
        {say(because)}
      </p>
      <p>{words.lists.bulk.eachAlone}</p>
      {phase === 'asking' ? (
        <>
          <details open={deeds.length <= 10}>
            <summary>{words.lists.bulk.will(count(deeds.length))}</summary>
            <ul className="bulk-cases">
              {deeds.map(({ id, title }) => (
                <li key={id}>
                  <CaseLink plural={plural} id={id}>
                    {title}
                  </CaseLink>
                </li>
              ))}
            </ul>
          </details>
          <Cannot bulk={bulk} plural={plural} title="" />
          <ActForm act={act} perform={goAhead} onDone={() => undefined} onCancel={close} />
        </>
      ) : (
        <>
          <Outcome deeds={deeds} plural={plural} title={say(act.title)} isOver={phase === 'over'} />
          <div className="tools">
            {phase === 'running' ? (
              <Button
                danger
                onClick={() => {
                  isStopped.current = true
                }}
              >
                {words.lists.bulk.stop}
              </Button>
            ) : (
              <>
                {failed.length > 0 ? <Button onClick={() => void run(failed)}>{words.lists.bulk.again}</Button> : null}
                <Button type="primary" onClick={close}>
                  {words.lists.bulk.close}
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </>
  )
}

const useWarning = (isOn: boolean) => {
  useEffect(() => {
    if (!isOn) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isOn])
}

const Cannot = ({ bulk, plural, title }: { readonly bulk: BulkAct; readonly plural: string; readonly title: string }) => {
  const { words, say, count } = useSpeech()
  const closed = bulk.cases.filter(({ open }) => !open)
  if (closed.length === 0) return null
  return (
    <details>
      <summary>
        {title === '' ? '' : `${title}${words.app.colon}`}
        {words.lists.bulk.cannot(count(closed.length))}
      </summary>
      <ul className="bulk-cases">
        {closed.map(({ id, title: named, closedBy }) => (
          <li key={id}>
            <CaseLink plural={plural} id={id}>
              {named}
            </CaseLink>
            {closedBy.map((refusal) => (
              <span key={refusal.code} className="quiet">
                {' '}
                {say(refusal.words)} <Citation rule={refusal.rule} />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  )
}

const colourOf = { waiting: 'default', running: 'processing', done: 'success', refused: 'error', left: 'warning' } as const

interface OutcomeProps {
  readonly deeds: readonly Deed[]
  readonly plural: string
  readonly title: string
  readonly isOver: boolean
}

const Outcome = ({ deeds, plural, title, isOver }: OutcomeProps) => {
  const { words, say, count } = useSpeech()
  const { done, refused, left } = tallyOf(deeds)
  const handled = done + refused
  const said = isOver
    ? words.lists.bulk.result(count(done), count(refused), count(left))
    : words.lists.bulk.progress(count(handled), count(deeds.length))
  return (
    <>
      {isOver ? (
        <Alert role="status" showIcon type={refused + left === 0 ? 'success' : 'warning'} title={said} />
      ) : (
        <p role="status">{said}</p>
      )}
      <Progress percent={Math.floor((handled / deeds.length) * 100)} aria-label={title} />
      <ul className="bulk-cases">
        {deeds.map(({ id, title: named, state, entries, problem }) => (
          <li key={id}>
            <Tag color={colourOf[state]}>{words.lists.bulk.states[state]}</Tag>{' '}
            <CaseLink plural={plural} id={id}>
              {named}
            </CaseLink>{' '}
            <span className="code">{entries.join(words.app.comma)}</span>
            {problem ? (
              <span className="wrong">
                {problem.refusals?.map((refusal) => (
                  <span key={refusal.code}>
                    {say(refusal.words)} <Citation rule={refusal.rule} />
                  </span>
                )) ?? (problem.words ? say(problem.words) : problem.title)}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
