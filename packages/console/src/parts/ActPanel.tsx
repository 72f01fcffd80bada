/** What may be done now, and what not and why: the server says both, one panel shows every act of every case. */
import type { ActView, Performed } from '@yunhe/platform/contract'
import { Alert, Button } from 'antd'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { ActForm } from './ActForm.tsx'
import { Citation } from './Citation.tsx'
import { Nothing } from './States.tsx'
import { useWhyPlace, Why } from './why/Why.tsx'

interface ActPanelProps {
  readonly acts: readonly ActView[]
  readonly perform: (act: ActView, body: Record<string, unknown>) => Promise<Performed>
  readonly onDone: (performed: Performed, act: ActView) => void
  readonly prefillOf?: ((act: ActView) => Readonly<Record<string, unknown>> | undefined) | undefined
  /** The way to acts that are done at a place of their own. */
  readonly wayTo?: ((act: ActView, title: string) => ReactNode) | undefined
  /** Where the panel is the page itself, its headings stand right below that of the page. */
  readonly heading?: Heading
}

type Heading = 'h2' | 'h3'

const Closed = ({ act }: { readonly act: ActView }) => {
  const { say } = useSpeech()
  const place = useWhyPlace()
  return (
    <li className="closed">
      <span className="closed-title">{say(act.title)}</span>
      <ul>
        {act.closedBy.map((refusal) => (
          <li key={`${refusal.rule}${refusal.code}`}>
            {say(refusal.words)} <Citation rule={refusal.rule} />
          </li>
        ))}
      </ul>
      {place === undefined ? null : <Why question={{ kind: 'act', act: act.name, case: place.id ?? '' }} about={say(act.title)} />}
    </li>
  )
}

/** Acts of other people come last: what one could do oneself, were it not for a rule, is of more use. */
const isForOthers = (act: ActView) => act.closedBy.some(({ code }) => code === 'not-yours-to-do')

const ClosedActs = ({
  title,
  acts,
  heading: Head,
}: {
  readonly title: string
  readonly acts: readonly ActView[]
  readonly heading: Heading
}) =>
  acts.length === 0 ? null : (
    <>
      <Head className="closed-head">{title}</Head>
      <ul className="closed-acts">
        {acts.map((act) => (
          <Closed key={act.name} act={act} />
        ))}
      </ul>
    </>
  )

export const ActPanel = ({ acts, perform, onDone, prefillOf, wayTo, heading = 'h3' }: ActPanelProps) => {
  const { say, words } = useSpeech()
  const [chosen, setChosen] = useState<string>()
  const [done, setDone] = useState<string>()
  const news = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done !== undefined) news.current?.focus()
  }, [done])
  const open = acts.filter((act) => act.open)
  const current = open.find((act) => act.name === chosen)
  const closed = acts.filter((act) => !act.open)
  const finish = (performed: Performed, act: ActView) => {
    setChosen(undefined)
    setDone(words.case.done(say(act.title), performed.entries.join(words.app.comma)))
    onDone(performed, act)
  }
  return (
    <div className="acts">
      {done === undefined ? null : (
        <div ref={news} tabIndex={-1}>
          <Alert
            type="success"
            showIcon
            title={done}
            role="status"
            closable={{ 'aria-label': words.state.close, onClose: () => setDone(undefined) }}
          />
        </div>
      )}
      {open.length === 0 ? <Nothing>{words.case.nothingOpen}</Nothing> : null}
      <div className="open-acts">
        {open.map((act) => (
          <Fragment key={act.name}>
            {wayTo?.(act, say(act.title)) ?? (
              <Button
                type={act.name === chosen ? 'primary' : 'default'}
                aria-expanded={act.name === chosen}
                onClick={() => setChosen(act.name === chosen ? undefined : act.name)}
              >
                {say(act.title)}
              </Button>
            )}
          </Fragment>
        ))}
      </div>
      {current ? (
        <ActForm
          key={current.name}
          act={current}
          heading={heading}
          perform={(body) => perform(current, body)}
          onDone={finish}
          onCancel={() => setChosen(undefined)}
          prefill={prefillOf?.(current)}
        />
      ) : null}
      <ClosedActs heading={heading} title={words.case.closed} acts={closed.filter((act) => !isForOthers(act))} />
      <ClosedActs heading={heading} title={words.case.forOthers} acts={closed.filter(isForOthers)} />
    </div>
  )
}
